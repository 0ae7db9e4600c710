"""``policy diff``, ``policy apply``, ``calendar apply``: what current rules and dates change on open tickets."""

import argparse
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk
    from deskconsole.desk.policy.recounting import Change, What

Commands = argparse._SubParsersAction  # the type has no public name


def register_policy(commands: "Commands[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``policy diff`` and ``policy apply``."""
    diff = commands.add_parser("diff", parents=[shared], help=_("what the current rules would change on open tickets"))
    diff.set_defaults(run=run_diff)
    _apply(commands, shared, "policy", _("brings the current rules to open tickets"))


def register_calendar(commands: "Commands[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``calendar apply``."""
    _apply(commands, shared, "calendar", _("brings the current dates to open tickets"))


def _apply(
    commands: "Commands[argparse.ArgumentParser]", shared: argparse.ArgumentParser, what: str, help: str
) -> None:
    parser = commands.add_parser("apply", parents=[shared], help=help)
    parser.add_argument("--yes", action="store_true", help=_("do it; without this it is only shown"))
    parser.set_defaults(run=run_apply, what=what)


def run_diff(args: argparse.Namespace) -> int:
    """``policy diff``: a line for each clock that would move, start or end."""
    from deskconsole.cli.options import opened
    from deskconsole.desk.policy.recounting import changes

    desk = opened(args)
    result = changes(desk, "policy")
    _print(desk, result, args.json)
    if not result and not args.json:
        print(_("nothing changes"))
    return 0


def run_apply(args: argparse.Namespace) -> int:
    """``policy apply``, ``calendar apply``: shows what changes and, with ``--yes``, does it."""
    from deskconsole.cli.options import opened
    from deskconsole.desk.policy.recounting import apply_changes, changes
    from deskconsole.desk.staff.staff import require

    desk = opened(args)
    what: What = args.what
    require(desk.actor, what)
    if args.yes:
        count = _print(desk, apply_changes(desk, what), args.json)
        if not args.json:
            print(_("{n} clocks changed").format(n=count))
        return 0
    if _print(desk, changes(desk, what), args.json):
        print(_("nothing was changed; --yes does it"), file=sys.stderr)
        return 1
    if not args.json:
        print(_("nothing changes"))
    return 0


def _print(desk: "Desk", results: "Iterable[Change]", as_json: bool) -> int:
    """Each change as a line as soon as it is known; how many there were."""
    from deskconsole.cli.options import print_json
    from deskconsole.text.dates import rfc3339

    count = 0
    for change in results:
        count += 1
        recount = change.recount
        due = rfc3339(recount.due, desk.zone) if recount.due is not None else None
        new_due = rfc3339(recount.new_due, desk.zone) if recount.new_due is not None else None
        if as_json:
            document = {"number": change.number, "rule": recount.rule, "of": recount.of}
            print_json({**document, "due": due, "new_due": new_due})
        else:
            print(f"{change.number}  {recount.rule}  #{recount.of}  {due or '-'}  → {new_due or '-'}", flush=True)
    return count
