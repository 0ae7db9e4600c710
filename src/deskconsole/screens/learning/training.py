"""The trainings of the year: what is due and who is missing, what comes, what was held; measures of single people."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.learning.improvements import DONE, UNDER_WAY, Improvement
from deskconsole.desk.learning.measures import PersonalMeasure
from deskconsole.desk.learning.training import (
    DUE,
    STATES,
    PlannedTraining,
    open_measures,
    person_trained,
    plan_of_year,
)
from deskconsole.desk.permissions import ALL
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.supervision.learning_texts import (
    AFTER,
    STATES as MEASURE_STATES,
    TRAINING_STATES,
    described,
    period_name,
    there_of,
)
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.learning.attendance import AttendanceForm
from deskconsole.screens.learning.forms import MEASURE, WRITTEN, DoneForm, EffectForm, StepForm
from deskconsole.screens.learning.person import PersonShown
from deskconsole.text.clean import one_line
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections

#: Which training, of which period, how many were there; on a phone without the period.
TRAININGS: Final = Layout(
    {
        0: (rest("what", N_("Training")), Column("there", N_("There"), 4, 7)),
        64: (
            Column("number", N_("Ticket"), 4, 6),
            Column("period", N_("Period"), 7, 12),
            rest("what", N_("Training")),
            Column("there", N_("There"), 5, 8),
            Column("missing", N_("Missing"), 4, 16),
        ),
    },
    clock=N_("Left"),
)


class TrainingScreen(DeskScreen):
    """What is due first, then measures of single people, what comes, what was held this year."""

    scope = Scope.TRAINING
    BINDINGS: ClassVar = bindings(Scope.TRAINING)
    AUTO_FOCUS = "#trainings"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.plan: Sequence[PlannedTraining] = ()
        self.measures: Sequence[PersonalMeasure] = ()
        self.list = LineList(TRAININGS, session.zone, session.now(), id="trainings")

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self.list

    async def reload(self) -> None:
        """Reads the plan of the year, and the measures that are open."""
        self.plan = await self.session.ask(plan_of_year, self.session.desk)
        self.measures = await self.session.ask(open_measures, self.session.desk)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        self.list.nothing = _("No trainings are planned")
        groups = [
            (_(TRAINING_STATES[state]), [_line(each, self.session) for each in self.plan if each.state == state])
            for state in STATES
        ]
        groups.insert(1, (_("Personal measures"), [_measure_line(each, self.session) for each in self.measures]))
        self.list.show(in_sections(groups), now)

    @property
    def number(self) -> str:
        """The ticket of the selected training or measure; none where it has not begun."""
        selected = self.list.selected
        existing = {*(each.number for each in self.plan), *(each.measure.number for each in self.measures)}
        return selected if selected in existing else ""

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        if self.number:
            self.session.navigation.open_ticket(self.number)
        else:
            self.say(_("It has not begun yet: the desk opens its ticket when its time comes"))

    def action_open(self) -> None:
        """The ticket of the selected line."""
        self.list.action_choose()

    # --- what is done --------------------------------------------------------------------------------------

    def action_record(self) -> None:
        """Who was there, and what came of it."""
        each = next((each for each in self.plan if each.number and each.number == self.list.selected), None)
        if each is None:
            self.say(_("Select a training that has begun"), error=True)
            return

        def written(result: PlannedTraining | None) -> None:
            if result is not None:
                number, there = result.number or "", there_of(len(result.must), len(result.missing))
                self.say(_("{number}: {there}").format(number=number[-4:], there=there), about=number)
                self.post_message(StoreChanged())

        self.app.push_screen(AttendanceForm(self.session, each), written)

    def action_person(self) -> None:
        """What somebody had: oneself, or whom who leads chooses."""
        desk = self.session.desk
        if desk.roles.scope(desk.actor.role, "training_lead") != ALL:
            self.work(self._show(desk.actor.login))
            return
        people = [(each.login, each.name) for each in self.session.staff if each.enabled]

        def chosen(login: str | None) -> None:
            if login is not None:
                self.work(self._show(login))

        self.app.push_screen(PickOne(self.session, _("Whose trainings?"), people), chosen)

    async def _show(self, login: str) -> None:
        self.app.push_screen(
            PersonShown(self.session, await self.session.ask(person_trained, self.session.desk, login))
        )

    def action_measure_done(self) -> None:
        """What was done about the selected measure."""
        self._step(DoneForm, UNDER_WAY)

    def action_measure_effect(self) -> None:
        """A second look at the selected measure."""
        self._step(EffectForm, DONE)

    def _step(self, form: type[DoneForm] | type[EffectForm], state: str) -> None:
        each = next((each.measure for each in self.measures if each.measure.number == self.list.selected), None)
        if each is None:
            self.say(_("Select a personal measure"), error=True)
        elif each.state != state:
            self.say(_("{number}: not now, it is: {state}").format(
                number=each.number[-4:], state=_(MEASURE_STATES[each.state])), error=True)  # fmt: skip
        else:
            self.app.push_screen(form(self.session, each, MEASURE), self._written(form))

    def _written(self, form: type[StepForm]) -> Callable[[Improvement | None], None]:
        def written(each: Improvement | None) -> None:
            if each is not None:
                self.say(_(WRITTEN[form]).format(number=each.number[-4:]), about=each.number)
                self.post_message(StoreChanged())

        return written


def _line(each: PlannedTraining, session: Session) -> Line:
    titles, due, there = session.titles, each.state == DUE, len(each.must) - len(each.missing)
    texts = {
        "number": each.number[-4:] if each.number else "—",
        "period": period_name(each.period, each.begins),
        "what": each.title.get(language()),
        "there": f"{there}/{len(each.must)}" if each.number else f"{each.begins:%m-%d}",
        "missing": _(", ").join(titles.person(login) for login in each.missing) if due else "",
    }
    key = each.number or f"{each.training} {each.period}"
    return Line(key, texts, due=each.due, started=each.started, warn_from=each.warn_at, dim=not due)


def _measure_line(each: PersonalMeasure, session: Session) -> Line:
    measure, titles = each.measure, session.titles
    texts = {
        "number": measure.number[-4:],
        "period": described(AFTER, each.after),
        "what": f"{titles.person(each.login)} {one_line(measure.proposal)}",
        "there": "",
        "missing": described(MEASURE_STATES, measure.state),
    }
    return Line(measure.number, texts, due=measure.due, started=measure.started, warn_from=measure.warn_at)
