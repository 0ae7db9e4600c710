"""Only the options of the command that is named are made; the result is the same as with all of them."""

import argparse

import pytest

from deskconsole import cli

ALL = cli.modules_for(["--help"])


def test_each_command_is_found_in_its_module() -> None:
    for module in ALL:
        parser = cli.build_parser([module])
        actions = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        assert {cli.modules_for([name]) for name in actions[0].choices} == {(module,)}
    assert len(ALL) >= 7


@pytest.mark.parametrize(
    ("arguments", "modules"),
    [
        ([], ()),
        (["--store", "ring", "--json", "--lang=en"], ()),
        (["--store", "x", "ring", "--from", "138"], ("telephone",)),
        (["--as=li", "queue", "--json"], ("tickets",)),
        (["--help"], ALL),
        (["rin"], ALL),
        (["--stor", "ring", "queue"], ALL),
        (["--version"], ALL),
    ],
)
def test_modules_for_arguments(arguments: list[str], modules: tuple[str, ...]) -> None:
    assert cli.modules_for(arguments) == modules
