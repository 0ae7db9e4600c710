"""The vocabulary of events: what can happen to a ticket, and what each kind must carry.

A ticket is its events (``model.md``). This module knows the words; ``ticket.py`` folds them into what is
true now, ``guards.py`` says which may happen next, ``clocks.py`` derives deadlines from them.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field

#: Longest texts accepted anywhere, in characters (``cli.md``).
CONTENT_LIMIT: Final = 20_000
REQUEST_LIMIT: Final = 2_000
FIELD_LIMIT: Final = 200

#: Fields that have an option of their own on the command line and a typed meaning everywhere.
TYPED_FIELDS: Final = ("due", "to", "outcome", "reason", "score")


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one ticket; appended, never changed.

    ``seq`` counts within the ticket from 1. ``of`` is the ``seq`` of the event whose thread this one
    continues. ``by`` is a staff login, ``None`` for the desk itself. Instants are UTC. ``pack`` and
    ``calendar`` are the hashes of the texts in force for the ticket.
    """

    seq: int
    kind: str
    happened_at: datetime
    recorded_at: datetime
    by: str | None = None
    of: int | None = None
    text: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    source: str = "desk"
    by_role: str | None = None
    by_department: str | None = None
    pack: str = ""
    calendar: str = ""

    @property
    def due(self) -> datetime | None:
        """The instant that the event carries (a promise, an extension, a look-again time), UTC."""
        return instant_of(self.fields.get("due"))

    @property
    def outcome(self) -> str | None:
        """What came of it, for kinds that have outcomes."""
        value = self.fields.get("outcome")
        return value if isinstance(value, str) else None

    @property
    def late_entry(self) -> bool:
        """Whether it was recorded noticeably after it happened (more than two minutes)."""
        return (self.recorded_at - self.happened_at).total_seconds() > 120

    @property
    def human(self) -> bool:
        """Whether a person did it, not the desk itself."""
        return self.by is not None


@dataclass(frozen=True, slots=True)
class EventKind:
    """What one word of the vocabulary means.

    ``action`` is the imperative name that the console and ``do`` use. ``step`` ends the idle clock.
    ``opens`` says that a thread begins here, so that clocks started by it carry its own ``seq``; otherwise
    they carry the thread named by ``of``. ``continues`` lists the kinds that ``of`` may name. ``required``
    are typed fields, ``text`` or other field names that must be given. ``outcomes`` are the allowed
    outcomes, the first being the default where ``default_outcome`` says so.
    """

    name: str
    action: str
    step: bool = False
    opens: bool = False
    continues: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    default_outcome: bool = False
    after_filed: bool = False
    by_desk: bool = False

    @property
    def fields(self) -> frozenset[str]:
        """Every field name that conditions of a pack may ask of this kind."""
        return frozenset(self.required) | frozenset(self.optional) | {"channel", "score", "outcome", "due"}


def _step(name: str, action: str, *required: str, **more: Any) -> EventKind:
    return EventKind(name, action, step=True, required=required, **more)


#: What each of at most two proposals says (R20); the names of the second one end in ``_2``.
_PROPOSAL: Final = ("solution", "advantages", "fits", "cost")
PROPOSALS: Final = (_PROPOSAL, tuple(f"{name}_2" for name in _PROPOSAL))

_REACHED = ("reached", "no_answer", "refused")
_HAND_OFF = ("specialist_needed",)

_KINDS = (
    # The telephone.
    EventKind("rang", "ring", opens=True, required=("call", "caller"), optional=("withheld",), by_desk=True),
    EventKind("picked_up", "pick_up", continues=("rang",), optional=("call",)),
    EventKind("hung_up", "hang_up", continues=("rang",), optional=("call",)),
    EventKind("missed", "miss", continues=("rang",), optional=("call", "caller", "withheld"), by_desk=True),
    EventKind("called_back", "call_back", required=("outcome",), outcomes=_REACHED, optional=("due",)),
    EventKind("call_transferred", "transfer_call", required=("to", "outcome")),
    # A person at the counter.
    EventKind("arrived", "arrive", opens=True),
    EventKind("greeted", "greet", continues=("arrived",)),
    EventKind("seen", "see", continues=("arrived",)),
    EventKind("left", "leave", continues=("arrived",)),
    # The inquiry and its answer.
    EventKind("received", "receive", opens=True, by_desk=True),
    EventKind("contacted", "contact", opens=True, required=("channel", "text")),
    EventKind("responded", "respond"),
    _step("need_recorded", "record_need", optional=("to", "due", "plan", "told")),
    EventKind("noted", "note", required=("text",), after_filed=True),
    EventKind("attached", "attach", required=("text",)),
    _step("answered", "answer", "text", continues=_HAND_OFF),
    _step("proposed", "propose", optional=tuple(name for parts in PROPOSALS for name in parts)),
    _step("objected", "object", "text", optional=("material", "to", "due", "told")),
    _step("promised", "promise", "due", "text", opens=True, continues=_HAND_OFF, optional=("told_by",)),
    EventKind("extended", "extend", continues=("promised", *_HAND_OFF, "received"), required=("due", "reason")),
    _step("replied", "reply", "text", continues=("promised",)),
    EventKind(
        "confirmed",
        "confirm",
        outcomes=("understood", "not_yet", "no_reaction"),
        default_outcome=True,
    ),
    # Hand-offs.
    _step("specialist_needed", "need_specialist", "to", "text", opens=True, optional=("told", "also")),
    _step("handed_off", "hand_off", continues=_HAND_OFF, optional=("to",)),
    _step("accepted", "accept", "due", continues=_HAND_OFF, optional=("contact",)),
    _step("declined", "decline", "reason", continues=_HAND_OFF),
    _step("specialist_answered", "specialist_answer", "text", continues=_HAND_OFF),
    # Telling and waiting.
    _step("progress_told", "tell_progress", "text"),
    _step("reminded", "remind", "text"),
    _step("waiting", "wait", "due", opens=True),
    _step("resumed", "resume", continues=("waiting",)),
    # Steps of other kinds of work, as a pack's forms say.
    _step("verified", "verify"),
    _step("questions_asked", "ask_questions"),
    _step("group_formed", "form_group"),
    _step("order_reviewed", "review_order"),
    _step("cannot_fulfil", "report_unfulfillable", opens=True),
    _step("alternative_told", "tell_alternative", continues=("cannot_fulfil",)),
    _step("started", "start", opens=True, optional=("to",)),
    _step("shipped", "ship", opens=True),
    _step("delivered", "deliver"),
    _step("collected", "collect"),
    _step("host_told", "tell_host", opens=True, continues=("arrived",), optional=("to",)),
    _step(
        "host_answered",
        "host_answer",
        continues=("arrived",),
        outcomes=("coming", "later", "unavailable"),
        default_outcome=True,
        optional=("due", "reason"),
    ),
    _step("looked_after", "look_after", continues=("arrived",), optional=("due", "reason")),
    _step("solved", "solve", "text", opens=True, optional=("evidence",)),
    # The end, and after it.
    EventKind(
        "rated", "rate", outcomes=("rated", "not_asked", "refused"), optional=("score", "remark"), after_filed=True
    ),
    _step("finished", "finish", "outcome", opens=True),
    EventKind(
        "followed_up",
        "follow_up",
        continues=("planned", "finished", "solved"),
        outcomes=_REACHED,
        default_outcome=True,
        optional=("score", "remark", "due", "recurrence"),
        after_filed=True,
    ),
    EventKind("planned", "plan", opens=True, required=("due", "text"), optional=("to", "recurrence"), after_filed=True),
    EventKind("filed", "file"),
    # Changing what the ticket is.
    EventKind("transferred", "transfer", required=("to", "reason")),
    EventKind("classified", "classify", optional=("tier", "channel", "category", "kind", "level", "urgent")),
    EventKind("reopened", "reopen", required=("reason",), optional=("by_customer",), after_filed=True),
    EventKind("merged", "merge", required=("into",)),
    EventKind("withdrawn", "withdraw", required=("reason",)),
    EventKind("undone", "undo", after_filed=True),
    # By the desk or by supervision; never through `act`.
    EventKind("escalated", "escalate", by_desk=True, after_filed=True),
    EventKind("sampled", "sample", by_desk=True, after_filed=True),
    EventKind("reviewed", "review", by_desk=True, after_filed=True),
    EventKind("coached", "coach", by_desk=True, after_filed=True),
    EventKind("recounted", "recount", by_desk=True, after_filed=True),
    EventKind("erased", "erase", by_desk=True, after_filed=True),
)

#: Every event kind by name.
EVENTS: Final[Mapping[str, EventKind]] = {kind.name: kind for kind in _KINDS}

#: Imperative action name → event kind that it records.
ACTIONS: Final[Mapping[str, EventKind]] = {kind.action: kind for kind in _KINDS}

#: Attributes of a ticket that rules may ask for and `classified` may change.
ATTRIBUTES: Final = ("tier", "channel", "category", "kind", "level", "urgent")

#: Reasons that a ticket may be withdrawn for.
WITHDRAWAL_REASONS: Final = ("customer", "wrong_number", "spam", "duplicate")

#: First response: the first of these by a person (`model.md`, `responded`).
FIRST_RESPONSES: Final = frozenset({"picked_up", "greeted", "responded", "answered", "promised"})

#: What any event may carry besides its own fields: where its words were copied from, why they are said so.
ANYWHERE: Final = frozenset({"article", "article_version", "case", "wording_reason"})

#: What of an event is said to the customer: its text, fields of it. The customer's own words and what the house notes
#: for itself (content, request, notes, questions to specialists, what a caller said) are not (R27).
CUSTOMER_WORDING: Final[Mapping[str, tuple[str, ...]]] = {
    "responded": ("text",),
    "answered": ("text",),
    "proposed": ("text", *(name for parts in PROPOSALS for name in parts)),
    "need_recorded": ("told",),
    "objected": ("material", "told"),
    "specialist_needed": ("told",),
    "promised": ("text",),
    "extended": ("text", "reason"),
    "replied": ("text",),
    "progress_told": ("text",),
    "reminded": ("text",),
    "looked_after": ("text",),
    "order_reviewed": ("text",),
    "cannot_fulfil": ("text",),
    "alternative_told": ("text",),
    "solved": ("text",),
}


def instant_of(value: object) -> datetime | None:
    """The instant in UTC that a field holds in ISO form; ``None`` for what is no text."""
    if not isinstance(value, str):
        return None
    at = datetime.fromisoformat(value)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def event_kind(name: str) -> EventKind:
    """The kind called ``name``; raises :class:`DeskError` naming it when there is none."""
    try:
        return EVENTS[name]
    except KeyError:
        raise DeskError("event: '{name}' is not one of the events of a ticket", field="event", name=name) from None
