"""What an event says in words: the texts by which its ticket is found."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from deskconsole.domain.tickets.event import ATTRIBUTES, Event

#: Fields whose texts are names of the program, numbers of calls or instants; nobody looks for those.
_NAMES: Final = frozenset(
    {*ATTRIBUTES, "due", "outcome", "call", "recurrence", "old", "since", "rule", "step", "events", "missed_due"}
)
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T")
_DEPARTMENT: Final = "dept:"


def texts_of(event: Event) -> list[str]:
    """The text of an event and the texts of its fields, as they were written; none of an erased one."""
    texts = [event.text] if event.text else []
    texts.extend(_texts(event.fields))
    return texts


def _texts(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, value in fields.items():
        if name not in _NAMES:
            yield from _texts_in(value)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value and not value.startswith(_DEPARTMENT) and _INSTANT.match(value) is None:
            yield value
    elif isinstance(value, Mapping):
        yield from _texts(value)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts_in(each)
