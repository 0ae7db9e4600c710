"""Of a person who was written through every use case nothing is left in any file once they are erased."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from deskconsole.desk.transactions import writing
from tests.desk.persons.marked import DRIVEN, NAME, NUMBER, WECHAT, Life, drive
from tests.desk.test_permissions import everything, name

_NUMBERS: Final = (NUMBER, NUMBER[::-1], "198-8765-4321")


def marks() -> Iterator[tuple[str, bytes]]:
    """What would give the person away, as it may stand in a file: each character of the name is nobody else's."""
    for text in (*NAME, *_NUMBERS, WECHAT, WECHAT[3:]):
        yield f"{text} (utf-8)", text.encode()
        yield f"{text} (escaped)", text.encode("unicode_escape")
    for text in (NAME[:2], NAME[1:], *_NUMBERS, WECHAT[3:]):  # two bytes alone stand anywhere
        for encoding in ("utf-16-le", "utf-16-be"):
            yield f"{text} ({encoding})", text.encode(encoding)
    yield "surrogates", b"\\ud842\\udfb7"


def left_in(folder: Path) -> list[str]:
    """The marks in the names and contents of every file below a folder."""
    contents = [(path, str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes()) for path in _files(folder)]
    return sorted(
        f"{path.relative_to(folder)}: {called}"
        for path, content in contents
        for called, mark in marks()
        if mark in content
    )


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_every_use_case_that_writes_is_in_the_map() -> None:
    written = {name(door) for door in everything() if door.writes}
    assert written - DRIVEN.keys() == set()
    assert DRIVEN.keys() - written == set()


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The use cases that were begun, by their names."""
    names: set[str] = set()
    write = writing.write

    def recorded(*given: Any) -> Any:
        *_how, function, _args, _named = given
        names.add(function.__name__)
        return write(*given)

    monkeypatch.setattr(writing, "write", recorded)
    return names


def test_nothing_is_left_of_a_person_who_was_written_through_every_use_case(tmp_path: Path, called: set[str]) -> None:
    site = tmp_path / "site"
    site.mkdir()
    life = Life(site)
    drive(life)
    assert {way.rpartition(".")[2] for way, how in DRIVEN.items() if not isinstance(how, str)} - called == set()
    assert life.bench.verified() == []
    before = left_in(site)
    assert {each.partition(": ")[2] for each in before} >= {f"{text} (utf-8)" for text in (*NAME, *_NUMBERS, WECHAT)}
    assert any(each.startswith("attachments") for each in before)
    other = life.bench.show(life.other)
    life.erase()
    assert left_in(site) == []
    assert life.bench.verified() == []
    after = life.bench.show(life.other)
    assert (after.ticket.customer, after.ticket.content) == (other.ticket.customer, other.ticket.content)
    life.desk.store.close()
    assert left_in(site) == []
