"""What lies at the desk and is somebody's, and what of the desk's is with somebody: since when, whose, where."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope, key_of
from deskconsole.desk.records import TicketView
from deskconsole.desk.things.things import HERE, OUT, Thing, held_kinds, things
from deskconsole.desk.tickets.views import show
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.things.forms import GivenAwayForm, HandOutForm, ThingForm, ToldForm
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections

#: What it is, whose, where it lies, since when; on a phone the first two.
THINGS: Final = Layout(
    {
        0: (rest("what", N_("Thing")), Column("whose", N_("Whose it is"), 4, 12)),
        64: (
            Column("number", N_("Ticket"), 4, 6),
            rest("what", N_("Thing")),
            Column("whose", N_("Whose it is"), 4, 14),
            Column("lies", N_("Lies"), 4, 12),
            Column("since", N_("Since when"), 5, 11),
            Column("told", N_("Told when"), 4, 11),
        ),
    },
    clock=N_("Left"),
)
_SECTIONS: Final = {HERE: N_("Here"), OUT: N_("Lent")}


class ThingsScreen(DeskScreen):
    """Here, then lent; each by when it is to be seen to."""

    scope = Scope.THINGS
    BINDINGS: ClassVar = bindings(Scope.THINGS)
    AUTO_FOCUS = "#things"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.things: Sequence[Thing] = ()
        self.list = LineList(THINGS, session.zone, session.now(), id="things")

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self.list

    async def reload(self) -> None:
        """Reads what is here and what is lent."""
        self.things = await self.session.ask(things, self.session.desk)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        self.list.nothing = _("Nothing is here, nothing is lent · {key} takes something in").format(
            key=key_of("take_thing")
        )
        groups = (
            (_(title), [self._line(each, now) for each in self.things if each.held == held])
            for held, title in _SECTIONS.items()
        )
        self.list.show(in_sections(groups), now)

    def _line(self, each: Thing, now: datetime) -> Line:
        titles, zone = self.session.titles, self.session.zone
        kind = titles.title("kind", each.kind)
        what = one_line(each.what)
        texts = {
            "number": each.number[-4:],
            "what": f"{kind} {what}".rstrip(),
            "whose": titles.name(each.whose) or "—",
            "lies": one_line(each.lies or ""),
            "since": clock_or_day(each.since, now, zone),
            "told": clock_or_day(each.informed, now, zone) if each.informed is not None else "",
        }
        return Line(each.number, texts, due=each.due, started=each.started, warn_from=each.warn_at)

    @property
    def number(self) -> str:
        """The ticket of the selected thing."""
        return self.list.selected

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.session.navigation.open_ticket(event.key)

    def action_open(self) -> None:
        """The ticket of the selected thing."""
        self.list.action_choose()

    # --- what is done --------------------------------------------------------------------------------------

    def action_take_thing(self) -> None:
        """Chooses what it is; its form is the intake's."""
        kinds = held_kinds(self.session.desk)
        entries = [(kind.name, kind.title.get(language())) for kind in kinds]

        async def chosen(name: str | None) -> None:
            if name is not None:
                await self.app.run_action(f"take_aside('{name}')", self.app)

        self.app.push_screen(PickOne(self.session, _("What is taken in?"), entries), chosen)

    def action_hand_out(self) -> None:
        """Somebody takes the selected thing, or brings it back."""
        self._open_form(HandOutForm, _("{number} is handed out · {key} makes the paper to be signed"))

    def action_tell_whose(self) -> None:
        """Whose it is was told."""
        self._open_form(ToldForm, _("{number}: told"))

    def action_give_away(self) -> None:
        """Nobody has fetched it."""
        self._open_form(GivenAwayForm, _("{number}: on record what became of it"))

    def _open_form(self, form: Callable[[Session, Thing], ThingForm], message: str) -> None:
        thing = next((each for each in self.things if each.number == self.list.selected), None)
        if thing is None:
            self.say(_("Nothing is selected"), error=True)
            return

        def written(view: TicketView | None) -> None:
            if view is not None:
                self._last = view.number
                self.say(message.format(number=view.number[-4:], key=key_of("paper_of_thing")), about=view.number)
                self.post_message(StoreChanged())

        self.app.push_screen(form(self.session, thing), written)

    #: the thing that was handed out last: its paper is wanted next
    _last = ""

    def action_paper_of_thing(self) -> None:
        """The paper to be signed: of what was handed out just now, else of the selected thing."""
        number = self._last if self._last and self.status.text else self.list.selected
        if number:
            self.work(self._paper(number))

    async def _paper(self, number: str) -> None:
        self.session.navigation.offer_paper(await self.session.ask(show, self.session.desk, number))
