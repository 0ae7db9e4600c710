"""Bringing newly published rules and dates to open tickets: preview, then one `recounted` event a clock."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from deskconsole.desk.desk import Desk, record_site_event, store_texts
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.settling import settle
from deskconsole.desk.work import Loaded, append, draft, load_by_id
from deskconsole.domain.clocks.recount import Recount, Texts, recounts
from deskconsole.domain.tickets.event import Event
from deskconsole.record import dataclass, replace
from deskconsole.store import tickets
from deskconsole.store.api import WriteTransaction

#: What is brought to the tickets: the rules of their packs, or the site's calendar.
What = Literal["policy", "calendar"]


@dataclass(frozen=True, slots=True)
class Change:
    """What one clock of an open ticket becomes; see :class:`Recount`."""

    number: str
    recount: Recount


def changes(desk: Desk, what: What) -> list[Change]:
    """What the current rules or dates would change on open tickets; nothing is written."""
    require(desk.actor, "show")
    now = desk.now()
    results: list[Change] = []
    with desk.store.reading() as tx:
        for ticket_id in tickets.open_ticket_ids(tx):
            loaded = load_by_id(desk, tx, ticket_id)
            results += [Change(loaded.record.number, each) for each in _changes(desk, loaded, what, now)]
    return results


def apply_changes(desk: Desk, what: What) -> Iterator[Change]:
    """Bring the current rules or dates to every open ticket, a transaction each; gives what was changed as it goes.

    From then on a ticket is judged by the new text, also where none of its clocks moves. Done twice, or again after
    it was interrupted, it does the rest and no more.
    """
    require(desk.actor, what)
    settle(desk)
    with desk.store.reading() as tx:
        due = [each for each in tickets.open_ticket_ids(tx) if _texts(desk, load_by_id(desk, tx, each), what)]
    if due:
        with desk.store.writing() as tx:
            store_texts(desk, tx)
            record_site_event(
                desk, tx, "texts_applied", desk.now(), {"what": what, "tickets": len(due)}, by=desk.actor.login
            )
    for ticket_id in due:
        with desk.store.writing() as tx:
            done = _apply(desk, tx, ticket_id, what)
        yield from done  # told when it is durable


def _apply(desk: Desk, tx: WriteTransaction, ticket_id: int, what: What) -> list[Change]:
    now = desk.now()
    loaded = load_by_id(desk, tx, ticket_id)
    texts = _texts(desk, loaded, what)
    if texts is None or loaded.closed:
        return []
    store_texts(desk, tx)
    result = _changes(desk, loaded, what, now)
    events = [
        replace(_event(desk, loaded, each, now), seq=loaded.events[-1].seq + place, pack=texts.pack)
        for place, each in enumerate(result or [None], start=1)
    ]
    append(desk, tx, loaded, [replace(event, calendar=texts.calendar) for event in events])
    return [Change(loaded.record.number, each) for each in result]


def _event(desk: Desk, loaded: Loaded, recount: Recount | None, now: datetime) -> Event:
    """What is recorded of one clock; of a ticket whose clocks all stay, that it goes by other texts now."""
    fields: dict[str, object] = {}
    if recount is not None:
        fields["rule"] = recount.rule
        if recount.due is not None:
            fields["was"] = recount.due.isoformat()
        if recount.new_due is not None:
            fields |= {"due": recount.new_due.isoformat(), "provisional": recount.provisional}
    by = desk.actor.login
    of = recount.of if recount is not None else None
    return draft(loaded, "recounted", at=now, now=now, desk=desk, by=by, fields=fields, of=of, source="cli")


def _changes(desk: Desk, loaded: Loaded, what: What, now: datetime) -> list[Recount]:
    texts = _texts(desk, loaded, what)
    return [] if texts is None else recounts(loaded.events, loaded.clocks, loaded.rules_of, texts, now)


def _texts(desk: Desk, loaded: Loaded, what: What) -> Texts | None:
    """What would judge the ticket; ``None`` where that judges it already, or its pack is no more on this desk."""
    last = loaded.events[-1]
    if what == "calendar":
        texts = Texts(last.pack, desk.calendar.digest)
    else:
        name = loaded.rules_of(last.pack, last.calendar).pack.name
        pack = next((pack for pack in desk.packs if pack.name == name), None)
        texts = Texts(pack.digest if pack is not None else last.pack, last.calendar)
    return None if texts == Texts(last.pack, last.calendar) else texts
