"""Exports by the palette, from wherever one is."""

from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.search.finding import Finding


class Exporting(Finding):
    """Mixed into the console."""

    def action_export_ledger(self) -> None:
        """The ledger of some days."""
        from deskconsole.screens.papers.export_form import LedgerForm

        self.push_screen(LedgerForm(self.session), self._exported)

    def action_export_follow_ups(self) -> None:
        """Follow-ups for a calendar."""
        from deskconsole.screens.papers.export_form import FollowUpsForm

        self.push_screen(FollowUpsForm(self.session), self._exported)

    def _exported(self, message: str | None) -> None:
        """Where the file is, on the screen below."""
        screen = next((screen for screen in reversed(self.screen_stack) if isinstance(screen, DeskScreen)), None)
        if message is not None and screen is not None:
            screen.status.say(message)
