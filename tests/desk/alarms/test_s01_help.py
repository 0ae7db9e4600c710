"""S01: somebody at the desk needs another person: called without a sound, told at once, relieved by one key."""

from datetime import timedelta

import pytest

from deskconsole.desk.alarms import helping
from deskconsole.desk.alarms.standing import Alarms, alarms
from deskconsole.desk.tickets.due_times import due_times
from deskconsole.errors import DeskError
from tests.desk.support import Bench


def _of(bench: Bench, login: str, *recent: str) -> Alarms:
    return alarms(bench.by(login), recent)


def test_s01_a_customer_who_shouts_is_somebody_elses_by_three_keys(house: Bench) -> None:
    number = house.take("onsite")
    house.later(minutes=1)
    helping.call_help(house.desk, number)
    told = _of(house, "song").banners
    assert [(alarm.number, alarm.caller, alarm.title.zh, alarm.mine) for alarm in told] == [
        (number, "zhou", "换人接待", False)
    ]
    assert [alarm.number for alarm in _of(house, "bao").banners] == [number]
    assert _of(house, "lin") == Alarms()
    assert [alarm.number for alarm in _of(house, "zhou").called] == [number]
    house.later(seconds=20)
    view = helping.take_over(house.by("song"), number)
    assert (view.ticket.owner, view.ticket.first_receiver) == ("song", "zhou")
    assert view.ticket.outside_figures == {"zhou"}
    assert house.clock(number, "S01").state == "met"
    mine = _of(house, "zhou", number)
    assert (mine.called, [(c.by, c.outcome) for c in mine.come]) == ((), [("song", "taken_over")])
    assert _of(house, "song") == Alarms()
    house.later(minutes=6)
    assert _of(house, "zhou", number).come == ()


def test_s01_no_bell_rings_for_it_and_nothing_is_recorded_twice(house: Bench) -> None:
    number = house.take("onsite")
    helping.call_help(house.desk, number)
    events = house.record()
    helping.call_help(house.by("lin"), number)
    assert house.record() == events
    house.later(minutes=3)
    assert number not in [time.number for time in due_times(house.desk)]


def test_s01_it_goes_up_when_nobody_reacts_and_stands_until_somebody_does(house: Bench) -> None:
    number = house.take("onsite")
    helping.call_help(house.desk, number)
    assert _of(house, "he").waiting == _of(house, "deng").waiting == ()
    house.later(minutes=2)
    assert _of(house, "he").waiting == ()
    house.later(seconds=1)
    assert [alarm.number for alarm in _of(house, "he").banners] == [number]
    assert _of(house, "deng").waiting == ()
    settled = house.settle()
    assert [(s.event.kind, s.event.fields["to"]) for s in settled if s.event.fields.get("rule") == "S01"] == [
        ("escalated", "leader")
    ]
    house.later(minutes=2)
    assert [alarm.number for alarm in _of(house, "deng").banners] == [number]
    house.later(hours=9)
    assert [alarm.number for alarm in _of(house, "song").banners] == [number]
    helping.take_over(house.by("deng"), number)
    assert house.show(number).ticket.owner == "deng"
    assert house.clock(number, "S01").state == "late"


def test_s01_on_a_ringing_call_and_on_a_filed_ticket(house: Bench) -> None:
    _call, rings = house.ring()
    helping.call_help(house.desk, rings)
    assert house.show(rings).ticket.first_receiver is None
    withdrawn = house.take("onsite")
    house.act(withdrawn, "withdrawn", reason="customer")
    with pytest.raises(DeskError, match="withdrawn"):
        helping.call_help(house.desk, withdrawn)
    assert [alarm.number for alarm in _of(house, "song").banners] == [rings]


def test_s01_security_stands_by_and_the_ticket_stays_whose_it_is(house: Bench) -> None:
    number = house.take("onsite")
    helping.call_help(house.desk, number)
    view = helping.take_over(house.by("bao"), number)
    assert view.ticket.customer is None, "what is none of their business is not shown"
    ticket = house.show(number).ticket
    assert ticket.owner == "zhou"
    assert [call.outcome for call in ticket.help_calls.values()] == ["stands_by"]


def test_s01_who_called_does_not_relieve_themselves_but_may_call_it_off(house: Bench) -> None:
    number = house.take("onsite")
    helping.call_help(house.desk, number)
    with pytest.raises(DeskError, match="somebody else takes over"):
        helping.take_over(house.desk, number)
    house.act(number, "taken_over", outcome="called_off")
    assert house.show(number).ticket.outside_figures == frozenset()
    assert _of(house, "song").waiting == ()
    with pytest.raises(DeskError, match="nobody waits"):
        helping.take_over(house.by("song"), number)


def test_s01_the_customer_goes_to_another_place(house: Bench) -> None:
    number = house.take("onsite")
    helping.call_help(house.desk, number)
    helping.take_over(house.by("song"), number)
    assert house.act(number, "place_changed", "song", moved_to="会议室二").ticket.place == "会议室二"


def test_s01_before_anything_is_recorded_what_is_typed_becomes_a_ticket(house: Bench) -> None:
    view = helping.call_help_at_once(house.desk, {"channel": "onsite", "content": "说他要", "customer": ""})
    assert view.ticket.received
    assert view.ticket.content == "说他要"
    assert [alarm.number for alarm in _of(house, "song").banners] == [view.number]
    again = helping.call_help_at_once(house.desk, {}, key="k1")
    assert helping.call_help_at_once(house.desk, {}, key="k1").number == again.number


def test_s01_it_goes_along_when_the_ticket_is_merged(house: Bench) -> None:
    one, other = house.take("onsite"), house.take("onsite")
    helping.call_help(house.desk, one)
    house.later(seconds=30)
    house.act(one, "merged", "he", into=other)
    assert [alarm.number for alarm in _of(house, "song").banners] == [other]
    helping.take_over(house.by("song"), other)
    assert _of(house, "song").waiting == ()
    assert house.show(other).ticket.outside_figures == {"zhou"}
    assert timedelta(0) < house.clock(other, "S01").due - house.clock(other, "S01").started
