"""What the wheel holds: all that the program reads at run time, and what a system finds beside a command."""

import subprocess
import sys
import zipfile
from email.parser import Parser
from pathlib import Path

import pytest

from deploy.command_pages import COMPLETIONS, PAGES, page
from deskconsole import __version__
from deskconsole.present.catalogue import use

pytestmark = pytest.mark.slow
_SHARE = f"deskconsole-{__version__}.data/data/"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel as `make wheel` builds it, without the network."""
    folder = tmp_path_factory.mktemp("dist")
    build = ["-m", "pip", "wheel", "--quiet", "--no-build-isolation", "--no-deps", "--no-index", "--wheel-dir"]
    subprocess.run([sys.executable, *build, str(folder), "."], check=True, capture_output=True)
    return zipfile.ZipFile(next(folder.glob("deskconsole-*.whl")))


def test_the_whole_program_is_in_it(wheel: zipfile.ZipFile) -> None:
    package = Path("src/deskconsole")
    source = {f"deskconsole/{file.relative_to(package)}" for file in package.rglob("*") if file.is_file()}
    data = {f"deskconsole/{file}" for file in Path("data").rglob("*") if file.is_file()}
    made = {name for name in source | data if "__pycache__" in name or "/.prepared/" in name}
    held = {name for name in wheel.namelist() if name.startswith("deskconsole/") and "/.prepared/" not in name}
    assert held == (source | data) - made


def test_manual_pages_and_completions_are_where_systems_look(wheel: zipfile.ZipFile) -> None:
    shared = {name.removeprefix(_SHARE) for name in wheel.namelist() if name.startswith(_SHARE)}
    assert shared == {*PAGES.values(), *COMPLETIONS.values()}
    for language, place in PAGES.items():
        assert wheel.read(_SHARE + place).decode() == page(language)
    use("zh")


def test_it_brings_its_command_and_asks_for_nothing_that_tests_need(wheel: zipfile.ZipFile) -> None:
    info = f"deskconsole-{__version__}.dist-info"
    assert "deskconsole = deskconsole.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    metadata = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
    wanted = [line for line in metadata.get_all("Requires-Dist", []) if "extra ==" not in line]
    assert len(wanted) > 10
    assert not [line for line in wanted if line.startswith(("shtab", "pytest", "hatchling", "pyte"))]
