"""What is said of the documents of a ticket and of its paper file, in the language in use."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.papers import (
    HANDED_IN,
    SENT_BACK,
    TAKEN_IN,
    TO_HAND_IN,
    WANTED,
    Document,
    PaperFile,
)
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.present.catalogue import N_, Marked, _, language
from deskconsole.present.event_fields import OUTCOMES
from deskconsole.present.titles import Titles
from deskconsole.text.clean import one_line

#: What a document is called that nobody has said anything of.
_WANTED: Final = N_("needed")
#: Where the papers of a ticket are, as the headings of a list.
FILE_STATES: Final[Mapping[str, Marked]] = {
    HANDED_IN: N_("Handed in, not taken in"),
    SENT_BACK: N_("Sent back"),
    TO_HAND_IN: N_("To be handed in"),
    WANTED: N_("Documents missing"),
    TAKEN_IN: N_("In the archive"),
}
When = Callable[[datetime], str]


def state_title(state: str) -> str:
    """What became of a document."""
    return _(_WANTED) if state == WANTED else _(OUTCOMES[state]) if state in OUTCOMES else state


def document_title(pack: Pack, name: str) -> str:
    """What the pack calls a document; one that it does not have stands for itself."""
    result = next((each for each in pack.documents if each.name == name), None)
    return one_line(result.title.get(language())) if result is not None else name


def described(document: Document, titles: Titles, when: When) -> str:
    """What became of it, when, by whom; whom it was asked of, who signed, why not."""
    parts = [state_title(document.state)]
    if document.state != WANTED:
        parts.append(when(document.at))
    if document.asked_at is not None and document.asked_at != document.at:
        parts.append(_("asked for {when}").format(when=when(document.asked_at)))
    if document.whom:
        parts.append(_("of {who}").format(who=one_line(document.whom)))
    if document.signed_by:
        parts.append(one_line(document.signed_by))
    if document.reason:
        parts.append(one_line(document.reason))
    if document.by:
        parts.append(titles.person(document.by))
    return " · ".join(parts)


def documents_told(ticket: Ticket, pack: Pack, titles: Titles, when: When) -> Iterator[tuple[Document, str, str]]:
    """Each document of a ticket: itself, what it is called, what became of it; those that are missing first."""
    entries = sorted(ticket.documents.items(), key=lambda entry: not entry[1].open)
    for name, document in entries:
        yield document, document_title(pack, name), described(document, titles, when)


def file_told(file: PaperFile | None, titles: Titles, when: When) -> str:
    """Where the paper file is: its state, when, by whom, its place; empty where nobody has said anything."""
    if file is None or not (file.state or file.place):
        return ""
    parts = [_(FILE_STATES[file.state])] if file.state else []
    if file.state and file.at is not None:
        parts.append(f"{when(file.at)} {titles.person(file.by)}".strip())
    if file.state == HANDED_IN and file.to:
        parts.append(_("to {who}").format(who=titles.who(file.to)))
    if file.state == SENT_BACK and file.reason:
        parts.append(one_line(file.reason))
    if file.place:
        parts.append(_("lies in {place}").format(place=one_line(file.place)))
    return " · ".join(parts)
