"""The ledger 客户服务台账: problem, handler, solution and feedback of each ticket, text only ever as text."""

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from deskconsole.desk.papers import ledger as reading
from deskconsole.desk.papers.ledger import days
from deskconsole.documents.files import Stopped
from deskconsole.documents.ledger import COLUMNS, write_ledger
from deskconsole.documents.texts import cell_text
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import use
from deskconsole.store import tickets
from deskconsole.text.clean import clean
from tests.cli.support import hostile
from tests.desk.support import Bench, t

PERIOD = days(date(2026, 9, 1), date(2026, 9, 30))
SIGNS = ("=1+1", "+86 138", "-2+3", "@SUM(A1)", "\tx", "\rx", "＝1+1", "＋1", "－1", "＠x", "  =1", "\u3000=1", "\n=1")
#: What a spreadsheet, or whoever cleans its cells, does not see; and the small forms of the signs themselves.
UNSEEN = tuple(f"{sign}=1+1" for sign in "\u180e\u2060\u00ad\u034f\u115f\u1160\u3164\uffa0\u2800\u200b\ufeff")
SMALL = ("\ufe621", "\ufe631", "\ufe661", "\ufe6bx", "\u22121")


@pytest.fixture(autouse=True)
def _english(bench: Bench) -> None:
    use("en")


def sheet(path: Path) -> list[dict[str, Any]]:
    """The rows of a workbook by their headings."""
    rows = list(openpyxl.load_workbook(path).active.iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file by their headings."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(bench: Bench, name: str, period: reading.Days = PERIOD) -> Path:
    """The ledger as a file of this name."""
    out = bench.folder / name
    out.unlink(missing_ok=True)
    write_ledger(bench.by("he"), period, out)
    return out


def whole_life(bench: Bench) -> str:
    """An inquiry that was answered, finished, filed and followed up."""
    number = bench.take("phone", "intent", customer="华南精密 陈立", content="换型频繁")
    bench.later(minutes=5)
    bench.act(number, "answered", text="先这样")
    bench.act(number, "undone")
    bench.act(number, "answered", text="选 IRB-1600")
    bench.act(number, "finished", outcome="成交意向", text="下周签约")
    bench.act(number, "filed")
    bench.later(hours=30)
    bench.act(number, "followed_up", score=4, remark="很满意")
    return number


def test_e18_problem_handler_solution_and_feedback_stand_in_a_row(bench: Bench) -> None:
    number = whole_life(bench)
    (row,) = sheet(write(bench, "a.xlsx"))
    assert list(row) == [str(heading) for heading, _width in COLUMNS]
    told = {
        "Number": number,
        "Received": datetime(2026, 9, 14, 9, 0),
        "Channel": "Phone",
        "Tier": "Intent",
        "Customer": "华南精密 陈立",
        "Content": "换型频繁",
        "Core request": "选型建议",
        "First receiver": "Zhou",
        "First response": datetime(2026, 9, 14, 9, 0),
        "Answer or solution": "选 IRB-1600",
        "Outcome": "成交意向\n下周签约",
        "Feedback": "reached · 很满意",
        "Score": 4,
        "Deadlines missed": 0,
        "State": "filed",
    }
    assert {name: row[name] for name in told} == told
    assert table(write(bench, "a.csv"))[0]["Feedback"] == "reached · 很满意"


def test_formulas_of_hostile_forms_are_text(bench: Bench) -> None:
    for form in hostile():
        bench.take("phone", **{name: clean(form[name]) for name in ("customer", "content", "request")})
    rules = openpyxl.load_workbook(write(bench, "a.xlsx"))
    cells = [cell for row in rules.active.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert not [cell for cell in cells if cell.hyperlink]
    for row in table(write(bench, "a.csv")):
        for value in row.values():
            assert not value.lstrip(" \u3000\u200b").startswith(tuple("=+-@＝＋－＠\t\r")), value


@pytest.mark.parametrize("text", [*SIGNS, *UNSEEN, *SMALL, "\u2060\u00a0\u3164 \ufe66x"])
def test_what_begins_like_a_formula_is_quoted_in_a_cell(text: str) -> None:
    assert cell_text(text).startswith("'")
    assert not cell_text(f"x{text}").startswith("'")


def test_text_of_several_lines_quotes_and_separators_stays_one_cell(bench: Bench) -> None:
    content = '第一行\n"第二行", 第三;\t末'
    bench.take(content=content)
    assert table(write(bench, "a.csv"))[0]["Content"] == content
    assert sheet(write(bench, "a.xlsx"))[0]["Content"] == content


def test_days_are_the_sites_own_and_both_are_included(bench: Bench) -> None:
    numbers = []
    for at in ("09-14 23:59:59", "09-15 00:00", "09-16 23:59:59", "09-17 00:00"):
        bench.now = t(at)
        numbers.append(bench.take())
    out = write(bench, "a.csv", days(date(2026, 9, 15), date(2026, 9, 16)))
    assert [row["Number"] for row in table(out)] == numbers[1:3]


def test_reversed_days_are_refused() -> None:
    with pytest.raises(DeskError, match="to: 2026-09-01 lies before 2026-09-02"):
        days(date(2026, 9, 2), date(2026, 9, 1))


def test_pages_lose_and_repeat_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_PAGE", 2)
    numbers = [bench.take() for _ in range(3)]  # of the same instant
    bench.later(seconds=1)
    numbers += [bench.take() for _ in range(3)]
    for number in numbers:
        bench.act(number, "answered", text=number)
    rows = table(write(bench, "a.csv"))
    assert [row["Number"] for row in rows] == numbers
    assert [row["Answer or solution"] for row in rows] == numbers


def test_withdrawn_and_late_ones_say_so(bench: Bench) -> None:
    first, second = bench.take(), bench.take()
    bench.act(first, "withdrawn", reason="spam")
    bench.later(minutes=40)
    rows = table(write(bench, "a.csv"))
    assert [row["State"] for row in rows] == ["withdrawn", "Intake"]
    assert int(rows[1]["Deadlines missed"]) >= 1
    assert [row["Number"] for row in rows] == [first, second]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_stopped_export_leaves_nothing_and_no_trace(bench: Bench, name: str) -> None:
    bench.take()

    def stop(done: int, of: int) -> None:
        raise Stopped

    before = bench.record()
    with pytest.raises(Stopped):
        write_ledger(bench.by("he"), PERIOD, bench.folder / name, progress=stop)
    assert not [path for path in bench.folder.iterdir() if path.suffix in (".xlsx", ".csv")]
    assert bench.record() == before


def test_what_was_exported_by_whom_is_on_record(bench: Bench) -> None:
    bench.take()
    told: list[tuple[int, int]] = []
    write_ledger(bench.by("he"), PERIOD, bench.folder / "a.csv", progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 1), (1, 1)]
    with bench.desk.store.reading() as tx:
        event = tickets.site_events(tx)[-1][1]
    assert (event.kind, event.by) == ("exported", "he")
    period = {"first": "2026-09-01", "last": "2026-09-30"}
    assert event.fields == {"what": "ledger", "rows": 1, "file": "a.csv", **period}
    assert bench.verified() == []


def test_a_specialist_does_not_take_the_whole_ledger(bench: Bench) -> None:
    with pytest.raises(DeskError, match="may not do that"):
        write_ledger(bench.by("luo"), PERIOD, bench.folder / "a.csv")


def test_more_rows_than_a_sheet_holds_are_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskconsole.documents.ledger._MOST_ROWS", 1)
    bench.take(), bench.take()
    with pytest.raises(DeskError, match="more than a sheet holds"):
        write_ledger(bench.by("he"), PERIOD, bench.folder / "a.xlsx")
    assert len(table(write(bench, "a.csv"))) == 2
