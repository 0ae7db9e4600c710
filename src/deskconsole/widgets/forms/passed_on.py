"""Text that is typed where none can stand, on choices or in a list: the form puts it into a row, or says it did not."""

from textual.events import Key, Paste
from textual.message import Message
from textual.widget import Widget


class PassedOn(Message):
    """``text`` was typed or pasted on ``widget``, where it means nothing."""

    def __init__(self, widget: Widget, text: str) -> None:
        super().__init__()
        self.widget = widget
        self.text = text

    @property
    def control(self) -> Widget:
        """Where it was typed."""
        return self.widget


def pass_on(widget: Widget, event: Key | Paste) -> None:
    """Hands text on; what is no text, or does something on this screen, is left alone."""
    if isinstance(event, Paste):
        text = event.text
    else:
        text = (event.character or "") if event.is_printable and event.key not in widget.screen.active_bindings else ""
    if text.strip():
        widget.post_message(PassedOn(widget, text))
        event.stop()
        event.prevent_default()
