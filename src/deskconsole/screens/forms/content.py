"""A form while it is filled in: its rows, what was refused, its draft, and the parts that look on."""

import unicodedata
from collections.abc import Callable, Coroutine, Iterable, Mapping
from typing import Any, Final, Protocol, TypeVar

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from deskconsole.desk.tickets.pack_fields import FormRefused
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.refusals import Refusals, gap_at, reasons_of
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.forms.form_rows import FormRows
from deskconsole.widgets.forms.pack_fields import PackFieldRow

T = TypeVar("T")
#: What can happen to a row.
RowChanged = Input.Changed | TextArea.Changed | ChoiceRow.Changed
#: Enter in a row.
RowSubmitted = Input.Submitted | ChoiceRow.Submitted
#: Cells that labels may take; on a narrow terminal less.
_LABELS: Final = 20
_LABELS_NARROW: Final = 13
_NARROW: Final = 60


class FormRules(Protocol):
    """What one form has of its own to say of what is common to all."""

    def say(self, text: str, *, error: bool = False) -> None:
        """Says something beside the rows; the empty text takes it away."""

    def row_of(self, reason: DeskError) -> FormRow | None:
        """The row that a refusal blames."""

    def show_rows(self) -> None:
        """Shows the rows that are asked now and hides the others."""

    def submits(self, row: FormRow) -> bool:
        """Whether Enter in this row saves; in the others it goes on."""

    def go_on(self, row: FormRow) -> None:
        """The cursor goes on from this row."""

    def save(self) -> None:
        """Writes the form."""


class FormContent:
    """What every form does, whether it stands over a screen or is one.

    ``screen`` is where it is drawn; ``work`` runs a job that asks the desk, where that screen has a way of its own.
    """

    def __init__(
        self,
        form: FormRules,
        screen: Screen[Any],
        session: Session,
        rows: FormRows,
        drafts: DraftKeeper,
        parts: Iterable[FormPart] = (),
        *,
        advice: Callable[[FormRow], str] | None = None,
        work: Callable[[Coroutine[Any, Any, Any]], None] | None = None,
    ) -> None:
        self._form = form
        self._screen = screen
        self._session = session
        self.rows = rows
        self._drafts = drafts
        self.parts = tuple(parts)
        self.refusals = Refusals(rows, form.row_of, form.say, advice)
        self.saving = False
        self.work = work or self._work
        for part in self.parts:
            part.form = self

    # --- for the parts -------------------------------------------------------------------------------------

    @property
    def focused_row(self) -> FormRow | None:
        """The row with the cursor."""
        return self.rows.owner(self._screen.focused)

    def say(self, text: str, *, error: bool = False) -> None:
        """Says something beside the rows."""
        self._form.say(text, error=error)

    def _work(self, job: Coroutine[Any, Any, Any]) -> None:
        """Runs a job that asks the desk; what it refuses is said."""
        self._screen.run_worker(self._guarded(job))

    async def _guarded(self, job: Coroutine[Any, Any, Any]) -> None:
        try:
            await job
        except DeskError as error:
            if self._screen.is_attached:
                self._form.say(message_of(error), error=True)

    # --- while it is filled in -----------------------------------------------------------------------------

    def begin(self) -> None:
        """The form stands."""
        self.show_rows()
        for part in self.parts:
            part.begin()

    async def take_up(self, typed: Callable[[], Mapping[str, str]], fill: Callable[[Mapping[str, Any]], bool]) -> None:
        """What was typed before and not saved comes back, unless something is typed already."""
        draft = await self._drafts.latest()
        if draft is not None and not typed() and fill(draft.body):
            self._drafts.take(draft)
            self.show_rows()
            self.say(_("Taken up where it was left"))

    def changed(self, event: RowChanged) -> FormRow | None:
        """Something was typed or chosen: the draft, the notes, the parts; a digit goes on. Gives the row."""
        row = self.rows.owner(event.control)
        if row is None:
            return None
        self._drafts.touched()
        self.refusals.mended(row)
        self.show_rows()
        if not any(part.claims(row) for part in self.parts):
            row.say(self._note(row))
        for part in self.parts:
            part.changed(row)
        if isinstance(event, ChoiceRow.Changed) and event.by_digit:
            self._form.go_on(row)
        return row

    def submitted(self, event: RowSubmitted) -> None:
        """Enter was pressed in a row."""
        row = self.rows.owner(event.control)
        if row is not None and self._form.submits(row):
            self._form.save()
        elif row is not None:
            self._form.go_on(row)

    def text_row(self, widget: Widget) -> FormRow | None:
        """The next row of words below the one that a widget is the entry of."""
        shown, row = self.rows.shown(), self.rows.owner(widget)
        below = shown[shown.index(row) + 1 :] if row in shown else shown
        return next((after for after in below if after.entry in (Entry.LINE, Entry.AREA)), None)

    def passed_on(self, text: str, row: FormRow | None) -> None:
        """Text typed where none can stand goes to a row of text, and the cursor with it; digits mean a choice that
        there is not. What is not taken is said."""
        if row is None or unicodedata.normalize("NFKC", text).strip().isdecimal():
            self.say(
                _("“{text}” was not taken: press a key that is shown here, or Tab to go on").format(
                    text=one_line(text)
                ),
                error=True,
            )
        else:
            row.insert(text)
            row.focus_entry()

    def show_rows(self) -> None:
        """Shows the rows that are asked now."""
        if self.rows.own is not None:
            self.rows.own.renew()
        self._form.show_rows()
        narrow = self._screen.size.width < _NARROW
        column = self.rows.align(_LABELS_NARROW if narrow else _LABELS)
        for part in self.parts:
            part.align(0 if narrow else column)

    def _note(self, row: FormRow) -> str:
        notes = (part.note(row) for part in self.parts)
        note = next((note for note in notes if note is not None), None)
        if note is None and self.rows.own is not None and isinstance(row, PackFieldRow):
            return self.rows.own.understood(row)
        return note or ""

    def relabel(self) -> None:
        """In the language now in use."""
        for part in self.parts:
            part.relabel()
        self.show_rows()
        self.refusals.relabel()

    def offers(self, action: str) -> bool:
        """Whether a part does this action."""
        return any(action in part.actions for part in self.parts)

    def do(self, action: str) -> None:
        """Lets the part that does this action do it."""
        next(part.actions[action] for part in self.parts if action in part.actions)()

    # --- saving, leaving -----------------------------------------------------------------------------------

    def begins_to_save(self) -> bool:
        """Whether the form may be saved now: not while it is being saved."""
        begins, self.saving = not self.saving, True
        return begins

    async def save(self, submit: Callable[[], Callable[[], T]]) -> T | None:
        """Writes in a thread what ``submit`` reads from the rows; ``None`` when it was refused, which then is said.

        All gaps are told at once, with whatever else is wrong with what stands in the rows.
        """
        self.refusals.clear()
        gaps = [gap_at(row) for row in self.rows.gaps()]
        try:
            job = submit()
            if gaps:
                raise FormRefused(gaps)
            result = await self._session.ask(job)
        except DeskError as error:
            self.saving = False
            places = {gap.field for gap in gaps}
            others = [reason for reason in reasons_of(error) if reason.field not in places]
            self.refuse(FormRefused([*gaps, *others]) if gaps else error)
            return None
        await self._drafts.drop()
        return result

    def refuse(self, error: DeskError) -> None:
        """Says what was refused; everything typed stays."""
        if not any(part.refused(error) for part in self.parts):
            self.refusals.show(error)

    async def keep(self) -> bool:
        """Keeps what is typed before the form is left; ``False``: the store refused it, so the form must stay."""
        try:
            await self._drafts.keep()
        except DeskError as error:
            message = _("Nothing can be kept now, so the form stays open: {reason}")
            self.say(message.format(reason=message_of(error)), error=True)
            return False
        self._drafts.left()
        return True

    async def discard(self) -> None:
        """Leaves the form; what is typed is thrown away, and can be put back for a while."""
        try:
            self._session.parked.throw(await self._drafts.throw_away())
        except DeskError as error:
            self.say(message_of(error), error=True)
        else:
            self._screen.dismiss()
