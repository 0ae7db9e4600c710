"""From an indicator to the tickets behind it."""

from deskconsole.desk.assessment.judging import Assessed
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.present.catalogue import _
from deskconsole.screens.figures.behind import BehindFigure
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.pick_one import PickOne


def open_indicator(screen: DeskScreen, period: Period | None, each: Assessed, name: str) -> None:
    """The tickets behind an indicator: as they are, or as they were when the period was closed."""
    judged = next(one for one in each.judged if one.indicator.name == name)
    if each.tickets is not None:
        _open_frozen(screen, each, name)
    elif period is not None and judged.indicator.figure in FIGURES:
        figure, part = FIGURES[judged.indicator.figure], (each.subject, None)
        screen.app.push_screen(BehindFigure(screen.session, figure, period, (each.of,), part))


def _open_frozen(screen: DeskScreen, each: Assessed, name: str) -> None:
    """The tickets as they were when the period was closed."""
    numbers = (each.tickets or {}).get(name, ())
    if not numbers:
        screen.say(_("No ticket"))
        return

    def chosen(number: str | None) -> None:
        if number is not None:
            screen.session.navigation.open_ticket(number)

    entries = [(number, number) for number in numbers]
    screen.app.push_screen(PickOne(screen.session, _("Tickets behind it, as it was closed"), entries), chosen)
