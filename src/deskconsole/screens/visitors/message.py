"""Words that a visitor leaves for a host who is not to be reached."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from deskconsole.actions import Scope
from deskconsole.desk.visitors import checking_out
from deskconsole.desk.visitors.records import VisitorLine
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.refusals import message_at, message_of
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.form_row import Entry, FormRow


class MessageForm(DeskModal[str | None]):
    """Gives the number of the message, ``None`` when the form was left."""

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)

    def __init__(self, session: Session, visitor: VisitorLine) -> None:
        super().__init__(session)
        self._visitor = visitor
        self._saving = False
        self._title = Static("", markup=False, classes="dialog-title")
        self._message = Static("", markup=False, classes="note -error")
        self.host = FormRow("host", lambda: _("For"), Entry.LINE, value=visitor.own("host") or "")
        self.text = FormRow("text", lambda: _("Text"), Entry.AREA)
        self.drafts = DraftKeeper(session, f"visitor message {visitor.number}", lambda: {"text": self.text.value})

    def compose(self) -> ComposeResult:
        """For whom, and what."""
        with Vertical(classes="dialog form"):
            yield self._title
            yield self.host
            yield self.text
            yield self._message
            yield KeyLine()

    def on_mount(self) -> None:
        """The cursor stands in the text; what was typed before and not saved comes back."""
        self._message.display = False
        self.relabel()
        self.text.focus_entry()
        self.run_worker(self._take_up())

    async def _take_up(self) -> None:
        body = await self.drafts.latest()
        if body is not None and not self.text.value:
            self.text.value = str(body.get("text", ""))

    def relabel(self) -> None:
        """Title and keys in the language now in use."""
        super().relabel()
        self._title.update(Content(f"{_('Leave a message')} · {one_line(self._visitor.name or '')}"))
        self.query_one(KeyLine).show([key for key in shown_keys(self.scope) if key[0] in ("save", "back", "help")])

    def on_text_area_changed(self) -> None:
        """What is typed is kept."""
        self.drafts.touched()

    def action_save(self) -> None:
        """Takes the message; a second press while it is being saved does nothing."""
        if not self._saving:
            self._saving = True
            self.run_worker(self._save())

    async def _save(self) -> None:
        session = self.session
        try:
            view = await session.ask(
                checking_out.leave_message,
                session.desk,
                self._visitor.number,
                self.text.value,
                host=self.host.value.strip() or None,
                key=self.drafts.id,
                source="console",
            )
        except DeskError as error:
            self._saving = False
            self._refused(error)
            return
        await self.drafts.drop()
        self.dismiss(view.number)

    def _refused(self, error: DeskError) -> None:
        row = {"content": self.text, "host": self.host}.get(error.field or "")
        if row is not None:
            row.say(message_at(error, row.label), error=True)
            row.focus_entry()
        else:
            self._message.update(Content(message_of(error)))
            self._message.display = True

    def action_phrase(self) -> None:
        """There is nothing to say here."""

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    async def action_back(self) -> None:
        """Leaves; what was typed is kept."""
        await self.drafts.keep()
        self.dismiss(None)
