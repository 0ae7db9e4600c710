"""The intake screen: a new inquiry in the fewest keys, its clock running, nothing typed ever lost."""

from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.moments import ask_moment
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.navigation import Wanted
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.call_actions import CallActions
from deskconsole.screens.intake.form import InquiryForm
from deskconsole.screens.intake.open_forms import OpenForms
from deskconsole.widgets.forms.form_tabs import FormTabs


class IntakeScreen(DeskScreen):
    """One form in the frame of a screen, others parked beside it. It stays mounted for the next inquiry."""

    scope = Scope.INTAKE
    BINDINGS: ClassVar = bindings(Scope.INTAKE)
    AUTO_FOCUS = "Input"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.form = InquiryForm(self)
        self.open_forms = OpenForms(self.form)
        call = CallActions(self.form, self)
        # Which of them does what the keys of the form mean.
        self.action_save = self.form.save
        self.action_discard = self.form.content.discard
        self.action_add_to = self.form.offers.toggle
        self.action_take_answer = self.form.answers.take_next
        self.action_customer_of_form = self.form.open_customer
        self.action_fix = self.form.go_to_tier
        self.action_fresh = self.open_forms.fresh
        self.action_withdraw = call.withdraw
        self.action_on_call = call.record

        self.keep_typed = self.form.content.keep
        # What other rooms open the form for.
        self.choose = self.form.choose
        self.swap_to = self.open_forms.swap_to
        self.take_call = self.open_forms.take_call

    def action_moments(self) -> None:
        """What to say in a hard moment, to be read aloud."""
        ask_moment(self.app, self.session, None, None, self.say)

    @property
    def drafts(self) -> DraftKeeper:
        """What keeps the half-filled form."""
        return self.form.drafts

    def body(self) -> ComposeResult:
        """The form."""
        yield self.form

    def on_mount(self) -> None:
        """An empty form; the tier that is usual stands in it."""
        self.form.clear()

    def begin(self, *about: str) -> None:
        """An empty form; what is still being looked up for the one before shows nothing."""
        super().begin()
        self.open_forms.begin()

    async def reload(self) -> None:
        """Shows what is parked beside this form."""
        await self.open_forms.read()
        if not self.status.text:
            self.say(self.session.parked.count_text())

    def tick(self, now: datetime) -> None:
        """The time since the call, the clocks, those of the parked forms."""
        self.form.clocks.tick(now)
        self.form.parking.tabs.tick(now)

    def shown(self) -> list[tuple[str, str, str]]:
        """What works now: adding while a ticket is offered, withdrawing while nothing is typed on a call's form."""
        return [key for key in super().shown() if self.form.offers_key(key[0])]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys that withdraw a call mean something else while a text is typed."""
        if action == "withdraw":
            return self.form.offers_key(action)
        return super().check_action(action, parameters)

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.form.content.relabel()

    def on_resize(self) -> None:
        """Other widths have other places for what stands beside the rows."""
        self.call_after_refresh(self.form.show_side)

    async def action_back(self) -> None:
        """Leaves adding to a ticket; else the screen: a half-filled form is parked as a draft."""
        if await self.open_forms.leave():
            self.dismiss()

    @on(FormTabs.Picked)
    def _picked(self, event: FormTabs.Picked) -> None:
        self.open_forms.pick(event.id)

    async def wanted_answer(self) -> Wanted:
        """What the knowledge screen is opened for from here."""
        return self.form.answers.wanted()
