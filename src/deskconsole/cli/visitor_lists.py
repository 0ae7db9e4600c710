"""``visitors list|pass|room|watch``: who is here, and what the desk keeps for visits."""

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deskconsole.cli.options import add_at, instant, opened, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk
    from deskconsole.desk.visitors.records import Expected, RoomUse, VisitorLine

#: Makes a command with its help and the documentation of its JSON.
Add = Callable[[str, str, str], argparse.ArgumentParser]


def register(add: Add) -> None:
    """Adds the commands that list and keep."""
    listing = add(
        "list",
        _("expected today, waiting, inside, left"),
        "lines {place: expected, id, …as expect} and {place: waiting|with_host|left, number, kind, name, phone,\n"
        "purpose, fields, people, passes, arrived, told, told_at, answer, reason, estimate, seen, left, do, rule,\n"
        "due, watch}; with --out {out, rows}",
    )
    listing.add_argument("--inside", action="store_true", help=_("who is in the house: the evacuation list"))
    listing.add_argument("--private", action="store_true", help=_("numbers in full; who asked is on record"))
    listing.add_argument("--out", metavar="FILE", help=_("the evacuation list as .csv, .docx or .pdf"))
    listing.add_argument("--print", dest="print_it", action="store_true", help=_("print the evacuation list"))
    listing.add_argument("--force", action="store_true", help=_("replace the file if it is there"))
    add_at(listing, _("as it was or will be judged then"))
    listing.set_defaults(run=run_list)
    passes = add("pass", _("visitor passes: out, given, back"), "lines {pass, number, name, out}")
    passes.add_argument("--give", metavar="PASS", help=_("give a pass to the visitor of --to"))
    passes.add_argument("--to", metavar="NUMBER")
    passes.add_argument("--back", metavar="PASS", help=_("a pass is back at the desk"))
    passes.set_defaults(run=run_pass, wrong_usage=passes.error)
    _register_room(
        add(
            "room",
            _("meeting rooms of the day, and what is prepared"),
            "lines {id, room, starts, ends, title, organiser, people, prepared:{NAME:{by, at}}}",
        )
    )
    watch = add(
        "watch",
        _("the watch list; for those who lead the desk"),
        "lines {entry, name, phone, organisation, reason, tell}",
    )
    for name in ("name", "phone", "organisation", "reason", "tell"):
        watch.add_argument(f"--{name}", metavar=name[0].upper())
    watch.add_argument("--end", type=int, metavar="ENTRY", help=_("take an entry off the list"))
    watch.set_defaults(run=run_watch)


def _register_room(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", metavar="ROOM", help=_("a meeting takes this room"))
    parser.add_argument("--starts", metavar="T")
    parser.add_argument("--ends", metavar="T")
    parser.add_argument("--title", metavar="T")
    parser.add_argument("--organiser", metavar="O")
    parser.add_argument("--people", type=int, metavar="N")
    parser.add_argument("--done", nargs=2, metavar=("ID", "NAME"), help=_("tick a preparation off"))
    parser.add_argument("--undone", nargs=2, metavar=("ID", "NAME"), help=_("take the tick away"))
    parser.add_argument("--cancel", metavar="ID", help=_("the meeting does not take place"))
    parser.add_argument("--date", metavar="D", help=_("of this day (default: today)"))
    parser.set_defaults(run=run_room, wrong_usage=parser.error)


def run_list(args: argparse.Namespace) -> int:
    """``visitors list``; as a file or on paper it is the evacuation list."""
    from deskconsole.desk.visitors.visitors import visitors_of_day

    desk = opened(args)
    if args.out is not None or args.print_it:
        return _hand_out(desk, args)
    day = visitors_of_day(desk, instant(args.at, "at"))
    if args.inside:
        from deskconsole.desk.visitors.records import VisitorsDay

        day = VisitorsDay((), day.waiting, day.with_host, ())
    if args.private:
        _unmask(desk, day.expected, (*day.waiting, *day.with_host, *day.left))
    if args.json:
        from deskconsole.desk.visitors.documents import day_documents

        for document in day_documents(day, desk.zone, private=args.private):
            print_json(document)
        return 0
    for expected in day.expected:
        print(_expected_line(desk, expected))
    for line in (*day.waiting, *day.with_host, *day.left):
        print(_visitor_line(desk, line, private=args.private))
    return 0


def _unmask(desk: "Desk", expected: "tuple[Expected, ...]", lines: "tuple[VisitorLine, ...]") -> None:
    from deskconsole.desk.tickets.unmasking import unmask, unmask_expected

    for each in expected:
        unmask_expected(desk, each.id)
    for line in lines:
        unmask(desk, line.number)


def _hand_out(desk: "Desk", args: argparse.Namespace) -> int:
    from pathlib import Path

    from deskconsole.documents.evacuation import print_evacuation, write_evacuation

    rows = 0
    if args.out is not None:
        rows = write_evacuation(desk, Path(args.out), force=args.force)
    if args.print_it:
        rows = print_evacuation(desk)
    if args.json:
        print_json({"out": args.out, "rows": rows})
    return 0


def _expected_line(desk: "Desk", expected: "Expected") -> str:
    from deskconsole.present.dates import short

    form = expected.form
    organisation = str(form.fields.get("organisation") or "-")
    when = short(form.at, desk.now(), desk.zone)
    return _columns(_("expected"), when, form.name, organisation, expected.host or "-", expected.id)


def _visitor_line(desk: "Desk", line: "VisitorLine", *, private: bool) -> str:
    from deskconsole.present.dates import short
    from deskconsole.text.masking import masked

    places = {"waiting": _("waiting"), "with_host": _("with the host"), "left": _("left")}
    phone = line.phone if private or "contact" not in line.private else masked(line.phone)
    when = short(line.left_at or line.arrived_at, desk.now(), desk.zone)
    names = (line.name or "-", line.own("organisation") or "-", line.own("host") or "-")
    return _columns(places[line.place], when, *names, line.number, phone or "-", *line.passes)


def _columns(*words: str) -> str:
    """Place, time, name, organisation, host in columns of their own; the rest behind."""
    from deskconsole.text.cells import pad
    from deskconsole.text.clean import one_line

    cells = (10, 14, 16, 20, 12)
    columns = [pad(one_line(word), wide) for word, wide in zip(words, cells, strict=False)]
    return "  ".join([*columns, *(one_line(word) for word in words[len(cells) :])])


def run_pass(args: argparse.Namespace) -> int:
    """``visitors pass``: which are out; one given, or back."""
    from deskconsole.desk.visitors.documents import pass_document
    from deskconsole.desk.visitors.passes import give_pass, passes_out, take_pass_back
    from deskconsole.present.dates import short
    from deskconsole.text.clean import one_line

    desk = opened(args)
    if args.give is not None:
        if args.to is None:
            args.wrong_usage(_("--give PASS needs --to NUMBER"))
        give_pass(desk, args.to, args.give)
    if args.back is not None:
        take_pass_back(desk, args.back)
    for out in passes_out(desk):
        if args.json:
            print_json(pass_document(out, desk.zone))
        else:
            since = short(out.out_at, desk.now(), desk.zone)
            print(one_line(f"{out.number}  {since}  {out.ticket}  {out.name or '-'}"))
    return 0


def run_room(args: argparse.Namespace) -> int:
    """``visitors room``: the meetings of a day; one planned, prepared or cancelled."""
    from datetime import date

    from deskconsole.desk.visitors import rooms
    from deskconsole.errors import DeskError

    desk = opened(args)
    if args.plan is not None:
        starts, ends = instant(args.starts, "starts"), instant(args.ends, "ends")
        if starts is None or ends is None or args.title is None:
            args.wrong_usage(_("--plan ROOM needs --starts, --ends and --title"))
        assert starts is not None
        assert ends is not None
        use = rooms.plan_room(
            desk,
            room=args.plan,
            starts=starts,
            ends=ends,
            title=args.title,
            organiser=args.organiser,
            people=args.people,
        )
        _print_room(desk, use, args.json)
        return 0
    for ticked, done in ((args.done, True), (args.undone, False)):
        if ticked is not None:
            _print_room(desk, rooms.prepare_room(desk, ticked[0], ticked[1], done=done), args.json)
            return 0
    if args.cancel is not None:
        rooms.cancel_room(desk, args.cancel)
        return 0
    try:
        day = date.fromisoformat(args.date) if args.date is not None else None
    except ValueError as error:
        raise DeskError("date: '{value}' is not a date such as 2026-09-14", field="date", value=args.date) from error
    for use in rooms.rooms_of_day(desk, day):
        _print_room(desk, use, args.json)
    return 0


def _print_room(desk: "Desk", use: "RoomUse", as_json: bool) -> None:
    from deskconsole.desk.visitors.documents import room_document
    from deskconsole.text.clean import one_line
    from deskconsole.text.dates import clock_time

    if as_json:
        print_json(room_document(use, desk.zone))
        return
    hours = f"{clock_time(use.starts, desk.zone)}–{clock_time(use.ends, desk.zone)}"
    done = " ".join(sorted(use.prepared))
    print(one_line(f"{hours}  {use.room}  {use.title}  {use.organiser or '-'}  {done or '-'}  {use.id}"))


def run_watch(args: argparse.Namespace) -> int:
    """``visitors watch``: the list; an entry added or ended."""
    from deskconsole.desk.visitors.watching import end_watch, watch_for, watch_list
    from deskconsole.text.clean import one_line

    desk = opened(args)
    if args.end is not None:
        end_watch(desk, args.end)
    elif args.reason is not None or args.tell is not None:
        watch_for(
            desk,
            name=args.name,
            phone=args.phone,
            organisation=args.organisation,
            reason=args.reason or "",
            tell=args.tell or "",
        )
    for watched in watch_list(desk):
        document: dict[str, Any] = {
            name: getattr(watched, name) for name in ("entry", "name", "phone", "organisation", "reason", "tell")
        }
        if args.json:
            print_json(document)
        else:
            print(one_line("  ".join(str(value or "-") for value in document.values())))
    return 0
