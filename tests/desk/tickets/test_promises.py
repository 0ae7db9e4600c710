"""R10–R13, T6, T7: promised replies and hand-offs, one clock each."""

from datetime import timedelta

import pytest

from tests.desk.support import US, Bench, prove, state_of, t


def promised(bench: Bench, hours: float = 24, **more: object) -> str:
    number = bench.take("phone")
    bench.act(number, "promised", due=bench.now + timedelta(hours=hours), fields=more)
    return number


def handed_off(bench: Bench, to: str = "dept:technical") -> str:
    number = bench.take("phone")
    bench.act(number, "specialist_needed", to=to)
    return number


# --- R10 ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", ["phone", "online", "onsite", "email"])
def test_r10_no_promise_is_saved_without_a_time(bench: Bench, channel: str) -> None:
    number = bench.take(channel)
    assert "due" in bench.refused(number, "promised")
    assert "RFC 3339" in bench.refused(number, "promised", due="tomorrow")
    assert "past" in bench.refused(number, "promised", due=bench.now)
    assert "past" in bench.refused(number, "promised", due=bench.now - timedelta(minutes=1))
    bench.act(number, "promised", due=bench.now + US)
    assert bench.show(number).events[-1].fields["told_by"] == channel


def test_r10_the_past_is_that_of_the_promise_itself(bench: Bench) -> None:
    number = bench.take("phone")
    bench.later(hours=3)
    bench.act(number, "promised", at=bench.now - timedelta(hours=2), due=bench.now - timedelta(hours=1))
    assert bench.clock(number, "R11").overdue(bench.now)


# --- R11 ---------------------------------------------------------------------------------------------------------


def test_r11_a_promised_reply_is_given_by_the_promised_time(bench: Bench) -> None:
    bench.now = t("09-30 17:00")
    due = bench.now + timedelta(hours=24)  # in the holiday: a promise is kept as told
    prove(bench, "R11", lambda: promised(bench), due, lambda number: bench.act(number, "replied"))


def test_r11_each_promise_is_a_thread_of_its_own(bench: Bench) -> None:
    number = promised(bench, 2)
    first = bench.seq(number, "promised")
    bench.act(number, "promised", due=bench.now + timedelta(hours=5))
    second = bench.seq(number, "promised")
    assert f"{first}, {second}" in bench.refused(number, "replied")
    assert f"{first}, {second}" in bench.refused(number, "replied", of=1)
    bench.later(hours=3)
    bench.act(number, "replied", of=second)
    assert bench.clock(number, "R11", of=second).state == "met"
    assert bench.clock(number, "R11", of=first).overdue(bench.now)
    bench.act(number, "replied")  # the only one that is left
    assert bench.clock(number, "R11", of=first).state == "late"
    assert "no promised reply is open" in bench.refused(number, "replied")


def test_r11_an_answer_ends_no_promise(bench: Bench) -> None:
    number = promised(bench)
    bench.act(number, "answered")
    assert bench.rules(number) == ["R11"]


def test_r11_a_reply_must_be_confirmed_or_without_reaction_before_the_end(bench: Bench) -> None:
    number = promised(bench)
    assert "promised reply is still open" in bench.refused(number, "finished", outcome="answered")
    bench.act(number, "replied")
    assert "neither confirmed" in bench.refused(number, "finished", outcome="answered")
    bench.act(number, "confirmed", outcome="not_yet")
    assert "neither confirmed" in bench.refused(number, "finished", outcome="answered")
    bench.act(number, "confirmed", outcome="no_reaction")
    bench.act(number, "finished", outcome="answered")


# --- T7: extension -----------------------------------------------------------------------------------------------


def test_t07_an_extension_moves_the_due_and_never_the_first_due(bench: Bench) -> None:
    number = promised(bench, 2)
    first = bench.now + timedelta(hours=2)
    bench.later(hours=1)
    bench.act(number, "extended", due=first + timedelta(hours=1), reason="等厂家数据")
    bench.later(hours=1.5)
    bench.act(number, "extended", due=first + timedelta(hours=2), reason="再等一次")
    clock = bench.clock(number, "R11")
    assert (clock.due, clock.first_due) == (first + timedelta(hours=2), first)
    bench.now = clock.due
    bench.act(number, "replied")
    assert state_of(bench.clock(number, "R11")) == ("met", clock.due, 0)


def test_t07_an_extension_has_its_conditions(bench: Bench) -> None:
    number = promised(bench, 2)
    due = bench.now + timedelta(hours=2)
    assert "reason" in bench.refused(number, "extended", due=due + timedelta(hours=1))
    assert "due" in bench.refused(number, "extended", reason="等")
    assert "not later" in bench.refused(number, "extended", due=due, reason="等")
    bench.now = due + US
    refusal = bench.refused(number, "extended", due=due + timedelta(hours=1), reason="等")
    assert "time has passed" in refusal
    other = bench.take("email")
    assert "nothing runs" in bench.refused(other, "extended", due=due + timedelta(hours=9), reason="等")


def test_t07_a_new_promise_is_a_new_clock(bench: Bench) -> None:
    number = promised(bench, 1)
    first = bench.clock(number, "R11")
    bench.act(number, "promised", due=bench.now + timedelta(hours=8))
    assert bench.clock(number, "R11", of=first.of) == first


# --- R12 ---------------------------------------------------------------------------------------------------------


def test_r12_a_hand_off_is_accepted_and_the_time_told_within_30_minutes(bench: Bench) -> None:
    due = bench.now + timedelta(minutes=30)

    def start() -> str:
        number = handed_off(bench)
        bench.act(number, "handed_off")
        bench.act(number, "accepted", "luo", due=bench.now + timedelta(hours=2))
        return number

    def stop(number: str) -> object:
        return bench.act(number, "promised", due=bench.now + timedelta(hours=3))

    prove(bench, "R12", start, due, stop)


def test_r12_neither_acceptance_alone_nor_a_promise_before_it_ends_it(bench: Bench) -> None:
    number = handed_off(bench)
    bench.act(number, "promised", due=bench.now + timedelta(hours=1))
    assert bench.clock(number, "R12").state == "running"
    bench.act(number, "accepted", "luo", due=bench.now + timedelta(hours=1))
    assert bench.clock(number, "R12").state == "running"
    bench.act(number, "promised", due=bench.now + timedelta(hours=2))
    assert bench.clock(number, "R12").state == "met"


def test_r12_a_promise_of_something_else_does_not_end_it(bench: Bench) -> None:
    number = handed_off(bench)
    one = bench.seq(number, "specialist_needed")
    bench.act(number, "specialist_needed", to="dept:legal")
    two = bench.seq(number, "specialist_needed")
    bench.act(number, "accepted", "luo", of=one, due=bench.now + timedelta(hours=1))
    bench.act(number, "accepted", "fang", of=two, due=bench.now + timedelta(hours=1))
    bench.act(number, "promised", of=two, due=bench.now + timedelta(hours=2))
    assert bench.clock(number, "R12", of=two).state == "met"
    assert bench.clock(number, "R12", of=one).state == "running"


def test_r12_an_answer_to_it_ends_it_unmet(bench: Bench) -> None:
    early, late = handed_off(bench), handed_off(bench)
    bench.later(minutes=30)
    bench.act(early, "answered", of=bench.seq(early, "specialist_needed"))
    bench.now += US
    bench.act(late, "answered", of=bench.seq(late, "specialist_needed"))
    assert bench.clock(early, "R12").state == "cancelled"
    assert state_of(bench.clock(late, "R12")) == ("late", bench.now, 1)


def test_r12_several_hand_offs_are_named_when_it_is_not_said_which(bench: Bench) -> None:
    number = handed_off(bench)
    one = bench.seq(number, "specialist_needed")
    bench.later(minutes=10)
    bench.act(number, "specialist_needed", to="qian")
    two = bench.seq(number, "specialist_needed")
    assert bench.clock(number, "R12", of=one).due + timedelta(minutes=10) == bench.clock(number, "R12", of=two).due
    due = bench.now + timedelta(hours=4)
    for kind, fields in (("handed_off", {}), ("accepted", {"due": due}), ("declined", {"reason": "请找销售"})):
        assert f"{one}, {two}" in bench.refused(number, kind, fields=fields)
    assert f"{one}, {two}" in bench.refused(number, "promised", due=due)
    assert f"{one}, {two}" in bench.refused(number, "accepted", of=1, due=due)
    bench.act(number, "accepted", "qian", of=two, due=due)
    assert "not an open thread" in bench.refused(number, "specialist_answered", of=one)
    bench.act(number, "specialist_answered", "qian")  # the only accepted one
    bench.act(number, "accepted", "luo", due=due)  # the only one not yet accepted
    assert bench.clock(number, "R13", of=one).assignee == "luo"
    assert bench.clock(number, "R13", of=two).state == "met"


def test_r12_an_unknown_department_is_refused(bench: Bench) -> None:
    number = bench.take("phone")
    assert "finance" in bench.refused(number, "specialist_needed", to="dept:finance")
    assert "text" in bench.refused(number, "specialist_needed", to="luo", text=" ")


# --- R13 ---------------------------------------------------------------------------------------------------------


def test_r13_who_accepts_answers_by_the_agreed_time(bench: Bench) -> None:
    due = bench.now + timedelta(hours=2)

    def start() -> str:
        number = handed_off(bench)
        bench.act(number, "accepted", "luo", due=due)
        return number

    prove(bench, "R13", start, due, lambda number: bench.act(number, "specialist_answered", "luo"))


def test_r13_belongs_to_who_accepted(bench: Bench) -> None:
    by_department = handed_off(bench, "dept:technical")
    bench.act(by_department, "accepted", "luo", due=bench.now + timedelta(hours=2))
    assert bench.clock(by_department, "R13").assignee == "luo"
    by_name = handed_off(bench, "qian")
    bench.act(by_name, "accepted", "zhou", due=bench.now + timedelta(hours=2))  # told on the phone
    assert bench.clock(by_name, "R13").assignee == "qian"


def test_r13_declining_ends_it_unmet_and_needs_a_reason(bench: Bench) -> None:
    early, late = handed_off(bench), handed_off(bench)
    due = bench.now + timedelta(hours=1)
    for number in (early, late):
        bench.act(number, "accepted", "luo", due=due)
    assert "reason" in bench.refused(early, "declined", "luo")
    bench.now = due
    bench.act(early, "declined", "luo", reason="不是我们的产品")
    bench.now += US
    bench.act(late, "declined", "luo", reason="不是我们的产品")
    assert bench.clock(early, "R13").state == "cancelled"
    assert bench.clock(late, "R13").state == "late"


def test_r13_can_be_extended(bench: Bench) -> None:
    number = handed_off(bench)
    due = bench.now + timedelta(hours=1)
    bench.act(number, "accepted", "luo", due=due)
    bench.act(number, "extended", "luo", due=due + timedelta(hours=1), reason="样机在外地")
    clock = bench.clock(number, "R13")
    assert (clock.due, clock.first_due) == (due + timedelta(hours=1), due)
    assert bench.clock(number, "R12").due == bench.clock(number, "R12").first_due


def test_r13_an_accepted_hand_off_needs_an_agreed_time(bench: Bench) -> None:
    number = handed_off(bench)
    assert "due" in bench.refused(number, "accepted", "luo")
    assert "past" in bench.refused(number, "accepted", "luo", due=bench.now)
    assert "accepted" in bench.refused(number, "specialist_answered", "luo")


def test_r13_declined_before_acceptance_goes_to_another(bench: Bench) -> None:
    number = handed_off(bench)
    bench.act(number, "declined", "luo", reason="请找法务")
    assert bench.rules(number) == ["R12", "S08b"]
    bench.act(number, "handed_off", to="dept:legal")
    bench.act(number, "accepted", "fang", due=bench.now + timedelta(hours=2))
    assert bench.clock(number, "R13").assignee == "fang"


def test_r12_a_specialist_without_a_part_in_the_ticket_is_refused(bench: Bench) -> None:
    number = handed_off(bench)
    assert "no part" in bench.refused(number, "accepted", "qian", due=bench.now + timedelta(hours=2))


# --- the life of a hand-off --------------------------------------------------------------------------------------


def test_r12_r13_passed_on_after_a_decline_both_clocks_run_anew_and_the_first_stay_on_record(bench: Bench) -> None:
    number = handed_off(bench)
    bench.act(number, "accepted", "luo", due=bench.now + timedelta(hours=1))
    bench.act(number, "promised", due=bench.now + timedelta(hours=2))
    bench.later(minutes=30)
    bench.act(number, "declined", "luo", reason="请找法务")
    bench.act(number, "handed_off", to="dept:legal")
    assert "R12" in bench.rules(number)
    bench.act(number, "accepted", "fang", due=bench.now + timedelta(hours=2))
    bench.act(number, "promised", due=bench.now + timedelta(hours=3))
    bench.act(number, "specialist_answered", "fang", text="按合同办")
    told = [(clock.rule, clock.state) for clock in bench.show(number).clocks if clock.rule in ("R12", "R13")]
    assert sorted(told) == [("R12", "met"), ("R12", "met"), ("R13", "cancelled"), ("R13", "met")]
    assert bench.verified() == []


def test_handing_off_opens_a_thread_where_none_is_open(bench: Bench) -> None:
    number = bench.take("phone")
    assert "name in to whom it goes" in bench.refused(number, "handed_off")
    bench.act(number, "handed_off", to="dept:technical", text="负载够吗")
    assert bench.rules(number) == ["R12", "S08b"]
    assert bench.show(number).ticket.stage == "answer"


def test_r16_what_nobody_takes_is_withdrawn_from_with_a_reason(bench: Bench) -> None:
    number = handed_off(bench)
    bench.act(number, "declined", "luo", reason="不懂")
    assert "hand-off" in bench.refused(number, "finished", outcome="完")
    assert "reason" in bench.refused(number, "withdrawn_from")
    bench.act(number, "withdrawn_from", reason="公司无人懂")
    assert bench.clock(number, "R12").state == "cancelled"
    bench.act(number, "finished", outcome="无法解答")
    bench.act(number, "filed")
    assert bench.verified() == []
