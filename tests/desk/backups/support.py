"""Sites with something of everything, and archives that somebody has changed."""

import io
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

from deskconsole.desk.papers.attachments import attach
from tests.desk.support import Bench

Members = list[tuple[tarfile.TarInfo, bytes]]


def furnish(bench: Bench) -> str:
    """A ticket with two attached files, settings, a pack of the site's own; the ticket's number."""
    number = bench.take()
    for name in ("a.txt", "b.txt"):
        file = bench.folder / f"given-{name}"
        file.write_text(f"content of {name}")
        attach(bench.desk, number, [file])
        file.unlink()
    (bench.folder / "site.toml").write_text('[site]\ncompany = "宏达"\n', "utf-8")
    pack = bench.folder / "packs" / "robot-integrator"
    pack.mkdir(parents=True)
    (pack / "clocks.toml").write_text("")
    (bench.folder / "pepper").write_bytes(b"\x00\xff secret")
    (bench.folder / "diary.txt").write_text("nothing of the desk's")
    return number


def attached(folder: Path) -> list[Path]:
    """The files that lie in a folder of attachments."""
    return sorted(file for file in (folder / "attachments").rglob("*") if file.is_file())


def names(file: Path) -> list[str]:
    """What is in an archive, in its order."""
    with tarfile.open(file) as archive:
        return archive.getnames()


def changed(file: Path, change: Callable[[Members], Iterator[tuple[tarfile.TarInfo, bytes]]]) -> Path:
    """A copy of an archive with other members."""
    with tarfile.open(file) as archive:
        members = []
        for each in archive:
            content = archive.extractfile(each)
            assert content is not None
            members.append((each, content.read()))
    copy = file.with_name(f"changed-{file.name}")
    with tarfile.open(copy, "w") as target:
        for member, data in change(members):
            target.addfile(member, io.BytesIO(data))
    return copy


def member(name: str, data: bytes = b"x", *, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    """A member that no backup has."""
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    made.size = len(data) if kind == tarfile.REGTYPE else 0
    return made
