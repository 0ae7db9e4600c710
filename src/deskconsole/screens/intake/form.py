"""The intake form itself: who asks what, by which clocks; what is found out while it is typed stands beside it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll
from textual.events import Key
from textual.widgets import Input, TextArea

from deskconsole.desk.customers.records import CustomerMatch
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import intake, intake_forms
from deskconsole.desk.tickets.intake_forms import NOT_GIVEN
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.record import replace
from deskconsole.screens.forms.answer_offers import AnswerOffers
from deskconsole.screens.forms.content import FormContent, RowChanged, RowSubmitted
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.parking import INTAKE, Parking, name_of
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.intake.clocks import IntakeClocks
from deskconsole.screens.intake.customer import CustomerLookup
from deskconsole.screens.intake.inquiry import Inquiry, link_from
from deskconsole.screens.intake.offers import TicketOffers
from deskconsole.screens.intake.questions import Questions
from deskconsole.screens.intake.rows import TEXTS, IntakeRows
from deskconsole.text.phones import is_number
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.customer_matches import CustomerMatches
from deskconsole.widgets.forms.form_row import FormRow
from deskconsole.widgets.forms.offer_line import OfferLine
from deskconsole.widgets.forms.passed_on import PassedOn


class InquiryForm(Vertical):
    """One inquiry as it comes in, on the screen ``frame``."""

    def __init__(self, frame: DeskScreen) -> None:
        super().__init__()
        self._frame = frame
        self.session = session = frame.session
        self.rows = rows = IntakeRows(session)
        self.inquiry = inquiry = Inquiry(session.now())
        self.drafts = DraftKeeper(session, INTAKE, self.typed)
        self.parking = Parking(session, self.drafts)
        self.clocks = IntakeClocks(session, rows, inquiry)
        self.offers = TicketOffers(session, rows, inquiry, joined=self._joined, refresh=self.refresh_keys)
        self.customer = CustomerLookup(session, rows, inquiry, self.offers, refresh=self.refresh_keys, take=self.take)
        self.questions = Questions(rows, wide=lambda: frame.has_class("-wide"))
        self.answers = AnswerOffers(
            session,
            question=lambda: "\n".join(rows[name].value for name in ("content", "request")),
            category=lambda: rows.value("category") or None,
            take=self._say_taken,
            asks=lambda row: row.field in ("content", "request", "category"),
            lines=1,
        )
        parts = (self.customer, self.offers, self.clocks, self.questions, self.answers)
        self.content = FormContent(self, frame, session, rows, self.drafts, parts, advice=_not_given, work=frame.work)

    def compose(self) -> ComposeResult:
        """Open forms, the clock, the rows; beside or below them what to ask."""
        yield self.parking.tabs
        yield self.clocks.line
        yield self.clocks.opening
        yield self.offers.line
        with Container(id="intake-body"):
            with VerticalScroll(id="intake-rows", can_focus=False):
                for row in self.rows:
                    yield row
                    if row is self.rows["customer"]:
                        yield from self.customer.widgets
            with Vertical(id="intake-side"):
                yield self.questions.text
                yield self.answers.matches

    # --- the screen of the form ----------------------------------------------------------------------------

    def say(self, text: str, *, error: bool = False) -> None:
        """Says something on the line for messages."""
        self._frame.say(text, error=error)

    def show_rows(self) -> None:
        """Asks what the chosen kind asks."""
        self.rows.follow_kind()

    def row_of(self, reason: DeskError) -> FormRow | None:
        """The row that a refusal blames; the words added to a ticket are its text."""
        row = self.rows.find("content" if reason.field == "text" else reason.field or "")
        return row if row is not None and row.display else None

    def submits(self, row: FormRow) -> bool:
        """Enter in the last row saves, and in the one before the consent: whoever is in a hurry asks another time."""
        shown = self.rows.shown()
        return row is shown[-1] or (row is shown[-2] and shown[-1].field == "consent")

    def go_on(self, row: FormRow) -> None:
        """The row after this one, but the only one who fits is taken, and a tier that is known needs no look."""
        only = self.customer.enter_takes() if row.field == "customer" else None
        if only is not None:
            self.take(only)
        elif row.field in ("customer", "contact", "kind"):
            self.rows.go_on(row).focus_entry()
        elif row.field == "channel" and self.inquiry.tier_known and self.rows["category"].display:
            self.rows["category"].focus_entry()
        else:
            self._frame.focus_next()

    def refresh_keys(self) -> None:
        """The line of keys and the name of this form beside the parked ones, after something began or ended."""
        self._frame.refresh_frame()
        if self.is_mounted:
            self.show_tabs()

    def show_tabs(self) -> None:
        """The forms that are open."""
        number = self.inquiry.call_number or ""
        self.parking.show(
            name_of({**self.rows.values(), "call_number": number}, self.session.titles), self.inquiry.opened_at
        )

    def show_side(self) -> None:
        """What stands beside or below the rows, in the place that this width has for it."""
        self.questions.show()
        self.answers.matches.roomy(self._frame.has_class("-wide"))

    # --- what is entered -----------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """What is typed, for the draft; a form with nothing but choices in it is none, unless a call waits on it."""
        link, chosen = self.inquiry.link, self.customer.customer_id
        if link is None and not self.rows.has_text(*TEXTS):
            return {}
        existing = {"customer_id": str(chosen)} if chosen is not None else {}
        call = link.body() if link is not None else {}
        return {**self.rows.values(), **call, **existing, "opened_at": self.inquiry.opened_at.isoformat()}

    def fill(self, body: Mapping[str, Any]) -> None:
        """Another form in these rows; its clock goes on where it was."""
        opened = body.get("opened_at")
        self.inquiry.turn += 1
        self.inquiry.joins = None
        self.inquiry.link = link_from(body)
        self.inquiry.opened_at = datetime.fromisoformat(opened) if isinstance(opened, str) else self.session.now()
        self.inquiry.tier_known = bool(opened)
        self.content.refusals.clear()
        self.rows.fill(body)
        self.inquiry.worded = self.rows.has_text("content", "request")
        self.customer.choose(None)
        self.offers.show([])
        self.answers.forget()
        self.clocks.recount()
        self.show_side()

    def clear(self, kind: str = "") -> None:
        """An empty form of a ``kind``, or of the usual one; what is usual stands in it."""
        self.fill(self.rows.usual(kind))
        (self.rows.next_gap() if kind else self.rows["customer"]).focus_entry()

    def choose(self, match: CustomerMatch) -> None:
        """A known customer was chosen: tier and contact come with them, and what is open of theirs."""
        self.customer.choose(match)
        self.clocks.recount()
        self.rows.go_on(self.rows["contact"]).focus_entry()
        self.content.work(self.offers.find())

    def take(self, match: CustomerMatch) -> None:
        """Enter took the only one who fits, which is said. After a name comes the number, theirs unless another is
        typed; after a number what comes behind it."""
        typed, contact = self.rows["customer"].value, self.rows["contact"]
        given = contact.value
        self.choose(match)
        self.say(_("Known customer taken: {who}").format(who=self.session.titles.customer(match.name, match.tier)))
        if not is_number(typed):
            contact.focus_entry()
            if not given:
                contact.select_all()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceRow.Changed)
    def _changed(self, event: RowChanged) -> None:
        self.inquiry.worded = self.inquiry.worded or self.rows.has_text("content", "request")
        row = self.content.changed(event)
        if row is not None:
            self.inquiry.tier_known = self.inquiry.tier_known or row.field == "tier"
            self.refresh_keys()

    @on(PassedOn)
    def _passed_on(self, event: PassedOn) -> None:
        lists = {self.offers.line: self.rows["content"], self.customer.matches: self.customer.entered_from}
        row = lists[event.widget] if event.widget in lists else self.content.text_row(event.widget)
        self.content.passed_on(event.text, row)

    @on(CustomerMatches.Taken)
    def _customer_taken(self, event: CustomerMatches.Taken) -> None:
        if event.match in self.customer.matches.matches:  # of this form still, not of the one before
            self.choose(event.match)

    @on(OfferLine.Taken)
    def _offer_taken(self, event: OfferLine.Taken) -> None:
        self.offers.take(event.number)

    def on_key(self, event: Key) -> None:
        """Down from name or contact goes to the customers that fit."""
        if event.key == "down" and self.customer.enter():
            event.stop()

    @on(Input.Submitted)
    @on(ChoiceRow.Submitted)
    def _submitted(self, event: RowSubmitted) -> None:
        self.content.submitted(event)

    # --- what keys do --------------------------------------------------------------------------------------

    def offers_key(self, name: str) -> bool:
        """Whether an action means something now."""
        if name == "customer_of_form":
            return self.customer.match is not None
        if name == "add_to":
            return bool(self.offers.offered) or self.inquiry.joins is not None
        return self.inquiry.withdrawable if name.startswith("withdraw") else True

    def open_customer(self) -> None:
        """Opens the file of the customer on the form; the form waits below it."""
        match = self.customer.match
        if match is not None:
            self.session.navigation.open_customer(match.id)
        else:
            self.say(_("Nobody on the form is known yet"), error=True)

    def go_to_tier(self) -> None:
        """To the channel; the tier stands below it."""
        self.rows["channel"].focus_entry()

    def _joined(self) -> None:
        """The words go to an open ticket; those that are typed already are added at once."""
        self.customer.hide_matches()
        self.clocks.tick(self.session.now())
        if self.inquiry.joins is not None and self.rows.has_text("content"):
            self.save()

    def _say_taken(self, before: Offer | None) -> None:
        """Says which answer was taken: when the form is saved its words stand in the form of the answer."""
        taken = self.answers.taken
        message = _("Taken: {name}. Saving opens the answer with its words") if taken else _("No answer is taken")
        self.say(message.format(name=taken.name) if taken else message)

    # --- saving --------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Records the inquiry; a second press while it is being saved does nothing."""
        if self.content.begins_to_save():
            self.content.work(self._save())

    async def _save(self) -> None:
        joins, taken = self.inquiry.joins, self.answers.taken
        if joins is None and await self._asks_first():
            return
        view = await self.content.save(self._submit)
        if view is None:
            return
        self.content.saving = False  # the screen stays mounted for the next inquiry
        self.session.saved = view.number
        if joins is not None:
            self.session.recorded(view, "contacted")
        self.post_message(StoreChanged())
        self._frame.dismiss()
        if taken is not None:
            self.app.call_later(self.session.navigation.open_answer, view, taken)

    async def _asks_first(self) -> bool:
        asks = True
        try:
            asks = await self.customer.asks_first()
        finally:
            self.content.saving = not asks
        return asks

    def _submit(self) -> Callable[[], TicketView]:
        if self.inquiry.joins is not None:
            return self.offers.added(self.inquiry.joins, self.drafts.id)
        desk = self.session.desk
        entered, wrong = self.rows.entered()
        entered["received"] = self.inquiry.opened_at
        if self.inquiry.link is not None:
            entered["call"] = self.inquiry.link.call
        form = intake_forms.read_form(desk, entered, now=self.session.now(), loose=True, wrong=wrong)
        form = replace(form, customer_id=self.customer.customer_id)
        return partial(intake.intake, desk, form, key=self.drafts.id)


def _not_given(row: FormRow) -> str:
    """What to do besides about a name that is missing."""
    return _(": a name; who gives none: {mark}").format(mark=NOT_GIVEN) if row.field == "customer" else ""
