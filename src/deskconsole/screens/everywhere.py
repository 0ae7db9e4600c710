"""What works everywhere: each screen by one key, over whatever is open. Imported when the first paint is done."""

from collections.abc import Callable

from textual.screen import Screen

from deskconsole.actions import Scope, keys_of
from deskconsole.desk.quality.plans import plans
from deskconsole.desk.rounds.rounds import declared_rounds
from deskconsole.desk.search.searching import SearchResult
from deskconsole.desk.things.things import held_kinds
from deskconsole.desk.tickets import views
from deskconsole.desk.visitors.expecting import visitor_kinds
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.present.catalogue import LANGUAGES, _, language, use
from deskconsole.record import replace
from deskconsole.screens.archive.archive import ArchiveScreen
from deskconsole.screens.assessment.assessment import AssessmentScreen
from deskconsole.screens.customers.care import CareScreen
from deskconsole.screens.figures.figures import FiguresScreen
from deskconsole.screens.figures.wallboard import Wallboard
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen
from deskconsole.screens.frame.help import Help
from deskconsole.screens.frame.navigation import HasTicket, Relabels, Wanted, WantsAnswer
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.palette import Palette
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.frame.store_poll import StorePoll
from deskconsole.screens.frame.themes import THEMES
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.knowledge.knowledge import KnowledgeScreen
from deskconsole.screens.papers.export_form import FollowUpsForm, LedgerForm
from deskconsole.screens.quality.quality import QualityScreen
from deskconsole.screens.queue_numbers.queue_numbers import CountersScreen
from deskconsole.screens.reports.reports import ReportsScreen
from deskconsole.screens.rounds.rounds import RoundsScreen
from deskconsole.screens.search.find import Find
from deskconsole.screens.shifts.shift import ShiftScreen
from deskconsole.screens.staff.qualification import QualificationOffer
from deskconsole.screens.things.things import ThingsScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.ticket_actions import TicketActions
from deskconsole.screens.visitors.visitors import VisitorsScreen


class Everywhere:
    """Its actions are the console's."""

    def __init__(
        self,
        screens: OpenScreens,
        session: Session,
        store_poll: StorePoll,
        qualification: QualificationOffer,
    ) -> None:
        self._screens = screens
        self._app = screens.app
        self._session = session
        self._store_poll = store_poll
        self._qualification = qualification
        #: the last press of quit left nothing, because a form could not be kept
        self._left_unkept = False

    # --- rooms ---------------------------------------------------------------------------------------------

    def action_show_queue(self) -> None:
        """Back home."""
        self._screens.start_leaving_above(self._app.screen_stack[0])

    def action_show_follow_ups(self) -> None:
        """The follow-up board."""
        self._screens.show(FollowUpScreen)

    def action_show_visitors(self) -> None:
        """Who is expected, waits, is inside, has left; where the rules know no visitors one stays where one is."""
        if visitor_kinds(self._session.desk):
            self._screens.show(VisitorsScreen)
            return
        self._say_there_are_none(_("The rules of this site know no visitors"))

    def action_show_shift(self) -> None:
        """Who is on duty, and the hand-over."""
        self._screens.show(ShiftScreen)

    def action_show_counters(self) -> None:
        """Who waits with a number, for which business."""
        self._screens.show(CountersScreen)

    def action_show_reports(self) -> None:
        """Reports that are owed, to be read, or can be made."""
        self._screens.show(ReportsScreen)

    def action_show_figures(self) -> None:
        """What the desk's figures come to."""
        self._screens.show(FiguresScreen)

    def action_show_wallboard(self) -> None:
        """Large figures and the next deadlines, for everybody in the room."""
        self.show_wallboard()

    def show_wallboard(self, left: Callable[[object], None] | None = None) -> None:
        """The same; ``left``: called when it is left."""
        self._app.push_screen(Wallboard(self._session), left)

    def action_show_rounds(self) -> None:
        """What is looked over during the day; where the rules know no rounds one stays where one is."""
        if declared_rounds(self._session.desk):
            self._screens.show(RoundsScreen)
        else:
            self._say_there_are_none(_("The rules of this site know no rounds"))

    def action_show_quality(self) -> None:
        """What is to be checked; where the rules know no checks one stays where one is."""
        if plans(self._session.desk):
            self._screens.show(QualityScreen)
        else:
            self._say_there_are_none(_("The rules of this site know no quality checks"))

    def action_show_assessment(self) -> None:
        """People and departments by figures; where the rules assess nobody one stays where one is."""
        if any(pack.assessments for pack in self._session.desk.packs):
            self._screens.show(AssessmentScreen)
        else:
            self._say_there_are_none(_("The rules of this site assess nobody"))

    def action_show_things(self) -> None:
        """What lies at the desk and is somebody's, what is lent; where the rules know none one stays where one is."""
        if held_kinds(self._session.desk):
            self._screens.show(ThingsScreen)
        else:
            self._say_there_are_none(_("The rules of this site know no things to be kept"))

    def action_show_archive(self) -> None:
        """Papers on their way to the archive, documents that are missing; where the rules know none one stays."""
        if any(pack.documents for pack in self._session.desk.packs):
            self._screens.show(ArchiveScreen)
        else:
            self._say_there_are_none(_("The rules of this site know no documents"))

    def _say_there_are_none(self, message: str) -> None:
        if isinstance(top := self._screens.top, DeskModal):
            top.say(message)
        self._screens.complain(message)

    def action_show_care(self) -> None:
        """Who may be lost, whose files are to be gone through."""
        self._screens.show(CareScreen)

    def action_new_intake(self) -> None:
        """An empty intake form, over whatever is open."""
        if not self._qualification.may_take():
            return
        open_ = self._screens.find(IntakeScreen)
        if open_ is not None and open_ is self._screens.top:
            open_.action_fresh()
        else:
            self._screens.show(IntakeScreen)

    # --- knowledge, finding --------------------------------------------------------------------------------

    def action_show_knowledge(self) -> None:
        """The knowledge screen; from a ticket or a form it shows what fits, and copies an answer there."""
        if not isinstance(self._screens.top, KnowledgeScreen):
            self._app.run_worker(self._open_knowledge(self._screens.top))

    async def _open_knowledge(self, top: Screen[object]) -> None:
        try:
            wanted = await self._wanted_by(top)
        except DeskError as error:
            self._screens.complain(error)
        else:
            open_ = self._screens.find(KnowledgeScreen)
            if open_ is None or wanted is not None:  # one that is open below may be for another ticket
                self._app.push_screen(self._screens.mounted(KnowledgeScreen, wanted))
            else:
                self._screens.start_leaving_above(open_)

    async def _wanted_by(self, top: Screen[object]) -> Wanted | None:
        """What the knowledge is wanted for: what a form asks, else the question of the ticket at hand."""
        if isinstance(top, WantsAnswer):
            wanted = await top.wanted_answer()
            heading = getattr(top, "heading", None)
            target = str(heading()) if callable(heading) else _("The intake form")
            return wanted if wanted is None else replace(wanted, target=target)
        if not isinstance(top, DeskScreen) or not isinstance(top, HasTicket) or not top.number:
            return None
        view = await self._session.ask(views.show, self._session.desk, top.number)
        question = "\n".join(part for part in (view.ticket.request, view.ticket.content) if part)
        actions = TicketActions(top, lambda: view.number)
        return Wanted(
            question,
            view.ticket.category,
            lambda offer: actions.offer(view, "answered", offer, text=offer.answer),
            view.number,
            f"{view.number[-4:]} {self._session.titles.customer(view.ticket.customer, view.ticket.tier)}",
            top.scope is Scope.TICKET,
        )

    def action_find(self) -> None:
        """The box over whatever is open; what is half typed there stays."""
        if not isinstance(self._screens.top, Find):
            self._app.push_screen(Find(self._session), self._open_found)

    def _open_found(self, match: SearchResult | None) -> None:
        if match is not None:
            self._app.run_worker(self._open_result(match))

    async def _open_result(self, match: SearchResult) -> None:
        try:
            await self._session.navigation.open_found(match)
        except DeskError as error:
            self._screens.complain(error)

    # --- keys, files --------------------------------------------------------------------------------------

    def action_help(self) -> None:
        """The keys of the screen on top."""
        if (scope := self._scope()) is not None:
            self._app.push_screen(Help(self._session, scope))

    def action_manual(self) -> None:
        """The page of the manual about the screen on top."""
        if (scope := self._scope()) is not None:
            self._session.navigation.open_manual(scope)

    def action_palette(self) -> None:
        """Everything that can be done here, found by typing in either language."""
        if (scope := self._scope()) is not None:
            palette = Palette(self._session, scope)
            self._app.push_screen(palette, lambda name: self._run_chosen(name, palette))

    def _scope(self) -> Scope | None:
        top = self._screens.top
        return top.scope if isinstance(top, DeskScreen | DeskModal) else None

    def _run_chosen(self, name: str | None, palette: Palette) -> None:
        if name is not None and name in palette.matches:
            self._open_found(palette.matches[name])
        elif name is not None:
            self._session.chose(name)
            self._app.call_later(self._screens.top.run_action, name)

    def action_export_ledger(self) -> None:
        """The ledger of some days."""
        self._app.push_screen(LedgerForm(self._session), self._exported)

    def action_export_follow_ups(self) -> None:
        """Follow-ups for a calendar."""
        self._app.push_screen(FollowUpsForm(self._session), self._exported)

    def _exported(self, message: str | None) -> None:
        """Where the file is, on the screen below."""
        if message is not None:
            self._screens.say(message)

    # --- the console itself --------------------------------------------------------------------------------

    async def action_confirm_time(self) -> None:
        """Somebody has looked at the system clock and it is right (T12)."""
        await self._store_poll.confirm_time()

    def action_switch_language(self) -> None:
        """Chinese and English in turn, at once, on every screen that is open."""
        names = list(LANGUAGES)
        use(names[(names.index(language()) + 1) % len(names)])
        for screen in self._app.screen_stack:
            if isinstance(screen, Relabels):
                screen.relabel()

    def action_switch_theme(self) -> None:
        """Dark, light and 16 colours in turn."""
        names = [theme.name for theme in THEMES]
        place = names.index(self._app.theme) if self._app.theme in names else -1
        self._app.theme = names[(place + 1) % len(names)]
        self._session.remember(theme=self._app.theme)

    def action_redraw(self) -> None:
        """Paints the whole screen again, after a terminal was disturbed."""
        self._screens.top.refresh(layout=True)
        self._app.refresh(layout=True)

    def action_help_quit(self) -> None:
        """^C leaves nothing, it copies within fields; who means to leave is told how, in their language."""
        self._screens.complain(_("{key} leaves the console").format(key=key_label(keys_of("quit")[0])))

    def action_ask_quit(self) -> None:
        """A letter alone does not leave: it asks."""
        title, entries = _("Leave the console?"), [("leave", _("Leave; what is half filled is kept")), ("", _("Stay"))]

        def chosen(what: str | None) -> None:
            if what:
                self._app.call_later(self._screens.top.run_action, "app.quit")

        if not isinstance(self._screens.top, PickOne):
            self._app.push_screen(PickOne(self._session, title, entries), chosen)

    async def action_quit(self) -> None:
        """Leaves; half-filled forms are kept as drafts. Where that cannot be, only a second press leaves."""
        unkept = not await self._screens.keep_drafts()
        if self._left_unkept or not unkept:
            self._app.exit()
        self._left_unkept = unkept
