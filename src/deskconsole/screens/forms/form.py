"""The form: rows over a screen, one use case that writes them, whatever helps with filling them in.

A form says its rows, its heading and what it submits; the rest is here, once for all: the draft, refusals at their
rows, Enter and digits, the line of keys. What stands beside the rows is given to it as parts.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, ClassVar, Final, TypeVar

from textual.app import ComposeResult

from deskconsole.actions import Scope
from deskconsole.desk.records import TicketView
from deskconsole.errors import DeskError
from deskconsole.screens.forms.box import FormBox
from deskconsole.screens.forms.content import FormContent
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.bindings import bindings, shown_keys
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.key_line import KeyLine
from deskconsole.widgets.forms.form_row import FormRow
from deskconsole.widgets.forms.form_rows import FormRows
from deskconsole.widgets.forms.pack_fields import PackFields

T = TypeVar("T")
#: The keys of forms that only a part gives a meaning.
PART_ACTIONS: Final = ("phrase", "take_answer", "take_wording")


def ticket_heading(title: str, view: TicketView, session: Session) -> str:
    """What is done, to whose ticket."""
    return f"{title} · {view.number[-4:]} {session.titles.customer(view.ticket.customer, view.ticket.tier)}"


class Form(DeskModal[T | None]):
    """Gives what was written, or ``None`` when the form was left.

    ``draft`` names what is half typed, to be offered when such a form is opened again; ``None``: nothing on it is
    worth keeping, because it holds choices and proposals only.
    """

    scope = Scope.FORM
    BINDINGS: ClassVar = bindings(Scope.FORM)
    #: more style classes of the box
    LOOK: ClassVar = ""
    #: the rows of what the desk calls otherwise
    ROW_OF: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        session: Session,
        rows: FormRows | Iterable[FormRow | PackFields],
        *,
        draft: str | None = None,
        parts: Iterable[FormPart] = (),
    ) -> None:
        super().__init__(session)
        self.rows = rows if isinstance(rows, FormRows) else FormRows(rows)
        self.drafts = DraftKeeper(session, draft, self.typed)
        self.content = FormContent(self, self, session, self.rows, self.drafts, parts)
        self._box = FormBox(self.content, self.LOOK)
        self.action_save, self.action_discard = self.save, self.content.discard
        self.action_phrase, self.action_take_answer, self.action_take_wording = (
            partial(self.content.do, name) for name in PART_ACTIONS
        )

    # --- what each form says of itself ---------------------------------------------------------------------

    def heading(self) -> str:
        """What stands above the rows, in the language in use."""
        raise NotImplementedError

    def submit(self) -> Callable[[], T]:
        """Reads the rows and gives what writes them, to be called in a thread; raises :class:`DeskError`."""
        raise NotImplementedError

    def saved(self, result: T) -> None:
        """The form was written and is about to close."""

    def first_row(self) -> FormRow:
        """Where the cursor stands at first."""
        return self.rows.shown()[0]

    def show_rows(self) -> None:
        """Shows the rows that are asked now and hides the others."""

    def submits(self, row: FormRow) -> bool:
        """Whether Enter in this row saves; in the others it goes on."""
        return row is self.rows.shown()[-1]

    def go_on(self, row: FormRow) -> None:
        """After Enter or a digit in a row the cursor goes to the next one."""
        self.focus_next()

    def row_of(self, reason: DeskError) -> FormRow | None:
        """The row that a refusal blames."""
        row = self.rows.find(self.ROW_OF.get(reason.field or "", reason.field or ""))
        return row if row is not None and row.display else None

    def typed(self) -> dict[str, str]:
        """What is typed, for the draft."""
        return self.rows.typed()

    def fill(self, body: Mapping[str, Any]) -> bool:
        """Puts a draft into the rows; whether it could be put there."""
        self.rows.fill(body)
        return True

    # --- the form ------------------------------------------------------------------------------------------

    def entered(self, name: str) -> str:
        """What is entered in a row."""
        return self.rows.value(name)

    def compose(self) -> ComposeResult:
        """The box."""
        yield self._box

    def on_mount(self) -> None:
        """The cursor stands in the first row; what was typed before and not saved comes back."""
        self.relabel()
        self.content.begin()
        rows = self.rows.shown()
        if rows:
            first = self.first_row()
            first.focus_entry()
            if first is rows[0]:
                self.call_after_refresh(self._box.scroll_to_top)
        self.content.work(self.content.take_up(self.typed, self.fill))

    def relabel(self) -> None:
        """Everything again in the language now in use."""
        super().relabel()
        self.content.relabel()
        self._box.show(self.heading(), self.shown())

    def shown(self) -> list[tuple[str, str, str]]:
        """What the line of keys shows: (action name, key, title)."""
        return [key for key in shown_keys(self.scope) if self.check_action(key[0], ())]

    def say(self, text: str, *, error: bool = False) -> None:
        """Says something below the rows."""
        self._box.say(text, error=error)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What no part does means what it means in a field."""
        if action in PART_ACTIONS and not self.content.offers(action):
            return False
        return super().check_action(action, parameters)

    def on_key_line_pressed(self, event: KeyLine.Pressed) -> None:
        """A click on the line of keys."""
        self.call_later(self.run_action, event.name)

    def save(self) -> None:
        """Writes the form; a second press while it is being written does nothing."""
        if self.content.begins_to_save():
            self.run_worker(self._save())

    async def _save(self) -> None:
        result = await self.content.save(self.submit)
        if result is not None:
            self.saved(result)
            self.dismiss(result)

    async def action_back(self) -> None:
        """Leaves; what was typed is kept and comes back when the form is opened again."""
        if await self.keep_typed():
            self.dismiss(None)

    async def keep_typed(self) -> bool:
        """Keeps what is typed before the form is left; whether it is kept."""
        return await self.content.keep()
