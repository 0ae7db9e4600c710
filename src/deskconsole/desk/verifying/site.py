"""Deriving the rows of the site again from its events, and naming each difference."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from deskconsole.desk.knowledge.articles import digest_of
from deskconsole.desk.verifying.heads import head_difference, head_in
from deskconsole.desk.verifying.run import Verification, checked
from deskconsole.domain.site.articles import VERSIONS
from deskconsole.domain.site.people import PEOPLE
from deskconsole.domain.site.row import UNKNOWN, Row, Table
from deskconsole.domain.site.tables import TABLES
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError
from deskconsole.store import knowledge, site, site_rows
from deskconsole.store.api import ReadTransaction
from deskconsole.store.record import checking
from deskconsole.store.record.chain import SET_APART
from deskconsole.text.dates import parse_instant
from deskconsole.text.heads import Head

Key = tuple[Any, ...]
#: Events that say which packs the site uses.
_PACKS: Final = frozenset({"site_made", "packs_changed"})


class NotedHead(NamedTuple):
    """A head of the record that an event of the site holds: of a sheet, of a backup."""

    site_seq: int
    kind: str
    head: Head


class SiteStory:
    """What the site's events say up to where they were read: the rows that they make, and what else they hold."""

    def __init__(self, *tables: Table) -> None:
        self.rows: dict[str, dict[Key, Row]] = {table.name: {} for table in tables}
        #: until when an older version wrote the rows
        self.older: datetime | None = None
        self.packs: list[str] | None = None
        self.created: str | None = None
        self.heads: list[NotedHead] = []
        self._tables = tables
        self._after: int = checking.FIRST

    def go_on(self, tx: ReadTransaction) -> bool:
        """Read the next events; whether there may be more."""
        events, until = checking.site_events(tx, self._after)
        for site_seq, event in events:
            self._tell(site_seq, event)
        self._after = self._after if until is None else until
        return until is not None

    def _tell(self, site_seq: int, event: Event) -> None:
        fields = event.fields
        if event.kind == SET_APART:
            self.older = event.recorded_at
        if event.kind in _PACKS and "packs" in fields:
            self.packs = list(fields["packs"])
        if event.kind == "site_made":
            self.created = fields.get("created")
        if (head := head_in(fields)) is not None:
            self.heads.append(NotedHead(site_seq, event.kind, head))
        for table in self._tables:
            if event.kind in table.changes:
                _apply(table, self.rows[table.name], event)


def site_differences(run: Verification) -> Iterator[DeskError]:
    """Rows of the site that differ from what its events say: the site's own, people, visitors, rooms, passes, the watch
    list, shifts, news, the roster, articles and queue numbers; and heads of the record that its events note."""
    story, more = SiteStory(*TABLES), True
    while more:
        with run.look() as look:
            more = story.go_on(look.tx)
    for table in TABLES:
        with run.look() as look:
            _catch_up(story, look.tx)
            problems = list(checked(table.name, _of_table(look.tx, table, story)))
        yield from problems
    with run.look() as look:
        _catch_up(story, look.tx)
        problems = [*checked("site", _site_row(run, look.tx, story)), *_noted_heads(look.tx, story)]
    yield from problems


def people_differences(tx: ReadTransaction) -> Iterator[DeskError]:
    """The people alone, for when nobody who may verify is left."""
    story = SiteStory(PEOPLE)
    _catch_up(story, tx)
    return _of_table(tx, PEOPLE, story)


def _catch_up(story: SiteStory, tx: ReadTransaction) -> None:
    while story.go_on(tx):
        pass


def _site_row(run: Verification, tx: ReadTransaction, story: SiteStory) -> Iterator[DeskError]:
    """The site's own row: its packs, when it was made, its newest recording, the number given out last."""
    stored, head = site.site_now(tx), tx.head
    expected: dict[str, tuple[Any, Any]] = {
        "newest_recorded_at": (run.newest_recorded_at, run.chain.newest_recorded_at)
    }
    if story.packs is not None:
        expected["packs"] = (list(stored.packs), story.packs)
    if story.created is not None:
        expected["created_at"] = (stored.created_at, parse_instant(story.created))
    if (newest := checking.newest_ticket(tx)) is not None:
        day, running = newest.split("-")[-2:]
        expected["number_day"] = (head.number_day, f"{day[:4]}-{day[4:6]}-{day[6:]}")
        expected["number_last"] = (head.number_last, int(running))
    for name, (column, value) in expected.items():
        if column != value:
            yield _difference("site", tx.site_code, name, column, value)


def _noted_heads(tx: ReadTransaction, story: SiteStory) -> Iterator[DeskError]:
    for noted in story.heads:
        where = f"event {noted.site_seq} ({noted.kind})"
        if (problem := head_difference(tx, noted.head, where)) is not None:
            yield problem


def _apply(table: Table, rows: dict[Key, Row], event: Event) -> None:
    for key in table.keys(event):
        row = table.changes[event.kind](rows.get(key), event)
        if row is None:
            rows.pop(key, None)
        elif event.erased:  # what was said in words that are gone nobody can compare
            rows[key] = {name: UNKNOWN if value is None else value for name, value in row.items()}
        else:
            rows[key] = row


def _stored(tx: ReadTransaction, table: Table) -> Iterator[Row]:
    if table.written:
        yield from site_rows.all_rows(tx, table)
        return
    for article in sorted(knowledge.articles(tx, retired=True), key=lambda article: article.id):
        if table.name == "article":
            yield {**article._asdict(), "digest": digest_of(article)}
        else:
            for version in knowledge.article_versions(tx, article.id):
                yield {"number": article.number, **version._asdict(), "digest": digest_of(version)}


def _key(table: Table, row: Row) -> Key:
    return tuple(row[name] for name in table.key)


def _of_table(tx: ReadTransaction, table: Table, story: SiteStory) -> Iterator[DeskError]:
    stored = {_key(table, row): row for row in _stored(tx, table)}
    expected, older = story.rows[table.name], story.older
    for key, row in stored.items():
        if key not in expected and not (table.began and older is not None and row[table.began] <= older):
            yield DeskError(
                "{table} {key}: is stored, but no event of the site says so", table=table.name, key=_named(key)
            )
    for key, row in expected.items():
        if key in stored:
            yield from _differences(table, key, stored[key], row)
        elif any(value != UNKNOWN for value in row.values()):
            yield DeskError("{table} {key}: is missing", table=table.name, key=_named(key))
    if table is not VERSIONS:  # those are numbered
        yield from _out_of_order(table, stored, expected)


def _out_of_order(table: Table, stored: Mapping[Key, Row], expected: Mapping[Key, Row]) -> Iterator[DeskError]:
    """Rows follow each other as the events that began them: lists go by it."""
    wanted = [key for key in expected if key in stored]
    for place, key in zip((key for key in stored if key in expected), wanted, strict=True):
        if place != key:
            yield DeskError(
                "{table} {key}: stands where {expected} stood by the events of the site",
                table=table.name,
                key=_named(place),
                expected=_named(key),
            )
            return


def _differences(table: Table, key: Key, stored: Row, expected: Row) -> Iterator[DeskError]:
    for name, value in expected.items():
        if value != UNKNOWN and _compared(stored[name]) != _compared(value):
            yield _difference(table.name, _named(key), name, stored[name], value)


def _difference(table: str, key: str, column: str, stored: Any, expected: Any) -> DeskError:
    return DeskError(
        "{table} {key}: {column} is {stored}, but the events of the site say {expected}",
        table=table,
        key=key,
        column=column,
        stored=repr(stored),
        expected=repr(expected),
    )


def _compared(value: Any) -> Any:
    """Older versions wrote instants in the site's own zone."""
    if isinstance(value, Mapping):
        return {
            name: parse_instant(each) if name == "at" and isinstance(each, str) else _compared(each)
            for name, each in value.items()
        }
    return value


def _named(key: Key) -> str:
    return " ".join(map(str, key))
