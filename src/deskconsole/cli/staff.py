"""``staff add|list|rates|test|qualify|disable|enable``."""

import argparse
from typing import TYPE_CHECKING, Any

from deskconsole.cli.options import Subparsers, add_key, lang, opened, pairs, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.tickets.records import Staff
    from deskconsole.domain.people.qualification import Paper


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``staff`` and its commands."""
    staff = subparsers.add_parser("staff", help=_("the people of the desk"))
    commands = staff.add_subparsers(dest="staff_command", required=True, metavar="COMMAND")
    add = commands.add_parser("add", parents=[shared], help=_("add a person"))
    add.add_argument("login", metavar="LOGIN")
    add.add_argument("--name", required=True, metavar="N")
    add.add_argument("--role", default="receiver", metavar="R", help=_("administrator, leader, receiver, specialist …"))
    add.add_argument("--department", metavar="D")
    add.add_argument("--os-account", metavar="ACCOUNT", help=_("the account that means this person"))
    add_key(add)
    add.set_defaults(run=run_add)
    listing = commands.add_parser("list", parents=[shared], help=_("everybody"))
    listing.set_defaults(run=run_list)
    rates = commands.add_parser(
        "rates", parents=[shared], help=_("how specialists kept the times that they agreed to, the last 90 days")
    )
    rates.set_defaults(run=run_rates)
    test = commands.add_parser(
        "test", parents=[shared], help=_("the test of the qualification: print it, or hand it in")
    )
    test.add_argument("--seed", type=int, metavar="N", help=_("the paper that this number draws"))
    test.add_argument(
        "--answer",
        action="append",
        metavar="QUESTION=1,3",
        help=_("the choices taken, by their numbers as printed; hands the paper in"),
    )
    test.set_defaults(run=run_test)
    qualify = commands.add_parser("qualify", parents=[shared], help=_("record that a person may receive"))
    _who_and_why(qualify)
    qualify.add_argument("--withdraw", action="store_true", help=_("take the qualification back"))
    qualify.set_defaults(run=run_qualify)
    disable = commands.add_parser("disable", parents=[shared], help=_("a person no longer works here"))
    _who_and_why(disable)
    disable.set_defaults(run=run_disable)
    enable = commands.add_parser("enable", parents=[shared], help=_("a person works here again"))
    _who_and_why(enable)
    enable.set_defaults(run=run_enable)


def _who_and_why(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("login", metavar="LOGIN")
    parser.add_argument("--reason", metavar="R")
    add_key(parser)


def run_add(args: argparse.Namespace) -> int:
    """``staff add``."""
    from deskconsole.desk.staff.staff import add_staff

    desk = opened(args)
    added = add_staff(
        desk,
        args.login,
        name=args.name,
        role=args.role,
        department=args.department,
        os_account=args.os_account,
        key=args.key,
    )
    _print(added, args.json)
    return 0


def run_rates(args: argparse.Namespace) -> int:
    """``staff rates``: JSON lines of ``{who, agreed, kept, rate}``; ``who`` is a login or ``dept:NAME``."""
    from deskconsole.desk.staff.specialists import rates

    for who, result in sorted(rates(opened(args)).items()):
        if args.json:
            print_json({"who": who, "agreed": result.agreed, "kept": result.in_time, "rate": round(result.rate, 4)})
        else:
            print(f"{who}  {result.in_time}/{result.agreed}  {result.rate:.0%}")
    return 0


def run_list(args: argparse.Namespace) -> int:
    """``staff list``."""
    from deskconsole.desk.staff.staff import staff_list

    for person in staff_list(opened(args)):
        _print(person, args.json)
    return 0


def run_test(args: argparse.Namespace) -> int:
    """``staff test``: prints a paper; with answers hands it in. Exit 1 when it is not passed."""
    from deskconsole.desk.staff.qualification import draw_test, hand_in
    from deskconsole.errors import DeskError

    desk = opened(args)
    paper = draw_test(desk, args.seed)
    if args.answer is None:
        _print_paper(paper, args.json)
        return 0
    if args.seed is None:
        raise DeskError("seed: give the number of the paper that the answers belong to", field="seed")
    result = hand_in(desk, paper.seed, _given(paper, pairs(args.answer, "answer")))
    if args.json:
        print_json(
            {
                "asked": result.total,
                "right": result.right,
                "needed": result.needed,
                "passed": result.passed,
                "wrong": list(result.wrong),
            }
        )
    else:
        message = _("passed: {right} of {asked} right") if result.passed else _("not passed: {right} of {asked} right")
        print(message.format(right=result.right, asked=result.total))
    return 0 if result.passed else 1


def _print_paper(paper: "Paper", as_json: bool) -> None:
    shown = [
        {
            "name": one.name,
            "title": one.question.title.get(lang()),
            "choices": [one.question.choice[place].text.get(lang()) for place in one.order],
        }
        for one in paper.questions
    ]
    if as_json:
        print_json({"seed": paper.seed, "needed": paper.needed, "questions": shown})
        return
    print(
        _("paper {seed}: {needed} of {asked} must be right").format(
            seed=paper.seed, needed=paper.needed, asked=len(paper.questions)
        )
    )
    for question in shown:
        print(f"\n{question['name']}  {question['title']}")
        for number, choice in enumerate(question["choices"], start=1):
            print(f"  {number}  {choice}")


def _given(paper: "Paper", answers: dict[str, str]) -> dict[str, list[int]]:
    """The choices as the pack numbers them, from the numbers as they were printed; raises :class:`DeskError`."""
    from deskconsole.errors import DeskError

    given: dict[str, list[int]] = {}
    orders = {one.name: one.order for one in paper.questions}
    for name, numbers in answers.items():
        taken = [number.strip() for number in numbers.split(",")]
        order = orders.get(name)
        if order is None:
            raise DeskError("answer: '{name}' is no question of this paper", field="answer", name=name)
        if not all(number.isdecimal() and 1 <= int(number) <= len(order) for number in taken):
            raise DeskError("answer: {name}: '{numbers}' are no choices", field="answer", name=name, numbers=numbers)
        given[name] = [order[int(number) - 1] for number in taken]
    return given


def run_qualify(args: argparse.Namespace) -> int:
    """``staff qualify``."""
    from deskconsole.desk.staff.qualification import qualify, withdraw_qualification

    change = withdraw_qualification if args.withdraw else qualify
    _print(change(opened(args), args.login, args.reason, key=args.key), args.json)
    return 0


def run_disable(args: argparse.Namespace) -> int:
    """``staff disable``."""
    from deskconsole.desk.staff.staff import disable_staff

    _print(disable_staff(opened(args), args.login, args.reason, key=args.key), args.json)
    return 0


def run_enable(args: argparse.Namespace) -> int:
    """``staff enable``."""
    from deskconsole.desk.staff.staff import enable_staff

    _print(enable_staff(opened(args), args.login, args.reason, key=args.key), args.json)
    return 0


def _print(person: "Staff", as_json: bool) -> None:
    document: dict[str, Any] = {
        "login": person.login,
        "name": person.name,
        "role": person.role,
        "department": person.department,
        "enabled": person.enabled,
        "qualified": person.qualified_at is not None,
        "os_account": person.os_account,
    }
    if as_json:
        print_json(document)
    else:
        from deskconsole.text.clean import one_line

        marks = [] if person.enabled else [_("disabled")]
        marks += [] if person.qualified_at is not None else [_("not qualified")]
        messages = [str(document[name] or "-") for name in ("login", "name", "role", "department")]
        print(one_line("  ".join([*messages, *marks])))
