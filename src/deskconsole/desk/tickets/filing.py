"""Completing a ticket's form and filing it in one go (R16): all that it lacks and `filed`, or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskconsole.desk.records import TicketView
from deskconsole.desk.ticket_work import TicketWork
from deskconsole.desk.tickets.act import record_fully
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.desk.use_cases import command
from deskconsole.desk.viewing import view_at
from deskconsole.desk.work import Work
from deskconsole.errors import DeskError, Outdated
from deskconsole.record import dataclass, field
from deskconsole.text.clean import clean


@dataclass(frozen=True, slots=True)
class Step:
    """One event to be recorded on the way to filing; ``part`` names the field that a refusal is shown at."""

    part: str
    kind: str
    of: int | None = None
    text: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@command(needs="tickets")
def complete_and_file(
    work: Work,
    number: str,
    steps: Sequence[Step],
    *,
    fields: Mapping[str, Any] | None = None,
    expect: int | None = None,
    key: str | None = None,
) -> TicketView:
    """Record ``steps`` in their order and then `filed`, in one transaction; the ticket as it is afterwards.

    ``fields``: what the kind's form of `filed` asks. ``expect``: the last ``seq`` that was seen. Raises
    :class:`DeskError`, with the part of the step that was refused as its field; nothing is written then.
    """
    ticket = work.ticket(number, expect=expect)
    for step in (*steps, Step("", "filed", fields=fields or {})):
        _take(work, ticket, step)
    return view_at(ticket, work.now)


def _take(work: Work, ticket: TicketWork, step: Step) -> None:
    ticket.require_event(step.kind)
    event = ticket.draft_event(
        step.kind,
        text=clean(step.text).strip() or None if step.text is not None else None,
        fields={name: clean(value).strip() if isinstance(value, str) else value for name, value in step.fields.items()},
        of=step.of,
    )
    try:
        record_fully(work, ticket, event)
    except (FormRefused, Outdated):
        raise
    except DeskError as error:
        error.field = step.part or error.field
        raise
