"""Figures of quality checks, of surveys of customers and of complaints about reception, as statements."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BigInteger, and_, case, cast, literal_column, or_, select

from deskconsole.store.figures.counting import CUTS
from deskconsole.store.schema.figures.facts import SURVEYS as SURVEY, TICKET_FACTS as FACT
from deskconsole.store.schema.figures.made import cuts_of, durations, figure, within
from deskconsole.store.schema.parts import SITE_ID, given, here, word
from deskconsole.store.schema.shifts import CHECK
from deskconsole.store.schema.staff import STAFF
from deskconsole.store.schema.tickets import TICKET

#: A complaint about reception is of whom it is about, and of the department where they work.
_ABOUT = cuts_of(
    FACT,
    person=FACT.c.against,
    department=select(STAFF.c.department)
    .where(here(STAFF), STAFF.c.login == FACT.c.against)
    .correlate(FACT)
    .scalar_subquery(),
    cause=FACT.c.cause,
)
RECEPTION, RECEPTION_PARTS, RECEPTION_BEHIND = figure(
    FACT, _ABOUT, and_(here(FACT), within(FACT.c.justified_at), FACT.c.counts.is_(True))
)

# --- quality checks --------------------------------------------------------------------------------------------------


def _of_ticket(name: str) -> Any:
    ticket = TICKET.alias("checked")
    where = and_(ticket.c.number == CHECK.c.number, ticket.c.site_id == SITE_ID)
    return select(ticket.c[name]).where(where).correlate(CHECK).scalar_subquery()


def _of_check(login: Any) -> Mapping[str, Any]:
    department = select(STAFF.c.department).where(STAFF.c.login == login, here(STAFF)).correlate(CHECK)
    own = {name: _of_ticket(name) for name in ("channel", "tier", "category", "kind")}
    return {**own, "person": login, "department": department.scalar_subquery()}


_RECEIVER, _REVIEWER = _of_check(CHECK.c.receiver), _of_check(CHECK.c.reviewer)
#: Nobody's own check counts.
_OTHERS = or_(CHECK.c.receiver.is_(None), CHECK.c.receiver != CHECK.c.reviewer)
#: What all score together has no outcome, and is no check of anybody's work.
_VERDICT = CHECK.c.outcome.is_not(None)
_MADE = and_(here(CHECK), within(CHECK.c.scored_at), _OTHERS, CHECK.c.score.is_not(None), _VERDICT)
_DECIDED = and_(here(CHECK), within(CHECK.c.decided_at), _OTHERS)
_PASSED = CHECK.c.outcome == word("passed")
_CHANGED = CHECK.c.decision == word("overturned")

CHECK_SCORE, CHECK_SCORE_PARTS, CHECK_SCORE_BEHIND = figure(CHECK, _RECEIVER, _MADE, _PASSED, CHECK.c.score)
PASSED, PASSED_PARTS, PASSED_BEHIND = figure(CHECK, _RECEIVER, _MADE, _PASSED)
APPEALS, APPEALS_PARTS, APPEALS_BEHIND = figure(CHECK, _RECEIVER, _DECIDED, _CHANGED)
REVIEWS, REVIEWS_PARTS, REVIEWS_BEHIND = figure(CHECK, _REVIEWER, _MADE)
REVIEW_SCORE, REVIEW_SCORE_PARTS, REVIEW_SCORE_BEHIND = figure(CHECK, _REVIEWER, _MADE, total=CHECK.c.score)
LOST, LOST_PARTS, LOST_BEHIND = figure(CHECK, _REVIEWER, _DECIDED, _CHANGED, bad=True)
_TAKEN = (CHECK.c.scored_at - CHECK.c.begun_at) / literal_column("1000000", BigInteger())
REVIEW_TIME, REVIEW_TIME_BEHIND = durations(CHECK, _REVIEWER, _MADE, cast(_TAKEN, BigInteger()))

_OF_SURVEYS = cuts_of(
    SURVEY,
    person=SURVEY.c.person,
    department=SURVEY.c.department,
    scoring=SURVEY.c.outcome,
    question=SURVEY.c.question,
)


# --- surveys ---------------------------------------------------------------------------------------------------------

_SURVEYED = and_(here(SURVEY), within(SURVEY.c.at), SURVEY.c.counts.is_(True))
_ITSELF = SURVEY.c.question == word("")
_BY_QUESTION = literal_column(str(CUTS["question"]), BigInteger())
#: The answers to its questions where it is cut by them, else the survey as a whole by its lowest score.
_EACH = case(
    (
        or_(given("by_1", type_=BigInteger()) == _BY_QUESTION, given("by_2", type_=BigInteger()) == _BY_QUESTION),
        ~_ITSELF,
    ),
    else_=_ITSELF,
)
_IS_ANSWERED = SURVEY.c.outcome == word("answered")
_SCORED = and_(_SURVEYED, _IS_ANSWERED, _EACH)
SURVEYED, SURVEYED_PARTS, SURVEYED_BEHIND = figure(
    SURVEY, _OF_SURVEYS, and_(_SURVEYED, _ITSELF, SURVEY.c.outcome != word("open")), _IS_ANSWERED
)
SURVEY_4, SURVEY_4_PARTS, SURVEY_4_BEHIND = figure(SURVEY, _OF_SURVEYS, _SCORED, SURVEY.c.score >= literal_column("4"))
SURVEY_3, SURVEY_3_PARTS, SURVEY_3_BEHIND = figure(SURVEY, _OF_SURVEYS, _SCORED, SURVEY.c.score >= literal_column("3"))
SURVEY_SCORE, SURVEY_SCORE_PARTS, SURVEY_SCORE_BEHIND = figure(
    SURVEY, _OF_SURVEYS, and_(_SURVEYED, _IS_ANSWERED, ~_ITSELF), total=SURVEY.c.score
)
