"""A report is the same on every way out: each figure in the Word file, the workbook, the PDF's input, on the screen and
by command is what the one function of figures gives; charts are drawn from the same values; texts stay texts."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import docx
import openpyxl
import pytest
from lxml import etree

from deskconsole.cli import main
from deskconsole.desk import opening
from deskconsole.desk.desk import Desk
from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.reports.building import show_report
from deskconsole.desk.reports.handing_in import begin_summary, hand_in_report
from deskconsole.documents.reports.charts import plain
from deskconsole.documents.reports.files import titles_of, write_report
from deskconsole.documents.reports.pdf import content
from deskconsole.domain.figures.periods import Period, read_period
from deskconsole.domain.reports.contents import CONTENTS, COURSE, FIGURES, HOURS, PARTS
from deskconsole.domain.reports.report import Report
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import use
from deskconsole.present.reports.laying_out import page_of
from deskconsole.present.reports.page import TEXT, Chart, Page
from deskconsole.screens.reports.lines import lines_of
from deskconsole.store import site
from tests.desk.figures.worked import worked_week
from tests.desk.support import Bench, t

PERIOD: Final = read_period("2026-09")
C: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """The week that was made by hand, with two questions that are alike."""
    folder = tmp_path_factory.mktemp("reports")
    bench, _numbers = worked_week(folder)
    for text in ("六轴机器人负载多少公斤", "=请问六轴机器人负载多少公斤\x0b\x01"):
        bench.take(content=text, request=text)
    yield bench
    bench.desk.store.close()
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _chinese() -> None:
    use("zh")


def read(desk: Desk, name: str, period: Period = PERIOD) -> tuple[Report, Page]:
    report = show_report(desk, name, period)
    return report, page_of(report, titles_of(desk), "DESK", desk.zone)


def test_every_figure_is_the_same_on_every_way_out(
    week: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = week.by("song")
    monkeypatch.setattr(opening, "open_desk", partial(opening.open_desk, now=lambda: week.now))
    store = str(desk.folder / "desk.db")
    compared = 0
    for name in CONTENTS:
        report, page = read(desk, name)
        for part in report.parts:
            if part.section.shows in (FIGURES, PARTS, HOURS):
                names, by = part.section.figures, part.section.by
                lines = show_figures(desk, names, period=PERIOD, by=by, usual=False, person=report.person)
                assert [(row.figure, row.by, row.amount) for row in part.rows] == [
                    (line.figure, line.by, line.amount) for line in lines
                ]
                compared += len(lines)
        command = ["report", name, "--period", "2026-09", "--store", store, "--as", "song", "--json"]
        capsys.readouterr()
        assert main(command) == 0
        printed = json.loads(capsys.readouterr().out)
        assert [[each["value"] for each in section["figures"]] for section in printed["sections"]] == [
            [row.amount.value for row in part.rows] for part in report.parts
        ]
        _same_in_word(desk, name, page, tmp_path / f"{name}.docx")
        _same_in_workbook(desk, name, page, tmp_path / f"{name}.xlsx")
        _same_in_pdf(page)
        _same_on_screen(page)
    assert compared > 60


def _grid(page: Page) -> list[list[list[str]]]:
    """The tables of a report as texts."""
    tables = [section.table for section in page.sections if section.table is not None]
    return [[list(each.heads), *([cell.text for cell in row.cells] for row in each.rows)] for each in tables]


def _charts(page: Page) -> list[Chart]:
    return [section.chart for section in page.sections if section.chart is not None]


def _same_in_word(desk: Desk, name: str, page: Page, path: Path) -> None:
    write_report(desk, name, PERIOD, path)
    document = docx.Document(str(path))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    assert tables[0] == [list(fact) for fact in page.facts]
    assert tables[1:] == _grid(page)
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    for section in page.sections:
        assert "".join(section.sentences) in paragraphs
    with zipfile.ZipFile(path) as archive:
        names = sorted(each for each in archive.namelist() if each.startswith("word/charts/chart"))
        assert len(names) == len(_charts(page))
        for number, chart in enumerate(_charts(page), start=1):
            tree = etree.fromstring(archive.read(f"word/charts/chart{number}.xml"))
            assert _values(tree) == _expected(chart)
            assert [each.get("val") for each in tree.iter(f"{C}smooth")] == (["0"] if chart.shape == "line" else [])
            assert b'<a:ea typeface="' in etree.tostring(tree)
            book = openpyxl.load_workbook(io.BytesIO(archive.read(f"word/embeddings/chart{number}.xlsx")))
            rows = list(book["data"].iter_rows(min_row=2, max_col=2, values_only=True))
            assert [(str(title), _days(value)) for title, value in rows] == [
                (title, pytest.approx(value)) for title, value in _expected(chart)
            ]


def _values(tree: Any) -> list[tuple[str, Any]]:
    """The names and values that a chart keeps of its workbook."""
    names = {pt.get("idx"): pt.findtext(f"{C}v") for pt in tree.iter(f"{C}pt") if pt.getparent().tag == f"{C}strCache"}
    values = {pt.get("idx"): pt.findtext(f"{C}v") for pt in tree.iter(f"{C}pt") if pt.getparent().tag == f"{C}numCache"}
    return [(name, None if not values.get(idx) else pytest.approx(float(values[idx]))) for idx, name in names.items()]


def _expected(chart: Chart) -> list[tuple[str, float | None]]:
    return [(name, plain(value, chart.unit)) for name, value in zip(chart.categories, chart.values, strict=True)]


def _days(value: Any) -> Any:
    return value.total_seconds() / 86_400 if hasattr(value, "total_seconds") else value


def _same_in_workbook(desk: Desk, name: str, page: Page, path: Path) -> None:
    write_report(desk, name, PERIOD, path)
    book = openpyxl.load_workbook(path)
    rows = [[cell for cell in row if cell.value is not None] for row in book.worksheets[0].iter_rows()]
    texts = [[str(cell.value) for cell in row] for row in rows]
    for section in page.sections:
        if section.table is None:
            continue
        top = texts.index(list(section.table.heads), texts.index([section.title]))
        for shown, row in zip(rows[top + 1 :], section.table.rows, strict=False):
            for cell, expected in zip(shown, (each for each in row.cells if each.text), strict=False):
                value = plain(expected.value, expected.shape)
                if expected.shape == TEXT or value is None:
                    assert (cell.data_type, cell.value) == ("s", expected.text)
                else:
                    assert _days(_time(cell.value)) == pytest.approx(value)
    listed = list(book.worksheets[1].iter_rows(max_col=2, values_only=True)) if _charts(page) else []
    for chart in _charts(page):
        first = next(place for place, row in enumerate(listed) if row[0] == chart.title) + 1
        shown = listed[first : first + len(chart.categories)]
        assert [(name_, _days(_time(value))) for name_, value in shown] == [
            (name_, pytest.approx(value)) for name_, value in _expected(chart)
        ]


def _time(value: Any) -> Any:
    """A length that openpyxl takes for a time of day."""
    return (value.hour * 3600 + value.minute * 60 + value.second) / 86_400 if hasattr(value, "hour") else value


def _same_in_pdf(page: Page) -> None:
    given = content(page, ("Noto Serif CJK SC",))
    tables = [each["table"] for each in given["sections"] if each["table"]]
    assert [[each["heads"], *([cell["text"] for cell in row] for row in each["rows"])] for each in tables] == _grid(
        page
    )
    charts = [each["chart"] for each in given["sections"] if each["chart"]]
    assert [[bar["name"] for bar in chart["bars"]] for chart in charts] == [list(c.categories) for c in _charts(page)]


def _same_on_screen(page: Page) -> None:
    """Every value of figures, parts and courses stands in its column."""
    shown: dict[str, list[str | None]] = {}
    for line in lines_of(page):
        if line.section is not None and line.line.key:
            shown.setdefault(line.section.title, []).append(line.line.texts.get("value"))
    for section in page.sections:
        if section.table is not None and section.shows in (FIGURES, PARTS, COURSE):
            assert shown[section.title] == [row.cells[1].text for row in section.table.rows]


def test_texts_of_outside_stay_texts(week: Bench, tmp_path: Path) -> None:
    week.now = t("09-14 19:00")
    number = begin_summary(week.by("zhou"), "weekly", read_period("2026-W38"))
    hand_in_report(week.by("zhou"), number, "=HYPERLINK(1)\x0b\n+1\n@x")
    for suffix in (".docx", ".xlsx", ".pdf"):
        write_report(week.by("zhou"), "weekly", read_period("2026-W38"), tmp_path / f"w{suffix}")
        write_report(week.by("song"), "monthly", PERIOD, tmp_path / f"m{suffix}")
    assert "=HYPERLINK(1)" in [p.text for p in docx.Document(str(tmp_path / "w.docx")).paragraphs]
    for name in ("w", "m"):
        for sheet in openpyxl.load_workbook(tmp_path / f"{name}.xlsx").worksheets:
            assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    cells = [c.value for s in openpyxl.load_workbook(tmp_path / "w.xlsx").worksheets for r in s.iter_rows() for c in r]
    assert {"=HYPERLINK(1)", "+1", "@x"} <= set(cells)
    assert (tmp_path / "m.pdf").read_bytes().startswith(b"%PDF")
    table = next(t for t in docx.Document(str(tmp_path / "m.docx")).tables if t.cell(0, 0).text == "问题")
    assert any("六轴机器人负载多少公斤" in row.cells[0].text for row in table.rows)


def test_a_file_about_others_is_for_whoever_hands_out_and_on_record(week: Bench, tmp_path: Path) -> None:
    write_report(week.by("lin"), "weekly", read_period("2026-W38"), tmp_path / "own.docx")
    with pytest.raises(DeskError, match="not yours to see"):
        write_report(week.by("lin"), "weekly", PERIOD, tmp_path / "x.docx", person="zhou")
    with pytest.raises(DeskError, match="export"):
        write_report(week.by("root"), "monthly", PERIOD, tmp_path / "x.docx")
    with pytest.raises(DeskError, match=r"\.docx, \.xlsx, \.pdf"):
        write_report(week.by("song"), "monthly", PERIOD, tmp_path / "x.txt")
    assert not list(tmp_path.glob("x.*"))
    with week.desk.store.reading() as tx:
        exported = [e for e in site.site_events_of(tx, "exported", t("09-14 00:00")) if e.fields["what"] == "report"]
    assert exported[-1].fields["report"] == "weekly"
    assert exported[-1].fields["person"] == "lin"
