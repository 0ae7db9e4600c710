"""Commands that write files, or a store as a whole: each tried on copies of one site."""

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from deskconsole.desk import opening
from deskconsole.desk.backups.archive import unpack
from deskconsole.desk.backups.backing_up import back_up
from deskconsole.desk.backups.exporting import export
from deskconsole.desk.backups.importing import import_store
from deskconsole.desk.papers.attachments import attach
from deskconsole.desk.verifying.verifying import verify
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain
from tests.faults.children import SITE, Outcome, Refused, opened, state_of
from tests.faults.house import House, made
from tests.store.support import older_store

_FORM: Final = {
    "channel": "online",
    "kind": "inquiry",
    "tier": "core",
    "customer": "华南精密 陈立",
    "contact": "wx:chenli",
    "category": "other",
    "content": "焊接工位换型频繁",
    "request": "选型建议",
}

Check = Callable[[Path, Outcome, House], Iterator[str]]


@dataclass(frozen=True)
class Try:
    """A command, and what to look at afterwards besides what the site's own store records."""

    argv: str
    check: Check
    #: whether the site's store is one of those that the command may replace
    replaces: bool = False


def furnished(folder: Path) -> House:
    """A site with tickets and an attached file; beside it what the commands read, and what they may replace."""
    house = made(folder)
    (folder / "out").mkdir()
    (folder / "given.txt").write_text("given\n" * 2000, "utf-8")
    house.inquiry = house.bench.take()
    attach(house.desk, house.inquiry, [folder / "given.txt"])
    forms = [json.dumps({**_FORM, "request": f"request {n}"}, ensure_ascii=False) for n in range(3)]
    (folder / "forms.jsonl").write_text("\n".join(forms), "utf-8")
    with (folder / "export.jsonl").open("wb") as target:
        export(house.root, target)
    back_up(house.root, folder / "out" / "old.tar")
    house.bench.take()  # what is in no backup
    (folder / "older").mkdir()
    older_store(folder / "older")
    return house


def perform(house: House, folder: Path, line: str) -> None:
    """Run a command as ``main`` does, by the clock of the house."""
    from deskconsole.cli import main

    argv = [*line.format(folder=folder, number=house.inquiry).split(), "--lang", "en"]
    if "--store" not in argv:
        argv += ["--store", str(folder / SITE / "desk.db")]
    existing = opening.open_desk
    opening.open_desk = partial(existing, now=lambda: house.bench.now)
    try:
        status = main(argv)
    except SystemExit as stop:
        status = int(stop.code or 0)
    finally:
        opening.open_desk = existing
    if status and (argv[0], status) != ("doctor", 1):  # it has something to say
        said = [stream.getvalue() for stream in (sys.stderr, sys.stdout) if hasattr(stream, "getvalue")]
        raise Refused("".join(said))


# --- what is looked at -------------------------------------------------------------------------------------------


def nothing(folder: Path, outcome: Outcome, house: House) -> Iterator[str]:
    """The store alone."""
    return iter(())


def _file(check: Callable[[Path, Path], object], name: str, *, always: bool = False) -> Check:
    """A file that is there whole or not at all; ``always``: an older one stood there."""

    def checked(folder: Path, outcome: Outcome, house: House) -> Iterator[str]:
        file = folder / name
        if not file.exists():
            if always or outcome.ended == "done":
                yield f"{name} is missing"
            return
        room = folder / "room"
        room.mkdir()
        try:
            check(file, room)
        except DeskError as error:
            yield f"{name} is not whole: {explain(error)}"

    return checked


def _paper(file: Path, room: Path) -> None:
    if len(file.read_bytes()) < 100:
        raise DeskError("it is cut off")


def _given(file: Path, room: Path) -> None:
    if file.read_text("utf-8") != "given\n" * 2000:
        raise DeskError("it is not what was attached")


def _new_store(folder: Path, outcome: Outcome, house: House) -> Iterator[str]:
    """A store that was made: whole, with who looks after it, or not there."""
    store = folder / "new" / "desk.db"
    if store.exists():
        desk = opened(store, lambda: house.bench.now)
        yield from (f"new store: {explain(problem)}" for problem in verify(desk, clocks=True))
        desk.store.close()
    elif outcome.ended == "done":
        yield "no store was made"


def _older(folder: Path, outcome: Outcome, house: House) -> Iterator[str]:
    """A store of an older version opens, in the new one or brought up to it now."""
    desk = opened(folder / "older" / "desk.db", lambda: house.bench.now)
    state = state_of(desk)
    yield from (f"older store: {explain(problem)}" for problem in verify(desk, clocks=True))
    desk.store.close()
    if state["last event"] < 1:
        yield "the older store is empty"


def _restored(folder: Path, outcome: Outcome, house: House) -> Iterator[str]:
    """The site as it was, or the one that was backed up."""
    desk = opened(folder / SITE / "desk.db", lambda: house.bench.now)
    try:
        tickets = state_of(desk)["ticket"]
        if tickets not in (1, 2) or (outcome.ended == "done" and tickets != 1):
            yield f"restored: {tickets} tickets"
        yield from (f"restored: {explain(problem)}" for problem in verify(desk, clocks=True))
    finally:
        desk.store.close()


def _archive(file: Path, room: Path) -> None:
    unpack(file, room)


def _export(file: Path, room: Path) -> None:
    import_store(str(room / "desk.db"), file)


_LEDGER: Final = "ledger --as he --from 2026-09-01 --to 2026-09-30 --out {folder}/out/l"
TRIES: Final[dict[str, Try]] = {
    "intake --from": Try("intake --from {folder}/forms.jsonl --json", nothing),
    "intake --keep-good": Try("intake --from {folder}/forms.jsonl --keep-good --json", nothing),
    "attach": Try("attach {number} {folder}/forms.jsonl", nothing),
    "attachments --out": Try("attachments {number} --out {folder}/out", _file(_given, "out/given.txt")),
    "form --out": Try("form {number} --out {folder}/out/form.docx", _file(_paper, "out/form.docx")),
    "ledger --out": Try(f"{_LEDGER}.csv", _file(_paper, "out/l.csv")),
    "ledger --out xlsx": Try(f"{_LEDGER}.xlsx", _file(_paper, "out/l.xlsx")),
    "backup": Try("backup {folder}/out/new.tar", _file(_archive, "out/new.tar")),
    "backup --force": Try("backup {folder}/out/old.tar --force", _file(_archive, "out/old.tar", always=True)),
    "backup --rotate": Try("backup --rotate {folder}/out", _file(_archive, "out/old.tar", always=True)),
    "export": Try("export --out {folder}/out/e.jsonl", _file(_export, "out/e.jsonl")),
    "import": Try("import {folder}/export.jsonl --store {folder}/new/desk.db", _new_store),
    "init": Try("init --store {folder}/new/desk.db", _new_store),
    "restore": Try("restore {folder}/out/old.tar", _restored, replaces=True),
    "restore anew": Try("restore {folder}/out/old.tar --store {folder}/new/desk.db", _new_store),
    "an older store": Try("queue --store {folder}/older/desk.db", _older),
    "close": Try("close --reason update", nothing),
    "watch --once": Try("watch --once", nothing),
    "verify": Try("verify --clocks", nothing),
    "doctor --clean": Try("doctor --clean", nothing),
}


def judged(one: Try, folder: Path, house: House, outcome: Outcome, record: Callable[[], Iterator[str]]) -> list[str]:
    """Everything that is wrong after a command. ``record``: what looks at the site's own store."""
    found = list(one.check(folder, outcome, house))
    if not one.replaces:
        found += record()
    with suppress(OSError):
        shutil.rmtree(folder / "room")
    return found
