"""Paper form, ledger and calendar from the console: by key and palette, with progress, stopped by Esc."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.papers.ledger import ledger_lines
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.papers.export_form import FollowUpsForm, LedgerForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench
from tests.documents.support import chinese_fonts, pdf_text, word_text


@pytest.fixture
def documents(bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the site's files go; nothing goes to the person's home."""
    home = tmp_path / "home"
    (home / "Documents").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    yield bench.folder / "papers"
    assert [path.name for path in home.rglob("*")] == ["Documents"]


async def chooses(c: Seat, number: str, key: str) -> None:
    """Asks for the paper form of a ticket and picks an entry."""
    await c.opens(number)
    await c.press("J")
    await c.on(PickOne)
    await c.sees("Customer inquiry form")
    await c.press(key)
    await c.on(TicketScreen)


async def test_r17_the_form_is_written_and_the_place_is_told(bench: Bench, documents: Path) -> None:
    number = bench.take(content="① ★ 𠮷 ñ")
    async with console(bench.desk, size=(120, 30)) as c:
        await chooses(c, number, "2")
        await c.until(lambda: f"{number}.docx" in c.said, "the place of the file")
        await c.press("J")
        await c.on(PickOne)
        await c.press("2")
        await c.until(lambda: f"{number} (2).docx" in c.said, "the place of the second file")
    assert "① ★ 𠮷 ñ" in word_text(documents / f"{number}.docx")


async def test_r28_the_form_as_pdf_by_two_keys(bench: Bench, documents: Path) -> None:
    chinese_fonts(bench.folder)
    number = bench.take()
    async with console(bench.desk, size=(120, 30)) as c:
        await chooses(c, number, "1")
        await c.until(lambda: f"{number}.pdf" in c.said, "the place of the file")
    assert number in pdf_text(documents / f"{number}.pdf")


async def test_without_a_printer_the_reason_is_told(
    bench: Bench, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese_fonts(bench.folder)
    monkeypatch.setenv("PATH", str(documents.parent))
    number = bench.take()
    async with console(bench.desk, size=(120, 30)) as c:
        await chooses(c, number, "3")
        await c.until(lambda: "install CUPS" in c.said, "what is missing")


async def test_the_ledger_is_found_in_the_palette_and_told_where_it_is(bench: Bench, documents: Path) -> None:
    bench.take()
    async with console(bench.desk, size=(100, 30)) as c:
        await c.press("ctrl+p")
        await c.on(Menu)
        await c.typing("ledger")
        await c.press("enter")
        await c.on(LedgerForm)
        assert (c.value("from"), c.value("to")) == ("2026-09-01", "2026-09-14")
        assert c.value("out") == str(documents / "SZ-20260901-20260914.xlsx")
        await c.filling(**{"from": "今天", "to": "2026-09-01"})
        await c.press("ctrl+s")
        await c.until(lambda: "lies before" in c.note("to"), "the refusal at its row")
        await c.filling(to="09-14", out=str(documents / "a.csv"))
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.until(lambda: "a.csv · 1 row · " in c.said, "the place of the file")
    assert (documents / "a.csv").read_bytes().count(b"\r\n") == 2


async def test_esc_stops_a_long_export_and_nothing_is_left(
    bench: Bench, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        bench.take()
    before = bench.record()
    gate = threading.Event()

    def slow(*args: Any) -> Iterator[Any]:
        for place, line in enumerate(ledger_lines(*args)):
            if place == 2:
                assert gate.wait(8)
            yield line

    monkeypatch.setattr("deskconsole.documents.ledger.ledger_lines", slow)
    monkeypatch.setattr("deskconsole.documents.ledger._REPORT_EVERY", 1)
    async with console(bench.by("he"), size=(100, 30)) as c:
        await c.app.run_action("app.export_ledger")
        form = await c.on(LedgerForm)
        await c.press("ctrl+s")
        await c.sees("1 of 3 · Esc stops")
        await c.press("escape")
        await c.sees("Stopping")
        gate.set()
        await c.sees("stopped; nothing was written")
        assert c.app.screen is form
        await c.press("escape")
        await c.on(QueueScreen)
    assert list(documents.iterdir()) == []
    assert bench.record() == before


async def test_follow_ups_go_to_a_calendar(bench: Bench, documents: Path) -> None:
    number = bench.take("phone", "intent")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="好")
    async with console(bench.desk, size=(100, 30)) as c:
        await c.app.run_action("app.export_follow_ups")
        await c.on(FollowUpsForm)
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.until(lambda: "SZ-follow-ups.ics · 1 row · " in c.said, "the place of the file")
    assert number.encode() in (documents / "SZ-follow-ups.ics").read_bytes()


async def test_a_file_is_named_and_one_key_prints_it_another_copies_its_path(
    bench: Bench, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chinese_fonts(bench.folder)
    number, printed, copied = bench.take(), list[Path](), list[str]()
    monkeypatch.setattr("deskconsole.documents.form.print_file", lambda path, printer, title: printed.append(path))
    monkeypatch.setattr("deskconsole.terminal.app.GuardedApp.copy_out", lambda app, text: copied.append(text))
    async with console(bench.desk, size=(80, 24)) as c:
        await chooses(c, number, "1")
        await c.until(lambda: f"{number}.pdf · ! prints · * copies the path" in c.said, "what can be done with it")
        await c.sees(f"{number}.pdf · ! prints · * copies the path")
        await c.press("*")
        await c.until(lambda: c.said.startswith("Copied: "))
        await c.press("!")
        await c.until(lambda: c.said == f"{number}.pdf sent to the printer")
        await c.press("*")
        await c.until(lambda: c.said == f"Copied: {number}", "without the message it is the ticket's number again")
    assert printed == [documents / f"{number}.pdf"]
    assert copied == [str(documents / f"{number}.pdf"), number]


async def test_what_no_printer_takes_is_said_and_so_is_that_there_is_no_file(bench: Bench, documents: Path) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers)
        await c.press("!")
        await c.until(lambda: c.said == "No file has been written yet")
        await chooses(c, number, "2")
        await c.until(lambda: f"{number}.docx · * copies the path" in c.said, "it offers no printing")
        await c.press("!")
        await c.until(lambda: "only a PDF can be printed from here" in c.said)


async def test_the_site_names_the_folder_of_its_files(bench: Bench, documents: Path) -> None:
    (bench.folder / "site.toml").write_text('[papers]\nfolder = "out/of/here"\n')
    number = bench.take()
    async with console(bench.desk) as c:
        await chooses(c, number, "2")
        await c.until(lambda: f"{number}.docx" in c.said)
    assert (bench.folder / "out" / "of" / "here" / f"{number}.docx").stat().st_mode & 0o77 == 0
    assert not documents.exists()
