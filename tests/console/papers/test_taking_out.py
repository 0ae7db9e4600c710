"""A file that is attached to a ticket is copied out by two keys, on record; over SSH the message names the command."""

import shlex
from pathlib import Path

import pytest

from deskconsole import given_files
from deskconsole.desk.papers.attachments import attach
from deskconsole.desk.papers.transfer import fetch_command, wish_of
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.papers.attach_form import AttachForm
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.sign_on.support import site_events
from tests.desk.support import Bench


@pytest.fixture
def number(bench: Bench, tmp_path: Path) -> str:
    """A ticket with two files."""
    result = bench.take()
    for name, content in (("报价 1.pdf", b"%PDF offer"), ("plan.bin", b"\x00plan")):
        (tmp_path / name).write_bytes(content)
        attach(bench.desk, result, [tmp_path / name])
    return result


@pytest.fixture
def over_ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Whoever sits there comes by SSH: what they name lies in their transfer folder."""
    folder = tmp_path / "transfer" / "li"
    folder.mkdir(parents=True)
    monkeypatch.setattr(given_files, "_ONLY", [folder.resolve()])
    return folder


async def takes(c: Seat, number: str, name: str) -> None:
    await c.opens(number)
    await c.press("J")
    menu = await c.on(PickOne)
    place = next(n for n, (_key, text) in enumerate(menu.entries, start=1) if name in text)
    await c.press(str(place))
    await c.on(TicketScreen)


async def test_over_ssh_a_file_lies_in_ones_own_folder_and_the_command_is_named(
    bench: Bench, number: str, over_ssh: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console(bench.desk, size=(120, 30)) as c:
        copied: list[str] = []
        monkeypatch.setattr(c.app, "copy_to_clipboard", copied.append)
        await takes(c, number, "plan.bin")
        await c.sees("Written: ssh HOST fetch plan.bin > plan.bin", "* copies the command")
        assert (over_ssh / "plan.bin").read_bytes() == b"\x00plan"
        await c.press("*")
        await c.sees("Copied: ssh HOST fetch plan.bin > plan.bin")
        await c.press("escape")
        await takes(c, number, "报价 1.pdf")
        await c.sees(fetch_command("报价 1.pdf"))
    fields = [event.fields for event in site_events(bench, "exported")]
    assert [(each["number"], each["file"], each["rows"]) for each in fields] == [
        *((number, "plan.bin", 1), (number, "报价 1.pdf", 1)),
    ]
    assert {event.by for event in site_events(bench, "exported")} == {"zhou"}


async def test_at_the_desk_a_file_lies_among_the_sites_papers(bench: Bench, number: str) -> None:
    async with console(bench.desk, size=(120, 30)) as c:
        await takes(c, number, "plan.bin")
        await c.sees("plan.bin", "copies the path")
    assert (bench.folder / "papers" / "plan.bin").read_bytes() == b"\x00plan"


async def test_ones_own_file_goes_in_by_the_name_that_it_was_sent_by(bench: Bench, over_ssh: Path) -> None:
    number = bench.take()
    (over_ssh / "photo.jpg").write_bytes(b"JPG")
    async with console(bench.desk, size=(120, 30)) as c:
        await c.opens(number)
        await c.press("F")
        await c.on(AttachForm)
        await c.sees("ssh HOST send NAME")


@pytest.mark.parametrize("name", ["a.pdf", "a b.pdf", "报价 ①.pdf", "it's.pdf", "$(id) `id`;.pdf"])
def test_the_command_that_is_named_asks_for_that_file(name: str) -> None:
    """As a shell on one's own PC reads it, and then the forced command."""
    words = shlex.split(fetch_command(name))
    assert words[:2] == ["ssh", "HOST"]
    assert words[words.index(">") + 1 :] == [name]
    wish = wish_of(" ".join(words[2 : words.index(">")]))
    assert (wish.word, wish.name) == ("fetch", name)


async def test_a_colleague_without_part_in_a_ticket_takes_nothing(bench: Bench, number: str) -> None:
    async with console(bench.by("luo"), size=(120, 30)) as c:
        c.app.session.navigation.open_ticket(number)
        await c.on(TicketScreen)
        await c.press("J")
        await c.pilot.pause()
        assert "plan.bin" not in c.text()
    assert site_events(bench, "exported") == []
