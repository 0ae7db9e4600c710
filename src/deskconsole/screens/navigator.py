"""The ways between the rooms of the console: :class:`Navigation` as the console does it."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from textual.screen import Screen

from deskconsole.actions import event_title
from deskconsole.desk.customers.customers import file_of_ticket
from deskconsole.desk.customers.records import CustomerMatch
from deskconsole.desk.knowledge.answer_index import Offer
from deskconsole.desk.knowledge.articles import Article, article_number, show_article
from deskconsole.desk.knowledge.cases import article_of_ticket
from deskconsole.desk.manual.pages import topic_of
from deskconsole.desk.matters.telling import TellingResult, tell_linked
from deskconsole.desk.records import Draft, TicketView
from deskconsole.desk.search.searching import CUSTOMER, TICKET, SearchResult
from deskconsole.desk.tickets import act, drafts
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.alarms.lateness import LateReasons
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.forms.moments import ask_moment
from deskconsole.screens.frame.desk_screen import DeskModal, StoreChanged
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import UNDO_WITHIN, Session
from deskconsole.screens.intake.inquiry import link_of
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.knowledge.article_form import ArticleForm
from deskconsole.screens.knowledge.article_pages import Page, entry_pieces
from deskconsole.screens.manual.manual import ManualScreen
from deskconsole.screens.papers.paper import make_paper, paper_menu
from deskconsole.screens.staff.approvals import Approvals
from deskconsole.screens.tickets.action_forms import form_of, menu_of, promise_asked
from deskconsole.screens.tickets.ticket import TicketScreen

T = TypeVar("T")


class Navigator:
    """Opens screens over what is open. ``pick_up``, ``offer_test``, ``call_help``: what the parts of the console do."""

    def __init__(
        self,
        screens: OpenScreens,
        session: Session,
        *,
        pick_up: Callable[[], None],
        offer_test: Callable[[], None],
        call_help: Callable[[str], None],
    ) -> None:
        self._screens = screens
        self._session = session
        self.pick_up = pick_up
        self.offer_test = offer_test
        self.call_help = call_help
        self.ask_approval = Approvals(screens, session).ask
        self.explain_late = LateReasons(screens, session).explain

    def _push(self, screen: Screen[T], result: Callable[[T | None], Any] | None = None) -> None:
        self._screens.app.push_screen(screen, result)

    # --- a ticket ------------------------------------------------------------------------------------------

    def open_ticket(self, number: str) -> None:
        """A ticket on a screen of its own, over what is open."""
        self._push(self._screens.mounted(TicketScreen, number))

    def open_action(self, view: TicketView, event: str, taken: Offer | None = None, /, **prefilled: str) -> None:
        """The form of an action on a ticket; ``taken``: the article or case that its text comes from.

        What is answered while a reply is promised may be that reply: asked first.
        """
        question = promise_asked(self._session, view) if event == "answered" else None

        def chosen(of: str | None) -> None:
            if of:
                self._open_form(view, "replied", taken, {**prefilled, "of": of})
            elif of is not None:
                self._open_form(view, event, taken, prefilled)

        if question is not None:
            self._push(question, chosen)
        else:
            self._open_form(view, event, taken, prefilled)

    def open_form(self, view: TicketView, event: str) -> None:
        """The form of an action that was begun before: what was typed comes back, nothing else is asked."""
        self._open_form(view, event, None, {})

    def _open_form(self, view: TicketView, event: str, taken: Offer | None, prefilled: Mapping[str, str]) -> None:
        recorded = self._filed if event == "filed" else self._recorded
        self._push(form_of(self._session, view, event, taken, prefilled), recorded)

    def open_answer(self, view: TicketView, offer: Offer) -> None:
        """The form of the answer to a ticket with the words of an article or case in it."""
        self.open_action(view, "answered", offer, text=offer.answer)

    def _recorded(self, view: TicketView | None) -> None:
        """A form was saved (or left): everybody reads again, the line says how to take it back."""
        if view is not None and (screen := self._screens.full) is not None:
            screen.status.say_done()
            screen.post_message(StoreChanged())

    def _filed(self, view: TicketView | None) -> None:
        """What is filed cannot be taken back, only reopened."""
        if view is not None and (screen := self._screens.full) is not None:
            self._session.done = None
            screen.say(_("{number} is filed").format(number=view.number[-4:]), about=view.number)
            screen.post_message(StoreChanged())

    def choose_action(self, view: TicketView, chosen: Callable[[str | None], None]) -> None:
        """The menu of all actions of a ticket; gives the event."""
        self._push(menu_of(self._session, view), chosen)

    def show_moments(self, view: TicketView, take: Callable[[str], None]) -> None:
        """What to say in a hard moment; gives the line that was chosen."""
        ask_moment(self._screens.app, self._session, view, take, self._screens.complain)

    def offer_paper(self, view: TicketView) -> None:
        """The menu of a ticket's papers; what is chosen is made."""
        screen, session = self._screens.full, self._session

        def chosen(choice: str | None) -> None:
            if choice is not None and screen is not None:
                screen.say(_("The form is being made …"))
                screen.work(self._make_paper(view.number, choice))

        self._push(paper_menu(session, view), chosen)

    async def _make_paper(self, number: str, choice: str) -> None:
        self._screens.say(await make_paper(self._session, number, choice, self._screens.app.size.width - 3))

    async def tell_linked(self, number: str) -> list[TellingResult]:
        """Tells everybody who brought the same matter what was told last on this ticket."""
        return await self._session.ask(tell_linked, self._session.desk, number)

    async def undo(self) -> str:
        """Takes the last action of this session back and says so; raises :class:`DeskError` where there is none."""
        session = self._session
        if await self._put_back():
            return _("Put back · ^O takes it up again")
        done = session.undoable()
        if done is None:
            raise DeskError("Nothing to take back: only the last action, within a minute")
        for _step in range(done.steps):
            await session.ask(act.undo, session.desk, done.number)
        session.done = None
        title = _(event_title(done.event))
        return _("{title} of {number} taken back").format(title=title, number=done.number[-4:])

    async def _put_back(self) -> bool:
        """Keeps a form again that was thrown away after the last action; whether there is one."""
        session, thrown = self._session, self._session.parked.thrown
        done = session.undoable()
        if thrown is None or session.now() - thrown.at > UNDO_WITHIN or (done is not None and done.at > thrown.at):
            return False
        session.parked.thrown = None
        await session.ask(drafts.save_draft, session.desk, thrown.id, thrown.form, thrown.body)
        session.parked.leave(thrown.id, thrown.form)
        session.parked.word()
        return True

    def open_manual(self, scope: str) -> None:
        """The page of the manual about a screen, over what is open."""
        self._push(ManualScreen(self._session, topic_of(scope)))

    # --- customers, articles -------------------------------------------------------------------------------

    def open_customer(self, customer_id: int) -> None:
        """A customer's file, over what is open."""
        self._push(CustomerScreen(self._session, customer_id))

    async def open_customer_of(self, number: str) -> None:
        """The file of whoever a ticket is of."""
        file = await self._session.ask(file_of_ticket, self._session.desk, number)
        self.open_customer(file.id)

    async def open_article_of(self, number: str) -> None:
        """The form of an article made of an answered ticket."""
        existing, whole = await self._session.ask(article_of_ticket, self._session.desk, number)
        self._push(ArticleForm(self._session, existing, ticket=whole), self._article_made)

    def _article_made(self, article: Article | None) -> None:
        if article is not None:
            self._screens.say(_("{name} is written, version {n}").format(name=article.name, n=article.version))

    async def open_found(self, match: SearchResult) -> None:
        """What was found: a ticket, a customer, an article."""
        if match.kind == TICKET:
            self.open_ticket(match.number or "")
        elif match.kind == CUSTOMER:
            self.open_customer(int(match.id))
        else:
            number = article_number(match.number or "")
            article = await self._session.ask(show_article, self._session.desk, number)
            self._push(Page(self._session, lambda cells: entry_pieces(article, self._session, cells)))

    # --- the intake form -----------------------------------------------------------------------------------

    async def open_intake_of(self, match: CustomerMatch) -> None:
        """A new inquiry of a known customer, over what is open."""
        screen = IntakeScreen(self._session)
        await self._screens.app.push_screen(screen)
        screen.choose(match)

    async def take_call(self, view: TicketView, call: str) -> None:
        """The intake form of a call that was picked up; what is half typed above is left and kept."""
        link = link_of(view, call)
        if link is not None:
            await (await self.open_intake()).take_call(link, view)

    async def take_draft(self, draft: Draft) -> None:
        """The intake form with a parked draft in it."""
        screen = await self.open_intake()
        if screen.drafts.id != draft.id:
            screen.work(screen.swap_to(draft))  # once it stands: it may have been opened just now

    def typed_in(self) -> frozenset[str]:
        """The drafts of the forms that are on the screen."""
        return self._screens.typed_in()

    async def open_intake(self) -> IntakeScreen:
        """The intake form on top of everything; small forms above are left, what is typed in them is kept."""
        screens = self._screens
        if (open_ := screens.find(IntakeScreen)) is not None:
            await screens.leave_above(open_)
            return open_
        stack = screens.app.screen_stack
        await screens.leave_above(next(screen for screen in reversed(stack) if not isinstance(screen, DeskModal)))
        screen = screens.mounted(IntakeScreen)
        await screens.app.push_screen(screen)
        return screen
