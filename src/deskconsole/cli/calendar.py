"""``calendar``: the working calendar, a due instant, the working seconds between two instants; from a file too."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final, NamedTuple

from deskconsole import data_files
from deskconsole.cli.command import Answer, Command, Group
from deskconsole.cli.parsing.arguments import argument, files, name
from deskconsole.cli.parsing.late_imports import late
from deskconsole.cli.policy import apply_command
from deskconsole.errors import DeskError
from deskconsole.given_files import open_given, reason_of
from deskconsole.present.catalogue import N_, _, explain
from deskconsole.present.json import Json, Reader
from deskconsole.text import clean

with late():
    from deskconsole.desk import input_lines, opening
    from deskconsole.desk.policy import calendars, packs
    from deskconsole.domain import problems
    from deskconsole.domain.calendar import calendar as domain, counting, duration, explanation, opening_hours
    from deskconsole.present import dates as days, holidays
    from deskconsole.text import dates


# --- a year ------------------------------------------------------------------------------------------------------


class Year(NamedTuple):
    """A year of a calendar."""

    calendar: domain.Calendar
    year: int

    @property
    def dates(self) -> list[date]:
        """Every date of it."""
        first = date(self.year, 1, 1)
        return [first + timedelta(days=n) for n in range((date(self.year, 12, 31) - first).days + 1)]


def _show(store: str | None, given: Namespace) -> Year:
    return Year(_calendar(store, given.calendar, given.named), given.year)


def _year_document(year: Year, reader: Reader) -> Json:
    calendar = year.calendar
    dates = [
        {
            "date": day.isoformat(),
            "weekday": opening_hours.WEEKDAYS[day.weekday()],
            "working": calendar.is_working_day(day),
            "hours": opening_hours.write_opening(calendar.opening(day)),
            "name": holidays.holiday_name(calendar.name(day)),
        }
        for day in year.dates
    ]
    provisional = not calendar.is_official(year.year)
    return {"year": year.year, "timezone": calendar.timezone, "provisional": provisional, "days": dates}


def _year_lines(year: Year, reader: Reader) -> Iterator[str]:
    calendar, plain = year.calendar, (domain.DayReason.WEEKDAY, domain.DayReason.REST_DAY)
    working = sum(calendar.is_working_day(day) for day in year.dates)
    yield _("{year}: {n} working days, {zone}").format(year=year.year, n=working, zone=calendar.timezone)
    if not calendar.is_official(year.year):
        yield holidays.dates_missing(calendar, year.year)
    for day in sorted(islice(year.dates, 7), key=lambda day: day.weekday()):
        yield f"{days.weekday(day)}  {_hours(calendar.hours[opening_hours.WEEKDAYS[day.weekday()]])}"
    for day in year.dates:
        if (reason := calendar.reason(day)) not in plain:
            why = holidays.day_reason(reason, calendar.name(day))
            yield f"{_date(day)}  {_hours(calendar.opening(day))}  {why}"


def _date(day: date) -> str:
    return f"{day.isoformat()} {days.weekday(day)}"


def _hours(opening: tuple[Any, ...]) -> str:
    return ", ".join(str(interval) for interval in opening) or _("closed")


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 4 and 1 <= int(text) <= 9998:
        return int(text)
    raise ArgumentTypeError(_("'{value}' is not a year").format(value=text[:40]))


def _calendar(store: str | None, paths: list[Path], named: str | None = None) -> domain.Calendar:
    """The calendar that --calendar names, else the site's own, else the default; of it the further one that --named
    says, with those that the site's packs count by."""
    if named is None:
        return _own(store, paths)
    folder = data_files.site_folder(store)
    used = [packs.load_pack(each, folder) for each in opening.packs_of_site(store)]
    calendar = calendars.with_calendars(_own(store, paths), used, folder)
    if named not in calendar.named:
        existing = ", ".join(sorted(calendar.named)) or "-"
        raise DeskError("named: '{value}' is not one of {known}", field="named", value=named, known=existing)
    return calendar.by(named)


def _own(store: str | None, paths: list[Path]) -> domain.Calendar:
    years = [file for file in paths if calendars.is_year_file(file)]
    named = [file for file in paths if file not in years]
    if len(named) > 1:
        raise DeskError("only one calendar can be given; the others may add years", field="calendar")
    added = [calendars.read_year_file(file) for file in years]
    if named:
        return calendars.load_calendar(named[0], added)
    return calendars.site_calendar(data_files.site_folder(store), added)


# --- a due, the time between -------------------------------------------------------------------------------------


class Due(NamedTuple):
    """When something is due, and the way there."""

    calendar: domain.Calendar
    way: explanation.Explanation


class Between(NamedTuple):
    """Working seconds; 0 when the end is before the start."""

    working_seconds: int


class Line(NamedTuple):
    """The answer to one line of questions; ``refusal`` says what was wrong with it."""

    number: int
    table: Mapping[str, Json]
    refusal: str | None = None


def _due_usage(args: Namespace) -> str | None:
    missing = args.lines is None and (args.start is None or args.within is None)
    return _("give --start and --within, or --from") if missing else None


def _between_usage(args: Namespace) -> str | None:
    missing = args.lines is None and (args.start is None or args.end is None)
    return _("give --start and --end, or --from") if missing else None


def _due(store: str | None, given: Namespace) -> Due | Iterator[Line]:
    """A due instant and whether it rests on a year not officially known."""
    if given.lines is not None:
        return _answers(store, given)
    calendar = _calendar(store, given.calendar, given.named)
    return Due(calendar, explanation.explain_due(given.start, duration.parse_duration(given.within), calendar))


def _between(store: str | None, given: Namespace) -> Between | Iterator[Line]:
    if given.lines is not None:
        return _answers(store, given)
    return Between(counting.between(given.start, given.end, _calendar(store, given.calendar, given.named)))


def _due_document(due: Due, reader: Reader) -> Json:
    return {"due": dates.rfc3339(due.way.due, due.calendar.zone), "provisional": due.way.provisional}


def _due_lines(due: Due, reader: Reader) -> Iterator[str]:
    calendar, way = due.calendar, due.way
    local, written = way.due.astimezone(calendar.zone), dates.rfc3339(way.due, calendar.zone)
    if local.time() == time.min:
        yield f"{_date(counting.last_day(way.due, calendar))} 24:00  ({written})"
    else:
        yield f"{_date(local.date())} {local:%H:%M:%S}  ({written})"
    if way.provisional:
        yield _("provisional: it rests on a year whose holidays are not published yet")
    yield from holidays.describe_way(way, calendar.zone, make_up=True)


def _between_line(between: Between, reader: Reader) -> str:
    seconds = between.working_seconds
    hours, minutes = divmod(seconds // 60, 60)
    length = _("{h}h{m}").format(h=hours, m=f"{minutes:02}")
    return _("{seconds} working seconds ({time})").format(seconds=seconds, time=length)


# --- lines of questions ------------------------------------------------------------------------------------------


def _answers(store: str | None, given: Namespace) -> Iterator[Line]:
    """An answer to each line that is not blank, before the next is read; the calendar of lines that bring none is the
    one that the options name."""
    existing: dict[str, domain.Calendar] = {}

    def calendar_of(table: object) -> domain.Calendar:
        text = json.dumps(table, sort_keys=True)
        if text not in existing:
            own = _calendar(store, given.calendar, given.named) if table is None else None
            existing[text] = own or calendars.calendar_from_table(table)
        return existing[text]

    with _opened(given.lines) as stream:
        for line in input_lines.read_lines(stream):
            echo: dict[str, Json] = {}
            try:
                if line.refusal is not None:
                    raise line.refusal
                question = line.table or {}
                echo = {"id": question["id"]} if "id" in question else {}
                yield Line(line.number, echo | _count(question, calendar_of(question.get("calendar"))))
            except DeskError as error:
                # The key to blame stands before the message, unless the message names its place itself.
                text = explain(error)
                reason = text if error.field is None or "{where}" in error.template else f"{error.field}: {text}"
                yield Line(line.number, {**echo, "error": reason}, reason)


def _opened(source: str) -> IO[bytes]:
    try:
        return sys.stdin.buffer if source == "-" else open_given(source)
    except (OSError, DeskError) as error:
        raise DeskError("{path} cannot be read: {reason}", path=source, reason=reason_of(error)) from error


def _count(question: Mapping[str, Any], calendar: domain.Calendar) -> dict[str, Json]:
    op = question.get("op")
    if op not in ("due", "between"):
        raise DeskError("'{value}' is not one of: {known}", field="op", value=problems.shown(op), known="due, between")
    start, pauses = _instant(question, "start"), _pauses(question.get("pauses"))
    if op == "between":
        return {"working_seconds": counting.between(start, _instant(question, "end"), calendar, pauses)}
    within = duration.parse_duration(_text(question, "within"))
    result = counting.due(start, within, calendar, pauses=pauses)
    return {"due": dates.rfc3339(result.at, calendar.zone), "provisional": result.provisional}


def _pauses(value: object) -> list[counting.Pause]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(pair, list) and len(pair) == 2 for pair in value):
        raise DeskError("the pauses must be a list of pairs: from, to", field="pauses")
    keys = [f"pauses[{number}]" for number in range(1, len(value) + 1)]
    ends = zip(keys, value, strict=True)
    return [(_instant({key: since}, key), _instant({key: until}, key)) for key, (since, until) in ends]


def _instant(question: Mapping[str, Any], key: str) -> datetime:
    return dates.parse_instant(_text(question, key), field=key)


def _text(question: Mapping[str, Any], key: str) -> str:
    value = question.get(key)
    if value is None:
        raise DeskError("missing; it must be given", field=key)
    if not isinstance(value, str):
        raise DeskError("'{value}' is not a text in quotes", field=key, value=problems.shown(value))
    return value


# --- what is declared --------------------------------------------------------------------------------------------


def _any_instant(text: str, field: str) -> datetime:
    """Any instant there is: a calendar counts within all years."""
    return dates.parse_instant(text, field=field)


# fmt: off
_LINE: Final = Answer(
    lambda line, reader: line.table, lambda line, reader: clean.json_text(line.table), of="Line",
    warnings=lambda line, reader: [f"line {line.number}: {line.refusal}"] if line.refusal is not None else [],
    status=lambda line: 0 if line.refusal is None else 1,
)
_WHEN: Final = N_("RFC 3339 with offset, such as 2026-09-18T16:00:00+08:00")
_START: Final = argument("--start", "T", _WHEN, read=_any_instant)
_CALENDAR: Final = argument(
    "--calendar", "FILE",
    N_("a calendar in TOML instead of the site's; a file of {year, days} adds a country's year to it"),
    action="append", default=[], read=files,
)
_NAMED: Final = argument(
    "--named", "NAME", N_("one of the further calendars, by which some clocks or departments count")
)
_FROM: Final = argument(
    "--from", "FILE", N_("questions as JSON lines, '-' for standard input; one answer a line in the same order"),
    to="lines", read=name,
)

COMMANDS: Final = (
    Group(
        "calendar", N_("the working calendar and what it makes of durations"),
        Command("show", N_("a year's working days, holidays and make-up days"), argument("year", type=_year),
                _CALENDAR, _NAMED,
                run=_show, store=False, answer=Answer(_year_document, _year_lines), examples=("calendar show 2026",)),
        Command("due", N_("when something that starts then is due"), _START,
                argument("--within", "DURATION", N_("such as '1 working day', '90 working minutes', '24 hours'")),
                _CALENDAR, _NAMED, _FROM,
                run=_due, usage=_due_usage, store=False, answer=(Answer(_due_document, _due_lines), _LINE),
                examples=("calendar due --start 2026-09-30T16:00:00+08:00 --within '1 working day'",)),
        Command("between", N_("the working seconds between two instants"), _START,
                argument("--end", "T", _WHEN, read=_any_instant), _CALENDAR, _NAMED, _FROM,
                run=_between, usage=_between_usage, store=False,
                answer=(Answer(lambda between, reader: between._asdict(), _between_line), _LINE)),
        apply_command("calendar", N_("brings the current dates to open tickets")),
    ),
)
