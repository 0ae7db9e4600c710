"""Big stores for measurements, multiplied by SQL from one ticket that the desk itself took; kept between runs."""

import os
import shutil
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.founding import make_site
from deskconsole.desk.policy.packs import default_pack_name, load_pack
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.tickets.intake import intake
from deskconsole.store.mapping import NEVER, micros
from deskconsole.store.sqlite.library import Connection, connect
from deskconsole.store.sqlite.revision import HEAD

CODE: Final = "BENCH"
#: In every line of the queue.
MARKER: Final = b"bench request"
_SECOND: Final = 1_000_000
_DAY: Final = 86_400 * _SECOND


@dataclass(frozen=True, slots=True)
class Spread:
    """When the open tickets are due: the first after ``first`` seconds, each further one ``step`` seconds later."""

    first: float
    step: float


#: Nothing changes on the screen for an hour.
FAR: Final = Spread(7200, 7)


def form(number: int = 0) -> IntakeForm:
    """An inquiry as it comes in all day."""
    return IntakeForm(
        channel="online",
        kind="inquiry",
        tier="ordinary",
        customer=f"张三丰 {number}",
        contact=f"139{number:08}",
        category="product",
        content="客户想了解六轴机器人的负载、臂展和交货期，请尽快回电说明。",
        request=f"bench request {number}",
    )


def new_site(folder: Path, packs: Sequence[str] = ()) -> Desk:
    """An empty store in an empty folder, with whoever runs this as its first person."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return make_site(str(folder / "desk.db"), code=CODE, packs=list(packs) or None)


def store_of(open_: int, closed: int, spread: Spread = FAR, packs: Sequence[str] = ()) -> Path:
    """A store with so many open and closed tickets, dues counted from now."""
    pack = "-".join(load_pack(name).digest[:8] for name in packs or (default_pack_name(),))
    kept = Path(tempfile.gettempdir()) / f"deskconsole-bench-{os.getuid()}"
    folder = kept / f"{HEAD}-{pack}-{open_}-{closed}"
    if not (folder / "desk.db").exists():
        part = folder.with_name(folder.name + ".part")
        _build(part, open_, closed, packs)
        part.rename(folder)
    _put_due(folder / "desk.db", spread)
    return folder / "desk.db"


def _build(folder: Path, open_: int, closed: int, packs: Sequence[str]) -> None:
    desk = new_site(folder, packs)
    intake(desk, form())
    desk.store.close()
    connection = connect(folder / "desk.db")
    for setting in ("journal_mode=DELETE", "journal_mode=MEMORY", "synchronous=OFF", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {setting}")
    connection.execute("BEGIN")
    _multiply_tickets(connection, open_, closed)
    connection.execute("COMMIT")
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.close()


def _multiply_tickets(connection: Connection, open_: int, closed: int) -> None:
    """The template is the first ticket; open ones follow, closed ones after them."""
    events = connection.execute("SELECT count(*) FROM event WHERE ticket_id = 1").fetchone()[0]
    first_event = connection.execute("SELECT min(id) FROM event WHERE ticket_id = 1").fetchone()[0]
    last, end = max(1, open_), max(1, open_) + closed
    named = {
        "id": "n",
        "uuid": "printf('0190%028x', n)",
        "number": "substr(t.number, 1, length(t.number) - 4) || printf('%04d', n)",
        "customer": "'张三丰 ' || n",
        "contact_digits": "printf('139%08d', n)",
        "request": "'bench request ' || n",
        "settle_at": "NULL",
    }
    done = {**named, "closed_at": f"t.opened_at - n * {_SECOND}", "next_due": str(micros(NEVER)), "next_rule": "NULL"}
    _multiply(connection, "ticket", "t.id = 1", 2, last, named)
    _multiply(connection, "ticket", "t.id = 1", last + 1, end, done)
    place = f"{first_event} + (n - 1) * {events} + t.id - {first_event}"
    _multiply(connection, "event", "t.ticket_id = 1", 2, end, {"id": place, "site_seq": place, "ticket_id": "n"})
    _multiply(
        connection,
        "payload",
        f"t.event_id BETWEEN {first_event} AND {first_event + events - 1}",
        2,
        last,
        {"event_id": place.replace("t.id", "t.event_id")},
    )
    clock = {"id": "NULL", "ticket_id": "n"}
    _multiply(connection, "clock", "t.ticket_id = 1", 2, last, clock)
    _multiply(connection, "clock", "t.ticket_id = 1", last + 1, end, {**clock, "state": "'met'", "ended": "t.due"})
    connection.execute("UPDATE site SET number_last = ?, last_site_seq = (SELECT max(site_seq) FROM event)", (end,))
    if open_ == 0:
        connection.execute("UPDATE ticket SET closed_at = opened_at, settle_at = NULL WHERE id = 1")
        connection.execute("UPDATE clock SET state = 'met', ended = due WHERE ticket_id = 1")


def _multiply(
    connection: Connection, table: str, template: str, first: int, last: int, changed: Mapping[str, str]
) -> None:
    """Copies the template's rows once for each number from ``first`` to ``last``, with some columns computed."""
    if last < first:
        return
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = ", ".join(changed.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(
        f"INSERT INTO {table} ({names}) WITH RECURSIVE s(n) AS "
        f"(SELECT {first} UNION ALL SELECT n + 1 FROM s WHERE n < {last}) SELECT {values} FROM s, {table} t "
        f"WHERE {template} ORDER BY n"
    )


def _put_due(path: Path, spread: Spread) -> None:
    """Moves the dues of open tickets to where they belong now; a kept store grows older."""
    values: dict[str, Any] = {"first": int((time.time() + spread.first) * _SECOND), "step": int(spread.step * _SECOND)}
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        "UPDATE ticket SET next_due = :first + id * :step, next_warn_at = :first + id * :step - 30000000, "
        "settle_at = NULL WHERE closed_at IS NULL",
        values,
    )
    connection.execute(
        "UPDATE clock SET due = :first + ticket_id * :step, warn_at = :first + ticket_id * :step - 30000000 "
        "WHERE state = 'running'",
        values,
    )
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
