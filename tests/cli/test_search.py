"""``search`` prints a line for each thing found, the newest first."""

from datetime import UTC, datetime

from deskconsole.store.api import open_store
from deskconsole.store.search import forget_events
from tests.cli.support import CONTROL, DATA, Cli


def test_lines_for_scripts_and_for_people(cli: Cli) -> None:
    cli.now = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    assert cli("intake", "--from", str(DATA / "intake_day.jsonl")).status == 0
    found = cli("search", "机械", "--json").lines
    assert [set(line) for line in found] == [{"type", "number", "id", "title", "snippet", "at"}] * len(found)
    assert [line["number"][-4:] for line in found if line["type"] == "ticket"] == ["0018", "0001"]
    assert [line["title"] for line in found if line["type"] == "customer"] == ["天津港口机械 马六"]
    assert any("ABB机械臂" in line["snippet"] for line in found)
    assert [line["at"] for line in found] == sorted((line["at"] for line in found), reverse=True)
    assert len(cli("search", "机", "--limit", "3", "--json").lines) == 3
    told = cli("search", "zs").out
    assert "张三" in told
    assert "张珊" in told
    nothing = cli("search", "没有这样的话")
    assert (nothing.status, nothing.out, nothing.err) == (0, "", "")


def test_what_was_typed_and_found_is_harmless(cli: Cli) -> None:
    cli.now = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
    assert cli("intake", "--from", str(DATA / "intake_hostile.jsonl")).status == 0
    for typed in ("5678", "\x1b[31m", "x'); DROP TABLE ticket;--", "[red]", '"', "\u202eabc", "=1+1"):
        answer = cli("search", typed)
        assert answer.status == 0
        assert not CONTROL.search(answer.out)
    assert cli("search", "机", "--limit", "0").status == 1


def test_words_that_differ_are_named_and_made_anew(cli: Cli) -> None:
    number = cli.take()
    with open_store(cli.store) as store, store.writing() as tx:
        forget_events(tx, 1, [1])
        tx.run("UPDATE search_text SET title = 'x' WHERE kind = 'customer'")
    told = cli("verify", as_="root")
    assert told.status == 1
    assert any(number in line for line in told.reasons), told
    assert not [line for line in cli("search", number, "--json").lines if line["type"] == "ticket"]
    assert cli.json("search", "--rebuild", as_=None)["entries"] > 0
    assert cli.json("verify", as_="root") == {"ok": True, "problems": []}
    assert [line["number"] for line in cli("search", number, "--json").lines if line["type"] == "ticket"] == [number]


def test_either_a_text_or_the_rebuilding(cli: Cli) -> None:
    for arguments in ((), ("x", "--rebuild")):
        assert cli("search", *arguments).status == 2
