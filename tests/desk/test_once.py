"""A repeat after a write whose end nobody could tell records nothing twice."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import deskconsole.desk
from deskconsole.desk.desk import Desk
from deskconsole.desk.queue_numbers import queue_numbers
from deskconsole.desk.shifts import shifts
from deskconsole.desk.tickets import act
from deskconsole.desk.use_cases import Once, use_cases
from deskconsole.desk.visitors import rooms
from deskconsole.errors import CommitUnsure, DeskError
from deskconsole.store.sqlite.connection import SQLiteStore
from tests.desk.support import Bench

#: What takes no key, because doing it twice is doing it once, or because nobody presses a key for it.
KEYLESS = {
    *("arrange_visits", "_announce", "_apply", "rebuild_search", "_store", "_add", "_begin"),  # do what is left to do
    "_open",  # what is begun already is not begun again
    *("save_draft", "take_over_draft", "drop_draft", "remember"),  # scratch
    "tell_linked",  # what stands there already is not told again
    *("_settle_now", "confirm_time", "_pick_up", "pick_up_for_shift", "hang_up"),  # the state says whether it is done
    *("_record", "record_shown", "reveal", "reveal_customer", "reveal_expected", "reveal_visitor"),  # each look counts
    *("record_practice", "end_watch", "watch_for"),  # the command line alone
    *("_signed_on", "right", "count_try", "_give", "_set", "_set_known", "_keep", "_recover"),  # each try counts
    "withdraw_request",  # what is gone stays gone
    *("_approve", "refuse_erasure", "_erase_site", "_erase_ticket", "_take_due"),  # the state says whether it is done
    *(
        "approve_retention",
        "release_person",
        "mend_glass",
        "record_backup",
        "_record_restored",
        "_record_shown",
    ),  # so too
    "_take_in",  # an entry has an id
    *("_ask", "hold_person", "break_glass"),  # a second one is seen in the list, and ends with the first
}


def test_what_a_key_of_the_console_records_takes_a_key() -> None:
    for module in pkgutil.walk_packages(deskconsole.desk.__path__, "deskconsole.desk."):
        importlib.import_module(module.name)
    without = {
        getattr(each, "__name__", "")
        for each in use_cases()
        if each.writes and "key" not in inspect.signature(each).parameters  # type: ignore[arg-type]
    }
    assert without == KEYLESS


@contextmanager
def unsure(monkeypatch: pytest.MonkeyPatch, *, recorded: bool) -> Iterator[None]:
    """Every end of a write fails; ``recorded``: although it was stored."""
    commit = SQLiteStore._commit

    def fails(store: SQLiteStore, connection: Any) -> None:
        if recorded:
            commit(store, connection)
        else:
            connection.execute("ROLLBACK")
        raise CommitUnsure("nobody knows")

    with monkeypatch.context() as patch:
        patch.setattr(SQLiteStore, "_commit", fails)
        yield


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("robot-integrator", "front-desk", "mall-desk"))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def actions(bench: Bench) -> dict[str, Callable[[Once, Desk], object]]:
    """Actions of one key each, which a repeat would do a second time or take back."""
    number = bench.take()
    shifts.open_shift(bench.desk)
    item = shifts.shifts_now(bench.desk).items[0].name
    starts = bench.now + timedelta(hours=1)
    room = rooms.plan_room(bench.desk, room="A", starts=starts, ends=starts + timedelta(hours=1), title="x").id
    prepared = rooms.preparations(bench.desk)[0].name
    return {
        "note": lambda once, desk: once.run(act.act, desk, number, "noted", text="once").ticket.seq,
        "tick": lambda once, desk: once.run(shifts.tick, desk, item).items[0].tick is not None,
        "prepare": lambda once, desk: bool(once.run(rooms.prepare_room, desk, room, prepared).prepared),
        "take a number": lambda once, desk: once.run(queue_numbers.take_number, desk, "returns").code,
    }


@pytest.mark.parametrize("what", ["note", "tick", "prepare", "take a number"])
@pytest.mark.parametrize("recorded", [True, False])
def test_a_repeat_after_an_unsure_end_records_once(
    house: Bench, monkeypatch: pytest.MonkeyPatch, what: str, recorded: bool
) -> None:
    action, once = actions(house)[what], Once()
    before = house.record()
    with unsure(monkeypatch, recorded=recorded), pytest.raises(CommitUnsure):
        action(once, house.desk)
    assert house.record() - before == recorded
    first = action(once, house.desk)
    assert house.record() == before + 1
    assert first
    action(once, house.desk)  # asked once more it is meant once more
    assert house.record() == before + 2


def test_undo_too(house: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    number, once = house.take(), Once()
    house.act(number, "noted", text="first")
    house.act(number, "noted", text="second")
    with unsure(monkeypatch, recorded=True), pytest.raises(CommitUnsure):
        once.run(act.undo, house.desk, number)
    once.run(act.undo, house.desk, number)
    assert house.kinds(number).count("undone") == 1


def test_a_refused_action_is_forgotten(house: Bench) -> None:
    once = Once()
    with pytest.raises(DeskError):
        once.run(queue_numbers.call_next, house.desk, "1")
    assert once._unsure == {}
    assert once.run(Bench.record, house) == house.record()  # what takes no key is simply called
