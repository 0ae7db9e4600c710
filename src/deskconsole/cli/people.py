"""``staff add|list``."""

import argparse
from typing import TYPE_CHECKING, Any

from deskconsole.cli.options import Subparsers, add_key, opened, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.records import Staff


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


def run_add(args: argparse.Namespace) -> int:
    """``staff add``."""
    from deskconsole.desk.people import add_staff

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


def run_list(args: argparse.Namespace) -> int:
    """``staff list``."""
    from deskconsole.desk.people import staff_list

    for person in staff_list(opened(args)):
        _print(person, args.json)
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
        from deskconsole.present.safe import one_line

        print(one_line("  ".join(str(document[name] or "-") for name in ("login", "name", "role", "department"))))
