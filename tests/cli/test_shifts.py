"""`shift`: a night from opening to being accepted, the roster, the sheet as a file."""

from pathlib import Path

from pypdf import PdfReader

from deskconsole.text.heads import Head
from tests.cli.support import Cli


def test_a_night_is_opened_handed_over_and_accepted(cli: Cli, tmp_path: Path) -> None:
    opened = cli.json("shift", "open")
    assert (opened["on_duty"], opened["current"]["login"], opened["part"]) == ("zhou", "zhou", "day")
    names = [item["name"] for item in opened["items"]]
    ticked = cli.json("shift", "tick", names[0])
    assert ticked["items"][0]["ticked"] == {"by": "zhou", "at": "2026-09-28T09:00:00+08:00"}
    assert cli.json("shift", "tick", names[0], "--undo")["items"][0]["ticked"] is None
    news = cli.json("shift", "news", "三楼停电")["news"]
    assert [each["title"] for each in news] == ["三楼停电"]
    number = cli.take()
    cli.later(hours=2)
    out = tmp_path / "交班.pdf"
    handed = cli.json("shift", "hand-over", "--note", "留意陈立", "--out", str(out))
    assert handed["out"] == str(out)
    queue = cli("queue", "--json", "--at", handed["sheet"]["at"]).lines
    assert handed["sheet"]["open"] == queue
    assert handed["shift"]["note"] == "留意陈立"
    text = "\n".join(page.extract_text() for page in PdfReader(out).pages)
    assert number in text
    assert Head(**handed["sheet"]["head"]).written in text.replace("\n", "")
    shown = cli.json("shift", "show")
    assert ([shift["login"] for shift in shown["waiting"]], shown["current"]) == (["zhou"], None)
    accepted = cli.json("shift", "accept", as_="lin")
    assert (accepted["on_duty"], accepted["waiting"]) == ("lin", [])
    assert cli.json("shift", "show", "--sheet")["shift"]["accepted"]["by"] == "lin"
    assert cli.json("verify", as_="root")["ok"] is True


def test_the_same_key_hands_over_once(cli: Cli) -> None:
    cli.json("shift", "open", "--key", "o")
    first = cli.json("shift", "hand-over", "--note", "a", "--key", "h")
    cli.later(minutes=5)
    assert cli.json("shift", "hand-over", "--note", "a", "--key", "h")["sheet"]["digest"] == first["sheet"]["digest"]
    again = cli("shift", "hand-over", "--note", "b", "--key", "h")
    assert (again.status, "key" in again.err) == (1, True)


def test_the_roster_is_entered_and_shown(cli: Cli) -> None:
    entered = cli(
        *("shift", "roster", "--from", "2026-09-28", "--to", "2026-10-04", "--part", "night"),
        *("--login", "zhou", "--substitute", "lin", "--weekday", "1", "--weekday", "3", "--json"),
        as_="he",
    )
    assert [duty["day"] for duty in entered.lines] == ["2026-09-28", "2026-09-30"]
    cli("shift", "roster", "--part", "night", "--absent", as_="he")
    (first, second) = cli("shift", "roster", "--json").lines
    assert (first["login"], first["substitute"], first["absent"], second["absent"]) == ("zhou", "lin", True, False)
    refused = cli("shift", "roster", "--login", "zhou", as_="he")
    assert (refused.status, refused.reasons) == (1, ["part: missing; one of day, night, holiday"])
    assert cli("shift", "roster", "--part", "night", "--login", "zhou").status == 1


def test_nothing_to_hand_over_or_accept_is_said(cli: Cli) -> None:
    assert cli("shift", "hand-over").reasons == ["shift: none is open; open one first"]
    assert cli("shift", "accept").reasons == ["shift: no hand-over waits to be accepted"]
    assert cli("shift", "show", "--sheet").reasons == ["shift: none has been handed over yet"]


def test_people_read_it_too(cli: Cli) -> None:
    cli("shift", "open")
    cli.take()
    answer = cli("shift", "hand-over", "--note", "[red]x[/]")
    assert "[red]x[/]" in answer.out
    assert "华南精密 陈立" in answer.out
    assert "not accepted yet" in cli("shift", "show").out
