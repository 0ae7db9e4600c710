"""What one person does after a failed test or check (R32, S07): theirs at once, with a date, then looked at once more.

What was done and what came of it is recorded as of an improvement.
"""

from collections.abc import Mapping
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.learning.improvements import ABOUT, ENDED, Improvement, improvement_of, loaded_of
from deskconsole.desk.look import Look
from deskconsole.desk.matters.noticed import open_noticed
from deskconsole.desk.tickets.act import record_fully
from deskconsole.desk.work import Work
from deskconsole.domain.calendar.counting import due
from deskconsole.domain.calendar.duration import parse_duration
from deskconsole.domain.rules.house.recurring import PERSON
from deskconsole.domain.rules.house.rounds import CHECK, TEST, Measure
from deskconsole.domain.rules.kinds import Kind
from deskconsole.domain.tickets.events import checks as events
from deskconsole.record import NamedTuple

#: Field of the form: after what it was given.
_AFTER: Final = "after"


class PersonalMeasure(NamedTuple):
    """A measure of one person, how it stands, and after what it was given."""

    login: str
    after: str | None
    measure: Improvement


def declared_measures(desk: Desk) -> dict[str, Measure]:
    """The measures of all packs of the desk, each once."""
    results: dict[str, Measure] = {}
    for pack in desk.packs:
        for each in pack.measures:
            results.setdefault(each.name, each)
    return results


def begin_measures(work: Work, on: str, login: str, about: str, subject: str | None = None) -> list[str]:
    """Give one person what the rules say after a failed test or check, as a part of a use case; the numbers.

    ``about``: the ticket that it failed on, where what was found stands: it may name a customer, and is not copied.
    ``subject``: of the training.
    """
    numbers: list[str] = []
    for measure in declared_measures(work.desk).values():
        if on not in measure.on:
            continue
        text = f"{measure.title.zh}：{subject}" if subject else measure.title.zh
        fields = {PERSON: login, ABOUT: about, _AFTER: TEST if on == TEST else CHECK}
        own = {field.name for field in work.desk.pack_for(kind=measure.kind).form(measure.kind, "received")}
        given = {name: value for name, value in fields.items() if name in own}
        ticket = open_noticed(work, measure.kind, text, fields=given)
        if ticket is None:
            continue
        until = due(work.now, parse_duration(measure.within), work.desk.calendar).at
        accepted = {"to": login, "due": until.isoformat()}
        record_fully(work, ticket, ticket.draft_event(events.ACCEPTED, fields=accepted))
        numbers.append(ticket.number)
    return numbers


def measures_of(look: Look, login: str | None = None, *, open_only: bool = False) -> list[PersonalMeasure]:
    """The personal measures, those to be done first; of one person, or of all. A part of a query."""
    kinds = {each.kind: look.desk.pack_for(kind=each.kind) for each in declared_measures(look.desk).values()}
    existing: list[Kind] = [pack.kind(name) for name, pack in kinds.items() if pack.kind_of(name) is not None]
    every = [_measure(improvement_of(each), each.ticket.fields) for each in loaded_of(look, existing)]
    results = [
        each for each in every if login in (None, each.login) and not (open_only and each.measure.state == ENDED)
    ]
    return sorted(results, key=lambda each: (each.measure.state == ENDED, each.measure.due or each.measure.proposed_at))


def _measure(measure: Improvement, fields: Mapping[str, Any]) -> PersonalMeasure:
    after = fields.get(_AFTER)
    return PersonalMeasure(str(fields.get(PERSON) or measure.person or ""), str(after) if after else None, measure)
