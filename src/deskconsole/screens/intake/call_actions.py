"""What one key does with the call that an intake form belongs to: it is withdrawn, or goes to somebody else."""

from deskconsole.desk.tickets import act, views
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.refusals import message_of
from deskconsole.screens.intake.form import InquiryForm


class CallActions:
    """The call of the form on the screen ``frame``."""

    def __init__(self, form: InquiryForm, frame: DeskScreen) -> None:
        self._form = form
        self._frame = frame
        self._session = form.session

    def withdraw(self, reason: str) -> None:
        """Wrong number, prank, spam: nothing is filled in."""
        number = self._form.inquiry.call_number
        if number is not None:
            self._form.content.work(self._withdraw(number, reason))

    async def _withdraw(self, number: str, reason: str) -> None:
        session, fields = self._session, {"reason": reason}
        view = await session.ask(act.act, session.desk, number, "withdrawn", fields=fields)
        await self._form.drafts.drop()
        session.recorded(view, "withdrawn")
        session.saved = None
        below = self._frame.app.screen_stack[-2]
        self._frame.post_message(StoreChanged())
        self._frame.dismiss()
        if isinstance(below, DeskScreen):
            below.status.say_done()

    def record(self, event: str) -> None:
        """Something that happens to the call itself while its form is open: it goes to somebody else, comes back."""
        number = self._form.inquiry.call_number
        if number is not None:
            self._form.content.work(self._record(number, event))
        else:
            self._form.say(_("This form belongs to no call"), error=True)

    async def _record(self, number: str, event: str) -> None:
        view = await self._session.ask(views.show, self._session.desk, number)
        refusal = next((action.refusal for action in view.actions if action.event == event), None)
        if refusal is not None:
            self._form.say(message_of(refusal), error=True)
        else:
            self._session.navigation.open_action(view, event)
