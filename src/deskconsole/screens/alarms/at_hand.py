"""Which ticket a person has before them: of a form, of the list or screen below it, or none yet."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual.screen import Screen

from deskconsole.desk.records import TicketView
from deskconsole.record import dataclass
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.navigation import HasTicket
from deskconsole.screens.intake.intake import IntakeScreen

#: What of an intake form goes into a ticket that is made of it before it is complete.
_TYPED = ("channel", "customer", "contact", "content", "request")


@dataclass(frozen=True, slots=True)
class AtHand:
    """A ticket by its number; where there is none yet, what is typed, and the form that it stands on."""

    number: str = ""
    typed: Mapping[str, str] | None = None
    intake: IntakeScreen | None = None


def at_hand(stack: Sequence[Screen[Any]]) -> AtHand:
    """What the screens show, the one on top first; menus and pages are looked through, a form of nobody yet is not."""
    for screen in reversed(stack):
        view = getattr(screen, "view", None)
        if isinstance(view, TicketView):
            return AtHand(view.number)
        if isinstance(screen, IntakeScreen):
            inquiry = screen.form.inquiry
            if (number := inquiry.joins.number if inquiry.joins is not None else inquiry.call_number) is not None:
                return AtHand(number)
            rows = screen.form.rows
            return AtHand(typed={name: rows.value(name) for name in _TYPED if name in rows.by_name}, intake=screen)
        if isinstance(screen, DeskScreen):
            return AtHand(screen.number) if isinstance(screen, HasTicket) and screen.number else AtHand(typed={})
        if isinstance(screen, Form):
            return AtHand(typed={})
    return AtHand(typed={})
