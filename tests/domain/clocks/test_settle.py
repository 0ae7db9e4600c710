"""What time alone brings about (`model.md`, settle; T12)."""

from datetime import timedelta

from deskconsole.domain.clocks.settle import OVERDUE_BY, clock_went_back, next_at, settle
from tests.domain.histories import LI, Desk, rules_of
from tests.domain.lives import clock, do, rang, received


def pending(desk: Desk, minutes: float) -> list[tuple[str, object]]:
    """What would be appended that many minutes from now."""
    found = settle(desk.events, rules_of, desk.now + timedelta(minutes=minutes))
    return [(event.kind, event.fields.get("rule")) for event in found]


def test_r03_nobody_picks_up_within_six_rings() -> None:
    desk = rang(tier="core")
    assert pending(desk, 0.25) == []
    assert pending(desk, 0.5) == [("escalated", "R01"), ("missed", None)]
    assert pending(desk, 0.5 - 0.001) == [("escalated", "R01")]


def test_what_is_appended_happened_when_it_was_due_and_is_by_nobody() -> None:
    desk = rang()
    desk.now += timedelta(hours=5)
    (missed,) = [event for event in settle(desk.events, rules_of, desk.now) if event.kind == "missed"]
    assert missed.happened_at == desk.events[0].happened_at + timedelta(seconds=30)
    assert (missed.recorded_at, missed.by, missed.of) == (desk.now, None, 1)


def test_a_caller_who_gave_up_is_missed_at_that_instant() -> None:
    desk = rang()
    desk.now += timedelta(seconds=8)
    desk.events.append(desk.draft("hung_up", None, of=1))
    found = settle(desk.events, rules_of, desk.now)
    assert [(event.kind, event.happened_at) for event in found] == [("missed", desk.now)]


def test_a_call_picked_up_is_never_missed() -> None:
    desk = rang()
    desk.now += timedelta(seconds=30)
    desk.events.append(desk.draft("picked_up", LI, of=1))
    assert "missed" not in dict(pending(desk, 600))


def test_an_overdue_clock_is_told_upwards_once_a_microsecond_after_its_due() -> None:
    desk = received(channel="online", tier="core")
    due = clock(desk, "R05").due
    assert settle(desk.events, rules_of, due) == []
    (told,) = settle(desk.events, rules_of, due + OVERDUE_BY)
    assert (told.kind, told.of, told.fields["rule"], told.fields["to"]) == ("escalated", 1, "R05", "leader")
    assert told.happened_at == due + OVERDUE_BY
    assert settle([*desk.events, told], rules_of, due + timedelta(days=9)) == []


def test_each_step_of_a_ladder_comes_after_as_long_again() -> None:
    desk = received("mechanisms", level=1)
    due = clock(desk, "X04").due
    found = settle(desk.events, rules_of, due + timedelta(minutes=31))
    assert [(e.fields["to"], e.happened_at - OVERDUE_BY - due) for e in found] == [
        ("leader", timedelta(0)),
        ("manager", timedelta(minutes=30)),
    ]


def test_t07_an_extended_time_that_passes_is_told_again() -> None:
    desk = received()
    do(desk, "promised", due=60)
    do(desk, "extended", due=120, reason="ill")
    assert pending(desk, 119) == []
    assert pending(desk, 121) == [("escalated", "R11")]


def test_t08_each_interval_that_passes_is_told() -> None:
    desk = received("mechanisms")
    do(desk, "shipped", after=0)
    do(desk, "progress_told", after=25 * 60)
    assert [e.kind for e in desk.events].count("escalated") == 1
    do(desk, "progress_told", after=25 * 60)
    assert [e.kind for e in desk.events].count("escalated") == 2


def test_when_something_will_happen_next_is_known() -> None:
    desk = received(channel="online", tier="core")
    expected = clock(desk, "R05").due + OVERDUE_BY
    assert next_at(desk.events, desk.ticket, desk.clocks, desk.rules) == expected
    desk.now = expected
    desk.settle()
    assert next_at(desk.events, desk.ticket, desk.clocks, desk.rules) is None


def test_t12_a_clock_two_minutes_behind_the_record_is_not_trusted() -> None:
    now = rang().now
    assert not clock_went_back(None, now)
    assert not clock_went_back(now + timedelta(minutes=2), now)
    assert clock_went_back(now + timedelta(minutes=2, microseconds=1), now)
