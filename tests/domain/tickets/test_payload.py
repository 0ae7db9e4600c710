"""Facts and words of an event: which is which, and that nothing gets lost between them."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.payload import joined, split
from deskconsole.domain.tickets.vocabulary import EVENTS
from tests.domain.histories import START


def event(kind: str, text: str | None = None, /, **fields: Any) -> Event:
    return Event(2, kind, START, START, by="li", text=text, fields=fields)


@pytest.mark.parametrize(
    ("kind", "fields", "facts"),
    [
        ("promised", {"due": "2026-09-18T10:00:00+08:00", "told_by": "phone"}, {"due", "told_by"}),
        ("rang", {"call": "c1", "caller": "13800138000", "tier": "core"}, {"call", "tier"}),
        ("rang", {"call": "c1", "caller": None, "withheld": True}, {"call", "caller", "withheld"}),
        ("specialist_needed", {"to": "dept:technical"}, {"to"}),
        ("specialist_needed", {"to": "Master Luo", "free": True}, {"free"}),
        ("host_told", {"to": "Mr Fang"}, set()),
        ("transferred", {"to": "zhao", "reason": "ill"}, {"to"}),
        ("withdrawn", {"reason": "spam"}, {"reason"}),
        ("followed_up", {"outcome": "reached", "score": 4, "remark": "fine"}, {"outcome", "score"}),
        ("escalated", {"rule": "R05", "step": 0, "to": "leader"}, {"rule", "step", "to"}),
        ("erased", {"events": [1, 2]}, {"events"}),
        ("noted", {"wording": ["sorry"], "wording_reason": "asked"}, set()),
        ("attached", {"file": "offer.pdf", "digest": "ab", "size": 5, "type": "pdf"}, {"size", "type"}),
        ("answered", {"article": 5, "case": "SZ-20260918-0001"}, {"article", "case"}),
        ("noted", {"unheard_of": True}, set()),
        ("dreamt", {"due": "2026-09-18T10:00:00+08:00"}, set()),
    ],
)  # fmt: skip
def test_which_fields_are_facts(kind: str, fields: dict[str, Any], facts: set[str]) -> None:
    assert set(split(event(kind, **fields))[0].get("fields", {})) == facts


def test_the_form_and_what_a_ticket_was_are_parted_within() -> None:
    form = {"model": "IR-6", "amount": 3, "intent": True}
    received = event("received", tier="core", customer="王小明", fields=form)
    facts, words = split(received, {"amount", "intent"})
    assert facts["fields"] == {"tier": "core", "fields": {"amount": 3, "intent": True}}
    assert facts["words"] == ["customer", "fields.model"]
    assert words == {"fields": {"customer": "王小明", "fields": {"model": "IR-6"}}}
    old = {"kind": "order", "fields": {"model": "IR-6"}}
    facts, words = split(event("classified", kind="inquiry", old=old))
    assert facts["fields"] == {"kind": "inquiry", "old": {"kind": "order", "fields": {}}}
    assert joined(facts, None).erased == {"old.fields.model"}
    assert joined(facts, words).fields == {"kind": "inquiry", "old": old}


def test_where_nothing_is_in_words_there_is_nothing_to_erase() -> None:
    assert split(event("greeted")) == ({}, {})
    facts, words = split(event("confirmed", outcome="understood"))
    assert words == {}
    assert joined(facts, None) == joined(facts, words)


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
_names = st.sampled_from(["to", "due", "fields", "old", "free", "reason", "tier", "events", "words", "x"]) | st.text(
    max_size=3
)


@given(
    st.sampled_from([*EVENTS, "dreamt"]),
    st.none() | st.text(max_size=5),
    st.dictionaries(_names, _anything | st.dictionaries(_names, _anything, max_size=3), max_size=6),
    st.frozensets(_names, max_size=3),
)
def test_whatever_an_event_carries_is_whole_again(
    kind: str, text: str | None, fields: dict[str, Any], pack_facts: frozenset[str]
) -> None:
    before = event(kind, text, **fields)
    facts, words = split(before, pack_facts)
    assert joined(facts, words) == (before.text, before.fields, frozenset())
    assert joined(facts, None).text is None
    assert split(before, pack_facts) == (facts, words)
