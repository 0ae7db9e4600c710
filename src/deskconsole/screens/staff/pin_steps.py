"""What somebody types to sign on: their login, their PIN; with a one-time code a PIN of their own, twice."""

import unicodedata
from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.sign_on import pins
from deskconsole.desk.sign_on.pins import SetPinFirst
from deskconsole.desk.sign_on.tries import TooManyTries
from deskconsole.domain.people.pins import LONGEST, SHORTEST, check_pin
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, explain
from deskconsole.screens.frame.session import Session

#: What is typed of a PIN looks like this; how long a login may be.
_DOT: Final = "•"
_LONGEST_LOGIN: Final = 64
#: Gives the desk of whoever has typed the right PIN: (desk, login, PIN).
Use = Callable[[Desk, str, str], Desk]
#: A piece of text and its style.
Piece = tuple[str, str]


class Step(Enum):
    """What is typed now."""

    LOGIN = auto()
    PIN = auto()
    NEW = auto()
    AGAIN = auto()


class PinSteps:
    """One person who signs on. ``login``: who, where that was chosen; ``use``: what the PIN is for.

    ``sets``: whether a PIN may be set here with a one-time code.
    """

    def __init__(self, session: Session, login: str = "", *, use: Use = pins.sign_on, sets: bool = True) -> None:
        self._session, self._use, self._sets = session, use, sets
        self.begin(login)

    def begin(self, login: str = "", *, message: str = "") -> None:
        """Anew, for somebody (empty: whose login is typed first)."""
        self.login, self.message = login, message
        self.step = Step.PIN if login else Step.LOGIN
        self._typed, self._code, self._new = "", "", ""
        self._again_at: datetime | None = None
        self._asking = False

    @property
    def typed(self) -> bool:
        """Whether anything is typed at this step."""
        return bool(self._typed)

    # --- keys ----------------------------------------------------------------------------------------------

    def take(self, character: str) -> bool:
        """A character was typed, also as an input method sends it; whether it is taken here."""
        plain = unicodedata.normalize("NFKC", character)
        if self._asking or self._waits() or len(plain) != 1:
            return False
        fits = plain.isalnum() or plain in "._-" if self.step is Step.LOGIN else plain.isascii() and plain.isdigit()
        longest = _LONGEST_LOGIN if self.step is Step.LOGIN else LONGEST
        if fits and len(self._typed) < longest:
            self._typed += plain
            self.message = ""
        return fits

    def take_back(self) -> None:
        """The last character, or all that is typed at this step."""
        self._typed = self._typed[:-1]

    async def enter(self) -> Desk | None:
        """What is typed is complete: the desk of whoever has signed on, ``None`` while there is more to do."""
        typed, self._typed = self._typed, ""
        if not typed or self._asking or self._waits():
            return None
        if self.step is Step.LOGIN:
            self.login, self.step = typed, Step.PIN
            return None
        if self.step is Step.NEW:
            self._choose(typed)
            return None
        self._asking, self.message = True, ""
        try:
            return await self._ask(typed)
        finally:
            self._asking = False

    def _choose(self, typed: str) -> None:
        try:
            check_pin(typed)
        except DeskError as error:
            self.message = explain(error)
        else:
            self._new, self.step, self.message = typed, Step.AGAIN, ""

    async def _ask(self, typed: str) -> Desk | None:
        session = self._session
        if self.step is Step.AGAIN and typed != self._new:
            self.step, self.message = Step.NEW, _("These were two different PINs; once more")
            return None
        try:
            if self.step is Step.AGAIN:
                return await session.ask(pins.set_pin, session.desk, self.login, self._code, typed)
            return await session.ask(self._use, session.desk, self.login, typed)
        except SetPinFirst as error:
            if self._sets:
                self._code, self.step = typed, Step.NEW
                self.message = _("Choose a PIN of your own, {n} digits or more").format(n=SHORTEST)
            else:
                self.message = explain(error)
        except TooManyTries as error:
            self._again_at = error.again_at
        except DeskError as error:
            self.begin(self.login, message=explain(error))
        return None

    # --- what is seen --------------------------------------------------------------------------------------

    def _waits(self) -> timedelta | None:
        """How long no try is taken; ``None`` where the next one is."""
        left = self._again_at - self._session.now() if self._again_at is not None else timedelta()
        return left if left > timedelta() else None

    def pieces(self, name: str) -> list[Piece]:
        """What is asked, what is typed of it (or the time until the next try in its place), and what was refused.

        ``name``: that of whoever signs on, as far as it is known.
        """
        question = {
            Step.LOGIN: _("Login"),
            Step.PIN: _("PIN of {name}"),
            Step.NEW: _("New PIN of {name}"),
            Step.AGAIN: _("The same once more"),
        }[self.step]
        left = self._waits()
        if left is not None:
            minutes, seconds = divmod(-int(-left.total_seconds() // 1), 60)
            shown = (_("again in {time}").format(time=f"{minutes}:{seconds:02}"), "bold $warning")
        elif self._asking:
            shown = ("…", "")
        else:
            typed = self._typed if self.step is Step.LOGIN else _DOT * len(self._typed)
            shown = (f"{typed}_", "bold")
        return [
            (f"{question.format(name=name)}\n", ""),
            shown,
            (f"\n{self.message}" if self.message else "", "$error"),
        ]
