"""Completing a ticket's form and filing it in one go (R16): all that it lacks and `filed`, or nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deskconsole.desk.desk import Desk
from deskconsole.desk.staff.staff import require
from deskconsole.desk.tickets.act import check_seen, record_within
from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.desk.tickets.records import TicketView
from deskconsole.desk.tickets.settling import settle_within
from deskconsole.desk.work import Loaded, draft, load, once, view
from deskconsole.errors import DeskError, Outdated
from deskconsole.record import dataclass, field
from deskconsole.store.api import WriteTransaction
from deskconsole.text.clean import clean


@dataclass(frozen=True, slots=True)
class Step:
    """One event to be recorded on the way to filing; ``part`` names the field that a refusal is shown at."""

    part: str
    kind: str
    of: int | None = None
    text: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


def complete_and_file(
    desk: Desk,
    number: str,
    steps: Sequence[Step],
    *,
    fields: Mapping[str, Any] | None = None,
    expect: int | None = None,
    key: str | None = None,
    source: str = "console",
) -> TicketView:
    """Record ``steps`` in their order and then `filed`, in one transaction; the ticket as it is afterwards.

    ``fields``: what the kind's form of `filed` asks. ``expect``: the last ``seq`` that was seen. Raises
    :class:`DeskError`, with the part of the step that was refused as its field; nothing is written then.
    """
    steps = (*steps, Step("", "filed", fields=fields or {}))
    content = ["file", number, [[step.kind, step.of, step.text, dict(step.fields)] for step in steps]]
    with desk.store.writing() as tx:
        now = desk.now()
        settle_within(desk, tx, now)

        def write() -> TicketView:
            loaded = load(desk, tx, number)
            check_seen(loaded, expect)
            for step in steps:
                loaded = _take(desk, tx, loaded, step, now, source)
            return view(desk, loaded, now)

        return once(desk, tx, key, content, write)


def _take(desk: Desk, tx: WriteTransaction, loaded: Loaded, step: Step, now: datetime, source: str) -> Loaded:
    require(desk.actor, step.kind, loaded.ticket, loaded.clocks)
    event = draft(
        loaded,
        step.kind,
        at=now,
        now=now,
        desk=desk,
        by=desk.actor.login,
        text=clean(step.text).strip() or None if step.text is not None else None,
        fields={name: clean(value).strip() if isinstance(value, str) else value for name, value in step.fields.items()},
        of=step.of,
        source=source,
    )
    try:
        return record_within(desk, tx, loaded, event, now)
    except (FormRefused, Outdated):
        raise
    except DeskError as error:
        error.field = step.part or error.field
        raise
