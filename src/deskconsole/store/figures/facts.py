"""The facts that figures count, a row a ticket, a clock, a call and a survey: saved with what they are derived from."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.figures.facts import CallFacts, ClockFacts, Facts, TicketFacts
from deskconsole.domain.figures.surveys import SurveyFacts
from deskconsole.store.api import ReadTransaction, WriteTransaction
from deskconsole.store.compiled import statements
from deskconsole.store.mapping import columns_of

SQL: Final = statements("figures.facts")


def insert_facts(tx: WriteTransaction, ticket_id: int, facts: Facts) -> None:
    """Save what is counted of a ticket that has just been opened."""
    tx.run(SQL.INSERT_TICKET_FACT, ticket_id=ticket_id, **columns_of(facts.ticket))
    for clock in facts.clocks:
        tx.run(SQL.SAVE_CLOCK_FACT, ticket_id=ticket_id, **columns_of(clock))
    for call in facts.calls:
        tx.run(SQL.SAVE_CALL_FACT, ticket_id=ticket_id, **columns_of(call))
    for survey in facts.surveys:
        tx.run(SQL.SAVE_SURVEY_FACT, ticket_id=ticket_id, **columns_of(survey))


def save_facts(tx: WriteTransaction, ticket_id: int, facts: Facts) -> None:
    """Save what is counted of a ticket as it is now: what differs from its rows, without what is no more."""
    stored = stored_facts(tx, ticket_id)
    if stored.ticket is None:
        tx.run(SQL.INSERT_TICKET_FACT, ticket_id=ticket_id, **columns_of(facts.ticket))
    elif stored.ticket != facts.ticket:
        tx.run(SQL.UPDATE_TICKET_FACT, ticket_id=ticket_id, **columns_of(facts.ticket))
    clocks = dict(stored.clocks)
    for clock in facts.clocks:
        if clocks.pop((clock.rule, clock.of), None) != clock:
            tx.run(SQL.SAVE_CLOCK_FACT, ticket_id=ticket_id, **columns_of(clock))
    for rule, of in clocks:
        tx.run(SQL.DROP_CLOCK_FACT, ticket_id=ticket_id, rule=rule, of=of)
    calls = dict(stored.calls)
    for call in facts.calls:
        if calls.pop(call.of, None) != call:
            tx.run(SQL.SAVE_CALL_FACT, ticket_id=ticket_id, **columns_of(call))
    for of in calls:
        tx.run(SQL.DROP_CALL_FACT, ticket_id=ticket_id, of=of)
    surveys = dict(stored.surveys)
    for survey in facts.surveys:
        if surveys.pop((survey.of, survey.question), None) != survey:
            tx.run(SQL.SAVE_SURVEY_FACT, ticket_id=ticket_id, **columns_of(survey))
    for of, question in surveys:
        tx.run(SQL.DROP_SURVEY_FACT, ticket_id=ticket_id, of=of, question=question)


class StoredFacts:
    """What is stored of a ticket: its row, if there is one, its clocks by rule and thread, its calls by thread,
    its surveys by thread and question."""

    def __init__(
        self,
        ticket: TicketFacts | None,
        clocks: Mapping[tuple[str, int], ClockFacts],
        calls: Mapping[int, CallFacts],
        surveys: Mapping[tuple[int, str], SurveyFacts],
    ) -> None:
        self.ticket, self.clocks, self.calls, self.surveys = ticket, clocks, calls, surveys


def stored_facts(tx: ReadTransaction, ticket_id: int) -> StoredFacts:
    """The facts of a ticket as they are stored."""
    return StoredFacts(
        tx.record(TicketFacts, SQL.TICKET_FACT, ticket_id=ticket_id),
        {(each.rule, each.of): each for each in tx.records(ClockFacts, SQL.CLOCK_FACTS, ticket_id=ticket_id)},
        {each.of: each for each in tx.records(CallFacts, SQL.CALL_FACTS, ticket_id=ticket_id)},
        {(each.of, each.question): each for each in tx.records(SurveyFacts, SQL.SURVEY_FACTS, ticket_id=ticket_id)},
    )


def strays(tx: ReadTransaction) -> list[tuple[str, int]]:
    """Rows of facts that belong to no ticket of the site: what they are of, and the key that they name."""
    return [(str(what), int(key)) for what, key in tx.all(SQL.STRAY_FACTS)]


def differences(stored: StoredFacts, expected: Facts) -> list[tuple[str, Any, Any]]:
    """Each column that is not what it should be: what of which, as it is stored, as it should be; ``None``: no row."""
    return [
        *_of_row("ticket", stored.ticket, expected.ticket),
        *_of_rows(stored.clocks, expected.clocks, lambda each: (each.rule, each.of), lambda key: f"{key[0]} {key[1]}"),
        *_of_rows(stored.calls, expected.calls, lambda each: each.of, lambda key: f"call {key}"),
        *_of_rows(
            stored.surveys,
            expected.surveys,
            lambda each: (each.of, each.question),
            lambda key: f"survey {key[0]} {key[1]}",
        ),
    ]


def _of_rows(
    stored: Mapping[Any, Any], expected: Sequence[Any], key_of: Callable[[Any], Any], name: Callable[[Any], str]
) -> list[tuple[str, Any, Any]]:
    by_key = {key_of(each): each for each in expected}
    keys = sorted({*stored, *by_key})
    return [each for key in keys for each in _of_row(name(key), stored.get(key), by_key.get(key))]


def _of_row(what: str, stored: Any, expected: Any) -> list[tuple[str, Any, Any]]:
    if stored is None or expected is None:
        return [] if stored is expected else [(what, stored and "stored", expected and "derived")]
    return [
        (f"{what} {name}", getattr(stored, name), getattr(expected, name))
        for name in expected._fields
        if getattr(stored, name) != getattr(expected, name)
    ]
