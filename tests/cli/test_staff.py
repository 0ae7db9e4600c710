"""``staff``: who may receive."""

from tests.cli.support import Cli


def _maker(cli: Cli) -> str:
    lines = cli("staff", "list", "--json").lines
    return str(next(line["login"] for line in lines if line["role"] == "administrator"))


def test_the_test_is_printed_and_handed_in(cli: Cli) -> None:
    cli.json("staff", "add", "mei", "--name", "Mei", as_=_maker(cli))
    refused = cli("intake", "--channel", "phone", as_="mei")
    assert refused.status != 0
    paper = cli.json("staff", "test", "--seed", "7", as_="mei")
    assert list(paper) == ["seed", "needed", "questions"]
    assert list(paper["questions"][0]) == ["name", "title", "choices"]
    assert "right" not in str(paper["questions"][0]["choices"])
    assert paper["questions"][0]["title"] in cli("staff", "test", "--seed", "7", as_="mei").out
    answers = [option for one in paper["questions"] for option in ("--answer", f"{one['name']}=1")]
    failed = cli("staff", "test", "--seed", "7", *answers, "--json", as_="mei")
    assert failed.status == 1
    (result,) = failed.lines
    assert (result["passed"], result["asked"] - len(result["wrong"])) == (False, result["right"])
    for one in result["wrong"]:
        choices = next(len(question["choices"]) for question in paper["questions"] if question["name"] == one)
        for guess in ["2", "3", "1,2", "1,3", "2,3"][: 5 if choices == 3 else 1]:
            given = [f"{one}={guess}" if entry == f"{one}=1" else entry for entry in answers]
            tried = cli("staff", "test", "--seed", "7", *given, "--json", as_="mei").lines[0]
            if one not in tried["wrong"]:
                answers = given
                break
    passed = cli("staff", "test", "--seed", "7", *answers, as_="mei")
    assert (passed.status, passed.out.split(":")[0]) == (0, "passed")
    assert [line["qualified"] for line in cli("staff", "list", "--json").lines if line["login"] == "mei"] == [True]


def test_answers_to_another_paper_are_refused(cli: Cli) -> None:
    assert "seed" in cli("staff", "test", "--answer", "a=1").err
    assert "no question" in cli("staff", "test", "--seed", "7", "--answer", "a=1").err
    name = cli.json("staff", "test", "--seed", "7")["questions"][0]["name"]
    assert "no choices" in cli("staff", "test", "--seed", "7", "--answer", f"{name}=9").err


def test_r32_an_administrator_qualifies_disables_and_enables(cli: Cli) -> None:
    maker = _maker(cli)
    cli.json("staff", "add", "mei", "--name", "Mei", as_=maker)
    assert cli.json("staff", "qualify", "mei", "--reason", "ok", as_=maker)["qualified"] is True
    assert cli.json("staff", "qualify", "mei", "--withdraw", "--reason", "lapsed", as_=maker)["qualified"] is False
    assert cli.json("staff", "disable", "mei", "--reason", "left", as_=maker)["enabled"] is False
    assert cli.json("staff", "enable", "mei", "--reason", "back", as_=maker)["enabled"] is True
    assert cli("staff", "qualify", "mei", "--reason", "x", as_="lin").status == 1


def test_r32_a_reason_is_welcome_but_not_demanded(cli: Cli) -> None:
    maker = _maker(cli)
    cli.json("staff", "add", "mei", "--name", "Mei", as_=maker)
    assert cli.json("staff", "qualify", "mei", as_=maker)["qualified"] is True
    assert cli.json("staff", "qualify", "mei", "--withdraw", as_=maker)["qualified"] is False
    assert cli.json("staff", "disable", "mei", as_=maker)["enabled"] is False
    assert cli.json("staff", "enable", "mei", as_=maker)["enabled"] is True
    assert cli("staff", "disable", "mei", "--reason", " ", as_=maker).status == 1


def test_a_change_of_a_person_repeated_under_its_key_changes_nothing(cli: Cli) -> None:
    maker = _maker(cli)
    cli.json("staff", "add", "mei", "--name", "Mei", as_=maker)
    assert cli.json("staff", "qualify", "mei", "--key", "q", as_=maker)["qualified"] is True
    assert cli.json("staff", "qualify", "mei", "--withdraw", "--key", "w", as_=maker)["qualified"] is False
    assert cli.json("staff", "qualify", "mei", "--key", "q", as_=maker)["qualified"] is False
    assert cli.json("staff", "disable", "mei", "--key", "d", as_=maker)["enabled"] is False
    assert cli.json("staff", "enable", "mei", as_=maker)["enabled"] is True
    assert cli.json("staff", "disable", "mei", "--key", "d", as_=maker)["enabled"] is True
    assert "key" in cli("staff", "disable", "mei", "--reason", "x", "--key", "d", as_=maker).err
