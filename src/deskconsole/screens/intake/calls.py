"""On the intake form: adding to an open ticket, a wrong number, a call that goes to somebody else."""

from textual import on

from deskconsole.desk.tickets import act, views
from deskconsole.desk.tickets.joining import add_to_ticket
from deskconsole.desk.tickets.records import TicketView
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import StoreChanged
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.intake.typing import IntakeTyping
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.widgets.forms.offer_line import OfferLine


class IntakeCalls(IntakeTyping):
    """What one key does with the call or the customer of a form."""

    # --- adding to an open ticket --------------------------------------------------------------------------

    def action_add_to(self) -> None:
        """Adds to the open ticket that is offered first: at once where words are typed, else asks for them.

        A second press goes back to a ticket of its own.
        """
        if self.joins is not None:
            self.join(None)
        elif self.offered:
            self._add_to(self.offered[0])
        else:
            self.status.say(_("No open ticket of theirs is known"), error=True)

    @on(OfferLine.Taken)
    def _offer_taken(self, event: OfferLine.Taken) -> None:
        view = next((view for view in self.offered if view.number == event.number), None)
        if view is not None:
            self._add_to(view)

    def _add_to(self, view: TicketView) -> None:
        self.join(view)
        if self.rows.has_text("content"):
            self.action_save()

    def join(self, view: TicketView | None) -> None:
        """The form becomes one that adds to a ticket (only what the customer says now), or a ticket's own again."""
        if (view is None) == (self.joins is None):
            return
        self.joins = view
        self.matches.show([], self.session.titles)
        self.rows.join(self.JOINING if view is not None else ())
        for row in self.rows.by_name.values():
            row.say("")
        self.show_offers(self.offered)
        self.tick(self.session.now())
        if view is not None:
            self.rows["content"].focus_entry()
            self.status.say(_("What do they say now? ^S adds it · Esc: a ticket of its own"))
        else:
            self.rows.next_gap().focus_entry()

    async def add(self, view: TicketView) -> TicketView:
        """Records that the customer came again; the ring's own ticket goes into the one that goes on."""
        words = [self.rows[name].value.strip() for name in ("content", "request")]
        return await self.session.ask(
            add_to_ticket,
            self.session.desk,
            view.number,
            "\n".join(word for word in words if word),
            channel=self.rows["channel"].value,
            call=self.link.call if self.link is not None else None,
            at=self.opened_at,
            key=f"{self.drafts.id} {view.number}",
        )

    # --- the call ------------------------------------------------------------------------------------------

    def action_withdraw(self, reason: str) -> None:
        """Wrong number, prank, spam: nothing is filled in."""
        if self.link is not None:
            self.work(self._withdraw(self.link.number, reason))

    async def _withdraw(self, number: str, reason: str) -> None:
        desk = self.session.desk
        view = await self.session.ask(act.act, desk, number, "withdrawn", fields={"reason": reason}, source="console")
        await self.drafts.drop()
        self.session.recorded(view, "withdrawn")
        self.session.saved = None
        below = self.app.screen_stack[-2]
        self.post_message(StoreChanged())
        self.dismiss()
        say_done = getattr(below, "say_done", None)
        if callable(say_done):
            say_done()

    def action_on_call(self, event: str) -> None:
        """Something that happens to the call itself while its form is open: it goes to somebody else, comes back."""
        if self.link is None:
            self.status.say(_("This form belongs to no call"), error=True)
        else:
            self.work(self._on_call(self.link.number, event))

    async def _on_call(self, number: str, event: str) -> None:
        view = await self.session.ask(views.show, self.session.desk, number)
        refusal = next((action.refusal for action in view.actions if action.event == event), None)
        if refusal is not None:
            self.status.say(message_of(refusal), error=True)
        else:
            self.app.push_screen(ActionForm(self.session, view, event), self._happened)

    def _happened(self, view: TicketView | None) -> None:
        if view is not None:
            self.say_done()
            self.post_message(StoreChanged())
