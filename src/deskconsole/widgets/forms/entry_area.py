"""A field of several lines that holds nothing invisible. By itself: the first paint needs the one-line field only."""

from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from deskconsole.text.clean import entered


class EntryArea(TextArea):
    """Textual's own, its cursor never between the parts of one picture."""

    def edit(self, edit: Edit) -> EditResult:
        """Whatever is typed or pasted."""
        edit.text = entered(edit.text)
        return super().edit(edit)

    def load_text(self, text: str) -> None:
        """Whatever is filled in."""
        super().load_text(entered(text))
