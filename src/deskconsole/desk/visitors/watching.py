"""The watch list: a quiet warning at the counter, its reason for those who keep the list alone."""

import unicodedata

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.staff.staff import require
from deskconsole.desk.visitors.records import Watched, WatchNotice
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import visitors
from deskconsole.store.api import ReadTransaction
from deskconsole.store.mapping import digits
from deskconsole.store.visitor_records import WatchedRecord
from deskconsole.text.clean import clean


def watch_for(
    desk: Desk,
    *,
    name: str | None = None,
    phone: str | None = None,
    organisation: str | None = None,
    reason: str,
    tell: str,
) -> Watched:
    """Put somebody on the watch list: by name, telephone or organisation. ``tell``: whom the counter calls quietly."""
    require(desk.actor, "watch")
    given = {"name": _word(name), "phone": _word(phone), "organisation": _word(organisation)}
    if not any(given.values()):
        raise DeskError("name: give a name, a telephone number or an organisation", field="name")
    words = {"reason": _word(reason), "tell": _word(tell)}
    for field, value in (*given.items(), *words.items()):
        if value is not None and len(value) > FIELD_LIMIT:
            raise DeskError("{name}: longer than {limit} characters", field=field, name=field, limit=FIELD_LIMIT)
    for field, value in words.items():
        if value is None:
            raise DeskError("{name}: is missing", field=field, name=field)
    now = desk.now()
    with desk.store.writing() as tx:
        entry = visitors.add_watched(
            tx,
            name=given["name"],
            digits=digits(given["phone"]) if given["phone"] else None,
            organisation=given["organisation"],
            reason=words["reason"] or "",
            tell=words["tell"] or "",
            at=now,
            by=desk.actor.login,
        )
        record_site_event(desk, tx, "watch_added", now, {"entry": entry, **given, **words}, by=desk.actor.login)
    return Watched(
        entry, given["name"], given["phone"], given["organisation"], words["reason"] or "", words["tell"] or ""
    )


def end_watch(desk: Desk, entry: int) -> None:
    """Take an entry off the watch list; raises :class:`NotFound`."""
    require(desk.actor, "watch")
    now = desk.now()
    with desk.store.writing() as tx:
        result = next((record for record in visitors.watched(tx) if record.number == entry), None)
        if result is None:
            raise NotFound("entry: the watch list has no entry {entry}", field="entry", entry=entry)
        visitors.end_watched(tx, result, now)
        record_site_event(desk, tx, "watch_ended", now, {"entry": entry}, by=desk.actor.login)


def watch_list(desk: Desk) -> list[Watched]:
    """Every entry with its reason; for those who keep the list."""
    require(desk.actor, "watch")
    with desk.store.reading() as tx:
        return [
            Watched(record.number, record.name, record.digits, record.organisation, record.reason, record.tell)
            for record in visitors.watched(tx)
        ]


class Watch:
    """The watch list as one transaction sees it, to compare visitors with."""

    def __init__(self, tx: ReadTransaction) -> None:
        self._entries = visitors.watched(tx)

    def notices(self, name: str | None, phone: str | None, organisation: str | None) -> tuple[WatchNotice, ...]:
        """The entries that somebody matches, without their reasons."""
        number = digits(phone) if phone else None
        return tuple(
            WatchNotice(entry.number, entry.tell)
            for entry in self._entries
            if _matches(entry, _plain(name), number, _plain(organisation))
        )


def _matches(entry: WatchedRecord, name: str, number: str | None, organisation: str) -> bool:
    """Whether the number agrees, or else all that the entry says besides."""
    if entry.digits is not None and entry.digits == number:
        return True
    messages = [(entry.name, name), (entry.organisation, organisation)]
    questions = [(_plain(mine), theirs) for mine, theirs in messages if mine is not None]
    return bool(questions) and all(mine == theirs for mine, theirs in questions)


def _plain(text: str | None) -> str:
    return "".join(unicodedata.normalize("NFKC", text or "").casefold().split())


def _word(text: str | None) -> str | None:
    return " ".join(clean(text).split()) or None if text is not None else None
