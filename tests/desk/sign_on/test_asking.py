"""A leader is asked at their own console: once, for one event of one ticket, for some minutes; both names on record."""

from datetime import timedelta

import pytest

from deskconsole.desk.sign_on import asking
from deskconsole.desk.sign_on.asking import ASKED_FOR, Asked, Request
from deskconsole.desk.staff.staff import disable_staff
from deskconsole.desk.ticket_work import ALLOWED_FOR
from deskconsole.desk.tickets import act, drafts
from deskconsole.errors import DeskError, Outdated
from deskconsole.record import replace
from tests.desk.support import US, Bench


def asked(bench: Bench, number: str, action: str = "withdrawn", by: str = "zhou") -> Request:
    return asking.ask_approval(bench.by(by), number, action)


def answered(bench: Bench, request: Request, by: str = "he", *, allow: bool = True, word: str = "") -> Request:
    return asking.answer_request(bench.by(by), request.id, allow, word=word)


def waiting(bench: Bench, by: str) -> list[str]:
    return [each.id for each in asking.requests_to_answer(bench.by(by))]


def withdraw(bench: Bench, number: str, by: str = "zhou") -> str:
    bench.act(number, "withdrawn", by, reason="spam")
    return str(bench.show(number).events[-1].fields.get("allowed_by"))


def test_what_a_leader_allows_at_their_console_is_recorded_once_with_both_names(bench: Bench) -> None:
    number, other = bench.take(by="lin"), bench.take(by="lin")
    before = bench.record()
    request = asked(bench, number)
    assert (request.state, request.asked_by, request.until) == ("asked", "zhou", bench.now + ASKED_FOR)
    for login, sees in (("he", True), ("song", True), ("lin", True), ("zhou", False), ("qian", False), ("luo", False)):
        assert waiting(bench, login) == ([request.id] if sees else []), login
    assert "no part" in bench.refused(number, "withdrawn", reason="spam")
    assert answered(bench, request).state == "allowed"
    assert bench.record() == before, "what is asked and answered is no event"
    for wrong, kind in ((other, "withdrawn"), (number, "transferred")):
        assert "no part" in bench.refused(wrong, kind, reason="spam", to="he")
    assert "may not do that" in bench.refused(number, "withdrawn", "qian", reason="spam")
    event = bench.act(number, "withdrawn", reason="spam").events[-1]
    assert (event.by, event.fields["allowed_by"], event.entered_by) == ("zhou", "he", None)
    assert asking.my_requests(bench.desk) == []
    bench.act(number, "reopened", "lin", reason="doch")
    assert "no part" in bench.refused(number, "withdrawn", reason="spam")
    assert bench.verified() == []


def test_it_is_used_up_by_the_event_not_by_a_form_that_was_wrong(bench: Bench) -> None:
    number = bench.take(by="lin")
    answered(bench, asked(bench, number))
    assert "reason" in bench.refused(number, "withdrawn")
    assert withdraw(bench, number) == "he"


def test_a_refusal_comes_with_a_word_and_nothing_is_recorded(bench: Bench) -> None:
    number = bench.take(by="lin")
    request = answered(bench, asked(bench, number), allow=False, word="  先问\n林晓 ")
    assert (request.state, request.decided_by, request.word) == ("refused", "he", "先问 林晓")
    assert [each.state for each in asking.my_requests(bench.desk)] == ["refused"]
    assert "no part" in bench.refused(number, "withdrawn", reason="spam")
    assert asked(bench, number).state == "asked", "asked once more it begins anew"
    assert len(asking.my_requests(bench.desk)) == 1


def test_nobody_answers_in_time_or_what_was_allowed_is_not_used_in_time(bench: Bench) -> None:
    number = bench.take(by="lin")
    request = asked(bench, number)
    bench.now = request.until + US
    assert waiting(bench, "he") == []
    with pytest.raises(DeskError, match="too long ago"):
        answered(bench, request)
    assert [each.state for each in asking.my_requests(bench.desk)] == ["expired"]
    request = answered(bench, asked(bench, number))
    bench.now = request.until
    assert asking.may_record(bench.desk, number, "withdrawn")
    bench.now += US
    assert not asking.may_record(bench.desk, number, "withdrawn")
    assert "no part" in bench.refused(number, "withdrawn", reason="spam")
    bench.later(hours=2)
    assert asking.my_requests(bench.desk) == []
    assert request.until - timedelta(minutes=5) == request.decided_at
    assert timedelta(minutes=5) == ALLOWED_FOR


def test_two_leaders_answer_at_once_and_the_first_has_answered(bench: Bench) -> None:
    number = bench.take(by="lin")
    request = asked(bench, number)
    answered(bench, request, "he")
    for allow in (True, False):
        with pytest.raises(DeskError, match="He has allowed it already"):
            answered(bench, request, "song", allow=allow)
    assert withdraw(bench, number) == "he"
    other = bench.take(by="lin")
    request = asked(bench, other)
    answered(bench, request, "song", allow=False)
    with pytest.raises(DeskError, match="Song has refused it already"):
        answered(bench, request, "he")


def test_a_ticket_that_has_changed_is_looked_at_again_first(bench: Bench) -> None:
    number = bench.take(by="lin")
    request = asked(bench, number)
    seen = asking.look_at_request(bench.by("he"), request.id)
    assert (seen.request.changed, seen.view.number) == (False, number)
    bench.act(number, "noted", "lin", text="doch wichtig")
    with pytest.raises(Outdated):
        asking.answer_request(bench.by("he"), request.id, True, expect=seen.view.events[-1].seq)
    seen = asking.look_at_request(bench.by("he"), request.id)
    assert seen.request.changed
    asking.answer_request(bench.by("he"), request.id, True, expect=seen.view.events[-1].seq)
    bench.act(number, "noted", "lin", text="ganz wichtig")
    assert "has changed since He allowed that" in bench.refused(number, "withdrawn", reason="spam")
    assert not asking.may_record(bench.desk, number, "withdrawn")


def test_what_cannot_happen_any_more_is_not_allowed(bench: Bench) -> None:
    number = bench.take(by="lin")
    request = asked(bench, number)
    withdraw(bench, number, "lin")
    with pytest.raises(DeskError, match="withdrawn"):
        answered(bench, request)
    assert answered(bench, request, allow=False).state == "refused"
    with pytest.raises(DeskError, match="withdrawn"):
        asked(bench, number)


def test_whoever_allowed_it_must_still_be_one_who_may(bench: Bench) -> None:
    number = bench.take(by="lin")
    answered(bench, asked(bench, number))
    disable_staff(bench.by("root"), "he")
    assert "disabled" in bench.refused(number, "withdrawn", reason="spam")


def test_nobody_asks_for_what_they_may_do_or_answers_themselves(bench: Bench) -> None:
    own, number = bench.take(), bench.take(by="lin")
    with pytest.raises(DeskError, match="yourself"):
        asked(bench, own)
    request = asked(bench, number)
    for login in ("zhou", "qian"):
        with pytest.raises(DeskError, match="may not answer"):
            answered(bench, request, login)
    asking.withdraw_request(bench.by("lin"), request.id)
    assert waiting(bench, "he") == [request.id], "only who has asked takes it back"
    asking.withdraw_request(bench.desk, request.id)
    with pytest.raises(DeskError, match="nothing of that is asked"):
        answered(bench, request)


def test_where_everybody_who_might_has_left_nobody_is_asked(bench: Bench) -> None:
    number = bench.take(by="lin")
    for login in ("he", "song", "lin"):
        disable_staff(bench.by("root"), login)
    desk, roles = bench.desk, bench.desk.roles
    needs = {need: {r: s for r, s in of.items() if r != "administrator"} for need, of in roles.needs.items()}
    desk.roles = replace(roles, needs=needs)
    with pytest.raises(DeskError, match="nobody who works here"):
        asked(bench, number)
    desk.roles = roles


def test_it_is_named_by_its_ticket_where_one_waits_there(bench: Bench) -> None:
    number = bench.take(by="lin")
    asked(bench, number)
    asked(bench, number, "transferred")
    with pytest.raises(DeskError, match="several wait"):
        asking.answer_request(bench.by("he"), number[-4:], True)
    asking.withdraw_request(bench.desk, asked(bench, number, "transferred").id)
    assert asking.answer_request(bench.by("he"), number[-4:], True).action == "withdrawn"


def test_what_is_typed_is_kept_and_seen_by_whoever_answers(bench: Bench) -> None:
    number = bench.take(by="lin")
    form, typed = f"act withdrawn {number}", {"reason": "spam", "text": "打错了"}
    for _ in range(2):
        with pytest.raises(Asked):
            asking.act_or_ask(bench.desk, number, "withdrawn", draft="d-1", form=form, typed=typed, fields=typed)
    (request,) = asking.requests_to_answer(bench.by("he"))
    assert asking.look_at_request(bench.by("he"), request.id).typed == typed
    (draft,) = drafts.drafts(bench.desk)
    assert (draft.id, draft.form, draft.body) == ("d-1", form, typed)
    answered(bench, request)
    view = asking.act_or_ask(
        bench.desk, number, "withdrawn", draft="d-1", form=form, typed=typed, fields={"reason": "spam"}
    )
    assert view.events[-1].fields["allowed_by"] == "he"
    drafts.drop_draft(bench.desk, "d-1")
    number = bench.take(by="lin")
    asking.ask_approval(bench.desk, number, "withdrawn", draft="d-2", form="x", typed=typed)
    drafts.drop_draft(bench.desk, "d-2")
    assert waiting(bench, "he") == [], "who has thrown their form away wants it no more"


def test_another_program_sees_it_and_uses_it_once(bench: Bench) -> None:
    """The receiver's console is killed: what was allowed is there when they are back, and counts once."""
    number = bench.take(by="lin")
    answered(bench, asked(bench, number))
    again = Bench.reopened(bench)
    act.act(again.desk, number, "withdrawn", fields={"reason": "spam"})
    bench.act(number, "reopened", "lin", reason="doch")
    assert "no part" in bench.refused(number, "withdrawn", reason="spam")
    again.desk.store.close()
