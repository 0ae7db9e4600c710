"""A durable intake against raw SQLite (WAL, FULL) writing the very same rows, one commit each."""

import random
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

from deskconsole.desk.opening import open_desk
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets.intake import intake
from deskconsole.store.compiled import statements
from deskconsole.store.search import CUSTOMERS, IndexedEvent, TextMatch, words_of_match, words_of_text
from deskconsole.store.sqlite.library import Connection, connect
from tests.bench.figures import Figure, Ratio, Size, in_turn, of
from tests.bench.stores import form, new_site

#: What one fsync costs where the goal is stated, in milliseconds; a commit in WAL mode with FULL needs one.
FSYNC: Final = 1.0
#: Tables that an intake writes to, in the order in which the rows refer to each other.
_TABLES: Final = (
    *("customer", "contact", "search_text", "ticket", "event", "payload", "customer_event", "clock", "search_words"),
)
_MEMORY: Final = Path("/dev/shm")


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """On the disk of the temporary folder, and on one whose fsync costs nothing with 1 ms added to both."""
    runs = size.of(400, 20)
    with tempfile.TemporaryDirectory() as folder:
        raw, desk = _times(Path(folder), runs)
        yield Ratio("durable intake against raw SQLite, this disk", median(raw), median(desk), "ms")
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        raw, desk = _times(Path(folder), runs)
        yield Ratio(
            "durable intake against raw SQLite, an fsync costs 1 ms",
            median(raw) + FSYNC,
            median(desk) + FSYNC,
            "ms",
            1.3,
        )
        yield of("raw SQLite, an fsync costs nothing", "ms", raw)
        yield of("durable intake, an fsync costs nothing", "ms", desk)


def _times(folder: Path, runs: int) -> tuple[list[float], list[float]]:
    desk = new_site(folder / "desk")
    numbers = iter(range(10, 10_000_000))
    for _ in range(10):
        intake(desk, another(numbers))
    rows = _rows_of_last(Path(desk.store.place))
    desk.store.close()
    shutil.copytree(folder / "desk", folder / "raw")
    subject = open_desk(desk.store.place)
    baseline = RawWriter(folder / "raw" / Path(desk.store.place).name, rows)
    taken = in_turn([baseline.write, lambda: intake(subject, another(numbers))], runs)
    baseline.connection.close()
    subject.store.close()
    return taken[0], taken[1]


def another(numbers: Iterator[int]) -> IntakeForm:
    """The next customer's inquiry."""
    return form(next(numbers))


def _rows_of_last(path: Path) -> dict[str, list[dict[str, Any]]]:
    """The rows that the last intake wrote."""
    connection = connect(path)
    connection.row_factory = sqlite_row
    last = connection.execute("SELECT * FROM ticket ORDER BY id DESC LIMIT 1").fetchone()
    wanted = {
        "customer": ("id", last["customer_id"]),
        "contact": ("customer_id", last["customer_id"]),
        "search_text": ("id", CUSTOMERS + last["customer_id"]),
        "ticket": ("id", last["id"]),
        "customer_event": ("customer_id", last["customer_id"]),
        "event": ("ticket_id", last["id"]),
        "clock": ("ticket_id", last["id"]),
    }
    found = {
        table: connection.execute(f"SELECT * FROM {table} WHERE {key} = ?", (value,)).fetchall()
        for table, (key, value) in wanted.items()
    }
    found["payload"] = [
        row
        for event in found["event"]
        for row in connection.execute("SELECT * FROM payload WHERE event_id = ?", (event["id"],)).fetchall()
    ]
    found["search_words"] = _words(connection, found)
    connection.close()
    return found


def _words(connection: Connection, rows: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """What the search index got; it gives nothing out again."""
    said = {
        row["id"]: words_of_match(IndexedEvent(**row))
        for row in connection.execute(
            statements("search").EVENTS_TO_INDEX, {"site_id": 1, "after": 0, "last": 2**62, "limit": 2**62}
        ).fetchall()
    }
    words = {row["id"]: said.get(row["id"], "") for row in rows["event"]}
    texts = [{name: row[name] for name in TextMatch._fields} for row in rows["search_text"]]
    words |= {row["id"]: words_of_text(TextMatch(**row)) for row in texts}
    return [{"rowid": key, "words": text} for key, text in words.items() if text]


def sqlite_row(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> dict[str, Any]:
    """A row as a table of its columns."""
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}


class RawWriter:
    """Writes a ticket's rows again and again with new keys: nothing is read, checked, counted or hashed."""

    def __init__(self, path: Path, rows: Mapping[str, list[dict[str, Any]]]) -> None:
        self.connection: Connection = connect(path)
        self._places = {row["id"]: place for place, row in enumerate(rows["event"], start=1)}
        self._rows = [(table, self._placed(table, dict(row))) for table in _TABLES for row in rows[table]]
        self._sql = {
            table: "INSERT INTO {} ({}) VALUES ({})".format(
                table, ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
            )
            for table, (_place, row) in self._rows
        }
        self._next = 1_000_000
        self._shifts: dict[str, Callable[[int, dict[str, Any]], None]] = {
            "customer": self._customer,
            "contact": self._contact,
            "ticket": self._ticket,
            "event": self._event,
            "payload": self._payload,
            "clock": self._clock,
            "search_text": self._search_text,
            "search_words": self._search_words,
            "customer_event": self._customer_event,
        }

    def _placed(self, table: str, row: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """A row with the place of its event among those of the intake; 0 where it has none."""
        name = {"event": "id", "payload": "event_id", "search_words": "rowid"}.get(table)
        return self._places.get(row[name], 0) if name else 0, row

    def write(self) -> None:
        """One commit with every row of one intake, and the site's row."""
        self._next += 10
        execute = self.connection.execute
        execute("BEGIN IMMEDIATE")
        for table, (place, row) in self._rows:
            self._shifts[table](place, row)
            execute(self._sql[table], row)
        execute(
            "UPDATE site SET last_site_seq = :seq, head_hash = :hash, number_last = :last, newest_recorded_at = :at",
            {"seq": self._next, "hash": "0" * 64, "last": self._next, "at": time.time_ns() // 1000},
        )
        execute("COMMIT")

    def _customer(self, place: int, row: dict[str, Any]) -> None:
        row["id"], row["uuid"] = self._next, f"{random.getrandbits(128):032x}"

    def _contact(self, place: int, row: dict[str, Any]) -> None:
        row["id"], row["customer_id"] = self._next, self._next
        row["digits"] = f"139{self._next:08}"
        row["digits_reversed"] = row["digits"][::-1]

    def _ticket(self, place: int, row: dict[str, Any]) -> None:
        row["id"] = row["customer_id"] = self._next
        row["uuid"] = f"{random.getrandbits(128):032x}"
        row["number"] = f"BENCH-20260101-{self._next}"
        row["contact_digits"] = f"139{self._next:08}"

    def _event(self, place: int, row: dict[str, Any]) -> None:
        row["id"] = row["site_seq"] = self._next + place
        row["ticket_id"] = self._next

    def _payload(self, place: int, row: dict[str, Any]) -> None:
        row["event_id"] = self._next + place

    def _clock(self, place: int, row: dict[str, Any]) -> None:
        row["id"] = None
        row["ticket_id"] = self._next

    def _search_text(self, place: int, row: dict[str, Any]) -> None:
        row["id"], row["ref"] = CUSTOMERS + self._next, f"{random.getrandbits(128):032x}"

    def _search_words(self, place: int, row: dict[str, Any]) -> None:
        row["rowid"] = self._next + place if place else CUSTOMERS + self._next

    def _customer_event(self, place: int, row: dict[str, Any]) -> None:
        row["customer_id"], row["site_seq"] = self._next, self._next + 1
