"""What comes again becomes a ticket when its time has come: once, of the latest period, for whom it is (E23, R29)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from deskconsole.desk.desk import Desk
from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.founding import make_site
from deskconsole.desk.matters.recurring import Opened, open_recurring
from deskconsole.desk.policy.packs import load_pack
from deskconsole.desk.staff.staff import add_staff, disable_staff
from deskconsole.desk.tickets.views import queue
from deskconsole.domain.figures.periods import period_of, read_period
from deskconsole.domain.problems import PackError
from deskconsole.domain.rules.fact_names import fact_names
from deskconsole.errors import DeskError
from deskconsole.store import idempotency
from tests.desk.support import Bench, t

KIND = """
[[kind]]
name = "recap"
title = { zh = "小结", en = "Summary" }
aside = true
house = true
required = ["content"]
without = ["category", "request"]
steps = ["noted", "finished", "filed"]

[[kind.field]]
name = "report"
title = { zh = "报告", en = "Report" }
type = "choice"
values = [{ name = "weekly", title = { zh = "周报", en = "Weekly" } }]
required = true
"""
RECURRING = """
[[recurring]]
name = "weekly_recap"
title = { zh = "每周小结", en = "Weekly summary" }
kind = "recap"
every = "week"
roles = ["receiver"]
content = { zh = "写下这一周", en = "Write down the week" }
fields = { report = "weekly" }
rule = "R29"
"""
CLOCK = """
[[clock]]
rule = "R29"
do = "finish"
title = { zh = "交小结", en = "Hand in the summary" }
starts_on = ["received"]
when = { kind = ["recap"], "event.report" = ["weekly"] }
within = "1 working day"
stops_on = ["finished"]
role = "owner"
"""


def begun_by(desk: Desk) -> list[Opened]:
    """What the desk begins now, without the trainings of the plan."""
    return [each for each in open_recurring(desk) if each.recurring in ("weekly_recap", "rule_review")]


def overlay(folder: Path, kinds: str) -> None:
    own = folder / "packs" / "robot-integrator"
    own.mkdir(parents=True, exist_ok=True)
    (own / "kinds.toml").write_text(kinds, "utf-8")
    (own / "clocks.toml").write_text(CLOCK, "utf-8")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    overlay(tmp_path, KIND + RECURRING)
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def test_each_receiver_has_one_of_the_week_that_ended_whoever_looks_and_however_often(bench: Bench) -> None:
    add_staff(bench.by("root"), "new", name="New", role="receiver", department="service", qualified=True)
    disable_staff(bench.by("root"), "lin")
    begun = begun_by(bench.desk)
    assert [(each.recurring, each.period, each.owner) for each in begun] == [("weekly_recap", "2026-W37", "zhou")]
    assert begun_by(bench.by("root")) == begun_by(Bench.reopened(bench).desk) == []
    (opened,) = begun
    seen = bench.show(opened.number)
    assert seen.ticket.fields == {
        "report": "weekly", "recurring": "weekly_recap", "period": "2026-W37", "person": "zhou"
    }  # fmt: skip
    assert (seen.ticket.owner, seen.ticket.channel, seen.ticket.customer) == ("zhou", None, None)
    assert seen.ticket.content == "每周小结 2026-W37：写下这一周"
    clock = bench.clock(opened.number, "R29")
    assert (clock.assignee, clock.due) == ("zhou", t("09-15 18:00"))
    assert opened.number in [each.number for each in queue(bench.desk)]
    bench.now = t("09-20 23:59")
    assert begun_by(bench.desk) == []
    bench.now = t("09-21 00:00")
    begun = begun_by(bench.desk)
    assert [(each.period, each.owner) for each in begun] == [("2026-W38", "new"), ("2026-W38", "zhou")]
    (line,) = show_figures(bench.by("song"), ["received"], period=read_period("2026-09"))
    assert line.amount.n == 0


def test_a_program_that_stood_still_begins_the_latest_and_names_the_others(bench: Bench) -> None:
    disable_staff(bench.by("root"), "lin")
    begun_by(bench.desk)
    bench.now = t("10-12 08:00")
    (opened,) = begun_by(bench.desk)
    assert opened.period == "2026-W41"
    content = bench.show(opened.number).ticket.content
    assert content == "每周小结 2026-W41：写下这一周（此前未开：2026-W38、2026-W39、2026-W40）"
    bench.now = t("10-01 08:00")  # the clock has gone back: nothing is said of what it tells
    assert begun_by(bench.desk) == []


def test_it_is_begun_once_although_the_keys_of_writes_are_gone(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    number = begun_by(bench.desk)[0].number
    bench.act(number, "withdrawn", "he", reason="duplicate")
    monkeypatch.setattr(idempotency, "recall_key", lambda tx, key: None)
    assert begun_by(bench.desk) == []
    received = bench.show(number).events[0]
    assert fact_names(bench.desk.pack, None, received) >= {"recurring", "period", "person", "report"}  # an erasure too


def test_nobody_types_what_the_desk_fills_in(bench: Bench) -> None:
    with pytest.raises(DeskError, match="period: not a field of this form"):
        bench.take(kind="recap", customer=None, contact=None, fields={"report": "weekly", "period": "2026-W01"})
    number = begun_by(bench.desk)[0].number
    assert "not a field of this form" in bench.refused(number, "classified", "he", period="2026-W01")
    bench.act(number, "classified", "he", urgent=True)
    assert bench.show(number).ticket.fields["period"] == "2026-W37"


def test_e23_the_standard_is_looked_over_each_quarter(tmp_path: Path) -> None:
    bench = Bench(tmp_path, packs=("enterprise-service",), now=t("04-01 09:00"))
    (opened,) = begun_by(bench.desk)
    assert opened == Opened("rule_review", "2026-Q1", opened.number, None)
    clock = bench.clock(opened.number, "E23")
    assert (clock.role, clock.due) == ("leader", t("04-16 18:00"))
    bench.now = t("01-06 09:00")  # the site was made on the 5th: the quarter before is nobody's matter
    assert begun_by(bench.desk) == []
    bench.desk.store.close()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (RECURRING.replace('"recap"', '"inquiry"'), "'inquiry' is no kind of the house"),
        (RECURRING.replace('"weekly" }', '"monthly" }'), "fields.report: 'monthly'"),
        (RECURRING.replace('report = "weekly"', ""), "the form asks for 'report', which is not given"),
        (RECURRING.replace("report =", "repart ="), "repart"),
        (RECURRING.replace('"receiver"', '"reciever"'), "roles"),
        (RECURRING.replace('"R29"', '"R99"'), "rule"),
        (RECURRING.replace('"week"', '"fortnight"'), "every"),
    ],
)
def test_what_is_wrong_with_a_recurring_matter_is_named(tmp_path: Path, wrong: str, told: str) -> None:
    overlay(tmp_path, KIND + wrong)
    with pytest.raises(PackError, match=told):
        load_pack("robot-integrator", tmp_path)


@pytest.mark.parametrize(
    ("every", "day", "name"),
    [
        ("half_year", date(2026, 6, 30), "2026-01-01..2026-06-30"),
        ("half_year", date(2026, 7, 1), "2026-07-01..2026-12-31"),
        ("quarter", date(2026, 12, 31), "2026-Q4"),
        ("week", date(2027, 1, 3), "2026-W53"),
    ],
)
def test_the_period_of_a_day_is_one_that_figures_read(every: str, day: date, name: str) -> None:
    assert period_of(every, day) == read_period(name)


@pytest.mark.parametrize(("made", "begun"), [("03-02 09:00", ["2026"]), ("09-14 09:00", [])])
def test_a_new_desk_does_not_begin_with_what_is_half_over(tmp_path: Path, made: str, begun: list[str]) -> None:
    yearly = RECURRING.replace('every = "week"', 'every = "year"\nat = "begin"').replace('roles = ["receiver"]\n', "")
    overlay(tmp_path, KIND + yearly)
    desk = make_site(str(tmp_path / "desk.db"), code="SZ", packs=("robot-integrator",), now=lambda: t(made))
    assert [each.period for each in begun_by(desk)] == begun
    desk.store.close()
