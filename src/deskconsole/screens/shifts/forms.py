"""The small forms of the shift screen: the note of a hand-over, a piece of news, a duty, where to save the sheet."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from deskconsole.desk.duty import Duty
from deskconsole.desk.shifts import roster, shifts
from deskconsole.desk.shifts.records import Shift, ShiftsNow
from deskconsole.documents.files import files_folder, free
from deskconsole.documents.hand_over import write_hand_over
from deskconsole.errors import DeskError
from deskconsole.given_files import named
from deskconsole.present.catalogue import N_, _
from deskconsole.present.shift_texts import PART_TITLES
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import parse_day
from deskconsole.widgets.forms.form_row import Entry, FormRow


class HandOverForm(Form[Shift]):
    """One's own words for whoever comes next; all else is written by the desk."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, [FormRow("note", N_("Note"), Entry.AREA)], draft="hand over")

    def heading(self) -> str:
        """What is done."""
        return _("Hand the shift over")

    def submit(self) -> Callable[[], Shift]:
        """Ends the shift."""
        return partial(shifts.hand_over, self.session.desk, self.entered("note") or None)


class NewsForm(Form[ShiftsNow]):
    """Something that the shifts of a day must know."""

    def __init__(self, session: Session) -> None:
        rows = [FormRow("text", N_("News"), required=True), FormRow("day", N_("Day"), value=_today(session))]
        super().__init__(session, rows, draft="news")

    def heading(self) -> str:
        """What is done."""
        return _("News of a day")

    def submit(self) -> Callable[[], ShiftsNow]:
        """Adds it."""
        day = parse_day(self.entered("day"), field="day")
        return partial(shifts.add_news, self.session.desk, self.entered("text"), day)


class DutyForm(Form[list[Duty]]):
    """Who has a duty on which days."""

    def __init__(self, session: Session) -> None:
        today = _today(session)
        rows = [
            FormRow("login", N_("Person"), required=True),
            FormRow("part", N_("Duty"), Entry.CHOICE, choices=_parts, value="night"),
            FormRow("since", N_("From"), value=today),
            FormRow("until", N_("To"), value=today),
            FormRow("substitute", N_("Substitute")),
        ]
        super().__init__(session, rows, draft="duty")

    def heading(self) -> str:
        """What is done."""
        return _("Who has which duty")

    def submit(self) -> Callable[[], list[Duty]]:
        """Enters it."""
        since, until = (parse_day(self.entered(name), field=name) for name in ("since", "until"))
        if until - since > timedelta(days=roster.MOST_DAYS):
            raise DeskError("until: name a day from {since} on, within a year", field="until", since=str(since))
        part, login = self.entered("part"), self._login("login")
        substitute = self._login("substitute") if self.entered("substitute") else None
        return partial(roster.set_duty, self.session.desk, since, until, part, login, substitute)

    def _login(self, name: str) -> str:
        """The login of a person who is named by login or by name."""
        typed = self.entered(name)
        named = [person.login for person in self.session.staff if typed in (person.login, person.name)]
        return named[0] if len(named) == 1 else typed


class SheetForm(Form[Path]):
    """Where the hand-over sheet is saved."""

    def __init__(self, session: Session, shift: Shift) -> None:
        self._shift = shift
        at = shift.handed_over.at.astimezone(session.zone) if shift.handed_over else None
        name = f"{_('Hand-over sheet')} {at:%Y-%m-%d %H%M}.pdf" if at is not None else "hand-over.pdf"
        # No draft: the place is a proposal for this one sheet.
        super().__init__(session, [FormRow("out", N_("Path"), value=str(free(files_folder(session.desk) / name)))])

    def heading(self) -> str:
        """What is done."""
        return _("Save the hand-over sheet (.pdf, .docx)")

    def submit(self) -> Callable[[], Path]:
        """Writes the file; one that is there already is not replaced."""
        out, desk = named(self.entered("out")), self.session.desk

        def write() -> Path:
            write_hand_over(desk, self._shift, out)
            return out

        return write


def _today(session: Session) -> str:
    return session.today().isoformat()


def _parts() -> list[tuple[str, str]]:
    return [(name, _(title)) for name, title in PART_TITLES.items()]
