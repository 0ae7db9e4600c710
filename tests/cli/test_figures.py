"""``figures list|show``: what the contract says, for people in both languages, and the same numbers as the desk's."""

from tests.cli.support import Cli

KEYS = [
    *("name", "title", "formula", "basis", "by", "value", "n", "low", "high"),
    *("unit", "previous", "steady", "tickets"),
]


def test_figures_are_listed_and_shown(cli: Cli) -> None:
    numbers = [cli.take() for _ in range(6)]
    listed = cli("figures", "list", "--json").lines
    assert len(listed) > 30
    assert list(listed[0]) == ["name", "title", "formula", "basis", "unit", "whose", "by"]
    assert {each["basis"] for each in listed} == {"cohort", "event", "instant"}
    month = f"{cli.now:%Y-%m}"
    (shown,) = cli("figures", "show", "received", "--period", month, "--json").lines
    assert list(shown) == KEYS
    assert (shown["value"], shown["by"], shown["unit"], shown["tickets"]) == (6, None, "tickets", None)
    (shown,) = cli(
        "figures", "show", "received", "--period", month, "--by", "channel,kind", "--tickets", "--json"
    ).lines
    assert (shown["by"], shown["tickets"]) == ({"channel": "online", "kind": "inquiry"}, numbers)
    (rate,) = cli("figures", "show", "resolved", "--json").lines
    assert (rate["value"], rate["n"], rate["low"], round(rate["high"], 3)) == (0, 6, 0, 0.39)
    assert {each["name"] for each in cli("figures", "show", "--by", "rule", "--json").lines} <= {
        each["name"] for each in listed
    }
    for wrong in (("--period", "soon"), ("--by", "moon"), ("--by", "rule")):
        assert cli("figures", "show", "received", *wrong).status == 1
    assert cli("figures", "show", "nothing").status == 1


def test_figures_are_read_by_people(cli: Cli) -> None:
    for _ in range(6):
        cli.take()
    text = cli("figures", "show", "received", "resolved", "promises_kept", lang="zh").out
    assert "来单" in text
    assert "0/6，0–39 %" in text
    assert "上期：–" in text
    assert "周" in cli("figures", "show", "received", "--by", "weekday", lang="zh").out
    assert "Tickets received" in cli("figures", "show", "received").out


def test_the_wallboard_is_printed_once(cli: Cli) -> None:
    """What the contract says; plain signs where the terminal has no more; not without the need."""
    number = cli.take()
    seen = cli.json("wallboard", "--once")
    assert list(seen) == ["at", "figures", "deadlines"]
    assert [each["name"] for each in seen["figures"]][:3] == ["backlog", "overdue", "ringing"]
    assert list(seen["figures"][0]) == ["name", "title", "value", "n", "text"]
    assert list(seen["deadlines"][0]) == ["number", "what", "due"]
    assert seen["deadlines"][0]["number"] == number
    text = cli("wallboard", "--once", lang="zh").out
    assert "接下来到期" in text
    assert "█" in text or "#" in text
