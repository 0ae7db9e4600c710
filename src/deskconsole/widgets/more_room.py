"""What a terminal too small for anything shows."""

from textual.content import Content
from textual.widget import Widget

from deskconsole.present.catalogue import _
from deskconsole.text.cells import clip


class MoreRoom(Widget):
    """Covers the screen below the least size (the style sheet says when); once there is room again, what had the focus
    has it again: a widget that is not shown loses it, and keys would go nowhere."""

    can_focus = False
    _had_focus: Widget | None = None

    def on_mount(self) -> None:
        """Follows the focus of its screen."""
        self.watch(self.screen, "focused", self._note)

    def _note(self, focused: Widget | None) -> None:
        if focused is not None:
            self._had_focus = focused

    def on_hide(self) -> None:
        """There is room again."""
        self.call_after_refresh(self._give_back)

    def _give_back(self) -> None:
        widget = self._had_focus
        if (
            self.is_attached
            and self.screen.focused is None
            and widget is not None
            and widget in self.screen.focus_chain
        ):
            self.screen.set_focus(widget)

    def render(self) -> Content:
        """The message, in the width there is."""
        return Content(clip(_("Needs more room"), self.size.width))
