"""Random walks through a form: sensible mistakes, one after the other, and what must be so after each."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Final

from textual.events import Paste

from deskconsole.screens.forms.content import FormContent
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.widgets.forms.customer_matches import CustomerMatches
from deskconsole.widgets.forms.form_row import Entry, FormRow
from tests.console.driver import Seat

#: What people type, wherever the cursor stands.
TEXTS: Final = (
    "王芳",
    "张伟",
    "13811110002",
    "1381111",
    "操作员培训要几天",
    "wx:fang",
    "3",
    "1",
    "9",
    "明天",
    "x",
    "+2h",
    "ok",
)
PASTES: Final = ("宏达五金 吴桂兰", "13900002222", "换型频繁")
KEYS: Final = ("tab", "tab", "shift+tab", "enter", "enter", "down", "up", "left", "right", "home", "end")
STEPS: Final = 10


@dataclass
class Walk:
    """One walk: what was done, for a failure to be read."""

    seat: Seat
    content: FormContent
    seed: int
    done: list[str] = field(default_factory=list)

    # --- what is seen --------------------------------------------------------------------------------------

    @property
    def _focused(self) -> Any:
        return self.seat.app.screen.focused

    def _row(self) -> FormRow | None:
        return self.content.rows.owner(self._focused)

    def _choices(self) -> dict[str, str]:
        rows = self.content.rows.all()
        return {row.field: row.value for row in rows if row.entry is Entry.CHOICE}

    def _texts(self) -> dict[str, str]:
        rows = self.content.rows.all()
        return {row.field: row.value for row in rows if row.entry is not Entry.CHOICE}

    def _customer(self) -> Any:
        screen = self.seat.app.screen
        return screen.form.customer.chosen if isinstance(screen, IntakeScreen) else None

    def _told(self, text: str) -> bool:
        """Whether the screen says that a text was not taken."""
        return f"“{text}”" in self.seat.text()

    def _says(self, what: str) -> str:
        return f"seed {self.seed}, {' · '.join(self.done)}: {what}\n{self.seat.text()}"

    # --- steps ---------------------------------------------------------------------------------------------

    async def step(self, chance: random.Random) -> None:
        """One step, and what must be so after it."""
        kind = chance.choice(("text", "text", "key", "key", "key", "paste"))
        if kind == "text":
            text = chance.choice(TEXTS)
            await self._type(text, self.seat.pilot.press(*text))
        elif kind == "paste":
            await self._type(chance.choice(PASTES), None)
        else:
            await self._press(chance.choice(KEYS))

    async def _type(self, text: str, press: Awaitable[None] | None) -> None:
        where, row = self._focused, self._row()
        before, choices, customer = self._texts(), self._choices(), self._customer()
        self.done.append(f"{'paste ' if press is None else ''}{text} at {row.field if row else type(where).__name__}")
        if press is not None:
            await press
        else:
            self.seat.app.post_message(Paste(text))
        await self._rests()
        after = self._texts()
        self._check_choices(choices, row, typed=text, listed=isinstance(where, CustomerMatches))
        self._check_customer(customer, where, row)
        letters = [letter for letter in text if not letter.isdigit()]
        lost = [letter for letter in letters if _count(letter, after) - _count(letter, before) < letters.count(letter)]
        lost = [letter for letter in lost if not self._told(letter) and not self._told(text)]
        assert not lost, self._says(f"“{''.join(lost)}” is lost")
        if row is not None and row.entry in (Entry.LINE, Entry.AREA, Entry.WHEN):
            assert text in after[row.field], self._says(f"“{text}” is not where it was typed")

    async def _press(self, key: str) -> None:
        where, row = self._focused, self._row()
        before, choices, customer = self._texts(), self._choices(), self._customer()
        self.done.append(f"{key} at {row.field if row else type(where).__name__}")
        await self.seat.press(key)
        await self._rests()
        self._check_choices(choices, row if key in ("left", "right") else None, taken=key == "enter")
        self._check_customer(customer, where, row, enter=key == "enter")
        if key != "enter":  # another kind may bring and take empty rows
            assert _filled(self._texts()) == _filled(before), self._says(f"{key} has changed a text")

    async def _rests(self) -> None:
        workers = self.seat.app.workers
        await self.seat.pilot.pause()
        if not all(worker.is_finished for worker in workers):
            await self.seat.until(lambda: all(worker.is_finished for worker in workers), "rest")

    # --- what must be so -----------------------------------------------------------------------------------

    def _check_choices(
        self,
        before: dict[str, str],
        row: FormRow | None,
        *,
        taken: bool = False,
        typed: str = "",
        listed: bool = False,
    ) -> None:
        after = self._choices()
        if len(typed) > 1 and (listed or (row is not None and row.entry is Entry.CHOICE)):
            return  # a digit chooses and goes on to the next row, which the next digit chooses in
        changed = {name for name in before if after.get(name, before[name]) != before[name]}
        changed -= {row.field} if row is not None else set()
        if self._customer() is not None or taken:
            changed -= {"tier"}  # it comes with the customer
        if row is not None and row.field == "kind":
            return  # another kind has other classes
        assert not changed, self._says(f"{changed} changed, though the cursor was not there")

    def _check_customer(self, before: Any, where: Any, row: FormRow | None, *, enter: bool = False) -> None:
        after = self._customer()
        if after is None or after == before:
            return
        listed = isinstance(where, CustomerMatches)
        certain = enter and row is not None and row.field == "customer"
        assert listed or certain, self._says(f"{after.name} was taken, though nobody chose them")


def _filled(texts: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in texts.items() if text}


def _count(letter: str, texts: dict[str, str]) -> int:
    return sum(text.count(letter) for text in texts.values())


async def walk(seat: Seat, seed: int, opens: Callable[[], Awaitable[FormContent]]) -> None:
    """Opens a form, walks through it, throws it away."""
    chance = random.Random(seed)
    content = await opens()
    made = Walk(seat, content, seed)
    screen = seat.app.screen
    for _step in range(STEPS):
        if seat.app.screen is not screen:  # Enter in the last row has saved it, or something was opened
            break
        await made.step(chance)
    if seat.app.screen is screen:
        await seat.press("ctrl+w")
        await seat.until(lambda: seat.app.screen is not screen, "thrown away")
