"""The quick look at every start: the store's structure, the head, the last day's links and sheets, and no more."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from deskconsole.desk.opening import open_desk
from deskconsole.desk.verifying.quick import quick_differences
from tests.desk.admin.busy import whole_site
from tests.desk.admin.tampering import tampered
from tests.desk.support import Bench

#: What is done → what is named of it.
NAMED: Final = {
    "UPDATE event SET kind = 'x' WHERE site_seq = (SELECT max(site_seq) FROM event)": "was changed",
    "UPDATE event SET facts = '{}' WHERE kind = 'shift_handed_over'": "was changed",
    "UPDATE event SET recorded_at = 'x' WHERE site_seq = (SELECT max(site_seq) FROM event)": "was changed",
    "DELETE FROM event WHERE site_seq = (SELECT max(site_seq) FROM event)": "the record ends with event",
    "UPDATE site SET head_hash = 'x'": "the record ends with event",
    "UPDATE site SET last_site_seq = last_site_seq - 1": "the record ends with event",
    "DELETE FROM payload": "is missing",
    "UPDATE event SET hash = 'x' WHERE site_seq = 80": "was changed",
    "CREATE TABLE extra (id)": "table extra",
    "DROP INDEX ticket_open": "index ticket_open is missing",
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = whole_site(tmp_path_factory.mktemp("whole"))
    bench.desk.store.close()
    return bench


def _problems(bench: Bench, folder: Path, statement: str | None, *, days: int = 0) -> list[str]:
    path = Path(shutil.copy(bench.folder / "desk.db", folder / "desk.db"))
    if statement is not None:
        tampered(path, (statement,))
    bench.now = bench.later(days=days)
    desk = open_desk(str(path), now=lambda: bench.now)
    try:
        return [str(each) for each in quick_differences(desk)]
    finally:
        desk.store.close()
        bench.now = bench.later(days=-days)


@pytest.mark.parametrize("statement", NAMED)
def test_what_was_done_on_the_last_day_is_named(whole: Bench, tmp_path: Path, statement: str) -> None:
    problems = _problems(whole, tmp_path, statement)
    assert [each for each in problems if NAMED[statement] in each], problems


def test_a_whole_store_is_whole_on_its_day_and_later(whole: Bench, tmp_path: Path) -> None:
    assert _problems(whole, tmp_path, None) == []
    assert _problems(whole, tmp_path, None, days=3) == []


def test_what_lies_further_back_is_for_the_whole_verification(whole: Bench, tmp_path: Path) -> None:
    assert _problems(whole, tmp_path, "UPDATE event SET hash = 'x' WHERE site_seq = 80", days=3) == []
    assert _problems(whole, tmp_path, "UPDATE site SET head_hash = 'x'", days=3)
