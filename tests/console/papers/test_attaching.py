"""Files attached from the console by their paths, completed while typed."""

from pathlib import Path

import pytest
from textual.widgets import Input

from deskconsole.desk.papers.attachments import attachments_of
from deskconsole.screens.papers.attach_form import AttachForm, Paths
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_r16_a_file_is_attached_by_its_completed_path_and_taken_back(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "报价单.pdf").write_bytes(b"x" * 2500)
    number = bench.take()
    async with console(bench.desk, size=(120, 30)) as c:
        await c.opens(number)
        await c.press("F")
        form = await c.on(AttachForm)
        await c.typing(f"{folder}/报")
        entry = c.app.focused
        assert isinstance(entry, Input)
        await c.until(lambda: entry._suggestion.endswith("报价单.pdf"), "the completion")
        await c.press("right")
        await c.until(lambda: c.note("file") == "= 2 kB", "the size")
        await c.filling(text="正式报价")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.until(lambda: "^Z" in c.said, "the line that takes it back")
        (found,) = attachments_of(bench.show(number).events)
        assert (found.name, bench.show(number).events[-1].text) == ("报价单.pdf", "正式报价")
        await c.sees("报价单.pdf")
        await c.press("z")
        await c.until(lambda: "taken back" in c.said, "that it was taken back")
        assert form is not c.app.screen
    assert attachments_of(bench.show(number).events) == []


async def test_what_cannot_be_attached_is_told_at_its_path(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "good").write_text("x")
    number = bench.take()
    async with console(bench.desk, size=(120, 30)) as c:
        await c.opens(number)
        await c.press("F")
        form = await c.on(AttachForm)
        await c.press("ctrl+s")
        await c.until(lambda: "name at least one file" in c.note("file"), "the refusal")
        await c.filling(**{"file": str(tmp_path / "good"), "file 2": str(tmp_path / "none")})
        await c.press("ctrl+s")
        await c.until(lambda: "cannot be kept" in c.note("file 2"), "the refusal at its path")
        assert c.app.screen is form
    assert "attached" not in bench.kinds(number)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("", None), ("{}/a", "{}/ab/"), ("{}/", "{}/ab/"), ("{}/ab/", "{}/ab/c.txt"), ("{}/x", None), ("{}/no/x", None)],
)
async def test_paths_are_completed(tmp_path: Path, typed: str, offered: str | None) -> None:
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / "c.txt").touch()
    (tmp_path / ".hidden").touch()
    expected = None if offered is None else offered.format(tmp_path)
    assert await Paths().get_suggestion(typed.format(tmp_path)) == expected
