"""``forecast``, ``staffing week``, ``policy try``: what the contract says, and that nothing is written by asking."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from deskconsole.desk.forecast import trying
from deskconsole.desk.opening import open_desk
from deskconsole.domain.figures.periods import read_period
from deskconsole.domain.tickets.event import Event
from deskconsole.store import tickets
from deskconsole.store.api import ReadTransaction
from tests.cli.support import Cli

LINE = ["number", "rule", "of", "do", "state", "due", "possible", "role", "assignee", "helps"]
PART = [
    *("at", "kind", "days", "calls", "load", "needed", "needed_if_given_up", "there", "source", "lacking", "level"),
    "remark",
]
SUMMARY = [
    *("tickets", "clocks", "late", "was_late", "more", "fewer", "unjudged"),
    *("people", "was_people", "usual_people", "was_usual_people"),
]


def digest(path: Path) -> str:
    """Everything that a store holds, table by table."""
    whole = hashlib.sha256()
    connection = sqlite3.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
    for (name,) in sorted(names.fetchall()):
        whole.update(repr((name, connection.execute(f'SELECT * FROM "{name}"').fetchall())).encode())
    connection.close()
    return whole.hexdigest()


def kept(cli: Cli, *, after: int) -> str:
    """A reply is promised and made after so many minutes."""
    number = cli.take()
    due = cli.now.replace(hour=cli.now.hour + 1).isoformat()
    assert cli("act", number, "promised", "--due", due, "--text", "好").status == 0
    cli.later(minutes=after)
    assert cli("act", number, "replied", "--text", "好").status == 0
    assert cli("act", number, "withdrawn", "--field", "reason=spam").status == 0
    return number


def test_what_cannot_be_met_is_named_with_what_helps(cli: Cli) -> None:
    for _each in range(5):
        kept(cli, after=10)
    assert cli("forecast", "--json").lines == []
    numbers = [cli.take(), cli.take()]
    due = cli.now.replace(minute=cli.now.minute + 9)
    for number in numbers:
        assert cli("act", number, "promised", "--due", due.isoformat(), "--text", "好").status == 0
    then = cli.now
    first, second = cli("forecast", "--json").lines
    assert list(first) == LINE
    assert [first["number"], second["number"]] == numbers
    assert (first["do"], first["state"], first["due"]) == ("reply", "missed", "2026-09-28T09:59:00+08:00")
    assert first["possible"] == "2026-09-28T10:00:00+08:00"
    assert first["helps"] == [{"what": "extend"}], "ten minutes are more than there are, whoever came"
    cli.later(minutes=30)
    assert cli("forecast", "--json").lines == [], "what is overdue is no forecast any more"
    assert len(cli("forecast", "--at", then.isoformat(), "--json").lines) == 2
    chinese = cli("forecast", "--at", then.isoformat(), lang="zh").out
    assert "照现在的人手来不及 · 到期前告知改时间" in chinese
    assert "按现在在岗的人看到" in chinese
    assert "everything can be met" in cli("forecast").out


def test_a_week_is_answered_and_a_month_is_not(cli: Cli) -> None:
    assert cli("staffing", "week", "--json", as_="he").lines == []
    out = cli("staffing", "week", "--week", "2026-W41", as_="he", lang="zh").out
    assert "目标：20 秒内接起 80%" in out
    assert "本周值班表是空的" in out
    assert cli("staffing", "week", "--week", "2026-10", as_="he").status == 1


def test_a_week_with_calls(cli: Cli) -> None:
    for count in range(6):
        assert cli("ring", "--from", f"1380000000{count}", "--id", f"c{count}").status == 0
        assert cli("ring", "--id", f"c{count}", "--picked-up", "--by", "zhou").status == 0
        cli.later(minutes=2)
    cli.later(days=1)
    (part,) = cli("staffing", "week", "--week", "2026-W42", "--json", as_="he").lines
    assert list(part) == PART
    assert (part["calls"], part["there"], part["lacking"]) == (6, 1, 1)
    assert part["remark"].startswith("one person alone cannot answer 80% within 20 seconds")


def quicker(cli: Cli, within: str) -> Path:
    """The pack of the site with another time for R05, in a folder of its own."""
    own = cli.store.parent / "tried" / "robot-integrator"
    own.mkdir(parents=True, exist_ok=True)
    (own / "clocks.toml").write_text(f'[[clock]]\nrule = "R05"\nwithin = "{within}"\n', "utf-8")
    return own


def test_a_period_under_other_rules(cli: Cli) -> None:
    numbers = []
    for minutes in (2, 4, 6):
        numbers.append(cli.take())
        cli.later(minutes=minutes)
        assert cli("act", numbers[-1], "responded").status == 0
    before = digest(cli.store)
    *lines, summary = cli(
        "policy", "try", str(quicker(cli, "3 minutes")), "--period", "2026-09", "--json", as_="he"
    ).lines
    assert lines == [
        {
            **{"number": numbers[1], "rule": "R05", "of": 1},
            **{"due": "2026-09-28T09:05:00+08:00", "was_due": "2026-09-28T09:07:00+08:00"},
            **{"late": True, "was_late": False},
        }
    ]
    assert list(summary) == SUMMARY
    assert (summary["tickets"], summary["late"], summary["was_late"]) == (3, 2, 1)
    assert (summary["more"], summary["fewer"], summary["unjudged"]) == (1, 0, 0)
    *lines, summary = cli(
        "policy", "try", str(quicker(cli, "10 minutes")), "--period", "2026-09", "--json", as_="he"
    ).lines
    assert [(line["number"], line["late"], line["was_late"]) for line in lines] == [(numbers[2], False, True)]
    assert (
        "不超时"
        in cli("policy", "try", str(quicker(cli, "10 minutes")), "--period", "2026-09", as_="he", lang="zh").out
    )
    same = cli("policy", "try", "robot-integrator", "--period", "2026-09", "--json", as_="he").lines
    assert [line["more"] + line["fewer"] for line in same] == [0]
    assert cli("policy", "try", "robot-integrator", "--period", "2026-08", "--json", as_="he").lines[0]["tickets"] == 0
    assert digest(cli.store) == before, "nothing is written"


def test_rules_that_cannot_be_tried(cli: Cli) -> None:
    cli.take()
    broken = quicker(cli, "3 moons")
    refused = cli("policy", "try", str(broken), "--period", "2026-09", as_="he")
    assert refused.status == 1
    assert "clocks.toml" in refused.err
    assert cli("policy", "try", "nowhere", "--period", "2026-09", as_="he").status == 1
    assert cli("policy", "try", "robot-integrator", "--period", "soon", as_="he").status == 1
    other = cli("policy", "try", "front-desk", "--period", "2026-09", as_="he")
    assert "no ticket goes by 'front-desk'" in other.err
    assert cli("policy", "try", "robot-integrator", "--period", "2026-09").status == 1, "for whoever leads the desk"


def test_one_ticket_at_a_time_is_read(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    for _each in range(4):
        number = cli.take()
        cli.later(minutes=4)
        assert cli("act", number, "responded").status == 0
    read: list[int] = []
    reading = tickets.ticket_events

    def counted(tx: ReadTransaction, ticket_id: int) -> list[Event]:
        read.append(ticket_id)
        return reading(tx, ticket_id)

    monkeypatch.setattr(tickets, "ticket_events", counted)
    desk = open_desk(str(cli.store), as_="he")
    answers = trying.try_policy(desk, quicker(cli, "3 minutes"), read_period("2026-09"))
    first = next(answers)
    assert isinstance(first, trying.Tried)
    assert len(read) == 1
    assert len(list(answers)) == 4
    assert len(read) == 4
