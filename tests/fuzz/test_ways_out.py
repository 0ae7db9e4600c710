"""Every hostile text by every way out but the screen (``tests/terminal``): command line, files, their names.

A line of a customer is one line, and theirs; no program that opens a file acts on what stands in it.
"""

import csv
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Final
from xml.etree import ElementTree

import icalendar
import openpyxl
import pypdf
import pytest
import typst

from deskconsole.documents.fonts import chinese_of
from deskconsole.text.clean import shown
from tests.cli.support import CONTROL, Cli
from tests.documents.support import word_text

#: Without a font that has Chinese characters no PDF is made; that is said, and tested elsewhere.
_HAS_CHINESE: Final = chinese_of(typst.Fonts(include_embedded_fonts=False).families()) is not None
#: What a program might act on, by what it would do. A later line tries to pass for one of the program's own.
PAYLOADS: Final[Mapping[str, str]] = {
    "terminal": "x\x1b[2J\x1b]0;owned\x07\x9b31m\x7fy",
    "clipboard": "x\x1b]52;c;aGFsbG8=\x07",
    "bidi": "x\u202egnp.exe\u2066",
    "several lines": "x\nSZ-20260928-9999  open  Answer\r\nline 1: tier: is missing\u2028z\x85w",
    "formula": '=HYPERLINK("http://x","y")',
    "unseen formula": "\u2060\u3164＝cmd|' /C calc'!A0",
    "small formula": "\ufe66SUM(1)",
    "markup": "[@click=app.quit]x[/] [red]y[/red] <b>z</b> &amp; #let x = 1 \\\\server $x$",
    "typst": '#import "/etc/passwd": *\n#panic("x")\n= heading `raw` @ref',
    "calendar": "x\nEND:VEVENT\nBEGIN:VALARM\nACTION:PROCEDURE\r\nDESCRIPTION:y",
    "xml": "]]></w:t><w:fldSimple w:instr='DDEAUTO c'/>\ufffe\x0b",
    "path": "../../../../tmp/owned\\..\\con.lnk",
    "template": "{0.__class__} {number} %(levelname)s ${HOME} $(id)",
    "surrogate": "x\ud800y\udfff",
    "long": "字" * 200,
}


def taken(cli: Cli, payload: str) -> str:
    """An inquiry all of whose texts are hostile, with a follow-up; its number."""
    name = " ".join(payload.split())[:190] or "x"
    form = {"channel": "online", "kind": "inquiry", "tier": "core", "customer": name, "contact": "13812345678"}
    form |= {"category": "product", "content": payload, "request": payload}
    number = str(cli.json("intake", "--from", "-", stdin=json.dumps(form))["number"])
    words = "".join(sign for sign in payload if sign != "\0" and not "\ud800" <= sign <= "\udfff")
    planned = ("--due", "2026-10-08T10:00:00+08:00", f"--text={words}")
    assert cli("act", number, "planned", *planned).status == 0
    assert cli("act", number, "noted", f"--text={words}").status == 0
    return number


def _lines(cli: Cli, number: str, *argv: str) -> None:
    """What people read: none of its lines is the customer's and looks like the program's."""
    answer = cli(*argv)
    assert answer.status == 0, answer.err
    assert not re.search(r"^(SZ-20260928-9999|line 1:|END:|BEGIN:|DESCRIPTION:)", answer.out, re.MULTILINE)
    assert all(line == shown(line) for line in answer.out.splitlines())


def _json(cli: Cli, number: str) -> None:
    text = cli("show", number, "--json").out
    assert len(text.splitlines()) == 1
    assert not CONTROL.search(text.rstrip("\n"))
    assert json.loads(text)["number"] == number


PERIOD: Final = ("--from", "2026-09-28", "--to", "2026-09-28")


def _csv(cli: Cli, number: str) -> None:
    out = cli.store.parent / "a.csv"
    assert cli("ledger", *PERIOD, "--out", str(out), as_="he").status == 0
    with out.open(encoding="utf-8-sig", newline="") as file:
        heading, row = csv.reader(file)
    assert len(row) == len(heading)
    for cell in row:
        bare = re.sub("[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u3164\ufeff\\s]", "", cell)
        assert not bare.startswith(tuple("=+-@＝＋－＠﹢﹣﹦﹫")), cell
        assert not CONTROL.search(cell.replace("\n", ""))


def _xlsx(cli: Cli, number: str) -> None:
    out = cli.store.parent / "a.xlsx"
    assert cli("ledger", *PERIOD, "--out", str(out), as_="he").status == 0
    sheet = openpyxl.load_workbook(out).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} <= {"s", "n", "d"}
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


def _docx(cli: Cli, number: str) -> None:
    out = cli.store.parent / "a.docx"
    assert cli("form", number, "--out", str(out)).status == 0
    assert number in word_text(out)
    with zipfile.ZipFile(out) as file:
        for name in file.namelist():
            if name.endswith(".xml"):
                root = ElementTree.fromstring(file.read(name))
                orders = [each for each in root.iter() if each.tag.endswith(("}instrText", "}fldSimple"))]
                assert not [each for each in orders if "DDE" in f"{each.text}{each.attrib}"]


def _pdf(cli: Cli, number: str) -> None:
    out = cli.store.parent / "a.pdf"
    assert cli("form", number, "--out", str(out)).status == 0
    pages = pypdf.PdfReader(out).pages
    assert number in "".join(page.extract_text() for page in pages)
    assert not [page for page in pages if "/Annots" in page]


def _ics(cli: Cli, number: str) -> None:
    out = cli.store.parent / "a.ics"
    assert cli("follow-ups", "--out", str(out)).status == 0
    found = icalendar.Calendar.from_ical(out.read_bytes())
    assert [each.name for each in found.walk() if each.name in ("VEVENT", "VTODO")] == ["VEVENT"]
    assert not [each for each in found.walk("VALARM") if each["ACTION"] != "DISPLAY"]


def _names(cli: Cli, number: str) -> None:
    """A hostile name goes in and out as a name in the folder, and nowhere else."""
    payload = cli("show", number, "--json").document["content"]
    name = payload.replace("/", "_").replace("\0", "")[:60].encode("utf-8", "replace")[:200].decode("utf-8", "ignore")
    inside, outside = cli.store.parent / "in", cli.store.parent / "out"
    inside.mkdir()
    outside.mkdir()
    given = inside / (name or "x")
    given.write_text("x")
    assert cli("attach", number, str(given)).status in (0, 2)
    before = {path for path in cli.store.parent.parent.rglob("*") if path.is_file()}
    assert cli("attachments", number, "--out", str(outside)).status == 0
    for path in outside.iterdir():
        assert path.name == shown(path.name)
        assert not set(path.name) & set('\\/:*?"<>|\n\t')
    new = {path for path in cli.store.parent.parent.rglob("*") if path.is_file()} - before
    assert {path.parent for path in new if path.suffix not in (".db-wal", ".db-shm")} <= {outside}


WAYS: Final[Mapping[str, Callable[[Cli, str], None]]] = {
    "show": lambda cli, number: _lines(cli, number, "show", number),
    "queue": lambda cli, number: _lines(cli, number, "queue"),
    "follow-ups": lambda cli, number: _lines(cli, number, "follow-ups"),
    "search": lambda cli, number: _lines(cli, number, "search", number),
    "customer": lambda cli, number: _lines(cli, number, "search", "13812345678"),
    "json": _json,
    "csv": _csv,
    "xlsx": _xlsx,
    "docx": _docx,
    "pdf": _pdf,
    "ics": _ics,
    "file names": _names,
}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_way_out_lets_it_act(cli: Cli, payload: str) -> None:
    number = taken(cli, PAYLOADS[payload])
    for way, goes in WAYS.items():
        if way == "pdf" and not _HAS_CHINESE:
            continue
        try:
            goes(cli, number)
        except AssertionError as error:
            raise AssertionError(f"{payload} by {way}: {error}") from error
