"""What one customer was told is told to everybody who brought the same matter (`linked`)."""

from typing import Final

from deskconsole.desk.tickets.act import record_fully
from deskconsole.desk.tickets.repeats import linked_with
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import DeskError
from deskconsole.record import dataclass

#: What can be told to others in the same words, the event of each that it is recorded as.
TOLD: Final = {"answered": "answered", "replied": "answered", "solved": "solved", "progress_told": "progress_told"}
#: What of such an event is the same for everybody.
_SAME: Final = ("evidence", "article", "article_version", "case", "wording_reason", "fields")


@dataclass(frozen=True, slots=True)
class TellingResult:
    """One ticket of the matter: told there too, or why not."""

    number: str
    recorded: bool
    refusal: DeskError | None = None


@command(needs="tickets")
def tell_linked(work: Work, number: str) -> list[TellingResult]:
    """Record on every open ticket of the same matter what was told last on this one; nothing where it stands already.

    Raises :class:`DeskError` where nothing was told yet, or nothing is linked; what one refuses is told with it.
    """
    ticket = work.ticket(number)
    others = linked_with(work, ticket.number, ticket.ticket)
    if not others:
        raise DeskError("{number} is linked with no other ticket", number=ticket.number)
    last = next((e for e in reversed(list(effective(ticket.events))) if e.kind in TOLD and e.text), None)
    if last is None:
        raise DeskError("{number}: nothing was told yet that others could be told too", number=ticket.number)
    return [_tell(work, other.number, ticket.number, last) for other in others if other.open]


def _tell(work: Work, number: str, first: str, last: Event) -> TellingResult:
    other = work.ticket_of(work.find(number))
    stands = any(e.text == last.text and e.fields.get("told_with") == first for e in effective(other.events))
    if stands:
        return TellingResult(number, recorded=False, refusal=DeskError("{number}: told already", number=number))
    fields = {name: last.fields[name] for name in _SAME if name in last.fields}
    try:
        other.require_event(TOLD[last.kind])
        event = other.draft_event(TOLD[last.kind], text=last.text, fields={**fields, "told_with": first})
        record_fully(work, other, event)
    except DeskError as error:
        return TellingResult(number, recorded=False, refusal=error)
    return TellingResult(number, recorded=True)
