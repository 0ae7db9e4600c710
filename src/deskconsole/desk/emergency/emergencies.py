"""What the store knows of emergencies, and how it comes to know what was written down without it."""

from datetime import date, timedelta
from typing import Final, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.emergency import files
from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.matters.noticed import open_noticed
from deskconsole.desk.permissions import NOBODY
from deskconsole.desk.policy.emergency_plan import plan_at_hand
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.visitors.records import VisitorLine
from deskconsole.desk.visitors.visitors import Known as Visits, visitors_of_day
from deskconsole.desk.work import Work
from deskconsole.domain.emergency.log import CLOSED, Entry, Guest
from deskconsole.store import shifts as rows
from deskconsole.text.private import revealed

#: So many emergencies are looked at for one that goes on.
_NEWEST: Final = 5
#: So many days ahead a working day is looked for.
_DAYS: Final = 30


class Standing(NamedTuple):
    """What the store knows: the entries of the newest emergencies, and who is in the house."""

    entries: tuple[Entry, ...]
    people: tuple[Guest, ...]


@query(needs=NOBODY)
def standing(look: Look, *, existing: Visits | None = None) -> Standing:
    """How an emergency stands, for whoever is at a console: then nobody is asked who they are, and names stand whole.

    ``existing``: what was read of the visits before.
    """
    day = visitors_of_day(look, existing=existing, reveal=True)
    return Standing(tuple(rows.emergency_entries(look.tx, _NEWEST)), tuple(_guest(line) for line in day.inside))


@query(needs="inside")
def past_entries(look: Look, newest: int = 20) -> list[Entry]:
    """The entries of the newest emergencies."""
    return rows.emergency_entries(look.tx, newest)


def _guest(line: VisitorLine) -> Guest:
    return Guest(
        line.number,
        revealed(line.name) or "-",
        line.people,
        host=line.host_told or line.own("host") or "",
        where=" ".join((line.own("room") or "", *line.passes)).strip(),
        since=line.arrived_at,
    )


def take_in(desk: Desk) -> int:
    """Take into the store what was written down beside it, each entry once and in its order; how many there were.

    By whom and when an entry was written down stands in it; who is at the desk has taken it in.
    """
    existing, _unreadable = files.written_down(desk.folder)
    if not existing:
        return 0
    taken = _take_in(desk, existing)
    files.take_away(desk.folder, taken)
    return len(taken)


@command(needs="inside")
def _take_in(work: Work, entries: list[Entry]) -> list[str]:
    stored = rows.stored_entries(work.tx)
    for entry in entries:
        if entry.uuid in stored:  # the store has it, and its file was not taken away
            continue
        plain = {name: value for name, value in entry._asdict().items() if value is not None and name != "uuid"}
        work.note("emergency_noted", {**plain, "entry": entry.uuid, "at": entry.at.isoformat()})
        if entry.what == CLOSED:
            _review(work, entry)
    return [entry.uuid for entry in entries]


def _review(work: Work, entry: Entry) -> None:
    """What went well and what did not is looked at afterwards: a ticket, or news of the next working day."""
    review = plan_at_hand(work.desk.folder)[0].review
    text = " · ".join(part for part in (review.text.zh, review.text.en, entry.text) if part)
    if review.kind and open_noticed(work, review.kind, text) is not None:
        return
    day = _working_day(work, work.desk.calendar.day(entry.at))
    work.note("news_added", id=new_id(work.now), day=day.isoformat(), text=text)


def _working_day(work: Work, after: date) -> date:
    days = (after + timedelta(days=n) for n in range(1, _DAYS))
    return next((day for day in days if work.desk.calendar.is_working_day(day)), after + timedelta(days=1))
