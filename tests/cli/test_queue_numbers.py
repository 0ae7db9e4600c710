"""`counter`: numbers from the command line, for a ticket printer and a call display."""

from pathlib import Path
from shutil import copy

from tests.cli.support import Cli
from tests.desk.support import template


def test_m13_numbers_from_the_command_line(cli: Cli, tmp_path: Path) -> None:
    copy(template(("mall-desk",)), cli.store)
    taken = [cli.json("counter", "take", "returns") for _ in range(2)]
    assert [(line["code"], line["ahead"], line["wait_seconds"]) for line in taken] == [("B001", 0, 0), ("B002", 1, 600)]
    called = cli.json("counter", "next", "--window", "2", "--counter", "returns")
    assert (called["code"], called["window"], called["state"]) == ("B001", "2", "called")
    assert cli.json("counter", "recall", "B001")["calls"] == 2
    assert cli.json("counter", "skip", "B001")["state"] == "skipped"
    assert cli.json("counter", "send-on", "B002", "--counter", "repairs")["counter"] == "repairs"
    assert [line["code"] for line in cli("counter", "list", "--json").lines] == ["B002"]
    assert cli("counter", "next", "--window", "2", "--counter", "returns").reasons == ["nobody waits"]
    assert cli("counter", "take", "coffee").status == 1
    assert "B002  Repairs  next" in cli("counter", "list").out
