"""What one word of the vocabulary means: the record in which a family of events declares each of its kinds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from deskconsole.domain.tickets.deadline import Deadline
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.state import Ticket
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field, replace
from deskconsole.text.marked import Marked

#: What an event changes: the ticket before it and the event → changed attributes.
Fold = Callable[[Ticket, Event], dict[str, Any]]
#: Why an event may not happen in the ticket's present state; ``None`` when it may.
Guard = Callable[[Ticket, Sequence[Deadline]], DeskError | None]
#: Refuses an event whose own content does not fit the ticket; raises ``DeskError``.
Check = Callable[[Ticket, Sequence[Deadline], Event], None]
#: Refuses an event that lacks what it must carry, whatever the ticket's state; raises ``DeskError``.
ContentCheck = Callable[[Event], None]
#: From a ticket and its clocks to the threads (their opening `seq`) that are open for some kind of event.
Finder = Callable[[Ticket, Sequence[Deadline]], list[int]]
#: Which of several open threads is meant by whoever records it.
Own = Callable[[Ticket, Event], int | None]
#: What an event comes after, where it is known when that was.
Earliest = Callable[[Ticket, Event], Iterable[datetime | None]]


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: what it must carry, what it changes, when it may happen, how it is called.

    ``action`` is the imperative name that the console and ``do`` use, ``title`` what people call it; ``key`` is its
    letter in the console, ``place`` (from 1) where it stands among the usual nine of a ticket.

    ``step`` ends the idle clock; ``own_step``: it is only offered to kinds of work that name it. ``opens`` says that a
    thread begins here, so that clocks started by it carry its own ``seq``; otherwise they carry the thread named by
    ``of``. ``continues`` lists the kinds that ``of`` may name; ``threads`` finds those that are open, ``nameable``
    those that ``of`` may name besides, ``own`` the one that is meant by who records it; ``thread_needed``: it cannot
    stand without one. ``implies`` is the kind that it also is where it opens a thread itself. ``moves``: it goes along
    when the thread moves to the ticket that this one is merged into.

    ``required`` and ``optional`` are fields (or ``text``). ``values``: what its fields may be and how that is called;
    those of ``outcome`` are all that it may have (``any_outcome``: others as well), the first is the default where
    ``default_outcome`` says so. ``titles``: fields that are called otherwise than anywhere else. ``facts`` and
    ``words``: fields that are the one here and elsewhere the other (``fields.py``). ``wording``: what of it is said
    to the customer (R27).

    ``fold``, ``guard``, ``check``, ``content`` and ``after`` are its functions; ``due_ahead``: the time that it carries
    lies after its own. ``after_filed`` and ``after_withdrawn``: it may still happen then. ``by_desk``: never entered by
    hand. ``along``: what the desk itself adds to what somebody did, and goes with it when it is taken back. ``final``:
    it cannot be undone. ``first_response``: by a person it is one. ``takes``: who records it has taken the ticket.
    ``touches``: by a person it is an entry of its own. ``last_words``: its text may stand in a list as what was last
    said.
    """

    name: str
    action: str
    title: Marked
    key: str = ""
    place: int = 0
    step: bool = False
    own_step: bool = False
    opens: bool = False
    continues: tuple[str, ...] = ()
    threads: Finder | None = None
    nameable: Finder | None = None
    own: Own | None = None
    thread_needed: bool = True
    implies: str | None = None
    moves: bool = False
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, Marked]] = field(default_factory=dict)
    any_outcome: bool = False
    default_outcome: bool = False
    titles: Mapping[str, Marked] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    wording: tuple[str, ...] = ()
    fold: Fold | None = None
    guard: Guard | None = None
    check: Check | None = None
    content: ContentCheck | None = None
    after: Earliest | None = None
    due_ahead: bool = False
    after_filed: bool = False
    after_withdrawn: bool = False
    by_desk: bool = False
    along: bool = False
    final: bool = False
    first_response: bool = False
    takes: bool = True
    touches: bool = True
    last_words: bool = True

    @property
    def fields(self) -> frozenset[str]:
        """Every field name that conditions of a pack may ask of this kind."""
        return frozenset(self.required) | frozenset(self.optional) | {"channel", "score", "outcome", "due"}

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that it may have, in order; none: any."""
        return () if self.any_outcome else tuple(self.values.get("outcome", ()))


def none_open(finder: Finder, template: str) -> Guard:
    """A guard that refuses with ``template`` unless ``finder`` finds an open thread."""

    def guard(ticket: Ticket, clocks: Sequence[Deadline]) -> DeskError | None:
        return None if finder(ticket, clocks) else DeskError(template)

    return guard


def kept_off(ticket: Ticket, event: Event) -> dict[str, Any]:
    """What it changes that an event names who may not work on the ticket: it is not theirs any more."""
    if "kept_from" not in event.fields:
        return {}
    named = frozenset(event.fields["kept_from"] or ())
    theirs = {name: None for name in ("owner", "first_receiver") if getattr(ticket, name) in named}
    return {"kept_from": named, **theirs}


def with_thread_changed(threads: Mapping[int, Any], of: int | None, **change: Any) -> dict[int, Any]:
    """A copy of ``threads`` with one of them changed (unchanged when it is unknown)."""
    copy = dict(threads)
    if of is not None and of in copy:
        copy[of] = replace(copy[of], **change)
    return copy
