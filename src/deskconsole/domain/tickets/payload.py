"""What an event says, parted into facts, which are kept for ever, and words, which can be erased (``fields.py``).

Both parts are plain JSON. What a pack's forms and conditions make facts of is given by name: choices, numbers, dates,
whatever a condition asks. An event without its words still says *that* something was said: ``Event.erased``.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from deskconsole.domain.tickets.event import DEPARTMENT, Event
from deskconsole.domain.tickets.fields import FIELDS
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.record import NamedTuple

#: Fields that are tables of further fields: the form, what a ticket was before it was classified anew.
_TABLES: Final = frozenset({"fields", "old"})
#: A name of the program, of a pack or of a figure.
_NAME: Final = re.compile(r"[a-z][a-z_]*")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")

Part = Mapping[str, Any]


class Payload(NamedTuple):
    """Text and fields of an event; ``erased`` names what it said in words that are gone."""

    text: str | None
    fields: Mapping[str, Any]
    erased: frozenset[str] = frozenset()


def split(event: Event, pack_facts: Collection[str] = ()) -> tuple[Part, Part]:
    """The facts and the words of an event; ``pack_facts``: the fields that its pack makes facts.

    Either part is empty where there are none. Kinds and fields that this version does not know are words.
    """
    facts, words = _parted(event, event.fields, pack_facts)
    names = {*_named(words), *(("text",) if event.text else ())}
    lasting: dict[str, Any] = {"fields": facts} if facts else {}
    if names:
        lasting["words"] = sorted(names)
    erasable: dict[str, Any] = {"fields": words} if words else {}
    if event.text is not None:
        erasable["text"] = event.text
    return lasting, erasable


def joined(facts: Part, words: Part | None) -> Payload:
    """Text and fields again; without ``words`` they have been erased."""
    if words is None:
        return Payload(None, facts.get("fields", {}), frozenset(facts.get("words", ())))
    return Payload(words.get("text"), _merged(facts.get("fields", {}), words.get("fields", {})))


def _parted(event: Event, fields: Mapping[str, Any], pack_facts: Collection[str]) -> tuple[dict[str, Any], Part]:
    facts: dict[str, Any] = {}
    words: dict[str, Any] = {}
    for name, value in fields.items():
        if name in _TABLES and isinstance(value, Mapping) and event.kind in EVENTS:
            facts[name], more = _parted(event, value, pack_facts)
            if more:
                words[name] = more
        elif _is_fact(event, name, value, pack_facts):
            facts[name] = value
        else:
            words[name] = value
    return facts, words


def _is_fact(event: Event, name: str, value: object, pack_facts: Collection[str]) -> bool:
    """Whether a field is a fact; so is that nothing was given."""
    kind = EVENTS.get(event.kind)
    if value is None:
        return True
    if kind is None or isinstance(value, Mapping) or not _plain(value):
        return False
    if name in kind.words or (name == "to" and event.fields.get("free")) or _free_outcome(event, name, value):
        return False
    return name in kind.facts or name in pack_facts or (name in FIELDS and FIELDS[name].fact)


def _free_outcome(event: Event, name: str, value: object) -> bool:
    """Whether an outcome is what somebody wrote: where any may be given, names of the program alone are facts."""
    return name == "outcome" and EVENTS[event.kind].any_outcome and _NAME.fullmatch(str(value)) is None


def _plain(value: object) -> bool:
    """One value, or a list of numbers: texts in a list are words."""
    if isinstance(value, list | tuple):
        return all(isinstance(each, int) for each in value)
    return isinstance(value, str | int | float)


def _named(words: Part, table: str = "") -> Iterator[str]:
    for name, value in words.items():
        if name in _TABLES and isinstance(value, Mapping):
            yield from _named(value, f"{table}{name}.")
        elif value not in ("", [], {}):
            yield f"{table}{name}"


def _merged(facts: Part, words: Part) -> dict[str, Any]:
    both = {name: _merged(facts[name], words[name]) for name in facts.keys() & words.keys()}
    return {**facts, **words, **both}


def texts_of(event: Event) -> list[str]:
    """The texts by which its ticket is found, as they were written; none of an event whose words are gone."""
    if event.erased:
        return []
    return [*([event.text] if event.text else []), *_texts(event.fields)]


def _texts(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if name not in FIELDS or FIELDS[name].searched:
            yield from _texts_in(value)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value and not value.startswith(DEPARTMENT) and _INSTANT.match(value) is None:
            yield value
    elif isinstance(value, Mapping):
        yield from _texts(value)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts_in(each)
