"""The small forms of the shift screen: the note of a hand-over, a piece of news, a duty, where to save the sheet."""

from datetime import timedelta
from pathlib import Path

from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.shifts.records import Duty, Shift, ShiftsNow
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.present.shift_texts import PART_TITLES
from deskconsole.screens.forms.small_form import SmallForm
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import parse_day
from deskconsole.widgets.forms.form_row import Entry, FormRow


class HandOverForm(SmallForm[Shift]):
    """One's own words for whoever comes next; all else is written by the desk."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, [FormRow("note", lambda: _("Note"), Entry.AREA)])

    def title_text(self) -> str:
        """What is done."""
        return _("Hand the shift over")

    async def write(self) -> Shift:
        """Ends the shift."""
        return await self.session.ask(shifts.hand_over, self.session.desk, self.entered("note") or None)


class NewsForm(SmallForm[ShiftsNow]):
    """Something that the shifts of a day must know."""

    def __init__(self, session: Session) -> None:
        today = session.now().astimezone(session.zone).date().isoformat()
        rows = [
            FormRow("text", lambda: _("News"), Entry.LINE),
            FormRow("day", lambda: _("Day"), Entry.LINE, value=today),
        ]
        super().__init__(session, rows)

    def title_text(self) -> str:
        """What is done."""
        return _("News of a day")

    async def write(self) -> ShiftsNow:
        """Adds it."""
        day = parse_day(self.entered("day"), field="day")
        return await self.session.ask(shifts.add_news, self.session.desk, self.entered("text"), day)


class DutyForm(SmallForm[list[Duty]]):
    """Who has a duty on which days."""

    def __init__(self, session: Session) -> None:
        today = session.now().astimezone(session.zone).date().isoformat()
        rows = [
            FormRow("login", lambda: _("Person"), Entry.LINE),
            FormRow("part", lambda: _("Duty"), Entry.CHOICE, choices=self._parts, value="night"),
            FormRow("since", lambda: _("From"), Entry.LINE, value=today),
            FormRow("until", lambda: _("To"), Entry.LINE, value=today),
            FormRow("substitute", lambda: _("Substitute"), Entry.LINE),
        ]
        super().__init__(session, rows)

    def _parts(self) -> list[tuple[str, str]]:
        return [(name, _(title)) for name, title in PART_TITLES.items()]

    def title_text(self) -> str:
        """What is done."""
        return _("Who has which duty")

    async def write(self) -> list[Duty]:
        """Enters it."""
        since = parse_day(self.entered("since"), field="since")
        until = parse_day(self.entered("until"), field="until")
        if until - since > timedelta(days=roster.MOST_DAYS):
            raise DeskError("until: name a day from {since} on, within a year", field="until", since=str(since))
        return await self.session.ask(
            roster.set_duty,
            self.session.desk,
            since,
            until,
            self.entered("part"),
            self._login("login"),
            self._login("substitute") if self.entered("substitute") else None,
        )

    def _login(self, name: str) -> str:
        """The login of a person who is named by login or by name."""
        typed = self.entered(name)
        named = [person.login for person in self.session.staff if typed in (person.login, person.name)]
        return named[0] if len(named) == 1 else typed


class SheetForm(SmallForm[Path]):
    """Where the hand-over sheet is saved."""

    def __init__(self, session: Session, shift: Shift) -> None:
        self._shift = shift
        at = shift.handed_over.at.astimezone(session.zone) if shift.handed_over else None
        name = f"{_('Hand-over sheet')} {at:%Y-%m-%d %H%M}.pdf" if at is not None else "hand-over.pdf"
        super().__init__(session, [FormRow("out", lambda: _("Path"), Entry.LINE, value=str(Path.home() / name))])

    def title_text(self) -> str:
        """What is done."""
        return _("Save the hand-over sheet (.pdf, .docx)")

    async def write(self) -> Path:
        """Writes the file; one that is there already is not replaced."""
        from deskconsole.documents.hand_over import write_hand_over

        out = Path(self.entered("out")).expanduser()
        await self.session.ask(write_hand_over, self.session.desk, self._shift, out)
        return out
