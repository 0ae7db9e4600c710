"""A command is a declaration: what it takes fits the use case that it calls, its help and examples are true."""

import inspect
import shlex

import pytest

from deskconsole import cli as command_line
from deskconsole.cli.command import Command
from deskconsole.present.json import Shape
from deskconsole.store.api import open_store
from deskconsole.store.tickets import site_events
from tests.cli.declared import commands
from tests.cli.support import Cli

COMMANDS = dict(commands())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_use_case_takes_what_its_command_takes(name: str) -> None:
    command = COMMANDS[name]
    given = {argument.to: None for argument in command.takes}
    assert len({argument.names for argument in command.takes}) == len(command.takes)
    runs_itself = type(command).run is not Command.run
    assert runs_itself or (command.use is None) != (command.act is None)
    if command.use is not None:
        parameters = inspect.signature(command.use())
        if "reveal" not in parameters.parameters:
            given.pop("reveal", None)
        parameters.bind(None, **given)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_says_what_its_json_holds_and_gives_examples_that_parse(cli: Cli, name: str) -> None:
    command = COMMANDS[name]
    said = " ".join(cli(*name.split(), "--help", lang="en").out.split())
    for answer in command.answers:
        if isinstance(answer.shape, Shape):
            assert all(key in said for key in answer.shape.keys)
    parser = command_line.build_parser()
    for example in command.examples:
        words = shlex.split(example.partition(" < ")[0])
        assert parser.parse_args(words).declared.name == command.name
        assert f"deskconsole {example}" in said


def test_what_writes_takes_a_key_and_what_prints_contacts_reveals() -> None:
    assert {name for name, command in COMMANDS.items() if command.writes is True} >= {
        *("intake", "act", "ring", "attach", "staff add", "customer add", "visitors in", "shift open", "counter take"),
    }
    assert {name for name, command in COMMANDS.items() if command.reveals} >= {
        *("act", "show", "queue", "follow-ups", "attach", "visitors list", "visitors expect", "visitors out"),
        *(f"customer {name}" for name in ("find", "show", "add", "set", "merge", "unmerge")),
    }


def test_reveal_opens_what_is_private_on_record_and_for_whoever_may(cli: Cli) -> None:
    number = cli.take()
    cli.json("act", number, "finished", "--outcome", "deal")
    for argv in (("show", number), ("follow-ups",), ("customer", "find", "陈立"), ("customer", "show", "1")):
        masked, opened = cli(*argv), cli(*argv, "--reveal")
        assert "138****5678" in masked.out, argv
        assert "13812345678" not in masked.out, argv
        assert "13812345678" in opened.out, argv
        assert "13812345678" in cli(*argv, "--reveal", "--json").out, argv
    with open_store(cli.store) as store, store.reading() as tx:
        shown = [event for _seq, event in site_events(tx) if event.kind == "unmasked"]
    assert len(shown) == 8
    assert {event.by for event in shown} == {"zhou"}
    assert {event.fields.get("number") for event in shown} == {number, None}
    assert "13812345678" not in cli("show", number, "--reveal", as_="fang").out, "who has no part in it"


def test_reveal_opens_nothing_of_a_ticket_that_goes_beyond_what_the_person_may_open(cli: Cli) -> None:
    number = cli.take()
    (cli.store.parent / "roles.toml").write_text('[needs.reveal]\nreceiver = "own"\nspecialist = "own"\n', "utf-8")
    assert "13812345678" in cli("show", number, "--reveal").out
    refused = cli("show", number, "--reveal", as_="lin")
    assert (refused.status, refused.out) == (1, "")
    assert "'lin' has no part in this ticket" in refused.err
