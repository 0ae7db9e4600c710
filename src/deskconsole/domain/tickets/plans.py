"""What one follow-up plans besides: the next time, once or by its recurrence."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from deskconsole.domain.calendar.calendar import ONE_DAY, Calendar
from deskconsole.domain.calendar.instant import SECOND, from_micros, to_micros
from deskconsole.domain.calendar.recurrence import next_after
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket

#: After a call that nobody answered the next one is not tried before this.
TRY_AGAIN_AFTER: Final = timedelta(hours=2)
_SEARCHED_DAYS: Final = 60


def next_try(now: datetime, calendar: Calendar) -> datetime:
    """When to call again whom nobody reached: two hours from ``now``, to the full minute, if the desk is open then;
    else at the next opening after that, as a rule the next working morning.

    A calendar that does not open within two months gives the same time tomorrow.
    """
    earliest = to_micros(now + TRY_AGAIN_AFTER)
    earliest += -earliest % (60 * SECOND)
    today = calendar.day(now)
    for ahead in range(_SEARCHED_DAYS):
        for opens, closes in calendar.spans(today + ahead * ONE_DAY):
            if earliest < closes:
                return from_micros(max(opens, earliest))
    return now + ONE_DAY


def moved(due: datetime, rest_days: str | None, calendar: Calendar) -> datetime:
    """A planned time off a day on which the desk is closed: the same time of the ``next`` or ``previous`` working day.

    A calendar without a working day within two months keeps it.
    """
    step = {"next": ONE_DAY, "previous": -ONE_DAY}.get(rest_days or "")
    local = due.astimezone(calendar.zone)
    for _day in range(_SEARCHED_DAYS if step is not None else 0):
        if calendar.is_working_day(local.date()):
            return local.astimezone(UTC)
        local += step or ONE_DAY
    return due


def occurrence_after(
    recurrence: str, since: datetime, last: datetime, now: datetime, rest_days: str | None, calendar: Calendar
) -> tuple[datetime, datetime] | None:
    """The first occurrence after ``last`` that is due after ``now``: (due, as the rule says it); ``None`` at its end.

    The two differ where a rest day moves it; the rule goes on from what it says, or a Friday's visit that stands for
    Saturday's would come twice.
    """
    occurrence = next_after(recurrence, since, last, calendar.zone)
    while occurrence is not None:
        due = moved(occurrence, rest_days, calendar)
        if due > now:
            return due, occurrence
        occurrence = next_after(recurrence, since, occurrence, calendar.zone)
    return None


def next_plan(ticket: Ticket, event: Event, calendar: Calendar) -> Event | None:
    """The ``planned`` event that a checked ``event`` brings with it, next in sequence; ``ticket`` is as before it.

    A follow-up that names a next time plans it; one that ends a recurring plan plans its next occurrence, which
    repeats by the clock on the wall and leaves rest days as the plan says. Where nobody answered, the next time takes
    the place of the plan and carries its recurrence on.
    """
    if event.kind != "followed_up":
        return None
    due, text, to, since, occurrence = event.due, event.text, None, None, None
    recurrence = event.fields.get("recurrence")
    plan = ticket.plans.get(event.of or 0)
    if plan is not None:
        to, text = plan.assignee, text or plan.what
        if event.outcome != "refused":  # who refuses is not asked again
            recurrence = recurrence or plan.recurrence
            if plan.recurrence is not None and (due is None or event.outcome == "no_answer"):
                since = plan.since or plan.due  # a rule of five times counts from the first
        if event.outcome == "reached" and due is None and plan.recurrence is not None:
            last = max(plan.occurrence or plan.due, event.happened_at)
            result = occurrence_after(
                plan.recurrence, since or plan.due, last, event.happened_at, plan.rest_days, calendar
            )
            due, occurrence = result if result is not None else (None, None)
    if due is None:
        return None
    fields: dict[str, Any] = {"due": due.isoformat()}
    if plan is not None and plan.rest_days and recurrence == plan.recurrence and recurrence is not None:
        fields["rest_days"] = plan.rest_days
    if occurrence is not None and occurrence != due:
        fields["occurrence"] = occurrence.isoformat()
    if to:
        fields["to"] = to
    if recurrence:
        fields["recurrence"] = recurrence
    if since is not None:
        fields["since"] = since.isoformat()
    return replace(event, seq=event.seq + 1, kind="planned", of=None, text=text or ticket.request or "-", fields=fields)


def open_try(ticket: Ticket, events: Sequence[Event], of: int) -> int:
    """The open plan to try thread ``of`` again, made when nobody answered; ``of`` itself where there is none."""
    tries = {of}
    for before, event in pairwise(events):
        unanswered = before.kind == "followed_up" and before.outcome == "no_answer" and before.of in tries
        if unanswered and event.kind == "planned":
            tries.add(event.seq)
    return max((plan for plan in ticket.open_plans() if plan in tries), default=of)
