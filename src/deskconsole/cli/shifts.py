"""``shift open|hand-over|accept|show`` and what goes with them: ticks, news, the roster."""

import argparse
from typing import TYPE_CHECKING, Any, Final

from deskconsole.cli.options import Subparsers, add_key, lang, opened, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk
    from deskconsole.desk.shifts.records import Duty, Item, Shift, ShiftsNow
    from deskconsole.desk.shifts.sheet import Sheet

_TICK: Final = "{by, at}"
_SHIFT: Final = "{id, state, part, login, opened, note, handed_over, accepted, ticked}"
_NOW: Final = "{at, day, part, on_duty, rostered, current, waiting:[…], items:[{name, title, ticked}…], news:[…]}"
_SHEET: Final = "{shift, sheet:{at, open:[queue line…], promises, visitors, drafts, head, digest}, out}"
_DUTY: Final = "{day, part, login, substitute, absent}"


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``shift`` and its commands."""
    shift = subparsers.add_parser("shift", help=_("who is on duty, what one shift leaves to the next"))
    commands = shift.add_subparsers(dest="shift_command", required=True, metavar="COMMAND")

    def add(name: str, help_: str, document: str) -> argparse.ArgumentParser:
        parser = commands.add_parser(
            name, parents=[shared], help=help_, description=help_, epilog=f"--json: {document}"
        )
        if name not in ("show", "tick"):  # a tick made twice is one tick
            add_key(parser)
        return parser

    add("open", _("begin one's own shift"), _NOW).set_defaults(run=run_open)
    handing = add("hand-over", _("end the open shift: what is open is written down for the next"), _SHEET)
    handing.add_argument("--note", metavar="T", help=_("one's own words for whoever comes next"))
    _add_out(handing)
    handing.set_defaults(run=run_hand_over)
    add("accept", _("having read it, take over what was handed over"), _NOW).set_defaults(run=run_accept)
    showing = add("show", _("how the shifts stand; with --sheet the newest hand-over"), f"{_NOW} | {_SHEET}")
    showing.add_argument("--sheet", action="store_true", help=_("the newest hand-over"))
    _add_out(showing)
    showing.set_defaults(run=run_show)
    ticking = add("tick", _("tick an item of the checklist or a piece of news off"), _NOW)
    ticking.add_argument("item", metavar="ITEM")
    ticking.add_argument("--undo", action="store_true", help=_("take the tick away"))
    ticking.set_defaults(run=run_tick)
    news = add("news", _("something that the shifts of a day must know"), _NOW)
    news.add_argument("text", metavar="TEXT")
    news.add_argument("--day", metavar="D", help=_("the day (default: today)"))
    news.set_defaults(run=run_news)
    _register_roster(add("roster", _("who has which duty; with --login it is entered"), _("lines of") + f" {_DUTY}"))


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", metavar="FILE", help=_("the sheet as .pdf or .docx"))
    parser.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    parser.add_argument("--print", action="store_true", dest="print_it", help=_("print the sheet"))


def _register_roster(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="since", metavar="D", help=_("first day (default: today)"))
    parser.add_argument("--to", dest="until", metavar="D", help=_("last day (default: a week; entering: that day)"))
    parser.add_argument("--part", metavar="P", help="day, night, holiday")
    parser.add_argument("--login", metavar="LOGIN", help=_("who has it; '-' for nobody"))
    parser.add_argument("--substitute", metavar="LOGIN", help=_("who stands in"))
    parser.add_argument("--weekday", action="append", type=int, choices=range(1, 8), help=_("only on it; 1 is Monday"))
    parser.add_argument("--absent", action="store_true", help=_("who has it cannot come: the substitute has it"))
    parser.add_argument("--present", action="store_true", help=_("who has it is there after all"))
    parser.set_defaults(run=run_roster)


def run_open(args: argparse.Namespace) -> int:
    """``shift open``."""
    from deskconsole.desk.shifts.shifts import open_shift

    desk = opened(args)
    return _print_now(desk, open_shift(desk, key=args.key), args.json)


def run_hand_over(args: argparse.Namespace) -> int:
    """``shift hand-over``."""
    from deskconsole.desk.shifts.shifts import hand_over

    desk = opened(args)
    return _print_sheet(desk, hand_over(desk, args.note, key=args.key), args)


def run_accept(args: argparse.Namespace) -> int:
    """``shift accept``."""
    from deskconsole.desk.shifts.shifts import accept

    desk = opened(args)
    return _print_now(desk, accept(desk, key=args.key), args.json)


def run_show(args: argparse.Namespace) -> int:
    """``shift show``."""
    from deskconsole.desk.shifts.shifts import last_shifts, shifts_now
    from deskconsole.errors import NotFound

    desk = opened(args)
    if not (args.sheet or args.out or args.print_it):
        return _print_now(desk, shifts_now(desk), args.json)
    handed = next((shift for shift in last_shifts(desk) if shift.sheet is not None), None)
    if handed is None:
        raise NotFound("shift: none has been handed over yet", field="shift")
    return _print_sheet(desk, handed, args)


def run_tick(args: argparse.Namespace) -> int:
    """``shift tick``."""
    from deskconsole.desk.shifts.shifts import tick

    desk = opened(args)
    return _print_now(desk, tick(desk, args.item, done=not args.undo), args.json)


def run_news(args: argparse.Namespace) -> int:
    """``shift news``."""
    from deskconsole.desk.shifts.shifts import add_news
    from deskconsole.text.dates import parse_day

    desk = opened(args)
    day = parse_day(args.day, field="day") if args.day else None
    return _print_now(desk, add_news(desk, args.text, day, key=args.key), args.json)


def run_roster(args: argparse.Namespace) -> int:
    """``shift roster``: shown, entered, or somebody stands in."""
    from deskconsole.desk.shifts import roster
    from deskconsole.errors import DeskError
    from deskconsole.text.dates import parse_day

    desk = opened(args)
    since = parse_day(args.since, field="from") if args.since else desk.calendar.day(desk.now())
    until = parse_day(args.until, field="to") if args.until else None
    entering = args.login is not None or args.absent or args.present
    if entering and args.part is None:
        raise DeskError("part: missing; one of day, night, holiday", field="part")
    if args.absent or args.present:
        results = [roster.stand_in(desk, since, args.part, absent=args.absent)]
    elif entering:
        login = None if args.login == "-" else args.login
        weekdays = [day - 1 for day in args.weekday or ()]
        results = roster.set_duty(
            desk, since, until or since, args.part, login, args.substitute, weekdays=weekdays, key=args.key
        )
    else:
        results = roster.roster(desk, since, (until - since).days + 1 if until else 7)
        results = [duty for duty in results if args.part in (None, duty.part.value)]
    for duty in results:
        _print_duty(duty, args.json)
    return 0


def _print_duty(duty: "Duty", as_json: bool) -> None:
    from deskconsole.desk.shifts.documents import duty_document
    from deskconsole.present.shift_texts import PART_TITLES

    if as_json:
        print_json(duty_document(duty))
        return
    substitute = _("substitute: {name}").format(name=duty.substitute) if duty.substitute else ""
    absent = _("absent") if duty.absent else ""
    words = (duty.day.isoformat(), _(PART_TITLES[duty.part.value]), duty.login, substitute, absent)
    print("  ".join(word for word in words if word))


def _print_now(desk: "Desk", now: "ShiftsNow", as_json: bool) -> int:
    from deskconsole.desk.shifts.documents import shifts_document
    from deskconsole.present.shift_texts import PART_TITLES
    from deskconsole.text.clean import one_line

    if as_json:
        print_json(shifts_document(now, desk.zone, lang()))
        return 0
    part = _(PART_TITLES[now.watch.part.value])
    print(f"{now.watch.day.isoformat()}  {part}  {_('On duty: {name}').format(name=now.on_duty or _('nobody'))}")
    for shift in now.waiting:
        print(_("Handed over by {name}, not accepted yet").format(name=shift.login))
    for item in (*now.items, *now.news):
        print(one_line(f"  [{'x' if item.tick else ' '}] {_named(item)}"))
    return 0


def _named(item: "Item") -> str:
    title = item.title.get(lang()) if item.title is not None else item.text
    by = f" · {item.tick.by}" if item.tick is not None else ""
    return f"{item.name}  {title}{by}"


def _print_sheet(desk: "Desk", shift: "Shift", args: argparse.Namespace) -> int:
    from deskconsole.desk.shifts.documents import sheet_document, shift_document
    from deskconsole.desk.shifts.sheet import read_sheet

    out = _written(desk, shift, args)
    sheet = read_sheet(desk, shift)
    if args.json:
        document: dict[str, Any] = {"shift": shift_document(shift, desk.zone)}
        print_json({**document, "sheet": sheet_document(sheet, desk.zone, lang()), "out": out})
        return 0
    _print_words(desk, shift, sheet)
    if out:
        print(out)
    return 0


def _written(desk: "Desk", shift: "Shift", args: argparse.Namespace) -> str | None:
    if args.out:
        from pathlib import Path

        from deskconsole.documents.hand_over import write_hand_over

        write_hand_over(desk, shift, Path(args.out), force=args.force)
    if args.print_it:
        from deskconsole.documents.hand_over import print_hand_over

        print_hand_over(desk, shift)
    return str(args.out) if args.out else None


def _print_words(desk: "Desk", shift: "Shift", sheet: "Sheet") -> None:
    from deskconsole.cli.printing import queue_lines
    from deskconsole.present.dates import short
    from deskconsole.present.shift_texts import form_title
    from deskconsole.text.clean import one_line, shown

    if shift.note:
        print(shown(shift.note))
    for line in queue_lines(sheet.lines, sheet.at, desk):
        print(line)
    for promise in sheet.promises:
        print(one_line(f"{_('Promised')}  {short(promise.due, sheet.at, desk.zone)}  {promise.number}  {promise.text}"))
    for number, name in sheet.visitors:
        print(one_line(f"{_('In the house')}  {number}  {name}"))
    for draft in sheet.drafts:
        print(one_line(f"{_('Half-filled')}  {draft.person}  {form_title(draft.form)}"))
    print(f"{_('Record')}  {sheet.head_seq}  {sheet.head_hash}")
