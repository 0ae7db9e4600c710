"""Every command as it is declared, found through the modules that the command line knows."""

import importlib
from collections.abc import Iterator

from deskconsole import cli
from deskconsole.cli.command import Command, Group


def commands() -> Iterator[tuple[str, Command]]:
    """Each command by its whole name, such as ``staff add``."""
    for module in cli.modules_for(["--help"]):
        for declared in importlib.import_module(f"deskconsole.cli.{module}").COMMANDS:
            if isinstance(declared, Group):
                yield from ((f"{declared.name} {command.name}", command) for command in declared.commands)
            else:
                yield declared.name, declared


def perform(*words: str) -> int:
    """Run a command that needs no store; what it refuses is raised."""
    args = cli.build_parser(cli.modules_for(words)).parse_args(words)
    if args.declared.usage is not None and (wrong := args.declared.usage(args)):
        args.parser.error(wrong)
    status: int = args.declared.perform(args)
    return status
