"""``deskconsole calendar``: the working calendar, a due instant, the working seconds between two instants."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from datetime import date

    from deskconsole.domain.calendar.calendar import Calendar
    from deskconsole.domain.calendar.explanation import Explanation


def register(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser
) -> None:
    """Adds ``calendar`` and its commands; ``shared`` brings the options that every command takes."""
    calendar = subparsers.add_parser("calendar", help=_("the working calendar and what it makes of durations"))
    commands = calendar.add_subparsers(dest="calendar_command", required=True, metavar="COMMAND")

    show = commands.add_parser("show", parents=[shared], help=_("a year's working days, holidays and make-up days"))
    show.add_argument("year", type=_year, metavar="YEAR")
    show.set_defaults(run=run_show)

    due = commands.add_parser("due", parents=[shared], help=_("when something that starts then is due"))
    due.add_argument("--start", metavar="T", help=_("RFC 3339 with offset, such as 2026-09-18T16:00:00+08:00"))
    due.add_argument(
        "--within", metavar="DURATION", help=_("such as '1 working day', '90 working minutes', '24 hours'")
    )
    due.set_defaults(run=run_due)

    between = commands.add_parser("between", parents=[shared], help=_("the working seconds between two instants"))
    between.add_argument("--start", metavar="T", help=_("RFC 3339 with offset, such as 2026-09-18T16:00:00+08:00"))
    between.add_argument("--end", metavar="T", help=_("RFC 3339 with offset, such as 2026-09-18T16:00:00+08:00"))
    between.set_defaults(run=run_between)

    from deskconsole.cli.recounting import register_calendar

    register_calendar(commands, shared)
    for parser in (show, due, between):
        parser.add_argument(
            "--calendar",
            metavar="FILE",
            action="append",
            help=_("a calendar in TOML instead of the site's; a file of {year, days} adds a country's year to it"),
        )
    for parser in (due, between):
        lines = _("questions as JSON lines, '-' for standard input; one answer a line in the same order")
        parser.add_argument("--from", dest="lines", metavar="FILE", help=lines)
        parser.set_defaults(wrong_usage=parser.error)


def run_show(args: argparse.Namespace) -> int:
    """``calendar show YEAR``: each date of the year; raises ``DeskError`` for a calendar that cannot be used."""
    calendar = _calendar(args)
    days = [_day(calendar, day) for day in _dates(args.year)]
    provisional = not calendar.is_official(args.year)
    if args.json:
        _print_json({"year": args.year, "timezone": calendar.timezone, "provisional": provisional, "days": days})
    else:
        _print_year(calendar, args.year, sum(day["working"] for day in days))
    return 0


def run_due(args: argparse.Namespace) -> int:
    """``calendar due``: a due instant and whether it rests on a year not officially known."""
    if args.lines is not None:
        return _run_lines(args)
    from deskconsole.domain.calendar.duration import parse_duration
    from deskconsole.domain.calendar.explanation import explain_due
    from deskconsole.text.dates import parse_instant, rfc3339

    if args.start is None or args.within is None:
        args.wrong_usage(_("give --start and --within, or --from"))
    calendar = _calendar(args)
    result = explain_due(parse_instant(args.start, field="start"), parse_duration(args.within), calendar)
    if args.json:
        _print_json({"due": rfc3339(result.due, calendar.zone), "provisional": result.provisional})
    else:
        _print_due(calendar, result)
    return 0


def run_between(args: argparse.Namespace) -> int:
    """``calendar between``: the working seconds from start to end, 0 when the end is before the start."""
    if args.lines is not None:
        return _run_lines(args)
    from deskconsole.domain.calendar.counting import between
    from deskconsole.text.dates import parse_instant

    if args.start is None or args.end is None:
        args.wrong_usage(_("give --start and --end, or --from"))
    start, end = parse_instant(args.start, field="start"), parse_instant(args.end, field="end")
    seconds = between(start, end, _calendar(args))
    if args.json:
        _print_json({"working_seconds": seconds})
    else:
        hours, minutes = seconds // 3600, seconds // 60 % 60
        print(
            _("{seconds} working seconds ({hours}:{minutes:02} h)").format(
                seconds=seconds, hours=hours, minutes=minutes
            )
        )
    return 0


def _run_lines(args: argparse.Namespace) -> int:
    """Answers on standard output; each refused line is named on standard error too, and makes the status 1."""
    from deskconsole.cli.calendar_lines import answers
    from deskconsole.text.clean import one_line

    refused = 0
    for answer in answers(_lines(args.lines), lambda: _calendar(args)):
        _print_json(answer.table)
        if answer.refusal is not None:
            refused += 1
            print(f"line {answer.line}: {one_line(answer.refusal)}", file=sys.stderr)
    return 1 if refused else 0


def _calendar(args: argparse.Namespace) -> "Calendar":
    """The calendar that --calendar names, else the site's own, else the default."""
    from deskconsole.data_files import site_folder
    from deskconsole.desk.policy.calendars import is_year_file, load_calendar, read_year_file, site_calendar
    from deskconsole.errors import DeskError

    files = [Path(name) for name in args.calendar or ()]
    years = [file for file in files if is_year_file(file)]
    calendars = [file for file in files if file not in years]
    if len(calendars) > 1:
        raise DeskError("only one calendar can be given; the others may add years", field="calendar")
    added = [read_year_file(file) for file in years]
    return load_calendar(calendars[0], added) if calendars else site_calendar(site_folder(args.store), added)


def _day(calendar: "Calendar", day: "date") -> dict[str, Any]:
    from deskconsole.domain.calendar.opening_hours import WEEKDAYS, write_opening
    from deskconsole.present.holidays import holiday_name

    return {
        "date": day.isoformat(),
        "weekday": WEEKDAYS[day.weekday()],
        "working": calendar.is_working_day(day),
        "hours": write_opening(calendar.opening(day)),
        "name": holiday_name(calendar.name(day)),
    }


def _dates(year: int) -> "Iterator[date]":
    from datetime import date, timedelta

    first = date(year, 1, 1)
    return (first + timedelta(days=number) for number in range((date(year, 12, 31) - first).days + 1))


def _print_year(calendar: "Calendar", year: int, working_days: int) -> None:
    from deskconsole.domain.calendar.calendar import DayReason
    from deskconsole.domain.calendar.opening_hours import WEEKDAYS
    from deskconsole.present.dates import weekday
    from deskconsole.present.holidays import dates_missing, day_reason

    print(_("{year}: {n} working days, {zone}").format(year=year, n=working_days, zone=calendar.timezone))
    if not calendar.is_official(year):
        print(dates_missing(calendar, year))
    for day in sorted(islice(_dates(year), len(WEEKDAYS)), key=lambda day: day.weekday()):
        print(f"{weekday(day)}  {_hours(calendar.hours[WEEKDAYS[day.weekday()]])}")
    for day in _dates(year):
        reason = calendar.reason(day)
        if reason not in (DayReason.WEEKDAY, DayReason.REST_DAY):
            print(f"{_date(day)}  {_hours(calendar.opening(day))}  {day_reason(reason, calendar.name(day))}")


def _print_due(calendar: "Calendar", result: "Explanation") -> None:
    from datetime import time

    from deskconsole.domain.calendar.calendar import DayReason
    from deskconsole.domain.calendar.counting import last_day
    from deskconsole.present.holidays import day_reason
    from deskconsole.text.dates import rfc3339

    local = result.due.astimezone(calendar.zone)
    if local.time() == time.min:
        print(f"{_date(last_day(result.due, calendar))} 24:00  ({rfc3339(result.due, calendar.zone)})")
    else:
        print(f"{_date(local.date())} {local:%H:%M:%S}  ({rfc3339(result.due, calendar.zone)})")
    if result.provisional:
        print(_("provisional: it rests on a year whose holidays are not published yet"))
    for day in result.days:
        if not day.counted:
            print(_("skipped {day}: {reason}").format(day=_date(day.day), reason=day_reason(day.reason, day.name)))
        elif day.reason is DayReason.MAKE_UP:
            print(_("counted {day}: {reason}").format(day=_date(day.day), reason=day_reason(day.reason, day.name)))


def _date(day: "date") -> str:
    from deskconsole.present.dates import weekday

    return f"{day.isoformat()} {weekday(day)}"


def _hours(opening: tuple[Any, ...]) -> str:
    return ", ".join(str(interval) for interval in opening) or _("closed")


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 9998:
        return int(text)
    raise argparse.ArgumentTypeError(_("'{value}' is not a year").format(value=text))


def _lines(name: str) -> Iterable[bytes]:
    from deskconsole.errors import DeskError

    if name == "-":
        return sys.stdin.buffer  # as it comes: each line is answered before the next is read
    try:
        return Path(name).read_bytes().splitlines()
    except OSError as error:
        raise DeskError("{path} cannot be read: {reason}", path=name, reason=error.strerror or str(error)) from error


def _print_json(document: Mapping[str, Any]) -> None:
    from deskconsole.text.clean import json_text

    print(json_text(document), flush=True)
