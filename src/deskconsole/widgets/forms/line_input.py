"""Fields of text that hold nothing invisible."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from deskconsole.text.clean import entered


class LineInput(Input):
    """An input as wide as its place: how long its text is changes nothing around it.

    Textual's own arranges every widget of the screen again when the text grows or shrinks, which is most of what a key
    costs in a form.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)

    def validate_value(self, value: str) -> str:
        """Whatever is typed, pasted or filled in, without what is invisible."""
        return entered(value)


class EntryArea(TextArea):
    """Textual's own, its cursor never between the parts of one picture."""

    def edit(self, edit: Edit) -> EditResult:
        """Whatever is typed or pasted."""
        edit.text = entered(edit.text)
        return super().edit(edit)

    def load_text(self, text: str) -> None:
        """Whatever is filled in."""
        super().load_text(entered(text))
