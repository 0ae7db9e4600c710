"""The papers of a ticket: documents that its kind asks for, what the customer signed, the paper file in the archive.

Which documents there are, and which must be there before the work is finished or filed, says a pack; what was done
about each is on record.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Protocol

from deskconsole.record import dataclass

#: What may be said of a document: the customer was asked, it is here, it is not needed, it is not to be had.
ASKED: Final = "asked"
RECEIVED: Final = "at_hand"
NOT_NEEDED: Final = "not_needed"
MISSING: Final = "missing"
#: The rules ask for it and nobody has said anything yet.
WANTED: Final = "wanted"
#: What came of a paper that the customer is to sign.
SIGNED: Final = "signed"
REFUSED: Final = "not_signed"
#: Documents that somebody still has to bring.
OPEN: Final = frozenset({WANTED, ASKED, MISSING})

#: Where the paper file is: nobody has handed it in yet, it is on its way to the archive, came back, or lies there.
TO_HAND_IN: Final = "to_hand_in"
HANDED_IN: Final = "handed_in"
SENT_BACK: Final = "sent_back"
TAKEN_IN: Final = "taken_in"

#: Between the names of several documents in a field of an event.
BETWEEN: Final = ","


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a ticket and what was last said of it.

    ``whom``: who was asked for it. ``before``: ``finished`` or ``filed`` is refused while it is open; empty: filing.
    ``signed_by``: whose name stands below it.
    """

    state: str
    at: datetime
    by: str | None = None
    whom: str | None = None
    reason: str | None = None
    signed_by: str | None = None
    before: str = ""
    asked_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether somebody still has to bring it."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class PaperFile:
    """The paper file on its way to the archive (thread of `handed_in`); ``state``: handed in, sent back, taken in.

    Empty once the ticket was reopened, or where only its place is known. ``place``: where it lies; ``by`` and ``at``:
    who handed it in, or took it in, and when.
    """

    state: str = ""
    seq: int = 0
    by: str | None = None
    at: datetime | None = None
    to: str | None = None
    place: str | None = None
    reason: str | None = None


class HasPapers(Protocol):
    """What of a ticket its papers follow from."""

    @property
    def documents(self) -> Mapping[str, Document]: ...

    @property
    def paper_file(self) -> PaperFile | None: ...

    @property
    def filed_at(self) -> datetime | None: ...

    @property
    def ended(self) -> bool: ...


def names_in(text: object) -> tuple[str, ...]:
    """The names of documents in a field of an event."""
    return tuple(dict.fromkeys(filter(None, (name.strip() for name in str(text or "").split(BETWEEN)))))


def open_documents(documents: Mapping[str, Document], before: str | None = None) -> tuple[str, ...]:
    """The names of those that somebody still has to bring; ``before``: only those without which that may not happen."""
    return tuple(name for name, each in documents.items() if each.open and before in (None, each.before))


def has_papers(documents: Mapping[str, Document]) -> bool:
    """Whether there is any paper to put away."""
    return any(each.state in (RECEIVED, SIGNED, REFUSED) for each in documents.values())


def papers_state(ticket: HasPapers) -> str | None:
    """What is to be done with the papers of a ticket, or where they are; ``None`` where there are none."""
    if not ticket.ended and open_documents(ticket.documents):
        return WANTED
    if ticket.paper_file is not None and ticket.paper_file.state:
        return ticket.paper_file.state
    return TO_HAND_IN if ticket.filed_at is not None and has_papers(ticket.documents) else None
