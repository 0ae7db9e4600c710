"""What a screen keeps open of what is private: on record when it is asked for, not each time it is read again, and
hidden again after half a minute (F08)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final, Generic, TypeVar

from deskconsole.desk.customers.customers import file_within, reveal_customer
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.repeats import view_with_repeats
from deskconsole.desk.tickets.revealing import reveal
from deskconsole.desk.use_cases import query

#: So long what was asked for stays on a screen.
SHOWN_FOR: Final = timedelta(seconds=30)

K = TypeVar("K")
T = TypeVar("T")


class Opened(Generic[K, T]):
    """What somebody at a screen has asked to see, with everything private in it open.

    A screen reads again whenever the store changes, and a record changes it: were each reading one, the next would
    follow from it. What becomes another ticket or file meanwhile is on record too.
    """

    def __init__(self, reveal: Callable[[Desk, K], T], again: Callable[[Desk, K], T]) -> None:
        self._reveal, self._again = reveal, again
        self._on_record: set[K] = set()

    def read(self, desk: Desk, key: K) -> T:
        """What it is of now; from any thread. Refused as soon as the person may not see it any more."""
        if key in self._on_record:
            return self._again(desk, key)
        result = self._reveal(desk, key)
        self._on_record.add(key)
        return result


def opened_ticket() -> Opened[str, TicketView]:
    """A ticket, by its number."""
    return Opened(reveal, _ticket)


def opened_customer() -> Opened[int, CustomerFile]:
    """A customer's file, by its row key."""
    return Opened(reveal_customer, _customer)


@query(needs="reveal")
def _ticket(look: Look, number: str) -> TicketView:
    return view_with_repeats(look, look.look_at(number), reveal=True)


@query(needs="reveal")
def _customer(look: Look, customer_id: int) -> CustomerFile:
    look.require("customers")
    return file_within(look, customer_id, reveal=True)
