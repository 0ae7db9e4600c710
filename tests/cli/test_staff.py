"""``staff``: who may receive."""

import re

import pytest

from deskconsole.desk import opening
from deskconsole.desk.sign_on import glass, pins
from tests.cli.support import Cli
from tests.desk.sign_on.support import PIN


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


def test_a_code_is_given_once_and_the_list_says_who_has_a_pin(cli: Cli) -> None:
    assert "only an administrator" in cli("staff", "pin", "lin", as_="he").err
    given = cli("staff", "pin", "lin", as_="root")
    code = re.search(r"code of lin: ([0-9]{8}) · until ", given.out)
    assert code is not None
    assert "not shown again" in given.out
    document = cli.json("staff", "pin", "he", as_="root")
    assert list(document) == ["login", "code", "until"]
    desk = opening.open_desk(str(cli.store), as_="zhou")
    pins.set_pin(desk, "lin", code[1], PIN)
    desk.store.close()
    listed = {line["login"]: line["pin"] for line in cli("staff", "list", "--json").lines}
    assert (listed["lin"], listed["he"], listed["zhou"]) == ("set", "code", None)
    assert "PIN" in next(line for line in cli("staff", "list").out.splitlines() if line.startswith("lin "))
    cli.later(days=4)
    assert {line["login"]: line["pin"] for line in cli("staff", "list", "--json").lines}["he"] is None
    everything = "".join(cli(*words).out for words in (("staff", "list", "--json"), ("staff", "roles"), ("verify",)))
    assert "argon2" not in everything


def test_the_table_of_roles_in_force_is_printed(cli: Cli) -> None:
    assert "steer" in cli("staff", "roles").out
    (steer,) = (line for line in cli("staff", "roles", "--json").lines if line["need"] == "steer")
    assert (steer["roles"]["receiver"], steer["roles"]["leader"], steer["roles"]["security"]) == ("own", "all", "none")
    cli.store.with_name("roles.toml").write_text('[needs.steer]\nreceiver = "none"\n')
    (steer,) = (line for line in cli("staff", "roles", "--json").lines if line["need"] == "steer")
    assert steer["roles"]["receiver"] == "none"


def test_where_nobody_is_left_a_recovery_code_helps(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = cli.json("staff", "recovery-codes", as_="root")["codes"]
    with monkeypatch.context() as nobody:
        nobody.setattr("deskconsole.desk.desk.os_account", lambda: "mallory")
        assert cli("staff", "list", as_=None).status == 1
        assert "no recovery code" in cli("staff", "recover", "root", stdin="ABC\n", as_=None).err
        assert "one-time code of root" in cli("staff", "recover", "root", stdin=f"{codes[0]}\n", as_=None).out
        assert cli("staff", "recover", "root", "--recovery", codes[0], as_=None).status == 1
        assert cli.json("staff", "recover", "root", "--recovery", codes[1], as_=None)["login"] == "root"


def test_who_has_broken_the_glass_is_listed(cli: Cli) -> None:
    desk = opening.open_desk(str(cli.store), as_="root").by("zhou")
    glass.break_glass(desk, 10, "组长病了")
    desk.store.close()
    (listed,) = cli("staff", "glass", "--json", as_="root").lines
    assert (listed["login"], listed["reason"], listed["closed_at"]) == ("zhou", "组长病了", None)
    assert "zhou  组长病了" in cli("staff", "glass", as_="root").out
