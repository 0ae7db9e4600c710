"""Deriving every ticket of a site anew, after the program that derives has changed."""

from typing import Any

from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.clocks.clock import Rules
from deskconsole.domain.clocks.derive import evaluate
from deskconsole.domain.clocks.settle import standing
from deskconsole.domain.figures.facts import facts_of
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.store import texts, tickets
from deskconsole.store.api import WriteTransaction
from deskconsole.store.figures import facts as figures
from deskconsole.store.mapping import ticket_columns
from deskconsole.store.record import recording


def derive_again(tx: WriteTransaction) -> int:
    """Save what the events of each ticket say now wherever the rows say something else; how many did.

    A ticket whose texts are not there stays as it is: `verify` names it.
    """
    rules: dict[tuple[str, str], Rules] = {}

    def rules_of(pack: str, calendar: str) -> Any:
        if (pack, calendar) not in rules:
            rules[pack, calendar] = Rules(
                Pack.from_canonical(texts.text_of(tx, pack)), Calendar.from_canonical(texts.text_of(tx, calendar))
            )
        return rules[pack, calendar]

    count = 0
    for ticket_id in list(tickets.all_ticket_ids(tx)):
        events = tickets.ticket_events(tx, ticket_id)
        if not events:
            continue
        try:
            ticket, clocks = evaluate(events, rules_of)
            judged_by = rules_of(events[-1].pack, events[-1].calendar)
            times = standing(events, ticket, clocks, judged_by)
        except DeskError:
            continue
        columns = ticket_columns(ticket, clocks, *times)
        zone, house = judged_by.calendar.zone, judged_by.pack.is_house(ticket.kind)
        facts = facts_of(events, ticket, clocks, times[0], zone, house=house)
        changed = bool(figures.differences(figures.stored_facts(tx, ticket_id), facts))
        figures.save_facts(tx, ticket_id, facts)
        if tickets.stored_columns(tx, ticket_id, columns) != columns or tickets.clock_rows(tx, ticket_id) != clocks:
            recording.save_derived(tx, ticket_id, ticket, clocks, *times)
            changed = True
        count += changed
    return count
