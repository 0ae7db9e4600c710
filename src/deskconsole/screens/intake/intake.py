"""The intake form: a new inquiry in the fewest keys, its clock running, nothing typed ever lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from textual import on

from deskconsole.actions import Scope
from deskconsole.desk.tickets import intake, intake_forms, views
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN, IntakeRefused
from deskconsole.desk.tickets.records import Draft, TicketView
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.record import replace
from deskconsole.screens.forms.answer_offers import open_answer
from deskconsole.screens.forms.parking import Parking, since_of
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import StoreChanged
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.call_link import CallLink, link_from
from deskconsole.screens.intake.calls import IntakeCalls
from deskconsole.screens.intake.typing import LOOK_UP
from deskconsole.text.dates import clock_time
from deskconsole.widgets.forms.form_row import FormRow
from deskconsole.widgets.forms.form_tabs import FormTabs


class IntakeScreen(IntakeCalls):
    """One inquiry as it comes in. The response clock counts from the moment that the form was opened."""

    BINDINGS: ClassVar = bindings(Scope.INTAKE)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.parking = Parking(session, self.drafts)
        self._saving = False

    def on_mount(self) -> None:
        """An empty form; the tier that is usual stands in it."""
        self.clear()

    def begin(self, *about: str) -> None:
        """An empty form; what is still being looked up for the one before shows nothing."""
        super().begin()
        self.workers.cancel_group(self, LOOK_UP)
        self.matches.show([], self.session.titles)
        self.drafts.renew()
        self.clear()

    async def reload(self) -> None:
        """Shows what is parked beside this form."""
        await self.parking.read()
        self._show_tabs()
        if not self.status.text and self.parking.mine:
            message = _("{n} parked drafts · ^O takes the newest up")
            self.status.say(message.format(n=len(self.parking.mine)))

    def _show_tabs(self) -> None:
        others = len(self.parking.others)
        end = _("{n} of colleagues: ^D").format(n=others) if others else ""
        self.tabs.show(self.parking.tabs(self.short_name, self.opened_at), self.session.now(), end)

    def refresh_keys(self) -> None:
        """The line of keys and the name of this form beside the parked ones."""
        super().refresh_keys()
        if self.is_mounted:
            self._show_tabs()

    # --- other forms ---------------------------------------------------------------------------------------

    def fill(self, body: Mapping[str, Any]) -> None:
        """Another form in these rows; its clock goes on where it was."""
        self.show_offers([])
        self.join(None)
        self.rows.fill(body)
        self.customer.choose(None)
        self.worded = self.rows.has_text("content", "request")
        self.answers.take(None)
        self.answers.touched()
        self.link = link_from(body)
        opened = body.get("opened_at")
        self.opened_at = datetime.fromisoformat(opened) if isinstance(opened, str) else self.session.now()
        self._tier_known = bool(body.get("opened_at"))
        self.show_questions()
        self.recount()
        self.refresh_keys()

    def clear(self) -> None:
        """An empty form."""
        self.fill(self.rows.usual())
        self.rows["customer"].focus_entry()

    async def park(self) -> bool:
        """Keeps what is typed as a draft and begins another form; whether something was typed."""
        stored = bool(self.typed())
        if stored:
            await self.drafts.keep()
        self.drafts.renew()
        return stored

    def action_take_draft(self) -> None:
        """Parks what is typed and goes back to the form opened before."""
        self.work(self._take_draft())

    async def _take_draft(self) -> None:
        await self.parking.read()
        draft = self.parking.before(self.opened_at)
        if draft is None:
            self.status.say(_("No draft is parked"), error=True)
        else:
            await self.swap_to(draft)

    async def swap_to(self, draft: Draft) -> None:
        """Parks what is typed and goes on with a parked form."""
        if self.typed():
            await self.drafts.keep()
        self.drafts.take(draft)
        self.fill({**draft.body, "opened_at": since_of(draft).isoformat()})
        self.rows.next_gap().focus_entry()
        self.status.say(_("Draft of {time} taken up").format(time=clock_time(self.opened_at, self.session.zone)))
        await self.customer.take_up(draft.body.get("customer_id"))
        await self.find_offers()
        await self.parking.read()
        self._show_tabs()

    @on(FormTabs.Picked)
    def _picked(self, event: FormTabs.Picked) -> None:
        draft = next((draft for draft in self.parking.mine if draft.id == event.id), None)
        if draft is not None:
            self.work(self.swap_to(draft))

    def action_fresh(self) -> None:
        """Parks what is typed and begins another form: the next one has come."""
        self.work(self._fresh())

    async def _fresh(self) -> None:
        if await self.park():
            self.status.say(_("Parked · ^O takes it up again"))
        self.clear()
        await self.parking.read()
        self._show_tabs()

    async def take_call(self, link: CallLink, view: TicketView) -> None:
        """Opens the form of a call; what was typed is parked beside it."""
        parked = await self.park()
        ticket = view.ticket
        existing = {name: getattr(ticket, name) for name in ("kind", "customer", "contact", "tier")}
        body = {**self.rows.usual(), **existing, "channel": ticket.channel, "category": ticket.category}
        self.fill({**body, **link.body(), "opened_at": link.picked_up_at.isoformat()})
        self.status.say(_("Parked · ^O takes it up again") if parked else "")
        await self.drafts.keep()
        if ticket.received:
            self.join(await self.session.ask(views.show, self.session.desk, view.number))
        else:
            await self.customer.look()
            await self.find_offers()
        await self.parking.read()
        self._show_tabs()
        (self.offer if self.offered and self.joins is None else self.rows.next_gap().input).focus()

    async def action_back(self) -> None:
        """Leaves adding to a ticket; else the screen: a half-filled form is parked as a draft."""
        if self.joins is not None and not (self.link and self.joins.number == self.link.number):
            self.join(None)
            return
        await self.park()
        self.dismiss()

    # --- saving --------------------------------------------------------------------------------------------

    def action_save(self) -> None:
        """Records the inquiry; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            self.work(self._save())

    async def _save(self) -> None:
        for row in self.rows.shown():
            row.say("")
        try:
            view = await (self._take() if self.joins is None else self.add(self.joins))
        except DeskError as error:
            self._show_errors(error)
            return
        finally:
            self._saving = False
        await self.drafts.drop()
        self.session.saved = view.number
        if self.joins is not None:
            self.session.recorded(view, "contacted")
        self.post_message(StoreChanged())
        self.dismiss()
        if self.answers.taken is not None:
            self.app.call_later(open_answer, self.app, self.session, view, self.answers.taken)

    async def _take(self) -> TicketView:
        entered, wrong = self.rows.entered()
        entered["received"] = self.opened_at
        if self.link is not None:
            entered["call"] = self.link.call
        desk = self.session.desk
        form = intake_forms.read_form(desk, entered, now=self.session.now(), loose=True, wrong=wrong)
        form = replace(form, customer_id=self.customer.customer_id)
        return await self.session.ask(intake.intake, desk, form, key=self.drafts.id, source="console")

    def _show_errors(self, error: DeskError) -> None:
        """Each mistake at its field; the cursor goes to the first."""
        errors = error.errors if isinstance(error, IntakeRefused) else (error,)
        first: FormRow | None = None
        for one in errors:
            row = self.rows.find("content" if one.field == "text" else one.field or "")
            if row is not None:
                hint = f" · {NOT_GIVEN}: {_('not given')}" if row.field in ("customer", "contact") else ""
                row.say(message_at(one, row.label) + hint, error=True)
                first = first or row
        if first is not None:
            first.focus_entry()
            first.scroll_visible(animate=False)
        if first is None or len(errors) > 1:
            many = _("{n} fields need another look").format(n=len(errors))
            self.status.say(message_of(error) if first is None else many, error=True)
