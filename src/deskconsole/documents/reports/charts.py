"""Charts that an office program can change: made by xlsxwriter, in a workbook or in a Word file with a workbook of
their own. No picture, no font, no further library."""

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any, Final

import xlsxwriter

from deskconsole.documents.texts import document_text
from deskconsole.present.reports.page import BARS, LINE, POINTS, SECONDS, SHARE, Chart, highest
from deskconsole.text.cells import width

#: How numbers of each shape are written; lengths of time as days, so that a workbook reckons with them.
FORMATS: Final[Mapping[str, str]] = {SHARE: "0%", SECONDS: "[h]:mm:ss", POINTS: "0.0"}
_DAY: Final = 86_400
_COLOUR: Final = "#3A6EA5"
_GREY: Final = "#7F7F7F"
#: Bars stand upright where their names are short and many, as hours are.
_SHORT: Final = 5
#: The width of a chart, in pixels; the height of its frame and of one bar.
WIDTH: Final = 620
_FRAME: Final = 90
_BAR: Final = 26
_HEIGHT: Final = 280
_SHEET: Final = "data"
_CHART: Final = re.compile(r"xl/charts/chart\d+\.xml")
#: What office programs take for more than is meant where it is not said: a line for a curve, a label for all of its
#: bar.
_PLAIN: Final = (
    (b"</c:val></c:ser>", b'</c:val><c:smooth val="0"/></c:ser>', b"<c:lineChart>"),
    (
        b'<c:showVal val="1"/>',
        b'<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        b'<c:showPercent val="0"/><c:showBubbleSize val="0"/>',
        b"",
    ),
)


def plain(value: float | None, shape: str) -> float | None:
    """A value as a workbook has it."""
    return value / _DAY if value is not None and shape == SECONDS else value


def height_of(chart: Chart) -> int:
    """How high a chart is, in pixels."""
    return _FRAME + _BAR * len(chart.categories) if _lies(chart) else _HEIGHT


def _lies(chart: Chart) -> bool:
    """Whether its bars lie, so that long names stand before them."""
    return chart.shape == BARS and max(map(width, chart.categories), default=0) > _SHORT


def add_chart(book: Any, sheet: str, chart: Chart, first: int, categories: int, values: int) -> Any:
    """A chart of a workbook over rows of a sheet that begin at ``first``; which columns hold names and values."""
    kind = "line" if chart.shape == LINE else "bar" if _lies(chart) else "column"
    made = book.add_chart({"type": kind})
    last = first + len(chart.categories) - 1
    number = FORMATS.get(chart.unit, "0")
    series: dict[str, Any] = {
        "name": document_text(chart.title),
        "categories": [sheet, first, categories, last, categories],
        "values": [sheet, first, values, last, values],
        "data_labels": {"value": True, "num_format": number, "font": {"size": 9}},
    }
    if kind == "line":
        series |= {"line": {"color": _COLOUR, "width": 2}, "marker": {"type": "circle", "size": 5}}
        series["data_labels"]["position"] = "above"
    else:
        series |= {"fill": {"color": _COLOUR}, "gap": 60}
    made.add_series(series)
    made.set_title({"name": document_text(chart.title), "name_font": {"size": 11, "bold": True}, "overlay": False})
    made.set_legend({"none": True})
    marks = {"major_tick_mark": "none", "minor_tick_mark": "none"}
    named: dict[str, Any] = {"num_font": {"size": 9}, **marks}
    counted: dict[str, Any] = {"num_font": {"size": 9, "color": _GREY}, "num_format": number, **marks}
    counted |= {"min": 0, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}
    if chart.unit == SHARE:
        counted["max"] = 1
    elif highest(chart.values) <= _SHORT:
        counted["major_unit"] = 1
    if kind == "bar":
        named["reverse"] = True
    across, up = (counted, named) if kind == "bar" else (named, counted)
    made.set_x_axis(across)
    made.set_y_axis(up)
    made.set_size({"width": WIDTH, "height": height_of(chart)})
    return made


def chart_with_workbook(chart: Chart) -> tuple[bytes, bytes]:
    """The part of a chart, and the workbook that it is drawn from."""
    whole = io.BytesIO()
    book = xlsxwriter.Workbook(whole, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(_SHEET)
    form = book.add_format({"num_format": FORMATS.get(chart.unit, "0")})
    sheet.write_string(0, 1, document_text(chart.title))
    write_values(sheet, chart, 1, 0, 1, form)
    sheet.insert_chart(1, 3, add_chart(book, _SHEET, chart, 1, 0, 1))
    book.close()
    data = explicit_charts(whole.getvalue())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = next(each for each in archive.namelist() if _CHART.fullmatch(each))
        return archive.read(name), data


def write_values(sheet: Any, chart: Chart, first: int, categories: int, values: int, form: Any) -> None:
    """The names and values of a chart into a sheet."""
    for row, (category, value) in enumerate(zip(chart.categories, chart.values, strict=True), start=first):
        sheet.write_string(row, categories, document_text(category))
        if value is not None:
            sheet.write_number(row, values, plain(value, chart.unit), form)


def explicit_charts(workbook: bytes) -> bytes:
    """A workbook whose charts say what office programs would take otherwise."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            data = old.read(item)
            if _CHART.fullmatch(item.filename):
                for before, after, only in _PLAIN:
                    data = data.replace(before, after) if only in data else data
            new.writestr(item, data)
    return result.getvalue()
