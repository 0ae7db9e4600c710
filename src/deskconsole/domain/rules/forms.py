"""Forms as data: the fields that a kind of work asks for beside the common form, and those of its events.

How a pack's author says it, in ``kinds.toml``::

    [[kind]]
    name = "repair"
    title = { zh = "维修", en = "Repair" }
    required = ["customer", "contact", "channel", "content", "level"]
    without = ["category", "request"]            # parts of the common form that it does not ask

    [[kind.field]]                               # asked when the ticket is taken; kept in the ticket's fields
    name = "serial"
    title = { zh = "序列号", en = "Serial number" }
    type = "serial"
    required = true

    [[kind.field]]
    name = "fee"
    title = { zh = "费用", en = "Fee" }
    type = "money"
    shown_when = { warranty = [false] }          # a field above it, or an attribute of the ticket
    required_when = { urgent = [true] }

    [[kind.form]]                                # asked when one of its events is recorded; kept with the event
    event = "solved"

    [[kind.form.field]]
    name = "parts"
    title = { zh = "更换配件", en = "Parts changed" }
    type = "long_text"

    [[kind.repeat]]                              # a condition that the desk finds out: the third alike within 30 days
    name = "repeated"
    title = { zh = "30天内第三次", en = "Third within 30 days" }
    count = 3
    within = "30 days"
    same = ["category"]

A ticket's fields are asked by clocks as ``event.NAME`` (of the event that starts them: also ``finished`` may be asked
for a field of the ticket), an event's own by ``where`` of the clocks that it starts, meets or ends. Values are checked
by ``form_fields`` alone, wherever they come from, and told to people by ``present.form_values`` alone.
"""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import ClassVar, Final, Literal, get_args

from deskconsole.domain.calendar.duration import Unit, parse_duration
from deskconsole.domain.rules.clock_rules import By, Conditions, Start
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, field

#: What a field holds. Kept (and printed in JSON) as: text; a number; a choice's name; ``2026-10-08``; an instant with
#: its offset; money as text with two decimals, ``1280.00``; true or false; digits of a telephone number
#: (``+`` before a foreign one, ``-801`` behind for an extension); a serial number in capitals without spaces.
#: A department's name; a colleague's login; another ticket's number.
FieldType = Literal[
    "text",
    "long_text",
    "number",
    "money",
    "choice",
    "yes_no",
    "date",
    "date_time",
    "phone",
    "serial",
    "department",
    "person",
    "ticket",
    "cause",
]
FIELD_TYPES: Final[tuple[str, ...]] = get_args(FieldType)

#: Characters that a text may have where its field says nothing else.
LONGEST: Final[Mapping[str, int]] = MappingProxyType({"text": 200, "long_text": 2_000, "serial": 40})


def _no_conditions() -> Conditions:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChoice:
    """One allowed value of a form field."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of a form. Its ``name`` is the key under which its value is kept.

    ``required``: always, while it is shown; ``required_when`` and ``shown_when``: conditions on attributes of the
    ticket (tier, channel, category, kind, level, urgent) and on fields above it; all must hold, absent counts as false.
    The form of an event may also ask the fields of the ticket, and what the event carries itself (``outcome`` …).
    Limits: ``least`` and ``most`` of a number or of money; ``decimals`` of a number (0: whole numbers only);
    ``earliest`` and ``latest`` of a date (``today`` or ``2026-01-31``) or of a date and time (``now`` or a date);
    ``longest`` text in characters; ``pattern``: a regular expression that a text or serial number fits as a whole.
    ``told``: it is said to the customer, so that its wording is checked (R27). ``unit`` stands behind a number or an
    amount (money without one is in yuan); ``hint`` is shown while the field is filled in, and says what is accepted
    where a ``pattern`` refuses. A ``choice`` names its ``values``; those of a ``department`` or a ``cause`` are those
    of the pack. ``authority``: whose limits an amount keeps to. ``not_by`` (of a ``person``): whoever is named there
    never works on the ticket. ``given``: the desk itself fills it in, and asks nobody. ``proposes`` (of an event's
    form): where something is entered, an improvement begins with it.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    type: FieldType = "text"
    values: tuple[FieldChoice, ...] = ()
    required: bool = False
    required_when: Conditions = field(default_factory=_no_conditions, hash=False)
    shown_when: Conditions = field(default_factory=_no_conditions, hash=False)
    told: bool = False
    hint: Text | None = None
    unit: Text | None = None
    longest: int | None = None
    pattern: str | None = None
    least: float | None = None
    most: float | None = None
    decimals: int | None = None
    earliest: str | None = None
    latest: str | None = None
    not_by: bool = False
    given: bool = False
    proposes: bool = False
    authority: str | None = None

    @property
    def names_somebody(self) -> bool:
        """Whether a clock may ask whoever it names."""
        return self.type in ("person", "department")

    @property
    def limit(self) -> int:
        """How many characters a text may have."""
        return self.longest or LONGEST.get(self.type, LONGEST["text"])

    def title_of(self, value: object) -> Text | None:
        """What a value of a choice is called; ``None`` for one that it does not have."""
        return next((choice.title for choice in self.values if choice.name == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is asked beside the event's own fields (``text``, ``due``, ``to``, ``outcome`` …) when it is recorded.

    ``required`` names those of its own that must be given although the event could do without (``text`` too);
    ``after`` the events that must have happened before it. ``after_any``: of these kinds of events the last one, since
    the ticket was reopened if it was, must be as one of them says. ``not_while``: nothing that one of these events has
    begun may be open. ``by``: who records it. ``other_than``: whoever recorded the last of these events does not.
    """

    KEY: ClassVar[str] = "event"
    event: str
    after: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    field: tuple[FormField, ...] = ()
    after_any: tuple[Start, ...] = ()
    not_while: tuple[str, ...] = ()
    by: By | None = None
    other_than: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What makes a ticket one of several alike, for conditions of the forms of its events.

    ``name`` is true of a ticket that is at least the ``count``-th of its kind that its customer has brought ``within``
    that time (elapsed time or days, counted back from its own start), all with the same ``same`` attributes. What was
    withdrawn or merged does not count, nor does a ticket without a customer.

    ``of = "everybody"``: whoever brought them; then it is as many as began within any stretch of that time to which it
    belongs itself, so that it is all the same which of them was looked into first.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    count: int
    within: str
    same: tuple[str, ...] = ()
    of: Literal["customer", "everybody"] = "customer"

    @property
    def span(self) -> timedelta:
        """How far back is counted."""
        duration = parse_duration(self.within)
        return timedelta(days=duration.amount) if duration.unit is Unit.DAY else timedelta(seconds=duration.amount)

    @property
    def as_field(self) -> FormField:
        """As conditions see it: a field that is yes or no."""
        return FormField(name=self.name, title=self.title, type="yes_no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level that tickets of a kind may have, 1 (the gravest) to 9, and what it is called."""

    KEY: ClassVar[str] = "level"
    level: int
    title: Text
