"""The half-filled forms that wait, whichever they are: one key goes back to the one left last, a list has them all."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from deskconsole.desk.records import Draft
from deskconsole.desk.tickets import drafts, views
from deskconsole.desk.tickets.drafts import OWN_FORM
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.assessment.assessment import AssessmentScreen
from deskconsole.screens.assessment.forms import FORMS as ASSESSMENT_FORMS
from deskconsole.screens.forms.parking import INTAKE, form_title, parked_forms, parked_line
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.navigation import KeepsDrafts
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.parked import Thrown
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.knowledge.knowledge import KnowledgeScreen
from deskconsole.screens.learning.improvements import ImprovementsScreen
from deskconsole.screens.learning.training import TrainingScreen
from deskconsole.screens.quality.quality import QualityScreen
from deskconsole.screens.reports.reports import ReportsScreen
from deskconsole.screens.rounds.rounds import RoundsScreen
from deskconsole.screens.shifts.shift import ShiftScreen
from deskconsole.screens.things.things import ThingsScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.visitors.rooms import RoomsScreen
from deskconsole.screens.visitors.visitors import VisitorsScreen

#: Forms that a screen opens: by what their drafts are kept as, the screen and what opens them there. Where the draft
#: names something more, that line of the screen is selected first.
_OPENED_ON: Final[Mapping[str, tuple[type[DeskScreen], str]]] = {
    "visitor walk_in": (VisitorsScreen, "walk_in"),
    "visitor expect": (VisitorsScreen, "expect"),
    "visitor sign_in": (VisitorsScreen, "open"),
    "visitor message": (VisitorsScreen, "message"),
    "expected list": (VisitorsScreen, "import_list"),
    "meeting": (RoomsScreen, "plan_meeting"),
    "news": (ShiftScreen, "news"),
    "duty": (ShiftScreen, "roster"),
    "hand over": (ShiftScreen, "hand_over"),
    "article new": (KnowledgeScreen, "new_article"),
    "round not_in_order": (RoundsScreen, "not_in_order"),
    "survey answer": (FollowUpScreen, "result('reached')"),
    **{f"{OWN_FORM}{action}": (AssessmentScreen, action) for action in ASSESSMENT_FORMS},
    **{f"thing {action}": (ThingsScreen, action) for action in ("hand_out", "tell_whose", "give_away")},
    "improvement propose": (ImprovementsScreen, "propose"),
    **{f"improvement {action}": (ImprovementsScreen, action) for action in ("accept", "refuse", "done", "effect")},
    **{f"measure {action}": (TrainingScreen, f"measure_{action}") for action in ("done", "effect")},
    "training record": (TrainingScreen, "record"),
    f"{OWN_FORM}hand_in_report": (ReportsScreen, "hand_in_report"),
    **{f"{OWN_FORM}{action}": (QualityScreen, action) for action in ("score", "object", "decide", "look_again")},
}
#: Screens on which a form is about one of their lines.
_WITH_LINES: Final = (
    *(VisitorsScreen, ThingsScreen, QualityScreen, FollowUpScreen, AssessmentScreen, RoundsScreen),
    ReportsScreen,
)
#: What is recorded by a form that stands on a ticket, where its draft is not kept by the event itself.
_EVENTS: Final = {"file": "filed", "attach": "attached"}


class ParkedForms:
    """The forms of one console; its actions are the console's."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._app = screens.app
        self._session = session

    def action_take_draft(self) -> None:
        """Goes back to the form that was left last; what is typed now is left and waits in its turn."""
        self._app.run_worker(self._guarded_back())

    async def _guarded_back(self) -> None:
        try:
            await self._go_back()
        except DeskError as error:
            self._screens.complain(error)

    async def _go_back(self) -> None:
        session, top = self._session, self._screens.top
        here = ""
        await self._screens.keep_drafts()  # also one that was parked just now, or stands below
        session.parked.word()
        if isinstance(top, KeepsDrafts):
            here = top.drafts.id
        stored = await session.ask(parked_forms, session)
        mine = [draft for draft in stored if draft.person == session.desk.actor.login and draft.id != here]
        newest = max(mine, key=lambda draft: (session.parked.order(draft.id), draft.updated_at), default=None)
        if newest is None:
            self._screens.complain(_("No draft is parked"))
        else:
            await self._open(newest)

    def action_parked(self) -> None:
        """All half-filled forms, those of colleagues too; whoever takes one over leaves a trace."""
        self._app.run_worker(self._choose())

    async def _choose(self) -> None:
        session = self._session
        try:
            await self._screens.keep_drafts()
            session.parked.word()
            result = await session.ask(parked_forms, session)
        except DeskError as error:
            self._screens.complain(error)
            return
        if not result:
            self._screens.complain(_("No draft is parked"))
            return
        by_id = {draft.id: draft for draft in result}

        def chosen(id_: str | None) -> None:
            if id_ is not None and id_.startswith(DROP):
                self._app.run_worker(self._throw_away(by_id[id_.removeprefix(DROP)]))
            elif id_ is not None:
                self._app.run_worker(self._take(by_id[id_]))

        entries = [(draft.id, parked_line(draft, session)) for draft in result]
        self._app.push_screen(ParkedMenu(session, _("Parked forms"), entries), chosen)

    async def _take(self, draft: Draft) -> None:
        session = self._session
        try:
            if draft.person != session.desk.actor.login:
                draft = await session.ask(drafts.take_over_draft, session.desk, draft.id)
                session.parked.leave(draft.id, draft.form)
            await self._open(draft)
        except DeskError as error:
            self._screens.complain(error)

    async def _throw_away(self, draft: Draft) -> None:
        session = self._session
        if any(isinstance(each, KeepsDrafts) and each.drafts.id == draft.id for each in self._app.screen_stack):
            self._screens.complain(_("This form is open: throw it away there"))
            return
        try:
            await session.ask(drafts.drop_draft, session.desk, draft.id)
        except DeskError as error:
            self._screens.complain(error)
            return
        session.parked.remove(draft.id)
        session.parked.throw(Thrown(draft.id, draft.form, draft.body, session.now()))
        self._screens.say(session.parked.word())

    # --- opening one again ---------------------------------------------------------------------------------

    async def _open(self, draft: Draft) -> None:
        """The form with this draft in it, over the highest full screen; small forms above are left and wait."""
        screens, form = self._screens, draft.form
        open_ = next(
            (each for each in self._app.screen_stack if isinstance(each, KeepsDrafts) and each.drafts.id == draft.id),
            None,
        )
        if open_ is not None:
            await screens.leave_above(open_)
        elif form == INTAKE:
            await self._session.navigation.take_draft(draft)
        elif screens.full is not None:
            await screens.leave_above(screens.full)
            if screens.top is screens.full:  # else what is typed there cannot be kept, and has said so
                await self._open_small(form)
        if (full := screens.full) is not None and screens.top is not full:
            self._session.parked.word()  # a form lies over the line on which it would be said

    async def _open_small(self, form: str) -> None:
        what, _space, rest = form.partition(" ")
        event, _space, number = rest.partition(" ")
        if what == "act":
            await self._open_action(number, event)
        elif what in _EVENTS:
            await self._open_action(rest, _EVENTS[what])
        elif what == "customer":
            self._session.navigation.open_customer(int(rest))
            await self._run("edit_customer")
        elif what == "approval":
            await self._app.run_action("app.answer_approvals")
        elif form in _OPENED_ON:
            await self._open_on(form, "")
        elif f"{what} {event}" in _OPENED_ON:
            await self._open_on(f"{what} {event}", number)
        else:  # an article: which one is chosen on its own screen
            await self._app.push_screen(self._screens.mounted(KnowledgeScreen))
            message = _("{form} {name}: choose it here, what was typed comes back with its form")
            self._screens.say(message.format(form=form_title(what), name=rest))

    async def _open_action(self, number: str, event: str) -> None:
        view = await self._session.ask(views.show, self._session.desk, number)
        self._session.navigation.open_form(view, event)

    async def _open_on(self, form: str, about: str) -> None:
        kind, action = _OPENED_ON[form]
        if not isinstance(self._screens.top, kind):
            if (open_ := self._screens.find(kind)) is not None:
                await self._screens.leave_above(open_)
            elif kind is RoomsScreen:
                await self._app.push_screen(RoomsScreen(self._session))
            else:
                await self._app.push_screen(self._screens.mounted(kind))
        await self._run(action, about)

    async def _run(self, action: str, about: str = "") -> None:
        """Does what opens the form on the screen on top, once that has read what it shows."""
        screen = self._screens.top
        if isinstance(screen, DeskScreen):
            await screen.reloads.complete()
            if about and isinstance(screen, _WITH_LINES):
                screen.list.select(about)
            await screen.run_action(action)


#: What stands before the id of a form that is thrown away.
DROP: Final = "drop "


class ParkedMenu(PickOne):
    """The forms that wait: their key goes on with one; the marked one can be thrown away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("delete,backspace,minus,ctrl+u", "drop", show=False, priority=True),
    ]

    def hint(self) -> str:
        """How to choose, and how to throw one away."""
        return _("A key chooses, - throws the marked one away, Esc leaves")

    def action_drop(self) -> None:
        """Throws the marked form away."""
        self.dismiss(f"{DROP}{self.entries[self.options.highlighted or 0][0]}")
