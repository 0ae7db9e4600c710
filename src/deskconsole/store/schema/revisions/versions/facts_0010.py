"""Facts apart from words; what a clock is called; nothing of what was written stays behind in the keys of writes."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

import sqlalchemy as sa
from alembic import op

from deskconsole.domain.rules.fact_names import fact_names
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.site import vocabulary as site
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.payload import split
from deskconsole.store.mapping import instant, json_of
from deskconsole.store.payloads import APART
from deskconsole.store.record.chain import SET_APART, FactsSetApart, link

revision = "0010"
down_revision = "0009"

_EVENTS: Final = (
    "SELECT event.id, site_seq, ticket_id, seq, kind, of, happened_at, recorded_at, pack_hash, payload_digest, body "
    "FROM event LEFT JOIN payload ON payload.event_id = event.id WHERE event.site_id = ? AND site_seq > ? "
    "ORDER BY site_seq LIMIT ?"
)
_SITE: Final = "SELECT code, last_site_seq, head_hash, newest_recorded_at FROM site WHERE id = ?"
_LAST: Final = "SELECT pack_hash, calendar_hash FROM event WHERE site_id = ? ORDER BY site_seq DESC LIMIT 1"
#: What an erased event of an older version leaves: that it said something.
_ERASED: Final = {"words": ["text"]}
_PORTION: Final = 10_000


def upgrade() -> None:
    """Set the facts of every event apart, and forget what keys of writes were given for."""
    op.add_column("event", sa.Column("chain_rule", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("event", sa.Column("facts", sa.String(), nullable=False, server_default=""))
    op.add_column("event", sa.Column("entered_by", sa.String(), nullable=True))
    op.add_column("ticket", sa.Column("next_name", sa.String(), nullable=True))
    op.add_column("clock", sa.Column("name", sa.String(), nullable=False, server_default=""))
    connection: Any = op.get_bind().connection.driver_connection
    _keys(connection)
    op.execute("DROP TRIGGER event_stays")
    for (site_id,) in connection.execute("SELECT id FROM site").fetchall():
        _set_apart(connection, site_id)
    op.execute(
        "CREATE TRIGGER event_stays BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are never changed'); END"
    )


def _keys(connection: Any) -> None:
    """Names and numbers stood in some digests: what is replaced is overwritten, wherever in the table it lay."""
    connection.execute("PRAGMA secure_delete=ON")
    op.rename_table("written_key", "written_key_before")
    op.create_table(
        "written_key",
        sa.Column("site_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "digest", "answer")),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"]),
        sa.ForeignKeyConstraint(["ticket_id"], ["ticket.id"]),
        sa.PrimaryKeyConstraint("site_id", "key"),
    )
    op.execute(
        "INSERT INTO written_key (site_id, key, digest, answer, ticket_id, created_at) "
        "SELECT site_id, key, 'older', answer, ticket_id, created_at FROM written_key_before"
    )
    op.drop_table("written_key_before")


def _set_apart(connection: Any, site_id: int) -> None:
    digest, kinds = FactsSetApart(), dict[int, set[str]]()
    while rows := connection.execute(_EVENTS, (site_id, digest.until, _PORTION)).fetchall():
        portion = list(_facts(connection, rows, kinds))
        connection.executemany("UPDATE event SET facts = ? WHERE id = ?", [row[1:] for row in portion if row[1]])
        for site_seq, facts, _id in portion:
            digest.add(site_seq, facts)
    if digest.until:
        _write_down(connection, site_id, digest)


def _facts(connection: Any, rows: Iterable[Any], kinds: dict[int, set[str]]) -> Iterator[tuple[int, str, int]]:
    """Site sequence, facts as JSON and row key of each event; ``kinds``: what each ticket has been so far."""
    for key, site_seq, ticket_id, seq, kind, of, happened, recorded, pack, payload_digest, body in rows:
        if body is None:
            yield site_seq, json_of(_ERASED) if payload_digest else "", key
            continue
        payload = json.loads(body)
        event = Event(
            seq,
            kind,
            instant(happened),
            instant(recorded),
            of=of,
            text=payload["text"],
            fields=payload["fields"],
            pack=pack,
        )
        if ticket_id is None:
            lasting, _words = site.split(event)
        else:
            before = kinds.setdefault(ticket_id, set())
            packed = _pack(connection, pack)
            names = {name for each in (*before, None) for name in fact_names(packed, each, event)}
            if isinstance(named := event.fields.get("kind"), str):
                before.add(named)
            lasting, _words = split(event, names)
        yield site_seq, json_of(lasting) if lasting else "", key


@cache
def _pack(connection: Any, digest: str) -> Pack:
    return Pack.from_canonical(
        connection.execute("SELECT body FROM policy_text WHERE hash = ?", (digest,)).fetchone()[0]
    )


def _write_down(connection: Any, site_id: int, digest: FactsSetApart) -> None:
    """The record says what its older events' facts are, which their own hashes do not cover."""
    code, last, head, newest = connection.execute(_SITE, (site_id,)).fetchone()
    pack, calendar = connection.execute(_LAST, (site_id,)).fetchone()
    at = newest or 0
    row = {
        "site_seq": last + 1,
        "seq": last + 1,
        "kind": SET_APART,
        "of": None,
        "happened_at": at,
        "recorded_at": at,
        "by": None,
        "source": "desk",
        "by_role": None,
        "by_department": None,
        "pack_hash": pack,
        "calendar_hash": calendar,
        "chain_rule": APART,
        "payload_digest": "",
        "facts": json_of({"fields": digest.fields()}),
        "entered_by": None,
        "prev_hash": head,
    }
    row["hash"] = link(code, None, row)
    columns = {"site_id": site_id, **row}
    names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(f":{name}" for name in columns)
    connection.execute(f"INSERT INTO event ({names}) VALUES ({places})", columns)
    connection.execute(
        "UPDATE site SET last_site_seq = ?, head_hash = ? WHERE id = ?", (last + 1, row["hash"], site_id)
    )
