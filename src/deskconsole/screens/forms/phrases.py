"""Standard phrases and scripts at hand, filled in with what the desk knows."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from deskconsole.desk.records import FollowUpLine, TicketView
from deskconsole.domain.rules.house.alarms import Moment
from deskconsole.domain.rules.house.documents import titles_of_documents
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Phrase
from deskconsole.domain.rules.wording import BLANK
from deskconsole.domain.tickets.papers import ASKED, open_documents
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import language
from deskconsole.present.dates import short_due
from deskconsole.present.titles import Titles
from deskconsole.screens.forms.values import when
from deskconsole.screens.forms.who import addressee
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_rows import FormRows
from deskconsole.widgets.text_view import Piece

_MUTED: Final = "$foreground-muted"
#: What the name of a row begins with that says what became of a document.
DOCUMENT: Final = "document_"


class Blanks(dict[str, str]):
    """What standard phrases fill in; what is not known stays a blank, which the language check names."""

    def __missing__(self, key: str) -> str:
        return BLANK


def phrases_for(event: str, view: TicketView, existing: Blanks) -> list[str]:
    """The phrases of the pack for an event and the ticket's channel, those for this channel first, filled in."""
    fit = [phrase for phrase in view.pack.phrases if event in phrase.events and phrase.fits(view.ticket.channel)]
    fit.sort(key=lambda phrase: not phrase.channels)
    return [text for _title, text in _filled(fit, existing)]


def opening_of(pack: Pack, session: Session, number: str) -> str:
    """What the pack has people say when they pick a call up; empty where nothing."""
    fit = [phrase for phrase in pack.phrases if "picked_up" in phrase.events]
    return next(
        (text for _title, text in _filled(fit, _everywhere(session, pack, language(), customer=None, number=number))),
        "",
    )


def script_for(do: str, view: TicketView, session: Session) -> list[Piece]:
    """What the pack has people say while they do an action on a ticket, line by line; empty where nothing."""
    return list(_lines(_filled(view.pack.script(do), blanks_of(view, session))))


def follow_up_script(line: FollowUpLine, session: Session, titles: Titles) -> list[Piece]:
    """The same for a follow-up of the board; who it is stands there as ``titles`` shows it."""
    existing = _everywhere(session, line.pack, language(), customer=titles.name(line.customer), number=line.number)
    existing["due"] = short_due(line.due, session.now(), session.zone)
    phrases = list(_filled(line.pack.script(line.do), existing))
    if line.do == "survey":  # what is asked stands before the farewell
        phrases[1:1] = [
            (question.title.get(language()), question.text.get(language()))
            for survey in line.pack.surveys
            for question in survey.question
        ]
    return list(_lines(phrases))


def blanks_of(
    view: TicketView,
    session: Session,
    *,
    due: datetime | None = None,
    to: str | None = None,
    lang: str | None = None,
    documents: Sequence[str] = (),
) -> Blanks:
    """What the desk knows of a ticket for its phrases.

    ``due`` and ``to``: the time and the addressee that stand on the form; else those of the open promise and of the
    newest hand-off, whose specialist and their contact go with them (R24).
    """
    ticket = view.ticket
    existing = _everywhere(session, view.pack, lang or language(), customer=ticket.customer, number=view.number)
    if missing := documents or open_documents(ticket.documents):
        existing["documents"] = titles_of_documents(view.pack.documents, missing).get(lang or language())
    hand_off = next((each for each in reversed([*ticket.hand_offs.values()]) if each.open), None)
    promised = next((ticket.promises[of].due for of in ticket.open_promises()), None)
    if (when := due or promised) is not None:
        same = lang in (None, language())
        local = when.astimezone(session.zone)
        existing["due"] = short_due(when, session.now(), session.zone) if same else f"{local:%m-%d %H:%M}"
    if to or hand_off is not None:
        existing["department"] = session.titles.who(to or (hand_off.to if hand_off is not None else ""))
    if hand_off is not None and hand_off.specialist is not None:
        existing["specialist"] = session.titles.who(hand_off.specialist)
        if hand_off.contact:
            existing["contact"] = hand_off.contact
    return existing


def blanks_on(rows: FormRows, view: TicketView, session: Session, lang: str | None = None) -> Blanks:
    """The same; time and addressee as they stand on a form."""
    due, to = rows.value("due"), rows.value("to")
    at = None
    with contextlib.suppress(DeskError):
        at = when(due, session) if due else None
    who = addressee(to, session, view.pack) if to else None
    return blanks_of(view, session, due=at, to=who, lang=lang, documents=_asked_for(rows, view))


def _asked_for(rows: FormRows, view: TicketView) -> list[str]:
    """The documents that a form asks for, with those that are missing on the ticket and of which it says nothing."""
    messages = {
        name.removeprefix(DOCUMENT): row.value for name, row in rows.by_name.items() if name.startswith(DOCUMENT)
    }
    still = [name for name in open_documents(view.ticket.documents) if not messages.get(name)]
    return [*still, *(name for name, state in messages.items() if state == ASKED)]


def _everywhere(session: Session, pack: Pack, lang: str, *, customer: str | None, number: str) -> Blanks:
    existing = Blanks(
        company=session.desk.company.get(lang),
        receiver=session.who,
        number=number,
        hours=session.desk.hours(pack).get(lang),
    )
    if customer:
        existing["customer"] = customer
    return existing


def everywhere_blanks(session: Session, pack: Pack) -> Blanks:
    """What is known without a ticket."""
    return _everywhere(session, pack, language(), customer=None, number="")


def moment_lines(moment: Moment, existing: Blanks) -> list[str]:
    """What may be said in a hard moment, line by line, in the language in use."""
    return [one_line(line.get(language()).format_map(existing)) for line in moment.lines]


def _filled(phrases: Iterable[Phrase], existing: Blanks) -> Iterator[tuple[str, str]]:
    """(title, text) of each phrase in the language in use."""
    for phrase in phrases:
        yield phrase.title.get(language()), phrase.text.get(language()).format_map(existing)


def _lines(messages: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    for title, text in messages:
        yield (f"{title}  ", _MUTED)
        yield (f"{text}\n", "")
