"""What is refused, and in which words (`model.md`, Events)."""

from datetime import timedelta
from typing import Any

import pytest

from deskconsole.domain.tickets.content import check_content
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.filing import missing_for_filing
from deskconsole.domain.tickets.guards import check_attributes, refusal_for
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from tests.domain.histories import LI, START, WANG, ZHAO, Desk
from tests.domain.lives import do, rang, received


def refusal(desk: Desk, kind: str, **more: Any) -> str:
    """The words in which it is refused; nothing may have changed."""
    before = len(desk.events)
    with pytest.raises(DeskError) as caught:
        do(desk, kind, **more)
    assert [e.kind for e in desk.events[before:] if e.human] == []
    return str(caught.value)


@pytest.mark.parametrize("kind", ["replied", "accepted", "specialist_answered"])
def test_several_open_threads_are_named(kind: str) -> None:
    desk = received()
    opens = "promised" if kind == "replied" else "specialist_needed"
    more: dict[str, Any] = {"due": 60} if kind == "replied" else {"to": "wang"}
    first, second = do(desk, opens, **more).seq, do(desk, opens, **more).seq
    if kind == "specialist_answered":
        do(desk, "accepted", of=first, due=60)
        do(desk, "accepted", of=second, due=60)
    due: dict[str, Any] = {"due": 60} if kind == "accepted" else {}
    assert f"{first}, {second}" in refusal(desk, kind, **due)
    assert do(desk, kind, of=second, **due).of == second
    assert do(desk, kind, **due).of == first


def test_a_thread_that_is_not_open_is_refused() -> None:
    desk = received()
    promise = do(desk, "promised", due=60).seq
    assert f"open: {promise}" in refusal(desk, "replied", of=99)
    do(desk, "replied")
    assert "not an open thread" in refusal(desk, "replied", of=promise)
    assert "no promised reply is open" in refusal(desk, "replied")


def test_without_of_the_only_open_hand_off_is_promised_and_the_only_plan_followed_up() -> None:
    desk = received()
    hand_off = do(desk, "specialist_needed", to="wang").seq
    assert do(desk, "promised", due=60).of == hand_off
    plan = do(desk, "planned", due=60).seq
    assert do(desk, "followed_up").of == plan


def test_r11_the_only_promise_is_extended_before_the_only_accepted_hand_off() -> None:
    desk = received()
    hand_off = do(desk, "specialist_needed", to="wang").seq
    do(desk, "accepted", due=60, by=WANG)
    assert do(desk, "extended", due=90, reason="ill").of == hand_off
    promise = do(desk, "promised", due=120).seq
    assert do(desk, "extended", due=180, reason="ill").of == promise


def test_what_only_its_clock_knows_is_extended_too() -> None:
    desk = received("mechanisms", level=2)
    assert do(desk, "extended", due=5000, reason="holiday").of == 1


@pytest.mark.parametrize(("due", "after", "words"), [(30, 1, "not later"), (60, 90, "has passed")])
def test_t07_an_extension_is_later_and_in_time(due: int, after: int, words: str) -> None:
    desk = received()
    do(desk, "promised", due=60)
    assert words in refusal(desk, "extended", after=after, due=due, reason="ill")


@pytest.mark.parametrize(
    ("kind", "more"), [("promised", {}), ("accepted", {}), ("waiting", {}), ("planned", {}), ("followed_up", {})]
)
def test_r10_a_time_in_the_past_is_refused(kind: str, more: dict[str, Any]) -> None:
    desk = received()
    do(desk, "specialist_needed", to="wang")
    do(desk, "planned", due=60)
    assert "past" in refusal(desk, kind, due=0)


@pytest.mark.parametrize(
    "due", ["tomorrow", "2026-09-18", "2026-09-18T12:00:00", "0001-01-01T00:00+14:00", "2300-01-01T00:00Z", 5, ["x"]]
)
def test_a_due_is_an_instant_that_means_the_same_everywhere(due: object) -> None:
    event = Event(2, "promised", START, START, by="li", text="words", fields={"due": due})
    with pytest.raises(DeskError, match="due"):
        check_content(event)


def test_a_late_entry_is_not_before_what_it_answers() -> None:
    desk = received()
    do(desk, "promised", after=30, due=60)
    assert "before what it follows" in refusal(desk, "replied", after=1, back=10)


def test_a_hand_off_is_not_answered_before_it_was_accepted() -> None:
    desk = received()
    do(desk, "specialist_needed", to="wang")
    do(desk, "accepted", after=30, due=60, by=WANG)
    for kind, more in (("specialist_answered", {}), ("promised", {"due": 60}), ("declined", {"reason": "ill"})):
        assert "before what it follows" in refusal(desk, kind, after=1, back=10, **more)


def test_t09_a_ticket_does_not_wait_for_a_customer_who_was_heard_of_since() -> None:
    desk = received("mechanisms", level=2)
    do(desk, "contacted", after=30, channel="phone")
    assert "before what it follows" in refusal(desk, "waiting", after=1, back=10, due=60)
    do(desk, "waiting", after=0, due=60)


def test_f13_nobody_left_before_what_was_done_for_them() -> None:
    desk = received("mechanisms")
    do(desk, "arrived")
    do(desk, "host_told", after=30)
    assert "before what it follows" in refusal(desk, "left", after=1, back=10)
    do(desk, "left")
    assert "X09" not in [clock.rule for clock in desk.clocks if clock.active]


@pytest.mark.parametrize(("kind", "more"), [("filed", {}), ("reopened", {"reason": "again"})])
def test_r16_a_ticket_is_not_filed_or_reopened_before_it_was_finished(kind: str, more: dict[str, Any]) -> None:
    desk = received()
    do(desk, "finished", after=30, outcome="bought")
    assert "before what it follows" in refusal(desk, kind, after=1, back=10, **more)


def test_an_event_lies_between_the_tickets_start_and_two_minutes_from_now() -> None:
    desk = received()
    assert "before the ticket began" in refusal(desk, "answered", after=1, back=2)
    assert "two minutes from now" in refusal(desk, "answered", after=1, back=-2.1)
    do(desk, "answered", after=1, back=-2)


def test_r16_what_is_missing_for_filing_is_listed() -> None:
    desk = rang()
    desk.act("picked_up", LI)
    assert missing_for_filing(desk.ticket, desk.clocks) == ["customer", "contact", "content", "request", "outcome"]
    desk = received()
    do(desk, "promised", due=60)
    do(desk, "specialist_needed", to="wang")
    do(desk, "waiting", due=60)
    text = refusal(desk, "filed")
    for part in ("outcome", "promise 2", "hand-off 3", "waiting 4", "promise R12", "reply R11", "resume R37"):
        assert part in text
    assert "R36" not in text


def test_r16_the_idle_clock_does_not_keep_a_form_from_being_filed() -> None:
    desk = received("mechanisms")
    do(desk, "finished", outcome="done")
    assert [clock.rule for clock in desk.clocks if clock.active] == ["X36"]
    do(desk, "filed")
    assert desk.closed


@pytest.mark.parametrize("what", ["promise", "hand-off", "waiting", "reply", "form", "twice"])
def test_finishing_is_refused_while_something_is_open(what: str) -> None:
    desk = rang() if what == "form" else received()
    if what == "promise":
        do(desk, "promised", due=60)
    elif what == "hand-off":
        do(desk, "specialist_needed", to="wang")
    elif what == "waiting":
        do(desk, "waiting", due=60)
    elif what == "reply":
        do(desk, "promised", due=60)
        do(desk, "replied")
    elif what == "twice":
        do(desk, "finished", outcome="bought")
    assert refusal(desk, "finished", outcome="bought").startswith("finished: ")


def test_after_filing_only_what_follows_it_is_allowed() -> None:
    desk = received()
    do(desk, "finished", outcome="bought")
    do(desk, "filed")
    by_people = {
        kind for kind in EVENTS if not EVENTS[kind].by_desk and refusal_for(desk.ticket, desk.clocks, kind) is None
    }
    assert by_people == {
        *("planned", "rated", "decided", "acknowledged", "noted", "undone", "reopened", "linked"),
        *("looked_at", "place_changed", "help_called"),
        *("documents_recorded", "document_signed", "papers_checked", "handed_in", "shelved"),
    }
    assert "filed" in refusal(desk, "answered")


def test_a_withdrawn_ticket_needs_nothing_filled_in_and_takes_only_notes() -> None:
    desk = rang()
    do(desk, "withdrawn", after=0, reason="wrong_number")
    assert "withdrawn" in refusal(desk, "answered")
    do(desk, "noted")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("called_back", "no call was missed"),
        ("call_transferred", "no telephone call"),
        ("greeted", "nobody has arrived"),
        ("seen", "nobody has arrived"),
        ("left", "nobody has arrived"),
        ("confirmed", "nothing has been answered"),
        ("followed_up", "no follow-up is due"),
        ("resumed", "does not wait"),
        ("reopened", "not finished"),
        ("extended", "nothing runs"),
        ("picked_up", "no call is ringing"),
    ],
)
def test_each_disabled_action_says_why(kind: str, words: str) -> None:
    desk = received(channel="email")
    found = refusal_for(desk.ticket, desk.clocks, kind)
    assert found is not None
    assert words in str(found)


def test_only_ones_own_last_event_is_undone_within_a_minute() -> None:
    desk = received()
    assert "cannot be undone" in refusal(desk, "undone", after=0)
    do(desk, "answered", after=0)
    assert "only they" in refusal(desk, "undone", after=0, by=ZHAO)
    assert "minute has passed" in refusal(desk, "undone", after=1.1)
    do(desk, "noted", after=0)
    desk.now += timedelta(seconds=60)
    desk.act("undone", LI)


def test_the_event_that_opened_a_ticket_is_not_undone() -> None:
    desk = Desk("robot-integrator")
    desk.open("arrived", LI)
    assert "cannot be undone" in refusal(desk, "undone", after=0)


def test_what_a_merge_brought_is_not_undone() -> None:
    desk = received()
    due = (desk.now + timedelta(hours=1)).isoformat()
    desk.events.append(desk.draft("promised", LI, text="words", fields={"due": due, "moved_from": "L"}))
    assert "cannot be undone" in refusal(desk, "undone", after=0)


def test_classifying_what_is_so_already_is_refused() -> None:
    desk = received()
    assert "already" in refusal(desk, "classified", tier="potential")
    assert "nothing changes" in refusal(desk, "classified")


@pytest.mark.parametrize(
    "values", [{"tier": "gold"}, {"level": 0}, {"level": True}, {"level": "1"}, {"urgent": "yes"}, {"tier": ["core"]}]
)
def test_an_attribute_is_one_that_the_pack_knows(values: dict[str, Any]) -> None:
    with pytest.raises(DeskError):
        check_attributes(values, {"tier": ["core", "intent"]})


@pytest.mark.parametrize(
    ("kind", "text", "fields"),
    [
        ("answered", " ", {}),
        ("answered", "长" * 20_001, {}),
        ("noted", None, {}),
        ("transferred", None, {"to": "zhao"}),
        ("transferred", None, {"to": 5, "reason": "ill"}),
        ("called_back", None, {"outcome": "perhaps"}),
        ("called_back", None, {"outcome": ["reached"]}),
        ("rated", None, {}),
        ("rated", None, {"score": 6}),
        ("rated", None, {"score": True}),
        ("rated", None, {"score": "5"}),
        ("withdrawn", None, {"reason": "bored"}),
        ("need_recorded", None, {}),
        ("contacted", "words", {"channel": {}}),
        ("specialist_needed", "words", {"to": "x" * 201}),
        ("received", None, {"fields": "all"}),
        ("dreamt", "words", {}),
    ],
)
def test_an_event_without_what_it_must_carry_is_refused(kind: str, text: str | None, fields: dict[str, Any]) -> None:
    with pytest.raises(DeskError):
        check_content(Event(2, kind, START, START, by="li", text=text, fields=fields))
