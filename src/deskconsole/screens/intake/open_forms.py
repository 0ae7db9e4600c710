"""Intake forms side by side: parked, taken up again, begun for the next who comes, of a call that was picked up."""

from deskconsole.desk.records import Draft, TicketView
from deskconsole.desk.tickets import views
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.parking import since_of
from deskconsole.screens.intake.form import InquiryForm
from deskconsole.screens.intake.inquiry import CallLink
from deskconsole.text.dates import clock_or_day
from deskconsole.text.private import revealed


class OpenForms:
    """Changes which of the open forms stands in the rows.

    Whatever is typed goes to the right one: rows and cursor change at once, what is read and kept comes after.
    """

    def __init__(self, form: InquiryForm) -> None:
        self._form = form
        self._session = form.session

    async def read(self) -> None:
        """Reads what is parked beside the form."""
        await self._form.parking.read()
        self._form.show_tabs()

    def begin(self) -> None:
        """An empty form on a screen that is opened again."""
        self._form.drafts.renew()
        self._form.clear()

    def fresh(self, kind: str = "") -> None:
        """Parks what is typed and begins another form, of a ``kind`` or the usual one: the next one has come."""
        parked = self._form.drafts.park()
        self._form.clear(kind)
        self._form.say(self._session.parked.word() if parked else "")
        self._form.content.work(self._keep())

    def turn_into(self, kind: str) -> None:
        """Makes the form one of another kind; what is typed, and the call that it belongs to, stay."""
        form = self._form
        form.rows.turn_into(kind)
        form.clocks.recount()
        form.rows.next_gap().focus_entry()
        form.refresh_keys()

    async def _keep(self) -> None:
        await self._form.drafts.keep()
        await self.read()

    def pick(self, id_: str) -> None:
        """Goes to one of the parked forms."""
        draft = next((draft for draft in self._form.parking.mine if draft.id == id_), None)
        if draft is not None:
            self._form.content.work(self.swap_to(draft))

    async def swap_to(self, draft: Draft) -> None:
        """Parks what is typed and goes on with a parked form."""
        form = self._form
        form.drafts.park()
        form.drafts.take(draft)
        form.fill({**draft.body, "opened_at": since_of(draft).isoformat()})
        form.rows.next_gap().focus_entry()
        time = clock_or_day(form.inquiry.opened_at, self._session.now(), self._session.zone)
        form.say(_("Draft of {time} taken up").format(time=time))
        self._session.parked.word()  # the one that was left stands among the tabs
        turn = form.inquiry.turn
        await form.drafts.keep()
        if turn == form.inquiry.turn:  # no other form has come meanwhile
            await form.customer.take_up(draft.body.get("customer_id"))
            await form.offers.find()
        await self.read()

    async def take_call(self, link: CallLink, view: TicketView) -> None:
        """Opens the form of a call; what was typed is parked beside it."""
        form, ticket = self._form, view.ticket
        form.drafts.park()
        existing = {name: revealed(getattr(ticket, name)) for name in ("kind", "customer", "contact", "tier")}
        body = {**form.rows.usual(), **existing, "channel": ticket.channel, "category": ticket.category}
        form.fill({**body, **link.body(), "opened_at": link.picked_up_at.isoformat()})
        # Who calls is known: what they say comes next, whatever is offered besides.
        first = form.rows["content"] if ticket.customer and form.rows["content"].display else form.rows.next_gap()
        first.focus_entry()
        if word := self._session.parked.word():  # also of a small form that stood above
            form.say(word)
        turn = form.inquiry.turn
        await form.drafts.keep()
        if ticket.received:
            joins = await self._session.ask(views.show, self._session.desk, view.number)
            if turn == form.inquiry.turn:
                form.offers.join(joins)
        elif turn == form.inquiry.turn:
            await form.customer.look()
            await form.offers.find()
        if turn == form.inquiry.turn and (row := form.content.focused_row) is not None:
            form.call_after_refresh(row.scroll_visible, animate=False)  # what is known of them has moved it
        await self.read()

    async def leave(self) -> bool:
        """Leaves adding to a ticket, else parks a half-filled form as a draft; whether the screen may be left."""
        form, joins = self._form, self._form.inquiry.joins
        if joins is not None and joins.number != form.inquiry.call_number:
            form.offers.join(None)
            return False
        return await form.content.keep()
