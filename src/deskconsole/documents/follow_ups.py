"""Follow-ups for people's own calendars: an iCalendar file (RFC 5545), an event with an alarm for each."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from deskconsole import __version__
from deskconsole.desk.desk import Desk
from deskconsole.desk.exports import record_exported
from deskconsole.desk.papers.whole_files import written
from deskconsole.desk.records import FollowUpLine
from deskconsole.desk.staff import staff
from deskconsole.desk.tickets import views
from deskconsole.documents.files import Progress, suffix_of
from deskconsole.documents.texts import document_text
from deskconsole.present.catalogue import _, language
from deskconsole.present.titles import Titles

SUFFIXES: Final = (".ics",)
#: How long a call-back stands in the calendar, and how long before it the alarm rings.
_LASTS: Final = timedelta(minutes=15)
_ALARM: Final = timedelta(minutes=30)


def write_follow_ups(
    desk: Desk,
    out: Path,
    *,
    due: str | None = None,
    mine: bool = False,
    at: datetime | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write follow-ups (``due``, ``mine``, ``at``: as `views.follow_ups` takes them) to ``out``; how many there are.

    Each keeps its identity from one file to the next, so that a calendar which reads both has it once. What was handed
    out is on the site's record. Raises :class:`DeskError`; nothing is written then.
    """
    suffix_of(out, SUFFIXES)
    lines = views.follow_ups(desk, due=due, mine=mine, at=at)
    with written(out, force=force) as part:
        part.write_bytes(_calendar(desk, lines, at or desk.now(), progress).to_ical())
        record_exported(desk, "follow-ups", len(lines), file=out.name)
    return len(lines)


def _calendar(desk: Desk, lines: Sequence[FollowUpLine], now: datetime, progress: Progress | None) -> Any:
    from icalendar import Calendar

    titles = Titles(desk.packs)
    titles.people = {person.login: person.name for person in staff.staff_list(desk)}
    calendar = Calendar()
    calendar.add("prodid", f"-//deskconsole//{__version__}//{language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{desk.company.get(language())} {_('Follow-ups')}")
    for place, line in enumerate(lines):
        if progress is not None and place % 100 == 0:
            progress(place, len(lines))
        calendar.add_component(_event(desk, line, titles, now))
    calendar.add_missing_timezones()
    return calendar


def _event(desk: Desk, line: FollowUpLine, titles: Titles, now: datetime) -> Any:
    from icalendar import Alarm, Event

    title = line.title.get(language())
    event = Event()
    event.add("uid", f"{line.number}.{line.rule}.{line.of}@deskconsole")
    event.add("dtstamp", now)
    event.add("dtstart", line.due.astimezone(desk.zone))
    event.add("duration", _LASTS)
    event.add("summary", document_text(f"{title} · {line.customer or _('not given')}"))
    messages = (
        (_("Number"), line.number),
        (_("Contact"), line.phone),
        (_("Tier"), titles.title("tier", line.tier)),
        (_("For"), titles.assignee(line.assignee, line.role)),
        (_("Last words"), line.last_words),
    )
    event.add("description", document_text("\n".join(f"{label}{_(': ')}{value}" for label, value in messages if value)))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", document_text(title))
    alarm.add("trigger", -_ALARM)
    event.add_component(alarm)
    return event
