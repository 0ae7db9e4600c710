"""The form of a meeting in a room."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from deskconsole.desk.visitors import rooms
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.values import Hints, when
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: How long a meeting takes when nobody says.
_USUAL: Final = timedelta(hours=1)


class RoomForm(Form[str]):
    """Gives the id of the meeting; a cell of the grid gives its room and times."""

    def __init__(self, session: Session, room: str = "", starts: str = "", ends: str = "") -> None:
        rows = [
            FormRow("room", N_("Room"), required=True, value=room),
            FormRow("starts", N_("Begins"), Entry.WHEN, required=True, value=starts),
            FormRow("ends", N_("Ends"), Entry.WHEN, value=ends),
            FormRow("title", N_("Meeting")),
            FormRow("organiser", N_("Organiser")),
            FormRow("people", N_("People")),
        ]
        self._place = " · ".join(part for part in (room, starts) if part)
        if room:  # what is still to be said stands first
            rows = [*rows[3:], *rows[:3]]
        draft = f"meeting {self._place}".strip()
        super().__init__(session, rows, draft=draft, parts=[Hints(session, session.desk.pack)])

    def heading(self) -> str:
        """What is done."""
        return " · ".join(part for part in (_("Plan a meeting"), self._place) if part)

    def submit(self) -> Callable[[], str]:
        """Keeps the meeting."""
        starts = when(self.entered("starts"), self.session, "starts")
        ends = when(self.entered("ends"), self.session, "ends") if self.entered("ends") else starts + _USUAL
        desk, people, key = self.session.desk, self._people(), self.drafts.id
        room, title, organiser = (self.rows[name].value for name in ("room", "title", "organiser"))
        return lambda: (
            rooms.plan_room(
                desk, room=room, starts=starts, ends=ends, title=title, organiser=organiser, people=people, key=key
            ).id
        )

    def _people(self) -> int | None:
        text = self.entered("people")
        if text and not text.isdecimal():
            raise DeskError("people: '{value}' is not a number of people", field="people", value=text[:20])
        return int(text) if text else None
