"""``staff``: people, their qualification, their PINs, what each role may do."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument, fields, flag, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

if TYPE_CHECKING:
    from datetime import datetime

    from deskconsole.domain.site.glass import Glass

with late():
    import getpass

    from deskconsole.desk import desk as desks, permissions
    from deskconsole.desk.practice import completed
    from deskconsole.desk.sign_on import glass, pins, recovery
    from deskconsole.desk.staff import qualification, specialists, staff
    from deskconsole.domain.people import qualification as papers
    from deskconsole.present import refusals


#: So much of a recovery code is read: more than one has.
_LONGEST_CODE: Final = 200


class Listed(NamedTuple):
    """Somebody in the list of all, how they sign on (``set``, ``code``: one was given, ``None``), and when they have
    last come to the end of the practice."""

    person: permissions.Staff
    pin: str | None
    practised: datetime | None


class Need(NamedTuple):
    """One row of the table of roles: how far a need goes for each role."""

    need: str
    roles: Mapping[str, str]


class RecoveryCodes(NamedTuple):
    """The codes that let an administrator sign on where nobody else is left."""

    codes: list[str]


class Rate(NamedTuple):
    """How somebody kept the times that they agreed to; ``who`` is a login or ``dept:NAME``."""

    who: str
    agreed: int
    in_time: int
    rate: float


def _list(desk: desks.Desk, given: Namespace) -> list[Listed]:
    existing, now = pins.who_has_pins(desk), desk.now()
    practised = {each.login: each.at for each in completed.practices(desk)}
    return [
        Listed(person, _pin_of(existing.get(person.login), now), practised.get(person.login))
        for person in staff.staff_list(desk)
    ]


def _pin_of(existing: Any, now: datetime) -> str | None:
    if existing is None or not existing.counts(now):
        return None
    return "code" if existing.one_time else "set"


def _roles(desk: desks.Desk, given: Namespace) -> list[Need]:
    """The table of roles in force."""
    roles = ("receiver", "specialist", "leader", "supervisor", "manager", "administrator", "security")
    return [Need(need, {role: desk.roles.scope(role, need) for role in roles}) for need in desk.roles.needs]


def _need_lines(need: Need, reader: Answering) -> Iterator[str]:
    title = _(refusals.NEED_TITLES[need.need])
    scopes = "  ".join(f"{role}={scope}" for role, scope in need.roles.items() if scope != permissions.NONE)
    yield f"{need.need:<15}{title}"
    yield f"  {scopes}"


def _recover(desk: desks.Desk, given: Namespace) -> pins.Code:
    """With a recovery code from the option, else asked for: it is not to stand in the shell's history."""
    code = given.recovery
    if code is None and sys.stdin.isatty():
        code = getpass.getpass(_("Recovery code: "))
    if code is None:
        code = sys.stdin.buffer.readline(_LONGEST_CODE).decode("utf-8", "replace")
    return recovery.recover(desk, given.login, code, account=given.account)


def _code_lines(code: pins.Code, reader: Answering) -> Iterator[str]:
    message = _("one-time code of {login}: {code} · until {when}, once")
    yield message.format(login=reader.text(code.login), code=code.code, when=reader.when(code.until))
    yield _("They sign on at the console with it and set their PIN; it is not shown again.")


def recovery_lines(codes: Sequence[str]) -> Iterator[str]:
    """Recovery codes as they are printed to be kept on paper."""
    yield _("Recovery codes, each counts once. Print them, lock them away; they are not shown again:")
    yield from (f"  {code}" for code in codes)
    yield _("Where nobody is left who can sign on: deskconsole staff recover LOGIN")


def _glass_line(broken: Glass, reader: Answering) -> str:
    times = (reader.when(broken.opened_at), reader.when(broken.closed_at or broken.until))
    return "  ".join((*times, reader.text(reader.titles.person(broken.login)), reader.text(broken.reason or "-")))


def _rates(desk: desks.Desk) -> list[Rate]:
    rates = sorted(specialists.rates(desk).items())
    return [Rate(who, result.agreed, result.in_time, result.rate) for who, result in rates]


def _test(desk: desks.Desk, given: Namespace) -> papers.Paper | papers.Mark:
    """A paper; with answers it is handed in."""
    paper = qualification.draw_test(desk, given.seed)
    if given.answers is None:
        return paper
    if given.seed is None:
        raise DeskError("seed: give the number of the paper that the answers belong to", field="seed")
    return qualification.hand_in(desk, paper.seed, _choices(paper, given.answers))


def _choices(paper: papers.Paper, answers: Mapping[str, str]) -> dict[str, list[int]]:
    """The choices as the pack numbers them, from the numbers as they were printed; raises :class:`DeskError`."""
    given: dict[str, list[int]] = {}
    orders = {one.name: one.order for one in paper.questions}
    for name, numbers in answers.items():
        taken, order = [number.strip() for number in numbers.split(",")], orders.get(name)
        if order is None:
            raise DeskError("answer: '{name}' is no question of this paper", field="answer", name=name)
        if not all(number.isdecimal() and len(number) < 4 and 1 <= int(number) <= len(order) for number in taken):
            raise DeskError("answer: {name}: '{numbers}' are no choices", field="answer", name=name, numbers=numbers)
        given[name] = [order[int(number) - 1] for number in taken]
    return given


def _qualify(desk: desks.Desk, given: Namespace) -> permissions.Staff:
    change = qualification.withdraw_qualification if given.withdraw else qualification.qualify
    return change(desk, given.login, given.reason, key=given.key)


def _listed_line(listed: Listed, reader: Answering) -> str:
    marks = {"set": _("PIN"), "code": _("one-time code")}
    parts = [_person_line(listed.person, reader), *([marks[listed.pin]] if listed.pin else [])]
    if listed.practised is not None:
        parts.append(_("practised {when}").format(when=reader.when(listed.practised)))
    return "  ".join(parts)


def _person_line(person: permissions.Staff, reader: Answering) -> str:
    role, department = reader.titles.title("role", person.role), reader.titles.title("department", person.department)
    marks = [] if person.enabled else [_("disabled")]
    marks += [] if person.qualified_at is not None else [_("not qualified")]
    return "  ".join([*map(reader.text, (person.login, person.name, role, department)), *marks])


def _questions(paper: papers.Paper, reader: Answering) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "title": one.question.title, "choices": [one.question.choice[n].text for n in one.order]}
        for one in paper.questions
    ]


def _paper_lines(paper: papers.Paper, reader: Answering) -> Iterator[str]:
    message = _("paper {seed}: {needed} of {asked} must be right")
    yield message.format(seed=paper.seed, needed=paper.needed, asked=len(paper.questions))
    for one in paper.questions:
        yield ""
        yield f"{one.name}  {one.question.title.get(reader.lang)}"
        for number, place in enumerate(one.order, start=1):
            yield f"  {number}  {one.question.choice[place].text.get(reader.lang)}"


def _result_line(result: papers.Mark, reader: Answering) -> str:
    message = _("passed: {right} of {asked} right") if result.passed else _("not passed: {right} of {asked} right")
    return message.format(right=result.right, asked=result.total)


def _rate_line(rate: Rate, reader: Answering) -> str:
    return f"{reader.titles.who(rate.who)}  {rate.in_time}/{rate.agreed}  {rate.rate:.0%}"


# fmt: off
_PERSON: Final = Answer(
    Shape("login name role department enabled qualified os_account",
          qualified=lambda person, reader: person.qualified_at is not None),
    _person_line,
)
_LISTED: Final = Answer(
    Shape("login name role department enabled qualified os_account pin practised",
          **{key: f"person.{key}" for key in ("login", "name", "role", "department", "enabled", "os_account")},
          qualified=lambda listed, reader: listed.person.qualified_at is not None),
    _listed_line,
)
_CODE: Final = Answer(Shape("login code until"), _code_lines)
_CODES: Final = Answer(Shape("codes"), lambda made, reader: recovery_lines(made.codes))
_NEED: Final = Answer(Shape("need roles"), _need_lines)
_GLASS: Final = Answer(Shape("id login reason opened_at until closed_at", id="uuid"), _glass_line)
_RATE: Final = Answer(
    Shape("who agreed kept rate", kept="in_time", rate=lambda rate, reader: round(rate.rate, 4)), _rate_line
)
_PAPER: Final = Answer(Shape("seed needed questions", questions=_questions), _paper_lines)
_RESULT: Final = Answer(
    Shape("asked right needed passed wrong", asked="total"), _result_line, of="Mark",
    status=lambda result: 0 if result.passed else 1,
)
_change = partial(Command, answer=_PERSON, writes=True)
_LOGIN: Final = argument("login")
_REASON: Final = argument("--reason", "R")

COMMANDS: Final = (
    Group(
        "staff", N_("the people of the desk"),
        _change("add", N_("add a person"), _LOGIN, argument("--name", "N", required=True),
                argument("--role", "R", N_("administrator, leader, receiver, specialist …"), default="receiver"),
                argument("--department", "D"),
                argument("--os-account", "ACCOUNT", N_("the account that means this person")),
                use=lambda: staff.add_staff,
                examples=("staff add li --name 'Li Na' --role receiver --department service",)),
        Command("list", N_("everybody: who has a PIN, who has practised and when"), run=_list, answer=_LISTED),
        Command("roles", N_("what each role may do: the table in force"), run=_roles, needs="read", answer=_NEED),
        Command("pin", N_("a one-time code, with which a person sets their PIN at the console"), _LOGIN,
                use=lambda: pins.give_code, writes="keyless", answer=_CODE,
                description=N_("A PIN from before no longer counts. The code is printed once and counts three days.")),
        Command("recover", N_("a one-time code for an administrator by a recovery code"), _LOGIN,
                argument("--recovery", "CODE", N_("the recovery code; without it, it is asked for")),
                flag("--account", N_("the account that runs this means them from now on")),
                run=_recover, writes="keyless", answer=_CODE,
                description=N_("Where nobody is left who can let others sign on; whoever has the code may.")),
        Command("recovery-codes", N_("new recovery codes; those before no longer count"),
                run=lambda desk, given: RecoveryCodes(recovery.make_recovery_codes(desk)), writes="keyless",
                answer=_CODES),
        Command("glass", N_("who took a leader's needs for a while, and why"),
                use=lambda: glass.glass_list, answer=_GLASS),
        Command("rates", N_("how specialists kept the times that they agreed to, the last 90 days"),
                use=lambda: _rates, answer=_RATE),
        Command("test", N_("the test of the qualification: print it, or hand it in"),
                argument("--seed", "N", N_("the paper that this number draws"), type=whole()),
                argument("--answer", "QUESTION=1,3",
                         N_("the choices taken, by their numbers as printed; hands the paper in"),
                         to="answers", action="append", read=fields),
                run=_test, answer=(_PAPER, _RESULT),
                examples=("staff test --seed 7", "staff test --seed 7 --answer greeting=2 --answer phone=1,3")),
        _change("qualify", N_("record that a person may receive"), _LOGIN, _REASON,
                flag("--withdraw", N_("take the qualification back")),
                run=_qualify),
        _change("disable", N_("a person no longer works here"), _LOGIN, _REASON, use=lambda: staff.disable_staff),
        _change("enable", N_("a person works here again"), _LOGIN, _REASON, use=lambda: staff.enable_staff),
    ),
)
