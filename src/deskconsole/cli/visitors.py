"""``visitors``: who is expected, here, gone; what the desk keeps for visits: passes, rooms, the watch list."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.cli import refuse
from deskconsole.cli.answers import INTAKE, TICKET, WRITTEN, Written, opened
from deskconsole.cli.command import Answer, Answering, Command, Group, LinesRefused, each_line
from deskconsole.cli.parsing.arguments import FIELDS, FORCE, FROM, KEEP_GOOD, argument, day, file, flag, instant, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.json import Shape
from deskconsole.text.private import Private

with late():
    from deskconsole.desk import desk as desks, input_lines, records as tickets
    from deskconsole.desk.visitors import (
        checking_in,
        checking_out,
        expected_list,
        expecting,
        passes,
        records,
        rooms,
        visitors,
        watching,
    )
    from deskconsole.documents import evacuation
    from deskconsole.text import cells, dates

#: Fields of a visitor's own form that have options of their own.
_OWN: Final = ("host", "organisation", "people", "plate", "identity", "pass", "room")
_WATCHED: Final = ("name", "phone", "organisation")


# --- expected, in, out -------------------------------------------------------------------------------------------


def _expect(desk: desks.Desk, given: Namespace) -> Iterable[records.Expected] | records.Expected | None:
    """One appointment, a file of them (all or nothing, or each line by itself as it comes), or one cancelled."""

    def take(line: input_lines.InputLine) -> records.Expected:
        form = expecting.read_expected(desk, line.table or {}, now=desk.now())
        return expecting.expect(desk, form, key=f"{given.key}:{line.number}" if given.key else None)

    if given.lines is not None and given.keep_good:
        return each_line(desk, given.lines, take, expected_list.HEADING)
    if given.lines is not None:
        return _all_or_nothing(desk, given)
    if given.cancel is not None:
        expecting.cancel_expected(desk, given.cancel)
        return None
    words = {name: getattr(given, name) for name in ("at", "kind", "name", "phone", "purpose", "category")}
    data = {name: value for name, value in words.items() if value is not None} | _own(given)
    return expecting.expect(desk, expecting.read_expected(desk, data, now=desk.now()), key=given.key)


def _all_or_nothing(desk: desks.Desk, given: Namespace) -> list[records.Expected]:
    result, made = expected_list.import_list(desk, given.lines, key=given.key)
    for number, reason in result.refused:
        refuse(reason, desk, number)
    if result.refused:
        raise LinesRefused
    return made


def _own(given: Namespace) -> dict[str, str]:
    """Fields of the kind's own form, from options of their own and from ``--field``."""
    own = {name: value for name in _OWN if (value := getattr(given, name)) is not None}
    return {**own, **given.fields}


def _expected_line(expected: records.Expected, reader: Answering) -> str:
    host = reader.text(expected.host) if expected.host else ""
    return f"{expected.id}  {reader.when(expected.form.at)}  {reader.text(expected.form.name)}  {host}"


def _check_in(desk: desks.Desk, given: Namespace) -> tickets.TicketView:
    """From an appointment, or walking in."""
    walks_in = given.expected is None
    kind = given.kind or (expecting.visitor_kind(desk, None).name if walks_in else "")
    chosen = expecting.walk_in_kind(desk, kind) if walks_in else None
    form = records.CheckIn(
        kind=kind,
        name=given.name or "",
        phone=given.phone,
        purpose=given.purpose or (chosen.title.get(language()) if chosen is not None and chosen.visitor else None),
        category=given.category,
        fields=_own(given),
        expected=given.expected,
        arrived=given.at,
    )
    return checking_in.check_in(desk, form, key=given.key)


def _notices(view: tickets.TicketView, reader: Answering) -> Iterator[str]:
    """The quiet warning of the watch list: whom to call, not why."""
    for line in visitors.inside(reader.desk):
        for notice in line.notices if line.number == view.number else ():
            yield _("note {entry}: please call {tell}").format(entry=notice.entry, tell=notice.tell)


def _check_out(desk: desks.Desk, given: Namespace) -> tickets.TicketView:
    """Signed out, back again, or signed in by mistake."""
    if given.undo:
        return checking_in.cancel_check_in(desk, given.number)
    if given.back:
        return checking_out.come_back(desk, given.number, key=given.key)
    return checking_out.sign_out(desk, given.number, pass_back=not given.keeps_pass, at=given.at, key=given.key)


# --- who is here -------------------------------------------------------------------------------------------------


def _list(desk: desks.Desk, given: Namespace) -> list[records.Expected | records.VisitorLine] | Written:
    """The visitors of the day; as a file or on paper it is the evacuation list."""
    if given.out is not None or given.print_it:
        rows = evacuation.write_evacuation(desk, given.out, force=given.force) if given.out is not None else 0
        return Written(given.out, evacuation.print_evacuation(desk) if given.print_it else rows)
    of_day = visitors.visitors_of_day(desk, given.at)
    expected = () if given.inside else of_day.expected
    lines = (*of_day.waiting, *of_day.with_host, *(() if given.inside else of_day.left))
    return [*expected, *lines]


def _opens_expected(expected: records.Expected) -> dict[str, str] | None:
    return {"expected": expected.id} if isinstance(expected.form.phone, Private) else None


def _listed_line(expected: records.Expected, reader: Answering) -> str:
    organisation, host = expected.form.fields.get("organisation"), expected.host
    return _columns(reader, _("expected"), expected.form.at, expected.form.name, organisation, host, expected.id)


def _visitor_line(line: records.VisitorLine, reader: Answering) -> str:
    place = {"waiting": _("waiting"), "with_host": _("with the host"), "left": _("left")}[line.place]
    who = (line.name, line.own("organisation"), line.own("host"), line.number, line.phone)
    return _columns(reader, place, line.left_at or line.arrived_at, *who, *line.passes)


def _columns(reader: Answering, place: str, at: datetime, *words: object) -> str:
    """Place, time, name, organisation, host in columns of their own; the rest behind."""
    shown = [place, reader.when(at), *map(reader.text, words)]
    widths = (10, 14, 16, 20, 12)
    return "  ".join([*map(cells.pad, shown, widths), *shown[len(widths) :]])


# --- passes, rooms, the watch list -------------------------------------------------------------------------------


def _pass_usage(args: Namespace) -> str | None:
    return _("--give PASS needs --to NUMBER") if args.give is not None and args.to is None else None


def _pass(desk: desks.Desk, given: Namespace) -> list[passes.PassOut]:
    """Which are out; one given, or back."""
    if given.give is not None:
        passes.give_pass(desk, given.to, given.give)
    if given.back is not None:
        passes.take_pass_back(desk, given.back)
    return passes.passes_out(desk)


def _pass_line(out: passes.PassOut, reader: Answering) -> str:
    return f"{out.number}  {reader.when(out.out_at)}  {out.ticket}  {reader.text(out.name)}"


def _room_usage(args: Namespace) -> str | None:
    if args.room is not None and None in (args.starts, args.ends, args.title):
        return _("--plan ROOM needs --starts, --ends and --title")
    return None


def _room(desk: desks.Desk, given: Namespace) -> records.RoomUse | list[records.RoomUse] | None:
    """The meetings of a day; one planned, prepared or cancelled."""
    if given.room is not None:
        plan = {name: getattr(given, name) for name in ("room", "starts", "ends", "title", "organiser", "people")}
        return rooms.plan_room(desk, **plan)
    if given.done or given.undone:
        return rooms.prepare_room(desk, *(given.done or given.undone), done=bool(given.done))
    if given.cancel is not None:
        rooms.cancel_room(desk, given.cancel)
        return None
    return rooms.rooms_of_day(desk, given.date)


def _room_line(use: records.RoomUse, reader: Answering) -> str:
    titles = {item.name: item.title.get(reader.lang) for item in rooms.preparations(reader.desk)}
    hours = f"{dates.clock_or_day(use.starts, reader.now, reader.zone)}–{dates.clock_time(use.ends, reader.zone)}"
    prepared = " ".join(titles.get(name, name) for name in sorted(use.prepared))
    return f"{hours}  {use.room}  {use.title}  {use.organiser or '-'}  {prepared or '-'}  {use.id}"


def _watch(desk: desks.Desk, given: Namespace) -> list[records.Watched]:
    """The list; an entry added or ended."""
    if given.end is not None:
        watching.end_watch(desk, given.end)
    elif given.reason is not None or given.tell is not None:
        who = {name: getattr(given, name) for name in _WATCHED}
        watching.watch_for(desk, **who, reason=given.reason or "", tell=given.tell or "")
    return watching.watch_list(desk)


def _watched_line(watched: records.Watched, reader: Answering) -> str:
    words = (watched.entry, watched.name, watched.phone, watched.organisation, watched.reason, watched.tell)
    return "  ".join(map(reader.text, words))


# fmt: off
_NOTICES: Final = ("notices", Shape("entry tell"))
_APPOINTMENT: Final = "id state at kind name phone purpose category fields watch"
_OF_FORM: Final[Mapping[str, Any]] = {
    **{name: f"form.{name}" for name in ("at", "kind", "name", "phone", "purpose", "category", "fields")},
    "watch": _NOTICES,
}
_EXPECTED: Final = Answer(Shape(_APPOINTMENT, **_OF_FORM), _expected_line, opens=_opens_expected)
_LISTED: Final = Answer(
    Shape(f"place {_APPOINTMENT}", **_OF_FORM, place=lambda expected, reader: "expected"), _listed_line, of="Expected",
    opens=_opens_expected,
)
_VISITOR: Final = Answer(
    Shape("place number kind name phone purpose fields people passes arrived told told_at answer reason estimate seen "
          "left do rule due watch",
          arrived="arrived_at", told="host_told", told_at="host_told_at",
          seen="seen_at", left="left_at", watch=_NOTICES),
    _visitor_line,
    opens=lambda line: opened(line, line.name, line.phone, *line.fields.values()),
)
_PASS: Final = Answer(Shape("pass number name out", **{"pass": "number"}, number="ticket", out="out_at"), _pass_line)
_ROOM: Final = Answer(
    Shape("id room starts ends title organiser people prepared",
          prepared=lambda use, reader: {item: {"by": by, "at": at} for item, (by, at) in use.prepared.items()}),
    _room_line,
)
_WATCH: Final = Answer(Shape("entry name phone organisation reason tell"), _watched_line)
_VISIT: Final = (
    argument("--kind", "K", N_("visit, meeting … (default: the first of the rules)")),
    argument("--name", "N"), argument("--phone", "P"), argument("--purpose", "T", N_("what they come for")),
    argument("--category", "C"), *(argument(f"--{own}") for own in _OWN), FIELDS,
)

COMMANDS: Final = (
    Group(
        "visitors", N_("who is expected, here, gone; passes, rooms, the watch list"),
        Command("expect", N_("somebody will come, or a file of them"), *_VISIT, FROM, KEEP_GOOD,
                argument("--cancel", "ID", N_("an appointment will not be kept")),
                run=_expect, needs="expect", answer=_EXPECTED, writes=True, at=N_("when they will come (RFC 3339)"),
                reveals=True,
                examples=("visitors expect --name 'Chen Li' --host 'Wang Qiang' --at 2026-09-28T10:00:00+08:00",)),
        Command("in", N_("sign a visitor in"),
                argument("--expected", "ID", N_("the appointment that they come for")), *_VISIT,
                run=_check_in, needs="visitors", writes=True,
                answer=Answer(INTAKE.shape, INTAKE.lines, warnings=_notices),
                at=N_("when they came (default: now)"),
                examples=("visitors in --name 'Chen Li' --host 'Wang Qiang' --pass A07",)),
        Command("out", N_("sign a visitor out"), argument("number"),
                flag("--keeps-pass", N_("the pass was not given back")),
                flag("--undo", N_("signed in by mistake: take it back")),
                flag("--back", N_("back again: inside once more")),
                run=_check_out, answer=TICKET, writes=True, at=True, reveals=True),
        Command("message", N_("words for a host who is not to be reached"), argument("number", help=N_("the visit")),
                argument("--text", "T", required=True),
                argument("--host", "WHO", N_("for somebody else than the host of the visit")),
                use=lambda: checking_out.leave_message, answer=INTAKE, writes=True),
        Command("list", N_("expected today, waiting, inside, left"),
                flag("--inside", N_("who is in the house: the evacuation list")),
                argument("--out", "FILE", N_("the evacuation list as .csv, .docx or .pdf"), read=file),
                flag("--print", N_("print the evacuation list"), to="print_it"), FORCE,
                run=_list, answer=(_VISITOR, _LISTED, Answer(WRITTEN.shape, of="Written")), at=True,
                reveals="--private", examples=("visitors list --inside --out evacuation.pdf",)),
        Command("pass", N_("visitor passes: out, given, back"),
                argument("--give", "PASS", N_("give a pass to the visitor of --to")), argument("--to", "NUMBER"),
                argument("--back", "PASS", N_("a pass is back at the desk")),
                run=_pass, usage=_pass_usage, answer=_PASS, writes="keyless"),
        Command("room", N_("meeting rooms of the day, and what is prepared"),
                argument("--plan", "ROOM", N_("a meeting takes this room"), to="room"),
                argument("--starts", "T", read=instant), argument("--ends", "T", read=instant),
                argument("--title", "T"), argument("--organiser", "O"), argument("--people", "N", type=whole()),
                argument("--done", ("ID", "NAME"), N_("tick a preparation off"), nargs=2),
                argument("--undone", ("ID", "NAME"), N_("take the tick away"), nargs=2),
                argument("--cancel", "ID", N_("the meeting does not take place")),
                argument("--date", "D", N_("of this day (default: today)"), read=day),
                run=_room, usage=_room_usage, answer=_ROOM, writes="keyless"),
        Command("watch", N_("the watch list; for those who lead the desk"),
                *(argument(f"--{word}") for word in (*_WATCHED, "reason", "tell")),
                argument("--end", "ENTRY", N_("take an entry off the list"), type=whole()),
                run=_watch, answer=_WATCH, writes="keyless"),
    ),
)
