"""After any erasure of words every clock, stage, guard and figure is what it was; only names are gone."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, strategies as st

from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.clocks.derive import derive, evaluate
from deskconsole.domain.clocks.settle import settle
from deskconsole.domain.rules.fact_names import fact_names
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.filing import missing_parts
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.domain.tickets.payload import joined, split
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.domain.tickets.vocabulary import EVENTS
from tests.domain.clocks.test_properties import histories, lived, some
from tests.domain.histories import LI, WANG, Desk, Step, folded, rules, rules_of, without_words
from tests.domain.lives import clock, do, received

#: What figures are made of (R34): nothing of it is words.
FIGURES = (
    *("tier", "channel", "category", "kind", "level", "urgent", "score", "stage", "first_receiver", "owner"),
    *("opened_at", "received_at", "first_response_at", "finished", "solved", "filed_at", "withdrawn_at"),
    *("withdrawn_reason", "merged_into", "reply_unconfirmed", "waiting", "updated_at", "void"),
)


def names_of(event: Event, kind: str | None) -> frozenset[str]:
    return fact_names(rules(event.pack).pack, kind, event)


def erased(desk: Desk, seqs: frozenset[int]) -> list[Event]:
    """The events, some of them without their words."""
    kinds = {event.seq: folded(desk.events[:place], desk.pack).kind for place, event in enumerate(desk.events) if place}
    return [
        without_words(event, names_of(event, kinds.get(event.seq))) if event.seq in seqs else event
        for event in desk.events
    ]


def figures(ticket: Ticket) -> dict[str, Any]:
    return {name: getattr(ticket, name) for name in FIGURES} | {
        "promises": [(of, p.due, p.replied, p.hand_off) for of, p in ticket.promises.items()],
        "hand_offs": [(of, h.state, h.due, h.customer_told, h.free) for of, h in ticket.hand_offs.items()],
        "plans": [(of, plan.due, plan.done, plan.recurrence) for of, plan in ticket.plans.items()],
        "calls": [(of, call.state, call.withheld, call.ended_at) for of, call in ticket.calls.items()],
        "visits": ticket.visits,
        "answers": len(ticket.answers),
    }


def nameless(clocks: Sequence[Clock]) -> list[Clock]:
    """The clocks without names that are words: those of nobody at the desk."""
    return [replace(c, assignee="" if c.assignee in ("Master Luo", "") else c.assignee) for c in clocks]


@some(60)
@given(histories, st.data())
def test_whatever_is_erased_clocks_guards_and_figures_stay(
    history: tuple[Desk, Sequence[Step]], data: st.DataObject
) -> None:
    desk = lived(history)
    desk.events = [named(event) for event in desk.events]
    desk._seen = None
    seqs = data.draw(st.frozensets(st.sampled_from([event.seq for event in desk.events])))
    events = erased(desk, seqs)
    ticket, clocks = evaluate(desk.events, rules_of)
    ticket_after, clocks_after = evaluate(events, rules_of)
    assert nameless(clocks_after) == nameless(clocks)
    assert figures(ticket_after) == figures(ticket)
    for kind in EVENTS:
        assert str(refusal_for(ticket_after, clocks_after, kind)) == str(refusal_for(ticket, clocks, kind))
    assert missing_parts(ticket_after, clocks_after) == missing_parts(ticket, clocks)
    later = desk.now + timedelta(days=3)
    ahead, ahead_after = (settle(each, rules_of, later) for each in (desk.events, events))
    assert [(e.kind, e.of, e.happened_at) for e in ahead_after] == [(e.kind, e.of, e.happened_at) for e in ahead]


def named(event: Event) -> Event:
    """Some questions go to somebody whom the desk does not know: that name is words."""
    if event.kind in ("specialist_needed", "handed_off", "planned") and event.seq % 3 == 0 and event.to:
        return replace(event, fields={**event.fields, "to": "Master Luo", "free": True})
    return event


@some(60)
@given(histories)
def test_facts_and_words_are_the_event_and_the_facts_hold_no_words(history: tuple[Desk, Sequence[Step]]) -> None:
    for event in map(named, lived(history).events):
        facts, words = split(event, names_of(event, event.fields.get("kind")))
        stored = json.loads(json.dumps(facts)), json.loads(json.dumps(words))
        text, fields, gone = joined(*stored)
        assert (text, fields, gone) == (event.text, event.fields, frozenset())
        assert split(event, names_of(event, event.fields.get("kind"))) == (facts, words)
        for secret in ("words", "王小明", "13800138000", "offer", "Master Luo", "SN-"):
            assert secret not in json.dumps(facts.get("fields", {}), ensure_ascii=False)


def test_what_was_asked_of_somebody_unknown_stays_theirs_without_the_name() -> None:
    desk = received()
    do(desk, "specialist_needed", to="Master Luo", free=True)
    do(desk, "accepted", due=60, by=LI)
    assert clock(desk, "R13").assignee == "Master Luo"
    events = [without_words(event) for event in desk.events]
    assert [c.assignee for c in derive(events, rules_of) if c.rule == "R13"] == [""]


def test_passing_on_to_somebody_whose_name_is_gone_is_not_keeping_it() -> None:
    desk = received()
    do(desk, "specialist_needed", to="wang")
    do(desk, "declined", by=WANG, reason="not mine")
    do(desk, "handed_off", to="Master Luo", free=True)
    hand_off = folded([without_words(event) for event in desk.events], desk.pack).hand_offs[2]
    assert (hand_off.to, hand_off.free) == ("", True)


def test_an_answer_whose_words_are_gone_was_given_all_the_same() -> None:
    desk = received()
    do(desk, "answered")
    ticket, clocks = evaluate([without_words(event) for event in desk.events], rules_of)
    assert ticket.answers == ("",)
    assert refusal_for(ticket, clocks, "confirmed") is None
    assert [event.erased for event in map(without_words, desk.events)] == [
        frozenset({"customer", "contact", "content", "request"}),
        frozenset({"text"}),
    ]
