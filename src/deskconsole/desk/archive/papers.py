"""Documents of a ticket said in one go, and whose papers are missing, on their way to the archive, or lie there."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from deskconsole.desk.look import Look
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.act import record_fully
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.viewing import view_at
from deskconsole.desk.work import Work
from deskconsole.domain.tickets.papers import (
    ASKED,
    BETWEEN,
    HANDED_IN,
    MISSING,
    NOT_NEEDED,
    RECEIVED,
    REFUSED,
    SENT_BACK,
    SIGNED,
    TAKEN_IN,
    TO_HAND_IN,
    WANTED,
    PaperFile,
    open_documents,
)
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store.record.alike import tickets_with_papers
from deskconsole.store.tickets import find_ticket_by_id
from deskconsole.text.clean import clean
from deskconsole.text.private import Private

#: What is on a list of papers, in this order, and what is asked for by name alone.
LISTED: Final = (HANDED_IN, SENT_BACK, TO_HAND_IN, WANTED)
STATES: Final = (*LISTED, TAKEN_IN)
#: The order in which several things said at once are recorded: what is here before what is still asked for.
_ORDER: Final = (RECEIVED, SIGNED, REFUSED, NOT_NEEDED, MISSING, ASKED)
_BY_SIGNATURE: Final = frozenset({SIGNED, REFUSED})


@dataclass(frozen=True, slots=True)
class PaperLine:
    """The papers of one ticket: ``state`` (:data:`STATES`), which documents are missing, by whom and when it was last
    moved, to whom it was handed in, where it lies, why it was sent back."""

    number: str
    state: str
    customer: str | Private | None
    kind: str | None
    missing: tuple[str, ...]
    owner: str | None
    by: str | None
    at: datetime | None
    to: str | None
    place: str | None
    reason: str | None
    due: datetime | None
    started: datetime | None
    warn_at: datetime | None


@query(needs="see")
def papers(look: Look, *, state: str | None = None) -> list[PaperLine]:
    """What is handed in and not taken in, then what came back, what is to be handed in, and what is still missing;
    or all of one ``state``, such as ``taken_in``. Raises :class:`DeskError` for one that is none."""
    if state is not None and state not in STATES:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field="state",
            name="state",
            value=state,
            allowed=", ".join(STATES),
        )
    lines: list[PaperLine] = []
    for each in LISTED if state is None else (state,):
        seen = (_seen(look, key) for key in tickets_with_papers(look.tx, each))
        lines += [_line(view, each) for view in seen if view is not None]
    return lines


def _seen(look: Look, ticket_id: int) -> TicketView | None:
    """The ticket as the person at the desk sees it; nothing of one in which they have no part."""
    record = find_ticket_by_id(look.tx, ticket_id)
    loaded = look.load(record) if record is not None else None
    if loaded is None or not look.may("see", loaded.ticket, loaded.clocks, visitor=loaded.of_visitor):
        return None
    return view_at(loaded, look.now)


def _line(view: TicketView, state: str) -> PaperLine:
    ticket = view.ticket
    file = ticket.paper_file or PaperFile()
    clock = next((each for each in view.clocks if each.active and each.do in _ASKED_FOR[state]), None)
    return PaperLine(
        number=view.number,
        state=state,
        customer=ticket.customer,
        kind=ticket.kind,
        missing=open_documents(ticket.documents),
        owner=ticket.owner,
        by=file.by,
        at=file.at,
        to=file.to,
        place=file.place,
        reason=file.reason,
        due=clock.due if clock is not None else None,
        started=clock.started if clock is not None else None,
        warn_at=clock.warn_at if clock is not None else None,
    )


#: What the clock of papers in a state asks for.
_ASKED_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    WANTED: ("record_documents",),
    TO_HAND_IN: ("hand_in",),
    SENT_BACK: ("hand_in",),
    HANDED_IN: ("take_in",),
    TAKEN_IN: (),
}


@command(needs="tickets")
def record_documents(
    work: Work,
    number: str,
    outcomes: Mapping[str, str],
    *,
    asked_of: str | None = None,
    message: str | None = None,
    reason: str | None = None,
    signed_by: str | None = None,
    text: str | None = None,
    wording_reason: str | None = None,
    expect: int | None = None,
    key: str | None = None,
) -> TicketView:
    """Record what is said of several documents, by name → what came of it, in one go; the ticket as it is then.

    ``asked_of``: who was asked, ``message``: with which words; ``reason``: why one is not needed, or not signed;
    ``signed_by``: who signed. Raises :class:`DeskError`; nothing is written then.
    """
    ticket = work.ticket(number, expect=expect)
    if not outcomes:
        raise DeskError("documents: nothing is said of any document", field="documents")
    words = {"asked_of": asked_of, "told": message, "reason": reason, "signed_by": signed_by}
    given = {name: clean(value).strip() for name, value in words.items() if value and clean(value).strip()}
    unknown = [outcome for outcome in outcomes.values() if outcome not in _ORDER]
    if unknown:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field="outcome",
            name="outcome",
            value=unknown[0],
            allowed=", ".join(_ORDER),
        )
    for outcome in _ORDER:
        names = [name for name, what in outcomes.items() if what == outcome]
        if names:
            kind = "document_signed" if outcome in _BY_SIGNATURE else "documents_recorded"
            ticket.require_event(kind)
            fields = {name: given[name] for name in _CARRIED[outcome] if name in given}
            if "told" in fields and wording_reason:
                fields["wording_reason"] = wording_reason
            # A signature is one paper's.
            for listed in names if kind == "document_signed" else [BETWEEN.join(names)]:
                event = ticket.draft_event(
                    kind,
                    text=clean(text).strip() or None if text is not None else None,
                    fields={"documents": listed, "outcome": outcome, **fields},
                )
                record_fully(work, ticket, event)
    return view_at(ticket, work.now)


#: Which of the words given go with what is said.
_CARRIED: Final[Mapping[str, tuple[str, ...]]] = {
    RECEIVED: (),
    SIGNED: ("signed_by",),
    REFUSED: ("signed_by", "reason"),
    NOT_NEEDED: ("reason",),
    MISSING: ("reason",),
    ASKED: ("asked_of", "told"),
}
