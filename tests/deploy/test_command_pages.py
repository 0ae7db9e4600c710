"""The manual page and the completions say what is declared: every command and option, in each language and shell."""

import argparse
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from deploy.command_pages import COMPLETIONS, PAGES, completion, leaves, page, write_all
from deskconsole import cli
from deskconsole.present.catalogue import use
from tests.cli.declared import commands


@pytest.fixture(autouse=True)
def _chinese_afterwards() -> object:
    """The pages are made in each language; whoever comes after reads the default again."""
    yield
    use("zh")


def _options(parser: argparse.ArgumentParser) -> set[str]:
    return {name for action in parser._actions for name in action.option_strings}


def _shown(text: str) -> str:
    """A page without its marks, as it is read."""
    return re.sub(r"\\f[BIR]|\\&", "", text).replace("\\-", "-").replace("\\(dq", '"').replace("\\e", "\\")


def _sections(text: str) -> dict[str, str]:
    """What stands under each command's heading."""
    parts = re.split(r'^\.SS "(.*)"$', text.partition("\n.SH")[2], flags=re.MULTILINE)
    return {_shown(name): _shown(body) for name, body in zip(parts[1::2], parts[2::2], strict=True)}


@pytest.mark.parametrize("language", PAGES)
def test_the_page_has_each_command_with_each_option(language: str) -> None:
    text = page(language)
    sections = _sections(text)
    assert list(sections) == [name for name, _ in commands()]
    parser = cli.build_parser()
    general = _shown(text.partition(".SS")[0])
    assert {name for name in _options(parser) if name not in general} == set()
    for name, inner in leaves(parser):
        own = _options(inner) - _options(parser)
        words = set(re.split(r"[\s\[\]|,]+", sections[name]))
        assert own - words == set(), name
        assert f"deskconsole {name}" in sections[name]
        for example in inner.get_default("declared").examples:
            assert f"deskconsole {example}" in sections[name]


def test_the_chinese_page_speaks_chinese() -> None:
    assert '.SH "命令"' in page("zh")
    assert "新建数据库" in page("zh")
    english = page("en").replace("help 队列", "")  # a topic may be named in either language
    assert not re.search(r"[\u4e00-\u9fff]", english)


@pytest.mark.parametrize("language", PAGES)
def test_no_text_acts_as_a_mark(language: str) -> None:
    known = {".TH", ".nh", ".ad", ".SH", ".SS", ".PP", ".TP", ".B", ".br"}
    lines = page(language).splitlines()
    assert {line.split()[0] for line in lines if line.startswith((".", "'"))} <= known
    assert [line for line in lines if re.search(r"\\(?!f[BIR]|-|&|e|\(dq)", line)] == []


@pytest.mark.skipif(shutil.which("man") is None, reason="man reads the page where there is one")
def test_man_reads_the_page_without_a_complaint(tmp_path: Path) -> None:
    write_all(tmp_path)
    done = subprocess.run(
        ["man", "--warnings", "-l", tmp_path / PAGES["en"]],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MAN_KEEP_STDERR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert "visitors expect" in done.stdout


def test_the_completion_of_bash_has_each_command_with_each_option() -> None:
    text = completion("bash")
    for name, inner in leaves(cli.build_parser()):
        prefix = re.sub(r"\W", "_", name)
        (offered,) = re.findall(rf"^_shtab_deskconsole_{prefix}_option_strings=\((.*)\)$", text, re.MULTILINE)
        assert set(offered.replace("'", "").split()) == _options(inner), name


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_the_other_shells_know_each_command_and_option_too(shell: str) -> None:
    text = completion(shell)
    for name, inner in leaves(cli.build_parser()):
        assert re.search(rf"\b{name.split()[-1]}\b", text), name
        for option in _options(inner):
            assert (option if shell == "zsh" else option.lstrip("-")) in text, (name, option)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["que"], ["queue"]),
        (["staff", "l"], ["list"]),
        (["--store", "/x", "queue", "--over"], ["--overdue"]),
        (["queue", "--lang", ""], ["zh", "en"]),
        (["follow-ups", "--due", ""], ["today", "week", "overdue"]),
        (["visitors", "in", "--pa"], ["--pass"]),
        (["form", "0001", "--out", "ev"], ["evening.pdf"]),
    ],
)
@pytest.mark.skipif(shutil.which("bash") is None, reason="bash completes where there is one")
def test_bash_completes(tmp_path: Path, typed: list[str], offered: list[str]) -> None:
    write_all(tmp_path)
    (tmp_path / "evening.pdf").touch()
    script = '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_deskconsole; echo "${COMPREPLY[@]}"'
    command = ["bash", "--norc", "-c", script, "bash", COMPLETIONS["bash"], "deskconsole", *typed]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == offered
