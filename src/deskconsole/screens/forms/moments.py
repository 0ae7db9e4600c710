"""Lines for hard moments: the situation by one key, then what to say; on a form the chosen line goes into the text."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App

from deskconsole.desk.records import TicketView
from deskconsole.domain.rules.house.alarms import Moment
from deskconsole.domain.rules.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.screens.forms.phrases import Blanks, blanks_of, everywhere_blanks, moment_lines
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session


def moments_at_hand(session: Session, view: TicketView | None) -> tuple[Sequence[Moment], Blanks]:
    """The moments of the pack that a ticket goes by, else of all packs, each once; and what fills them in."""
    if view is not None:
        return view.pack.moments, blanks_of(view, session)
    packs: Sequence[Pack] = session.desk.packs
    moments = {moment.name: moment for pack in reversed(packs) for moment in pack.moments}
    return tuple(moments.values()), everywhere_blanks(session, packs[0])


def ask_moment(
    app: App[Any],
    session: Session,
    view: TicketView | None,
    take: Callable[[str], None] | None,
    none: Callable[[str], None],
) -> None:
    """Asks which situation it is and shows its lines; ``take`` gets the chosen one, ``none`` is told where a pack has
    no lines. Without ``take`` they are there to be read."""
    moments, blanks = moments_at_hand(session, view)
    if not moments:
        none(_("The rules have no lines for hard moments"))
        return

    def situation(name: str | None) -> None:
        moment = next((each for each in moments if each.name == name), None)
        if moment is None:
            return
        lines = moment_lines(moment, blanks)

        def chosen(place: str | None) -> None:
            if place is not None and take is not None:
                take(lines[int(place)])

        entries = [(str(place), line) for place, line in enumerate(lines)]
        app.push_screen(MomentLines(session, moment.title.get(language()), entries, takes=take is not None), chosen)

    entries = [(moment.name, moment.title.get(language())) for moment in moments]
    app.push_screen(PickOne(session, _("Which moment is it?"), entries), situation)


class MomentLines(PickOne):
    """The lines of one moment, whole; a digit puts one into the text, where there is one."""

    def __init__(self, session: Session, title: str, entries: Sequence[tuple[str, str]], *, takes: bool) -> None:
        super().__init__(session, title, entries)
        self._takes = takes

    def line(self, text: str) -> str:
        """Whole, on as many lines as it takes."""
        return text

    def hint(self) -> str:
        """What a key does."""
        return _("A key puts the line into the text, Esc leaves") if self._takes else _("Read it aloud; Esc leaves")
