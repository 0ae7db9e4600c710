"""Closing a period of the assessment, and going from a month to its year."""

from datetime import date
from functools import partial

from deskconsole.desk.assessment.closing import close_assessment
from deskconsole.domain.figures.periods import Period, period_at
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne


def ask_to_close(screen: DeskScreen, period: Period) -> None:
    """Asks whether a period is to be closed; closes it once somebody has said yes."""

    def chosen(answer: str | None) -> None:
        if answer == "yes":
            screen.work(_close(screen, period))

    title = _("Close {period}? Its figures are frozen").format(period=period.name)
    screen.app.push_screen(PickOne(screen.session, title, [("no", _("no")), ("yes", _("yes"))]), chosen)


async def _close(screen: DeskScreen, period: Period) -> None:
    await screen.session.ask(partial(close_assessment, period=period.name), screen.session.desk)
    screen.say(_("{period} is closed").format(period=period.name))
    screen.post_message(StoreChanged())


def other_length(period: Period, today: date) -> Period:
    """The year of a month; of a year the present month, or its last one."""
    if period.kind == "month":
        return period_at("year", period.first)
    if period.first <= today < period.after:
        return period_at("month", today)
    return period_at("month", period.after).before
