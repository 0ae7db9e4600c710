"""``practice``: who has been through it; the practice itself needs a terminal."""

from deskconsole.desk import opening
from deskconsole.desk.practice.completed import record_practice
from tests.cli.support import Cli


def test_r32_a_leader_sees_who_has_practised_and_when(cli: Cli) -> None:
    desk = opening.open_desk(str(cli.store), as_="lin")
    record_practice(desk, 8, 2)
    lines = {line["login"]: line for line in cli("practice", "--list", "--json", as_="he").lines}
    assert list(lines["lin"]) == ["login", "name", "at", "steps", "skipped"]
    assert (lines["lin"]["at"], lines["lin"]["steps"], lines["lin"]["skipped"]) == ("2026-09-28T09:00:00+08:00", 8, 2)
    assert (lines["zhou"]["at"], lines["zhou"]["steps"]) == (None, 0)
    said = cli("practice", "--list", as_="he").out
    assert "6 of 8 steps" in next(line for line in said.splitlines() if "Lin" in line)
    assert "has not practised" in next(line for line in said.splitlines() if "Zhou" in line)
    desk.store.close()


def test_s07_the_list_of_the_people_says_who_has_practised_and_when(cli: Cli) -> None:
    desk = opening.open_desk(str(cli.store), as_="lin")
    record_practice(desk, 8, 2)
    desk.store.close()
    lines = {line["login"]: line for line in cli("staff", "list", "--json", as_="he").lines}
    assert lines["lin"]["practised"] == "2026-09-28T09:00:00+08:00"
    assert lines["zhou"]["practised"] is None
    said = {line.split()[0]: line for line in cli("staff", "list", as_="he").out.splitlines()}
    assert "practised today 09:00" in said["lin"]
    assert "practised" not in said["zhou"]


def test_the_practice_needs_a_terminal(cli: Cli) -> None:
    refused = cli("practice")
    assert (refused.status, "needs a terminal" in refused.err) == (2, True)
