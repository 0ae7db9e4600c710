"""What is taken beside the usual inquiry (feedback, a complaint about the desk …): a menu of it, and its form."""

import unicodedata
from collections.abc import Awaitable, Callable, Sequence

from textual import on
from textual.widgets import Input

from deskconsole.desk.desk import Desk
from deskconsole.domain.rules.kinds import Kind
from deskconsole.present.catalogue import LANGUAGES, _, language
from deskconsole.screens.frame.menu import Menu, MenuEntry
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.intake import IntakeScreen

#: The key of each entry, in their order.
_DIGITS = "123456789"


class SomethingElse:
    """The kinds of work that are not among those of the usual form; its actions are the console's.

    ``may_take``: whether the person may take anything, said where not; ``open_intake`` brings the form to the top.
    """

    def __init__(
        self,
        screens: OpenScreens,
        session: Session,
        *,
        may_take: Callable[[], bool],
        open_intake: Callable[[], Awaitable[IntakeScreen]],
    ) -> None:
        self._screens = screens
        self._session = session
        self._may_take = may_take
        self._open_intake = open_intake

    def action_something_else(self) -> None:
        """Chooses what is taken; where the rules know nothing besides, says so."""
        kinds = kinds_aside(self._session.desk)
        if not kinds:
            self._screens.complain(_("The rules of this site know nothing else to take"))
        elif not isinstance(self._screens.top, AsideMenu) and self._may_take():
            self._screens.app.push_screen(AsideMenu(self._session, kinds), self._chosen)

    def _chosen(self, name: str | None) -> None:
        if name is not None:
            self._screens.app.run_worker(self._open(name))

    def action_take_aside(self, name: str) -> None:
        """The form of one kind: on the intake form itself what is typed there stays."""
        if self._may_take():
            self._chosen(name)

    async def _open(self, name: str) -> None:
        screen = self._screens.top
        if isinstance(screen, IntakeScreen):
            screen.open_forms.turn_into(name)
        else:
            (await self._open_intake()).open_forms.fresh(name)


class AsideMenu(Menu):
    """Each kind with a digit that takes it at once; anything else that is typed narrows."""

    def __init__(self, session: Session, kinds: Sequence[Kind]) -> None:
        entries = [
            MenuEntry(kind.name, kind.title.get(language()), " ".join(map(kind.title.get, LANGUAGES)), key)
            for kind, key in zip(kinds, [*_DIGITS, *([""] * len(kinds))], strict=False)
        ]
        super().__init__(session, _("Something else"), entries)

    def hint(self) -> str:
        """How to choose."""
        return _("A digit takes it; words or initials narrow, Esc leaves")

    @on(Input.Changed)
    def _digit(self, event: Input.Changed) -> None:
        typed = unicodedata.normalize("NFKC", event.value).strip()
        place = _DIGITS.find(typed) if len(typed) == 1 else -1
        if 0 <= place < len(self._choices):
            self.dismiss(self._choices[place].name)


def kinds_aside(desk: Desk) -> list[Kind]:
    """The kinds of work that have no place on the usual form, in the order of their packs."""
    return [kind for kind in desk.kinds if kind.aside]
