"""What a customer has said of how they are treated: the file is right, no contact unasked."""

from collections.abc import Callable

from deskconsole.desk.customers import care
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen


class CareActions:
    """A part of the customer's screen; ``file`` is the one that is open there."""

    def __init__(self, screen: DeskScreen, file: Callable[[], CustomerFile | None]) -> None:
        self._screen = screen
        self._file = file

    def action_check_file(self) -> None:
        """Somebody has gone through the file with the customer."""
        if (file := self._file()) is not None:
            self._screen.work(self._record(care.check_file, file.id, _("On record: the file is right")))

    def action_leave_alone(self) -> None:
        """One key stops what is not asked for; the same key allows it again."""
        file = self._file()
        if file is None:
            return
        if file.treatment.stopped_at is None:
            message = _("On record: not contacted unasked any more · the same key allows it again")
            self._screen.work(self._record(care.stop_contact, file.id, message))
        else:
            message = _("On record: may be contacted again")
            self._screen.work(self._record(care.allow_contact, file.id, message))

    async def _record(self, change: Callable[..., CustomerFile], customer_id: int, message: str) -> None:
        await self._screen.record(change, self._screen.session.desk, customer_id)
        self._screen.say(message)
