"""Rounds during the day: due, ticked by name, a ticket for what is not in order, missed ones on the sheet (S14)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from deskconsole.desk.policy.packs import load_pack
from deskconsole.desk.rounds.rounds import (
    DONE,
    DUE,
    LATER,
    MISSED,
    RoundNow,
    declared_rounds,
    rounds_due,
    rounds_of_day,
    tick_round,
)
from deskconsole.desk.shifts import shifts
from deskconsole.desk.shifts.sheet import read_sheet
from deskconsole.desk.tickets.views import queue
from deskconsole.domain.problems import PackError
from deskconsole.domain.site.rounds import IN_ORDER, NOT_IN_ORDER
from deskconsole.errors import DeskError
from tests.desk.support import MONDAY, Bench, t

ITEMS = ("clean", "light", "temperature", "supplies", "dress")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("front-desk",))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def states(bench: Bench) -> list[str]:
    return [each.state(bench.now) for each in rounds_of_day(bench.desk)]


def test_s14_a_round_is_due_at_its_time_done_by_name_and_missed_after(house: Bench) -> None:
    assert [each.time for each in rounds_of_day(house.desk)] == ["09:30", "13:30", "16:30"]
    assert states(house) == [LATER] * 3
    with pytest.raises(DeskError, match="not due before 09:30"):
        tick_round(house.desk, "reception", "09:30", "clean")
    house.now = t("09-14 09:30")
    assert states(house)[0] == DUE
    assert [each.time for each in rounds_due(house.desk)] == ["09:30"]
    for item in ITEMS[:-1]:
        house.later(minutes=1)
        tick_round(house.desk, "reception", "09:30", item)
    house.now = t("09-14 10:30")
    assert states(house)[0] == DUE
    assert tick_round(house.by("lin"), "reception", "09:30", "dress")[0].state(house.now) == DONE
    ticks = [item.tick for item in rounds_of_day(house.desk)[0].items]
    assert [(tick.login, tick.state) for tick in ticks if tick] == [("zhou", IN_ORDER)] * 4 + [("lin", IN_ORDER)]
    assert rounds_due(house.desk) == []
    house.now = t("09-14 14:30") + timedelta(microseconds=1)
    assert states(house)[1] == MISSED
    tick_round(house.desk, "reception", "09:30", "dress", undo=True)
    assert states(house)[0] == MISSED


def test_s14_what_is_not_in_order_is_a_ticket_for_a_department_with_its_clock(house: Bench) -> None:
    house.now = t("09-14 09:40")
    (first, *_rest) = tick_round(
        house.desk, "reception", "09:30", "light", wrong="大厅灯坏了", department="administration"
    )
    tick = next(item.tick for item in first.items if item.name == "light")
    assert tick is not None
    assert (tick.state, tick.text) == (NOT_IN_ORDER, "大厅灯坏了")
    number = tick.number or ""
    ticket = house.show(number).ticket
    assert (ticket.kind, str(ticket.content)) == ("house_matter", "灯光、显示屏正常：大厅灯坏了")
    assert [hand_off.to for hand_off in ticket.hand_offs.values()] == ["dept:administration"]
    assert house.clock(number, "S14").due == t("09-15 18:00")
    assert number in [line.number for line in queue(house.desk)]
    with pytest.raises(DeskError, match="1 to 500"):
        tick_round(house.desk, "reception", "09:30", "clean", wrong=" ")
    with pytest.raises(DeskError, match="is not one of"):
        tick_round(house.desk, "reception", "09:31", "clean")


def test_s14_a_missed_round_stands_on_the_hand_over_sheet(house: Bench) -> None:
    shifts.open_shift(house.desk)
    house.now = t("09-14 13:35")
    tick_round(house.desk, "reception", "13:30", "clean")
    house.now = t("09-14 17:00")
    sheet = read_sheet(house.desk, shifts.hand_over(house.desk))
    assert [(each.time, each.open) for each in sheet.rounds] == [("09:30", 5), ("13:30", 4)]
    shifts.accept(house.by("lin"))
    house.now = t("09-14 18:00")
    sheet = read_sheet(house.desk, shifts.hand_over(house.by("lin")))
    assert [(each.time, each.open) for each in sheet.rounds] == [("16:30", 5)], "each on one sheet"


def test_s14_on_days_on_which_nobody_works_there_is_none(house: Bench) -> None:
    for day, expected in (("10-01", 0), ("10-10", 3), ("10-11", 0)):  # National Day, a make-up Saturday, a Sunday
        house.now = t(f"{day} 12:00")
        assert len(rounds_of_day(house.desk)) == expected, day


def test_s14_any_pack_says_its_own_rounds_and_what_is_wrong_with_them_is_told(tmp_path: Path) -> None:
    own = tmp_path / "packs" / "front-desk"
    own.mkdir(parents=True)
    (own / "checklists.toml").write_text(
        '[[round]]\nname = "reception"\nat = ["08:00"]\n\n[[round]]\nname = "night"\n'
        'title = { zh = "夜巡", en = "Night" }\n'
        'at = ["23:00"]\nevery_day = true\n[[round.item]]\nname = "doors"\ntitle = { zh = "门锁好", en = "Doors" }\n'
        'department = "security"\n',
        "utf-8",
    )
    pack = load_pack("front-desk", tmp_path)
    assert [(each.name, each.at, each.every_day) for each in pack.rounds] == [
        ("reception", ("08:00",), False),
        ("night", ("23:00",), True),
    ]
    text = (own / "checklists.toml").read_text("utf-8")
    (own / "checklists.toml").write_text(
        text.replace('"23:00"', '"23h", "7:00"')
        .replace('"security"', '"secrity"')
        .replace("every_day = true", "minutes = 0"),
        "utf-8",
    )
    with pytest.raises(PackError) as refused:
        load_pack("front-desk", tmp_path)
    assert sorted(problem.where.partition(": ")[2] for problem in refused.value.problems) == [
        "round 2 (night): at[1]",
        "round 2 (night): at[2]",
        "round 2 (night): item[1].department",
        "round 2 (night): minutes",
    ]


@given(st.integers(0, 24 * 60 - 1), st.sets(st.sampled_from(ITEMS)))
def test_s14_a_round_is_in_exactly_one_state(minute: int, ticked: set[str]) -> None:
    now = MONDAY + timedelta(minutes=minute)
    due = MONDAY + timedelta(hours=5)
    items = tuple(_item(name, done=name in ticked) for name in ITEMS)
    state = RoundNow("r", None, now.date(), "14:00", due, due + timedelta(hours=1), items).state(now)  # type: ignore[arg-type]
    expected = DONE if ticked == set(ITEMS) else LATER if minute < 300 else DUE if minute <= 360 else MISSED
    assert state == expected


def _item(name: str, *, done: bool) -> object:
    from types import SimpleNamespace

    return SimpleNamespace(name=name, tick=object() if done else None)


def test_s14_a_desk_without_rounds_has_none(tmp_path: Path) -> None:
    own = tmp_path / "packs" / "front-desk"
    own.mkdir(parents=True)
    (own / "checklists.toml").write_text('[[round]]\nname = "reception"\ndrop = true\n', "utf-8")
    bench = Bench(tmp_path, packs=("front-desk",))
    assert declared_rounds(bench.desk) == ()
    assert rounds_due(bench.desk) == []
    bench.desk.store.close()
