"""``policy diff|apply`` and ``calendar apply``: a preview first, and nothing without ``--yes``."""

import json
from datetime import UTC, datetime

from tests.cli.support import Cli


def _quicker(cli: Cli) -> None:
    own = cli.store.parent / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "clocks.toml").write_text('[[clock]]\nrule = "R05"\nwithin = "3 minutes"\n', "utf-8")


def test_apply_shows_first_and_does_it_with_yes(cli: Cli) -> None:
    number = cli.take()
    _quicker(cli)
    line = {"number": number, "rule": "R05", "of": 1, "due": "2026-09-28T09:05:00+08:00"}
    line["new_due"] = "2026-09-28T09:03:00+08:00"
    assert cli("policy", "diff", "--json").lines == [line]
    before = cli.events()
    shown = cli("policy", "apply", "--json", as_=None)
    assert (shown.status, shown.lines) == (1, [line])
    assert "--yes" in shown.err
    assert cli.events() == before
    assert cli("policy", "apply", "--yes", "--json").status == 1  # zhou runs no site
    done = cli("policy", "apply", "--yes", "--json", as_=None)
    assert (done.status, done.lines, done.err) == (0, [line], "")
    assert cli("policy", "diff").out == "nothing changes\n"
    again = cli("policy", "apply", "--yes", as_=None)
    assert (again.status, again.out) == (0, "0 clocks changed\n")
    assert cli.json("show", number)["clocks"][0]["due"] == line["new_due"]


def test_only_dues_that_move_are_listed(cli: Cli) -> None:
    cli.now = datetime(2026, 12, 31, 2, 0, tzinfo=UTC)
    numbers = [cli.take("phone") for _ticket in range(2)]
    for number in numbers:
        for event in (["answered", "--text", "好"], ["confirmed"], ["finished", "--outcome", "好"]):
            assert cli("act", number, *event).status == 0
    year = cli.store.parent / "calendars" / "2027.json"
    year.parent.mkdir()
    days = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    year.write_text(json.dumps({"year": 2027, "days": days}), "utf-8")
    for lang, said in (("en", "4 dues stay as they are and are certain now"), ("zh", "4 个期限不变")):
        answer = cli("calendar", "apply", as_=None, lang=lang)
        assert (answer.status, len(answer.out.splitlines())) == (0, 2)
        assert said in answer.out
    assert cli("calendar", "apply", "--json", as_=None).out == ""
    days.append({"name": "元旦", "date": "2027-01-04", "isOffDay": True})
    year.write_text(json.dumps({"year": 2027, "days": days}), "utf-8")
    moved = cli("calendar", "apply", "--json", as_=None).lines
    assert [(line["rule"], line["new_due"]) for line in moved] == [
        ("R14", "2027-01-05T18:00:00+08:00"),
        ("R16", "2027-01-05T18:00:00+08:00"),
    ] * 2
    assert cli("calendar", "apply", "--yes", as_=None).status == 0
    assert cli.json("show", numbers[0])["clocks"][0]["provisional"] is False


def test_nothing_to_change_is_no_refusal(cli: Cli) -> None:
    cli.take()
    for command in ("policy", "calendar"):
        answer = cli(command, "apply", as_=None)
        assert (answer.status, answer.out, answer.err) == (0, "nothing changes\n", "")
    assert cli("calendar", "apply", "--json", as_=None).out == ""
