"""Everything that an installation needs, in one archive that installs with the network off.

    python -m deploy.bundle WHEEL FOLDER

makes ``FOLDER/deskconsole-VERSION-MACHINE.tar.gz``: the wheel, the wheels of all that it needs at run time for each
Python below, their hashes as `requirements.lock` has them, the pip that reads them, and ``install.sh``.
"""

import hashlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: The Pythons that a bundle serves.
PYTHONS: Final = ("3.11", "3.12", "3.13")
#: Wheels for these editions of the C library run on every system that has one of those Pythons.
_GLIBC: Final = range(5, 35)
_LEGACY: Final = ("manylinux1", "manylinux2010", "manylinux2014", "linux")
HERE: Final = Path(__file__).parent
LOCK: Final = HERE.parent / "requirements.lock"


def needed(package: str = "deskconsole") -> set[str]:
    """The packages that this one needs when it runs here, whatever its edition of Python among :data:`PYTHONS`."""
    found: set[str] = set()
    waiting: list[tuple[str, str]] = [(package, "")]
    while waiting:
        name, extra = waiting.pop()
        for requirement in map(Requirement, distribution(name).requires or ()):
            needs = canonicalize_name(requirement.name)
            if needs not in found and any(_applies(requirement, extra, python) for python in PYTHONS):
                found.add(needs)
                waiting += [(needs, ""), *((needs, each) for each in requirement.extras)]
    return found


def _applies(requirement: Requirement, extra: str, python: str) -> bool:
    if requirement.marker is None:
        return True
    return requirement.marker.evaluate({"extra": extra, "python_version": python, "python_full_version": f"{python}.0"})


def pins(names: set[str], lock: str) -> Iterator[str]:
    """The entries of a lock for these packages, each with its hashes."""
    for entry in re.split(r"\n(?=\S)", lock.strip()):
        if canonicalize_name(re.split(r"[=\s]", entry)[0]) in names:
            yield entry


def pin_of(wheel: Path) -> str:
    """The entry for a wheel that lies here."""
    name, edition, *_ = wheel.name.split("-")
    return f"{name}=={edition} \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"


def make_folder(wheel: Path, folder: Path) -> None:
    """The bundle as a folder, which must not exist."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    requirements = folder / "requirements.txt"
    requirements.write_text("\n".join(pins(needed(), LOCK.read_text("utf-8"))) + "\n", "utf-8")
    for python in PYTHONS:
        _download(requirements, wheels, python)
    shutil.copy(wheel, wheels)
    with requirements.open("a", encoding="utf-8") as file:
        file.write(pin_of(wheel) + "\n")
    pip = Path(str(distribution("pip").locate_file("pip")))
    shutil.copytree(pip, folder / "pip", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HERE / "install.sh", folder)


def _download(requirements: Path, wheels: Path, python: str) -> None:
    machine = platform.machine()
    tags = [f"manylinux_2_{minor}_{machine}" for minor in _GLIBC] + [f"{name}_{machine}" for name in _LEGACY]
    abis = (f"cp{python.replace('.', '')}", "abi3", "none")
    subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet", "--no-deps"),
            *("--require-hashes", "--requirement", str(requirements), "--dest", str(wheels)),
            *("--only-binary", ":all:", "--implementation", "cp", "--python-version", python),
            *(word for abi in abis for word in ("--abi", abi)),
            *(word for tag in tags for word in ("--platform", tag)),
        ],
        check=True,
    )


def name_of() -> str:
    """What a bundle for this machine is called."""
    return f"deskconsole-{version('deskconsole')}-linux-{platform.machine()}"


def main(wheel: Path, out: Path) -> None:
    """Make the archive."""
    if sys.platform != "linux":
        raise SystemExit("A bundle is made on Linux, for machines like the one that makes it.")
    folder = out / name_of()
    shutil.rmtree(folder, ignore_errors=True)
    make_folder(wheel, folder)
    with tarfile.open(f"{folder}.tar.gz", "w:gz", compresslevel=1) as archive:  # wheels are compressed already
        archive.add(folder, folder.name, filter=_nobody)
    shutil.rmtree(folder)
    print(f"{folder}.tar.gz")


def _nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = "root"
    return entry


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
