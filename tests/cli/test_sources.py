"""By which way the desk was asked stands with everything that is recorded: command line, telephone, file."""

from pathlib import Path

from deskconsole.store.api import open_store
from deskconsole.store.tickets import all_ticket_ids, find_ticket, site_events, ticket_events
from tests.cli.support import Cli

LINE = (
    '{"channel": "online", "kind": "inquiry", "tier": "core", "customer": "Li", "contact": "not given",'
    ' "category": "product", "content": "x", "request": "y"}\n'
)


def test_the_command_line_and_the_telephone_are_told_apart(cli: Cli) -> None:
    cli.json("act", cli.take(), "noted", "--text", "x")
    cli.json("ring", "--from", "13900001111", "--id", "c-1")
    cli.json("ring", "--hung-up", "--id", "c-1")
    cli.json("customer", "add", "--name", "王明")
    with open_store(cli.store) as store, store.reading() as tx:
        recorded = [event for ticket in all_ticket_ids(tx) for event in ticket_events(tx, ticket)]
        found = {event.kind: event.source for event in (*recorded, *(event for _seq, event in site_events(tx)))}
    assert found["received"] == found["noted"] == found["customer_added"] == "cli"
    assert found["rang"] == found["hung_up"] == "hook"


def test_what_comes_from_a_file_says_so(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "one.jsonl").write_text(LINE, "utf-8")
    for more in ((), ("--keep-good",)):
        (taken,) = cli("intake", "--from", str(tmp_path / "one.jsonl"), "--json", *more).lines
        with open_store(cli.store) as store, store.reading() as tx:
            record = find_ticket(tx, taken["number"])
            assert record is not None
            assert {event.source for event in ticket_events(tx, record.id)} == {"import"}
