"""Stores for tests, ours and others'."""

import lzma
import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket, fold
from deskconsole.store import tickets
from deskconsole.store.api import ReadTransaction, Store, WriteTransaction, create_store, open_store
from deskconsole.store.record import recording
from deskconsole.store.record.recording import Opened
from deskconsole.store.tickets import TicketRecord

#: When the stores of tests are made; a Saturday, 09:00 in Shanghai.
MADE_AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 21)

#: A store of version 0.1.0, packed.
OLDER = Path(__file__).with_name("store_0_1_0.db.xz")

#: A form as intake records it.
FORM = {
    "channel": "phone",
    "kind": "inquiry",
    "tier": "potential",
    "customer": "王小明",
    "contact": "+86 138 0013 8000",
}


def make_store(folder: Path, *, code: str = "SZ", packs: Sequence[str] = ("robot-integrator",)) -> Store:
    """A new empty store in ``folder`` (``desk.db``), in milliseconds: a copy of one made before. Close it."""
    path = folder / "desk.db"
    shutil.copy(_template(code, tuple(packs)), path)
    return open_store(path)


def older_store(folder: Path, name: str = "desk.db") -> Path:
    """A store as version 0.1.0 left it: a demo day of four packs, and something of everything that has a key."""
    path = folder / name
    path.write_bytes(lzma.decompress(OLDER.read_bytes()))
    return path


@cache
def _template(code: str, packs: tuple[str, ...]) -> Path:
    path = Path(_folder().name) / f"{len(list(Path(_folder().name).iterdir()))}.db"
    create_store(path, code=code, packs=packs, created_at=MADE_AT).close()
    return path


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="deskconsole-")


def event(seq: int, kind: str = "noted", *, at: datetime = MADE_AT, **more: Any) -> Event:
    """An event as the desk would record it."""
    values: dict[str, Any] = {"by": "li", "source": "console", "pack": "p" * 64, "calendar": "c" * 64, **more}
    return Event(seq=seq, kind=kind, happened_at=at, recorded_at=values.pop("recorded_at", at), **values)


def clock(rule: str = "A1", of: int = 1, *, due: datetime = MADE_AT + timedelta(minutes=5), **more: Any) -> Clock:
    """A running clock, with what ``more`` says."""
    values: dict[str, Any] = {
        "do": "respond",
        "role": "duty",
        "assignee": None,
        "started": MADE_AT,
        "first_due": due,
        "ended": None,
        "state": "running",
        "breaches": 0,
        "provisional": False,
        "reclassified": False,
        "warn_at": due - timedelta(minutes=1),
    }
    return Clock(rule=rule, of=of, due=due, **{**values, **more})


def folded(events: Sequence[Event]) -> Ticket:
    """The ticket of these events, in a pack with one stage."""
    return fold(events, lambda kind: "intake" if kind == "received" else None, ("intake",))


def open_one(tx: WriteTransaction, name: str, *, day: date = DAY, at: datetime = MADE_AT) -> Opened:
    """A ticket without events; ``name`` makes its identity."""
    return recording.open_ticket(
        tx, uuid=name, pack="pack", pack_hash="p" * 64, calendar_hash="c" * 64, day=day, opened_at=at
    )


def take(
    tx: WriteTransaction,
    name: str,
    *events: Event,
    clocks: Sequence[Clock] | None = None,
    closed_at: datetime | None = None,
    settle_at: datetime | None = None,
    day: date = DAY,
    **form: Any,
) -> Opened:
    """A ticket as intake leaves it: one event with the form (or ``events``), one running clock (or ``clocks``)."""
    opened = open_one(tx, name, day=day)
    written = events or (event(1, "received", fields={**FORM, "request": name, **form}),)
    recording.append_events(tx, opened.ticket_id, written)
    kept = [clock()] if clocks is None else clocks
    recording.save_derived(tx, opened.ticket_id, folded(written), kept, closed_at, settle_at)
    return opened


def add(tx: WriteTransaction, ticket_id: int, *events: Event, clocks: Sequence[Clock] | None = None) -> None:
    """More events of a ticket that is there."""
    before = tickets.ticket_events(tx, ticket_id)
    recording.append_events(tx, ticket_id, events)
    kept = tickets.clock_rows(tx, ticket_id) if clocks is None else clocks
    recording.save_derived(tx, ticket_id, folded([*before, *events]), kept, None, seen=len(before))


def found(tx: ReadTransaction, number: str) -> TicketRecord:
    """The ticket with this number, which must be there."""
    record = tickets.find_ticket(tx, number)
    assert record is not None
    return record
