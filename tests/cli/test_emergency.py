"""The emergency card by commands, also where the store cannot be opened (S13)."""

import shutil
from pathlib import Path

from deskconsole.desk.emergency import files
from deskconsole.documents import emergency as papers
from tests.cli.support import Cli


def test_s13_the_card_the_roll_call_and_the_log(cli: Cli, tmp_path: Path) -> None:
    card = cli.json("emergency", "show")
    assert [each["number"] for each in card["numbers"]][:3] == ["119", "120", "110"]
    assert card["emergency"] is None
    assert cli("emergency", "end").status == 1
    assert "fire, injury" in cli("emergency", "log", "x", "--kind", "fier").err
    first = cli.json("emergency", "log", "警报响", "--kind", "fire")
    assert first["emergency"]["kind"] == "fire"
    assert [each["what"] for each in first["log"]] == ["opened", "said"]
    added = cli.json("emergency", "add", "吴姐")
    assert [(each["name"], each["state"]) for each in added["people"]] == [("吴姐", "unticked")]
    ticked = cli.json("emergency", "tick", "吴姐", "--missing")
    assert ticked["people"][0]["state"] == "missing"
    assert cli.json("emergency", "tick", "吴姐")["people"][0]["state"] == "present"
    assert "吴姐" in cli("emergency", "tick", "谁").err
    out = tmp_path / "fire.docx"
    shown = cli("emergency", "show", "--out", str(out)).out
    assert "[✓] 吴姐" in shown
    assert out.is_file()
    assert cli.json("emergency", "end", "--text", "误报")["emergency"] is None
    assert cli.json("emergency", "show")["waiting"] == 0
    assert papers.SUFFIXES == (".docx", ".pdf")


def test_s13_without_the_store(cli: Cli) -> None:
    cli.json("emergency", "show")
    aside = cli.store.with_suffix(".aside")
    shutil.move(cli.store, aside)
    cli.store.write_bytes(b"damaged" * 200)
    refused = cli("queue")
    assert refused.status == 3
    shown = cli("emergency", "log", "停电了", "--kind", "power")
    assert shown.status == 0
    assert "停电了" in shown.out
    assert "cannot be reached" in shown.err
    document = cli.json("emergency", "show")
    assert (document["store"], document["waiting"], document["emergency"]["kind"]) == (False, 2, "power")
    assert len(files.written_down(cli.store.parent)[0]) == 2
    cli.store.unlink()
    for name in ("desk.db-wal", "desk.db-shm"):
        (cli.store.parent / name).unlink(missing_ok=True)
    shutil.move(aside, cli.store)
    taken = cli.json("emergency", "log", "来电了")
    assert {each["text"] for each in taken["log"]} == {None, "停电了", "来电了"}
    assert taken["waiting"] == 0
