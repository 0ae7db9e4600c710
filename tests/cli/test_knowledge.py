"""``kb``: articles by the command line."""

from pathlib import Path

import pytest

from tests.cli.support import Cli

ARTICLE = ["number", "version", "category", "title", "text", "price", "uses", "retired", "ticket", "changed", "by"]


def test_an_article_is_added_changed_shown_and_retired(cli: Cli, tmp_path: Path) -> None:
    options = ("--title", "皮带", "--category", "service", "--text", "> 两年一次")
    added = cli.json("kb", "add", *options, "--key", "k")
    assert list(added) == [*ARTICLE, "versions"]
    assert cli.json("kb", "add", *options, "--key", "k")["number"] == added["number"]
    number = added["number"]
    (tmp_path / "belt.md").write_text("> 一年一次", "utf-8")
    changed = cli.json("kb", "edit", number, "--file", str(tmp_path / "belt.md"))
    assert (changed["version"], changed["title"], changed["text"]) == (2, "皮带", "> 一年一次")
    shown = cli.json("kb", "show", number, "--version", "1")
    assert (shown["text"], [kept["version"] for kept in shown["versions"]]) == ("> 两年一次", [1, 2])
    assert "> 一年一次" in cli("kb", "show", number).out
    assert cli.json("kb", "retire", number, "--reason", "old")["retired"] is True
    assert number not in cli("kb", "search", "皮带").out
    assert cli("kb", "show", "K999").status == 1


def test_search_gives_lines(cli: Cli) -> None:
    found = cli("kb", "search", "质保", "--json", "--limit", "2").lines
    assert list(found[0]) == ["number", "title", "category", "price", "uses", "snippet"]
    assert found[0]["title"].startswith("质保期")
    assert len(cli("kb", "search", "--category", "cooperation", "--json").lines) == 2


def test_a_folder_is_imported_or_every_mistake_named(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: 一\ncategory: product\n---\n甲", "utf-8")
    assert cli.json("kb", "import", str(tmp_path)) == {"added": 1, "changed": 0, "same": 0}
    (tmp_path / "b.md").write_text("---\ntitle: 二\ncategory: prodct\n---\n", "utf-8")
    refused = cli("kb", "import", str(tmp_path))
    assert (refused.status, [line[:7] for line in refused.reasons]) == (1, ["b.md:4:", "b.md:3:"])
    assert cli.json("kb", "import", "--pack", "robot-integrator")["added"] == 0
    assert cli("kb", "import").status == 1


def test_an_article_is_written_in_the_editor(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\nsed -i 's/两年/三年/' \"$1\"\n", "utf-8")
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", str(editor))
    number = cli.json("kb", "add", "--title", "皮带", "--category", "service", "--text", "> 两年一次")["number"]
    assert cli.json("kb", "edit", number)["text"] == "> 三年一次"
    monkeypatch.setenv("EDITOR", "false")
    assert "nothing is changed" in cli("kb", "edit", number).err


def test_an_answered_ticket_becomes_an_article(cli: Cli) -> None:
    number = cli.take()
    assert "no answer yet" in cli("kb", "add", "--ticket", number).err
    cli.json("act", number, "answered", "--text", "两年一次", "--field", "article=K1")
    made = cli.json("kb", "add", "--ticket", number)
    assert (made["ticket"], made["text"].split("\n")[0]) == (number, "> 两年一次")
    assert cli.json("kb", "show", "K1")["uses"] == 1
