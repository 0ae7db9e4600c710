"""`policy apply` and `calendar apply`: newly published rules and dates reach running clocks, and only so (T10)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from deskconsole.desk.policy.recounting import Change, apply_changes, changes
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    assert Bench.reopened(made).verified() == []


def republish(bench: Bench, clocks: str = "", **files: str) -> Bench:
    """The site lays its own texts over the pack; a desk opened after that."""
    own = bench.folder / "packs" / "robot-integrator"
    own.mkdir(parents=True, exist_ok=True)
    for name, text in {"clocks": clocks, **files}.items():
        (own / f"{name}.toml").write_text(text, "utf-8")
    return Bench.reopened(bench)


def admin(bench: Bench) -> Bench:
    """The same bench with who made the site at it; only an administrator may apply."""
    bench.desk.login, bench.desk._actor = None, None
    return bench


def lines(found: list[Change]) -> list[tuple[str, str, datetime | None, datetime | None]]:
    return [(each.number[-4:], each.recount.rule, each.recount.due, each.recount.new_due) for each in found]


QUICKER = '[[clock]]\nrule = "R05"\nwithin = "3 minutes"\n'


def test_a_new_text_moves_nothing_by_itself(bench: Bench) -> None:
    number = bench.take("online", "core")
    again = republish(bench, QUICKER)
    again.act(number, "noted")
    assert again.clock(number, "R05").due == t("09-14 09:05")
    assert again.clock(again.take("online", "core"), "R05").due == t("09-14 09:03")


def test_diff_tells_and_apply_moves_the_running_clock(bench: Bench) -> None:
    number = bench.take("online", "core")
    other = bench.take("email", "core")
    again = admin(republish(bench, QUICKER))
    before = again.record()
    expected = [("0001", "R05", t("09-14 09:05"), t("09-14 09:03"))]
    assert lines(changes(again.desk, "policy")) == expected
    assert again.record() == before
    assert lines(list(apply_changes(again.desk, "policy"))) == expected
    clock = again.clock(number, "R05")
    assert (clock.due, clock.first_due, clock.state) == (t("09-14 09:03"), t("09-14 09:05"), "running")
    event = again.show(number).events[-1]
    assert (event.kind, event.of, event.fields["rule"]) == ("recounted", clock.of, "R05")
    assert event.fields["was"] == t("09-14 09:05").isoformat()
    assert {again.show(each).pack.digest for each in (number, other)} == {again.desk.pack.digest}
    assert changes(again.desk, "policy") == []
    assert list(apply_changes(again.desk, "policy")) == []
    assert again.verified() == []


def test_t10_a_clock_past_its_due_is_never_recounted(bench: Bench) -> None:
    number = bench.take("online", "core")
    again = admin(republish(bench, '[[clock]]\nrule = "R05"\nwithin = "1 hour"\n'))
    again.later(minutes=6)
    assert changes(again.desk, "policy") == []
    list(apply_changes(again.desk, "policy"))
    assert again.clock(number, "R05").due == t("09-14 09:05")
    again.by("zhou")
    again.act(number, "answered", by="zhou")
    assert again.clock(number, "R05").state == "late"


def test_what_comes_after_goes_by_the_new_text(bench: Bench) -> None:
    number = bench.take("email", "core")
    again = admin(republish(bench, '[[clock]]\nrule = "R16"\nwithin = "2 working days"\n'))
    assert list(apply_changes(again.desk, "policy")) == []
    assert again.kinds(number)[-1] == "recounted"
    again.act(number, "answered")
    again.act(number, "confirmed")
    again.act(number, "finished", outcome="no deal")
    assert again.clock(number, "R16").due == t("09-16 18:00")


def test_a_rule_that_is_gone_is_cancelled_and_a_new_one_starts_where_it_would_have(bench: Bench) -> None:
    number = bench.take("online", "core")
    title = '{ zh = "新", en = "New" }'
    rule = f'[[rule]]\nid = "X01"\ntitle = {title}\ntext = {title}\n'
    clock = f'[[clock]]\nrule = "X01"\ndo = "answer"\ntitle = {title}\nstarts_on = ["received"]\nwithin = "2 hours"\n'
    clock += 'stops_on = ["answered"]\n'
    again = admin(republish(bench, '[[clock]]\nrule = "R05"\ndrop = true\n' + clock, rules=rule))
    again.later(minutes=2)
    assert lines(list(apply_changes(again.desk, "policy"))) == [
        ("0001", "R05", t("09-14 09:05"), None),
        ("0001", "X01", None, t("09-14 11:00")),
    ]
    assert again.clock(number, "R05").state == "cancelled"
    assert again.clock(number, "X01").due == t("09-14 11:00")
    again.act(number, "answered")
    assert again.clock(number, "X01").state == "met"


def test_an_idle_clock_is_counted_from_its_own_start(bench: Bench) -> None:
    number = bench.take("phone", "core")
    start = bench.clock(number, "R36").started
    again = admin(republish(bench, '[[clock]]\nrule = "R36"\nwithin = "45 minutes"\n'))
    again.later(minutes=10)
    ((_number, rule, due, new_due),) = lines(list(apply_changes(again.desk, "policy")))
    assert (rule, due, new_due) == ("R36", t("09-14 09:30"), t("09-14 09:45"))
    assert again.clock(number, "R36").started == start


def test_a_promise_and_what_waits_keep_their_times(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "promised", due=t("09-15 10:00"))
    again = admin(republish(bench, QUICKER))
    assert list(apply_changes(again.desk, "policy")) == []
    assert again.clock(number, "R11").due == t("09-15 10:00")


def test_calendar_apply_brings_new_dates_and_leaves_the_rules(bench: Bench) -> None:
    number = bench.take("email", "core")
    bench.act(number, "answered")
    bench.act(number, "confirmed")
    bench.act(number, "finished", outcome="no deal")
    (bench.folder / "calendar.toml").write_text(
        'timezone = "Asia/Shanghai"\ncountry = "cn"\n[hours]\n'
        + "".join(f'{day} = ["09:00-18:00"]\n' for day in ("mon", "tue", "wed", "thu", "fri"))
        + '[dates]\n"2026-09-15" = []\n',
        "utf-8",
    )
    again = admin(republish(bench, QUICKER))
    found = lines(list(apply_changes(again.desk, "calendar")))
    assert [(rule, due, new) for _number, rule, due, new in found] == [
        ("R14", t("09-15 18:00"), t("09-16 18:00")),
        ("R16", t("09-15 18:00"), t("09-16 18:00")),
    ]
    last = again.show(number).events[-1]
    assert (last.calendar, last.pack) == (again.desk.calendar.digest, bench.desk.pack.digest)
    assert changes(again.desk, "calendar") == []


def test_only_an_administrator_applies(bench: Bench) -> None:
    bench.take("online", "core")
    again = republish(bench, QUICKER)
    with pytest.raises(DeskError, match="only an administrator"):
        list(apply_changes(again.desk, "policy"))
    assert len(changes(again.desk, "policy")) == 1


def test_interrupted_half_way_the_rest_is_done_the_next_time(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [bench.take("online", "core") for _ in range(3)]
    again = admin(republish(bench, QUICKER))
    next(apply_changes(again.desk, "policy"))
    assert [again.clock(number, "R05").due for number in numbers] == [
        t("09-14 09:03"),
        t("09-14 09:05"),
        t("09-14 09:05"),
    ]
    monkeypatch.setattr(TicketWork, "append", _fails)
    with pytest.raises(RuntimeError):
        list(apply_changes(again.desk, "policy"))
    monkeypatch.undo()
    assert len(list(apply_changes(again.desk, "policy"))) == 2
    assert {again.clock(number, "R05").due for number in numbers} == {t("09-14 09:03")}
    assert again.kinds(numbers[0]).count("recounted") == 1


def _fails(*_: object) -> None:
    raise RuntimeError("the power is gone")


def test_applying_makes_nobody_the_receiver(bench: Bench) -> None:
    _call, number = bench.ring()
    again = admin(republish(bench, '[[clock]]\nrule = "R03"\nwithin = "8 rings"\n'))
    list(apply_changes(again.desk, "policy"))
    assert again.show(number).ticket.first_receiver is None
