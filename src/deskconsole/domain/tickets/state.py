"""One ticket as it stands, and the threads that are open on it: calls, visits, promises, hand-offs, plans."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskconsole.domain.tickets.event import ATTRIBUTES
from deskconsole.domain.tickets.papers import Document, PaperFile
from deskconsole.record import dataclass, field


@dataclass(frozen=True, slots=True)
class Call:
    """One telephone call of the ticket; ``state`` is ringing, picked_up, hung_up or missed.

    ``hung_up_at`` stays when the call then counts as missed: nobody can answer it after that.
    """

    call: str
    caller: str | None
    withheld: bool
    rang_at: datetime
    state: str = "ringing"
    ended_at: datetime | None = None
    hung_up_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """A promised reply (thread of `promised`): the last told due, whether it was kept."""

    due: datetime
    text: str
    replied: bool = False
    hand_off: int | None = None


@dataclass(frozen=True, slots=True)
class HandOff:
    """A question handed to specialists (thread of `specialist_needed`).

    ``state``: needed, handed_off, accepted, declined, answered or withdrawn; ``customer_told`` says whether the
    customer was promised a time after acceptance; ``contact`` is how the specialist can be reached, to be told with it
    (R24). ``free``: ``to`` is neither a department nor a person of the desk, so that any specialist may see to it.
    ``declined_at``: when it was last declined.
    """

    to: str
    question: str
    state: str = "needed"
    due: datetime | None = None
    specialist: str | None = None
    customer_told: bool = False
    contact: str | None = None
    free: bool = False
    declined_at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether something is still owed on it: somebody's answer, or that the customer is told."""
        return self.state not in ("answered", "withdrawn") or (self.state == "answered" and not self.customer_told)


@dataclass(frozen=True, slots=True)
class Plan:
    """A dated task (thread of `planned`); ``since`` is the first due of a recurring one, which its rule counts from.

    ``rest_days`` says where an occurrence goes that falls on one; ``occurrence`` is where it was before it was moved.
    """

    due: datetime
    what: str
    assignee: str | None
    recurrence: str | None = None
    since: datetime | None = None
    done: bool = False
    rest_days: str | None = None
    occurrence: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A person at the counter (thread of `arrived`); ``last`` is when something last happened with them."""

    greeted: bool = False
    seen: bool = False
    left: bool = False
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One review of an order (thread of `review_asked`): whose it is, and what they said of it by name and time.

    ``to`` is a department (``dept:NAME``) or a role; ``last``: asked once all others have said yes or on condition.
    ``over``: the order changed, or cannot be fulfilled, so that it counts no more.
    """

    to: str
    last: bool = False
    outcome: str | None = None
    by: str | None = None
    at: datetime | None = None
    text: str | None = None
    over: bool = False

    @property
    def open(self) -> bool:
        """Whether it is still to be made."""
        return self.outcome is None and not self.over


@dataclass(frozen=True, slots=True)
class Offer:
    """What was offered to the customer (thread of `proposed`); ``state``: open, accepted, refused, or replaced by the
    next one."""

    what: str
    state: str = "open"


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the customer does not accept (thread of `disputed`); ``state``: open, raised to the next level, settled."""

    what: str
    state: str = "open"


@dataclass(frozen=True, slots=True)
class HelpCall:
    """A person at the desk needs somebody else (thread of `help_called`), silently; ``outcome``, ``by`` and ``at`` say
    what came of it, once somebody has come."""

    caller: str | None
    since: datetime
    outcome: str | None = None
    by: str | None = None
    at: datetime | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has come yet."""
        return self.outcome is None


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as its events say it is; every mapping is keyed by the `seq` that opened the thread.

    ``heard_at`` is when the customer was last heard of or reminded, which ends the waiting on them. ``began`` is the
    earliest instant at which what continues a thread can have happened: a promise is replied to after it was given,
    a hand-off answered after it was accepted. ``rounds`` are the times that somebody took a hand-off on after it was
    declined: the ``seq`` of each with the thread; the clocks of a round carry that ``seq``. ``void`` are the
    `escalated` that count no more, since what they told of was done in time and entered late; only who derives the
    clocks knows them. ``major``: why it is grave, by the pack's names, since the event ``major_since``; ``place``:
    where the customer is now, since it was changed.
    ``kept_from``: who may not work on it, because it is about them. ``linked`` are the numbers of other tickets of the
    same matter. ``documents`` by their names in the pack, ``paper_file``: where the papers are (``papers.py``).
    """

    opened_at: datetime
    stage: str | None = None
    seq: int = 0
    kind: str | None = None
    channel: str | None = None
    tier: str | None = None
    category: str | None = None
    level: int | None = None
    urgent: bool = False
    customer: str | None = None
    contact: str | None = None
    free: bool = False
    content: str | None = None
    request: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    received_at: datetime | None = None
    first_receiver: str | None = None
    owner: str | None = None
    first_response_at: datetime | None = None
    calls: Mapping[int, Call] = field(default_factory=dict)
    visits: Mapping[int, Visit] = field(default_factory=dict)
    promises: Mapping[int, Promise] = field(default_factory=dict)
    hand_offs: Mapping[int, HandOff] = field(default_factory=dict)
    plans: Mapping[int, Plan] = field(default_factory=dict)
    reviews: Mapping[int, Review] = field(default_factory=dict)
    order_reviewed: bool = False
    unfulfillable: bool = False
    offers: Mapping[int, Offer] = field(default_factory=dict)
    disputes: Mapping[int, Dispute] = field(default_factory=dict)
    rounds: Mapping[int, int] = field(default_factory=dict)
    help_calls: Mapping[int, HelpCall] = field(default_factory=dict)
    major: tuple[str, ...] = ()
    major_since: int | None = None
    major_taken: bool = False
    place: str | None = None
    waiting: int | None = None
    heard_at: datetime | None = None
    reply_unconfirmed: bool = False
    finished: int | None = None
    solved: int | None = None
    cause: str | None = None
    filed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None
    merged_into: str | None = None
    linked: tuple[str, ...] = ()
    score: int | None = None
    answers: tuple[str, ...] = ()
    last_words: str | None = None
    updated_at: datetime | None = None
    began: Mapping[int, datetime] = field(default_factory=dict)
    void: frozenset[int] = field(default=frozenset(), compare=False)
    kept_from: frozenset[str] = frozenset()
    documents: Mapping[str, Document] = field(default_factory=dict)
    paper_file: PaperFile | None = None

    @property
    def ended(self) -> bool:
        """Filed, withdrawn or merged; *closed* needs that no clock runs besides (`model.md`)."""
        return self.filed_at is not None or self.withdrawn_at is not None or self.merged_into is not None

    @property
    def received(self) -> bool:
        """Whether the form has been recorded."""
        return self.received_at is not None

    @property
    def inside(self) -> bool:
        """Whether somebody came who has not left, as far as is known."""
        return not self.withdrawn_at and not self.merged_into and any(not v.left for v in self.visits.values())

    def attributes(self) -> dict[str, Any]:
        """What rules may ask of the ticket: tier, channel, category, kind, level, urgent."""
        return {name: getattr(self, name) for name in ATTRIBUTES}

    def open_promises(self) -> list[int]:
        """Promise threads not yet replied to."""
        return [of for of, promise in self.promises.items() if not promise.replied]

    def open_hand_offs(self) -> list[int]:
        """Hand-off threads on which something is owed."""
        return [of for of, hand_off in self.hand_offs.items() if hand_off.open]

    def thread_of(self, of: int) -> int:
        """The thread that a clock's ``of`` belongs to: a later round of a hand-off is one thread with the first."""
        return self.rounds.get(of, of)

    def round_of(self, thread: int) -> int:
        """What the clocks that start in a thread now carry as their ``of``."""
        return max((of for of, whose in self.rounds.items() if whose == thread), default=thread)

    def current_reviews(self) -> dict[int, Review]:
        """The reviews of the order as it is now."""
        return {of: review for of, review in self.reviews.items() if not review.over}

    def open_offers(self) -> list[int]:
        """What the customer has neither accepted nor refused."""
        return [of for of, offer in self.offers.items() if offer.state == "open"]

    def open_disputes(self) -> list[int]:
        """What is in dispute still."""
        return [of for of, dispute in self.disputes.items() if dispute.state == "open"]

    def open_help_calls(self) -> list[int]:
        """Calls for help to which nobody has come."""
        return [of for of, call in self.help_calls.items() if call.open]

    def to_take_over(self) -> list[int]:
        """The calls for help to which nobody has come, then the grave matter that is still its owner's."""
        major = [] if self.major_since is None or self.major_taken else [self.major_since]
        return [*self.open_help_calls(), *major]

    @property
    def outside_figures(self) -> frozenset[str]:
        """Whose figures the ticket stays out of: who needed somebody else, and had to hand it over."""
        return frozenset(c.caller for c in self.help_calls.values() if c.caller and c.outcome != "called_off")

    def open_plans(self) -> list[int]:
        """Planned tasks not yet done."""
        return [of for of, plan in self.plans.items() if not plan.done]
