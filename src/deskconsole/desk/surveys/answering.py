"""What came of asking a customer: their scores, or that they were not reached and are tried again, or refused."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.loaded import LoadedTicket
from deskconsole.desk.look import Look
from deskconsole.desk.quality.beginning import had_hand_in
from deskconsole.desk.quality.reviewing import words
from deskconsole.desk.surveys.plans import survey_named
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.calendar.counting import due
from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.rules.house.surveys import SCORES, Survey
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.events.surveys import (
    AGAIN,
    ASKED,
    DRAWN,
    NO_ANSWER,
    REFUSED,
    SURVEYED,
    answers_of,
    written,
)
from deskconsole.domain.tickets.ticket import effective
from deskconsole.errors import DeskError
from deskconsole.record import dataclass

#: What a clock asks for that is a try of a survey.
SURVEY: Final = "survey"
_OUTCOMES: Final = (ASKED, NO_ANSWER, REFUSED)


@dataclass(frozen=True, slots=True)
class SurveyView:
    """A survey of one ticket as it stands: ``outcome`` of the last try (``None``: not tried yet), the answers, until
    when it is tried next."""

    number: str
    survey: Survey
    outcome: str | None
    answers: Mapping[str, int]
    text: str | None
    due: datetime | None
    tries: int

    @property
    def lowest(self) -> int | None:
        """The lowest of the answers."""
        return min(self.answers.values(), default=None)


def _again(work: Work, answer: str) -> SurveyView:
    return _view(work, work.ticket(answer))


@command(needs="tickets", again=_again)
def answer_survey(
    work: Work,
    number: str,
    scores: Mapping[str, int] | None = None,
    *,
    outcome: str = ASKED,
    text: str | None = None,
    key: str | None = None,
) -> SurveyView:
    """Put on record what came of calling a customer who was drawn: a score for each question, or that nobody answered
    (then it is tried again by the plan of the survey), or that they refuse."""
    ticket = work.ticket(number)
    running = _running(ticket.clocks)
    if running is None:
        raise DeskError("number: no survey is to be asked on this ticket", field="number")
    if had_hand_in(ticket, work.actor.login) and running.assignee != work.actor.login:
        raise DeskError("number: nobody asks about what they have done themselves", field="number")
    if outcome not in _OUTCOMES:
        raise DeskError(
            "{name}: '{value}' is not one of {allowed}",
            field="outcome",
            name="outcome",
            value=outcome[:40],
            allowed=", ".join(_OUTCOMES),
        )
    begun = _begun(ticket.events, running.of)
    survey = survey_named(work.desk, str(begun.fields.get("survey")))
    fields: dict[str, Any] = {"outcome": outcome, "survey": survey.name}
    if outcome == ASKED:
        answers = _answers(survey, scores or {})
        fields |= {"answers": written(answers), "score": min(answers.values())}
    elif scores:
        raise DeskError("score: who was not asked has no scores", field="score")
    ticket.record(SURVEYED, of=running.of, text=words(text), fields=fields)
    if outcome == NO_ANSWER:
        _try_again(work, ticket, survey, begun)
    work.answer(ticket.number)
    return _view(work, ticket)


@query(needs="see")
def show_survey(look: Look, number: str) -> SurveyView:
    """The last survey of a ticket."""
    return _view(look, look.look_at(number))


def _running(clocks: Sequence[Clock]) -> Clock | None:
    return next((clock for clock in clocks if clock.active and clock.do == SURVEY), None)


def _begun(events: Sequence[Event], of: int) -> Event:
    return next(event for event in events if event.seq == of)


def _answers(survey: Survey, scores: Mapping[str, int]) -> dict[str, int]:
    """A score for each question, and for nothing else."""
    names = [question.name for question in survey.question]
    for name, score in scores.items():
        if name not in names:
            allowed = ", ".join(names)
            raise DeskError("score: '{value}' is not one of {allowed}", field="score", value=name[:60], allowed=allowed)
        if isinstance(score, bool) or score not in SCORES:
            raise DeskError("{name}: a score is a whole number from 1 to 5", field=name, name=name)
    if missing := [name for name in names if name not in scores]:
        raise DeskError("score: not asked yet: {names}", field="score", names=", ".join(missing))
    return {name: scores[name] for name in names}


def _try_again(work: Work, ticket: TicketWork, survey: Survey, begun: Event) -> None:
    """The next try by the plan; after the last one they stay unreached."""
    tried = _tries(ticket.events, begun)
    if tried > len(survey.tries):
        return
    until = due(work.now, parse_duration(survey.tries[tried - 1]), work.desk.calendar).at
    given = {"due": until.isoformat(), "survey": survey.name, **({"to": begun.to} if begun.to else {})}
    ticket.append(ticket.draft_event(AGAIN, fields=given, of=begun.seq, by_desk=True))


def _tries(events: Sequence[Event], begun: Event) -> int:
    """The how manyth try of its survey one is."""
    n, event = 1, begun
    while event.kind == AGAIN:
        n, event = n + 1, _begun(events, event.of or 0)
    return n


def _view(look: Look, ticket: LoadedTicket) -> SurveyView:
    live = [event for event in effective(ticket.events) if event.kind in (DRAWN, AGAIN, SURVEYED)]
    begun = next((event for event in reversed(live) if event.kind != SURVEYED), None)
    if begun is None:
        raise DeskError("number: no survey was drawn on this ticket", field="number")
    last = next((event for event in reversed(live) if event.kind == SURVEYED), None)
    running = _running(ticket.clocks)
    return SurveyView(
        ticket.number,
        survey_named(look.desk, str(begun.fields.get("survey"))),
        last.outcome if last is not None else None,
        answers_of(last) if last is not None else {},
        last.text if last is not None else None,
        running.due if running is not None else None,
        _tries(ticket.events, begun),
    )
