"""The whole store as lines, and an identical one made of them; nothing of lines that are wrong."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.backups.exporting import export
from deskconsole.desk.backups.importing import import_store
from deskconsole.desk.opening import open_desk
from deskconsole.desk.search.searching import search
from deskconsole.desk.verifying.verifying import verify
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.store import tickets
from tests.desk.backups.support import attached, furnish
from tests.desk.support import Bench
from tests.store.support import older_store


@pytest.fixture
def site(tmp_path: Path) -> Bench:
    folder = tmp_path / "site"
    folder.mkdir()
    bench = Bench(folder)
    furnish(bench)
    return bench


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """An export to be spoiled."""
    bench = Bench(tmp_path_factory.mktemp("site"))
    furnish(bench)
    lines = exported(bench)
    bench.desk.store.close()
    return lines


def exported(bench: Bench) -> bytes:
    stream = io.BytesIO()
    assert export(bench.by("root"), stream).problems == ()
    return stream.getvalue()


def test_a_store_comes_back_identical(site: Bench, tmp_path: Path) -> None:
    site.act(site.take("phone"), "answered")
    with site.desk.store.reading() as tx:
        head = tx.head
    first = exported(site)
    new = tmp_path / "new" / "desk.db"
    imported = import_store(str(new), io.BytesIO(first))
    desk = open_desk(str(new), now=lambda: site.now)
    with desk.store.reading() as tx:
        assert tx.head == head
    assert [str(problem) for problem in verify(desk, clocks=True)] == []
    found = [[line.number for line in search(each, "焊接工位").tickets] for each in (desk, site.desk)]
    assert found[0] == found[1] != []
    second = io.BytesIO()
    assert export(desk, second).rows == imported.rows
    assert second.getvalue() == first
    assert [file.name for file in attached(new.parent)] == [file.name for file in attached(site.folder)]
    assert [file.read_bytes() for file in attached(new.parent)] == [file.read_bytes() for file in attached(site.folder)]
    desk.store.close()


def test_what_was_handed_out_is_on_record_and_not_in_it(site: Bench, tmp_path: Path) -> None:
    out = tmp_path / "desk.jsonl"
    made = export(site.by("root"), out)
    assert (made.out, out.stat().st_mode & 0o777) == (out, 0o600)
    with site.desk.store.reading() as tx:
        (event,) = (event for _seq, event in tickets.site_events(tx) if event.kind == "exported")
    assert (event.by, event.fields["what"], event.fields["rows"]) == ("root", "store", made.rows)
    assert event.fields["file"] == str(out)
    assert b'"exported"' not in out.read_bytes()
    with pytest.raises(DeskError, match="is there already"):
        export(site.by("root"), out)
    with pytest.raises(DeskError, match="only an administrator"):
        export(site.by("zhou"), tmp_path / "other.jsonl")


def test_a_store_of_an_older_version_goes_through(tmp_path: Path) -> None:
    (tmp_path / "older").mkdir()
    older_store(tmp_path / "older")
    desk = open_desk(str(tmp_path / "older"))
    stream = io.BytesIO()
    export(desk, stream)
    new = tmp_path / "new" / "desk.db"
    import_store(str(new), io.BytesIO(stream.getvalue()))
    other = open_desk(str(new))
    before, after = ([str(each) for each in verify(each_desk, clocks=True)] for each_desk in (desk, other))
    assert before == after
    again = io.BytesIO()
    export(other, again)
    assert again.getvalue() == stream.getvalue()


def test_where_something_is_already_nothing_is_imported(site: Bench) -> None:
    lines = exported(site)
    before = (site.folder / "desk.db").stat()
    with pytest.raises(StoreUnusable, match="there is something already"):
        import_store(str(site.folder), io.BytesIO(lines))
    assert (site.folder / "desk.db").stat().st_ino == before.st_ino
    assert not list(site.folder.glob(".desk.db.new*"))


# --- lines that are wrong ----------------------------------------------------------------------------------------

Lines = list[Any]


def at(table: str, change: Callable[[Lines], None]) -> Callable[[Lines], None]:
    """Change the first row of a table, whatever line that is."""

    def changed(lines: Lines) -> None:
        place = next(n for n, line in enumerate(lines) if isinstance(line, dict) and line.get("table") == table)
        change(lines[place + 1])

    return changed


def setting(place: int, value: Any) -> Callable[[Lines], None]:
    return lambda row: row.__setitem__(place, value)


def of_file(change: Callable[[Lines, int], None]) -> Callable[[Lines], None]:
    def changed(lines: Lines) -> None:
        change(lines, next(n for n, line in enumerate(lines) if isinstance(line, dict) and "file" in line))

    return changed


def first_row(lines: Lines) -> int:
    """Where the first row stands; tables without any may come before."""
    return next(n for n, line in enumerate(lines) if isinstance(line, list))


CHANGES: dict[str, tuple[Callable[[Lines], None], str]] = {
    "edition": (lambda lines: lines[0].update(deskconsole=2), "line 1: it is no export"),
    "no first line": (lambda lines: lines.pop(0), "line 1: it is no export"),
    "newer": (lambda lines: lines[0].update(schema="9999"), "newer version"),
    "unknown step": (lambda lines: lines[0].update(schema="head"), "none that this program knows"),
    "older unknown": (lambda lines: lines[0].update(schema="0000"), "none that this program knows"),
    "head": (lambda lines: lines[0].update(head="0" * 64), "does not end as its first line says"),
    "no such table": (lambda lines: lines[1].update(table="sqlite_master"), "line 2: there is no table 'sqlite_m"),
    "injection": (lambda lines: lines[1].update(table='x"; DROP TABLE event; --'), "line 2: there is no table"),
    "other columns": (lambda lines: lines[1].update(columns=["id"]), "line 2: 'approval_request' has other columns"),
    "row first": (lambda lines: lines.__delitem__(slice(1, first_row(lines))), "line 2: a row before any table"),
    "short row": (at("event", lambda row: row.pop()), r"line \d+: \d+ values instead of \d+"),
    "text for a number": (at("event", setting(2, "x")), "was changed|does not take it|does not follow|missing"),
    "too large": (at("event", setting(2, 2**70)), r"line \d+: a value that no store holds"),
    "truth": (at("event", setting(2, True)), r"line \d+: a value that no store holds"),
    "surrogate": (at("event", setting(5, "\ud800")), r"line \d+: a value that no store holds"),
    "null": (at("event", setting(5, None)), r"line \d+: the store does not take it: NOT NULL"),
    "nested": (at("event", setting(5, [1])), r"line \d+: a value that no store holds"),
    "no base64": (at("payload", setting(1, {"base64": "~"})), r"line \d+: it is no base64"),
    "words": (at("payload", setting(2, "{}")), r"the record in it is not whole: what event \d+"),
    "fact": (at("event", setting(8, 7)), r"the record in it is not whole: event \d+"),
    "twice": (
        lambda lines: lines.insert(first_row(lines), lines[first_row(lines)]),
        r"line \d+: the store does not take it: UNIQUE",
    ),
    "reference": (at("clock", setting(1, 99999)), "a row of clock refers to one that is missing"),
    "no end": (lambda lines: lines.pop(), "the last line is missing"),
    "end too early": (lambda lines: lines.pop(first_row(lines)), "lines are missing"),
    "after the end": (lambda lines: lines.append([1]), "something follows the last line"),
    "a word": (lambda lines: lines.insert(2, "x"), "line 3: it is neither a table, a row nor a file"),
    "file changed": (of_file(lambda lines, n: lines.__setitem__(n + 1, "eA==")), "was changed|is cut off"),
    "file cut": (of_file(lambda lines, n: lines.pop(n + 1)), "is cut off"),
    "file out": (of_file(lambda lines, n: lines[n].update(file="../../x")), "is no SHA-256"),
    "file twice": (of_file(lambda lines, n: lines.__setitem__(slice(n, n), lines[n : n + 2])), "is in it twice"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_line_that_is_wrong_is_named_and_nothing_is_left(whole: bytes, tmp_path: Path, what: str) -> None:
    change, reason = CHANGES[what]
    lines: Lines = [json.loads(line) for line in whole.splitlines()]
    change(lines)
    text = b"".join(json.dumps(line).encode() + b"\n" for line in lines)
    new = tmp_path / "new"
    with pytest.raises((DeskError, StoreUnusable), match=reason):
        import_store(str(new / "desk.db"), io.BytesIO(text))
    assert [path for path in new.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"", "line 1: it is no export"),
        (b"\xff\xfe\n", "line 1: it is no JSON"),
        (b"{" * 100_000 + b"\n", "line 1: it is no JSON"),
        (b'{"deskconsole":1', "line 1: it is cut off"),
        (b"[" + b"9" * 5000 + b"]\n", "line 1: it is no"),
    ],
)
def test_what_is_no_export(tmp_path: Path, text: bytes, reason: str) -> None:
    with pytest.raises(DeskError, match=reason):
        import_store(str(tmp_path / "desk.db"), io.BytesIO(text))
    assert list(tmp_path.iterdir()) == []


def test_half_an_export(whole: bytes, tmp_path: Path) -> None:
    for place in range(1, len(whole), len(whole) // 12):
        with pytest.raises((DeskError, StoreUnusable)):
            import_store(str(tmp_path / "new" / "desk.db"), io.BytesIO(whole[:place]))
        assert [path for path in (tmp_path / "new").rglob("*") if path.is_file()] == []
