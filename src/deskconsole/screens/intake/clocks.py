"""The clocks of an inquiry that is still typed: how long the customer waits, which deadlines it starts and moves."""

from datetime import datetime

from deskconsole.domain.clocks.derive import Clock
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.phrases import opening_of
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.inquiry import Inquiry
from deskconsole.screens.intake.rows import IntakeRows
from deskconsole.screens.tickets.moves import move_line, moves
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.intake_clock import IntakeClock
from deskconsole.widgets.forms.note_line import NoteLine
from deskconsole.widgets.forms.pack_fields import PackFieldRow


class IntakeClocks(FormPart):
    """One line above the form, running; at tier and channel, which deadlines another choice moves."""

    def __init__(self, session: Session, rows: IntakeRows, inquiry: Inquiry) -> None:
        self._session, self._rows, self._inquiry = session, rows, inquiry
        self.line = IntakeClock(session.zone)
        #: what is said first to who calls
        self.opening = NoteLine()
        self._starts: list[Clock] = []

    def tick(self, now: datetime) -> None:
        """A second has passed."""
        clocks = [] if self._inquiry.joins is not None else self._starts
        self.line.show(self._title(), now, self._inquiry.opened_at, self._rows.pack, clocks)

    def _title(self) -> str:
        inquiry = self._inquiry
        if inquiry.joins is not None:
            ticket = inquiry.joins.ticket
            message = _("Add to {number}").format(number=inquiry.joins.number[-4:])
            return f"{message} {self._session.titles.customer(ticket.customer, ticket.tier)}"
        if inquiry.link is not None:
            message = _("Call {number}, rang {n} s")
            return message.format(number=inquiry.link.number[-4:], n=inquiry.link.rang_for)
        return _("New inquiry")

    def recount(self) -> None:
        """Works the deadlines out anew; a call has its opening phrase."""
        link = self._inquiry.link
        phrase = opening_of(self._rows.pack, self._session, link.number) if link is not None else ""
        self.line.set_class(bool(phrase), "-opened")
        self.opening.say(_("Say: {words}").format(words=phrase) if phrase else "")
        self._starts = self._rows.starts(self._inquiry.opened_at)
        self.tick(self._session.now())

    def changed(self, row: FormRow) -> None:
        """Another choice, other deadlines."""
        if row.entry is Entry.CHOICE or isinstance(row, PackFieldRow):
            before = self._starts
            self.recount()
            if row.field in ("tier", "channel"):
                now, zone, pack = self._session.now(), self._session.zone, self._rows.pack
                result = moves(before, self._starts)[:2]
                row.say(" · ".join(move_line(move, pack, now, zone) for move in result))
