"""What the desk hands out: small frozen records, never rows of the store."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskconsole.domain.clocks.derive import Clock, next_due
from deskconsole.domain.rules.forms import Repeat
from deskconsole.domain.rules.house.documents import documents_named, naming_documents
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reviewing.reviews import named
from deskconsole.domain.rules.texts import Text
from deskconsole.domain.rules.windows import Verdict, allowed
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.domain.tickets.papers import BETWEEN, open_documents
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple, dataclass, field
from deskconsole.text.private import Private


@dataclass(frozen=True, slots=True)
class IntakeForm:
    """The customer's inquiry as entered (R17). ``None`` for customer or contact: not given.

    ``customer_id``: the known customer that was chosen for it; else name and contact say who it is. ``consent``: what
    they answered who were told what their data are for (``given``, ``refused``), if they were.
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
    consent: str | None = None


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


class Repeated(NamedTuple):
    """What makes a ticket one of several alike, how many they are, and the numbers of the others."""

    repeat: Repeat
    times: int
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedTicket:
    """Another ticket of the same matter: its number, whether it is open, and whether somebody linked it directly."""

    number: str
    open: bool
    direct: bool


@dataclass(frozen=True, slots=True)
class TicketView:
    """One ticket with its clocks, events and actions, judged at ``at``.

    ``pending`` are events that time alone has brought about and that no command has written yet; they are
    already counted in ``ticket``, ``clocks`` and ``events``. Contacts and what the kind keeps private are
    :class:`Private` in ``ticket`` and ``events``.
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
    #: how the customer is reached: whole for who works on the ticket on their side of the counter, else private
    contact: str | Private | None = None
    #: other packs that judged it, as while it rang
    earlier: tuple[Pack, ...] = ()
    #: what makes it one of several alike, and how many they are
    repeats: tuple[Repeated, ...] = ()
    #: the other tickets of the same matter
    linked: tuple[LinkedTicket, ...] = ()
    #: what may be claimed of it until when
    windows: tuple[Verdict, ...] = ()

    @property
    def hides(self) -> bool:
        """Whether something in it is shown masked."""
        return isinstance(self.contact, Private) or self._hides_besides

    @property
    def holds_private(self) -> bool:
        """The same where whoever works on it sees no more than anybody: on paper, in JSON."""
        contact: str | Private | None = self.ticket.contact
        return isinstance(contact, Private) or self._hides_besides

    @property
    def _hides_besides(self) -> bool:
        return any(isinstance(part, Private) for part in (self.ticket.customer, *self.ticket.fields.values()))

    @property
    def hidden_contact(self) -> Private | None:
        """The customer's contact as lists show it."""
        contact: str | Private | None = self.ticket.contact
        return Private(contact) if isinstance(contact, str) else contact

    @property
    def facts(self) -> dict[str, Any]:
        """What conditions of the forms of its events may ask: its fields, attributes, repeats, windows."""
        return {
            **self.ticket.fields,
            **{repeated.repeat.name: True for repeated in self.repeats},
            **allowed(self.windows, self.pack.windows, self.ticket.kind),
            **self.ticket.attributes(),
        }

    @property
    def actions(self) -> tuple[ActionView, ...]:
        """Everything that people can record, each with why it may not happen now."""
        return tuple(
            ActionView(kind.name, kind.action, self._refusal_of(kind.name))
            for kind in EVENTS.values()
            if not kind.by_desk
        )

    def _refusal_of(self, kind: str) -> DeskError | None:
        error = refusal_for(self.ticket, self.clocks, kind)
        if error is None:
            return None
        return documents_named(named(error, self.pack.departments, self.pack.roles), self.pack.documents)

    @property
    def next_clock(self) -> Clock | None:
        """The nearest running clock: what must be done next."""
        return next_due(self.clocks)

    def title(self, clock: Clock) -> Text:
        """The title of one of its clocks; one that reminds of documents names those that are missing."""
        missing = BETWEEN.join(open_documents(self.ticket.documents))
        title = self.clock_title(clock.rule, clock.name or clock.do)
        return naming_documents(title, clock.do, self.pack.documents, missing)

    def clock_title(self, rule: str, name: str) -> Text:
        """`Pack.clock_title` of the pack that the ticket is judged by, or was before it became of its kind."""
        packs = (self.pack, *self.earlier)
        return next((pack for pack in packs if pack.clocks_of(rule)), self.pack).clock_title(rule, name)


class QueueLine(NamedTuple):
    """One open ticket in the queue: exactly what a line shows, by its nearest running clock.

    A tuple, because there may be ten thousand.
    """

    number: str
    do: str
    title: Text
    rule: str
    of: int
    started: datetime
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
    #: the number, masked, where nobody has given a name: of a missed call there is nothing else
    caller: str | None = None
    #: the matter is grave
    major: bool = False
    #: everybody who is asked for something besides the owner, a line each
    parties: str | None = None


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
    phone: Private | None
    last_words: str | None
    overdue: bool
    tier: str | None
    owner: str | None
    #: the rules that the ticket goes by; its script for the call stands there
    pack: Pack
    #: how they are reached where one follow-up is shown alone: whole as in a :class:`TicketView`
    contact: str | Private | None = None
    #: the customer does not wish to be contacted unasked
    no_contact: bool = False


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
