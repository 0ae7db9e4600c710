"""Who records an event by the form of its kind: of which department or role, and not who did what comes before it."""

from collections.abc import Sequence

from deskconsole.domain.rules.forms import Form
from deskconsole.domain.tickets.event import Event
from deskconsole.errors import DeskError


def refused_to(form: Form, event: Event, happened: Sequence[Event]) -> DeskError | None:
    """Why it may not be recorded by who records it; ``None`` where it may."""
    by = form.by
    if by is not None and (by.department or by.role):
        allowed = event.by_department in by.department or event.by_role in by.role
        if not allowed:
            return DeskError("{event}: this is for {who}", event=event.kind, who=", ".join((*by.department, *by.role)))
    for kind in form.other_than:
        last = next((past for past in reversed(happened) if past.kind == kind), None)
        if last is not None and last.by is not None and last.by == event.by:
            return DeskError("{event}: somebody else does that than who did {before}", event=event.kind, before=kind)
    return None
