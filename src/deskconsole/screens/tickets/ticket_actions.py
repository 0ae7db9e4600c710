"""Doing something to a ticket from any screen: the small form of an action, the menu of all actions."""

from typing import TYPE_CHECKING

from deskconsole.actions import NUMBERED, Action, event_action
from deskconsole.desk.staff.staff import NotQualified, can
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.records import ActionView, TicketView
from deskconsole.domain.tickets.filing import missing_parts
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.mounted_screens import mounted
from deskconsole.screens.frame.refusals import message_of

if TYPE_CHECKING:
    from deskconsole.desk.knowledge.answer_index import Offer
    from deskconsole.desk.knowledge.articles import Article
    from deskconsole.screens.knowledge.knowledge import Wanted

    _Base = DeskScreen
else:
    _Base = object


class TicketActions(_Base):
    """Mixed into the screens on which a ticket is selected or open; :attr:`number` says which."""

    @property
    def number(self) -> str:
        """The ticket that letters act on; empty where there is none."""
        raise NotImplementedError

    def open_ticket(self, number: str) -> None:
        """Shows a ticket on a screen of its own."""
        from deskconsole.screens.tickets.ticket import TicketScreen

        self.app.push_screen(mounted(self.app, self.session, TicketScreen, number))

    def action_customer(self) -> None:
        """Opens the file of whoever the ticket is of."""
        if self.number:
            self.work(self._open_customer(self.number))
        else:
            self.status.say(_("No ticket is selected"), error=True)

    async def _open_customer(self, number: str) -> None:
        from deskconsole.desk.customers.customers import file_of_ticket
        from deskconsole.screens.customers.customer import CustomerScreen

        file = await self.session.ask(file_of_ticket, self.session.desk, number)
        self.app.push_screen(CustomerScreen(self.session, file.id))

    def action_record(self, event: str) -> None:
        """Opens the small form of an action, or says why the action cannot happen now."""
        if event == "undone":
            self.work(self.action_undo())
        elif not self.number:
            self.status.say(_("No ticket is selected"), error=True)
        else:
            self.work(self._record_on(self.number, event))

    async def _record_on(self, number: str, event: str) -> None:
        view = await self.session.ask(views.show, self.session.desk, number)
        self.offer(view, event)

    def offer(self, view: TicketView, event: str, taken: "Offer | None" = None, /, **prefilled: str) -> None:
        """Opens the form of an action on a ticket, if the ticket allows it; else says why not.

        ``taken``: the article or answered case that the text comes from.
        """
        refusal = next((refusal_of(view, action) for action in view.actions if action.event == event), None)
        if refusal is not None:
            self.status.say(message_of(refusal), error=True)
            return
        actor = self.session.actor
        if actor is not None and isinstance(can(actor, event, view.ticket, view.clocks), NotQualified):
            self.call_later(self.app.run_action, "offer_test")
            return
        from deskconsole.screens.tickets.action_form import ActionForm
        from deskconsole.screens.tickets.reclassify import Reclassify

        if event == "filed":
            self._offer_filing(view)
            return
        if event == "attached":
            from deskconsole.screens.papers.attach_form import AttachForm

            self.app.push_screen(AttachForm(self.session, view), self._recorded)
            return
        form = Reclassify(self.session, view) if event == "classified" else None
        self.app.push_screen(form or ActionForm(self.session, view, event, prefilled, taken=taken), self._recorded)

    def _offer_filing(self, view: TicketView) -> None:
        """One screen with exactly what the form lacks; what is filed cannot be taken back, only reopened.

        Of a call whose form nobody has filled in that is the form itself.
        """
        if _unfinished(view):
            self.call_later(self.app.run_action, "pick_up")
            return
        from deskconsole.screens.tickets.filing_form import FilingForm

        def filed(after: TicketView | None) -> None:
            if after is not None:
                self.session.done = None
                self.status.say(_("{number} is filed").format(number=after.number[-4:]))
                self.post_message(StoreChanged())

        self.app.push_screen(FilingForm(self.session, view), filed)

    def _recorded(self, view: TicketView | None) -> None:
        """A form was saved (or left): everybody reads again, the line says how to take it back."""
        if view is not None:
            self.say_done()
            self.post_message(StoreChanged())

    # --- the knowledge base --------------------------------------------------------------------------------

    async def wanted_answer(self) -> "Wanted | None":
        """What the knowledge screen is opened for from here: the question of the ticket at hand."""
        from deskconsole.screens.knowledge.knowledge import Wanted

        if not self.number:
            return None
        view = await self.session.ask(views.show, self.session.desk, self.number)
        question = "\n".join(part for part in (view.ticket.request, view.ticket.content) if part)

        def take(offer: "Offer") -> None:
            self.offer(view, "answered", offer, text=offer.answer)

        return Wanted(question, view.ticket.category, take, view.number)

    def action_article_of_ticket(self) -> None:
        """Makes an article of an answered ticket."""
        if self.number:
            self.work(self._article_of(self.number))

    async def _article_of(self, number: str) -> None:
        from deskconsole.desk.knowledge.cases import article_of_ticket
        from deskconsole.screens.knowledge.article_form import ArticleForm

        existing, whole = await self.session.ask(article_of_ticket, self.session.desk, number)
        self.app.push_screen(ArticleForm(self.session, existing, ticket=whole), self._article_made)

    def _article_made(self, article: "Article | None") -> None:
        if article is not None:
            self.status.say(_("{name} is written, version {n}").format(name=article.name, n=article.version))

    # --- paper ---------------------------------------------------------------------------------------------

    def action_paper(self) -> None:
        """The paper form: as a file or on the printer."""
        if self.number:
            self.work(self._paper(self.number))
        else:
            self.status.say(_("No ticket is selected"), error=True)

    async def _paper(self, number: str) -> None:
        from deskconsole.screens.papers.paper import offer_paper

        offer_paper(self, await self.session.ask(views.show, self.session.desk, number))

    # --- the menu ------------------------------------------------------------------------------------------

    async def action_more(self) -> None:
        """All actions of the ticket, with the reason of those that cannot happen now."""
        if self.number:
            self.work(self._choose_action(self.number))

    async def _choose_action(self, number: str) -> None:
        from deskconsole.screens.frame.menu import Menu, MenuEntry, in_all_languages

        view = await self.session.ask(views.show, self.session.desk, number)
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

        def chosen(event: str | None) -> None:
            if event == "undone":
                self.work(self.action_undo())
            elif event is not None:
                self.offer(view, event)

        self.app.push_screen(Menu(self.session, _("All actions of {number}").format(number=number), choices), chosen)


def refusal_of(view: TicketView, action: ActionView) -> DeskError | None:
    """Why an action cannot be begun now. What filing lacks is asked on its own form, so it can be."""
    if action.event == "filed" and (missing_parts(view.ticket, view.clocks) or _unfinished(view)):
        return None
    return action.refusal


def _unfinished(view: TicketView) -> bool:
    """Whether it is a call that rings no more and whose form is still empty."""
    ticket = view.ticket
    rings = any(call.state == "ringing" for call in ticket.calls.values())
    return bool(ticket.calls) and not rings and not ticket.received and not ticket.ended


def usual_steps(view: TicketView) -> tuple[str, ...]:
    """The events that stand at the digits 1 to 9: the first steps that the pack names for the ticket's kind."""
    kind = view.pack.kind_of(view.ticket.kind)
    return kind.steps[: len(NUMBERED)] if kind is not None and kind.steps else NUMBERED


def _keys(action: Action, view: TicketView) -> str:
    usual, event = usual_steps(view), action.event or ""
    shown = [str(usual.index(event) + 1)] if event in usual else []
    return " ".join([*shown, *(key_label(key) for key in action.keys)])
