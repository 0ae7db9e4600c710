"""An archive that anybody has changed is refused, whatever was done to it; nothing of it gets out of its folder."""

import json
import random
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from deskconsole.desk.backups.archive import _sum, unpack
from deskconsole.desk.backups.backing_up import back_up
from deskconsole.desk.backups.site_files import may_be_restored
from deskconsole.errors import DeskError
from tests.desk.backups.support import Members, attached, changed, furnish, member
from tests.desk.support import Bench

Change = Callable[[Members], Iterator[tuple[tarfile.TarInfo, bytes]]]


@pytest.fixture
def archive(bench: Bench, tmp_path: Path) -> Path:
    furnish(bench)
    return back_up(bench.by("root"), tmp_path / "desk.tar").file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "room" / "within"
    made.mkdir(parents=True)
    return made


def test_what_was_packed_is_unpacked(archive: Path, folder: Path, bench: Bench) -> None:
    manifest = unpack(archive, folder)
    assert [file.name for file in attached(folder)] == [file.name for file in attached(bench.folder)]
    assert (folder / "site.toml").read_bytes() == (bench.folder / "site.toml").read_bytes()
    assert not (folder / "pepper").exists(), "beside the digests of PINs it would protect nothing"
    assert manifest.site == "SZ"


def added(*more: tuple[tarfile.TarInfo, bytes], first: bool = False) -> Change:
    def change(members: Members) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
        yield from (*more, *members) if first else (*members[:-1], *more, members[-1])

    return change


def without(begins: str) -> Change:
    return lambda members: (each for each in members if not each[0].name.startswith(begins))


def one_byte(name: str) -> Change:
    def change(members: Members) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
        for each, data in members:
            yield each, data[:-1] + bytes([data[-1] ^ 1]) if each.name.startswith(name) else data

    return change


def listing(more: Callable[[dict[str, object]], object]) -> Change:
    def change(members: Members) -> Iterator[tuple[tarfile.TarInfo, bytes]]:
        yield from members[:-1]
        stated = json.loads(members[-1][1])
        stated.pop("sum")
        other = more(stated) or {**stated, "sum": _sum(stated)}
        text = json.dumps(other).encode()
        yield member("manifest.json", text), text

    return change


X = b"x"
HEX = "a" * 62
CHANGES: dict[str, Change] = {
    "outside": added((member("site/../../escaped"), X)),
    "absolute": added((member("/tmp/escaped-absolute"), X)),
    "bare": added((member("escaped"), X)),
    "hidden": added((member("site/.ssh/authorized_keys"), X)),
    "store beside": added((member("site/desk.db-wal"), X)),
    "attachments by the site": added((member("site/attachments/aa/x"), X)),
    "backslash": added((member("site/packs\\..\\x"), X)),
    "not normal": added((member("site/packs//x"), X)),
    "attachment out": added((member("attachments/../../x"), X)),
    "pepper": added((member("site/pepper"), X)),
    "attachment of another content": added((member(f"attachments/aa/{HEX}"), X)),
    "link": added((member("site/link.toml", kind=tarfile.SYMTYPE, link="/etc/passwd"), b"")),
    "hard link": added((member("site/link.toml", kind=tarfile.LNKTYPE, link="desk.db"), b"")),
    "device": added((member("site/dev.toml", kind=tarfile.CHRTYPE), b"")),
    "pipe": added((member("site/pipe.toml", kind=tarfile.FIFOTYPE), b"")),
    "folder": added((member("site/packs", kind=tarfile.DIRTYPE), b"")),
    "twice": added((member("desk.db"), X)),
    "not listed": added((member("site/more.toml"), X)),
    "after the list": lambda members: iter((*members, (member("site/more.toml"), X))),
    "link first": added((member("desk.db", kind=tarfile.SYMTYPE, link="/etc/passwd"), b""), first=True),
    "store missing": without("desk.db"),
    "attachment missing": without("attachments/"),
    "settings missing": without("site/site.toml"),
    "list missing": without("manifest"),
    "store changed": one_byte("desk.db"),
    "attachment changed": one_byte("attachments/"),
    "settings changed": one_byte("site/site.toml"),
    "list broken": one_byte("manifest"),
    "another edition": listing(lambda stated: stated.update(deskconsole=2)),
    "no texts": listing(lambda stated: stated.update(site=7)),
    "no time": listing(lambda stated: stated.update(made_at="yesterday")),
    "no zone": listing(lambda stated: stated.update(made_at="2026-01-01T00:00:00")),
    "no files": listing(lambda stated: stated.update(files=[])),
    "no digests": listing(lambda stated: stated.update(files={"desk.db": [1, "x"]})),
    "list damaged": lambda members: iter(
        (*members[:-1], (members[-1][0], members[-1][1].replace(b'"site": "SZ"', b'"site": "GZ"')))
    ),
    "a list": listing(lambda stated: ["x"]),
}


#: Those that are refused for a name alone, before anything is written.
_NAMES: Final = frozenset(list(CHANGES)[: list(CHANGES).index("pepper") + 1])


@pytest.mark.parametrize("what", CHANGES)
def test_an_archive_that_was_changed_is_refused(archive: Path, folder: Path, what: str) -> None:
    made = changed(archive, CHANGES[what])
    outside = sorted(folder.parents[1].rglob("*"))
    why = "cannot be restored.*is not the name of a file of a site" if what in _NAMES else "cannot be restored"
    with pytest.raises(DeskError, match=why):
        unpack(made, folder)
    assert [path for path in sorted(folder.parents[1].rglob("*")) if folder not in path.parents] == outside
    assert not Path("/tmp/escaped-absolute").exists()
    assert not [path for path in folder.rglob("*") if path.is_symlink() or not (path.is_file() or path.is_dir())]


def test_half_an_archive_and_noise_are_refused(archive: Path, folder: Path, tmp_path: Path) -> None:
    whole, chance = archive.read_bytes(), random.Random(7)
    cases = [b"", b"\0" * 10240, b"noise" * 4000, *(whole[: chance.randrange(len(whole) - 2048)] for _ in range(20))]
    for _ in range(40):  # anywhere but in the padding, where nothing is
        spoiled = bytearray(whole)
        at = chance.randrange(0, len(whole) - 12000)
        spoiled[at] ^= 1 + chance.randrange(255)
        cases.append(bytes(spoiled))
    for number, data in enumerate(cases):
        file, room = tmp_path / f"{number}.tar", folder / str(number)
        file.write_bytes(data)
        room.mkdir()
        with pytest.raises(DeskError, match="cannot be restored"):
            unpack(file, room)
        file.unlink()


def test_what_is_no_file_is_refused(folder: Path, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.tar", Path("/dev/zero")):
        with pytest.raises(DeskError, match="cannot be restored"):
            unpack(path, folder)


@pytest.mark.parametrize(
    "name", ["site.toml", "roles.toml", "packs/robot-integrator/clocks.toml", "calendars/2027.json"]
)
def test_a_file_of_the_site_may_be_restored(name: str) -> None:
    assert may_be_restored(name)


@pytest.mark.parametrize(
    "name",
    [
        *("", "..", "../x", "packs/../../x", "/etc/passwd", "packs//x", "packs/", ".ssh/authorized_keys", "packs/.x"),
        *("desk.db", "desk.db-wal", "attachments/aa/x", "pepper", "pepper.old", "packs\\x", "a\nb", "x" * 256),
        *("x.", "x ", "/".join("abcdefghi")),
    ],
)
def test_a_name_that_leads_elsewhere_may_not(name: str) -> None:
    assert not may_be_restored(name)
