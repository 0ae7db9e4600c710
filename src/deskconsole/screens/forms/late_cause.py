"""The row in which a form asks why the step that it records is late; it need not be filled in."""

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets.consequences import LATE_CAUSE
from deskconsole.domain.clocks.clock import Clock
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.present.catalogue import _, language
from deskconsole.present.countdown import lasting
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow


def late_step(view: TicketView, event: str) -> Clock | None:
    """The clock that is late and that an event would end, where the rules ask why; the latest of several."""
    if not view.pack.late_causes:
        return None
    action = EVENTS[event].action
    late = [clock for clock in view.clocks if clock.overdue(view.at) and clock.cause is None]
    ended = [clock for clock in late if clock.do == action or _stops(view, clock, event)]
    return min(ended, key=lambda clock: clock.due, default=None)


def _stops(view: TicketView, clock: Clock, event: str) -> bool:
    stops = (
        stop.event
        for spec in view.pack.clocks_of(clock.rule)
        if (spec.name, spec.do) == (clock.name, clock.do)
        for stop in (*spec.stops_on, *spec.stops_all)
    )
    return event in stops or (clock.idle and EVENTS[event].step)


def cause_row(view: TicketView, clock: Clock, session: Session) -> FormRow:
    """Why, by one key each."""

    def label() -> str:
        return _("Late by {time}").format(time=lasting(session.now() - clock.due))

    def choices() -> list[tuple[str, str]]:
        return [(cause.name, cause.title.get(language())) for cause in view.pack.late_causes]

    return FormRow(LATE_CAUSE, label, Entry.CHOICE, choices=choices)
