"""The manual page and the completions of shells, made from the commands as they are declared.

    python -m deploy.command_pages FOLDER

writes ``share/man/man1/deskconsole.1``, the same page in Chinese, and completions for bash, zsh and fish under FOLDER;
the wheel carries them (``hatch_build.py``). Nothing here is imported by the program.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

import shtab

from deskconsole import __version__, cli
from deskconsole.present.catalogue import language, use

#: Where each completion lies under the prefix of an installation, by the name that shtab knows the shell by.
COMPLETIONS: Final[Mapping[str, str]] = {
    "bash": "share/bash-completion/completions/deskconsole",
    "zsh": "share/zsh/site-functions/_deskconsole",
    "fish": "share/fish/vendor_completions.d/deskconsole.fish",
}
#: Where the page lies in each language.
PAGES: Final[Mapping[str, str]] = {
    "en": "share/man/man1/deskconsole.1",
    "zh": "share/man/zh_CN/man1/deskconsole.1",
}
#: What argparse says of its own options, for pages in another language.
_STANDARD: Final[Mapping[tuple[str, str], str]] = {("zh", "--help"): "显示这份帮助", ("zh", "--version"): "显示版本"}
#: What stands for a file's name in an option; a shell completes it.
_FILES: Final = {"FILE", "PATH", "FOLDER"}


class _Words(NamedTuple):
    """What the page says besides the commands, in one language."""

    name: str
    headings: tuple[str, ...]
    description: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    files: tuple[tuple[str, str], ...]
    statuses: tuple[str, str, str, str]


_ENGLISH: Final = _Words(
    name="the full-screen terminal console of a reception desk",
    headings=("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "ENVIRONMENT", "FILES", "EXIT STATUS"),
    description=(
        "Without a command the console opens: what must be done next at the desk, nearest deadline first. In it F1 or "
        "? lists the keys, ctrl+p finds any action.",
        "Whatever the console does, a command does too, for scripts, a telephone system's hook and jobs. Commands "
        "print for people, with --json one JSON document (or a line for each record). Times are RFC 3339 with an "
        "offset. The options below may stand before or behind any command.",
    ),
    environment=(
        ("DESKCONSOLE_STORE", "the store, where --store does not name it"),
        ("LANGUAGE, LC_ALL, LC_MESSAGES, LANG", "English where the strongest that is set asks for it, else Chinese"),
        ("XDG_DATA_HOME", "holds the folder of the store that nothing names"),
        ("ESCDELAY", "milliseconds until esc is a key by itself (25); more for a line that tears keys apart"),
    ),
    files=(
        ("~/.local/share/deskconsole/desk.db", "the store, where nothing names another"),
        ("site.toml, roles.toml, calendar.toml, packs/", "settings of the site, beside its store"),
    ),
    statuses=("done", "refused by a rule, not found, or problems found", "wrong usage", "the store cannot be used"),
)
_CHINESE: Final = _Words(
    name="前台接待的全屏终端控制台",
    headings=("名称", "用法", "说明", "选项", "命令", "环境变量", "文件", "退出码"),
    description=(
        "不带命令时打开控制台：下一步该做什么，最近到期的排在最前。控制台里 F1 或 ? 列出按键，ctrl+p 可找到任何操作。",
        "控制台能做的，命令也都能做，供脚本、电话系统和定时任务使用。命令的输出给人看；加 --json 则输出一个 JSON "
        "文档（或每条记录一行）。时间用带时区的 RFC 3339。以下选项放在命令前后都可以。",
    ),
    environment=(
        ("DESKCONSOLE_STORE", "数据文件；--store 优先"),
        ("LANGUAGE, LC_ALL, LC_MESSAGES, LANG", "其中优先级最高的一个要求英文时用英文，否则用中文"),
        ("XDG_DATA_HOME", "没有指定数据文件时，它所在的目录"),
        ("ESCDELAY", "按 esc 后等待的毫秒数（默认 25）；线路会把一个按键拆开时调大"),
    ),
    files=(
        ("~/.local/share/deskconsole/desk.db", "没有指定时的数据文件"),
        ("site.toml, roles.toml, calendar.toml, packs/", "本站点的设置，与数据文件放在一起"),
    ),
    statuses=("完成", "规则不允许、没有找到，或检查出问题", "用法不对", "数据文件不能用"),
)
_WORDS: Final = {"en": _ENGLISH, "zh": _CHINESE}


def leaves(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Each command by its whole name (``staff add``), with its parser."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups:
        yield name, parser
    for group in groups:
        for word, inner in group.choices.items():
            yield from leaves(inner, f"{name} {word}".strip())


# --- the manual page ---------------------------------------------------------------------------------------------


def page(lang: str) -> str:
    """The manual page in this language, in the marks of ``man``."""
    use(lang)
    words, parser = _WORDS[lang], cli.build_parser()
    name, synopsis, description, options, commands, environment, files, statuses = words.headings
    lines = [
        f'.TH DESKCONSOLE 1 "" "deskconsole {__version__}" ""',
        ".nh",
        ".ad l",
        *_section(name, [f"deskconsole \\- {_roff(words.name)}"]),
        *_section(synopsis, [".B deskconsole", "[\\fIOPTION\\fR]... [\\fICOMMAND\\fR [\\fIARGUMENT\\fR]...]"]),
        *_section(description, _paragraphs(words.description)),
        *_section(options, _options(_own(parser))),
        *_section(commands, (line for each, inner in leaves(parser) for line in _command(each, inner))),
        *_section(environment, _entries(words.environment)),
        *_section(files, _entries(words.files)),
        *_section(statuses, _entries((str(n), text) for n, text in enumerate(words.statuses))),
    ]
    return "\n".join(lines) + "\n"


def _command(name: str, parser: argparse.ArgumentParser) -> Iterator[str]:
    """One command: what is typed, what it does, its own options, what it answers, examples."""
    yield f'.SS "{_roff(name)}"'
    usage = " ".join(re.sub(r"^[^:：]*[:：] ?", "", parser.format_usage()).split())
    for shared in ("[-h] ", "[--store PATH] ", "[--as STAFF] ", "[--lang {zh,en}] ", "[--json] "):
        usage = usage.replace(shared, "").replace(f" {shared.rstrip()}", "")
    yield from (f"\\fB{_roff(usage)}\\fR", ".PP", _roff(parser.description or ""))
    yield from _options(action for action in _own(parser) if not _SHARED.intersection(action.option_strings))
    more = parser.get_default("declared").more_help(lambda text: text)
    paragraphs = [each for each in more.split("\n\n") if each.strip()]
    for paragraph in paragraphs:
        head, *rest = paragraph.strip("\n").splitlines()
        yield from (".PP", _roff(head), *(line for each in rest for line in (".br", _roff(each.strip()))))


#: Options of every command; they stand once, before the commands.
_SHARED: Final = {"-h", "--store", "--as", "--lang", "--json"}


def _own(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return [action for action in parser._actions if not isinstance(action, argparse._SubParsersAction)]


def _options(actions: Iterable[argparse.Action]) -> Iterator[str]:
    for action in actions:
        names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in action.option_strings)
        last = action.option_strings[-1] if action.option_strings else ""
        value = "" if action.nargs == 0 else _value(action)
        if action.help:
            yield from (".TP", f"{names} {value}".strip(), _roff(_STANDARD.get((language(), last), action.help)))


def _value(action: argparse.Action) -> str:
    if action.choices is not None and action.metavar is None:
        return _roff("|".join(map(str, action.choices)))
    metavar = action.metavar if isinstance(action.metavar, tuple) else (action.metavar or action.dest.upper(),)
    return " ".join(f"\\fI{_roff(word)}\\fR" for word in metavar)


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    return [f'.SH "{heading}"', *lines]


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (".PP", _roff(text))


def _entries(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, text in entries:
        yield from (".TP", f"\\fB{_roff(name)}\\fR", _roff(text))


def _roff(text: str) -> str:
    """A text on one line, in which nothing acts as a mark of ``man``."""
    plain = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


# --- completions -------------------------------------------------------------------------------------------------


def completion(shell: str) -> str:
    """The completion of this shell: commands, options and choices; files where an option takes one."""
    use("en")
    parser = cli.build_parser()
    for action in (action for _, inner in (("", parser), *leaves(parser)) for action in inner._actions):
        if isinstance(action.metavar, str) and action.metavar.split(".")[0].strip("…") in _FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # where shtab looks for it
    text: str = shtab.complete(parser, shell)
    return text


def write_all(folder: Path) -> dict[Path, str]:
    """Write every page and completion under ``folder``; each file with its place in an installation."""
    texts = {place: page(lang) for lang, place in PAGES.items()}
    texts |= {place: completion(shell) for shell, place in COMPLETIONS.items()}
    written = {}
    for place, text in texts.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        written[file] = place
    return written


if __name__ == "__main__":
    for written in write_all(Path(sys.argv[1])):
        print(written)
