"""Somebody at the desk needs another person: called without a sound or a word, and relieved by one key."""

from collections.abc import Mapping
from typing import Any

from deskconsole.desk.alarms.standing import roles_by_now, spec_of, tells
from deskconsole.desk.permissions import WORK
from deskconsole.desk.records import IntakeForm, TicketView
from deskconsole.desk.tickets.act import act
from deskconsole.desk.tickets.intake import take
from deskconsole.desk.tickets.repeats import view_with_repeats
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.clocks.clock import RUNNING
from deskconsole.domain.tickets.events.alarms import STANDS_BY, TAKEN_OVER
from deskconsole.domain.tickets.guards import refusal_for
from deskconsole.errors import DeskError
from deskconsole.text.clean import clean

#: Where somebody stands whose matter is no ticket yet.
ONSITE = "onsite"


@command(needs="help")
def call_help(work: Work, number: str, *, key: str | None = None) -> TicketView:
    """Call somebody to a ticket, quietly; nothing is recorded twice while nobody has come yet.

    A ticket that is withdrawn or merged is refused: nobody stands there about it any more.
    """
    ticket = work.ticket(number)
    if not ticket.ticket.open_help_calls():
        ticket.record("help_called")
    return view_with_repeats(work, ticket)


@command(needs="take")
def call_help_at_once(work: Work, typed: Mapping[str, Any], *, key: str | None = None) -> TicketView:
    """The same where nothing is recorded yet: what is typed of a form so far becomes a ticket, whatever it lacks.

    ``typed``: channel, customer, contact, content and request as they stand there; what is missing is asked when the
    ticket is filed.
    """
    channel = _word(typed.get("channel")) or ONSITE
    pack = work.desk.pack_for(channel=channel)
    form = IntakeForm(
        channel=channel,
        kind=pack.kind_of_channel(channel).name,
        tier=pack.default_tier,
        category="",
        customer=_word(typed.get("customer")) or None,
        contact=_word(typed.get("contact")) or None,
        content=_word(typed.get("content")),
        request=_word(typed.get("request")),
    )
    ticket = take(work, form, whole=False)
    ticket.record("help_called")
    return view_with_repeats(work, ticket)


@command(needs="help")
def take_over(work: Work, number: str, *, key: str | None = None) -> TicketView:
    """Come to whoever called, or take a grave matter on: the ticket is theirs who come. Who may not work on tickets
    stands by, and the ticket stays whose it is. Refused where somebody was faster."""
    ticket = work.ticket(number)
    threads = ticket.ticket.to_take_over()
    if not threads:
        raise refusal_for(ticket.ticket, ticket.clocks, "taken_over") or DeskError("taken_over: is over already")
    works = work.may(WORK, ticket.ticket, ticket.clocks)
    fields = {"outcome": TAKEN_OVER if works else STANDS_BY}
    for of in threads if works else threads[:1]:
        act(work, number, "taken_over", of=of, fields=fields)
    return view_with_repeats(work, ticket)


def _looked(work: Work, answer: str) -> bool:
    return answer == "True"


@command(needs="help", again=_looked)
def look_at(work: Work, number: str, *, key: str | None = None) -> bool:
    """Whoever is told of a matter has looked at it; whether that was asked of them."""
    ticket = work.ticket(number)
    due = any(
        clock.do == "look_at"
        and clock.state == RUNNING
        and (spec := spec_of(ticket, clock)) is not None
        and tells(work, roles_by_now(spec, clock, work.now), work.actor)
        for clock in ticket.clocks
    )
    if due:
        ticket.record("looked_at")
    work.answer(str(due))
    return due


def _word(value: Any) -> str:
    return clean(str(value)).strip() if value else ""
