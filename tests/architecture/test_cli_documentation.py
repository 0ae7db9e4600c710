"""The page of the command line names every command that there is, and no other."""

import re
from pathlib import Path

from tests.cli.declared import commands

PAGE = Path("docs/cli.md")
COMMANDS = dict(commands())


def _documented() -> set[str]:
    """The commands of the table's first column: ``show``, ``staff add``; alternatives stand with a bar between them."""
    names: set[str] = set()
    for line in PAGE.read_text("utf-8").splitlines():
        if line.startswith("| `"):
            for code in re.findall(r"`([^`]+)`", re.split(r"(?<!\\)\|", line)[1]):
                first, *rest = code.split()
                groups = {command.partition(" ")[0] for command in COMMANDS if " " in command}
                names |= {f"{first} {word}" for word in rest[0].split("\\|")} if first in groups else {first}
    return names


def test_every_command_is_documented_and_no_other() -> None:
    assert _documented() == set(COMMANDS)
