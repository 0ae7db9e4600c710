"""What a terminal too small for anything shows."""

from textual.content import Content
from textual.widget import Widget

from deskconsole.present.catalogue import _
from deskconsole.text.cells import clip


class MoreRoom(Widget):
    """Covers the screen below the least size (the style sheet says when)."""

    can_focus = False

    def render(self) -> Content:
        """The message, in the width there is."""
        return Content(clip(_("Needs more room"), self.size.width))
