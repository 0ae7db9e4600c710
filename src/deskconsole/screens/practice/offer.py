"""The practice offered: one line at the first start, the same by a key or from the palette at any time."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session

#: The key that opens the practice, and in it skips a step or leaves.
KEY: Final = "ctrl+circumflex_accent"
#: What a person has said of the practice, among what they have chosen at the console.
CHOICE = "practice"
NEVER = "never"
DONE = "done"


class PracticeOffer:
    """The way to the practice; its actions are the console's.

    ``leave``: makes room for the practice. ``within``: what the key offers while somebody practises already.
    """

    def __init__(
        self,
        screens: OpenScreens,
        session: Session,
        leave: Callable[[], None],
        within: Callable[[], None] | None = None,
    ) -> None:
        self._screens = screens
        self._session = session
        self._leave = leave
        self._within = within

    def offer_once(self) -> None:
        """One line at the start for whoever has neither practised nor declined."""
        if self._within is None and self._session.chosen.get(CHOICE) not in (NEVER, DONE):
            message = _("New here? {key} opens a practice of ten minutes, on a desk of its own (or says never again)")
            self._screens.say(message.format(key=key_label(KEY)))

    def action_practise(self) -> None:
        """While somebody practises: skip or leave. Else: now, later, never."""
        if self._within is not None:
            self._within()
            return
        title = _("Practise? Ten minutes on a desk of its own; nothing of this desk changes")
        entries = [("now", _("Now; the console comes back afterwards")), ("", _("Later"))]
        entries += [(NEVER, _("No, and do not offer it again"))]

        def chosen(what: str | None) -> None:
            if what == NEVER:
                self._session.remember(**{CHOICE: NEVER})
                self._screens.say(_("It is not offered again; ^P finds it: practise"))
            elif what:
                self._screens.app.run_worker(self._go())

        if not isinstance(self._screens.top, PickOne):
            self._screens.app.push_screen(PickOne(self._session, title, entries), chosen)

    async def _go(self) -> None:
        """What is half typed is kept; then the console makes room for the practice."""
        if await self._screens.keep_drafts():
            self._leave()


def place_of(chosen: Mapping[str, Any]) -> tuple[int, int]:
    """Where the practice was left, and how many steps had been skipped; the beginning for whoever has not begun."""
    left = chosen.get(CHOICE)
    if isinstance(left, Mapping):
        return int(left.get("place") or 0), int(left.get("skipped") or 0)
    return 0, 0
