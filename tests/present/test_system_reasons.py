"""What the system and the database say of files and disks is in the language in use, too."""

import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.errors import CommitUnsure, DeskError
from deskconsole.present.catalogue import _OF_THE_SYSTEM, explain, language, use
from deskconsole.store.sqlite.library import dbapi, explained


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    before = language()
    use("zh")
    yield
    use(before)


def _english(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]{3,}", text.replace("/desk/desk.db", ""))


@pytest.mark.parametrize("said", sorted(_OF_THE_SYSTEM))
def test_a_reason_is_translated(said: str) -> None:
    told = explain(DeskError("{path}: no store can be made: {reason}", path="/desk/desk.db", reason=said))
    assert _english(told) == []
    assert "/desk/desk.db" in told


def test_what_the_database_says_of_a_disk() -> None:
    with pytest.raises(dbapi.Error) as raised:
        dbapi.connect("file:/nowhere/desk.db?mode=rw", uri=True)
    told = explain(explained(raised.value, Path("/desk/desk.db")))
    assert _english(told) == []
    unsure = CommitUnsure(
        "{path}: the end of a write failed ({reason}); it may have been recorded all the same: "
        "look, or write it again with the same key",
        path="/desk/desk.db",
        reason="disk I/O error",
    )
    assert _english(explain(unsure)) == []


def test_an_error_of_the_system_with_its_number_and_file() -> None:
    error = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/desk/desk.db")
    told = explain(DeskError("{path}: no store can be made: {reason}", path="/desk/desk.db", reason=str(error)))
    assert _english(told) == []
    assert told.endswith("'/desk/desk.db'")


def test_what_nobody_knows_stays_as_it_was_said() -> None:
    assert "something new" in explain(DeskError("{path}: {reason}", path="x", reason="something new: y"))
    assert explain(DeskError("{text}", text="Permission denied")) == "Permission denied", "somebody's own words"
