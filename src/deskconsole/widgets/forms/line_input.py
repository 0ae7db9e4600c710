"""A field of one line that holds nothing invisible."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

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
