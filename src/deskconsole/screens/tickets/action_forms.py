"""Which form an action of a ticket has, and the menu of all its actions."""

from collections.abc import Mapping

from deskconsole.actions import Action, event_action
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.records import TicketView
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.present.dates import short_due
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.menu import Menu, MenuEntry, in_all_languages
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.papers.attach_form import AttachForm
from deskconsole.screens.papers.documents_form import DocumentsForm
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.filing_form import FilingForm
from deskconsole.screens.tickets.reclassify import Reclassify
from deskconsole.screens.tickets.ticket_actions import refusal_of, usual_steps


def form_of(
    session: Session, view: TicketView, event: str, taken: Offer | None, prefilled: Mapping[str, str]
) -> DeskModal[TicketView | None]:
    """The form of an action; it gives the ticket as it is afterwards, ``None`` when it was left.

    ``taken``: the article or answered case that the text comes from.
    """
    if event == "filed":
        return FilingForm(session, view)
    if event == "attached":
        return AttachForm(session, view)
    if event == "documents_recorded":
        return DocumentsForm(session, view)
    if event == "classified":
        return Reclassify(session, view)
    return ActionForm(session, view, event, prefilled, taken=taken)


def promise_asked(session: Session, view: TicketView) -> PickOne | None:
    """Asks which open promise an answer keeps, by its ``of``; the empty name: none, it stands beside them (R11).

    ``None`` where nothing is promised.
    """
    existing = [(of, view.ticket.promises[of]) for of in view.ticket.open_promises()]
    if not existing:
        return None
    whens = [short_due(promise.due, session.now(), session.zone) for _of, promise in existing]
    no = ("", _("no, an answer beside it"))
    if len(existing) == 1:
        title = _("Is this the reply promised for {when}?").format(when=whens[0])
        return PickOne(session, title, [(str(existing[0][0]), _("yes, it is")), no])
    yes = _("yes, that of {when} · {words}")
    entries = [
        (str(of), yes.format(when=when, words=promise.text))
        for (of, promise), when in zip(existing, whens, strict=True)
    ]
    return PickOne(session, _("Is this a reply that was promised?"), [*entries, no])


def menu_of(session: Session, view: TicketView) -> Menu:
    """All actions of a ticket, its usual ones first, with the reason of those that cannot happen now."""
    choices = [
        MenuEntry(
            name=allowed.event,
            title=_(action.title),
            other=in_all_languages(action.title),
            key=_keys(action, view),
            why=message_of(refusal) if (refusal := refusal_of(view, allowed)) is not None else "",
        )
        for allowed in view.actions
        if (action := event_action(allowed.event)) is not None
    ]
    usual = {event: place for place, event in enumerate(usual_steps(view))}
    choices.sort(key=lambda choice: (bool(choice.why), usual.get(choice.name, len(usual)), not choice.key))
    return Menu(session, _("All actions of {number}").format(number=view.number), choices)


def _keys(action: Action, view: TicketView) -> str:
    usual, event = usual_steps(view), action.event or ""
    shown = [str(usual.index(event) + 1)] if event in usual else []
    return " ".join([*shown, *(key_label(key) for key in action.keys)])
