"""``staff add|list|rates|test|qualify|disable|enable``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final, NamedTuple

from deskconsole.cli.arguments import argument, fields, flag, whole
from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks, permissions
    from deskconsole.desk.staff import qualification, specialists, staff
    from deskconsole.domain.people import qualification as papers


class Rate(NamedTuple):
    """How somebody kept the times that they agreed to; ``who`` is a login or ``dept:NAME``."""

    who: str
    agreed: int
    in_time: int
    rate: float


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
        Command("list", N_("everybody"), use=lambda: staff.staff_list, answer=_PERSON),
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
