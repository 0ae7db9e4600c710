"""The paper forms of a regulation: what a kind of work is printed as."""

from typing import ClassVar, Final, Literal

from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass

#: The parts that a paper may have. ``facts``: number, time, customer and the like in short rows; ``fields``: the
#: kind's own; ``needs`` to ``attachments``: what was recorded of each, a table that is left out while it is empty
#: (``steps``: what the forms of events asked; ``windows``: who may claim what until when; ``paper_file``: where it is);
#: ``timeline``: every event.
Part = Literal[
    "facts",
    "fields",
    "windows",
    "content",
    "request",
    "needs",
    "steps",
    "answers",
    "promises",
    "hand_offs",
    "reviews",
    "offers",
    "outcome",
    "follow_ups",
    "attachments",
    "documents",
    "self_check",
    "paper_file",
    "timeline",
]
#: The short rows that stand among ``facts``.
FACTS: Final = (
    *("number", "received", "channel", "kind", "category", "tier", "level", "urgent"),
    *("customer", "contact", "receiver", "owner", "stage"),
)
#: What a paper has that names no parts, in this order.
USUAL_PARTS: Final[tuple[Part, ...]] = (
    *("facts", "fields", "content", "request", "needs", "answers", "hand_offs", "reviews", "offers"),
    *("promises", "outcome", "follow_ups", "attachments", "documents", "self_check", "paper_file", "timeline"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """One paper of a kind of work. ``parts`` in their order (none named: `USUAL_PARTS`); ``facts`` and ``fields``
    name those that are printed (none named: all); ``signatures`` are lines to sign at the end. ``beside``: it is never
    the usual one.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    parts: tuple[Part, ...] = ()
    facts: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    signatures: tuple[Text, ...] = ()
    beside: bool = False
