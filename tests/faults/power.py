"""What a disk holds after the power was cut: made from the log of what a program wrote, and what of it was synced.

What was synced is there. Of what was not, anything may be: of the contents each write, a part of it by sectors of 512
bytes, or nothing; of the names in folders the first so many. A file whose contents were synced is found only where its
name was, too.
"""

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

SECTOR: Final = 512
_ENTRY: Final = struct.Struct("=QQqQ")


@dataclass(frozen=True)
class Entry:
    """One thing that a program did: as ``shim.c`` notes it."""

    kind: str
    file: int
    offset: int
    data: bytes

    @property
    def names(self) -> list[Path]:
        """The paths that it is about."""
        return [Path(os.fsdecode(each)) for each in self.data.split(b"\0") if each]


def read_log(log: bytes) -> Iterator[Entry]:
    """The entries of a log."""
    at = 0
    while at < len(log):
        kind, file, offset, length = _ENTRY.unpack_from(log, at)
        at += _ENTRY.size
        yield Entry(chr(kind), file, offset, log[at : at + length])
        at += length


@dataclass(eq=False)
class File:
    """Contents that are safe, and what was written since: (offset, data), data ``None`` for a new size."""

    safe: bytes = b""
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        content = bytearray(self.safe)
        for offset, data in self.since:
            _apply(content, offset, data)
        self.safe, self.since = bytes(content), []

    def left(self, random: Random) -> bytes:
        """What may be found of it. Nothing, all, or anything of what was not synced."""
        content = bytearray(self.safe)
        luck = random.choice((0.0, 1.0, 0.5, 0.9))
        for offset, data in self.since:
            if data is None or len(data) <= SECTOR:
                if random.random() < luck:
                    _apply(content, offset, data)
                continue
            torn = random.random() < 0.2
            whole = random.random() < luck
            for start in range(0, len(data), SECTOR) if torn else (0,):
                if random.random() < 0.5 if torn else whole:
                    _apply(content, offset + start, data[start : start + SECTOR] if torn else data)
        return bytes(content)


def _apply(content: bytearray, offset: int, data: bytes | None) -> None:
    end = offset if data is None else offset + len(data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset:end] = data


@dataclass(eq=False)
class Change:
    """One change of names: in which folders, to what (``None``: nothing)."""

    number: int
    names: tuple[tuple["Folder", str, "File | Folder | None"], ...]


@dataclass(eq=False)
class Folder:
    """Names that are safe, and as they stand now."""

    safe: dict[str, "File | Folder"] = field(default_factory=dict)
    now: dict[str, "File | Folder"] = field(default_factory=dict)


def _put(names: dict[str, "File | Folder"], name: str, node: "File | Folder | None") -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


class Disk:
    """A folder as it is before a program begins, and then with each entry of its log."""

    def __init__(self, folder: Path) -> None:
        self._top = folder
        self._files: dict[int, File] = {}
        self.root = self._read(folder)
        self._changes: list[Change] = []
        self._count = 0

    def _read(self, folder: Path) -> Folder:
        result = Folder()
        for entry in os.scandir(folder):
            if entry.is_dir():
                result.safe[entry.name] = self._read(Path(entry.path))
            else:
                self._files[entry.inode()] = result.safe[entry.name] = File(Path(entry.path).read_bytes())
        result.now = dict(result.safe)
        return result

    def do(self, entry: Entry) -> None:
        """The next entry of the log."""
        match entry.kind:
            case "W":
                self._files[entry.file].since.append((entry.offset, entry.data))
            case "T":
                self._files[entry.file].since.append((entry.offset, None))
            case "S":
                self._files[entry.file].sync()
            case "D":
                self._sync(self._folder(entry.names[0]))
            case "C":
                self._files[entry.file] = File()
                self._change((entry.names[0], self._files[entry.file]))
            case "M":
                self._change((entry.names[0], Folder()))
            case "U" | "X":
                self._change((entry.names[0], None))
            case "R":
                one, other = entry.names
                self._change((other, self._node(one)), (one, None))
            case "L":
                one, other = entry.names
                self._change((other, self._node(one)))

    def _folder(self, path: Path) -> Folder:
        node: File | Folder = self.root
        for name in path.relative_to(self._top).parts:
            assert isinstance(node, Folder)
            node = node.now[name]
        assert isinstance(node, Folder)
        return node

    def _node(self, path: Path) -> "File | Folder":
        return self._folder(path.parent).now[path.name]

    def _change(self, *names: tuple[Path, "File | Folder | None"]) -> None:
        self._count += 1
        changed = tuple((self._folder(path.parent), path.name, node) for path, node in names)
        for folder, name, node in changed:
            _put(folder.now, name, node)
        self._changes.append(Change(self._count, changed))

    def _sync(self, folder: Folder) -> None:
        """The names in a folder are safe; one that moved between two folders is in both."""
        waiting = []
        for change in self._changes:
            if any(each is folder for each, _name, _node in change.names):
                for each, name, node in change.names:
                    _put(each.safe, name, node)
            else:
                waiting.append(change)
        self._changes = waiting

    def cut(self, into: Path, random: Random) -> None:
        """Write to a new folder what is found after the power is cut now."""
        most = random.choice((0, len(self._changes), random.randint(0, len(self._changes))))
        found: dict[Folder, dict[str, File | Folder]] = {}
        for change in self._changes[:most]:
            for folder, name, node in change.names:
                _put(found.setdefault(folder, dict(folder.safe)), name, node)
        self._write(self.root, into, found, {}, random)

    def _write(
        self,
        folder: Folder,
        into: Path,
        found: dict[Folder, dict[str, "File | Folder"]],
        contents: dict[File, bytes],
        random: Random,
    ) -> None:
        into.mkdir()
        for name, node in found.get(folder, folder.safe).items():
            if isinstance(node, Folder):
                self._write(node, into / name, found, contents, random)
                continue
            if node not in contents:
                contents[node] = node.left(random)
            (into / name).write_bytes(contents[node])
