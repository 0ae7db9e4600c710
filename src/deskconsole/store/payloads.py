"""What an event says, as it is stored: facts in its own row for ever, words in a row that can be deleted.

A row of the first rule (before version 0.2) has text and fields together in the row that can be deleted; its facts
stand beside since the store was brought up to date, and are read once that row is gone.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256
from typing import Any, Final

from deskconsole.domain.site import vocabulary as site
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.payload import Payload, joined, split
from deskconsole.record import NamedTuple
from deskconsole.store.mapping import instant, json_of, storable

#: How a link of the chain was made: with its whole payload in one digest, or with facts and words apart.
WHOLE: Final = 1
APART: Final = 2


class StoredPayload(NamedTuple):
    """What is stored of what an event says."""

    chain_rule: int
    payload_digest: str
    facts: str
    body: str | None

    @property
    def payload(self) -> Payload:
        """What it says."""
        return payload_of(*self)


def stored_parts(event: Event, *, of_ticket: bool, pack_facts: Collection[str] = ()) -> tuple[str, str]:
    """The facts and the words of an event as JSON, each empty where there are none.

    ``pack_facts``: the fields that its pack makes facts (``fact_names.py``). Raises ``ValueError`` for what must not
    be stored.
    """
    facts, words = split(event, pack_facts) if of_ticket else site.split(event)
    return _text(facts), _text(words)


def _text(part: Mapping[str, Any]) -> str:
    if not part:
        return ""
    text = json_of(part)
    if "\\u0000" in text:
        _refuse_nul(part)
    text.encode()
    return text


def _refuse_nul(*values: object) -> None:
    for value in values:
        if isinstance(value, str):
            storable(value)
        elif isinstance(value, Mapping):
            _refuse_nul(*value.keys(), *value.values())
        elif isinstance(value, list | tuple):
            _refuse_nul(*value)


def words_digest(salt: bytes, words: str) -> str:
    """SHA-256 over salt and words: without the salt nobody can try out what they were."""
    return sha256(salt + words.encode()).hexdigest()


def facts_digest(facts: str) -> str:
    """SHA-256 over the facts; empty where there are none."""
    return sha256(facts.encode()).hexdigest() if facts else ""


def payload_of(rule: int, digest: str, facts: str, words: str | None) -> Payload:
    """What an event says. ``words``: the row that can be deleted; gone, but with a ``digest``, they were erased."""
    if words is None:
        return joined(json.loads(facts) if facts else {}, None if digest else {})
    apart = json.loads(words)
    if rule == WHOLE:
        return Payload(apart["text"], apart["fields"])
    return joined(json.loads(facts) if facts else {}, apart)


def event_of(row: Sequence[Any]) -> Event:
    """The event of a row of ``TICKET_EVENTS`` or ``SITE_EVENTS``."""
    seq, kind, of, happened, recorded, by, source, role, department, pack, calendar, entered_by = row[:12]
    text, fields, erased = payload_of(*row[12:16])
    return Event(
        seq=seq,
        kind=kind,
        happened_at=instant(happened),
        recorded_at=instant(recorded),
        by=by,
        of=of,
        text=text,
        fields=fields,
        source=source,
        by_role=role,
        by_department=department,
        pack=pack,
        calendar=calendar,
        erased=erased,
        entered_by=entered_by,
    )
