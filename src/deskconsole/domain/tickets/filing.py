"""What must still be recorded before a ticket's form is complete and can be filed (R16), event by event."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.papers import open_documents
from deskconsole.domain.tickets.state import Ticket
from deskconsole.domain.tickets.vocabulary import ACTIONS, EVENTS
from deskconsole.record import dataclass

#: What has to be entered: words, one of the event's outcomes, a name of the pack, or nothing at all.
Entered = Literal["text", "outcome", "name", "nothing"]
#: What the part of a document that is still missing begins with.
DOCUMENT: Final = "document "
#: Events that need no more than words, or not even those.
_WORDS_ONLY: Final = frozenset({"text"})
#: Threads of their own, whatever clock asks for them.
_THREADS: Final = frozenset({"resumed", "replied", "specialist_answered"})
#: Actions that can still be done on a filed ticket.
_AFTER_FILING_DO: Final = frozenset(kind.action for kind in EVENTS.values() if kind.after_filed) | {"file"}


@dataclass(frozen=True, slots=True)
class MissingPart:
    """One thing that the form lacks. ``part`` names it as the refusal of `filed` does, ``kind`` is the event that
    records it, ``of`` its thread. ``optional``: the form may be filed without it. ``rule``: whose clock asks for it,
    and which one of that rule's (``clock``). ``field``: which field of the event the words are.
    """

    part: str
    kind: str
    entered: Entered = "text"
    of: int | None = None
    optional: bool = False
    rule: str | None = None
    clock: str = ""
    field: str = "text"


def missing_for_filing(ticket: Ticket, clocks: Sequence[Deadline]) -> list[str]:
    """What the form lacks before it can be filed (R16), as machine names of the parts."""
    missing: list[str] = []
    if not ticket.received:
        missing += ["customer", "contact", "content", "request"]
    if ticket.received and ticket.tier is None:  # channel and category were asked at intake where the kind has them
        missing.append("tier")
    if ticket.finished is None:
        missing.append("outcome")
    missing += [f"promise {of}" for of in ticket.open_promises()]
    missing += [f"hand-off {of}" for of in ticket.open_hand_offs()]
    if ticket.reply_unconfirmed:
        missing.append("confirmation")
    if ticket.waiting is not None:
        missing.append(f"waiting {ticket.waiting}")
    missing += [f"{DOCUMENT}{name}" for name in open_documents(ticket.documents)]
    # The clock of an idle ticket is no task of its own: filing is a step like any other.
    owed = [clock for clock in clocks if clock.active and not clock.idle]
    owed = [clock for clock in owed if clock.before_filing or clock.do not in _AFTER_FILING_DO]
    missing += [f"{clock.do} {clock.rule}" for clock in owed]
    return missing


def missing_parts(ticket: Ticket, clocks: Sequence[Deadline]) -> tuple[MissingPart, ...]:
    """What a received ticket lacks, in the order in which it can be recorded; nothing for one that is filed.

    What no form can make good (an unanswered call to be returned) is not among it: `filed` names that itself.
    """
    if not ticket.received or ticket.ended:
        return ()
    return tuple(_missing_parts(ticket, clocks))


def _missing_parts(ticket: Ticket, clocks: Sequence[Deadline]) -> Iterator[MissingPart]:
    if ticket.tier is None:
        yield MissingPart("tier", "classified", "name")
    if ticket.waiting is not None:
        yield MissingPart(f"waiting {ticket.waiting}", "resumed", "nothing", of=ticket.waiting)
    hand_offs, promises = ticket.open_hand_offs(), ticket.open_promises()
    owed = [missing for missing in _owed(ticket, clocks) if missing.of not in (*hand_offs, *promises)]
    yield from owed
    for of in hand_offs:
        yield from _hand_off(ticket, of)
    for of in promises:
        yield MissingPart(f"promise {of}", "replied", of=of)
    if not ticket.answers and not hand_offs and not promises and all(missing.kind != "answered" for missing in owed):
        yield MissingPart("answer", "answered", optional=True)
    if ticket.reply_unconfirmed or promises:
        yield MissingPart("confirmation", "confirmed", "outcome")
    if ticket.finished is None:
        yield MissingPart("outcome", "finished", "outcome")


def _owed(ticket: Ticket, clocks: Sequence[Deadline]) -> Iterator[MissingPart]:
    """Clocks that run for something that words alone can record."""
    seen = set(_THREADS)
    for clock in clocks:
        kind = ACTIONS.get(clock.do)
        if not clock.active or clock.idle or kind is None or kind.after_filed or kind.name == "filed":
            continue
        if kind.by_desk or not _WORDS_ONLY.issuperset(kind.required) or kind.name in seen:
            continue
        seen.add(kind.name)
        thread = ticket.thread_of(clock.of)
        of = thread if thread in ticket.hand_offs or thread in ticket.promises else None
        yield MissingPart(
            f"{clock.do} {clock.rule}", kind.name, of=of, optional=not kind.required, rule=clock.rule, clock=clock.name
        )


def _hand_off(ticket: Ticket, of: int) -> Iterator[MissingPart]:
    hand_off = ticket.hand_offs[of]
    if hand_off.state == "declined":
        yield MissingPart(f"hand-off {of}", "withdrawn_from", of=of, field="reason")
        return
    if hand_off.state == "accepted":
        yield MissingPart(f"hand-off {of}", "specialist_answered", of=of)
    if not hand_off.customer_told:
        yield MissingPart(f"told {of}", "answered", of=of)
