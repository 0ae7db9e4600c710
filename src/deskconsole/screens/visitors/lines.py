"""From the visitors of a day to the lines of their list and the words below it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Final

from deskconsole.actions import do_title, key_of
from deskconsole.desk.visitors.records import (
    LEFT,
    WAITING,
    WITH_HOST,
    Expected,
    RoomUse,
    VisitorLine,
    VisitorsDay,
    WatchNotice,
)
from deskconsole.domain.rules.kinds import Preparation
from deskconsole.domain.rules.pack import Pack
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.event_fields import OUTCOMES
from deskconsole.present.form_values import describe_form
from deskconsole.present.titles import Titles
from deskconsole.screens.tickets.facts import labelled
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day, clock_time
from deskconsole.text.private import Private
from deskconsole.widgets.lists.layout import Column, Layout, fixed, rest
from deskconsole.widgets.lists.lines import Line, in_sections
from deskconsole.widgets.text_view import Piece

#: Who is there: when, what there is to do or to know, whose guest, which pass; on a phone the first three.
VISITORS: Final = Layout(
    {
        0: (Column("time", N_("Time"), 5, 11), fixed("name", N_("Visitor"), 10), rest("brief", N_("Now"))),
        64: (
            Column("time", N_("Time"), 5, 11),
            Column("name", N_("Visitor"), 10, 18),
            Column("host", N_("Host"), 6, 12),
            rest("state", N_("Now")),
            Column("pass", N_("Pass #"), 6, 8),
        ),
        110: (
            Column("time", N_("Time"), 5, 11),
            Column("name", N_("Visitor"), 14, 28),
            Column("host", N_("Host"), 8, 20),
            rest("state", N_("Now")),
            Column("pass", N_("Pass #"), 6, 10),
            rest("organisation", N_("Organisation")),
        ),
    },
)
#: The meetings of the day and what is prepared for each; on a phone without the organiser.
ROOMS: Final = Layout(
    {
        0: (
            fixed("starts", N_("Time"), 5),
            Column("room", N_("Room"), 4, 10),
            rest("title", N_("Meeting")),
            Column("ticks", N_("Ready"), 6, 8, like="done"),
        ),
        64: (
            fixed("hours", N_("Time"), 11),
            Column("room", N_("Room"), 4, 10),
            rest("title", N_("Meeting")),
            Column("organiser", N_("Organiser"), 6, 12),
            Column("done", N_("Prepared"), 6, 34),
        ),
    },
    clock=N_("Begins"),
)
#: After which somebody who is expected counts as late.
LATE: Final = timedelta(minutes=15)


def visitor_lines(day: VisitorsDay, typed: str, titles: Titles, now: datetime, zone: tzinfo) -> list[Line]:
    """The board: who waits comes first, then who is expected, inside, gone; a heading with a count above each."""
    groups: list[tuple[str, list[Line]]] = [
        (_("Waiting"), [_visitor(line, titles, now, zone) for line in day.waiting if _pick(line, typed)]),
        (
            _("Expected today"),
            [_expected(each, titles, now, zone) for each in day.expected if _expected_found(each, typed)],
        ),
        (_("Inside"), [_visitor(line, titles, now, zone) for line in day.with_host if _pick(line, typed)]),
        (_("Gone"), [_visitor(line, titles, now, zone) for line in day.left if _pick(line, typed)]),
    ]
    return in_sections(groups)


def _pick(line: VisitorLine, typed: str) -> bool:
    words = (line.number, line.name, line.phone, line.purpose, *(str(value) for value in line.fields.values()))
    return _all_in(typed, words)


def _expected_found(expected: Expected, typed: str) -> bool:
    form = expected.form
    return _all_in(typed, (form.name, form.phone, form.purpose, *(str(value) for value in form.fields.values())))


def _all_in(typed: str, words: Iterable[object]) -> bool:
    hay = " ".join(str(word) for word in words if word).casefold()
    return all(word in hay for word in typed.casefold().split())


def _expected(expected: Expected, titles: Titles, now: datetime, zone: tzinfo) -> Line:
    form = expected.form
    late = f"{_('is late')} · " if now > form.at + LATE else ""
    what = late + one_line(form.purpose or str(form.fields.get("organisation") or ""))
    host = one_line(expected.host or str(form.fields.get("room") or ""))
    return Line(
        key=expected.id,
        due=None,
        texts={
            "time": clock_or_day(form.at, now, zone),
            "name": _name(titles, form.name, expected.notices, 1),
            "host": host,
            "state": what,
            "brief": f"{host} {what}".strip(),
            "pass": "",
            "organisation": one_line(str(form.fields.get("organisation") or "")),
        },
    )


def _visitor(line: VisitorLine, titles: Titles, now: datetime, zone: tzinfo) -> Line:
    waits = line.place == WAITING
    host = titles.who(line.host_told or line.own("host")) or one_line(line.own("room") or "")
    state = _state(line, now, zone)
    return Line(
        key=line.number,
        due=line.due if waits else None,
        warn_from=line.warn_at if waits else None,
        dim=line.place == LEFT,
        texts={
            "time": clock_or_day((line.left_at if line.place == LEFT else None) or line.arrived_at, now, zone),
            "name": _name(titles, line.name, line.notices, line.people),
            "host": host,
            "state": state,
            "brief": f"{host} {state}".strip() if line.place == WITH_HOST else state,
            "pass": " ".join(line.passes),
            "organisation": one_line(line.own("organisation") or ""),
        },
    )


def _name(titles: Titles, name: str | Private | None, notices: tuple[WatchNotice, ...], people: int) -> str:
    """The name; how many came with them; the quiet sign of the watch list."""
    sign = "".join(f"({notice.entry}) " for notice in notices)
    return f"{sign}{titles.name(name) or _('not given')}" + (f" +{people - 1}" if people > 1 else "")


def _state(line: VisitorLine, now: datetime, zone: tzinfo) -> str:
    if line.place == LEFT:
        return _("gone, the pass is still out") if line.passes else _("gone")
    if line.place != WAITING:
        return _("since {time}").format(time=clock_or_day(line.seen_at or line.arrived_at, now, zone))
    if line.host_missing(now):
        return _("host missing: {message} message, {contact} other").format(
            message=key_of("message"), contact=key_of("contact")
        )
    return " · ".join(_waiting(line, now, zone)) or _("waits")


def _waiting(line: VisitorLine, now: datetime, zone: tzinfo) -> Iterator[str]:
    if line.do == "tell_host":
        yield _(do_title("tell_host"))
    elif line.answer is None and line.host_told_at is not None:
        yield _("host told {time}").format(time=clock_or_day(line.host_told_at, now, zone))
    if line.answer is not None:
        yield _(OUTCOMES[line.answer]) if line.answer in OUTCOMES else one_line(line.answer)
    if line.estimate is not None:
        yield _("about {time}").format(time=clock_or_day(line.estimate, now, zone))
    if line.reason:
        yield one_line(line.reason)


def expected_pieces(expected: Expected, pack: Pack, titles: Titles, now: datetime, zone: tzinfo) -> Iterator[Piece]:
    """An appointment whole."""
    form = expected.form
    yield (f"{titles.name(form.name)}  {form.phone or ''}\n", "bold")
    yield from _watch_pieces(expected.notices)
    yield from labelled(_("Expected"), clock_or_day(form.at, now, zone))
    yield from labelled(_("Purpose"), form.purpose or "-")
    yield (_own(pack, form.kind, form.fields, zone), "")


def visitor_pieces(line: VisitorLine, titles: Titles, now: datetime, zone: tzinfo) -> Iterator[Piece]:
    """A visitor whole."""
    yield (f"{_name(titles, line.name, (), line.people)}  {line.phone or ''}  {line.number[-4:]}\n", "bold")
    yield from _watch_pieces(line.notices)
    if line.host_missing(now):
        yield (_("The host is not to be reached: offer a message or another contact") + "\n", "$warning")
    if line.title is not None and line.rule:
        state = "" if line.host_missing(now) else f" · {_state(line, now, zone)}"
        yield (f"{line.title.get(language())} · {line.rule}{state}\n", "")
    yield from labelled(_("Purpose"), line.purpose or "-")
    yield (_own(line.pack, line.kind, line.fields, zone), "")


def _own(pack: Pack, kind: str, fields: Mapping[str, object], zone: tzinfo) -> str:
    """What the kind's own fields say, by their titles."""
    given = {name: str(v) if isinstance(v, Private) else v for name, v in fields.items() if v not in (None, "")}
    message = describe_form(pack.form(kind, "received"), given, zone)
    return "  ".join(f"{one_line(title)} {one_line(value)}" for title, value in message)


def _watch_pieces(notices: tuple[WatchNotice, ...]) -> Iterator[Piece]:
    for notice in notices:
        yield (_("({entry}) please call {tell}").format(entry=notice.entry, tell=one_line(notice.tell)) + "\n", "")


def room_lines(
    uses: Iterable[RoomUse], items: tuple[Preparation, ...], titles: Titles, now: datetime, zone: tzinfo
) -> list[Line]:
    """The meetings of the day, each with what is prepared; a meeting that is over is dim."""
    lines: list[Line] = []
    for use in uses:
        over, missing = now > use.ends, [item for item in items if item.name not in use.prepared]
        hours = f"{clock_time(use.starts, zone)}–{clock_time(use.ends, zone)}"
        marks = [("✓" if item.name in use.prepared else "·") + item.title.get(language()) for item in items]
        lines.append(
            Line(
                key=use.id,
                due=use.starts if missing and not over else None,
                dim=over,
                texts={
                    "hours": hours,
                    "starts": clock_time(use.starts, zone),
                    "room": one_line(use.room),
                    "title": one_line(use.title) + (f" ({use.people})" if use.people else ""),
                    "organiser": titles.name(use.organiser),
                    "done": " ".join(marks),
                    "ticks": "".join("✓" if item.name in use.prepared else "·" for item in items),
                },
            )
        )
    return lines
