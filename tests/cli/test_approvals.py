"""``approvals``: a receiver asks, who leads answers, `act` records it once with both names."""

import pytest

from tests.cli.support import Cli

KEYS = [
    *("id", "number", "event", "state", "asked_by", "asked_at", "until", "decided_by", "decided_at", "word", "changed"),
]


@pytest.fixture
def number(cli: Cli) -> str:
    """A colleague's ticket."""
    return str(cli.json("intake", "--channel", "online", "--tier", "core", *_FORM, as_="lin")["number"])


_FORM = [
    *("--kind", "inquiry", "--customer", "陈立", "--contact", "13812345678", "--category", "product"),
    *("--content", "焊接", "--request", "选型"),
]


def test_asked_allowed_recorded_once(cli: Cli, number: str) -> None:
    act = ("act", number, "withdrawn", "--reason", "spam")
    assert "no part" in cli(*act, as_="zhou").err
    request = cli.json("approvals", "ask", number, "withdrawn", as_="zhou")
    assert list(request) == KEYS
    assert (request["state"], request["asked_by"], request["event"]) == ("asked", "zhou", "withdrawn")
    (line,) = cli("approvals", "list", as_="he").out.splitlines()
    assert line.startswith(f"{request['id']} · zhou asks: Withdraw of {number} · waits until today 09:05")
    assert cli("approvals", "list", as_="zhou").out == ""
    assert "no part" in cli(*act, as_="zhou").err
    answered = cli.json("approvals", "allow", number[-4:], "--word", "ok", "--key", "k1", as_="he")
    assert (answered["state"], answered["decided_by"], answered["word"]) == ("allowed", "he", "ok")
    assert cli.json("approvals", "allow", number[-4:], "--word", "ok", "--key", "k1", as_="he") == answered
    (mine,) = cli("approvals", "list", "--mine", "--json", as_="zhou").lines
    assert mine["state"] == "allowed"
    event = cli.json(*act, as_="zhou")["events"][-1]
    assert (event["by"], event["fields"]["allowed_by"]) == ("zhou", "he")
    assert cli("approvals", "list", "--mine", as_="zhou").out == ""


def test_refused_withdrawn_and_answered_by_who_may_not(cli: Cli, number: str) -> None:
    request = cli.json("approvals", "ask", number, "withdrawn", as_="zhou")
    assert "nothing of that is asked" in cli("approvals", "allow", number, as_="zhou").err
    assert "may not answer" in cli("approvals", "allow", request["id"], as_="zhou").err
    refused = cli("approvals", "refuse", request["id"], "--word", "先问林晓", as_="he")
    assert (refused.status, "refused by he · 先问林晓" in refused.out) == (0, True)
    assert "has refused it already" in cli("approvals", "allow", request["id"], as_="song").err
    again = cli.json("approvals", "ask", number, "withdrawn", as_="zhou")
    assert cli("approvals", "withdraw", again["id"], as_="zhou").status == 0
    assert cli("approvals", "list", as_="he").out == ""
    assert cli("approvals", "ask", number, "dancing", as_="zhou").status == 1
