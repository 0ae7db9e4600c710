"""Which fields that a pack adds to events are facts: those are kept when the words of an event are erased.

Choices, numbers, dates and yes or no are, and what the desk itself fills in; so is whatever a condition of the pack
asks, for the clocks and forms that rest on it would otherwise change. Free texts, telephone and serial numbers are
words.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from deskconsole.domain.rules.clock_rules import Conditions
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.event import Event

#: Types of fields whose values say nothing in words.
FACT_TYPES: Final = frozenset(
    {"number", "money", "choice", "yes_no", "date", "date_time", "department", "person", "ticket", "cause"}
)


def fact_names(pack: Pack, kind: str | None, event: Event) -> frozenset[str]:
    """The names of an event's own fields that are facts, also within its ``fields`` and what it says was ``old``.

    ``kind`` is the ticket's kind before the event. Deterministic: the same pack, kind and event give the same names.
    """
    old = event.fields.get("old")
    kinds = (kind, event.fields.get("kind"), old.get("kind") if isinstance(old, Mapping) else None)
    key = (pack.digest, event.kind, tuple(each for each in kinds if isinstance(each, str)))
    names = _NAMES.get(key)
    if names is None:
        forms = [field for each in key[2] for of in ("received", event.kind) for field in pack.form(each, of)]
        names = _NAMES[key] = _conditional(pack) | {
            field.name for field in forms if field.given or field.type in FACT_TYPES
        }
    return names


#: What was looked up, by the digest of the pack: packs, kinds and events are few, records are many.
_NAMES: Final[dict[tuple[str, str, tuple[str, ...]], frozenset[str]]] = {}


def _conditional(pack: Pack) -> frozenset[str]:
    """What conditions ask, and questions that are answered with yes or no."""
    names = {name.removeprefix("event.") for conditions in _conditions(pack) for name in conditions}
    names |= {name for window in pack.windows for name in (window.basis, window.plus) if name is not None}
    questions = (question for checklist in pack.checklists for question in checklist.questions)
    return frozenset(names | {question.name for question in questions if question.type == "yes_no"})


def _conditions(pack: Pack) -> Iterator[Conditions]:
    for clock in pack.clocks:
        yield clock.when
        yield from (start.where for start in clock.starts_on)
        yield from (stop.where for stop in (*clock.stops_on, *clock.stops_all, *clock.ends_on, *clock.until))
    for kind in pack.kinds:
        for field in (*kind.field, *(field for form in kind.form for field in form.field)):
            yield field.required_when
            yield field.shown_when
        yield from (review.when for review in kind.review)
        yield from (start.where for form in kind.form for start in form.after_any)
    yield from (window.when for window in pack.windows)
    for hidden in pack.hidden:
        yield hidden.when
        yield {hidden.named_in: ()} if hidden.named_in is not None else {}
