"""Why a deadline lies where it does: the rule with its text, what was counted and what was skipped."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.desk.records import TicketView
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.clocks.why import Reasons
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _, language
from deskconsole.present.countdown import CLOCK_STATES
from deskconsole.present.dates import short, short_due
from deskconsole.present.durations import duration_words
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.way_lines import counted_line, skipped_line
from deskconsole.text.clean import one_line
from deskconsole.widgets.text_view import Piece, TextView

_MUTED = "$foreground-muted"


class WhyDeadline(DeskModal[None]):
    """Every clock of a ticket, the running ones first, with the rule behind it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,v,q", "leave", show=False)]

    def __init__(self, session: Session, view: TicketView, reasons: Sequence[Reasons]) -> None:
        super().__init__(session)
        self.view = view
        self.reasons = tuple(reasons)
        self.reading = TextView()
        self._title = Static("", markup=False, classes="dialog-title")

    def compose(self) -> ComposeResult:
        """Title and text."""
        with Vertical(classes="dialog reading"):
            yield self._title
            yield self.reading

    def on_mount(self) -> None:
        """Shows the clocks."""
        self.relabel()
        self.reading.focus()

    def relabel(self) -> None:
        """In the language now in use."""
        self._title.update(Content(_("Why this deadline · Esc leaves")))
        self.reading.show(piece for reasons in self.reasons for piece in self._pieces(reasons))

    def _pieces(self, reasons: Reasons) -> Iterator[Piece]:
        clock = reasons.clock
        title = reasons.rule.title.get(language()) if reasons.rule is not None else clock.do
        yield (f"{clock.rule}  {title}\n", "bold")
        yield from self._due(reasons)
        yield from self._way(reasons)
        yield from self._moves(reasons)
        if clock.provisional:
            yield (_("Provisional: the public holidays of that year are not published yet") + "\n", "$warning")
        try:
            yield (f"{self.view.pack.rule(clock.rule).text.get(language())}\n\n", _MUTED)
        except DeskError:
            yield ("\n", "")

    def _due(self, reasons: Reasons) -> Iterator[Piece]:
        now, zone, clock = self.session.now(), self.session.zone, reasons.clock
        lasts = duration_words(reasons.rule.duration) if reasons.rule is not None else "-"
        if clock.every is not None:
            lasts = _("every {duration}").format(duration=lasts)
        message = _("from {start} + {duration} = {due}").format(
            start=short(clock.started, now, zone),
            duration=lasts,
            due=short_due(reasons.way.due if reasons.way is not None else clock.due, now, zone),
        )
        yield (f"{message}\n", "")
        if clock.calendar is not None:
            yield (_("counted by the calendar {calendar}").format(calendar=self._calendar(clock.calendar)) + "\n", "")
        if clock.basis is not None:
            shown = clock.basis if not isinstance(clock.basis, datetime) else short(clock.basis, now, zone)
            yield (_("counted from the date on the form: {date}").format(date=shown) + "\n", "")
        who = self.session.titles.assignee(clock.assignee, clock.role)
        yield (_("{state} · asked: {who}").format(state=_state(clock), who=who) + "\n", "")

    def _calendar(self, name: str) -> str:
        """What the pack calls a further calendar; its name where only the site's own file has it."""
        titles = (each.title.get(language()) for each in self.view.pack.calendars if each.name == name)
        return next(titles, name)

    def _way(self, reasons: Reasons) -> Iterator[Piece]:
        if reasons.way is None:
            return
        now, zone = self.session.now(), self.session.zone
        for label, text in (
            (_("counted"), counted_line(reasons.way, now, zone)),
            (_("skipped"), skipped_line(reasons.way, now, zone)),
        ):
            if text:
                yield (f"{label}  ", _MUTED)
                yield (f"{text}\n", "")

    def _moves(self, reasons: Reasons) -> Iterator[Piece]:
        """What made the due another one than first counted."""
        now, zone, clock = self.session.now(), self.session.zone, reasons.clock
        for begun, ended in reasons.pauses:
            start = short(begun, now, zone)
            if ended is None:
                yield (_("stands still since {start}").format(start=start) + "\n", "")
            else:
                yield (_("stood still {start} to {end}").format(start=start, end=short(ended, now, zone)) + "\n", "")
        for event in reasons.extended:
            if event.due is not None:
                message = _("extended to {due}: {reason}").format(
                    due=short_due(event.due, now, zone), reason=one_line(str(event.fields.get("reason") or "-"))
                )
                yield (f"{message}\n", "")
        for event in reasons.recounted:
            if event.due is not None:
                yield (_("counted anew to {due}").format(due=short_due(event.due, now, zone)) + "\n", "")
        if reasons.classified is not None:
            at = short(reasons.classified.happened_at, now, zone)
            yield (_("classified anew {when}").format(when=at) + "\n", "")
        if clock.first_due != clock.due and clock.every is None:
            message = _("first told: {first} · now: {due}")
            first = short_due(clock.first_due, now, zone)
            yield (message.format(first=first, due=short_due(clock.due, now, zone)) + "\n", "")

    def action_leave(self) -> None:
        """Back to the ticket."""
        self.dismiss(None)


def _state(clock: Clock) -> str:
    return _(CLOCK_STATES[clock.state])
