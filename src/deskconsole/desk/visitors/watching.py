"""The watch list: a quiet warning at the counter, its reason for those who keep the list alone."""

import unicodedata

from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.visitors.records import Watched, WatchNotice
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError, NotFound
from deskconsole.store import visitors
from deskconsole.store.api import ReadTransaction
from deskconsole.store.mapping import digits
from deskconsole.store.visitors import WatchedRecord
from deskconsole.text.clean import clean
from deskconsole.text.phones import with_plain_digits


@command(needs="watch_list")
def watch_for(
    work: Work,
    *,
    name: str | None = None,
    phone: str | None = None,
    organisation: str | None = None,
    reason: str,
    tell: str,
) -> Watched:
    """Put somebody on the watch list: by name, telephone or organisation. ``tell``: whom the counter calls quietly."""
    given = {
        "name": _word(name),
        "phone": with_plain_digits(_word(phone) or "") or None,
        "organisation": _word(organisation),
    }
    if not any(given.values()):
        raise DeskError("name: give a name, a telephone number or an organisation", field="name")
    words = {"reason": _word(reason), "tell": _word(tell)}
    for field, value in (*given.items(), *words.items()):
        if value is not None and len(value) > FIELD_LIMIT:
            raise DeskError("{name}: longer than {limit} characters", field=field, name=field, limit=FIELD_LIMIT)
    for field, value in words.items():
        if value is None:
            raise DeskError("{name}: is missing", field=field, name=field)
    entry = visitors.next_entry(work.tx)
    work.note("watch_added", {"entry": entry, **given, **words})
    return Watched(
        entry, given["name"], given["phone"], given["organisation"], words["reason"] or "", words["tell"] or ""
    )


@command(needs="watch_list")
def end_watch(work: Work, entry: int) -> None:
    """Take an entry off the watch list; raises :class:`NotFound`."""
    result = next((record for record in visitors.watched(work.tx) if record.number == entry), None)
    if result is None:
        raise NotFound("entry: the watch list has no entry {entry}", field="entry", entry=entry)
    work.note("watch_ended", entry=entry)


@query(needs="watch_list")
def watch_list(look: Look) -> list[Watched]:
    """Every entry with its reason; for those who keep the list."""
    return [
        Watched(record.number, record.name, record.digits, record.organisation, record.reason, record.tell)
        for record in visitors.watched(look.tx)
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
