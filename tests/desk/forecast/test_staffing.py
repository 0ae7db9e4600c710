"""How a week is staffed (R35): like days, the people needed, the people there; against numbers that were worked out."""

from datetime import date, timedelta

import pytest

from deskconsole.desk.forecast.staffing import RECORD, ROSTER, kind_of, staffing_week
from deskconsole.desk.shifts.roster import set_duty
from deskconsole.domain.figures.periods import read_period
from deskconsole.domain.staffing.need import Question, needed
from deskconsole.errors import DeskError
from tests.desk.forecast.worked import call, given_up
from tests.desk.support import MONDAY, Bench, t


def mondays(bench: Bench, counts: tuple[int, ...], *, lasts: timedelta = timedelta(minutes=2)) -> None:
    """So many calls between 9:00 and 9:30 on Mondays that follow each other."""
    for week, count in enumerate(counts):
        bench.now = MONDAY + timedelta(weeks=week)
        for _each in range(count):
            call(bench, lasts)


def test_a_monday_is_expected_as_the_last_mondays_were(bench: Bench) -> None:
    mondays(bench, (2, 6, 4))
    bench.now = t("10-05 12:00")  # a holiday: the week after it is the next ordinary one
    week = staffing_week(bench.desk.by("he"), read_period("2026-W42"))
    monday = week.days[0]
    assert (monday.day, monday.kind, monday.like) == (date(2026, 10, 12), "weekday 1", 3)
    part = monday.parts[18]
    assert (part.calls, part.there, part.source) == (4, 1, RECORD)
    assert week.handling == timedelta(minutes=2)
    assert not week.is_assumed
    need = needed(Question(4, 1800, 120, 20))
    assert (part.needed, part.load) == (need.agents, need.load)
    assert part.needed_if_given_up is None
    assert all(not each.calls for each in monday.parts if each.part != 18)
    assert not any(each.calls for day in week.days[1:] for each in day.parts)


def test_holidays_and_make_up_days_are_kinds_of_their_own(bench: Bench) -> None:
    calendar = bench.desk.calendar
    assert kind_of(calendar, date(2026, 10, 1)) == "holiday"
    assert kind_of(calendar, date(2026, 10, 10)) == "make_up"
    assert kind_of(calendar, date(2026, 10, 12)) == "weekday 1"
    bench.now = t("10-01 09:00")
    for _each in range(3):
        call(bench, timedelta(minutes=2))
    bench.now = t("10-02 08:00")
    days = staffing_week(bench.desk.by("he")).days
    assert [(day.kind, day.like, day.parts[18].calls) for day in days if day.day >= date(2026, 10, 2)] == [
        ("holiday", 1, 3.0)
    ] * 3
    assert days[0].parts[18].calls == 0


def test_one_person_alone_is_told_instead_of_a_wrong_number(bench: Bench) -> None:
    """Under two erlangs one person cannot answer 80 % within 20 seconds, however idle they are."""
    mondays(bench, (10,))
    bench.now = MONDAY + timedelta(days=6)
    part = staffing_week(bench.desk.by("he"), read_period("2026-W39")).days[0].parts[18]
    assert part.load < 2
    assert (part.there, part.needed, part.lacking, part.alone) == (1, 2, 1, True)
    assert part.level is not None
    assert part.level < 0.8
    eased = staffing_week(bench.desk.by("he"), read_period("2026-W39"), level=0.3).days[0].parts[18]
    assert (eased.needed, eased.alone, eased.lacking) == (1, False, 0)


def test_the_roster_says_who_is_there_and_the_record_who_else(bench: Bench) -> None:
    mondays(bench, (3,))
    set_duty(bench.by("he"), date(2026, 9, 21), date(2026, 9, 25), "day", "lin")
    week = staffing_week(bench.desk.by("he"), read_period("2026-W39"))
    assert week.has_roster
    assert [part.source for part in week.days[1].parts if part.there] == [ROSTER] * 18
    monday = week.days[0].parts
    assert (monday[18].there, monday[18].source, monday[2].there, monday[2].source) == (1, ROSTER, 0, "")
    assert not staffing_week(bench.desk.by("he")).has_roster


def test_how_soon_people_hang_up(bench: Bench) -> None:
    """The time waited in all for each call that was given up; with it Erlang A needs no more than Erlang C."""
    for _each in range(5):
        given_up(bench, timedelta(seconds=30))
    for _each in range(5):
        call(bench, timedelta(minutes=2), waits=timedelta(seconds=10))
    bench.now = MONDAY + timedelta(days=1)
    week = staffing_week(bench.desk.by("he"), read_period("2026-W39"))
    assert week.patience == timedelta(seconds=(5 * 30 + 5 * 10) / 5)
    part = week.days[0].parts[18]
    assert part.needed_if_given_up is not None
    assert 1 <= part.needed_if_given_up <= part.needed


def test_what_is_no_week_and_no_goal_is_refused(bench: Bench) -> None:
    leader = bench.desk.by("he")
    for period, goal in (("2026-09", {}), (None, {"level": 1.2}), (None, {"target": -1.0})):
        with pytest.raises(DeskError):
            staffing_week(leader, read_period(period) if period else None, **goal)
    assert staffing_week(leader).is_assumed


def test_the_goal_stands_in_the_rules(bench: Bench) -> None:
    """Another goal in the site's own pack, another number of people."""
    mondays(bench, (10,))
    bench.now = MONDAY + timedelta(days=6)
    period = read_period("2026-W39")
    assert staffing_week(bench.desk.by("he"), period).days[0].parts[18].needed == 2
    own = bench.folder / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "pack.toml").write_text("answer_share = 0.3\nanswer_seconds = 60\n", "utf-8")
    again = Bench.reopened(bench)
    week = staffing_week(again.desk.by("he"), period)
    assert (week.level, week.target) == (0.3, 60)
    assert week.days[0].parts[18].needed == 1
    again.desk.store.close()
