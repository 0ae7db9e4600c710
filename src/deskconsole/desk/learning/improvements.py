"""Improvements (S02): proposed from whatever was found, decided, done by a date, their effect looked at.

One is a ticket of the house, of a kind that rules offer ``improvement_accepted`` for; its clocks are the rules' own.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.matters.noticed import open_noticed
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.act import record_fully
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.rules.house.recurring import PERSON
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.tickets.event import CONTENT_LIMIT, Event
from deskconsole.domain.tickets.events import checks as events
from deskconsole.domain.tickets.filing import missing_for_filing
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import tickets
from deskconsole.text.clean import clean

#: How an improvement stands, in the order of the list.
PROPOSED: Final = "proposed"
UNDER_WAY: Final = "under_way"
DONE: Final = "done"
ENDED: Final = "ended"
STATES: Final = (PROPOSED, UNDER_WAY, DONE, ENDED)
#: So long what has ended stays in the list.
ENDED_FOR: Final = timedelta(days=365)
#: Fields of the form: where a proposal comes from, and from which ticket.
SOURCE: Final = "source"
ABOUT: Final = "about"
FIVE_WHY: Final = "five_why"
COMPLAINT: Final = "complaint"
FEEDBACK: Final = "feedback"
COLLEAGUE: Final = "colleague"
_FEEDBACK_KINDS: Final = frozenset({"suggestion", "praise"})


@dataclass(frozen=True, slots=True)
class Improvement:
    """One improvement. ``due``: of what is to be done next; ``done``: what was done; ``effect``: what it came to.

    ``refused``: why it was. ``person``: whose it is, before it is accepted who proposed it.
    """

    number: str
    kind: str
    proposal: str
    source: str | None
    about: str | None
    proposed_at: datetime
    state: str
    person: str | None
    due: datetime | None
    started: datetime | None
    warn_at: datetime | None
    accepted_at: datetime | None
    promised: datetime | None
    done_at: datetime | None
    done: str | None
    effect: str | None
    effect_words: str | None
    refused: str | None


def improvement_kinds(desk: Desk) -> tuple[Kind, ...]:
    """The kinds of work that are improvements: proposals, which may be refused."""
    return tuple(kind for kind in desk.kinds if events.REFUSED in kind.steps)


def improvement_kind(desk: Desk) -> Kind:
    """The kind of a new one; refused where the rules of the site know none."""
    kind = next(iter(improvement_kinds(desk)), None)
    if kind is None:
        raise DeskError("the rules of this site know no improvements; a pack switches them on: site_rules")
    return kind


# --- what is listed ------------------------------------------------------------------------------------------------


@query(needs="improve")
def list_improvements(look: Look, *, open_only: bool = False, about: str | None = None) -> list[Improvement]:
    """Improvements by how they stand, the next to be done first; those that have ended for a year.

    ``about``: those that come from one ticket.
    """
    number = look.find(about).number if about is not None else None
    every = [improvement_of(each) for each in loaded_of(look, improvement_kinds(look.desk))]
    recent = look.now - ENDED_FOR
    results = [
        each
        for each in every
        if (each.state != ENDED or (not open_only and max(_ends(each)) > recent)) and number in (None, each.about)
    ]
    return sorted(results, key=lambda each: (STATES.index(each.state), each.due or each.proposed_at, each.number))


@query(needs="improve")
def open_improvements(look: Look) -> list[Improvement]:
    """Those that have not ended: they stand in every report."""
    return list_improvements(look, open_only=True)


def show_improvement(look: Look, number: str) -> Improvement:
    """One improvement, as a part of a use case."""
    return improvement_of(look.load(look.find(number)))


def _ends(each: Improvement) -> Iterable[datetime]:
    return [at for at in (each.proposed_at, each.accepted_at, each.done_at) if at is not None]


def loaded_of(look: Look, kinds: Iterable[Kind]) -> Iterable[LoadedTicket]:
    """Every ticket of some kinds that was neither withdrawn nor merged, as a part of a use case."""
    beginning = datetime.fromtimestamp(0, UTC)
    for kind in kinds:
        for record in tickets.tickets_begun(look.tx, kind.name, beginning):
            loaded = look.load(record)
            if loaded.ticket.withdrawn_at is None and loaded.ticket.merged_into is None:
                yield loaded


def improvement_of(loaded: LoadedTicket) -> Improvement:
    """How one stands."""
    ticket, live = loaded.ticket, list(effective(loaded.events))
    accepted, done = _last(live, events.ACCEPTED), _last(live, events.DONE)
    effect, refused = _last(live, events.EFFECT), _last(live, events.REFUSED)
    clock = next((c for c in sorted(loaded.clocks, key=lambda c: c.due) if c.active and not c.idle), None)
    return Improvement(
        number=loaded.number,
        kind=str(ticket.kind),
        proposal=str(ticket.content or ""),
        source=_field(ticket.fields, SOURCE),
        about=_field(ticket.fields, ABOUT),
        proposed_at=ticket.opened_at,
        state=_state(loaded, live),
        person=ticket.owner,
        due=clock.due if clock is not None else None,
        started=clock.started if clock is not None else None,
        warn_at=clock.warn_at if clock is not None else None,
        accepted_at=accepted.happened_at if accepted is not None else None,
        promised=accepted.due if accepted is not None else None,
        done_at=done.happened_at if done is not None else None,
        done=done.text if done is not None else None,
        effect=effect.outcome if effect is not None else None,
        effect_words=effect.text if effect is not None else None,
        refused=str(refused.fields.get("reason") or "") if refused is not None else None,
    )


def _state(loaded: LoadedTicket, live: list[Event]) -> str:
    if loaded.ticket.ended or loaded.ticket.finished is not None:
        return ENDED
    steps = [event.kind for event in live if event.kind in (events.ACCEPTED, events.DONE)]
    return {events.ACCEPTED: UNDER_WAY, events.DONE: DONE}[steps[-1]] if steps else PROPOSED


def _last(live: list[Event], kind: str) -> Event | None:
    return next((event for event in reversed(live) if event.kind == kind), None)


def _field(fields: Any, name: str) -> str | None:
    value = fields.get(name)
    return str(value) if value else None


# --- what is done --------------------------------------------------------------------------------------------------


def _again(work: Work, answer: str) -> Improvement:
    return show_improvement(work, answer)


@command(needs="improve", again=_again)
def propose_improvement(
    work: Work, proposal: str, *, about: str | None = None, source: str | None = None, key: str | None = None
) -> Improvement:
    """Propose an improvement, from whatever was found: ``about`` names the ticket, ``source`` says where from (by
    default what the ticket is)."""
    ticket = work.ticket(about) if about is not None else None
    return _result(work, begin_improvement(work, proposal, ticket, source or _source_of(ticket)))


def begin_improvement(work: Work, proposal: str, about: TicketWork | None, source: str) -> TicketWork:
    """Begin one, as a part of a use case."""
    kind = improvement_kind(work.desk)
    text = _words(proposal, "proposal")
    given: dict[str, Any] = {SOURCE: source}
    if about is not None:
        about.write()  # the form names it
        given[ABOUT] = about.number
    begun = open_noticed(work, kind.name, text, fields=given)
    assert begun is not None
    return begun


def propose_from(work: Work, ticket: TicketWork, proposal: str) -> None:
    """What the form of an event says is put right becomes an improvement (E19); nothing where the rules know none.

    The words stand on the ticket that it names: they may be about its customer, and are not copied.
    """
    if improvement_kinds(work.desk):
        begin_improvement(work, f"{proposal} {ticket.number}", ticket, FIVE_WHY)


def _source_of(ticket: TicketWork | None) -> str:
    if ticket is None:
        return COLLEAGUE
    kind = str(ticket.ticket.kind)
    return COMPLAINT if kind.endswith(COMPLAINT) else FEEDBACK if kind in _FEEDBACK_KINDS else COLLEAGUE


@command(needs="improve_decide", again=_again)
def accept_improvement(
    work: Work, number: str, owner: str, due: datetime, *, text: str | None = None, key: str | None = None
) -> Improvement:
    """Accept a proposal: whose it is, and by when it is done. Once more: with another owner or date."""
    ticket = _open(work, number, proposal=True)
    words = clean(text).strip() or None if text is not None else None
    _record(work, ticket, events.ACCEPTED, text=words, to=owner, due=due)
    return _result(work, ticket)


@command(needs="improve_decide", again=_again)
def refuse_improvement(work: Work, number: str, reason: str, *, key: str | None = None) -> Improvement:
    """Refuse a proposal, with the reason; it ends with that."""
    ticket = _open(work, number, proposal=True)
    _record(work, ticket, events.REFUSED, reason=_words(reason, "reason"))
    _end(ticket, events.REFUSED)
    return _result(work, ticket)


@command(needs="improve", again=_again)
def improvement_done(work: Work, number: str, text: str, *, key: str | None = None) -> Improvement:
    """Say what was done, by whose it is or who leads; its effect is looked at later. Of a personal measure too."""
    ticket = _open(work, number)
    if work.actor.login != ticket.ticket.owner:
        work.require("improve_decide")
    _record(work, ticket, events.DONE, text=_words(text, "text"))
    return _result(work, ticket)


@command(needs="improve_decide", again=_again)
def see_effect(
    work: Work,
    number: str,
    effect: str,
    text: str,
    *,
    owner: str | None = None,
    due: datetime | None = None,
    key: str | None = None,
) -> Improvement:
    """Look at the effect; it ends with that, unless it goes on with another date (``due``). Of a personal measure too,
    by somebody else than whose it is."""
    ticket = _open(work, number)
    if work.actor.login == ticket.ticket.fields.get(PERSON):
        raise DeskError("number: somebody else looks at it than whose it is", field="number")
    _record(work, ticket, events.EFFECT, text=_words(text, "text"), outcome=effect)
    if due is not None:
        _record(work, ticket, events.ACCEPTED, to=owner or ticket.ticket.owner, due=due)
    else:
        _end(ticket, effect)
    return _result(work, ticket)


def _open(work: Work, number: str, *, proposal: bool = False) -> TicketWork:
    ticket = work.ticket(number)
    kind = ticket.kind
    if kind is None or (events.ACCEPTED not in kind.steps) or (proposal and events.REFUSED not in kind.steps):
        raise DeskError("number: {number} is no improvement", field="number", number=ticket.number)
    if ticket.ticket.finished is not None:
        raise DeskError("number: {number} has ended already", field="number", number=ticket.number)
    return ticket


def _record(work: Work, ticket: TicketWork, kind: str, *, text: str | None = None, **fields: Any) -> None:
    given = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in fields.items()}
    record_fully(work, ticket, ticket.draft_event(kind, text=text, fields=given))


def _end(ticket: TicketWork, outcome: str) -> None:
    """It is finished, and filed where nothing is open."""
    ticket.record("finished", fields={"outcome": outcome})
    if not missing_for_filing(ticket.ticket, ticket.clocks):
        ticket.record_if_allowed("filed")


def _words(text: str, field: str) -> str:
    result = clean(text).strip()
    if not result or len(result) > CONTENT_LIMIT:
        raise DeskError("{name}: must be 1 to {limit} characters", field=field, name=field, limit=CONTENT_LIMIT)
    return result


def _result(work: Work, ticket: TicketWork) -> Improvement:
    work.answer(ticket.number)
    return improvement_of(ticket)
