"""Both READMEs say the same, and what they say can be run: commands parse, targets and pictures exist."""

import re
import shlex
from pathlib import Path
from typing import Final

import pytest

from deskconsole import cli
from deskconsole.actions import REGISTRY
from deskconsole.keys import key_label

ENGLISH: Final = Path("README.md")
CHINESE: Final = Path("README.zh.md")
BOTH: Final = pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=str)
_CODE: Final = re.compile(r"`([^`]+)`")
_BLOCK: Final = re.compile(r"^    (.+)$", re.MULTILINE)
_PICTURE: Final = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
#: What is written between backticks and is one key; `ctrl+s` as Textual names it.
_KEY: Final = re.compile(r"ctrl\+\w|F\d+|[a-zA-Z?/]")


def commands(page: Path) -> list[str]:
    """Everything that is run there, in blocks and within the text."""
    text = page.read_text("utf-8")
    lines = [line.partition("  #")[0].strip() for line in _BLOCK.findall(text)]
    lines += [" ".join(code.split()) for code in _CODE.findall(text)]
    return [part.strip() for line in lines for part in line.split("&&")]


@BOTH
def test_every_command_parses(page: Path) -> None:
    ours = [
        line for line in commands(page) if re.match(r"(sudo -u \w+ )?(/opt/deskconsole/\.venv/bin/)?deskconsole ", line)
    ]
    assert len(ours) > 15
    for line in ours:
        words = shlex.split(line.partition(" > ")[0])
        words = words[4:] if words[0] == "sudo" else words[1:]
        if words[:2] != ["COMMAND", "--help"]:
            assert cli.build_parser().parse_args(words) is not None, line


@BOTH
def test_every_target_of_make_is_there(page: Path) -> None:
    named = {match[1] for line in commands(page) if (match := re.match(r"(?:sudo )?make (?:-C \S+ )?([a-z-]+)", line))}
    targets = set(re.findall(r"^([a-z-]+):", Path("Makefile").read_text("utf-8"), flags=re.MULTILINE))
    assert named
    assert named <= targets


@BOTH
def test_every_key_is_one_of_the_console(page: Path) -> None:
    keys = {key for action in REGISTRY for key in action.keys} | {"ctrl+p"}
    labels = {key_label(key) for key in keys} | keys
    named = {code for code in _CODE.findall(page.read_text("utf-8")) if _KEY.fullmatch(code)}
    assert len(named) > 15
    assert sorted(named - labels) == []


def test_both_have_the_same_parts_commands_links_and_pictures() -> None:
    english, chinese = (page.read_text("utf-8") for page in (ENGLISH, CHINESE))
    for pattern in (r"^#+ ", r"^\d+\. ", r"^- "):
        assert len(re.findall(pattern, english, flags=re.MULTILINE)) == len(
            re.findall(pattern, chinese, flags=re.MULTILINE)
        )
    links = [sorted(set(re.findall(r"\]\(((?:docs|data)/[\w/.-]+\.\w+)\)", text))) for text in (english, chinese)]
    assert [link.replace("-en.svg", "") for link in links[0]] == [link.replace("-zh.svg", "") for link in links[1]]
    targets = [{line for line in commands(page) if line.startswith(("make ", "sudo "))} for page in (ENGLISH, CHINESE)]
    assert targets[0] == targets[1]


@BOTH
def test_every_picture_is_one_that_make_pictures_draws(page: Path) -> None:
    pictures = _PICTURE.findall(page.read_text("utf-8"))
    lang = "en" if page is ENGLISH else "zh"
    assert pictures == [f"docs/queue-{lang}.svg", f"docs/intake-{lang}.svg"]
    assert all(Path(picture).is_file() for picture in pictures)
