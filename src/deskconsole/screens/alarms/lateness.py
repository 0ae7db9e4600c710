"""Why steps were late, at the console: one key and one digit; whoever leads accepts it or not, one key each."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from deskconsole.desk.alarms import lateness
from deskconsole.desk.alarms.lateness import LateStep
from deskconsole.desk.permissions import NONE
from deskconsole.desk.records import TicketView
from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.tickets.events.lateness import ACCEPTED, DECLINED, GIVEN
from deskconsole.errors import DeskError
from deskconsole.keys import bound_keys
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.countdown import lasting
from deskconsole.screens.frame.desk_screen import DeskModal, StoreChanged
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line

_STATES: Final = {GIVEN: N_("not judged yet"), ACCEPTED: N_("accepted"), DECLINED: N_("not accepted")}


def to_explain(view: TicketView) -> list[Clock]:
    """The clocks of a ticket that were late and whose reason may still be given, those without one first."""
    late = [clock for clock in view.clocks if clock.was_late(view.at) and clock.cause_state != ACCEPTED]
    return sorted(late, key=lambda clock: (clock.cause is not None, clock.due)) if view.pack.late_causes else []


def cause_menu(session: Session, pack: Pack, title: str) -> PickOne:
    """Asks why, one key each."""
    entries = [(cause.name, cause.title.get(language())) for cause in pack.late_causes]
    return PickOne(session, title, entries)


class LateReasons:
    """Giving and judging reasons; the list is an action of the console."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session

    def explain(self, view: TicketView) -> None:
        """Asks why a clock of a ticket was late; which one first, where there are several."""
        late = to_explain(view)
        if not view.pack.late_causes:
            self._screens.complain(_("The rules of this ticket ask for no reason"))
        elif not late:
            self._screens.complain(_("Nothing was late on {number}").format(number=view.number[-4:]))
        elif len(late) == 1:
            self._ask(view, late[0])
        else:
            entries = [(str(place), self._clock_line(view, clock)) for place, clock in enumerate(late)]

            def chosen(place: str | None) -> None:
                if place is not None:
                    self._ask(view, late[int(place)])

            self._screens.app.push_screen(PickOne(self._session, _("Which step was late?"), entries), chosen)

    def _clock_line(self, view: TicketView, clock: Clock) -> str:
        title = view.title(clock).get(language())
        cause = next((c.title.get(language()) for c in view.pack.late_causes if c.name == clock.cause), "")
        return " · ".join(part for part in (title, late_by(clock.due, clock.ended or view.at), cause) if part)

    def _ask(self, view: TicketView, clock: Clock) -> None:
        title = _("Why late? {number} {step}").format(number=view.number[-4:], step=self._clock_line(view, clock))

        def chosen(cause: str | None) -> None:
            if cause is not None:
                self._screens.app.run_worker(self._record(view.number, clock.rule, clock.of, cause))

        self._screens.app.push_screen(cause_menu(self._session, view.pack, title), chosen)

    async def _record(self, number: str, rule: str, of: int, cause: str) -> None:
        session = self._session
        try:
            view = await session.ask(lateness.explain_late, session.desk, number, rule, cause, of=of)
        except DeskError as error:
            self._screens.complain(error)
            return
        session.recorded(view, "late_explained")
        if (full := self._screens.full) is not None:
            full.status.say_done()
            full.post_message(StoreChanged())

    def action_late_steps(self) -> None:
        """The list: one's own; of whoever leads, those that nobody has judged."""
        self._screens.app.push_screen(LateSteps(self._session, self))


def late_by(due: datetime, ended: datetime) -> str:
    """By how much."""
    return _("late by {time}").format(time=lasting(ended - due))


class LateSteps(DeskModal[None]):
    """What was late within a month, with why; the reason is given here, and accepted or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding(",".join(bound_keys(("k",))), "explain", show=False),
        Binding(",".join(bound_keys(("A", "a"))), "judge(True)", show=False),
        Binding(",".join(bound_keys(("D", "d"))), "judge(False)", show=False),
    ]

    def __init__(self, session: Session, reasons: LateReasons) -> None:
        super().__init__(session)
        self._reasons = reasons
        self.judges = session.actor is not None and session.desk.roles.scope(session.actor.role, "lateness") != NONE
        self.steps: Sequence[LateStep] = ()
        self.options = OptionList(markup=False, compact=True)
        self.message = Static("", markup=False, classes="note")

    def compose(self) -> ComposeResult:
        """Title, the steps, what keys do."""
        title = _("Late steps whose reason nobody has judged") if self.judges else _("My late steps")
        with Vertical(classes="dialog reading"):
            yield Static(Content(title), classes="dialog-title")
            yield self.options
            yield self.message
            yield Static(Content(self._hint()), classes="hint")

    def _hint(self) -> str:
        if self.judges:
            return _("A accepts, D does not, k gives a reason, Enter opens the ticket, Esc leaves")
        return _("k gives a reason, Enter opens the ticket, Esc leaves")

    def on_mount(self) -> None:
        """Reads."""
        super().on_mount()
        self.options.focus()
        self.run_worker(self.reload())

    async def reload(self) -> None:
        """Reads what was late."""
        which = {"undecided": True} if self.judges else {"mine": True}
        try:
            self.steps = await self.session.ask(partial(lateness.late_steps, self.session.desk, **which))
        except DeskError as error:
            self.message.update(Content(message_of(error)))
            return
        at = self.options.highlighted or 0
        self.options.clear_options()
        self.options.add_options(Option(Content(self._line(step)), id=str(n)) for n, step in enumerate(self.steps))
        if self.steps:
            self.options.highlighted = min(at, len(self.steps) - 1)
        self.message.update(Content("" if self.steps else _("Nothing was late")))

    def _line(self, step: LateStep) -> str:
        cause = step.cause_title.get(language()) if step.cause_title is not None else _("no reason yet")
        state = _(_STATES[step.state]) if step.state in _STATES else ""
        who = self.session.titles.who(step.who) if step.who else ""
        room = max(20, self.app.size.width - 12)
        first = (step.number[-4:], late_by(step.due, step.ended), step.title.get(language()))
        return "\n      ".join(
            clip(one_line(" · ".join(part for part in parts if part)), room) for parts in (first, (who, cause, state))
        )

    @property
    def marked(self) -> LateStep | None:
        """The step that keys act on."""
        place = self.options.highlighted
        return self.steps[place] if place is not None and place < len(self.steps) else None

    @on(OptionList.OptionSelected)
    def _open(self) -> None:
        if (step := self.marked) is not None:
            self.dismiss(None)
            self.session.navigation.open_ticket(step.number)

    def action_explain(self) -> None:
        """Asks why the marked step was late."""
        if (step := self.marked) is None:
            return

        def chosen(cause: str | None) -> None:
            if cause is not None:
                desk, job = self.session.desk, lateness.explain_late
                self.run_worker(self._do(partial(job, desk, step.number, step.rule, cause, of=step.of)))

        title = _("Why late? {number} {step}").format(number=step.number[-4:], step=step.title.get(language()))
        self.app.push_screen(cause_menu(self.session, step.pack, title), chosen)

    def action_judge(self, accepted: bool) -> None:
        """Accepts the reason of the marked step, or does not."""
        if (step := self.marked) is not None and self.judges:
            desk = self.session.desk
            self.run_worker(self._do(partial(lateness.judge_late, desk, step.number, step.rule, accepted, of=step.of)))

    async def _do(self, job: partial[TicketView]) -> None:
        try:
            await self.session.ask(job)
        except DeskError as error:
            self.message.update(Content(message_of(error)))
            return
        self.post_message(StoreChanged())
        await self.reload()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
