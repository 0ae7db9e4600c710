"""Every command × every role, and a stranger, through the command line: refused exactly where the tables say so."""

import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.desk.permissions import NONE, OWN, QUALIFIED, Roles
from deskconsole.desk.policy.roles import OWN as ROLES, load_roles
from deskconsole.domain.reports.contents import CONTENTS
from tests.cli.declared import commands
from tests.cli.support import Cli

#: Command → what it is tried with, and the need that its use case names; ``-``: nobody is asked.
TRIED = {
    "intake": ("--channel online --kind inquiry --tier core --customer x --contact 1 --request r --content c", "take"),
    "act": ("1 noted --text x", "note"),
    "tell-linked": ("1", "tickets"),
    "show": ("1", "see"),
    "queue": ("", "see"),
    "follow-ups": ("", "see"),
    "told": ("", "help"),
    "late list": ("", "see"),
    "late explain": ("1 R05 system_down", "note"),
    "late accept": ("1 R05", "lateness"),
    "late decline": ("1 R05", "lateness"),
    "sample": ("self --period 2026-09-28", "checks"),
    "review": ("1 --score attitude=5", "checks"),
    **{f"report {name}": ("--period 2026-09", "figures") for name in CONTENTS},
    "report list": ("", "read"),
    "report begin": ("weekly --period 2026-W40", "figures"),
    "report hand-in": ("1 --text x", "figures"),
    "report read": ("1", "read"),
    "quality list": ("", "checks"),
    "quality show": ("1", "checks"),
    "quality seen": ("1", "checks"),
    "quality appeal": ("1 --text x", "checks"),
    "quality decide": ("1 --text x --upheld", "draw_checks"),
    "quality coach": ("1", "checks"),
    "quality replace": ("1 --reason x", "draw_checks"),
    "quality calibration": ("", "draw_checks"),
    "survey answer": ("1 --outcome refused", "tickets"),
    "survey show": ("1", "see"),
    "survey draws": ("", "draw_checks"),
    "assessment show": ("", "assessments"),
    "assessment object": ("--text x", "assessments"),
    "assessment answer": ("zhou --text x", "close_assessments"),
    "assessment close": ("", "close_assessments"),
    "assessment title": ("project zhou", "close_assessments"),
    "assessment violation": ("zhou --text x", "close_assessments"),
    "improvements list": ("", "improve"),
    "improvements propose": ("x", "improve"),
    "improvements accept": ("1 --to he --by 2026-12-01T09:00:00+08:00", "improve_decide"),
    "improvements refuse": ("1 --reason x", "improve_decide"),
    "improvements done": ("1 x", "improve"),
    "improvements effect": ("1 effective --text x", "improve_decide"),
    "training list": ("", "training"),
    "training plan": ("", "training"),
    "training record": ("1 --result zhou=attended", "training_lead"),
    "training show": ("", "training"),
    "search": ("x", "see"),
    "ring": ("--from 13800001111", "-"),
    "form": ("1 --out {out}/form.pdf", "tickets"),
    "ledger": ("--from 2026-09-28 --to 2026-09-28 --out {out}/l.csv", "export"),
    "attach": ("1 {file}", "amend"),
    "attachments": ("1", "see"),
    "verify": ("", "verify"),
    "figures list": ("", "figures"),
    "wallboard": ("--once", "figures"),
    "figures show": ("received --by person", "figures_persons"),
    "export": ("--out {out}/e.jsonl --force", "site"),
    "backup": ("{out}/b.tar --force", "site"),
    "watch": ("--once", "-"),
    "keys": ("", "-"),
    "close": ("", "site"),
    "open": ("", "site"),
    "remote": ("", "-"),
    "practice": ("--list", "read"),
    "policy diff": ("", "read"),
    "policy try": ("robot-integrator --period 2026-09", "roster"),
    "forecast": ("", "see"),
    "staffing week": ("", "read"),
    "policy add": ("front-desk", "site"),
    "policy apply": ("", "site"),
    "calendar apply": ("", "site"),
    "staff list": ("", "read"),
    "staff add": ("new --name n --role receiver --department service", "site"),
    "staff qualify": ("zhou", "site"),
    "staff disable": ("zhou", "site"),
    "staff enable": ("zhou", "site"),
    "staff roles": ("", "read"),
    "staff pin": ("zhou", "site"),
    "staff recover": ("root --recovery AAAAA", "-"),
    "staff recovery-codes": ("", "site"),
    "staff glass": ("", "glass"),
    "staff rates": ("", "read"),
    "staff test": ("", "read"),
    "approvals list": ("", "see"),
    "approvals ask": ("1 withdrawn", "see"),
    "approvals allow": ("1", "see"),
    "approvals refuse": ("1", "see"),
    "approvals withdraw": ("x", "see"),
    "shift open": ("", "take"),
    "shift hand-over": ("", "take"),
    "shift accept": ("", "take"),
    "shift show": ("", "read"),
    "shift tick": ("x", "take"),
    "shift news": ("x", "take"),
    "shift roster": ("", "read"),
    "documents": ("1 --received photo", "tickets"),
    "papers": ("", "see"),
    "things list": ("", "see"),
    "things told": ("1 x", "tickets"),
    "things out": ("1 --by x", "tickets"),
    "things away": ("1 --outcome x", "tickets"),
    "rounds show": ("", "read"),
    "rounds tick": ("x 09:30 y", "take"),
    "kb add": ("--title t --category product --text x", "articles"),
    "kb edit": ("K1 --title t", "articles"),
    "kb search": ("x", "read"),
    "kb show": ("K1", "read"),
    "kb import": ("{out}", "articles"),
    "kb retire": ("K1 --reason r", "articles"),
    "customer find": ("1", "customers"),
    "customer show": ("1", "customers"),
    "customer add": ("--name n", "customers"),
    "customer set": ("1 --needs x", "customers"),
    "customer merge": ("1 --into 2", "customers_join"),
    "customer unmerge": ("1", "customers_join"),
    "customer visits": ("", "site"),
    "customer check": ("1", "customers"),
    "customer consent": ("1 given", "customers"),
    "customer stop": ("1", "customers"),
    "customer allow": ("1", "customers"),
    "customer unchecked": ("", "customers"),
    "customer at-risk": ("", "customers"),
    "person show": ("x", "people_data"),
    "person erase": ("x --reason r", "people_data"),
    "person erasures": ("", "see_erasures"),
    "person approve": ("9", "erasures"),
    "person refuse": ("9 --reason r", "erasures"),
    "person hold": ("x --name n", "people_data"),
    "person release": ("x", "people_data"),
    "person holds": ("", "people_data"),
    "retention run": ("", "people_data"),
    "retention approve": ("", "erasures"),
    "retention rules": ("", "see_erasures"),
    "visitors expect": ("--name n --host h --at 2026-09-28T10:00:00+08:00", "expect"),
    "visitors in": ("--name n --host h", "visitors"),
    "visitors out": ("1", "visitors"),
    "visitors message": ("1 --text x", "visitors"),
    "visitors list": ("", "inside"),
    "visitors pass": ("", "inside"),
    "visitors room": ("", "read"),
    "visitors watch": ("", "watch_list"),
    "counter take": ("general", "read"),
    "counter next": ("--window 1", "take"),
    "counter recall": ("A001", "take"),
    "counter skip": ("A001", "take"),
    "counter done": ("A001", "take"),
    "counter send-on": ("A001 --counter general", "take"),
    "counter list": ("", "read"),
}
#: What the door says, in English.
_REFUSALS = (
    *("only an administrator may do that", "only who leads the desk may do that", "may not do that"),
    *("may not receive yet", "has no part in this ticket"),
)
#: Refused further in than at the door: whose it is decides.
_BY_TICKET = {OWN, "visitors"}


def _words(line: str, folder: Path) -> list[str]:
    file = folder / "file.txt"
    file.write_text("x")
    return [word.format(out=folder, file=file) for word in shlex.split(line)]


@pytest.fixture
def peopled(cli: Cli) -> Cli:
    """Somebody of every role, qualified and not; one ticket, one customer."""
    cli.take()
    for role in ROLES:
        for qualified in (True, False):
            login = _login(role, qualified)
            if cli("staff", "add", login, "--name", login, "--role", role, as_="root").status:
                continue
            if qualified:
                cli.json("staff", "qualify", login, as_="root")
    return cli


def _login(role: str, qualified: bool) -> str:
    return f"{role}.{'yes' if qualified else 'no'}"


def _cases() -> Iterator[tuple[str, str, bool]]:
    for name, (_arguments, need) in TRIED.items():
        if need != "-":
            yield from ((name, role, qualified) for role in ROLES for qualified in (True, False))


def test_every_command_that_opens_a_store_is_walked() -> None:
    assert set(TRIED) == {name for name, command in commands() if command.store}
    asked = {name: command.needs for name, command in commands() if command.needs}
    assert asked == {name: TRIED[name][1] for name in asked}


def _is_out(roles: Roles, role: str, need: str, qualified: bool) -> bool:
    scope = roles.scope(role, need)
    return scope == NONE or (scope == QUALIFIED and not qualified)


@pytest.mark.parametrize(
    "step", [3, pytest.param(1, marks=pytest.mark.chaos)], ids=["each command by some", "each by everybody"]
)
def test_every_command_and_every_role(peopled: Cli, tmp_path: Path, step: int) -> None:
    """By a third of the people each always, so that every role meets every need; behind it every use case is asked for
    every role (``tests/desk/test_permissions.py``)."""
    roles, wrong, walked = load_roles(peopled.store.parent), [], 0
    known = {line["login"] for line in peopled("staff", "list", "--json", as_="root").lines}
    for place, (name, role, qualified) in enumerate(_cases()):
        if place % step and not name.startswith("shift"):  # one shift is opened, handed over and accepted in its turn
            continue
        login, (arguments, need) = _login(role, qualified), TRIED[name]
        if login not in known:
            continue
        walked += 1
        answer = peopled(*name.split(), *_words(arguments, tmp_path), as_=login)
        told = any(words in answer.err for words in _REFUSALS)
        scope = roles.scope(role, need)
        if _is_out(roles, role, need, qualified) != told and scope not in _BY_TICKET:
            wrong.append(f"{name} ({need}) by {login}: {scope}, {answer.status} {answer.err[:90]!r}")
        if told and answer.out:
            wrong.append(f"{name} by {login} is refused and prints {answer.out[:60]!r}")
    assert walked > 400 // step
    assert not wrong


@pytest.mark.parametrize("name", [name for name, (_arguments, need) in TRIED.items() if need != "-"])
def test_a_stranger_is_told_nothing(cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    cli.take()
    with monkeypatch.context() as account:
        account.setattr("deskconsole.desk.desk.os_account", lambda: "mallory")
        for variable in ("LOGNAME", "USER", "SUDO_USER"):
            account.setenv(variable, "root")
        answer = cli(*name.split(), *_words(TRIED[name][0], tmp_path), as_=None)
    assert (answer.status, answer.out) == (1, "")
    assert "no staff member belongs to the account 'mallory'" in answer.err


def test_nobody_but_an_administrator_acts_in_anothers_name(peopled: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    number = peopled.take()
    for login in ("mallory", "leader.yes"):
        with monkeypatch.context() as account:
            account.setattr("deskconsole.desk.desk.os_account", lambda login=login: login)
            refused = peopled("show", number, as_="root")
        assert (refused.status, refused.out) == (1, "")
        assert refused.err.startswith("as: ")
