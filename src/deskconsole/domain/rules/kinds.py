"""What a regulation names: stages, tiers, channels, kinds of work, people's places, rules, questions."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, Literal

from deskconsole.domain.rules.forms import FieldChoice, Form, FormField, Level, Repeat
from deskconsole.domain.rules.papers import PaperForm
from deskconsole.domain.rules.reviewing.reviews import ReviewPlan
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass, replace

#: Parts of every intake form; a kind adds fields of its own.
FORM_FIELDS: Final = (
    "customer",
    "contact",
    "tier",
    "channel",
    "category",
    "received",
    "content",
    "request",
    "level",
    "urgent",
)

#: Parts of it that a kind may leave out.
CAN_BE_LEFT_OUT: Final = ("customer", "contact", "tier", "category", "content", "request")
#: Parts that ask who has come by which way: nobody has, with a kind of the house that requires no customer.
_OUTSIDE: Final = ("customer", "contact", "tier", "channel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the stage bar; a ticket reaches it by one of ``events``."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A class of customers. ``mark`` is the short sign in lists; ``existing``: has bought before."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    mark: str
    existing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way that customers come. ``by_hand``: the events that taking a ticket by hand adds, in order.

    ``always_open``: it is open day and night, so that working hours and minutes on it are those of the clock.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    by_hand: tuple[str, ...] = ()
    always_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What an inquiry is about."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A part of the house that tickets and clocks may be handed to; ``calendar``: by which its working time counts."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    calendar: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A place that staff hold: receiver, leader, specialist …"""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of work: its channels (none named: all), what its form requires, its own fields and forms.

    ``required``: parts of the common form (:data:`FORM_FIELDS`) and own fields that must be given (none named: the
    whole common form but ``level`` and ``urgent``, which are only asked where they stand here or ``level`` names some).
    ``without``: parts of the common form that are not asked at all. ``level``: the levels that it has (none named: 1 to
    9). ``steps`` are the events offered for it (none named: all). ``field``, ``form`` and ``repeat``: see
    ``pack_forms``; ``paper`` are the forms that it is printed as; ``review``: who reviews it, the first that applies.
    ``by_hand``: the events that taking it by hand adds, where they are others than its channel's (a visitor is greeted,
    but waits for the host). ``visitor``: a person is in the house until they leave. ``private``: parts of its form that
    the counter hides until somebody asks. ``content_title``, ``request_title``: what these two are called here (none:
    as everywhere). ``aside``: it is not among the kinds of the usual form but taken by a key of its own. ``uses``: the
    :class:`SharedForms` that it has besides; what they bring stands among its own already. ``held``: it is of a thing
    that lies ``here`` until somebody collects it, or that is ``out`` until it is back; the screen of things lists it.
    ``house``: nobody from outside brought it. It is no inquiry: figures and draws of checks leave it out, and
    unless it requires a customer it has neither customer nor channel. Its clocks run like others.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    channels: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    level: tuple[Level, ...] = ()
    field: tuple[FormField, ...] = ()
    by_hand: tuple[str, ...] = ()
    visitor: bool = False
    private: tuple[str, ...] = ()
    content_title: Text | None = None
    request_title: Text | None = None
    aside: bool = False
    held: Literal["", "here", "out"] = ""
    house: bool = False
    form: tuple[Form, ...] = ()
    repeat: tuple[Repeat, ...] = ()
    paper: tuple[PaperForm, ...] = ()
    uses: tuple[str, ...] = ()
    review: tuple[ReviewPlan, ...] = ()

    @property
    def papers(self) -> tuple[PaperForm, ...]:
        """The forms that it is printed as, the usual one first; a plain one where the pack names none."""
        title = Text(zh=f"{self.title.zh}单", en=f"{self.title.en} form")
        usual = tuple(paper for paper in self.paper if not paper.beside)
        beside = tuple(paper for paper in self.paper if paper.beside)
        return (*(usual or (PaperForm(name=self.name, title=title),)), *beside)

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Its own fields, beside :data:`FORM_FIELDS`, in the order of the form; ``required`` may name them too."""
        return tuple(replace(f, required=True) if f.name in self.required else f for f in self.field)

    def form_of(self, event: str) -> tuple[FormField, ...]:
        """The fields that one of its events asks for: its own fields for ``received``, else those of its form."""
        if event == "received":
            return self.fields
        return next((form.field for form in self.form if form.event == event), ())

    def kept_from(self, fields: Mapping[str, Any]) -> tuple[str, ...]:
        """Who may not work on a ticket with these fields: the people named where that is said (``not_by``)."""
        return tuple(str(fields[each.name]) for each in self.field if each.not_by and fields.get(each.name))

    def required_of(self, event: str) -> tuple[str, ...]:
        """What one of its events must carry of what is its own anyhow, beside what it always must."""
        return next((form.required for form in self.form if form.event == event), ())

    def form_for(self, event: str) -> Form | None:
        """What is said of one of its events, if anything."""
        return next((form for form in self.form if form.event == event), None)

    def before(self, event: str) -> tuple[str, ...]:
        """The events that must have happened before one of its events."""
        return next((form.after for form in self.form if form.event == event), ())

    def asks(self, part: str) -> bool:
        """Whether a part of the common form is asked."""
        if part in ("level", "urgent"):
            return part in self.required or (part == "level" and bool(self.level))
        if self.house and part in _OUTSIDE and "customer" not in self.required:
            return False
        return part not in self.without

    def needs(self, part: str) -> bool:
        """Whether a part of the common form must be given; the channel always must where it is asked."""
        if part == "urgent" or not self.asks(part):
            return False
        return part == "channel" or part in self.required or (not self.required and part != "level")


def with_departments(kind: Kind, departments: Sequence[Department]) -> Kind:
    """The kind with the departments of its pack as what its fields of that type may be."""
    values = tuple(FieldChoice(name=each.name, title=each.title) for each in departments)

    def filled(fields: Sequence[FormField]) -> tuple[FormField, ...]:
        return tuple(replace(field, values=values) if field.type == "department" else field for field in fields)

    forms = tuple(replace(form, field=filled(form.field)) for form in kind.form)
    return replace(kind, field=filled(kind.field), form=forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedForms:
    """Fields, forms, repeats and papers that are written once and named by several kinds; ``kinds``: those that have
    them without naming them."""

    KEY: ClassVar[str] = "name"
    name: str
    field: tuple[FormField, ...] = ()
    form: tuple[Form, ...] = ()
    repeat: tuple[Repeat, ...] = ()
    paper: tuple[PaperForm, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A numbered rule of the regulation; ``ours``: the regulation is silent and the choice was made here."""

    KEY: ClassVar[str] = "id"
    id: str
    title: Text
    text: Text
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """A kind of business that people take a number for: ``letter`` and a running number, ``A001``.

    ``minutes``: how long one takes, for the estimate while none was served today.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    letter: str
    minutes: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeShift:
    """Something that is checked before a shift and ticked off: the telephone, pen and paper, the visitor book."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """Something that is prepared for a meeting and ticked off: the room, the projector, tea."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An open question; ``name`` is the key under which its answer is kept.

    ``brings_in``: departments that are asked at once when it is answered (a ``yes_no`` one: with yes). ``plan``: such
    an answer also needs somebody who follows up, by when, the plan, and what the customer is told of it.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    type: Literal["text", "yes_no"] = "text"
    brings_in: tuple[str, ...] = ()
    plan: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What is at hand for a category: the questions to ask, and what people are told.

    ``procedure``: how it goes; ``documents``: what they must bring; ``window``: where; ``department``: who answers
    what the desk cannot.
    """

    KEY: ClassVar[str] = "category"
    category: str
    question: tuple[Question, ...] = ()
    procedure: Text | None = None
    documents: tuple[Text, ...] = ()
    window: Text | None = None
    department: str | None = None

    @property
    def questions(self) -> tuple[Question, ...]:
        """Its questions, in the order in which they are asked."""
        return self.question
