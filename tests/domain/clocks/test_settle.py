"""What time alone brings about (`model.md`, settle; T12)."""

from datetime import timedelta

from deskconsole.domain.clocks.derive import evaluate
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


# --- what was done in time and entered late ----------------------------------------------------------------------


def void(desk: Desk) -> set[tuple[str, int]]:
    """The rule and step of what was told and counts no more."""
    gone = evaluate(desk.events, rules_of).ticket.void
    return {(e.fields["rule"], e.fields["step"]) for e in desk.events if e.seq in gone}


def test_a_late_entry_of_what_was_done_in_time_voids_what_was_told_meanwhile() -> None:
    desk = received(channel="online", tier="core")
    desk.now += timedelta(minutes=20)
    desk.settle()
    assert void(desk) == set()
    do(desk, "responded", after=0, back=17)
    assert clock(desk, "R05").state == "met"
    assert void(desk) == {("R05", 0)}
    assert "escalated" in [event.kind for event in desk.events], "it stays on record"
    assert pending(desk, 0) == []


def test_what_was_done_late_leaves_what_was_told() -> None:
    desk = received(channel="online", tier="core")
    do(desk, "responded", after=20, back=10)
    assert clock(desk, "R05").state == "late"
    assert void(desk) == set()


def test_what_is_undone_again_was_told_rightly() -> None:
    desk = received(channel="online", tier="core")
    do(desk, "responded", after=20, back=17)
    do(desk, "undone", after=0)
    assert void(desk) == set()
    assert pending(desk, 60) == []


def test_every_step_of_a_ladder_is_void() -> None:
    desk = received("mechanisms", level=1)
    desk.now += timedelta(minutes=70)
    desk.settle()
    do(desk, "responded", after=0, back=50)
    assert void(desk) == set(), "one of two is not enough"
    do(desk, "group_formed", after=0, back=45)
    assert void(desk) == {("X04", 0), ("X04", 1)}


def test_a_call_picked_up_in_time_and_reported_late_was_not_told_upwards() -> None:
    desk = rang(tier="core")
    desk.now += timedelta(minutes=2)
    desk.settle()
    assert "R01" in [event.fields.get("rule") for event in desk.events]
    desk.act("picked_up", LI, of=1, happened_at=desk.events[0].happened_at + timedelta(seconds=12))
    assert ("R01", 0) in void(desk)


def test_t07_an_extension_entered_late_voids_it_too() -> None:
    desk = received()
    do(desk, "promised", due=60)
    do(desk, "extended", after=90, back=40, due=100, reason="ill")
    assert void(desk) == {("R11", 0)}


def test_t08_an_interval_that_was_kept_in_time_is_not_told() -> None:
    desk = received("mechanisms")
    do(desk, "shipped", after=0)
    desk.now += timedelta(hours=25)
    desk.settle()
    do(desk, "progress_told", after=0, back=120)
    assert void(desk) == {("X02", 0)}
    desk.now += timedelta(hours=25)
    desk.settle()
    do(desk, "progress_told", after=0)
    assert void(desk) == {("X02", 0)}, "the second interval was late"
