"""A Debian package of the program with all that it needs, made from a bundle.

    python -m deploy.deb BUNDLE.tar.gz FOLDER

The packages of every Python that a bundle serves lie in one folder, ``/usr/lib/deskconsole``: their compiled modules
are named by the Python that they are for, everything else is the same (and is held to be), so that one package serves
Debian 12 and 13 alike and outlives an upgrade of the system.
"""

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from email.utils import formatdate
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from deploy.bundle import PYTHONS
from deskconsole import __version__

PARTS: Final = Path(__file__).parent / "deb"
LIBRARY: Final = "usr/lib/deskconsole"
#: What may differ between the wheels of one package for different Pythons: the papers on how it was built.
_PAPERS: Final = ".dist-info/"
#: The program's own files under ``share`` whose place in Debian is another.
_ELSEWHERE: Final = {"zsh/site-functions": "zsh/vendor-completions"}
_MAINTAINER: Final = os.environ.get("DEBEMAIL", "The desk's administrator <root@localhost>")
_CONTROL: Final = """\
Package: deskconsole
Version: {version}
Section: utils
Priority: optional
Architecture: {architecture}
Maintainer: {maintainer}
Installed-Size: {size}
Depends: python3 (>= {first}), python3 (<< {beyond}~), libc6 (>= 2.28)
Recommends: fonts-noto-cjk, sudo
Suggests: fbterm, openssh-server
Description: full-screen terminal console of a reception desk
 Inquiries by telephone, online, at the counter and by e-mail become tickets;
 the console shows what must be done next, nearest deadline first. Everything
 is kept in one file on the machine; there is no server to run.
 .
 The package carries all the Python packages that it needs.
"""
_COPYRIGHT: Final = """\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
Copyright: the authors of deskconsole
License: as it was given to you with the program

Comment: in /{library} lie these packages of others, whose notices are in the
 folders *.dist-info there:
{packages}
"""


def unpack(wheel: Path, root: Path) -> None:
    """Put what a wheel holds where the package has it; refuses a file that another Python's wheel has differently."""
    with ZipFile(wheel) as archive:
        for name in archive.namelist():
            place = None if name.endswith("/") else _place(name)
            if place is None:
                continue
            file, content = root / place, archive.read(name)
            if file.exists() and file.read_bytes() != content and _PAPERS not in name:
                raise SystemExit(f"{wheel.name}: {name} is not the same for every Python")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)


def _place(name: str) -> str | None:
    """Where a file of a wheel goes; ``None``: nowhere."""
    first, _, rest = name.partition("/")
    if not first.endswith(".data"):
        return f"{LIBRARY}/{name}"
    kind, _, inner = rest.partition("/")
    if kind in ("purelib", "platlib"):
        return f"{LIBRARY}/{inner}"
    if kind != "data" or not first.startswith("deskconsole-"):
        return None  # commands and papers of other packages
    for ours, debians in _ELSEWHERE.items():
        inner = inner.replace(ours, debians)
    return f"usr/{inner}"


def add_parts(root: Path) -> None:
    """The command, units, settings and papers of the package."""
    shutil.rmtree(root / LIBRARY / "bin", ignore_errors=True)
    _install("deskconsole", root / "usr/bin/deskconsole", 0o755)
    _install("../kiosk/deskconsole-kiosk", root / "usr/bin/deskconsole-kiosk", 0o755)
    _install("default", root / "etc/default/deskconsole")
    _install("rtupdate", root / "usr/share/python3/runtime.d/deskconsole.rtupdate", 0o755)
    for unit in PARTS.glob("deskconsole-*.*"):
        _install(unit.name, root / "usr/lib/systemd/system" / unit.name)
    papers = root / "usr/share/doc/deskconsole"
    papers.mkdir(parents=True)
    for part in ("kiosk/autologin.conf", *(f"ssh/{file.name}" for file in (PARTS.parent / "ssh").iterdir())):
        _install(f"../{part}", papers / "examples" / part)
    (papers / "copyright").write_text(_COPYRIGHT.format(library=LIBRARY, packages=_packages(root)), "utf-8")
    shutil.copy(PARTS.parents[1] / "README.md", papers)
    for name in ("deploy.md", "deploy.zh.md"):
        _install(f"../../docs/{name}", papers / "docs" / name)
    log = f"deskconsole ({__version__}) unstable; urgency=medium\n\n  * See CHANGELOG.gz.\n\n"
    log += f" -- {_MAINTAINER}  {formatdate(float(os.environ.get('SOURCE_DATE_EPOCH', _changed())))}\n"
    _zip(papers / "changelog.gz", log.encode())
    _zip(papers / "CHANGELOG.gz", (PARTS.parents[1] / "CHANGELOG.md").read_bytes())
    for manual in (root / "usr/share/man").rglob("*.1"):
        _zip(manual.with_name(f"{manual.name}.gz"), manual.read_bytes())
        manual.unlink()


def _install(part: str, file: Path, mode: int = 0o644) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(PARTS / part, file)
    file.chmod(mode)


def _zip(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, 9, mtime=0))


def _changed() -> float:
    return (PARTS.parents[1] / "CHANGELOG.md").stat().st_mtime


def _packages(root: Path) -> str:
    def lines() -> Iterator[str]:
        for file in sorted((root / LIBRARY).glob("*.dist-info/METADATA")):
            about = BytesHeaderParser().parsebytes(file.read_bytes())
            licences = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if "License ::" in line]
            said = about["License-Expression"] or ", ".join(licences) or (about["License"] or "").partition("\n")[0]
            yield f"  {about['Name']} {about['Version']}: {said or 'see there'}"

    return "\n".join(lines())


def add_control(root: Path) -> None:
    """What dpkg reads: who needs what, sums, and what runs at installation and removal."""
    files = sorted(file for file in root.rglob("*") if file.is_file())
    size = sum(file.stat().st_size for file in files) // 1024
    major, minor = PYTHONS[-1].split(".")
    architecture = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True).stdout
    control = root / "DEBIAN"
    control.mkdir()
    text = _CONTROL.format(
        version=__version__,
        architecture=architecture.strip(),
        maintainer=_MAINTAINER,
        size=size,
        first=PYTHONS[0],
        beyond=f"{major}.{int(minor) + 1}",
    )
    (control / "control").write_text(text, "utf-8")
    (control / "conffiles").write_text("/etc/default/deskconsole\n", "utf-8")
    sums = (f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(root)}\n" for file in files)
    (control / "md5sums").write_text("".join(line for line in sums if "  etc/" not in line), "utf-8")
    for script in ("postinst", "prerm", "postrm"):
        _install(script, control / script, 0o755)


def main(bundle: Path, out: Path) -> None:
    """Make the package."""
    with tempfile.TemporaryDirectory() as name, tarfile.open(bundle) as archive:
        room = Path(name)
        archive.extractall(room, filter="data")
        root = room / "root"
        for wheel in sorted(room.glob("*/wheels/*.whl")):
            unpack(wheel, root)
        for path in root.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        add_parts(root)
        add_control(root)
        root.chmod(0o755)
        command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", str(root), str(out)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
