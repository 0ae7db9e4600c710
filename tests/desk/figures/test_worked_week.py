"""Every figure of a small week that can be told with a pencil (R29–R35, E21)."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from deskconsole.desk.figures.figures import FigureLine, rule_changes, show_figures, tickets_behind, trend
from deskconsole.desk.persons import erasing
from deskconsole.domain.figures.periods import read_period
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.errors import DeskError
from tests.desk.figures.worked import worked_week
from tests.desk.support import Bench, t

WEEK = read_period("2026-W38")


class Worked(NamedTuple):
    """The week, and its tickets by what they are."""

    bench: Bench
    numbers: Mapping[str, str]

    def lines(self, name: str, *by: str, who: str = "song", period: str = "2026-W38") -> list[FigureLine]:
        """A figure as somebody is shown it."""
        return show_figures(self.bench.by(who), [name], period=read_period(period), by=by)

    def parts(self, name: str, by: str, who: str = "song") -> dict[str | None, tuple[int | None, int]]:
        """Each part of a figure: how many well, of how many."""
        return {line.by[by]: (line.amount.good, line.amount.n) for line in self.lines(name, by, who=who) if line.by}


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worked]:
    bench, numbers = worked_week(tmp_path_factory.mktemp("week"))
    yield Worked(bench, numbers)
    assert bench.verified() == []
    bench.desk.store.close()


#: Figure → how many of them well (a count: none), of how many, its value.
BY_HAND = {
    "received": (None, 8, 8),  # eleven came; two were withdrawn, one merged
    "finished": (None, 3, 3),
    "backlog": (None, 8, 8),
    # R05 of five, one of which is overdue; R06 once, late; R02 of the call that was picked up, R03 gives more time
    "response_on_time": (5, 7, 5 / 7),
    "response_time": (None, 6, 5),  # 0, 0, 0, 10, 180 and 1200 seconds
    "response_time_p90": (None, 6, 690),
    "response_time_mean": (None, 6, 1390 / 6),
    "resolved": (3, 8, 3 / 8),
    "resolution_on_time": (0, 0, None),
    "resolution_time": (None, 3, 3600),  # 20, 60 and 150 minutes, to the last finish
    "resolution_time_p90": (None, 3, 7920),
    "resolution_time_mean": (None, 3, 4600),
    "first_contact": (1, 3, None),
    "reopened": (1, 3, None),
    "promises_kept": (2, 3, None),  # the one that was moved does not keep the time first told
    "promises_kept_as_moved": (3, 3, None),
    "hand_offs_answered": (0, 1, None),
    "hand_offs_passed_on": (1, 1, None),
    "calls": (None, 3, 3),  # the withdrawn one too
    "missed_calls": (2, 3, None),
    "service_level": (1, 2, None),
    "short_give_ups": (None, 1, 1),
    "calls_returned": (1, 1, None),
    "follow_ups": (0, 0, None),
    "filed_on_time": (0, 0, None),
    "filed": (0, 3, None),
    "answered_score": (2, 3, None),
    "satisfied": (1, 2, None),
    "content": (2, 2, None),
    "score": (None, 2, 4),
    "reception_complaints": (None, 0, 0),
    "survey_answered": (1, 1, None),
    "survey_satisfied": (0, 1, None),
    "survey_content": (1, 1, None),
    "survey_score": (None, 3, 4),
    "late": (None, 3, 3),  # R06, R13, and R36 of the reopened one
    "late_accepted": (None, 1, 1),
    "complaints": (None, 0, 0),
    "complaints_justified": (0, 0, None),
    **dict.fromkeys(("checks_passed", "appeals_upheld", "appeals_lost"), (0, 0, None)),
    **dict.fromkeys(("check_score", "review_score", "review_time"), (None, 0, None)),
    "reviews": (None, 0, 0),
}


def test_every_figure_is_what_it_comes_to_by_hand(week: Worked) -> None:
    lines = {line.figure.name: line for line in show_figures(week.bench.by("song"), period=WEEK)}
    found = {name: (line.amount.good, line.amount.n, line.amount.value) for name, line in lines.items()}
    for name, expected in BY_HAND.items():
        assert found[name] == pytest.approx(expected), name
    assert FIGURES.keys() - BY_HAND.keys() == {"on_time", "on_time_excused", "overdue", "overdue_day"}
    plain, excused = lines["on_time"].amount, lines["on_time_excused"].amount
    assert (excused.n, excused.good) == (plain.n - 1, plain.good)  # the accepted reason stands apart
    assert all(line.previous.n == 0 and line.steady is None for line in lines.values())


def test_a_rate_has_its_interval_and_of_fewer_than_five_there_is_none(week: Worked) -> None:
    (seven,) = week.lines("response_on_time")
    assert (seven.amount.low, seven.amount.high) == pytest.approx((0.3589, 0.9178), abs=1e-4)
    (three,) = week.lines("promises_kept")
    assert (three.amount.value, three.amount.low, three.amount.high) == (None, None, None)


def test_each_figure_is_of_whom_it_is_decided_to_be(week: Worked) -> None:
    # Response: who responded; nobody has yet where it is overdue.
    assert week.parts("response_on_time", "person") == {"lin": (0, 1), "zhou": (5, 5), None: (0, 1)}
    assert week.parts("promises_kept", "person") == {"lin": (1, 1), "zhou": (1, 2)}  # who promised
    assert week.parts("hand_offs_answered", "person") == {"luo": (0, 1)}  # who accepted
    assert week.parts("hand_offs_answered", "department") == {"technical": (0, 1)}
    assert week.parts("missed_calls", "person") == {"lin": (2, 2), "zhou": (0, 1)}  # missed: who had the shift
    assert week.parts("resolved", "person") == {"lin": (1, 1), "zhou": (2, 7)}  # the owner at the end


def test_figures_are_cut_by_what_a_ticket_is(week: Worked) -> None:
    assert week.parts("response_on_time", "rule") == {"R02": (1, 1), "R05": (4, 5), "R06": (0, 1)}
    counts = {by: {part: n for part, (_good, n) in week.parts("received", by).items()} for by in ("hour", "weekday")}
    assert counts == {"hour": {"9": 2, "12": 1, "15": 3, "16": 1, "17": 1}, "weekday": {"1": 8}}
    assert list(counts["hour"]) == ["9", "12", "15", "16", "17"]
    assert week.parts("received", "channel") == {"online": (None, 6), "phone": (None, 2)}
    assert week.parts("answered_score", "scoring") == {"answered": (2, 2), "not_asked": (0, 1)}
    assert week.parts("backlog", "age") == {"1": (None, 8)}
    both = {tuple((line.by or {}).values()): line.amount.n for line in week.lines("promises_kept", "person", "tier")}
    assert both == {("lin", "intent"): 1, ("zhou", "core"): 2}


def test_the_tickets_behind_a_figure_begin_with_those_that_pull_it_down(week: Worked) -> None:
    desk, numbers = week.bench.by("song"), week.numbers
    behind = tickets_behind(desk, "response_on_time", WEEK)
    assert [each.number for each in behind if not each.good] == [numbers["promised"], numbers["waiting"]]
    assert len(behind) == 7
    assert tickets_behind(desk, "reopened", WEEK)[0].number == numbers["again"]
    mine = tickets_behind(desk, "promises_kept", WEEK, by=["person"], part=("zhou", None))
    assert [(each.number, each.good) for each in mine] == [(numbers["moved"], False), (numbers["handed"], True)]
    (line,) = show_figures(desk, ["late"], period=WEEK, tickets=True)
    assert line.tickets == (numbers["promised"], numbers["again"], numbers["handed"])


def test_who_may_see_whose(week: Worked) -> None:
    (own,) = week.lines("received", who="lin")
    assert (own.amount.n, own.by) == (1, None)
    assert week.parts("received", "person", who="zhou") == {"zhou": (None, 7)}
    assert [each.number for each in tickets_behind(week.bench.by("lin"), "late", WEEK)] == [week.numbers["promised"]]
    # A leader sees the people of their own department, and every figure as a whole.
    assert week.parts("hand_offs_answered", "person", who="he") == {}
    assert week.parts("promises_kept", "person", who="he") == {"lin": (1, 1), "zhou": (1, 2)}
    assert [line.amount.n for line in week.lines("hand_offs_answered", who="he")] == [1]
    # An administrator sees counts only.
    assert [line.amount.n for line in week.lines("received", who="root")] == [8]
    for refused in (
        lambda: week.lines("received", "person", who="root"),
        lambda: show_figures(week.bench.by("root"), ["received"], period=WEEK, tickets=True),
        lambda: tickets_behind(week.bench.by("root"), "received", WEEK),
    ):
        with pytest.raises(DeskError, match=r"may not do that|only who leads"):
            refused()


def test_what_is_no_figure_no_cut_no_period_is_refused(week: Worked) -> None:
    for name, by, why in (
        ("nothing", (), "'nothing' is none; those are: received"),
        ("received", ("rule",), "cannot be cut by rule"),
        ("received", ("moon",), "'moon' is not one of"),
        ("received", ("hour", "tier", "kind"), "at most 2"),
    ):
        with pytest.raises(DeskError, match=why):
            week.lines(name, *by)
    with pytest.raises(DeskError, match="period: '2026-13' is none"):
        read_period("2026-13")


def test_a_period_ends_and_the_next_one_begins(week: Worked) -> None:
    """A day of the week counts what happened on it; before there was a desk there is nothing to compare with."""
    assert [line.amount.n for line in week.lines("received", period="2026-09-14")] == [8]
    assert [line.amount.n for line in week.lines("received", period="2026-09-13")] == [0]
    (after,) = week.lines("received", period="2026-09-15")
    assert (after.amount.n, after.previous.n) == (0, 8)
    days = trend(week.bench.by("song"), "received", read_period("2026-09-15"))
    assert [(period.name, amount.n) for period, amount in days[-3:]] == [
        ("2026-09-13", 0), ("2026-09-14", 8), ("2026-09-15", 0),
    ]  # fmt: skip
    assert rule_changes(week.bench.by("song"), WEEK) == []


def test_later_days_and_what_comes_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Filed in time and late, overdue at the end of a day, late on the next; open at any instant that has passed."""
    bench, numbers = worked_week(tmp_path_factory.mktemp("later"))
    week = Worked(bench, numbers)
    bench.now = t("09-15 09:00")
    for name in ("answered", "promised"):
        bench.act(numbers[name], "filed")
    bench.now = t("09-16 09:00")  # R16 was due at 18:00 the day before
    bench.act(numbers["again"], "filed")
    bench.act(numbers["answered"], "followed_up", "qian", score=4)
    tuesday = {
        line.figure.name: line.amount for line in show_figures(bench.by("song"), period=read_period("2026-09-15"))
    }
    assert (tuesday["filed_on_time"].good, tuesday["filed_on_time"].n) == (2, 3)
    wednesday = {
        line.figure.name: line.amount for line in show_figures(bench.by("song"), period=read_period("2026-09-16"))
    }
    assert (wednesday["filed_on_time"].good, wednesday["filed_on_time"].n) == (0, 1)
    assert (wednesday["follow_ups"].good, wednesday["follow_ups"].n) == (0, 1)  # R14 was due the day before
    assert wednesday["score"].value == 4  # the later answer counts
    # Open: eight on Monday evening; what was filed and followed up has closed since, and counts then as it did.
    assert [line.amount.n for line in week.lines("backlog", period="2026-09-14")] == [8]
    assert [line.amount.n for line in week.lines("backlog", period="2026-09-16")] == [7]
    assert week.parts("backlog", "age") == {"3": (None, 7)}
    # The customer of the first comes again with the same category within seven days: it was not solved at once.
    assert [line.amount.good for line in week.lines("first_contact")] == [1]
    bench.take("online", "core", contact="wx:one", customer="一", category="service")
    assert [line.amount.good for line in week.lines("first_contact")] == [1]
    bench.take("online", "core", contact="wx:one", customer="一")
    assert [line.amount.good for line in week.lines("first_contact")] == [0]
    assert bench.verified() == []
    bench.desk.store.close()


def test_an_erasure_changes_no_figure(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What was counted of somebody stays counted when all that they said is gone; no word of theirs was in it."""
    bench, numbers = worked_week(tmp_path_factory.mktemp("erased"))
    before = show_figures(bench.by("song"), period=WEEK)
    bench.act(numbers["answered"], "filed")
    bench.act(numbers["answered"], "followed_up", "qian", outcome="reached")
    filed = show_figures(bench.by("song"), period=WEEK)
    asked = erasing.ask_erasure(bench.by("root"), "一", "按客户来信")
    assert erasing.approve_erasure(bench.by("song"), asked.number).state == "done"
    assert bench.show(numbers["answered"]).ticket.customer is None
    assert show_figures(bench.by("song"), period=WEEK) == filed != before
    assert bench.verified() == []
    bench.desk.store.close()
