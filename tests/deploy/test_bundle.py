"""The bundle and the Debian package: what goes into them, by the lock, and what would be refused."""

import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest

from deploy import bundle, deb
from tests.cli.declared import commands

LOCK = bundle.LOCK.read_text("utf-8")


def _names(entries: list[str]) -> set[str]:
    return {entry.partition("==")[0] for entry in entries}


def test_what_is_needed_at_run_time_is_taken_from_the_lock_with_its_hashes() -> None:
    entries = list(bundle.pins(bundle.needed(), LOCK))
    assert all("--hash=sha256:" in entry for entry in entries)
    assert {"textual", "rich", "sqlmodel", "sqlalchemy", "pysqlite3", "lxml", "tzdata"} <= _names(entries)
    # What builds or tests the program stays away.
    assert not {"hatchling", "editables", "shtab", "pytest", "pyte", "mypy"} & _names(entries)


def test_nothing_that_is_needed_is_missing_from_the_lock() -> None:
    locked = _names(re.split(r"\n(?=\S)", LOCK.strip()))
    assert bundle.needed() - locked == set()


def _wheel(folder: Path, name: str, files: dict[str, str]) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    with ZipFile(file, "w") as archive:
        for place, text in files.items():
            archive.writestr(place, text)
    return file


def test_the_wheels_of_several_pythons_become_one_folder(tmp_path: Path) -> None:
    root = tmp_path / "root"
    for python in ("311", "313"):
        files = {"it/__init__.py": "same", f"it/fast.cpython-{python}.so": python, "it-1.dist-info/WHEEL": python}
        deb.unpack(_wheel(tmp_path / python, "it-1-any.whl", files), root)
    folder = root / deb.LIBRARY / "it"
    assert {file.name for file in folder.iterdir()} == {"__init__.py", "fast.cpython-311.so", "fast.cpython-313.so"}


def test_a_file_that_is_not_the_same_for_every_python_is_refused(tmp_path: Path) -> None:
    deb.unpack(_wheel(tmp_path / "a", "it-1-any.whl", {"it/code": "old"}), tmp_path / "root")
    with pytest.raises(SystemExit, match="it/code is not the same"):
        deb.unpack(_wheel(tmp_path / "b", "it-1-any.whl", {"it/code": "new"}), tmp_path / "root")


def test_commands_of_other_packages_are_left_out_and_pages_go_where_debian_looks(tmp_path: Path) -> None:
    places = {
        "it-1.data/scripts/pygmentize": None,
        "it-1.data/data/share/man/man1/it.1": None,
        "it-1.data/purelib/it/code.py": "usr/lib/deskconsole/it/code.py",
        "deskconsole-1.data/data/share/man/man1/deskconsole.1": "usr/share/man/man1/deskconsole.1",
        "deskconsole-1.data/data/share/zsh/site-functions/_it": "usr/share/zsh/vendor-completions/_it",
    }
    for name, place in places.items():
        assert deb._place(name) == place


def test_units_run_commands_that_there_are() -> None:
    known = {name for name, _ in commands()} | {""}
    units = list(deb.PARTS.glob("*.service"))
    assert len(units) == 4
    for unit in units:
        (line,) = re.findall(r"^ExecStart=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
        program, *words = line.partition("-- ")[2].split() or line.split()  # what `sudo` runs, else itself
        assert program in ("/usr/bin/deskconsole", "/usr/bin/deskconsole-kiosk")
        assert next((word for word in words if not word.startswith(("--", "$"))), "") in known
    timers = {timer.stem for timer in deb.PARTS.glob("*.timer")}
    assert timers <= {unit.stem for unit in units}


@pytest.mark.parametrize("script", ["install.sh", "try-deb", "try-bundle", "try-wheel", "deb/postinst", "deb/prerm"])
def test_scripts_can_be_run_and_read(script: str) -> None:
    file = bundle.HERE / script
    text = file.read_text("utf-8")
    shell = text.splitlines()[0].rpartition("/")[2].removeprefix("env ")
    assert shell in ("sh", "bash")
    subprocess.run([shell, "-n", file], check=True, capture_output=True)
    assert re.search(r"^set -e", text, re.MULTILINE)


def test_the_installer_explains_itself_and_refuses_a_folder_of_somebody_else(tmp_path: Path) -> None:
    installer = bundle.HERE / "install.sh"
    said = subprocess.run(["sh", installer, "--help"], check=True, capture_output=True, text=True).stdout
    assert "--prefix" in said
    assert "set -eu" not in said
    (tmp_path / "mine").touch()
    for words in ((), ("--remove",)):
        command = ["sh", installer, *words, "--prefix", tmp_path, "--links", tmp_path / "links"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (done.returncode, "holds something else" in done.stderr) == (1, True)
    assert [file.name for file in tmp_path.iterdir()] == ["mine"]


def test_the_package_has_the_launcher_and_the_files_of_the_set_up(tmp_path: Path) -> None:
    deb.add_parts(tmp_path)
    launcher = tmp_path / "usr/bin/deskconsole-kiosk"
    assert launcher.stat().st_mode & 0o777 == 0o755
    assert launcher.read_bytes() == Path("deploy/kiosk/deskconsole-kiosk").read_bytes()
    papers = tmp_path / "usr/share/doc/deskconsole"
    pages = ((papers / page).read_text("utf-8") for page in ("docs/deploy.md", "docs/deploy.zh.md"))
    named = {file for page in pages for file in re.findall(r"deploy/((?:ssh|kiosk)/[\w.-]+\w)", page)}
    assert len(named) >= 4
    assert all((papers / "examples" / file).is_file() for file in named)
    units = tmp_path / "usr/lib/systemd/system"
    assert "ExecStart=/usr/bin/deskconsole-kiosk" in (units / "deskconsole-kiosk@.service").read_text("utf-8")
