"""Improvements by how they stand: proposed, under way, done, ended; each with its date."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope, key_of
from deskconsole.desk.learning.improvements import (
    DONE,
    ENDED,
    PROPOSED,
    SOURCE,
    STATES,
    UNDER_WAY,
    Improvement,
    list_improvements,
)
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.supervision.learning_texts import EFFECTS, STATES as TITLES, described
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.screens.learning.forms import WRITTEN, AcceptForm, DoneForm, EffectForm, RefuseForm, StepForm
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line, in_sections

#: What, whose, where from, until when; on a phone the first two.
IMPROVEMENTS: Final = Layout(
    {
        0: (rest("what", N_("Proposal")), Column("who", N_("Who does it"), 4, 8)),
        64: (
            Column("number", N_("Ticket"), 4, 6),
            rest("what", N_("Proposal")),
            Column("source", N_("Source"), 4, 10),
            Column("who", N_("Who does it"), 4, 10),
            Column("until", N_("Date"), 5, 11),
        ),
    },
    clock=N_("Left"),
)
#: What may be recorded of one, by how it stands.
_STEPS: Final[dict[type[StepForm], tuple[str, ...]]] = {
    AcceptForm: (PROPOSED, UNDER_WAY),
    RefuseForm: (PROPOSED, UNDER_WAY),
    DoneForm: (UNDER_WAY,),
    EffectForm: (DONE,),
}


class ImprovementsScreen(DeskScreen):
    """Open ones by what is to be done next, then those that have ended."""

    scope = Scope.IMPROVEMENTS
    BINDINGS: ClassVar = bindings(Scope.IMPROVEMENTS)
    AUTO_FOCUS = "#improvements"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.improvements: Sequence[Improvement] = ()
        self.list = LineList(IMPROVEMENTS, session.zone, session.now(), id="improvements")

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self.list

    async def reload(self) -> None:
        """Reads what is proposed, under way, done."""
        self.improvements = await self.session.ask(list_improvements, self.session.desk)
        self.redraw()

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        self.list.nothing = _("No improvements · {key} proposes one").format(key=key_of("propose"))
        groups = (
            (_(TITLES[state]), [self._line(each, now) for each in self.improvements if each.state == state])
            for state in STATES
        )
        self.list.show(in_sections(groups), now)

    def _line(self, each: Improvement, now: datetime) -> Line:
        titles, zone = self.session.titles, self.session.zone
        at = each.done_at if each.state in (DONE, ENDED) else each.promised
        effect = described(EFFECTS, each.effect) or (_("refused") if each.refused is not None else "")
        texts = {
            "number": each.number[-4:],
            "what": " · ".join(filter(None, (effect if each.state == ENDED else "", one_line(each.proposal)))),
            "source": self._source(each),
            "who": titles.person(each.person) if each.person else "—",
            "until": clock_or_day(at or each.proposed_at, now, zone),
        }
        ended = each.state == ENDED
        due = None if ended else each.due
        return Line(each.number, texts, due=due, started=each.started, warn_from=each.warn_at, dim=ended)

    def _source(self, each: Improvement) -> str:
        kind = self.session.desk.pack_for(kind=each.kind).kind_of(each.kind)
        field = next((field for field in kind.field if field.name == SOURCE), None) if kind is not None else None
        title = field.title_of(each.source) if field is not None else None
        return title.get(language()) if title is not None else each.source or ""

    @property
    def number(self) -> str:
        """The ticket of the selected improvement."""
        return self.list.selected

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.session.navigation.open_ticket(event.key)

    def action_open(self) -> None:
        """The ticket of the selected improvement."""
        self.list.action_choose()

    # --- what is done --------------------------------------------------------------------------------------

    async def action_propose(self) -> None:
        """Proposes one; it is about no ticket in particular."""
        await self.app.run_action("propose_improvement", self.app)

    def action_accept(self) -> None:
        """Whose the selected one is, and by when; once more: another owner or date."""
        self._open_form(AcceptForm)

    def action_refuse(self) -> None:
        """Refuses the selected one, with the reason."""
        self._open_form(RefuseForm)

    def action_done(self) -> None:
        """What was done."""
        self._open_form(DoneForm)

    def action_effect(self) -> None:
        """What the effect is."""
        self._open_form(EffectForm)

    def _open_form(self, form: type[StepForm]) -> None:
        each = next((each for each in self.improvements if each.number == self.list.selected), None)
        if each is None:
            self.say(_("Nothing is selected"), error=True)
        elif each.state not in _STEPS[form]:
            self.say(_("{number}: not now, it is: {state}").format(
                number=each.number[-4:], state=_(TITLES[each.state])), error=True)  # fmt: skip
        else:
            self.app.push_screen(form(self.session, each), self._written(form))

    def _written(self, form: type[StepForm]) -> Callable[[Improvement | None], None]:
        def written(each: Improvement | None) -> None:
            if each is not None:
                self.say(_(WRITTEN[form]).format(number=each.number[-4:]), about=each.number)
                self.post_message(StoreChanged())

        return written
