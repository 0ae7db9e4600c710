"""R05–R09, R40: the first response online, at the counter and to an e-mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.desk.support import US, Bench, prove, state_of, t

RESPONSES = ["responded", "answered", "promised"]


def respond(bench: Bench, kind: str, number: str) -> object:
    due = {"due": bench.now + timedelta(days=1)} if kind == "promised" else {}
    return bench.act(number, kind, fields=due)


@pytest.mark.parametrize("tier", ["core", "important"])
@pytest.mark.parametrize("kind", RESPONSES)
def test_r05_core_and_important_customers_online_get_a_response_within_5_minutes(
    bench: Bench, tier: str, kind: str
) -> None:
    bench.now = t("10-03 23:58")  # in the night of a holiday: elapsed time counts all the same (T1)
    due = t("10-04 00:03")
    prove(bench, "R05", lambda: bench.take("online", tier), due, lambda number: respond(bench, kind, number))


@pytest.mark.parametrize("tier", ["ordinary", "intent", "potential"])
@pytest.mark.parametrize("kind", RESPONSES)
def test_r06_all_others_online_get_a_response_within_15_minutes(bench: Bench, tier: str, kind: str) -> None:
    due = bench.now + timedelta(minutes=15)
    prove(bench, "R06", lambda: bench.take("online", tier), due, lambda number: respond(bench, kind, number))


@pytest.mark.parametrize("tier", ["core", "potential"])
def test_r05_r06_what_is_no_response_ends_neither(bench: Bench, tier: str) -> None:
    rule = "R05" if tier == "core" else "R06"
    number = bench.take("online", tier)
    for kind in ("noted", "need_recorded", "progress_told"):
        bench.act(number, kind, text="已阅")
    assert bench.rules(number) == [rule]


def test_r05_starts_again_for_a_customer_who_comes_again_online(bench: Bench) -> None:
    number = bench.take("phone", "core")
    bench.later(minutes=3)
    bench.act(number, "contacted", channel="online", text="还有一个问题")
    again = bench.seq(number, "contacted")
    clock = bench.clock(number, "R05", of=again)
    assert clock.due == bench.now + timedelta(minutes=5)
    bench.later(minutes=5)
    bench.act(number, "responded")
    assert bench.clock(number, "R05").state == "met"


def test_r05_one_response_ends_both_messages(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.later(minutes=4)
    bench.act(number, "contacted", channel="online", text="在吗")
    assert bench.rules(number) == ["R05", "R05"]
    bench.later(minutes=1)
    bench.act(number, "responded")
    assert {clock.state for clock in bench.show(number).clocks if clock.rule == "R05"} == {"met"}


def test_r05_a_message_by_another_channel_starts_that_channels_clock(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "responded")
    bench.act(number, "contacted", channel="email", text="附件见邮件")
    assert bench.clock(number, "R09").due == bench.now + timedelta(hours=24)
    assert "fax" in bench.refused(number, "contacted", channel="fax", text="传真")


def test_r05_responded_exactly_when_received_and_first_response_is_the_first(bench: Bench) -> None:
    number = bench.take("online", "core")
    assert bench.show(number).ticket.first_response_at is None
    bench.act(number, "responded")
    first = bench.now
    bench.later(minutes=1)
    bench.act(number, "answered")
    assert bench.clock(number, "R05").state == "met"
    assert bench.show(number).ticket.first_response_at == first


def test_r05_the_clock_runs_from_the_message_not_from_saving(bench: Bench) -> None:
    received = bench.now - timedelta(minutes=8)
    number = bench.take("online", "core", received=received)
    clock = bench.clock(number, "R05")
    assert (clock.started, clock.due) == (received, received + timedelta(minutes=5))
    assert clock.overdue(bench.now)
    bench.act(number, "responded", at=received + timedelta(minutes=5))  # it was said then, and entered now
    assert state_of(bench.clock(number, "R05")) == ("met", received + timedelta(minutes=5), 0)
    assert bench.show(number).events[-1].late_entry


def arrived(bench: Bench) -> str:
    """Somebody walks in on an inquiry that is known already."""
    number = bench.take("email", "potential")
    bench.act(number, "arrived")
    return number


@pytest.mark.parametrize("kind", ["greeted", "seen"])
def test_r07_a_person_who_walks_in_is_greeted_within_a_minute(bench: Bench, kind: str) -> None:
    due = bench.now + timedelta(minutes=1)
    prove(bench, "R07", lambda: arrived(bench), due, lambda number: bench.act(number, kind))


def test_r08_a_person_who_walks_in_is_seen_to_within_5_minutes(bench: Bench) -> None:
    due = bench.now + timedelta(minutes=5)
    prove(bench, "R08", lambda: arrived(bench), due, lambda number: bench.act(number, "seen"))


def test_r08_greeting_does_not_end_the_waiting(bench: Bench) -> None:
    number = arrived(bench)
    bench.act(number, "greeted")
    assert bench.rules(number) == ["R08", "R09"]


@pytest.mark.parametrize(("rule", "minutes"), [("R07", 1), ("R08", 5)])
def test_r07_r08_who_leaves_is_neither_greeted_nor_seen(bench: Bench, rule: str, minutes: int) -> None:
    early, late = arrived(bench), arrived(bench)
    bench.later(minutes=minutes)
    bench.act(early, "left")
    bench.now += US
    bench.act(late, "left")
    assert state_of(bench.clock(early, rule)) == ("cancelled", bench.now - US, 0)
    assert state_of(bench.clock(late, rule)) == ("late", bench.now, 1)


def test_r07_r08_taken_by_hand_at_the_counter_was_seen_to_by_being_taken(bench: Bench) -> None:
    number = bench.take("onsite", "core")
    assert bench.kinds(number) == ["arrived", "greeted", "seen", "received", "responded"]
    assert [bench.clock(number, rule).state for rule in ("R07", "R08")] == ["met", "met"]
    assert bench.rules(number) == ["R36"]


def test_r07_the_guards_of_a_visit(bench: Bench) -> None:
    number = bench.take("email")
    for kind in ("greeted", "seen", "left"):
        assert "nobody has arrived" in bench.refused(number, kind)
    bench.act(number, "arrived")
    assert "already here" in bench.refused(number, "arrived")
    bench.act(number, "greeted")
    assert "done already" in bench.refused(number, "greeted")
    bench.act(number, "seen")
    assert "done already" in bench.refused(number, "seen")
    bench.act(number, "left")
    bench.act(number, "arrived")
    assert bench.rules(number) == ["R07", "R08", "R09"]


@pytest.mark.parametrize("kind", ["answered", "promised"])
def test_r09_an_email_is_answered_or_acknowledged_within_24_hours(bench: Bench, kind: str) -> None:
    bench.now = t("09-30 17:59")
    due = t("10-01 17:59")
    prove(bench, "R09", lambda: bench.take("email", "potential"), due, lambda number: respond(bench, kind, number))


def test_r09_a_mere_response_does_not_answer_an_email(bench: Bench) -> None:
    number = bench.take("email")
    bench.act(number, "responded")
    assert bench.rules(number) == ["R09"]


def test_r40_an_automatic_reply_is_noted_and_never_a_response(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "noted", text="您好，我们将在5分钟内回复您。", fields={"automatic": True})
    assert bench.rules(number) == ["R05"]
    assert bench.show(number).ticket.first_response_at is None


@pytest.mark.parametrize("start", [lambda bench: bench.take("online"), lambda bench: bench.take("email")])
def test_r05_r09_withdrawing_cancels_or_ends_late(bench: Bench, start: Callable[[Bench], str]) -> None:
    early, late = start(bench), start(bench)
    rule = bench.rules(early)[0]
    bench.now = bench.clock(early, rule).due
    bench.act(early, "withdrawn", reason="customer")
    bench.now += US
    bench.act(late, "withdrawn", reason="customer")
    assert bench.clock(early, rule).state == "cancelled"
    assert bench.clock(late, rule).state == "late"
    assert bench.show(early).closed
