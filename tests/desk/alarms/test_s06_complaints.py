"""S06: whoever leads is told of complaints at once; what is grave is theirs to take on, with a clock."""

from typing import Any

from deskconsole.desk.alarms import helping
from deskconsole.desk.alarms.standing import alarms
from deskconsole.desk.tickets import act, views
from deskconsole.store import tickets
from tests.desk.support import Bench


def _complaint(bench: Bench, **more: Any) -> str:
    form = {"kind": "complaint", "category": "staff", "tier": "ordinary", **more}
    return bench.take(form.pop("channel", "phone"), form.pop("tier"), **form)


def _state(bench: Bench, number: str, do: str) -> str:
    return next(clock.state for clock in bench.show(number).clocks if (clock.rule, clock.do) == ("S06", do))


def _told(bench: Bench, login: str) -> list[tuple[str, str]]:
    return [(alarm.number, alarm.do) for alarm in alarms(bench.by(login)).lines]


def test_s06_a_complaint_stands_on_the_line_of_whoever_leads_until_looked_at(mall: Bench) -> None:
    number = _complaint(mall)
    assert _told(mall, "deng") == [(number, "look_at")]
    assert _told(mall, "song") == _told(mall, "zhou") == []
    assert helping.look_at(mall.by("song"), number) is False
    assert _told(mall, "deng") == [(number, "look_at")]
    assert helping.look_at(mall.by("deng"), number) is True
    assert helping.look_at(mall.by("deng"), number) is False
    assert _told(mall, "deng") == []
    assert _state(mall, number, "look_at") == "met"
    assert mall.show(number).ticket.owner == "zhou"


def test_s06_an_inquiry_is_told_to_nobody(mall: Bench) -> None:
    mall.take("phone", "strategic", kind="inquiry", category="staff")
    assert _told(mall, "deng") == []


def test_s06_what_is_grave_is_handed_over_with_a_clock_of_its_own(mall: Bench) -> None:
    hurt = _complaint(mall, fields={"injury": True})
    much = _complaint(mall, fields={"at_stake": "10000"}, customer="林女士", contact="13911112222")
    little = _complaint(mall, fields={"at_stake": "9999.99"}, customer="王先生", contact="13911113333")
    core = _complaint(mall, tier="strategic", customer="大客户", contact="13911114444")
    assert mall.show(hurt).ticket.major == ("injury",)
    assert mall.show(much).ticket.major == ("amount",)
    assert mall.show(little).ticket.major == ()
    assert mall.show(core).ticket.major == ("customer",)
    assert {line.number for line in views.queue(mall.desk) if line.major} == {hurt, much, core}
    assert (hurt, "take_over") in _told(mall, "deng")
    mall.later(minutes=10)
    view = helping.take_over(mall.by("deng"), hurt)
    assert (view.ticket.owner, view.ticket.outside_figures) == ("deng", frozenset())
    assert _state(mall, hurt, "take_over") == _state(mall, hurt, "look_at") == "met"
    assert (hurt, "take_over") not in _told(mall, "deng")


def test_s06_the_third_time_within_a_month_is_grave(mall: Bench) -> None:
    first = _complaint(mall)
    mall.later(days=20)
    second = _complaint(mall)
    mall.later(days=9)
    third = _complaint(mall)
    mall.later(days=21, seconds=1)
    fourth = _complaint(mall)
    majors = [mall.show(number).ticket.major for number in (first, second, third, fourth)]
    assert majors == [(), (), ("third_time",), ()]


def test_s06_what_becomes_grave_later_is_found_out_then_and_taken_back_with_its_cause(mall: Bench) -> None:
    number = _complaint(mall)
    view = mall.act(number, "classified", tier="strategic")
    assert view.ticket.major == ("customer",)
    view = act.undo(mall.desk, number)
    assert (view.ticket.major, view.ticket.tier) == ((), "ordinary")
    assert "take_over" not in [clock.do for clock in view.clocks if clock.active]


def test_s06_somebody_says_that_it_is_major(mall: Bench) -> None:
    number = _complaint(mall)
    assert mall.act(number, "made_major", text="记者在场").ticket.major == ("",)
    assert mall.refused(number, "made_major") == "made_major: it is major already"


def test_s06_what_is_filed_is_closed_and_still_told_until_looked_at(mall: Bench) -> None:
    number = _complaint(mall)
    mall.act(number, "withdrawn", reason="customer")
    assert _told(mall, "deng") == [], "withdrawn is withdrawn"
    other = _complaint(mall, customer="林女士", contact="13911112222")
    mall.act(other, "questions_asked", fields={"details": "排队", "wish": "道歉"})
    mall.act(other, "verified", fields={"findings": "属实", "justified": True})
    mall.act(other, "proposed", text="店长当面道歉")
    mall.act(other, "offer_accepted")
    mall.act(other, "solved", text="已道歉")
    mall.act(other, "confirmed")
    mall.act(other, "finished", outcome="满意")
    mall.act(other, "filed")
    mall.act(other, "followed_up", score=5)
    mall.act(other, "followed_up")
    closed = _closed(mall, other)
    assert other not in [line.number for line in views.queue(mall.desk)]
    assert _told(mall, "deng") == [(other, "look_at")]
    mall.later(days=2)
    helping.look_at(mall.by("deng"), other)
    assert _told(mall, "deng") == []
    assert _closed(mall, other) == closed, "looking moves no end"


def _closed(bench: Bench, number: str) -> object:
    with bench.desk.store.reading() as tx:
        record = tickets.find_ticket(tx, number)
    assert record is not None
    return record.closed_at
