"""One verification under way: what its parts share, and how they read a portion at a time.

Others write meanwhile. No transaction of it is long, and each reads what it compares of one moment: a ticket with its
events, a table of the site with the events that it follows from. The chain is gone through up to where it ended when
the verification began.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.sources import sources_of
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import looking
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError, RowUnreadable, StoreUnusable
from deskconsole.store import tickets
from deskconsole.store.api import ReadTransaction
from deskconsole.store.record import checking
from deskconsole.store.record.chain import ChainCheck
from deskconsole.store.record.checking import FIRST
from deskconsole.text.heads import Head

#: Of what a library says of damaged data, in characters.
_LONGEST: Final = 200
#: As many rows as there are.
_ALL: Final = 2**62


def checked(what: str, part: Iterator[DeskError]) -> Iterator[DeskError]:
    """A part of the check. What is stored may be anything: where it cannot even be read, that is what is told, and the
    check goes on."""
    try:
        yield from part
    except StoreUnusable:
        raise
    except RowUnreadable as error:
        yield _unreadable(what, error.__cause__ or error)
    except DeskError as error:
        yield error
    except Exception as error:
        yield _unreadable(what, error)


def _unreadable(what: str, error: BaseException) -> DeskError:
    return DeskError(
        "{what}: cannot be checked, something there was changed ({kind}: {error})",
        what=what,
        kind=type(error).__name__,
        error=str(error)[:_LONGEST],
    )


class Verification:
    """One verification: the record as it was when it began, and what its parts have seen so far."""

    def __init__(self, desk: Desk, *, clocks: bool = False, resume: bool = False) -> None:
        self.desk = desk
        self.resume = resume
        self.clocks = clocks
        #: day as it stands in a ticket's number → the last running number that was seen
        self.numbers: dict[str, int] = {}
        with self.look() as look:
            self.chain = ChainCheck(look.tx)
            self.newest_recorded_at = look.tx.head.newest_recorded_at
            self.pack_names: Mapping[str, str] = checking.pack_names(look.tx)
        self.uses = Uses(self.chain.head)

    @contextmanager
    def look(self) -> Iterator[Look]:
        """One short read transaction, for who may verify."""
        with looking(self.desk, needs="verify") as look:
            yield look

    @contextmanager
    def reading(self) -> Iterator[ReadTransaction]:
        """The same where the transaction alone is wanted."""
        with self.look() as look:
            yield look.tx

    def keyed(
        self,
        keys: Callable[[ReadTransaction, int, int], list[int]],
        check: Callable[[Look, int], Iterator[DeskError]],
        size: int,
        *,
        after: int = FIRST,
        reached: Callable[[int, Sequence[DeskError]], None] = lambda _key, _problems: None,
    ) -> Iterator[DeskError]:
        """``check`` each row whose key ``keys`` gives, ``size`` of them in a transaction; ``reached`` is called with
        the last one of each and what was found."""
        while True:
            with self.look() as look:
                self.uses.go_on(look.tx)
                portion = keys(look.tx, after, size)
                problems = [problem for key in portion for problem in check(look, key)]
            if portion:
                after = portion[-1]
                reached(after, problems)
            yield from problems
            if not portion:
                return


class Uses:
    """How often each article was used, by the events of tickets that are read at different moments.

    Tickets that somebody writes on meanwhile are counted once more at the end, together with the articles.
    """

    def __init__(self, head: Head) -> None:
        #: where the record ended when the counting began
        self.head = head
        self._counted: Counter[int] = Counter()
        self._after = head.site_seq
        #: ticket → how many events it has had since the verification began
        self._since: Counter[int] = Counter()
        self._left_out: set[int] = set()
        self._last = FIRST

    def document(self) -> Mapping[str, Any]:
        """What another verification goes on from; what is new since the head is read again."""
        return {
            "head": [self.head.site_seq, self.head.hash],
            "counted": list(self._counted.items()),
            "left_out": sorted(self._left_out),
            "last": self._last,
        }

    def take_up(self, stored: Mapping[str, Any]) -> None:
        """Go on from what :meth:`document` gave."""
        self.head = Head(*stored["head"])
        self._counted = Counter({int(article): int(times) for article, times in stored["counted"]})
        self._left_out, self._last = set(stored["left_out"]), int(stored["last"])
        self._after, self._since = self.head.site_seq, Counter()

    def go_on(self, tx: ReadTransaction) -> None:
        """Look what was recorded since this was last asked."""
        for site_seq, ticket_id, _kind, _by in tickets.events_since(tx, self._after, limit=_ALL):
            self._after = site_seq
            if ticket_id is not None:
                self._since[ticket_id] += 1

    def count(self, ticket_id: int, events: list[Event]) -> None:
        """The events of a ticket, in the transaction of :meth:`go_on`."""
        self._last = ticket_id
        if ticket_id in self._since:
            self._left_out.add(ticket_id)
        else:
            self._counted.update(sources_of(events))

    def total(self, tx: ReadTransaction) -> Mapping[int, int]:
        """How often each article was used, as of this transaction."""
        self.go_on(tx)
        total = self._counted.copy()
        for ticket_id, new in self._since.items():
            events = tickets.ticket_events(tx, ticket_id)
            total.update(sources_of(events))
            if ticket_id <= self._last and ticket_id not in self._left_out:
                total.subtract(sources_of(events[: len(events) - new]))
        return total
