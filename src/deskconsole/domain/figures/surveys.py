"""What figures count of surveys of customers: each as a whole, and each answer to its questions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Final

from deskconsole.domain.figures.duties import ANSWERED, NOT_REACHED, REFUSED
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.surveys import AGAIN, ASKED, DRAWN, NO_ANSWER, SURVEYED, answers_of
from deskconsole.record import NamedTuple

#: A survey that is still to be tried.
OPEN: Final = "open"


class SurveyFacts(NamedTuple):
    """What is counted of one survey of a customer (E21), and of each question of it that was answered: the survey
    itself has no ``question``, its ``score`` is the lowest of its answers.

    ``of``: the draw. ``outcome``: what came of asking, ``open`` while it is still to be tried; ``at``: when it ended,
    or was drawn. ``person``: whose the ticket was at the end, for it is they who served the customer.
    """

    of: int
    question: str
    survey: str
    counts: bool
    outcome: str
    at: datetime
    score: int | None
    person: str | None
    department: str | None
    hour: int
    weekday: int
    channel: str | None
    tier: str | None
    category: str | None
    kind: str | None


def surveys_of(live: Sequence[Event], zone: tzinfo, ticket: Mapping[str, Any]) -> Iterator[SurveyFacts]:
    """Each survey of a ticket, and the answers to its questions; ``ticket``: what each of them says of it."""
    for drawn in live:
        if drawn.kind != DRAWN:
            continue
        last, end = drawn, None
        for event in live:
            if event.kind == SURVEYED and event.of == last.seq:
                end = event
            elif event.kind == AGAIN and event.of == last.seq:
                last, end = event, None
        yield from _survey_facts(drawn, end, zone, ticket)


def _survey_facts(drawn: Event, end: Event | None, zone: tzinfo, ticket: Mapping[str, Any]) -> Iterator[SurveyFacts]:
    outcome = OPEN
    if end is not None:
        outcome = {ASKED: ANSWERED, NO_ANSWER: NOT_REACHED}.get(end.outcome or "", REFUSED)
    at = (end or drawn).happened_at
    local = at.astimezone(zone)
    answers = answers_of(end) if end is not None and outcome == ANSWERED else {}
    for question, score in (("", min(answers.values(), default=None)), *answers.items()):
        yield SurveyFacts(
            of=drawn.seq,
            question=question,
            survey=str(drawn.fields.get("survey") or ""),
            outcome=outcome,
            at=at,
            score=score,
            hour=local.hour,
            weekday=local.isoweekday(),
            **ticket,
        )
