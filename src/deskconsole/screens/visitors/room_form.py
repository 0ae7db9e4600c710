"""The form of a meeting in a room."""

from datetime import timedelta
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from deskconsole.actions import Scope
from deskconsole.desk.visitors import rooms
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.present.dates import short
from deskconsole.present.when import parse_when
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: How long a meeting takes when nobody says.
_USUAL: Final = timedelta(hours=1)


class RoomForm(DeskModal[str | None]):
    """Gives the id of the meeting, ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._saving = False
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")
        made = (
            FormRow("room", lambda: _("Room"), Entry.LINE),
            FormRow("starts", lambda: _("Begins"), Entry.WHEN),
            FormRow("ends", lambda: _("Ends"), Entry.WHEN),
            FormRow("title", lambda: _("Meeting"), Entry.LINE),
            FormRow("organiser", lambda: _("Organiser"), Entry.LINE),
            FormRow("people", lambda: _("People"), Entry.LINE),
        )
        self.rows = {row.field: row for row in made}

    def compose(self) -> ComposeResult:
        """Which room, when, what for."""
        with Vertical(classes="dialog form"):
            yield self._title
            with VerticalScroll(classes="rows", can_focus=False):
                yield from self.rows.values()
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the first field."""
        self._message.display = False
        self.relabel()
        self.rows["room"].focus_entry()

    def relabel(self) -> None:
        """Title and keys in the language now in use."""
        super().relabel()
        self._title.update(Content(_("Plan a meeting")))
        self.query_one(KeyLine).show([key for key in shown_keys(self.scope) if key[0] in ("save", "back", "help")])

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        for name in ("starts", "ends"):
            row = self.rows[name]
            if row.owns(event.control):
                try:
                    row.say("= " + short(self._when(name), self.session.now(), self.session.zone))
                except DeskError:
                    row.say("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on; in the last field it saves."""
        if self.rows["people"].owns(event.control):
            self.action_save()
        else:
            self.focus_next()

    def _when(self, name: str) -> Any:
        text = self.rows[name].value.strip()
        return parse_when(text, self.session.now(), self.session.zone, self.session.desk.calendar, field=name)

    def action_save(self) -> None:
        """Keeps the meeting; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        try:
            starts = self._when("starts")
            use = await self.session.ask(
                rooms.plan_room,
                self.session.desk,
                room=self.rows["room"].value,
                starts=starts,
                ends=self._when("ends") if self.rows["ends"].value.strip() else starts + _USUAL,
                title=self.rows["title"].value,
                organiser=self.rows["organiser"].value,
                people=self._people(),
            )
        except DeskError as error:
            self._saving = False
            self._refused(error)
        else:
            self.dismiss(use.id)

    def _people(self) -> int | None:
        text = self.rows["people"].value.strip()
        if text and not text.isdecimal():
            raise DeskError("people: '{value}' is not a number of people", field="people", value=text[:20])
        return int(text) if text else None

    def _refused(self, error: DeskError) -> None:
        row = self.rows.get(error.field or "")
        if row is None:
            self._message.update(Content(message_of(error)))
            self._message.display = True
            return
        row.say(message_at(error, row.label), error=True)
        row.focus_entry()

    def action_phrase(self) -> None:
        """There is nothing to say here."""

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    async def action_back(self) -> None:
        """Leaves."""
        self.dismiss(None)
