"""The emergency card, the roll-call and the log: with the store, and while it cannot be reached (S13)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from deskconsole.desk.desk import Desk
from deskconsole.desk.emergency import files
from deskconsole.desk.emergency.emergencies import past_entries, standing, take_in
from deskconsole.desk.emergency.watch import EmergencyWatch, writer_at
from deskconsole.desk.policy.emergency_plan import load_plan, plan_at_hand
from deskconsole.desk.shifts import shifts
from deskconsole.desk.tickets.views import queue
from deskconsole.desk.visitors.checking_in import check_in
from deskconsole.desk.visitors.checking_out import sign_out
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.domain.emergency.log import (
    ADDED,
    CLOSED,
    MISSING,
    OPENED,
    PRESENT,
    SAID,
    UNTICKED,
    Entry,
    count,
    emergencies,
    roll_call,
)
from deskconsole.domain.problems import Unusable
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.present.catalogue import explain
from tests.desk.support import MONDAY, Bench, t

#: Eleven persons by eight visits.
GUESTS = {"韩成": 3, "苏芳": 1, "纪元": 1, "卫平": 2, "鲁山": 1, "陶然": 1, "葛兰": 1, "易木": 1}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("front-desk", "robot-integrator"))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def arrive(bench: Bench, guests: dict[str, int] = GUESTS) -> dict[str, str]:
    """Everybody signs in; name → number."""
    return {
        name: check_in(bench.desk, CheckIn("visit", name, fields={"host": "王强", "people": people})).number
        for name, people in guests.items()
    }


@contextmanager
def unreachable(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whoever asks the store is refused."""

    def refuse(*_: Any) -> Any:
        raise StoreUnusable("the store cannot be reached")

    with monkeypatch.context() as patch:
        patch.setattr(type(bench.desk.store), "reading", refuse)
        patch.setattr(type(bench.desk.store), "writing", refuse)
        yield


def watching(bench: Bench) -> EmergencyWatch:
    watch = EmergencyWatch(bench.folder)
    watch.read(bench.desk)
    watch.read_files()
    return watch


def write(watch: EmergencyWatch, desk: Desk, what: str, **more: Any) -> None:
    watch.write(desk.now(), writer_at(desk), what, **more)


def test_s13_fire_alarm_with_eleven_people_inside(house: Bench) -> None:
    numbers = arrive(house)
    watch = watching(house)
    assert [step.zh[:2] for step in watch.plan.kind("fire").steps][:1] == ["按手"]  # type: ignore[union-attr]
    assert count(watch.people(None)).people == 11
    write(watch, house.desk, OPENED, kind="fire")
    house.later(minutes=1)
    write(watch, house.desk, SAID, text="119 已报")
    write(watch, house.desk, PRESENT, person=numbers["韩成"])
    write(watch, house.desk, PRESENT, person=numbers["韩成"] + "#1")
    write(watch, house.desk, MISSING, person=numbers["苏芳"])
    write(watch, house.desk, ADDED, text="保洁 吴姐")
    assert watch.hand_in(house.desk) == 6
    assert not list((house.folder / files.FOLDER).glob("*.entry.json"))
    people = watch.people(watch.current)
    total = count(people)
    assert (total.people, total.present, total.missing, total.open) == (12, 2, 1, 9)
    assert [(each.name, each.companion, each.state) for each in people[:4]] == [
        ("韩成", 0, PRESENT),
        ("韩成", 1, PRESENT),
        ("韩成", 2, UNTICKED),
        ("苏芳", 0, MISSING),
    ]
    # Who leaves while it goes on is counted all the same, and so is whoever comes in.
    sign_out(house.desk, numbers["卫平"])
    arrive(house, {"晚到的": 1})
    watch.read(house.desk)
    assert count(watch.people(watch.current)).people == 13
    # Changed one's mind; a second console reads the same.
    write(watch, house.by("lin"), PRESENT, person=numbers["苏芳"])
    watch.hand_in(house.by("lin"))
    other = watching(house)
    assert count(other.people(other.current)).missing == 0
    assert next(each.by for each in other.people(other.current) if each.key == numbers["苏芳"]) == "lin"


def test_s13_it_works_while_the_store_cannot_be_reached_and_is_taken_in_once_and_in_order(
    house: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = arrive(house)
    watching(house)  # keeps who is inside
    house.later(minutes=7)
    with unreachable(house, monkeypatch):
        watch = EmergencyWatch(house.folder)  # a console that starts now, with nothing in memory
        watch.read(house.desk)
        watch.read_files()
        assert isinstance(watch.trouble, StoreUnusable)
        assert watch.as_of == MONDAY
        assert count(watch.people(None)).people == 11
        for minute, text in enumerate(("报警响", "119 已报", "全部到集合地点")):
            house.now = MONDAY + timedelta(minutes=10 + minute)
            write(watch, house.desk, SAID, text=text, kind="fire" if not minute else None)
        write(watch, house.desk, MISSING, person=numbers["苏芳"])
        assert watch.waiting == 5
        with pytest.raises(DeskError):
            watch.hand_in(house.desk)
        again = EmergencyWatch(house.folder)  # another console of the same folder
        again.read_files()
        assert [entry.text for entry in again.current.lines][1:] == ["报警响", "119 已报", "全部到集合地点"]  # type: ignore[union-attr]
        assert count(again.people(again.current)).missing == 1
    house.later(hours=1)
    assert take_in(house.by("lin")) == 5
    before = house.record()
    assert take_in(house.desk) == 0
    assert house.record() == before
    stored = past_entries(house.desk)
    assert [entry.what for entry in stored] == [OPENED, SAID, SAID, SAID, MISSING]
    assert [f"{entry.at:%M}" for entry in stored] == ["10", "10", "11", "12", "12"]
    assert {entry.login for entry in stored} == {"zhou"}, "by whom it was written down, not who took it in"


def test_s13_what_was_taken_in_but_not_taken_away_counts_once(house: Bench) -> None:
    watch = watching(house)
    write(watch, house.desk, SAID, text="停电", kind="power")
    written, _ = files.written_down(house.folder)
    watch.hand_in(house.desk)
    before = house.record()
    for entry in written:  # the program ended between the commit and the removal
        files.write_down(house.folder, entry)
    assert watching(house).waiting == 0
    assert take_in(house.desk) == 2
    assert house.record() == before
    assert files.written_down(house.folder) == ([], [])


def test_s13_nobody_need_be_signed_on(house: Bench) -> None:
    numbers = arrive(house, {"韩成": 1})
    desk = house.desk.signed_off()
    watch = EmergencyWatch(house.folder)
    watch.read(desk)
    assert [each.name for each in standing(desk).people] == ["韩成"]
    write(watch, desk, PRESENT, person=numbers["韩成"], kind="drill")
    with pytest.raises(DeskError, match="nobody is signed on"):
        watch.hand_in(desk)
    assert watch.waiting == 2
    assert watch.hand_in(house.desk) == 2
    assert {entry.login for entry in past_entries(house.desk)} == {None}


def test_s13_when_it_is_over_a_review_is_opened_with_its_clock(house: Bench) -> None:
    watch = watching(house)
    write(watch, house.desk, OPENED, kind="lift")
    write(watch, house.desk, CLOSED, text="两人救出，无伤")
    watch.hand_in(house.desk)
    assert watch.current is None
    assert watch.newest is not None
    assert watch.newest.closed == house.now + timedelta(microseconds=1)
    (line,) = [line for line in queue(house.desk) if line.kind == "emergency_review"]
    review = house.show(line.number).ticket
    assert "复盘" in str(review.content)
    assert "两人救出" in str(review.content)
    assert house.clock(line.number, "S13").due == t("09-17 18:00")
    fields = {"outcome": "solved", "went_well": "点名五分钟", "to_change": "应急灯换掉，物业，周五前"}
    assert house.act(line.number, "finished", fields=fields).ticket.finished
    write(watch, house.desk, SAID, text="又停了")
    assert len(emergencies(watch.entries)) == 2


def test_s13_where_the_rules_know_no_review_it_is_news_of_the_next_working_day(house: Bench) -> None:
    own = '[review]\ntext = { zh = "复盘：谁改", en = "Review: who changes what" }\n'
    (house.folder / "emergency.toml").write_text(own, "utf-8")
    watch = watching(house)
    write(watch, house.desk, CLOSED, text="误报", kind="fire")
    watch.hand_in(house.desk)
    house.later(days=1)
    (news,) = [item.text for item in shifts.shifts_now(house.desk).news]
    assert news == "复盘：谁改 · Review: who changes what · 误报"


def test_s13_a_line_says_something(house: Bench) -> None:
    watch = watching(house)
    for text in ("", "  \n", "长" * 501):
        with pytest.raises(DeskError, match="1 to 500"):
            write(watch, house.desk, SAID, text=text)
    assert watch.current is None


def test_s13_a_folder_that_takes_nothing_keeps_it_in_memory(house: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    watch = watching(house)

    def full(*_: Any) -> None:
        raise DeskError("'{path}' cannot be written: {reason}", path="x", reason="No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "write_down", full)
        write(watch, house.desk, SAID, text="记下来")
        assert watch.trouble is not None
        watch.read_files()
        assert watch.waiting == 2
    assert watch.hand_in(house.desk) == 2


def test_s13_the_card_of_the_house_lies_over_that_of_the_program(house: Bench) -> None:
    assert [kind.name for kind in load_plan(house.folder).kinds][:2] == ["fire", "injury"]
    (house.folder / "emergency.toml").write_text(
        """
[[number]]
name = "security"
title = { zh = "保安", en = "Security" }
number = "8110"

[[number]]
name = "property"
off = true

[[kind]]
name = "power"
off = true

[[kind]]
name = "lift"
title = { zh = "电梯", en = "Lift" }
call = ["security"]
steps = [{ zh = "打 8110", en = "Call 8110" }]

[[kind]]
name = "flood"
title = { zh = "漏水", en = "Water" }
steps = [{ zh = "关总阀", en = "Close the main" }]

[assembly]
place = { zh = "东门停车场", en = "East gate car park" }
""",
        "utf-8",
    )
    (house.folder / "emergency.toml").read_text("utf-8")
    with pytest.raises(Unusable) as refused:
        load_plan(house.folder)
    assert ["'property' is not one of" in str(each) for each in refused.value.problems] == [True]
    text = (
        (house.folder / "emergency.toml")
        .read_text("utf-8")
        .replace(
            'name = "property"\noff = true',
            'name = "property"\ntitle = { zh = "物业", en = "Property" }\nnumber = "8000"',
        )
    )
    (house.folder / "emergency.toml").write_text(text, "utf-8")
    plan = load_plan(house.folder)
    assert [kind.name for kind in plan.kinds] == [
        "fire",
        "injury",
        "violence",
        "lift",
        "gas",
        "object",
        "drill",
        "flood",
    ]
    assert plan.called(plan.kind("lift"))[0].number == "8110"
    assert [number.name for number in plan.unfilled] == ["duty_manager"]
    assert plan.assembly.place.zh == "东门停车场"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[kind]]\nname = "x"\ntitle = { zh = "甲", en = "A" }\nsteps = []\n', 4, "no steps"),
        (
            '[[kind]]\nname = "x"\ntitle = {zh="甲",en="A"}\nsteps = [{zh="甲",en="A"}]\ncall = ["fier"]',
            5,
            "'fire'",
        ),
        ('[[number]]\nname = "x"\ntitel = { zh = "甲", en = "A" }\n', 3, "title"),
        ("[assembly]\nplace = 3\n", 2, "table"),
        ("[asembly]\n", 1, "assembly"),
        ("number = 3\n", 1, "[[number]]"),
        ("[[number]\n", 1, "TOML"),
    ],
)
def test_s13_what_is_wrong_with_the_card_is_told_with_its_line_and_the_programs_card_stands(
    house: Bench, text: str, line: int | None, said: str
) -> None:
    (house.folder / "emergency.toml").write_text(text, "utf-8")
    with pytest.raises(Unusable) as refused:
        load_plan(house.folder)
    assert any(
        said in explain(each) if isinstance(each, DeskError) else said in str(each) for each in refused.value.problems
    )
    assert line in [each.line for each in refused.value.problems]
    plan, mistake = plan_at_hand(house.folder)
    assert plan.kind("fire") is not None
    assert mistake is not None


def test_s13_a_file_of_the_folder_that_is_no_entry_harms_nothing(house: Bench) -> None:
    watch = watching(house)
    write(watch, house.desk, SAID, text="一")
    (house.folder / "emergency" / "x.entry.json").write_text("{", "utf-8")
    (house.folder / "emergency" / "inside.json").write_text("[]", "utf-8")
    entries, unreadable = files.written_down(house.folder)
    assert (len(entries), unreadable) == (2, ["x.entry.json"])
    assert files.stored_inside(house.folder) is None
    assert take_in(house.desk) == 2


TICKS = st.lists(
    st.tuples(st.sampled_from([PRESENT, MISSING, UNTICKED]), st.sampled_from(["a", "a#1", "b", "c"])), max_size=12
)


@given(TICKS, st.randoms(use_true_random=False))
def test_s13_the_roll_call_is_the_same_in_whatever_order_entries_are_read(ticks: Any, order: Any) -> None:
    entries = [Entry("0", "e", OPENED, MONDAY, inside=(["a", 2], ["b", 1]))]
    entries += [
        Entry(str(n), "e", what, MONDAY + timedelta(seconds=n), person=key) for n, (what, key) in enumerate(ticks, 1)
    ]
    (whole,) = emergencies(entries)
    mixed = [*entries, *entries]
    order.shuffle(mixed)
    (again,) = emergencies(mixed)
    assert again == whole
    people = roll_call(whole, ())
    last = {key: what for what, key in ticks}
    assert [person.state for person in people] == [last.get(key, UNTICKED) for key in ("a", "a#1", "b")]
