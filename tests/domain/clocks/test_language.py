"""Clocks by another calendar (T17), of a date of the form (T15) and as a share of another (T16)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.counting import between, due
from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.clocks.counted import Whole, count
from deskconsole.domain.clocks.recount import Texts, recounts
from deskconsole.domain.clocks.starting import possible_starts
from deskconsole.domain.clocks.why import reasons
from tests.domain.histories import LI, Desk, Person, rules, rules_of
from tests.domain.language import CLOCKS_OF, FILES, language_pack, round_the_clock
from tests.domain.lives import clock, do, received, running
from tests.domain.packs import problems
from tests.domain.vectors import instant

WORKS = Person("xu", "specialist", "works")


def at(text: str) -> datetime:
    return instant(f"{text}:00+08:00")


def opened(when: str, **fields: Any) -> Desk:
    desk = Desk("language", at(when))
    form = {"kind": "order", "tier": "plain", "channel": "phone", "category": "product", "customer": "王小明"}
    desk.open("received", LI, **{**form, "contact": "13800138000", "content": "?", "request": "!", **fields})
    return desk


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2026-09-30T16:00", "2026-10-13T17:30"),
        ("2026-10-03T08:00", "2026-10-13T17:30"),
        ("2026-09-18T16:00", "2026-09-24T17:30"),
    ],
)
def test_t17_a_clock_counts_by_its_own_calendar(when: str, expected: str) -> None:
    desk = opened(when)
    found = clock(desk, "L01")
    assert (found.due, found.calendar) == (at(expected), "offices")
    way = reasons(found, desk.events, rules_of).way
    assert way is not None
    assert way.due == found.due


def test_t17_the_departments_calendar_counts_for_whom_it_asks() -> None:
    desk = opened("2026-09-30T16:30")
    do(desk, "specialist_needed", to="dept:works")
    assert (clock(desk, "L03").due, clock(desk, "L03").calendar) == (at("2026-10-08T10:01"), "offices")
    desk = opened("2026-09-30T16:30")
    do(desk, "specialist_needed", to="dept:service")
    assert (clock(desk, "L03").due, clock(desk, "L03").calendar) == (at("2026-09-30T18:31"), None)


def test_t17_a_break_at_noon_is_the_offices_own() -> None:
    desk = opened("2026-10-08T11:00")
    do(desk, "specialist_needed", after=30, to="dept:works")
    assert clock(desk, "L03").due == at("2026-10-08T15:00")


def test_t09_waiting_is_counted_on_by_the_same_calendar() -> None:
    desk = opened("2026-09-28T10:00")
    do(desk, "waiting", due=60 * 24)
    do(desk, "resumed", after=60 * 24 * 2)
    assert clock(desk, "L01").due == at("2026-10-13T17:30")


def test_t16_a_share_counts_as_its_whole_does() -> None:
    desk = opened("2026-09-30T16:00")  # the whole: 1.5 working hours, then five days of 7 hours
    found = clock(desk, "L02")
    assert found.due == at("2026-10-09T13:40") + timedelta(minutes=30)
    way = reasons(found, desk.events, rules_of).way
    assert way is not None
    assert way.due == found.due


def test_t16_a_share_is_never_due_after_its_whole() -> None:
    desk = opened("2026-09-30T16:00")
    thread = do(desk, "specialist_needed", to="dept:works").seq
    do(desk, "accepted", after=60 * 24 * 13, by=WORKS, due=600, of=thread)
    assert clock(desk, "L04").due == clock(desk, "L01").due == at("2026-10-13T17:30")


def test_t16_without_its_whole_a_share_does_not_start() -> None:
    desk = opened("2026-09-30T16:00")
    do(desk, "answered")
    thread = do(desk, "specialist_needed", to="dept:works").seq
    do(desk, "accepted", by=WORKS, due=600, of=thread)
    assert "L04" not in [each.rule for each in desk.clocks]


def test_t16_a_whole_that_waits_leaves_its_shares() -> None:
    desk = opened("2026-09-28T10:00")
    before = clock(desk, "L02").due
    do(desk, "waiting", due=60 * 24)
    do(desk, "resumed", after=60 * 24)
    assert clock(desk, "L02").due == before


def test_t15_a_clock_counts_back_from_a_date_of_the_form() -> None:
    desk = opened("2026-09-01T10:00", fields={"contract_end": "2026-10-09"})
    assert clock(desk, "L05").due == at("2026-10-03T00:00"), "the desk is open on holidays: nothing moves"
    assert "L06" not in running(desk), "no time was given"
    desk = opened("2026-09-01T10:00", fields={"visit_at": "2026-10-04T15:00:00+08:00"})
    assert clock(desk, "L06").due == at("2026-10-04T13:00")
    assert "L05" not in running(desk)


def test_t15_another_date_moves_the_clock_and_none_ends_it() -> None:
    desk = opened("2026-09-01T10:00", fields={"contract_end": "2026-10-09"})
    do(desk, "classified", fields={"contract_end": "2026-11-20"}, category="other")
    assert clock(desk, "L05").due == at("2026-11-14T00:00")
    assert clock(desk, "L05").started == desk.events[0].happened_at
    do(desk, "classified", fields={}, category="product")
    assert clock(desk, "L05").state == "cancelled"


def test_t14_today_before_closing_by_the_offices_hours() -> None:
    assert clock(opened("2026-10-08T10:00", category="other"), "L08").due == at("2026-10-08T17:30")
    assert clock(opened("2026-10-03T10:00", category="other"), "L08").due == at("2026-10-08T17:30")


@settings(max_examples=60, deadline=None)
@given(
    st.datetimes(datetime(2026, 8, 20), datetime(2026, 10, 20), timezones=st.just(UTC)),
    st.timedeltas(timedelta(0), timedelta(days=9)),
    st.sampled_from(["1/3 of L01", "50 % of L01", "100 % of L01", "1 % of L01"]),
)
def test_t16_a_share_lies_between_its_start_and_its_wholes_due(start: datetime, later: timedelta, within: str) -> None:
    own, spec = rules("language"), replace(rules("language").pack.clocks[1], within=within)
    whole_due = due(start, parse_duration("5 working days"), own.calendar.named["offices"]).at
    offices = own.by("offices")
    whole = Whole(start, whole_due, whole_due, parse_duration("5 working days"), offices)
    counted = count(spec, start + later, offices, None, whole=whole)
    assert counted.due.at >= start + later
    if start + later < whole_due:
        assert counted.due.at <= whole_due
    share = counted.duration.amount
    total = between(start, whole_due, offices.calendar_for(parse_duration("1 working day")))
    assert share == max(1, int(total * (spec.duration.share or 0)))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 3600),
    st.lists(st.tuples(st.integers(1, 50), st.integers(1, 90)), max_size=3),
)
def test_warnings_come_once_each_in_order_and_before_the_due(after: int, waits: list[tuple[int, int]]) -> None:
    desk = opened("2026-10-01T10:00", category="other")
    for working, waiting in waits:
        if clock(desk, "L09").due - desk.now <= timedelta(minutes=working):
            break
        do(desk, "waiting", after=working, due=60 * 24)
        do(desk, "resumed", after=waiting)
    desk.now = max(desk.now, clock(desk, "L09").due) + timedelta(seconds=after)
    desk.settle()
    told = [each for each in warned(desk) if each[0] == "L09"]
    moments = [when for *_rest, when in told]
    assert moments == sorted(moments)
    assert all(when < clock(desk, "L09").due for when in moments)
    last = clock(desk, "L09").due.isoformat()
    current = [
        (e.fields["step"], e.fields["to"]) for e in desk.events if e.kind == "warned" and e.fields["due"] == last
    ]
    assert len(current) == len(set(current))


def test_explain_tells_all_of_them() -> None:
    own = rules("language")
    fields = {"contract_end": "2026-10-09", "visit_at": "2026-10-04T15:00:00+08:00"}
    attributes = {"tier": "plain", "kind": "order", "channel": "phone", "category": "product", "fields": fields}
    starts = possible_starts(own, "received", at("2026-09-30T16:00"), attributes, {}, [*attributes, *fields])
    assert {start.rule.rule for start in starts} == {"L01", "L02", "L05", "L06"}
    share = next(start for start in starts if start.rule.rule == "L02")
    assert share.clock.duration is not None
    assert share.rules.calendar_for(share.clock.duration) is own.calendar.named["offices"]


def test_other_office_hours_reach_running_clocks_when_they_are_applied() -> None:
    desk = opened("2026-09-30T16:00")
    longer = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat"), ("09:00-19:00",))
    offices = language_pack().calendars[0]
    other = round_the_clock().with_named({})
    table = {**offices.table("cn"), "hours": {day: list(opening) for day, opening in longer.items()}}
    changed = other.further(table, "calendar", other.named["offices"].years, "offices")
    calendar = Calendar.from_canonical(other.canonical())
    object.__setattr__(calendar, "named", {"offices": changed})

    def look_up(pack: str, text: str) -> Any:
        own = rules("language")
        return own if text != "new" else type(own)(own.pack, calendar)

    moved = recounts(desk.events, desk.clocks, look_up, Texts("language", "new"), desk.now)
    assert {each.rule for each in moved} >= {"L01", "L02"}
    assert next(each.new_due for each in moved if each.rule == "L01") == at("2026-10-13T19:00")


def test_a_calendar_that_nobody_describes_any_more_is_the_desks() -> None:
    assert round_the_clock().by("gone") is round_the_clock()
    assert Calendar.from_canonical(round_the_clock().canonical()) == round_the_clock()
    assert received().clocks, "and a pack without any is as it was"


@pytest.mark.parametrize(
    ("rule", "old", "new", "message"),
    [
        ("L01", '"offices"', '"office"', "calendar: 'office' is not known; did you mean 'offices'?"),
        ("L01", "5 working days", "1/3 of L02", "'L02' has no time of its own that a share could be taken of"),
        ("L02", "1/3 of L01", "1/3 of L99", "within: 'L99' is not known; did you mean 'L09'?"),
        ("L02", "1/3 of L01", "1/3 of L01 solve", "L01 has no clock of the name 'solve'"),
        ("L02", "1/3 of L01", "4/3 of L01", "'4/3 of L01' is more than the whole"),
        ("L02", "1/3 of L01", "1/3 of L36", "'L36' has no time of its own"),
        ("L02", "stops_on", 'calendar = "offices"\nstops_on', "a share counts as the clock that it is a share of"),
        ("L05", "contract_end", "contract", "counted_from: 'contract' is not known; did you mean 'contract_end'?"),
        (
            "L05",
            "7 days before",
            "2 hours before",
            "'2 hours before' needs a time of day, and 'contract_end' is a date",
        ),
        ("L05", "7 days before", "promised", "counted_from goes with within"),
        ("L05", "stops_on", 'pauses_while = "waiting"\nstops_on', "what hangs on a date does not stand still"),
        ("L05", 'counted_from = "contract_end"\n', "", "'7 days before' needs a date: name a field of the form"),
    ],
)
def test_policy_check_names_what_cannot_be_counted(rule: str, old: str, new: str, message: str) -> None:
    changed = CLOCKS_OF[rule].replace(old, new, 1)
    assert changed != CLOCKS_OF[rule]
    clocks = FILES["clocks.toml"].replace(CLOCKS_OF[rule], changed)
    found = problems({**FILES, "clocks.toml": clocks})
    assert any(message in line and "clocks.toml:" in line for line in found), found


def test_policy_check_names_a_calendar_that_cannot_be_used() -> None:
    for old, new, message in (
        ("09:00-12:00", "9-12", "'9-12' is not an interval"),
        ("mon =", "monday =", "unknown weekday"),
        ('calendar = "offices"', 'calendar = "works"', "calendar: 'works' is not one of"),
    ):
        found = problems({**FILES, "pack.toml": FILES["pack.toml"].replace(old, new, 1)})
        assert any(message in line and "pack.toml:" in line for line in found), found
    bare = FILES["pack.toml"].replace("[[calendar]]", "[[calendar]]\ncountry = 3", 1)
    assert any("'3' is not a text" in line for line in problems({**FILES, "pack.toml": bare}))


def warned(desk: Desk) -> list[tuple[str, int, str, datetime]]:
    return [
        (e.fields["rule"], e.fields["step"], e.fields["to"], e.happened_at) for e in desk.events if e.kind == "warned"
    ]


def test_several_warnings_each_at_its_time_to_whom_it_is_for() -> None:
    desk = opened("2026-10-01T10:00", category="other")
    desk.now = at("2026-10-01T10:29")
    desk.settle()
    assert warned(desk) == []
    desk.now = at("2026-10-01T10:48")
    desk.settle()
    assert warned(desk) == [
        ("L09", 0, "owner", at("2026-10-01T10:30")),
        ("L09", 1, "leader", at("2026-10-01T10:48")),
    ]
    desk.now = at("2026-10-01T12:00")
    desk.settle()
    desk.settle()
    assert warned(desk)[2:] == [("L09", 2, to, at("2026-10-01T10:55")) for to in ("leader", "manager")]
    assert next(e.happened_at for e in desk.events if e.kind == "escalated") > at("2026-10-01T11:00")
    assert clock(desk, "L09").due == at("2026-10-01T11:00")


def test_what_was_done_in_time_warns_no_more_and_what_waits_not_yet() -> None:
    desk = opened("2026-10-01T10:00", category="other")
    do(desk, "proposed", after=40)
    desk.now = at("2026-10-01T12:00")
    desk.settle()
    assert [step for _rule, step, _to, _at in warned(desk)] == [0]
    desk = opened("2026-10-01T10:00", category="other")
    do(desk, "waiting", after=10, due=60 * 5)
    desk.now = at("2026-10-01T12:00")
    desk.settle()
    assert warned(desk) == []
    do(desk, "resumed")
    desk.now = at("2026-10-01T12:55")
    desk.settle()
    assert [(step, when) for _rule, step, _to, when in warned(desk)] == [
        (0, at("2026-10-01T12:21")),
        (1, at("2026-10-01T12:39")),
        (2, at("2026-10-01T12:46")),
        (2, at("2026-10-01T12:46")),
    ]


def test_a_class_that_comes_later_warns_of_nothing_that_was_over() -> None:
    desk = opened("2026-10-01T10:00")
    do(desk, "classified", after=50, category="other")
    desk.now = at("2026-10-01T10:59")
    desk.settle()
    assert [step for rule, step, _to, _at in warned(desk) if rule == "L09"] == [2, 2]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("share = 0.5", "share = 1.5", "warning[1].share: '1.5' is not a share between 0 and 1"),
        ("share = 0.5", 'share = 0.5, before = "1 minute"', "warning[1]: give share or before"),
        ('"5 minutes"', '"60 minutes"', "'60 minutes' is not less than '1 hour'"),
        ('"5 minutes"', '"5 days"', "warning[3].before: must be elapsed time"),
        ('"manager"', '"boss"', "warning[3].to: 'boss' is not one of"),
    ],
)
def test_policy_check_names_warnings_that_cannot_be(old: str, new: str, message: str) -> None:
    found = problems({**FILES, "clocks.toml": FILES["clocks.toml"].replace(old, new, 1)})
    assert any(message in line for line in found), found
