"""The survey of a customer, on the ticket that they were last served by (E21): drawn, asked, tried again.

Recorded by use cases of their own. It changes nothing of the ticket and of nobody's part in it; the scores are facts of
the event, what the customer said besides are words.
"""

from collections.abc import Mapping
from typing import Any, Final

from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.calls import REACHED
from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.text.marked import N_

#: What begins a try: the draw, and each further time after nobody answered.
DRAWN: Final = "survey_drawn"
AGAIN: Final = "survey_again"
SURVEYED: Final = "surveyed"
#: How a try ends.
ASKED: Final = "reached"
NO_ANSWER: Final = "no_answer"
REFUSED: Final = "refused"

_BESIDE: Final[Mapping[str, Any]] = {
    "by_desk": True,
    "after_filed": True,
    "after_withdrawn": True,
    "takes": False,
    "touches": False,
    "last_words": False,
}

KINDS: Final = (
    EventKind(
        DRAWN,
        "draw_survey",
        N_("Drawn for the survey"),
        opens=True,
        required=("due",),
        optional=("to", "survey"),
        final=True,
        **_BESIDE,
    ),
    EventKind(
        AGAIN,
        "survey_again",
        N_("Survey: to be tried again"),
        opens=True,
        required=("due",),
        optional=("to", "survey"),
        along=True,
        **_BESIDE,
    ),
    EventKind(
        SURVEYED,
        "survey",
        N_("Asked for the survey"),
        continues=(DRAWN, AGAIN),
        optional=("answers", "score", "survey"),
        values={"outcome": REACHED},
        titles={"score": N_("Lowest score"), "text": N_("What the customer said")},
        **_BESIDE,
    ),
)


def written(answers: Mapping[str, int]) -> str:
    """The answers as an event carries them, a fact in one line: ``thorough=5 attitude=4``."""
    return " ".join(f"{question}={score}" for question, score in answers.items())


def answers_of(event: Event) -> dict[str, int]:
    """The answers that an event carries, by question."""
    pairs = (pair.partition("=") for pair in str(event.fields.get("answers") or "").split())
    return {question: int(score) for question, _sign, score in pairs}
