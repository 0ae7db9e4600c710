"""What the desk hands out: small frozen records, never rows of the store."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.rules.forms import Repeat
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.rules.window_verdicts import Verdict, allowed
from deskconsole.domain.tickets.event import EVENTS, Event
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Staff:
    """One person of the desk. ``role`` and ``department`` are machine names."""

    login: str
    name: str
    role: str
    department: str | None
    enabled: bool = True
    qualified_at: datetime | None = None
    os_account: str | None = None


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """The customer's inquiry as entered (R17). ``None`` for customer or contact: not given.

    ``customer_id``: the known customer that was chosen for it; else name and contact say who it is.
    """

    channel: str
    kind: str
    tier: str
    customer: str | None
    contact: str | None
    category: str
    content: str
    request: str
    level: int | None = None
    urgent: bool = False
    fields: Mapping[str, Any] = field(default_factory=dict)
    received: datetime | None = None
    call: str | None = None
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class ActionView:
    """One action of a ticket: whether it may happen now, and if not, why."""

    event: str
    action: str
    refusal: DeskError | None

    @property
    def allowed(self) -> bool:
        """Whether the ticket's state lets it happen."""
        return self.refusal is None


@dataclass(frozen=True, slots=True)
class TicketView:
    """One ticket with its clocks, events and actions, judged at ``at``.

    ``pending`` are events that time alone has brought about and that no command has written yet; they are
    already counted in ``ticket``, ``clocks`` and ``events``.
    """

    number: str
    id: str
    at: datetime
    ticket: Ticket
    clocks: tuple[Clock, ...]
    events: tuple[Event, ...]
    pack: Pack
    closed: bool
    pending: int = 0
    #: other packs that judged it, as while it rang
    earlier: tuple[Pack, ...] = ()
    #: what makes it one of several alike, and how many they are
    repeats: tuple[tuple[Repeat, int], ...] = ()
    #: what may be claimed of it until when
    windows: tuple[Verdict, ...] = ()

    @property
    def facts(self) -> dict[str, Any]:
        """What conditions of the forms of its events may ask: its fields, attributes, repeats, windows."""
        return {
            **self.ticket.fields,
            **{repeat.name: True for repeat, _count in self.repeats},
            **allowed(self.windows, self.pack.windows, self.ticket.kind),
            **self.ticket.attributes(),
        }

    @property
    def actions(self) -> tuple[ActionView, ...]:
        """Everything that people can record, each with why it may not happen now."""
        return tuple(
            ActionView(kind.name, kind.action, refusal_for(self.ticket, self.clocks, kind.name))
            for kind in EVENTS.values()
            if not kind.by_desk
        )

    @property
    def next_clock(self) -> Clock | None:
        """The nearest running clock: what must be done next."""
        running = [clock for clock in self.clocks if clock.state == "running"]
        return min(running, key=lambda clock: (clock.due, clock.rule, clock.of), default=None)

    def title(self, rule: str, do: str) -> Text | None:
        """The title of a clock's rule in the pack that the ticket is judged by, or was before it became of its kind."""
        results = [clock for pack in (self.pack, *self.earlier) for clock in pack.clocks_of(rule)]
        return next((clock.title for clock in results if clock.do == do), results[0].title if results else None)


class QueueLine(NamedTuple):
    """One open ticket in the queue: exactly what a line shows, by its nearest running clock.

    A tuple, because there may be ten thousand.
    """

    number: str
    do: str
    title: Text
    rule: str
    of: int
    due: datetime
    warn_at: datetime
    overdue: bool
    tier: str | None
    channel: str | None
    kind: str | None
    category: str | None
    customer: str | None
    owner: str | None
    assignee: str | None
    role: str
    stage: str
    request: str | None
    urgent: bool
    provisional: bool = False
    waiting: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """One follow-up clock: whom to call, why, and what was said last."""

    number: str
    rule: str
    of: int
    do: str
    title: Text
    due: datetime
    assignee: str | None
    role: str
    customer: str | None
    phone: str | None
    last_words: str | None
    overdue: bool
    tier: str | None
    owner: str | None
    #: the rules that the ticket goes by; its script for the call stands there
    pack: Pack


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures of the top line."""

    overdue: int
    due_soon: int
    open: int
    follow_ups_today: int


@dataclass(frozen=True, slots=True)
class RingAnswer:
    """What a telephone hook gets back: the call's ticket and its clocks."""

    number: str
    clocks: tuple[Clock, ...]
    pack: Pack


@dataclass(frozen=True, slots=True)
class Draft:
    """A form not yet saved: scratch, per person, visible as parked (`model.md`)."""

    id: str
    person: str
    form: str
    body: Mapping[str, Any]
    updated_at: datetime
