"""What a regulation names: stages, tiers, channels, kinds of work, people's places, rules, questions."""

from typing import ClassVar, Final, Literal

from deskconsole.domain.pack_paper import PaperForm
from deskconsole.domain.pack_text import Text
from deskconsole.domain.record import dataclass

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
    """A way that customers come. ``by_hand``: the events that taking a ticket by hand adds, in order."""

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
    """A part of the house that tickets and clocks may be handed to."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A place that staff hold: receiver, leader, specialist …"""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One allowed value of a form field."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """A field that only some kinds of work have; a ``choice`` names its ``values``."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    type: Literal["text", "number", "choice", "time", "yes_no"] = "text"
    values: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of work: its channels (none named: all), what its form requires, its own fields.

    ``steps`` are the events offered for it (none named: all); ``paper`` are the forms that it is printed as.
    ``by_hand``: the events that taking it by hand adds, where they are others than its channel's (a visitor is greeted,
    but waits for the host). ``visitor``: a person is in the house until they leave. ``private``: parts of its form that
    the counter hides until somebody asks.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    channels: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    field: tuple[FormField, ...] = ()
    by_hand: tuple[str, ...] = ()
    visitor: bool = False
    private: tuple[str, ...] = ()
    paper: tuple[PaperForm, ...] = ()

    @property
    def papers(self) -> tuple[PaperForm, ...]:
        """The forms that it is printed as, the usual one first; a plain one where the pack names none."""
        title = Text(zh=f"{self.title.zh}单", en=f"{self.title.en} form")
        return self.paper or (PaperForm(name="form", title=title),)

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Its own fields, beside :data:`FORM_FIELDS`, in the order of the form."""
        return self.field


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A numbered rule of the regulation; ``ours``: the regulation is silent and the choice was made here."""

    KEY: ClassVar[str] = "id"
    id: str
    title: Text
    text: Text
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An open question; ``name`` is the key under which its answer is kept."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text


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
