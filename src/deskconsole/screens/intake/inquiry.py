"""The inquiry on the intake form, as far as it is not entered in its rows; and the call that it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from deskconsole.desk.records import TicketView

#: What a draft keeps of a call.
_NAMES = ("call", "call_number", "rang_at", "picked_up_at")


@dataclass(frozen=True, slots=True)
class CallLink:
    """``call`` is the telephone system's id, ``number`` the ticket that the ring has opened."""

    call: str
    number: str
    rang_at: datetime
    picked_up_at: datetime

    @property
    def rang_for(self) -> int:
        """How long it rang, in whole seconds."""
        return max(0, int((self.picked_up_at - self.rang_at).total_seconds()))

    def body(self) -> dict[str, str]:
        """As a draft keeps it."""
        values = (self.call, self.number, self.rang_at.isoformat(), self.picked_up_at.isoformat())
        return dict(zip(_NAMES, values, strict=True))


def link_of(view: TicketView, call: str) -> CallLink | None:
    """The link to a call of this ticket that rings no more; one that was missed is answered now, by calling back."""
    result = next((one for one in reversed([*view.ticket.calls.values()]) if one.call == call), None)
    if result is None or result.state == "ringing":
        return None
    picked_up_at = result.ended_at if result.state == "picked_up" else None
    return CallLink(call, view.number, result.rang_at, picked_up_at or view.at)


def link_from(body: Mapping[str, Any]) -> CallLink | None:
    """The link that a draft kept."""
    values = [body.get(name) for name in _NAMES]
    if not all(isinstance(value, str) and value for value in values):
        return None
    call, number, rang_at, picked_up_at = (str(value) for value in values)
    try:
        return CallLink(call, number, datetime.fromisoformat(rang_at), datetime.fromisoformat(picked_up_at))
    except ValueError:
        return None


@dataclass(slots=True)
class Inquiry:
    """Since when it is on the form, and where it comes from. ``opened_at``: from then on its clocks count."""

    opened_at: datetime
    #: counts the forms that stood in the rows one after the other: what was looked up for one is none of the next
    turn: int = 0
    #: the telephone call that it belongs to
    link: CallLink | None = None
    #: the open ticket that the words are added to, instead of making one
    joins: TicketView | None = None
    #: the tier came with a customer or was chosen: no look at it is needed
    tier_known: bool = False
    #: something was typed into content or request since the form was opened
    worded: bool = False

    @property
    def call_number(self) -> str | None:
        """The ticket that the ring has opened."""
        return self.link.number if self.link is not None else None

    @property
    def withdrawable(self) -> bool:
        """Whether it is a call on which no word has been typed yet; not even one that was cut out again."""
        return self.link is not None and self.joins is None and not self.worded
