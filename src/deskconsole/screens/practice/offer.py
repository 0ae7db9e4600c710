"""The practice offered: one line at the first start, the same by a key or from the palette at any time."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from deskconsole.desk.practice.completed import Completed, practices
from deskconsole.errors import DeskError
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.present.dates import short
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.screens.knowledge.article_pages import Page
from deskconsole.text.cells import clip, pad, width
from deskconsole.text.clean import one_line
from deskconsole.widgets.text_view import Piece

#: The key that opens the practice, and in it skips a step or leaves.
KEY: Final = "ctrl+underscore"
#: What a person has said of the practice, among what they have chosen at the console.
CHOICE = "practice"
NEVER = "never"
DONE = "done"
_MUTED: Final = "$foreground-muted"


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

    def action_show_practised(self) -> None:
        """Who has been through it, and when (S07)."""
        self._screens.app.run_worker(self._show_practised())

    async def _show_practised(self) -> None:
        session = self._session
        try:
            people = await session.ask(practices, session.desk)
        except DeskError as error:
            self._screens.complain(error)
        else:
            self._screens.app.push_screen(Page(session, lambda cells: practised_pieces(people, session, cells)))

    async def _go(self) -> None:
        """What is half typed is kept; then the console makes room for the practice."""
        if await self._screens.keep_drafts():
            self._leave()


def practised_pieces(people: Sequence[Completed], session: Session, cells: int) -> list[Piece]:
    """Everybody, those first who have not practised; of the others when, and how much of it they did themselves."""
    pieces: list[Piece] = [(_("Who has practised") + "\n\n", "bold")]
    named = min(24, max((width(one_line(each.name)) for each in people), default=0))
    for each in sorted(people, key=lambda each: (each.at is not None, each.login)):
        name = pad(one_line(each.name), named)
        if each.at is None:
            pieces += [(f"{name}  ", "bold"), (_("has not practised") + "\n", _MUTED)]
            continue
        done = _("{done} of {steps} steps").format(done=each.steps - each.skipped, steps=each.steps)
        line = f"{short(each.at, session.now(), session.zone)} · {done}"
        pieces += [(f"{name}  ", ""), (clip(line, max(8, cells - named - 2)) + "\n", _MUTED)]
    return pieces


def place_of(chosen: Mapping[str, Any]) -> tuple[int, int]:
    """Where the practice was left, and how many steps had been skipped; the beginning for whoever has not begun."""
    left = chosen.get(CHOICE)
    if isinstance(left, Mapping):
        return int(left.get("place") or 0), int(left.get("skipped") or 0)
    return 0, 0
