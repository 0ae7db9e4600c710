"""The hand-over sheet: what one shift leaves to the next, taken from what is open.

What is kept of it names tickets, clocks and drafts by their numbers only; names and words are read again when the
sheet is looked at, so that what was erased meanwhile is not on it.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.archive.papers import papers
from deskconsole.desk.desk import Desk
from deskconsole.desk.records import QueueLine, TicketView
from deskconsole.desk.rounds.rounds import MissedRound, missed_between
from deskconsole.desk.shifts.records import Shift
from deskconsole.desk.tickets.views import queue, show
from deskconsole.desk.visitors.expecting import visitor_kinds
from deskconsole.desk.visitors.visitors import inside
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.papers import HANDED_IN
from deskconsole.errors import NotFound
from deskconsole.record import dataclass
from deskconsole.store import drafts, shifts, tickets
from deskconsole.store.site import site_now
from deskconsole.text.dates import parse_instant, rfc3339
from deskconsole.text.heads import Head

#: What fulfils a promise.
_REPLY: Final = "reply"


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A reply that somebody was promised."""

    number: str
    of: int
    due: datetime
    customer: str | None
    text: str


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A half-filled form that somebody left."""

    person: str
    form: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Sheet:
    """A hand-over to be read: the queue as it was then, promises, visitors inside, parked drafts, rounds
    that were missed, papers on their way to the archive, the chain's head."""

    at: datetime
    lines: tuple[QueueLine, ...]
    promises: tuple[OpenPromise, ...]
    visitors: tuple[tuple[str, str], ...]
    drafts: tuple[OpenDraft, ...]
    head: Head
    digest: str
    rounds: tuple[MissedRound, ...] = ()
    #: papers that were handed in and not taken in: number and customer
    papers: tuple[tuple[str, str], ...] = ()


def gather(work: Work) -> dict[str, Any]:
    """What is open now, by numbers, as it is kept with the shift."""
    zone = work.desk.zone
    lines = queue(work)
    visitors = [line.number for line in inside(work)] if visitor_kinds(work.desk) else []
    promises = tickets.follow_up_clocks(work.tx, do=_REPLY)
    left = drafts.drafts(work.tx, None)
    head = site_now(work.tx)
    current = shifts.open_shift(work.tx)
    missed = missed_between(work, current.opened_at, work.now) if current is not None else []
    under_way = [line.number for line in papers(work, state=HANDED_IN)]
    return {
        **({"papers": under_way} if under_way else {}),
        **({"rounds": [each._asdict() for each in missed]} if missed else {}),
        "open": [
            {"number": line.number, "rule": line.rule, "do": line.do, "due": rfc3339(line.due, zone)} for line in lines
        ],
        "promises": [{"number": clock.number, "of": clock.of, "due": rfc3339(clock.due, zone)} for clock in promises],
        "visitors": visitors,
        "drafts": [
            {"person": draft.person, "form": draft.form, "since": rfc3339(draft.updated_at, zone)} for draft in left
        ],
        "head": {"site_seq": head.last_site_seq, "hash": head.head_hash},
    }


def digest_of(stored: Mapping[str, Any], note: str | None) -> str:
    """SHA-256 over sheet and note, which the chain holds: neither can be changed afterwards unseen."""
    text = json.dumps([stored, note], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def read_sheet(desk: Desk, shift: Shift) -> Sheet:
    """The sheet of a shift that was handed over, with the names and words that its numbers stand for."""
    if shift.sheet is None or shift.handed_over is None:
        raise NotFound("shift: it has not been handed over yet", field="shift")
    stored, at = shift.sheet, shift.handed_over.at
    wanted = {each["number"] for each in stored["open"]}
    lines = tuple(line for line in queue(desk, at=at) if line.number in wanted)
    views = {number: _seen(desk, number, at) for number in {each["number"] for each in stored["promises"]}}
    return Sheet(
        at=at,
        lines=lines,
        promises=tuple(
            _promise(each, views[each["number"]]) for each in stored["promises"] if views[each["number"]] is not None
        ),
        visitors=tuple((number, _customer(_seen(desk, number, at))) for number in stored["visitors"]),
        drafts=tuple(
            OpenDraft(each["person"], each["form"], parse_instant(each["since"])) for each in stored["drafts"]
        ),
        head=Head(stored["head"]["site_seq"], stored["head"]["hash"]),
        digest=digest_of(stored, shift.note),
        rounds=tuple(MissedRound(**each) for each in stored.get("rounds", ())),
        papers=tuple((number, _customer(_seen(desk, number, at))) for number in stored.get("papers", ())),
    )


def _seen(desk: Desk, number: str, at: datetime) -> TicketView | None:
    try:
        return show(desk, number, at)
    except NotFound:
        return None


def _promise(stored: Mapping[str, Any], view: TicketView | None) -> OpenPromise:
    promise = view.ticket.promises.get(stored["of"]) if view is not None else None
    return OpenPromise(
        number=stored["number"],
        of=stored["of"],
        due=parse_instant(stored["due"]),
        customer=view.ticket.customer if view is not None else None,
        text=promise.text if promise is not None else "",
    )


def _customer(view: TicketView | None) -> str:
    return (view.ticket.customer if view is not None else None) or "-"
