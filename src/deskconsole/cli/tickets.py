"""``intake``, ``act``, ``show``, ``queue``, ``follow-ups``."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskconsole.cli.options import Subparsers, add_at, add_key, instant, lang, opened, pairs, print_json
from deskconsole.present.catalogue import N_, _

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk
    from deskconsole.desk.tickets.records import TicketView

_ACT = N_(
    "Text for the customer is checked: what may not be said so is refused with an accepted wording, and is sent "
    "anyway with --field wording_reason=WHY. proposed: --field solution= advantages= fits= cost= (a second one: "
    "solution_2= …). objected: --text POINT --field material=; with --to and --due it also goes to that "
    "department with a promised reply (--field told=). need_recorded: --field QUESTION=ANSWER; an answer that "
    "needs a plan also takes --to, --due, --field plan= and told=. specialist_needed: others besides --to with "
    "--field also='dept:legal;LOGIN'. accepted: --field contact=, how the specialist can be reached."
)
_FORM_OPTIONS = ("channel", "kind", "tier", "customer", "contact", "category", "content", "request")


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds the commands that work with tickets."""
    _register_intake(subparsers.add_parser("intake", parents=[shared], help=_("take an inquiry, or a file of them")))
    act = subparsers.add_parser("act", parents=[shared], help=_("record one event on a ticket"), epilog=_(_ACT))
    _register_act(act)
    show = subparsers.add_parser("show", parents=[shared], help=_("one ticket"))
    show.add_argument("number", metavar="NUMBER")
    add_at(show, _("as it was or will be judged then"))
    show.set_defaults(run=run_show)
    queue = subparsers.add_parser("queue", parents=[shared], help=_("every open ticket, the nearest deadline first"))
    queue.add_argument("--mine", action="store_true", help=_("owned by me or assigned to me"))
    queue.add_argument("--overdue", action="store_true", help=_("overdue only"))
    queue.add_argument("--stage", metavar="S", help=_("in this stage only"))
    queue.add_argument("--limit", metavar="N", type=_count, help=_("at most N"))
    add_at(queue, _("as it was or will be judged then"))
    queue.set_defaults(run=run_queue)
    follow = subparsers.add_parser("follow-ups", parents=[shared], help=_("whom to call back"))
    follow.add_argument("--due", choices=("today", "week", "overdue"), help=_("due until then"))
    follow.add_argument("--mine", action="store_true", help=_("owned by me or assigned to me"))
    add_at(follow, _("as it was or will be judged then"))
    follow.add_argument("--out", metavar="FILE", help=_("write them for a calendar: .ics"))
    follow.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    follow.set_defaults(run=run_follow_ups)


def _register_intake(parser: argparse.ArgumentParser) -> None:
    for name in _FORM_OPTIONS:
        parser.add_argument(f"--{name}", metavar="T" if name in ("content", "request") else name[0].upper())
    parser.add_argument("--level", metavar="N")
    parser.add_argument("--urgent", action="store_true")
    parser.add_argument("--field", action="append", metavar="k=v")
    parser.add_argument("--received", metavar="T", help=_("when it arrived (default: now)"))
    parser.add_argument("--call", metavar="ID", help=_("the call whose ticket this completes"))
    parser.add_argument("--from", dest="lines", metavar="FILE", help=_("JSON lines or CSV; '-' for standard input"))
    parser.add_argument(
        "--keep-good", action="store_true", help=_("each line by itself: bad ones are named, the others stay")
    )
    add_key(parser)
    parser.set_defaults(run=run_intake, wrong_usage=parser.error)


def _register_act(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("number", metavar="NUMBER")
    parser.add_argument("event", metavar="EVENT")
    parser.add_argument("--of", type=_count, metavar="SEQ", help=_("the event whose thread this continues"))
    add_at(parser, _("when it happened (default: now)"))
    parser.add_argument("--text", metavar="T")
    parser.add_argument("--due", metavar="T")
    parser.add_argument("--to", metavar="WHO", help=_("a login, dept:NAME or free text"))
    parser.add_argument("--outcome", metavar="O")
    parser.add_argument("--reason", metavar="R")
    parser.add_argument("--score", type=int, metavar="N")
    parser.add_argument("--field", action="append", metavar="k=v")
    parser.add_argument("--expect", type=_count, metavar="SEQ", help=_("refuse if anything happened since"))
    add_key(parser)
    parser.set_defaults(run=run_act)


def _count(text: str) -> int:
    value = int(text)
    if value < 0:
        raise ValueError(text)
    return value


def run_intake(args: argparse.Namespace) -> int:
    """``intake``: one ticket from options, or many from a file."""
    if args.lines is not None:
        from deskconsole.cli.intake_lines import run_lines

        if any(getattr(args, name) is not None for name in (*_FORM_OPTIONS, "level", "received", "call", "field")):
            args.wrong_usage(_("--from takes the forms from the file; leave the other options out"))
        return run_lines(args)
    from deskconsole.desk.tickets.intake import intake
    from deskconsole.desk.tickets.intake_forms import read_form

    desk = opened(args)
    data: dict[str, Any] = {name: getattr(args, name) for name in (*_FORM_OPTIONS, "level", "received", "call")}
    data = {name: value for name, value in data.items() if value is not None}
    data |= {"urgent": args.urgent, "fields": pairs(args.field, "field")}
    form = read_form(desk, data, now=desk.now(), loose=True)
    from deskconsole.cli.printing import answer_intake

    answer_intake(desk, intake(desk, form, key=args.key), args.json)
    return 0


def run_act(args: argparse.Namespace) -> int:
    """``act``: one event; prints the ticket as `show`."""
    from deskconsole.desk.tickets.act import act

    desk = opened(args)
    fields: dict[str, Any] = dict(pairs(args.field, "field"))
    for name in ("due", "to", "outcome", "reason", "score"):
        if (value := getattr(args, name)) is not None:
            fields[name] = instant(value, "due") if name == "due" else value
    if args.event == "attached" and "file" in fields:
        from deskconsole.desk.papers.attachments import attach

        at, file = instant(args.at, "at"), Path(fields["file"])
        view = attach(desk, args.number, [file], text=args.text, at=at, expect=args.expect, key=args.key)
        print_ticket(desk, view, args.json)
        return 0
    view = act(
        desk,
        args.number,
        args.event,
        of=args.of,
        at=instant(args.at, "at"),
        text=args.text,
        fields=typed(args.event, fields),
        expect=args.expect,
        key=args.key,
    )
    print_ticket(desk, view, args.json)
    return 0


def typed(event: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Attributes and truth values as what they mean; a merge may name its survivor with --to."""
    changed = dict(fields)
    if event == "classified":
        level, urgent = changed.get("level"), changed.get("urgent")
        if isinstance(level, str) and level.strip().isdecimal():
            changed["level"] = int(level)
        if isinstance(urgent, str) and urgent.lower() in ("true", "false"):
            changed["urgent"] = urgent.lower() == "true"
    elif event == "merged" and "into" not in changed and "to" in changed:
        changed["into"] = changed.pop("to")
    elif event in ("rang", "reopened"):
        for name in ("withheld", "by_customer"):
            if changed.get(name) in ("true", "false"):
                changed[name] = changed[name] == "true"
    if event in ("followed_up", "rated") and isinstance(changed.get("score"), str) and changed["score"].isdecimal():
        changed["score"] = int(changed["score"])
    return changed


def run_show(args: argparse.Namespace) -> int:
    """``show``: one ticket."""
    from deskconsole.desk.tickets.views import show

    desk = opened(args)
    print_ticket(desk, show(desk, args.number, instant(args.at, "at")), args.json)
    return 0


def print_ticket(desk: "Desk", view: "TicketView", as_json: bool) -> None:
    """Print what `show` answers for one ticket."""
    if as_json:
        from deskconsole.desk.tickets.documents import ticket_document

        print_json(ticket_document(view, desk.zone, lang()))
    else:
        from deskconsole.cli.printing import ticket_lines

        sys.stdout.writelines(line + "\n" for line in ticket_lines(view, desk))


def run_queue(args: argparse.Namespace) -> int:
    """``queue``: every open ticket by (due, number)."""
    from deskconsole.desk.tickets.documents import queue_document
    from deskconsole.desk.tickets.views import queue

    desk = opened(args)
    at = instant(args.at, "at")
    lines = queue(desk, mine=args.mine, overdue=args.overdue, stage=args.stage, limit=args.limit, at=at)
    now = at or desk.now()
    if args.json:
        for line in lines:
            print_json(queue_document(line, now, desk.zone, lang()))
    else:
        from deskconsole.cli.printing import queue_lines

        sys.stdout.writelines(line + "\n" for line in queue_lines(lines, now, desk))
    return 0


def run_follow_ups(args: argparse.Namespace) -> int:
    """``follow-ups``: follow-up clocks by due."""
    from deskconsole.desk.tickets.documents import follow_up_document
    from deskconsole.desk.tickets.views import follow_ups

    desk = opened(args)
    at = instant(args.at, "at")
    if args.out is not None:
        from deskconsole.cli.documents import answer
        from deskconsole.documents.follow_ups import write_follow_ups

        out = Path(args.out)
        answer(args, out, write_follow_ups(desk, out, due=args.due, mine=args.mine, at=at, force=args.force))
        return 0
    lines = follow_ups(desk, due=args.due, mine=args.mine, at=at)
    if args.json:
        for line in lines:
            print_json(follow_up_document(line, desk.zone, lang()))
    else:
        from deskconsole.cli.printing import follow_up_lines

        sys.stdout.writelines(line + "\n" for line in follow_up_lines(lines, at or desk.now(), desk))
    return 0
