"""A leader allows one event of one ticket by their PIN; both names stand in it, the session stays whose it is."""

import pytest

from deskconsole.desk.sign_on import approving
from deskconsole.desk.sign_on.pins import NotSignedOn
from deskconsole.desk.tickets import act
from deskconsole.errors import DeskError
from tests.desk.sign_on.support import PIN, with_pin
from tests.desk.support import Bench


def test_what_is_refused_to_a_receiver_is_allowed_once_by_a_leaders_pin(bench: Bench) -> None:
    with_pin(bench, "he")
    number, other = bench.take(by="lin"), bench.take(by="lin")
    assert "no part" in bench.refused(number, "withdrawn", reason="spam")
    desk = approving.approved(bench.desk, "he", PIN, number, "withdrawn")
    assert desk.actor.login == "zhou"
    for wrong, kind in ((other, "withdrawn"), (number, "transferred")):
        with pytest.raises(DeskError, match="no part"):
            act.act(desk, wrong, kind, fields={"reason": "spam", "to": "he"})
    event = act.act(desk, number, "withdrawn", fields={"reason": "spam"}).events[-1]
    assert (event.kind, event.by, event.fields["allowed_by"]) == ("withdrawn", "zhou", "he")
    with pytest.raises(DeskError, match="no part"):
        act.act(desk, number, "reopened", fields={"reason": "wrong"})
    with pytest.raises(DeskError, match="no part"):
        act.act(bench.desk, other, "withdrawn", fields={"reason": "spam"})


def test_it_is_used_up_by_the_event_not_by_a_form_that_was_wrong(bench: Bench) -> None:
    with_pin(bench, "he")
    number = bench.take(by="lin")
    desk = approving.approved(bench.desk, "he", PIN, number, "withdrawn")
    with pytest.raises(DeskError, match="reason"):
        act.act(desk, number, "withdrawn")
    act.act(desk, number, "withdrawn", fields={"reason": "spam"})
    bench.act(number, "reopened", "lin", reason="doch")
    with pytest.raises(DeskError, match="no part"):
        act.act(desk, number, "withdrawn", fields={"reason": "spam"})


def test_who_may_not_do_it_either_allows_nothing(bench: Bench) -> None:
    with_pin(bench, "he", "zhou", "qian")
    number = bench.take(by="lin")
    assert [person.login for person in approving.who_may_approve(bench.desk, number, "withdrawn")] == [
        *("he", "lin", "root", "song"),
    ]
    for login in ("qian", "zhou"):
        with pytest.raises(DeskError, match="may not allow"):
            approving.approved(bench.desk, login, PIN, number, "withdrawn")
    with pytest.raises(NotSignedOn):
        approving.approved(bench.desk, "he", "999990", number, "withdrawn")


def test_nobody_writes_down_an_approval_that_was_not_given(bench: Bench) -> None:
    number = bench.take()
    with pytest.raises(DeskError, match="allowed_by"):
        bench.act(number, "withdrawn", reason="spam", allowed_by="he")
