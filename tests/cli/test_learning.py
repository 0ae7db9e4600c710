"""Improvements and trainings by command (S02, S07): what comes again, proposed, accepted, recorded, shown."""

from datetime import timedelta

from tests.cli.support import Cli, local


def test_what_has_come_to_be_due_is_told_by_its_title(cli: Cli) -> None:
    begun = [each for each in cli("watch", "--once", "--json").lines if "recurring" in each]
    trainings = [each for each in begun if each["owner"] is None]
    assert {each["recurring"] for each in trainings} == {"company", "special", "advanced", "qualification"}
    assert all(set(each) == {"recurring", "period", "number", "owner"} for each in begun)
    assert cli("watch", "--once").out == ""
    plan = cli("training", "plan", "--json").lines
    assert {each["number"] for each in plan if each["state"] == "due"} == {each["number"] for each in trainings}


def test_an_improvement_by_command(cli: Cli) -> None:
    number = cli.take()
    made = cli("improvements", "propose", "把换型步骤做成一页图", "--about", number, "--json").document
    assert (made["state"], made["source"], made["about"]) == ("proposed", "colleague", number)
    due = local(cli.now + timedelta(days=9))
    refused = cli("improvements", "accept", made["number"], "--to", "zhou", "--by", due, as_="zhou")
    assert (refused.status, refused.out) == (1, "")
    accepted = cli("improvements", "accept", made["number"], "--to", "zhou", "--by", due, "--json", as_="he").document
    assert (accepted["state"], accepted["person"]) == ("under_way", "zhou")
    assert cli("improvements", "done", made["number"], "图已贴出", as_="zhou").status == 0
    line = cli("improvements", "effect", made["number"], "effective", "--text", "快了一半", as_="he", lang="zh").out
    assert "已结束" in line
    assert "有效" in line
    assert cli("improvements", "list", "--open").out == ""


def test_a_training_by_command(cli: Cli) -> None:
    cli("watch", "--once")
    number = next(e["number"] for e in cli("training", "list", "--json").lines if e["training"] == "special")
    result = ("--result", "zhou=failed", "--result", "lin=passed", "--lecturer", "song")
    done = cli("training", "record", number, *result, "--json", as_="he").document
    assert {row["login"]: row["outcome"] for row in done["results"]} == {"zhou": "failed", "lin": "passed"}
    shown = cli("training", "show", "zhou", "--json", as_="he").document
    assert [row["outcome"] for row in shown["had"]] == ["failed"]
    assert [each["after"] for each in shown["measures"]] == ["test"]
    assert "考核不合格" in cli("training", "show", as_="zhou", lang="zh").out
    assert cli("training", "show", "lin", as_="zhou").status == 1
    assert "'late' is not one of passed" in cli("training", "record", number, "--result", "zhou=late", as_="he").err
