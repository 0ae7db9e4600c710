"""A store whose tickets all say something else, for measuring the search; kept between runs."""

import inspect
import json
import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

from deskconsole.desk.tickets.intake import intake
from deskconsole.domain.search.words import words_of
from deskconsole.store import search
from deskconsole.store.mapping import NEVER, micros
from deskconsole.store.search import TextMatch
from deskconsole.store.sqlite.library import Connection, connect
from deskconsole.store.sqlite.revision import HEAD
from deskconsole.text.characters import pronunciations_of_name
from tests.bench import texts
from tests.bench.stores import CODE, form, new_site
from tests.bench.texts import Inquiry, customer, inquiry

#: So many tickets has each customer.
_TICKETS_EACH: Final = 10
_SAMPLE: Final = "焊接 ABB机械臂IRB-1600 138-1234 5678 (上海) Núñez 30% ①"
_WORDS: Final = "INSERT INTO search_words (rowid, words) VALUES (?, ?)"
_TEXT: Final = "INSERT INTO search_text VALUES (?, 1, 'customer', ?, ?, ?, ?, ?)"
_SAID: Final = "INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def search_store(count: int) -> Path:
    """A store with so many tickets of a tenth as many customers, each found by its words."""
    # Other texts or other words of them are another store.
    made_by = sha256(" ".join([inspect.getsource(texts), *words_of([_SAMPLE])]).encode()).hexdigest()[:8]
    kept = Path(tempfile.gettempdir()) / f"deskconsole-bench-{os.getuid()}"
    folder = kept / f"search-{HEAD}-{made_by}-{count}"
    if not (folder / "desk.db").exists():
        part = folder.with_name(folder.name + ".part")
        _build(part, count)
        part.rename(folder)
    return folder / "desk.db"


def _build(folder: Path, count: int) -> None:
    desk = new_site(folder)
    intake(desk, form())
    desk.store.close()
    connection = connect(folder / "desk.db")
    for setting in ("journal_mode=DELETE", "journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("INSERT INTO search_words (search_words, rank) VALUES ('hashsize', ?)", (32 << 20,))
    connection.execute(
        "CREATE TEMP TABLE said (n INTEGER PRIMARY KEY, number, customer_id, customer, contact, content, request, body)"
    )
    connection.execute("BEGIN")
    random = Random(count)
    customers = [customer(random) for _ in range(max(1, count // _TICKETS_EACH))]
    _add_customers(connection, customers)
    connection.executemany(_SAID, _tickets(connection, random, customers, count))
    _copy_rows(connection)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def _add_customers(connection: Connection, customers: list[tuple[str, str]]) -> None:
    first = 10
    for key, (name, contact) in enumerate(customers, first):
        uuid, said = f"{key:032x}", pronunciations_of_name(name)
        text = TextMatch(search.CUSTOMERS + key, "customer", uuid, name, contact, said, key)
        connection.execute(
            "INSERT INTO customer (id, uuid, site_id, name, tier, readings, found_by, created_at) "
            "VALUES (?, ?, 1, ?, 'ordinary', ?, '', ?)",
            (key, uuid, name, said, key),
        )
        connection.execute(_TEXT, (text.id, uuid, name, contact, said, key))
        connection.execute(_WORDS, (text.id, search.words_of_text(text)))


def _tickets(
    connection: Connection, random: Random, customers: list[tuple[str, str]], count: int
) -> Iterator[tuple[Any, ...]]:
    """The rows of the tickets; their words are written on the way."""
    for n in range(1001, 1001 + count):
        owner = random.randrange(len(customers))
        said: Inquiry = inquiry(random, customers[owner])
        number = f"{CODE}-2026{n // 3000 % 12 + 1:02}{n // 36000 % 28 + 1:02}-{n:04}"
        parts = {"customer": said.customer, "contact": said.contact, "content": said.content, "request": said.request}
        words = words_of([*parts.values(), number])
        connection.execute(_WORDS, (n, search.marked(search.TICKET_MARK, words)))
        body = json.dumps({"text": None, "fields": parts}, ensure_ascii=False)
        yield (n, number, owner + 10, *parts.values(), body)


def _copy_rows(connection: Connection) -> None:
    """Ticket, event and payload of each, as the first ticket has them otherwise."""
    first = connection.execute("SELECT min(id) FROM event WHERE ticket_id = 1").fetchone()[0]
    changed = {
        "ticket": {
            **{"id": "s.n", "uuid": "printf('0190%028x', s.n)", "next_due": str(micros(NEVER)), "next_rule": "NULL"},
            **{"settle_at": "NULL", "closed_at": "t.opened_at", "contact_digits": "s.contact"},
            **{name: f"s.{name}" for name in ("number", "customer_id", "customer", "contact", "content", "request")},
        },
        "event": {"id": "s.n", "site_seq": "s.n", "ticket_id": "s.n", "recorded_at": "t.recorded_at + s.n"},
        "payload": {"event_id": "s.n", "body": "s.body"},
    }
    for table, values in changed.items():
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        selected = ", ".join(values.get(name, f't."{name}"') for name in columns)
        names = ", ".join(f'"{name}"' for name in columns)
        key = {"ticket": "t.id = 1", "event": f"t.id = {first}", "payload": f"t.event_id = {first}"}[table]
        connection.execute(f"INSERT INTO {table} ({names}) SELECT {selected} FROM said s, {table} t WHERE {key}")
    connection.execute("UPDATE site SET last_site_seq = (SELECT max(site_seq) FROM event)")
