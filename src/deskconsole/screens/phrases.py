"""Standard phrases and scripts at hand, and wording that should not reach a customer."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from deskconsole.desk.records import FollowUpLine, TicketView
from deskconsole.domain.pack import Pack
from deskconsole.domain.pack_text import Phrase
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short_due
from deskconsole.screens.session import Session
from deskconsole.widgets.reading import Piece

_MUTED: Final = "$foreground-muted"


class _Blanks(dict[str, str]):
    """What is not known stays a blank to be filled in by hand."""

    def __missing__(self, key: str) -> str:
        return "…"


def phrases_for(event: str, view: TicketView, session: Session) -> list[str]:
    """The phrases of the pack for an event, filled in as far as the desk knows."""
    fit = [phrase for phrase in view.pack.phrases if event in phrase.events]
    return [text for _title, text in _filled(fit, _known_of(view, session))]


def script_for(do: str, view: TicketView, session: Session) -> list[Piece]:
    """What the pack has people say while they do an action on a ticket, line by line; empty where nothing."""
    return list(_lines(_filled(view.pack.script(do), _known_of(view, session))))


def follow_up_script(line: FollowUpLine, session: Session) -> list[Piece]:
    """The same for a follow-up of the board."""
    known = _known(session, line.pack, customer=line.customer, number=line.number, contact=line.phone, due=line.due)
    return list(_lines(_filled(line.pack.script(line.do), known)))


def _known_of(view: TicketView, session: Session) -> _Blanks:
    ticket, clock = view.ticket, view.next_clock
    due = clock.due if clock is not None else None
    return _known(session, view.pack, customer=ticket.customer, number=view.number, contact=ticket.contact, due=due)


def _known(
    session: Session, pack: Pack, *, customer: str | None, number: str, contact: str | None, due: datetime | None
) -> _Blanks:
    known = _Blanks(
        company=session.desk.site_code,
        receiver=session.who,
        customer=customer or "…",
        number=number,
        hours=pack.hours.get(language()),
        contact=contact or "…",
    )
    if due is not None:
        known["due"] = short_due(due, session.now(), session.zone)
    return known


def _filled(phrases: Iterable[Phrase], known: _Blanks) -> Iterator[tuple[str, str]]:
    """(title, text) of each phrase in the language in use."""
    for phrase in phrases:
        yield phrase.title.get(language()), phrase.text.get(language()).format_map(known)


def _lines(said: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    for title, text in said:
        yield (f"{title}  ", _MUTED)
        yield (f"{text}\n", "")


def banned_note(text: str, pack: Pack) -> str:
    """A line naming the first banned wording and what to say instead; empty when there is none."""
    for banned in pack.banned:
        hit = banned.find(text)
        if hit:
            said = _("Do not say “{hit}”. Instead: {instead}")
            return said.format(hit=hit, instead=banned.instead.get(language()))
    return ""
