"""What is to be checked, findings and objections; each with what there is to do about it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import Scope, key_of
from deskconsole.desk.quality.answering import see_check
from deskconsole.desk.quality.calibrating import calibration
from deskconsole.desk.quality.checks import (
    NOTHING,
    TO_COACH,
    TO_DECIDE,
    TO_SCORE,
    TO_SEE,
    CheckView,
    list_checks,
    show_checks,
)
from deskconsole.desk.tickets.views import show
from deskconsole.present.catalogue import _, language
from deskconsole.present.supervision import check_texts
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.screens.quality.calibration import CalibrationResult
from deskconsole.screens.quality.forms import CheckForm, CoachForm, DecideForm, DrawForm, Drawn, ObjectForm, ScoreForm
from deskconsole.screens.quality.lines import CHECKS, check_line
from deskconsole.text.clean import one_line
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import in_sections

#: In this order.
_SECTIONS: Final = (TO_SCORE, TO_DECIDE, TO_COACH, TO_SEE, NOTHING)


class QualityScreen(DeskScreen):
    """The checks that one makes, answers or leads, by what there is to do."""

    scope = Scope.QUALITY
    BINDINGS: ClassVar = bindings(Scope.QUALITY)
    AUTO_FOCUS = "#checks"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.checks: Sequence[CheckView] = ()
        self.list = LineList(CHECKS, session.zone, session.now(), id="checks")

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self.list

    async def reload(self) -> None:
        """Reads what is to be checked, and what was."""
        self.checks = await self.session.ask(list_checks, self.session.desk)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        self.list.nothing = _("Nothing is to be checked · {key} draws").format(key=key_of("draw_checks"))
        groups = (
            (
                _(check_texts.TO_DO[to_do]),
                [check_line(view, self.session.titles) for view in self.checks if view.to_do == to_do],
            )
            for to_do in _SECTIONS
        )
        self.list.show(in_sections(groups), now)

    @property
    def selected(self) -> CheckView | None:
        """The check that keys act on."""
        return next((view for view in self.checks if view.row.check == self.list.selected), None)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.action_score()

    # --- what is done --------------------------------------------------------------------------------------

    def action_score(self) -> None:
        """The scorecard of what is to be scored; of anything else its result."""
        if (view := self._one()) is not None:
            self.work(self._score(view) if view.to_do == TO_SCORE else self._result(view))

    async def _score(self, view: CheckView) -> None:
        ticket = await self.session.ask(show, self.session.desk, view.row.number)
        if view.card is None:
            self.say(_("The rules of this site have no such scorecard any more"), error=True)
            return
        self.app.push_screen(ScoreForm(self.session, view, view.card, ticket), self._done(_("{number}: scored")))

    async def _result(self, view: CheckView) -> None:
        views = await self.session.ask(show_checks, self.session.desk, view.row.number)
        whole = next((each for each in views if each.row.check == view.row.check), view)
        self.app.push_screen(CheckResult(self.session, whole))

    def action_open_checked(self) -> None:
        """The ticket with everything on it, files too."""
        if (view := self._one()) is not None:
            self.session.navigation.open_ticket(view.row.number)

    def action_see_result(self) -> None:
        """Ticks the result that is about oneself."""
        if (view := self._one()) is not None:
            self.work(self._see(view))

    async def _see(self, view: CheckView) -> None:
        await self.record(partial(see_check, level=view.row.level), self.session.desk, view.row.number)
        self.say(_("{number}: ticked").format(number=view.row.number[-4:]))

    def action_object(self) -> None:
        """Says why one does not agree."""
        self._open(ObjectForm, _("{number}: a third person will decide"))

    def action_decide(self) -> None:
        """Decides an objection."""
        self._open(DecideForm, _("{number}: decided"))

    def action_look_again(self) -> None:
        """Whether it was put right."""
        self._open(CoachForm, _("{number}: on record"))

    def _open(self, form: Callable[[Session, CheckView], CheckForm], message: str) -> None:
        if (view := self._one()) is not None:
            self.app.push_screen(form(self.session, view), self._done(message))

    def _done(self, message: str) -> Callable[[CheckView | None], None]:
        def written(view: CheckView | None) -> None:
            if view is not None:
                self.say(message.format(number=view.row.number[-4:]))
                self.post_message(StoreChanged())

        return written

    def action_draw_checks(self) -> None:
        """Draws records of a level and period."""

        def drawn(lines: Drawn | None) -> None:
            if lines is not None:
                drawn = len({line.number for line in lines})  # several may score one record
                self.say(_("{n} drawn · seed {seed}").format(n=drawn, seed=lines[0].seed))
                self.post_message(StoreChanged())

        self.app.push_screen(DrawForm(self.session), drawn)

    def action_calibration(self) -> None:
        """Whether all who check score alike."""
        self.work(self._calibration())

    async def _calibration(self) -> None:
        view = await self.session.ask(calibration, self.session.desk)
        self.app.push_screen(CalibrationResult(self.session, view))

    def _one(self) -> CheckView | None:
        if self.selected is None:
            self.say(_("Nothing is selected"), error=True)
        return self.selected


class CheckResult(DeskModal[None]):
    """What was scored and written about one check."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "leave", show=False)]

    def __init__(self, session: Session, view: CheckView) -> None:
        super().__init__(session)
        self.view = view

    def compose(self) -> ComposeResult:
        """Title, points, words, how to leave."""
        view = self.view
        title = f"{view.row.number[-4:]} · {view.title.get(language())}"
        with Vertical(classes="dialog reading"):
            yield Static(Content(title), classes="dialog-title")
            yield Static(Content("\n".join(self._lines())), classes="note")
            yield Static(Content(_("Esc leaves")), classes="hint")

    def _lines(self) -> list[str]:
        view, row = self.view, self.view.row
        lines = [
            f"{check_texts.percent(None if view.hidden else row.score)} {check_texts.standing(row, hidden=view.hidden)}"
        ]
        if view.cause_title is not None:
            lines.append(view.cause_title.get(language()))
        points: Any = view.shown("points") or {}
        for criterion in view.card.criteria if view.card is not None and points else ():
            given = points.get(criterion.name)
            text = _("not applicable") if given is None else f"{given}/{criterion.most}"
            lines.append(f"{text}  {criterion.title.get(language())}")
        written = check_texts.words(*view.words)
        lines += [_("{label}: {text}").format(label=label, text=one_line(text)) for label, text in written]
        return lines

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
