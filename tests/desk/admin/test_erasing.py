"""Words are erased from a store, and everything that rules and figures rest on is what it was."""

import json
import random
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest

from deskconsole.data_files import data_folder
from deskconsole.desk.demo import demo
from deskconsole.desk.desk import Desk
from deskconsole.desk.founding import make_site
from deskconsole.desk.opening import open_desk
from deskconsole.desk.verifying.verifying import verify
from deskconsole.domain.tickets.event import Event
from deskconsole.store import tickets
from deskconsole.store.record import recording
from deskconsole.store.record.deriving import derive_again
from tests.desk.support import t
from tests.store.support import older_store

DAYS: Final = tuple(sorted(path.stem for path in (data_folder() / "demo").glob("*.jsonl")))
NOW: Final = t("09-16 15:00")
#: Columns of a ticket that hold words, or say when its last event was recorded, which the erasing is; some of
#: ``fields`` are words too.
WORDS: Final = {
    *("customer", "organisation", "contact", "contact_digits", "content", "request", "last_words", "fields"),
    *("version", "updated_at", "next_assignee", "parties"),  # an outsider is a name
}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up day of every pack in one store."""
    path = tmp_path_factory.mktemp("day") / "desk.db"
    desk = make_site(str(path), packs=DAYS, now=lambda: NOW)
    demo.fill(desk)
    desk.store.close()
    return path


def opened(path: Path, folder: Path) -> Desk:
    copy = folder / "copy.db"
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return open_desk(str(copy), now=lambda: NOW)


def derived(path: Path) -> dict[str, list[Any]]:
    """Every row of the tickets and their clocks, without words."""
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        rows = [dict(row) for row in db.execute("SELECT * FROM ticket ORDER BY id")]
        clocks = [dict(row) for row in db.execute("SELECT * FROM clock ORDER BY ticket_id, id")]
    return {
        "ticket": [{name: value for name, value in row.items() if name not in WORDS} for row in rows],
        "clock": [
            {name: _login(value) if name == "assignee" else value for name, value in row.items() if name != "id"}
            for row in clocks
        ],
    }


def _login(assignee: str | None) -> str:
    """Who of the desk; an outsider is a name, and names are words."""
    return assignee if assignee and assignee.isascii() else ""


def erase(desk: Desk, chosen: random.Random) -> int:
    """Erase the words of some events of every ticket, each erasure on record; how many."""
    count = 0
    with desk.store.writing() as tx:
        for key in list(tickets.all_ticket_ids(tx)):
            events = tickets.ticket_events(tx, key)
            seqs = [event.seq for event in events if chosen.random() < 0.6]
            if not seqs:
                continue
            recording.erase_payloads(tx, key, seqs)
            last = events[-1]
            erased = Event(
                seq=last.seq + 1,
                kind="erased",
                happened_at=NOW,
                recorded_at=NOW,
                by="root",
                fields={"events": seqs},
                source="console",
                pack=last.pack,
                calendar=last.calendar,
            )
            recording.append_events(tx, key, [erased])
            count += len(seqs)
        derive_again(tx)
    return count


def pack_fields(path: Path) -> list[dict[str, Any]]:
    """The pack's own fields of every ticket."""
    with closing(sqlite3.connect(path)) as db:
        return [json.loads(fields) for (fields,) in db.execute("SELECT fields FROM ticket ORDER BY id")]


@pytest.fixture(params=["day", "older"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return request.getfixturevalue("day") if request.param == "day" else older_store(tmp_path)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_words_are_erased_every_figure_stays_and_the_record_is_whole(
    store: Path, seed: int, tmp_path: Path
) -> None:
    desk = opened(store, tmp_path)
    path = Path(desk.store.place)
    before, fields = derived(path), pack_fields(path)
    assert erase(desk, random.Random(seed)) > 50
    assert [str(each) for each in verify(desk, clocks=True)] == []
    desk.store.close()
    after = derived(path)
    for table, rows in before.items():
        changed = [(old, new) for old, new in zip(rows, after[table], strict=True) if old != new]
        assert [set(old.items()) ^ set(new.items()) for old, new in changed] == []
    # Truth values, dates and choices are facts and stay; a word that is left is the word that was there.
    for old, new in zip(fields, pack_fields(path), strict=True):
        assert new.items() <= old.items()
        assert {name for name, value in old.items() if value is True} <= new.keys()
