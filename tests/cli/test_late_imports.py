"""Modules that are named in `late` are read at their first use, by one thread."""

import subprocess
import sys
from pathlib import Path

import pytest

from deskconsole.cli.parsing import late_imports as module


@pytest.fixture
def probe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module that says when it is read."""
    (tmp_path / "probe_of_late.py").write_text("import sys\nsys.probe_read = True\nanswer = 42\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "probe_read", False, raising=False)
    monkeypatch.delitem(sys.modules, "probe_of_late", raising=False)
    return "probe_of_late"


def test_a_module_is_read_when_it_is_first_used(probe: str) -> None:
    with module.late():
        named = __import__(probe)
    assert sys.probe_read is False  # type: ignore[attr-defined]
    assert named.answer == 42
    assert sys.probe_read is True  # type: ignore[attr-defined]


def test_before_there_are_threads_everything_is_read(probe: str) -> None:
    with module.late():
        __import__(probe)
    module.read_all()
    assert sys.probe_read is True  # type: ignore[attr-defined]
    module.read_all()


def test_what_does_not_exist_is_said_at_once() -> None:
    with pytest.raises(ModuleNotFoundError), module.late():
        __import__("deskconsole.cli.nothing_of_that_name")
    assert not [finder for finder in sys.meta_path if isinstance(finder, module._Finder)]


def test_what_reads_late_modules_is_never_late_itself() -> None:
    """Python 3.13's loader of late modules imports `threading` when it reads one."""
    code = "import sys; from deskconsole.cli.parsing import late_imports; sys.exit('threading' not in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
