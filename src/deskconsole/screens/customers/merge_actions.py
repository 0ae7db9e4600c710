"""What makes two customers' files one, and takes them apart again."""

from collections.abc import Callable
from typing import Any

from deskconsole.actions import keys_of
from deskconsole.desk.customers import changes, customers
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.keys import key_label
from deskconsole.present.catalogue import _
from deskconsole.screens.customers.pick import CustomerPick
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.pick_one import PickOne


class MergeActions:
    """A part of the customer's screen; ``file`` is the one that is open there."""

    def __init__(self, screen: DeskScreen, file: Callable[[], CustomerFile | None]) -> None:
        self._screen = screen
        self._session = screen.session
        self._file = file

    def action_merge_customer(self) -> None:
        """Chooses who is the same person: those found to be so first, anybody by typing."""
        file = self._file()
        if file is not None:
            self._screen.work(self._choose_other(file))

    async def _choose_other(self, file: CustomerFile) -> None:
        ids = [duplicate.id for duplicate in file.duplicates]
        result = await self._session.ask(customers.matches_of, self._session.desk, ids)
        title = _("Who is {name} as well?").format(name=self._session.titles.name(file.name) or _("not given"))
        pick = CustomerPick(self._session, title, result)
        self._screen.app.push_screen(pick, lambda other: self._merge(other, file.id))

    def _merge(self, other: int | None, into: int) -> None:
        if other is not None:
            keys = keys_of("unmerge_customer")
            message = _("Merged · {key} takes them apart again").format(key=key_label(keys[0]) if keys else "")
            self._screen.work(self._write(message, changes.merge_customers, other, into))

    def action_unmerge_customer(self) -> None:
        """Takes a merged customer out again; with several it asks whom."""
        file = self._file()
        if file is None or not file.members:
            self._screen.say(_("Nobody was merged with this customer"), error=True)
            return
        entries = [
            (
                str(member.id),
                " · ".join((self._session.titles.name(member.name) or _("not given"), *map(str, member.contacts))),
            )
            for member in file.members
        ]
        self._screen.app.push_screen(PickOne(self._session, _("Take apart again"), entries), self._unmerge)

    def _unmerge(self, member: str | None) -> None:
        if member is not None:
            message = _("Taken apart: both are as they were, with what was added since")
            self._screen.work(self._write(message, changes.unmerge_customer, int(member)))

    async def _write(self, message: str, change: Any, *arguments: int) -> None:
        await self._screen.record(change, self._session.desk, *arguments)
        self._screen.say(message)
