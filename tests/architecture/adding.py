"""Applies the examples of the pages `docs/adding-*.md` to a copy of the tree, from the pages' own blocks.

A block of code stands below a line that says where it goes; these are all that there are::

    New file `path`:
    In `path`, after the line `text`:
    In `path`, in place of the line `text`:
    In `path`, at the end:
    Translate in `path`:

A line that has backquotes itself stands in two of them. It is compared without what it is indented by, and must stand
in the file once. A page has one example, or one below each of several headings.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Final, NamedTuple

PAGES: Final = tuple(sorted(Path("docs").glob("adding-*.md")))
#: What the program and its tests need.
_TREE: Final = ("src", "data", "tests", "docs")
_ANCHOR: Final = r"the line (?:`(?P<anchor>[^`]+)`|`` (?P<quoted>.+?) ``)"
_LINE: Final = re.compile(
    r"^(?:New file|In|Translate in) `(?P<path>[^`]+)`(?:, (?P<way>after|in place of) "
    rf"{_ANCHOR}|, (?P<end>at the end))?:\n\n```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_MARKED: Final = re.compile(r"\bN?_\(\s*\"([^\"]+)\"\s*\)")
_MSGID: Final = re.compile(r'^msgid "(.+)"$', re.MULTILINE)
_CATALOGUE: Final = Path("src/deskconsole/locale/zh_CN/LC_MESSAGES/deskconsole.po")
#: What `make statements` runs.
_COMPILE: Final = (
    "import runpy; runpy.run_module('tests.architecture.statements', run_name='__main__'); "
    "runpy.run_module('deskconsole.store.sqlite.structure_source', run_name='__main__'); "
)
_COUNT: Final = re.compile(r"\*\*(\d+) files\*\*")


class Step(NamedTuple):
    """One block of a page: the file that it goes into, how, and what it says."""

    path: str
    how: str
    anchor: str
    text: str

    @property
    def translates(self) -> bool:
        """Whether it is an entry of a message catalogue, which `make catalogues` has made before."""
        return self.path.endswith(".po")

    @property
    def is_test(self) -> bool:
        """Whether it is the test that proves the example."""
        return self.path.startswith("tests/") and self.how == "new"


class Example(NamedTuple):
    """What a page shows below one of its headings."""

    name: str
    text: str
    steps: tuple[Step, ...]

    @property
    def files(self) -> int:
        """How many files are written by hand, the test that is new left out."""
        return len({step.path for step in self.steps if not step.is_test})

    @property
    def stated_files(self) -> int:
        """How many the page says."""
        found = _COUNT.search(self.text)
        return int(found[1]) if found is not None else 0

    @property
    def tests(self) -> list[str]:
        """The tests that prove it."""
        return [step.path for step in self.steps if step.is_test]

    @property
    def untranslated(self) -> set[str]:
        """Texts for people that are in its code, and neither in the catalogue nor in what the page translates."""
        sources = [step.text for step in self.steps if step.path.startswith("src/") and not step.translates]
        given = {text for step in self.steps if step.translates for text in _MSGID.findall(step.text)}
        existing = set(_MSGID.findall(_CATALOGUE.read_text(encoding="utf-8")))
        return {text for source in sources for text in _MARKED.findall(source)} - given - existing


def examples(page: Path) -> list[Example]:
    """The examples of a page, in their order."""
    parts = re.split(r"^## (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    titled = [(page.stem, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    named = ((f"{page.stem}: {title}", text, _steps(text)) for title, text in titled)
    return [Example(name, text, steps) for name, text, steps in named if steps]


def _steps(text: str) -> tuple[Step, ...]:
    return tuple(
        Step(m["path"], m["way"] or m["end"] or "new", m["anchor"] or m["quoted"] or "", m["text"])
        for m in _LINE.finditer(text)
    )


def copy_tree(folder: Path) -> None:
    """What the program and its tests need, with the files that are compiled already."""
    for part in _TREE:
        copytree(part, folder / part, ignore=ignore_patterns(".prepared"))
    (folder / "pyproject.toml").write_bytes(Path("pyproject.toml").read_bytes())


def apply(example: Example, folder: Path) -> None:
    """Do to the copy in ``folder`` what the example says; raises ``ValueError`` where a block does not fit."""
    for step in example.steps:
        file = folder / step.path
        if step.translates:
            continue  # the entry is made by `make catalogues`; without it the English text is shown
        if step.how == "new":
            if file.exists():
                raise ValueError(f"{example.name}: {step.path} exists already")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.text, encoding="utf-8")
        else:
            text = file.read_text(encoding="utf-8")
            file.write_text(_changed(text, step, example.name), encoding="utf-8")


def _changed(text: str, step: Step, name: str) -> str:
    if step.how == "at the end":
        return text + step.text
    lines = text.splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if line.strip() == step.anchor.strip()]
    if len(places) != 1:
        raise ValueError(f"{name}: {step.path} has the line {step.anchor!r} {len(places)} times")
    start = places[0] if step.how == "in place of" else places[0] + 1
    return "".join([*lines[:start], step.text, *lines[places[0] + 1 :]])


def prove(example: Example, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the tests of the example in the copy, by the copy's modules; its statements are compiled before if it says
    so."""
    compiles = "make statements" in example.text
    code = f"{_COMPILE if compiles else ''}import pytest, sys; sys.exit(pytest.main(sys.argv[1:]))"
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    paths = os.pathsep.join([str(folder / "src"), str(folder)])
    environment: Mapping[str, str] = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(
        [sys.executable, "-c", code, *options, *example.tests],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
