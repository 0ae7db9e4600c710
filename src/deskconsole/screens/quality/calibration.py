"""Whether those who check score by one standard: the last round that all have scored."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from deskconsole.desk.quality.calibrating import CalibrationView
from deskconsole.present.catalogue import _, language
from deskconsole.present.supervision import calibration_texts
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session


class CalibrationResult(DeskModal[None]):
    """How far they agree; before the last has scored, who is waited for."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,q", "leave", show=False)]

    def __init__(self, session: Session, view: CalibrationView) -> None:
        super().__init__(session)
        self.view = view

    def compose(self) -> ComposeResult:
        """Title, figures, how to leave."""
        view, lang = self.view, language()
        heading = calibration_texts.heading(view.title.get(lang), view.period, len(view.numbers))
        lines = calibration_texts.lines(view.card, view.waiting, view.result, self.session.titles.person, lang)
        with Vertical(classes="dialog reading"):
            yield Static(Content(heading), classes="dialog-title")
            with VerticalScroll():
                yield Static(Content("\n".join(lines)), classes="note")
            yield Static(Content(_("Esc leaves")), classes="hint")

    def action_leave(self) -> None:
        """Back."""
        self.dismiss(None)
