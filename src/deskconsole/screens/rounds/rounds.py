"""The rounds of the day: what is looked over when, by whom, what was not in order."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.rounds.rounds import DONE, DUE, LATER, MISSED, LookedAt, RoundNow, rounds_of_day, tick_round
from deskconsole.domain.site.rounds import NOT_IN_ORDER
from deskconsole.present.catalogue import N_, _, language
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.bindings import bindings
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.text.dates import clock_time
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.line_list import LineList
from deskconsole.widgets.lists.lines import Line

#: What is looked at, and who has found what; on a phone the item alone.
ROUNDS: Final = Layout(
    {0: (rest("what", ""),), 64: (rest("what", ""), Column("who", "", most=30, part=2 / 5))},
    headed=False,
    empty=N_("Nobody goes on a round today."),
)
_STATES: Final = {
    LATER: N_("later"),
    DUE: N_("due until {time}"),
    DONE: N_("done"),
    MISSED: N_("missed since {time}"),
}
#: Between the parts of a line's key.
_BETWEEN: Final = " "


class RoundsScreen(DeskScreen):
    """The rounds of today with their items; Enter says that one is in order."""

    scope = Scope.ROUNDS
    BINDINGS: ClassVar = bindings(Scope.ROUNDS)
    AUTO_FOCUS = "#rounds"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.rounds: Sequence[RoundNow] = ()
        self.list = LineList(ROUNDS, session.zone, session.now(), id="rounds")

    def body(self) -> ComposeResult:
        """The list alone."""
        yield self.list

    async def reload(self) -> None:
        """Reads today's rounds."""
        begins = not self.rounds
        self.rounds = await self.session.ask(rounds_of_day, self.session.desk)
        self.redraw()
        if begins and (first := self._first_open()) is not None:
            self.list.select(first)

    def _first_open(self) -> str | None:
        now = self.session.now()
        due = (each for each in self.rounds if each.state(now) == DUE)
        return next((_key(each, item) for each in due for item in each.open), None)

    def redraw(self) -> None:
        """Shows what was read."""
        now = self.session.now()
        lines: list[Line] = []
        for each in self.rounds:
            lines.append(Line("", {"section": self._title(each, now)}))
            lines += [self._line(each, item, now) for item in each.items]
        self.list.show(lines, now)

    def _title(self, each: RoundNow, now: datetime) -> str:
        state = _(_STATES[each.state(now)]).format(time=clock_time(each.until, self.session.zone))
        done = len(each.items) - len(each.open)
        return f"{each.time} {one_line(each.title.get(language()))} · {state} · {done}/{len(each.items)}"

    def _line(self, each: RoundNow, item: LookedAt, now: datetime) -> Line:
        tick = item.tick
        wrong = tick is not None and tick.state == NOT_IN_ORDER
        sign = "[ ]" if tick is None else "[✗]" if wrong else "[✓]"
        what = f"{sign} {one_line(item.title.get(language()))}"
        who = ""
        if tick is not None:
            who = f"{self.session.titles.person(tick.login)} {clock_time(tick.at, self.session.zone)}"
            what += f": {one_line(tick.text)}" if tick.text else ""
            who += f" → {tick.number[-4:]}" if tick.number else ""
        state = each.state(now)
        due = each.until if tick is None and state in (DUE, MISSED) else None
        return Line(
            _key(each, item),
            {"what": what, "who": who},
            due=due,
            warn_from=each.until - (each.until - each.due) / 4,
            dim=tick is not None,
        )

    def _selected(self) -> tuple[RoundNow, LookedAt] | None:
        keys = {_key(each, item): (each, item) for each in self.rounds for item in each.items}
        return keys.get(self.list.selected)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.action_in_order()

    def action_in_order(self) -> None:
        """The selected item is in order; the same again takes the tick away."""
        if (selected := self._selected()) is not None:
            each, item = selected
            undo = item.tick is not None
            self.work(self._tick(each, item, undo=undo))

    async def _tick(self, each: RoundNow, item: LookedAt, *, undo: bool) -> None:
        await self.record(tick_round, self.session.desk, each.name, each.time, item.name, undo=undo)
        self.say("")
        if not undo:
            self.list.action_move(1)

    def action_not_in_order(self) -> None:
        """Says what is not; a ticket is opened for it."""
        if (selected := self._selected()) is None:
            return

        def written(rounds: list[RoundNow] | None) -> None:
            if rounds is not None:
                tick = next((t.tick for r in rounds for t in r.items if _key(r, t) == key), None)
                number = tick.number if tick is not None else None
                message = _("{number} is opened for it").format(number=number) if number else _("It is on record")
                self.say(message)
                self.post_message(StoreChanged())

        key = _key(*selected)
        self.app.push_screen(NotInOrderForm(self.session, *selected), written)


def _key(each: RoundNow, item: LookedAt) -> str:
    return _BETWEEN.join((each.name, each.time, item.name))


class NotInOrderForm(Form[list[RoundNow]]):
    """What is not in order, and which department puts it right."""

    def __init__(self, session: Session, each: RoundNow, item: LookedAt) -> None:
        self._about = (each, item)
        rows = [
            FormRow("text", N_("What is not in order"), required=True),
            FormRow(
                "department", N_("Department"), Entry.CHOICE, choices=self._departments, value=item.department or ""
            ),
        ]
        super().__init__(session, rows, draft=f"round not_in_order {_key(each, item)}")

    def _departments(self) -> list[tuple[str, str]]:
        packs = self.session.desk.packs
        names = dict.fromkeys(each.name for pack in packs for each in pack.departments)
        return [("", _("nobody yet")), *((name, self.session.titles.title("department", name)) for name in names)]

    def heading(self) -> str:
        """What was looked at."""
        each, item = self._about
        return f"{each.time} {one_line(item.title.get(language()))}"

    def submit(self) -> Callable[[], list[RoundNow]]:
        """Puts it on record."""
        each, item = self._about
        text, department = self.entered("text"), self.entered("department") or None
        desk = self.session.desk
        return partial(tick_round, desk, each.name, each.time, item.name, wrong=text, department=department)
