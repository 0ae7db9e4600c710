"""Erasing the person whose file is open: an administrator asks, who leads approves; each by the same key."""

from collections.abc import Callable
from functools import partial

from deskconsole.desk.customers.records import CustomerFile
from deskconsole.desk.persons import erasing
from deskconsole.desk.persons.erasing import ErasureView
from deskconsole.desk.use_cases import require
from deskconsole.present.catalogue import N_, _
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.desk_screen import DeskScreen, StoreChanged
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import FormRow

_APPROVE = "approve"


class ErasureForm(Form[ErasureView]):
    """Why somebody is to be erased."""

    def __init__(self, session: Session, file: CustomerFile) -> None:
        self._file = file
        super().__init__(session, [FormRow("reason", N_("Reason"), required=True)], draft=f"erasure {file.id}")

    def heading(self) -> str:
        """Whom, and that it is not done yet."""
        return _("Ask to erase {name}; somebody else approves it").format(
            name=self.session.titles.name(self._file.name) or _("not given")
        )

    def submit(self) -> Callable[[], ErasureView]:
        """Asks for it."""
        return partial(erasing.ask_erasure, self.session.desk, str(self._file.id), self.rows["reason"].value)


class ErasureActions:
    """A part of the customer's screen; ``file`` is the one that is open there."""

    def __init__(self, screen: DeskScreen, file: Callable[[], CustomerFile | None]) -> None:
        self._screen = screen
        self._session = screen.session
        self._file = file

    def action_erase_customer(self) -> None:
        """Asks for the reason, or, where an erasure waits and the person at the desk may approve it, whether to."""
        file = self._file()
        if file is not None:
            self._screen.work(self._begin(file))

    async def _begin(self, file: CustomerFile) -> None:
        """Whoever may not is told so before anything is typed."""
        await self._session.ask(require, self._session.desk, "people_data" if file.erasure is None else "erasures")
        if file.erasure is None:
            self._screen.app.push_screen(ErasureForm(self._session, file), self._begun)
            return
        entries = [(_APPROVE, _("Approve erasure {n}: it cannot be undone").format(n=file.erasure))]
        pick = PickOne(
            self._session,
            _("Erase {name}").format(name=self._session.titles.name(file.name) or _("not given")),
            entries,
        )
        self._screen.app.push_screen(pick, lambda chosen: self._approve(chosen, file.erasure))

    def _begun(self, erasure: ErasureView | None) -> None:
        if erasure is not None:
            self._screen.say(_("Erasure {n} is asked for; who leads approves it").format(n=erasure.number))
            self._screen.post_message(StoreChanged())
            self._screen.start_reload()

    def _approve(self, chosen: str | None, number: int | None) -> None:
        if chosen == _APPROVE and number is not None:
            self._screen.work(self._erase(number))

    async def _erase(self, number: int) -> None:
        await self._screen.record(erasing.approve_erasure, self._session.desk, number)
        self._screen.say(_("Erased; facts and figures are as they were"))
