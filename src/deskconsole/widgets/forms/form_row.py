"""A row of a form: label, entry, and below it what is wrong or what was understood."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea
from textual.widgets.input import Selection as InputSelection
from textual.widgets.text_area import Selection

from deskconsole.present.catalogue import Marked, _
from deskconsole.text.cells import width
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.entry_area import EntryArea
from deskconsole.widgets.forms.line_input import LineInput
from deskconsole.widgets.forms.note_line import NoteLine

#: The label of a row: marked for the catalogues, or made anew when the language changes.
Label = Marked | Callable[[], str]
#: What a row of choices offers: (name, title) each, in the language in use.
Choices = Callable[[], Sequence[tuple[str, str]]]


class Entry(StrEnum):
    """How a value is entered."""

    LINE = "line"
    AREA = "area"
    CHOICE = "choice"
    WHEN = "when"
    WHO = "who"
    REPEAT = "repeat"


class FormRow(Vertical):
    """One field. ``name`` is the field's machine name: errors of the desk find their row by it.

    ``initial`` is what stood in it when the form was opened; whatever differs from it was typed.
    """

    def __init__(
        self,
        name: str,
        label: Label,
        entry: Entry = Entry.LINE,
        *,
        choices: Choices | None = None,
        value: str = "",
        required: bool = False,
    ) -> None:
        super().__init__(classes=f"row row-{entry}")
        self.field = name
        #: whether the form cannot be saved without it, which a star behind its label says
        self.required = required
        self.entry = entry
        self.initial = value
        self._label: Callable[[], str] = (lambda: _(label)) if isinstance(label, str) else label
        self._choices = choices or (lambda: ())
        self._note = NoteLine()
        self._line = ("", False)
        self._label_widget = Static("", markup=False, classes="label")
        self.input: Input | TextArea | ChoiceRow = self._make(value)

    def _make(self, value: str) -> Input | TextArea | ChoiceRow:
        if self.entry is Entry.CHOICE:
            return ChoiceRow((), value)  # what it offers may depend on other rows: asked for when it stands
        if self.entry is Entry.AREA:
            area = EntryArea(value, compact=True, highlight_cursor_line=False, tab_behavior="focus")
            area.cursor_blink = False
            return area
        entry = LineInput(value, compact=True, select_on_focus=False)
        entry.cursor_blink = False
        return entry

    def compose(self) -> ComposeResult:
        """Label and entry side by side (a very long label above its entry), the note below."""
        with Container(classes="label-and-entry"):
            yield self._label_widget
            yield self.input
        yield self._note

    def on_mount(self) -> None:
        """Shows the label."""
        self.relabel()

    def on_descendant_focus(self) -> None:
        """The label of the field being typed in stands out."""
        self._label_widget.add_class("-typing")
        if self.has_class("-stacked"):  # the label stands above what is scrolled to
            self.call_after_refresh(self.scroll_visible, animate=False)

    def on_descendant_blur(self) -> None:
        """Typing goes on elsewhere."""
        self._label_widget.remove_class("-typing")

    def relabel(self) -> None:
        """Shows label and choices in the language now in use."""
        self._label_widget.update(Content(self.starred))
        self.offer()

    @property
    def starred(self) -> str:
        """The label as it stands on the form: with a star where the row must be filled in."""
        return self._label() + ("*" if self.required else "")

    def require(self, required: bool) -> None:
        """Whether it must be filled in may depend on other rows."""
        if required != self.required:
            self.required = required
            if self.is_mounted:
                self.relabel()

    def align(self, column: int) -> None:
        """The label takes so many cells; one that is longer stands above its entry."""
        stacked = width(self.starred) > column
        self.set_class(stacked, "-stacked")
        self._label_widget.styles.width = "100%" if stacked else column + 1
        self._note.styles.padding = (0, 0, 0, 0 if stacked else column + 1)

    def offer(self) -> None:
        """Offers the values to choose from as they are now."""
        if isinstance(self.input, ChoiceRow):
            self.input.offer(self._choices())

    @property
    def label(self) -> str:
        """Its label in the language now in use."""
        return self._label()

    @property
    def value(self) -> str:
        """What is entered."""
        return self.input.text if isinstance(self.input, TextArea) else self.input.value

    @value.setter
    def value(self, value: str) -> None:
        if isinstance(self.input, TextArea):
            self.input.load_text(value)
            self.input.move_cursor(self.input.document.end)
        elif isinstance(self.input, ChoiceRow):
            self.input.set_value(value)
        else:
            self.input.value = value

    def begin_with(self, value: str) -> None:
        """Another value that nobody has typed."""
        self.value = self.initial = value

    def put(self, text: str, cursor: int) -> None:
        """Changes the text as typing would, so that the entry's own undo takes it back; the cursor goes to a place."""
        if isinstance(self.input, TextArea):
            area = self.input
            area.replace(text, area.document.start, area.document.end)
            area.move_cursor(_place(text, cursor))
        elif isinstance(self.input, Input):
            self.input.value = text
            self.input.cursor_position = cursor

    def select(self, start: int, end: int) -> None:
        """The cursor stands here, a piece of the text selected: what is typed next takes its place."""
        self.focus_entry()
        if isinstance(self.input, TextArea):
            self.input.selection = Selection(*(_place(self.input.text, at) for at in (start, end)))
        elif isinstance(self.input, Input):
            self.input.selection = InputSelection(start, end)

    def select_all(self) -> None:
        """Marks the whole line, so that typing replaces it."""
        if isinstance(self.input, Input):
            self.input.action_select_all()

    def insert(self, text: str) -> None:
        """Types a text where the cursor of the entry stands."""
        if isinstance(self.input, TextArea):
            self.input.insert(text)
        elif isinstance(self.input, Input):
            self.input.insert_text_at_cursor(text)

    @property
    def note(self) -> str:
        """What stands below the entry; empty when nothing does."""
        return self._note.text

    @property
    def refused(self) -> bool:
        """Whether what stands below the entry says that it is wrong."""
        return self._line[1]

    def say(self, text: str, *, error: bool = False) -> None:
        """Shows what is wrong, or a hint, below the entry; the empty text takes it away."""
        if (text, error) == self._line:
            return  # each key says it again, and a note that is set lays the whole form out anew
        self._line = (text, error)
        self._note.say(text, error=error)

    def focus_entry(self) -> None:
        """Puts the cursor here."""
        self.input.focus()

    def to_beginning(self) -> None:
        """The cursor goes to the beginning of its line."""
        if isinstance(self.input, TextArea):
            self.input.action_cursor_line_start()
        elif isinstance(self.input, Input):
            self.input.action_home()

    def to_end(self) -> None:
        """The cursor goes to the end of its line."""
        if isinstance(self.input, TextArea):
            self.input.action_cursor_line_end()
        elif isinstance(self.input, Input):
            self.input.action_end()

    def owns(self, widget: Widget | None) -> bool:
        """Whether ``widget`` is this row's entry."""
        return widget is self.input


def _place(text: str, at: int) -> tuple[int, int]:
    """Line and column of a place in a text."""
    before = text[:at]
    return before.count("\n"), len(before) - (before.rfind("\n") + 1)


def yes_no() -> list[tuple[str, str]]:
    """The two choices of a question."""
    return [("yes", _("yes")), ("no", _("no"))]
