"""T10: what happens to clocks when tier, channel or category changes."""

from datetime import timedelta

import pytest

from tests.desk.support import US, Bench, state_of, t


def test_t10_one_that_no_longer_applies_is_cancelled_and_a_new_one_starts_at_its_own_event(bench: Bench) -> None:
    received = bench.now
    number = bench.take("online", "potential")
    bench.later(minutes=3)
    bench.act(number, "classified", tier="core")
    assert state_of(bench.clock(number, "R06")) == ("cancelled", bench.now, 0)
    clock = bench.clock(number, "R05")
    assert (clock.started, clock.due, clock.reclassified) == (received, received + timedelta(minutes=5), False)
    bench.act(number, "responded")
    assert bench.clock(number, "R05").state == "met"


def test_t10_a_due_already_past_is_overdue_at_once_and_marked(bench: Bench) -> None:
    received = bench.now
    number = bench.take("online", "potential")
    bench.later(minutes=8)
    bench.act(number, "classified", tier="core")
    clock = bench.clock(number, "R05")
    assert (clock.due, clock.reclassified) == (received + timedelta(minutes=5), True)
    assert clock.overdue(bench.now)
    bench.act(number, "responded")
    assert state_of(bench.clock(number, "R05")) == ("late", bench.now, 1)
    assert bench.clock(number, "R05").reclassified


def test_t10_nothing_new_starts_when_something_has_stopped_it_since(bench: Bench) -> None:
    number = bench.take("online", "potential")
    bench.later(minutes=3)
    bench.act(number, "responded")
    bench.later(minutes=3)
    bench.act(number, "classified", tier="core")
    assert bench.clock(number, "R06").state == "met"
    assert [clock.rule for clock in bench.show(number).clocks if clock.rule == "R05"] == []


def test_t10_a_clock_past_its_due_stays_as_it_is(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.later(minutes=6)
    before = bench.clock(number, "R05")
    bench.act(number, "classified", tier="potential")
    assert bench.clock(number, "R05") == before
    bench.act(number, "responded")
    assert bench.clock(number, "R05").state == "late"


def test_t10_exactly_at_its_due_it_is_not_yet_past(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.later(minutes=5)
    bench.act(number, "classified", tier="potential")
    assert bench.clock(number, "R05").state == "cancelled"
    assert bench.rules(number) == ["R06"]


def test_t10_one_that_still_applies_keeps_its_start_and_due(bench: Bench) -> None:
    number = bench.take("online", "core")
    before = bench.clock(number, "R05")
    bench.later(minutes=2)
    bench.act(number, "classified", tier="important", category="product", urgent=True)
    assert bench.clock(number, "R05") == before


def test_t10_a_finished_inquiry_of_a_customer_found_to_be_core_is_called_back(bench: Bench) -> None:
    bench.now = t("09-30 16:00")
    number = bench.take("phone", "potential")
    bench.act(number, "finished", outcome="answered")
    assert bench.rules(number) == ["R16"]
    bench.now = t("10-02 11:00")
    bench.act(number, "classified", tier="core")
    assert bench.clock(number, "R14").started == t("09-30 16:00")
    assert bench.clock(number, "R14").due == t("10-08 18:00")
    bench.act(number, "classified", tier="intent")
    assert bench.clock(number, "R14").state == "cancelled"
    assert bench.clock(number, "R15").due == t("10-10 18:00")


def test_t10_a_wrong_class_put_right_brings_the_deadline_back(bench: Bench) -> None:
    number = bench.take("online", "core")
    before = bench.clock(number, "R05")
    bench.later(minutes=1)
    bench.act(number, "classified", tier="potential")
    assert bench.clock(number, "R05").state == "cancelled"
    bench.later(minutes=1)
    bench.act(number, "classified", tier="core")
    assert bench.clock(number, "R05") == before
    assert bench.rules(number) == ["R05"]
    bench.act(number, "responded")
    assert bench.clock(number, "R05").state == "met"


def test_t10_put_right_after_its_due_it_is_late_and_what_was_done_meanwhile_counts(bench: Bench) -> None:
    idle, served = bench.take("online", "core"), bench.take("online", "core")
    for number in (idle, served):
        bench.act(number, "classified", tier="potential")
    bench.later(minutes=2)
    bench.act(served, "responded")
    bench.later(minutes=8)
    for number in (idle, served):
        bench.act(number, "classified", tier="core")
    clock = bench.clock(idle, "R05")
    assert (clock.overdue(bench.now), clock.reclassified) == (True, True)
    assert bench.clock(served, "R05").state == "cancelled"
    assert bench.clock(served, "R06").state == "met"


def test_t10_a_clock_that_was_met_stays_met(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "responded")
    met = bench.clock(number, "R05")
    for tier in ("potential", "core"):
        bench.later(minutes=1)
        bench.act(number, "classified", tier=tier)
    assert bench.clock(number, "R05") == met


def test_t10_the_channel_changes_the_clock_too(bench: Bench) -> None:
    received = bench.now
    number = bench.take("online", "potential")
    bench.later(minutes=2)
    bench.act(number, "classified", channel="email")
    assert bench.clock(number, "R06").state == "cancelled"
    assert bench.clock(number, "R09").due == received + timedelta(hours=24)
    assert bench.rules(number) == ["R09"]


def test_t10_old_and_new_are_on_record(bench: Bench) -> None:
    number = bench.take("online", "potential")
    bench.act(number, "classified", tier="core")
    assert bench.show(number).events[-1].fields == {"tier": "core", "old": {"tier": "potential"}}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"tier": "VIP"}, "tier: 'VIP' is not one of core"),
        ({"channel": "fax"}, "channel: 'fax'"),
        ({"category": "weather"}, "category: 'weather'"),
        ({"kind": "order"}, "kind: 'order'"),
        ({"level": 0}, "level: '0'"),
        ({"urgent": "maybe"}, "urgent: 'maybe'"),
        ({"tier": "core"}, "nothing changes"),
        ({}, "nothing changes"),
        ({"colour": "red"}, "nothing changes"),
    ],
)
def test_t10_what_cannot_be_is_refused(bench: Bench, fields: dict[str, object], reason: str) -> None:
    number = bench.take("online", "core")
    assert reason in bench.refused(number, "classified", fields=fields)


def test_t06_overdue_begins_one_microsecond_after_the_due(bench: Bench) -> None:
    number = bench.take("online", "core")
    due = bench.clock(number, "R05").due
    for at, overdue, breaches in ((due, False, 0), (due + US, True, 1)):
        clock = bench.clock(number, "R05", at=at)
        assert (clock.overdue(at), clock.breaches_at(at)) == (overdue, breaches)


def test_the_leader_is_told_once_when_a_clock_is_overdue(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.now = bench.clock(number, "R05").due
    assert bench.settle() == []
    bench.now += US
    told = bench.settle()
    assert [(done.event.kind, done.event.fields["rule"], done.event.fields["to"]) for done in told] == [
        ("escalated", "R05", "leader")
    ]
    bench.later(hours=5)
    assert bench.settle() == []
