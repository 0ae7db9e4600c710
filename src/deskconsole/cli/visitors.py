"""``visitors expect|in|out|list`` and what goes with a visit: messages, passes."""

import argparse
from typing import TYPE_CHECKING, Any, Final

from deskconsole.cli import visitor_lists
from deskconsole.cli.options import Subparsers, add_at, add_key, instant, lang, opened, pairs, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk
    from deskconsole.desk.tickets.records import TicketView
    from deskconsole.desk.visitors.records import CheckIn, Expected

#: Options that are own fields of a visitor's form.
_OWN: Final = ("host", "organisation", "people", "plate", "identity", "pass", "room")


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``visitors`` and its commands."""
    visitors = subparsers.add_parser("visitors", help=_("who is expected, here, gone; passes, rooms, the watch list"))
    commands = visitors.add_subparsers(dest="visitors_command", required=True, metavar="COMMAND")

    def add(name: str, help_: str, document: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            parents=[shared],
            help=help_,
            description=help_,
            epilog=f"--json: {document}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )

    _register_expect(add("expect", _("somebody will come, or a file of them"), _EXPECTED_JSON))
    _register_in(add("in", _("sign a visitor in"), _IN_JSON))
    out = add("out", _("sign a visitor out"), _("the ticket as `show`"))
    out.add_argument("number", metavar="NUMBER")
    out.add_argument("--keeps-pass", action="store_true", help=_("the pass was not given back"))
    out.add_argument("--undo", action="store_true", help=_("signed in by mistake: take it back"))
    out.add_argument("--back", action="store_true", help=_("back again: inside once more"))
    add_at(out, _("when it happened (default: now)"))
    add_key(out)
    out.set_defaults(run=run_out)
    message = add("message", _("words for a host who is not to be reached"), _IN_JSON)
    message.add_argument("number", metavar="NUMBER", help=_("the visit"))
    message.add_argument("--text", required=True, metavar="T")
    message.add_argument("--host", metavar="WHO", help=_("for somebody else than the host of the visit"))
    add_key(message)
    message.set_defaults(run=run_message)
    visitor_lists.register(add)


_EXPECTED_JSON: Final = "{id, state, at, kind, name, phone, purpose, category, fields, watch:[{entry, tell}]}"
_IN_JSON: Final = "{number, id, stage, clocks:[…]}"


def _register_expect(parser: argparse.ArgumentParser) -> None:
    _add_form(parser)
    add_at(parser, _("when they will come (RFC 3339)"))
    parser.add_argument("--from", dest="lines", metavar="FILE", help=_("JSON lines or CSV; '-' for standard input"))
    parser.add_argument(
        "--keep-good", action="store_true", help=_("each line by itself: bad ones are named, the others stay")
    )
    parser.add_argument("--cancel", metavar="ID", help=_("an appointment will not be kept"))
    add_key(parser)
    parser.set_defaults(run=run_expect)


def _register_in(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--expected", metavar="ID", help=_("the appointment that they come for"))
    _add_form(parser)
    add_at(parser, _("when they came (default: now)"))
    add_key(parser)
    parser.set_defaults(run=run_in)


def _add_form(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", metavar="K", help=_("visit, meeting … (default: the first of the rules)"))
    parser.add_argument("--name", metavar="N")
    parser.add_argument("--phone", metavar="P")
    parser.add_argument("--purpose", metavar="T", help=_("what they come for"))
    parser.add_argument("--category", metavar="C")
    for name in _OWN:
        parser.add_argument(f"--{name}", dest=f"own_{name}", metavar=name[0].upper())
    parser.add_argument("--field", action="append", metavar="k=v", help=_("another field of the kind's form"))


def _own_of(args: argparse.Namespace) -> dict[str, Any]:
    given = {name: getattr(args, f"own_{name}") for name in _OWN}
    return {name: value for name, value in given.items() if value is not None} | pairs(args.field, "field")


def run_expect(args: argparse.Namespace) -> int:
    """``visitors expect``: one appointment, a file of them, or one cancelled."""
    from deskconsole.desk.visitors.expecting import cancel_expected, expect, read_expected

    if args.lines is not None:
        return _expect_lines(args)
    desk = opened(args)
    if args.cancel is not None:
        cancel_expected(desk, args.cancel)
        return 0
    words = {name: getattr(args, name) for name in ("kind", "name", "phone", "purpose", "category")}
    data = {"at": instant(args.at, "at"), **words, **_own_of(args)}
    form = read_expected(desk, {name: value for name, value in data.items() if value is not None}, now=desk.now())
    _print_expected(desk, expect(desk, form, key=args.key), args.json)
    return 0


def _expect_lines(args: argparse.Namespace) -> int:
    """A file of appointments, all or nothing, or with ``--keep-good`` each line by itself as it comes."""
    from deskconsole.cli import refuse
    from deskconsole.desk.visitors.expected_list import import_list

    desk = opened(args)
    if args.keep_good:
        return _keep_good(desk, args)
    result, made = import_list(desk, args.lines, key=args.key)
    for number, reason in result.refused:
        refuse(reason, f"line {number}: ")
    for expected in made:
        _print_expected(desk, expected, args.json)
    return 1 if result.refused else 0


def _keep_good(desk: "Desk", args: argparse.Namespace) -> int:
    from deskconsole.cli import refuse
    from deskconsole.desk.input_lines import open_lines, read_lines
    from deskconsole.desk.visitors.expected_list import HEADING
    from deskconsole.desk.visitors.expecting import expect, read_expected
    from deskconsole.errors import DeskError

    status = 0
    with open_lines(args.lines) as stream:
        for line in read_lines(stream, HEADING):
            try:
                if line.refusal is not None:
                    raise line.refusal
                form = read_expected(desk, line.table or {}, now=desk.now())
                key = f"{args.key}:{line.number}" if args.key else None
                _print_expected(desk, expect(desk, form, key=key), args.json)
            except DeskError as error:
                if error.exit_status != 1:
                    raise
                refuse(error, f"line {line.number}: ")
                status = 1
    return status


def _print_expected(desk: "Desk", expected: "Expected", as_json: bool) -> None:
    from deskconsole.desk.visitors.documents import expected_document
    from deskconsole.present.dates import short
    from deskconsole.text.clean import one_line

    if as_json:
        print_json(expected_document(expected, desk.zone))
    else:
        when = short(expected.form.at, desk.now(), desk.zone)
        print(one_line(f"{expected.id}  {when}  {expected.form.name}  {expected.host or ''}"))


def run_in(args: argparse.Namespace) -> int:
    """``visitors in``: from an appointment, or walking in."""
    from deskconsole.desk.visitors.checking_in import check_in
    from deskconsole.desk.visitors.expecting import visitor_kind, walk_in_kind
    from deskconsole.desk.visitors.records import CheckIn

    desk = opened(args)
    kind = args.kind or ("" if args.expected is not None else visitor_kind(desk, None).name)
    chosen = walk_in_kind(desk, kind) if args.expected is None else None
    purpose = args.purpose or (chosen.title.get(lang()) if chosen is not None and chosen.visitor else None)
    form = CheckIn(
        kind=kind,
        name=args.name or "",
        phone=args.phone,
        purpose=purpose,
        category=args.category,
        fields=_own_of(args),
        expected=args.expected,
        arrived=instant(args.at, "at"),
    )
    view = check_in(desk, form, key=args.key)
    _answer(desk, view, args.json)
    _warn(desk, view, form)
    return 0


def _answer(desk: "Desk", view: "TicketView", as_json: bool) -> None:
    from deskconsole.cli.printing import answer_intake

    answer_intake(desk, view, as_json)


def _warn(desk: "Desk", view: "TicketView", form: "CheckIn") -> None:
    """The quiet warning of the watch list: whom to call, not why."""
    import sys

    from deskconsole.desk.visitors.visitors import inside
    from deskconsole.text.clean import one_line

    for line in inside(desk):
        if line.number == view.number:
            for notice in line.notices:
                message = _("note {entry}: please call {tell}").format(entry=notice.entry, tell=notice.tell)
                print(one_line(message), file=sys.stderr)


def run_out(args: argparse.Namespace) -> int:
    """``visitors out``: signed out, back again, or signed in by mistake."""
    from deskconsole.cli.printing import ticket_lines
    from deskconsole.desk.tickets.documents import ticket_document
    from deskconsole.desk.visitors.checking_in import cancel_check_in
    from deskconsole.desk.visitors.checking_out import come_back, sign_out

    desk = opened(args)
    if args.undo:
        view = cancel_check_in(desk, args.number)
    elif args.back:
        view = come_back(desk, args.number, key=args.key)
    else:
        at = instant(args.at, "at")
        view = sign_out(desk, args.number, pass_back=not args.keeps_pass, at=at, key=args.key)
    if args.json:
        print_json(ticket_document(view, desk.zone, lang()))
    else:
        for line in ticket_lines(view, desk):
            print(line)
    return 0


def run_message(args: argparse.Namespace) -> int:
    """``visitors message``."""
    from deskconsole.desk.visitors.checking_out import leave_message

    desk = opened(args)
    _answer(desk, leave_message(desk, args.number, args.text, host=args.host, key=args.key), args.json)
    return 0
