"""The first screen of a shared console, and its lock: who it is, and their PIN. Nothing else is seen behind it."""

from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key

from deskconsole.actions import key_of
from deskconsole.desk.desk import Desk
from deskconsole.desk.sign_on.offered import Offered, offered
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, explain
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.frame.session import Session
from deskconsole.screens.staff.pin_steps import Piece, PinSteps, Step
from deskconsole.text.cells import pad, width
from deskconsole.text.clean import one_line


class SignOnScreen(LockScreen, inherit_bindings=False):
    """Opaque; leaves when ``signed_on`` has let somebody in.

    Whoever has locked it types their PIN at once; Esc asks who it is: a digit of today's roster, or a login.
    ``signed_on`` gives a message where it could not.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "somebody_else", show=False)]
    asks_pin = True

    @property
    def heading(self) -> str:
        """What it is."""
        return _("Who is at the desk?") if self.session.desk.waits else _("Locked")

    def __init__(self, session: Session, signed_on: Callable[[Desk], Coroutine[Any, Any, str]]) -> None:
        super().__init__(session)
        self._signed_on = signed_on
        actor = session.actor if not session.desk.waits else None
        self.steps = PinSteps(session, actor.login if actor is not None else "")
        self._offered: Sequence[Offered] = ()
        #: a login that begins with a digit is being typed
        self._types_digits = False

    def on_mount(self) -> None:
        """Shows the time, then who may sign on."""
        super().on_mount()
        self.run_worker(self._read())

    async def _read(self) -> None:
        try:
            self._offered = await self.session.ask(offered, self.session.desk)
        except DeskError as error:
            self.steps.message = explain(error)
        self.tick(self.session.now())

    def way_back(self) -> list[Piece]:
        """Who it is and their PIN, in place of the one key of a console that is one person's."""
        steps = self.steps
        pieces: list[Piece] = []
        if self.session.picked is not None:
            pieces.append((_("Picked up: its form opens after the PIN") + "\n\n", "bold $accent"))
        elif self.session.calls:
            pieces.append((_("{key} picks up").format(key=key_of("pick_up")) + "\n\n", "$foreground-muted"))
        pieces += [*steps.pieces(self._called(steps.login)), ("\n\n", "")]
        if steps.step is Step.LOGIN and not steps.typed:
            lines = [f"{one_line(each.name)}  {each.login}" for each in self._offered]
            longest = max(map(width, lines), default=0)
            for digit, line in enumerate(lines, start=1):
                pieces += [(f"{digit} ", "bold $accent"), (f"{pad(line, longest)}\n", "")]
            pieces.append(
                ("\n" + _("A digit, or type your login (0 first if it begins with a digit)"), "$foreground-muted")
            )
        elif steps.step in (Step.LOGIN, Step.PIN):
            pieces.append((_("Enter goes on · Esc: somebody else"), "$foreground-muted"))
        return pieces

    def _called(self, login: str) -> str:
        named = {each.login: each.name for each in self._offered}
        return one_line(named.get(login) or self.session.titles.people.get(login) or login)

    def on_key(self, event: Key) -> None:
        """What is typed; nothing of it goes anywhere else."""
        steps = self.steps
        if event.key == "enter":
            self.app.run_worker(self._enter())  # it outlives the screen that it takes away
        elif event.key == "backspace":
            steps.take_back()
        elif event.character and event.is_printable:
            self._typed(event.character)
        else:
            return
        event.stop()
        event.prevent_default()
        self.tick(self.session.now())

    def _typed(self, character: str) -> None:
        steps = self.steps
        chooses = steps.step is Step.LOGIN and not steps.typed and character.isdecimal() and not self._types_digits
        if not chooses:
            steps.take(character)
            return
        place = int(character) - 1
        if place < 0:
            self._types_digits = True
        elif place < len(self._offered):
            steps.begin(self._offered[place].login)

    async def _enter(self) -> None:
        desk = await self.steps.enter()
        if desk is not None:
            message = await self._signed_on(desk)
            if message:
                self.action_somebody_else()
                self.steps.message = message
        if self.is_attached:
            self.tick(self.session.now())

    def action_unlock(self) -> None:
        """Nothing but a PIN opens it."""

    def action_somebody_else(self) -> None:
        """Asks who it is."""
        self.steps.begin()
        self._types_digits = False
        self.tick(self.session.now())
