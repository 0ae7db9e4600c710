"""One ticket: stage bar, clocks, the customer's words, what happened, and what can be done."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from deskconsole.actions import NUMBERED, Scope, event_action
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.opened import SHOWN_FOR, Opened, opened_ticket
from deskconsole.desk.tickets.why import why
from deskconsole.present.catalogue import _, language
from deskconsole.screens.frame.bindings import adopt_actions, bindings, digits
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.facts import standing_words, timeline_pieces
from deskconsole.screens.tickets.lines import CLOCKS, clock_lines
from deskconsole.screens.tickets.ticket_actions import TicketActions, refusal_of, usual_steps
from deskconsole.screens.tickets.why import WhyDeadline
from deskconsole.text.clean import one_line
from deskconsole.widgets.bars.head import Head
from deskconsole.widgets.bars.stage_bar import StageBar
from deskconsole.widgets.lists.action_list import ActionLine, ActionList
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.text_view import TextView

#: No more clocks than this, so that the rest of the ticket keeps its place at 80×24.
_CLOCKS = 4
#: Beside the nine numbered ones, shown by their letters.
_LETTERED = (
    *("followed_up", "noted", "proposed", "objected", "waiting", "resumed"),
    *("handed_off", "accepted", "specialist_answered", "classified", "transferred", "withdrawn"),
)


class TicketScreen(DeskScreen):
    """A ticket as it is now; every action is a letter, the usual nine of its kind also a digit."""

    scope = Scope.TICKET
    BINDINGS: ClassVar = [*bindings(Scope.TICKET), *digits()]
    AUTO_FOCUS = "#timeline"

    def __init__(self, session: Session, number: str) -> None:
        super().__init__(session)
        self._number = number
        self.title_bar.about = number[-4:]
        self.view: TicketView | None = None
        #: shown with what is private in it for half a minute; on record
        self._opened: Opened[str, TicketView] | None = None
        self.head = Head()
        self.stages = StageBar()
        self.clocks = LineList(CLOCKS, session.zone, session.now(), id="clocks")
        self.clocks.can_focus = False
        self.clocks.styles.height = 1
        self.timeline = TextView(id="timeline")
        self.action_list = ActionList()
        self.actions = TicketActions(self, lambda: self._number)
        adopt_actions(self, self.actions)

    def begin(self, *about: str) -> None:
        """Another ticket; nothing of the one before stays on the screen."""
        super().begin()
        (self._number,) = about
        self.title_bar.about = self._number[-4:]
        self.view = self._opened = None
        self.head.show("", "")
        self.clocks.clear()
        self.timeline.show([])
        self.timeline.scroll_home(animate=False)
        self.action_list.show([])

    @property
    def number(self) -> str:
        """This ticket."""
        return self._number

    def body(self) -> ComposeResult:
        """Who and what, how far, until when; below, what happened and what can be done."""
        yield self.head
        yield self.stages
        yield self.clocks
        with Horizontal(id="ticket-body"):
            yield self.timeline
            yield self.action_list

    async def reload(self) -> None:
        """Reads the ticket."""
        read = views.show if self._opened is None else self._opened.read
        self.view = await self.session.ask(read, self.session.desk, self._number)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        if (view := self.view) is None:
            return
        now, zone = self.session.now(), self.session.zone
        titles = self.session.titles if self._opened is None else self.session.titles.opened
        ticket = view.ticket
        owner = titles.person(ticket.owner) or _("nobody")
        closed = f" · {_('completed')}" if view.closed else ""
        facts = f"{one_line(str(view.contact or '-'))} · {titles.facts(ticket)} · {_('Owner')} {owner}{closed}"
        facts = " · ".join((*standing_words(view), facts))
        self.head.show(f"{view.number}  {titles.customer(ticket.customer, ticket.tier)}", facts)
        names = [stage.name for stage in view.pack.stages]
        at = names.index(ticket.stage) if ticket.stage in names else -1
        self.stages.show([stage.title.get(language()) for stage in view.pack.stages], at)
        self.clocks.show(clock_lines(view.clocks, view.pack, titles, now, zone), now)
        self.clocks.styles.height = max(1, min(_CLOCKS, len(self.clocks.lines)))
        self.timeline.show(timeline_pieces(view, titles, now, zone, self.timeline.body.size.width))
        self.action_list.show(action_lines(view))

    def on_resize(self) -> None:
        """Other widths, other line breaks."""
        self.call_after_refresh(self.redraw)

    @on(TextView.Widened)
    def _widened(self) -> None:
        """A pane beside the text has come or gone."""
        self.redraw()

    @on(ActionList.Picked)
    def _picked(self, event: ActionList.Picked) -> None:
        self.actions.action_record(event.event)

    def action_numbered(self, place: int) -> None:
        """The usual step of the ticket's kind that stands at a digit."""
        steps = usual_steps(self.view) if self.view is not None else ()
        if place <= len(steps):
            self.actions.action_record(steps[place - 1])

    def action_unmask(self) -> None:
        """Shows what the counter hides of this ticket, for half a minute; who asked is on record (F08)."""
        hides = self.view is not None and (self.view.hides or self.session.titles.hides_names)
        if not hides or self._opened is not None:
            self.status.say(_("Nothing is hidden here"))
        else:
            self.work(self._reveal(self._number))

    async def _reveal(self, number: str) -> None:
        opened = opened_ticket()
        view = await self.session.ask(opened.read, self.session.desk, number)
        if number == self._number:  # another one may be on the screen by now
            self.view, self._opened = view, opened
            self.set_timer(SHOWN_FOR.total_seconds(), self._hide_again)
            self.redraw()
            self.status.say(_("Shown for 30 seconds; it is on record"))

    def _hide_again(self) -> None:
        self._opened = None
        self.start_reload()

    def action_why(self) -> None:
        """Why the deadlines lie where they do."""
        if self.view is not None:
            self.work(self._why(self.view))

    async def _why(self, view: TicketView) -> None:
        self.app.push_screen(WhyDeadline(self.session, view, await self.session.ask(why, self.session.desk, view)))


def action_lines(view: TicketView) -> list[ActionLine]:
    """The nine numbered actions and then those by letter; each keeps its place whatever the ticket allows."""
    allowed = {action.event for action in view.actions if refusal_of(view, action) is None}
    usual = usual_steps(view)
    kind = view.pack.kind_of(view.ticket.kind)
    others = (*(kind.steps if kind is not None else ()), *NUMBERED, *_LETTERED)
    lines: list[ActionLine] = []
    for event in dict.fromkeys((*usual, *others)):
        action = event_action(event)
        if action is not None:
            number = str(usual.index(event) + 1) if event in usual else ""
            letter = action.keys[0] if action.keys else ""
            lines.append(ActionLine(event, number, letter, _(action.title), event in allowed))
    return lines
