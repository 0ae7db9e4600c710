"""Who sits at the console: another operator, the forms that somebody left, the lock."""

import contextlib

from deskconsole.desk.staff import staff as people
from deskconsole.desk.tickets import drafts
from deskconsole.desk.tickets.records import Draft
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import _
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen, StoreChanged
from deskconsole.screens.frame.lock import LockScreen
from deskconsole.screens.telephone.calls import Calls


class Operators(Calls):
    """Mixed into the console."""

    # --- another operator ----------------------------------------------------------------------------------

    def action_operator(self) -> None:
        """A menu of the staff; the key of one of them goes on with what is on the screen, also during a call."""
        from deskconsole.screens.frame.pick_one import PickOne

        if isinstance(self.screen, PickOne):
            return
        staff = [person for person in self.session.staff if person.enabled]
        me = self.session.desk.actor.login
        here = _("at the desk now")
        entries: list[tuple[str, str]] = []
        for person in staff:
            marks = [here] if person.login == me else []
            marks += [] if person.qualified_at is not None else [_("not qualified")]
            entries.append((person.login, "  · ".join((f"{person.name}  {person.login}", *marks))))
        self.push_screen(PickOne(self.session, _("Who is at the desk?"), entries), self._change_operator)

    def _change_operator(self, login: str | None) -> None:
        if login is not None and login != self.session.desk.actor.login:
            self.run_worker(self._sign_on(login))

    async def _sign_on(self, login: str) -> None:
        try:
            self.session.desk = await self.session.ask(people.change_operator, self.session.desk, login)
            await self.session.ask(self.session.refresh)
        except DeskError as error:
            self.complain(error)
            return
        self.session.done = None
        screen = self.screen
        if isinstance(screen, DeskScreen):
            screen.status.say(_("At the desk now: {name}").format(name=self.session.who))
            screen.refresh_frame()
            screen.post_message(StoreChanged())

    # --- parked forms --------------------------------------------------------------------------------------

    def action_take_draft(self) -> None:
        """Goes back to the form that was parked last."""
        self.run_worker(self._swap())

    async def _swap(self) -> None:
        from deskconsole.screens.intake.intake import IntakeScreen

        if isinstance(self.screen, IntakeScreen):
            self.screen.action_take_draft()
        elif not self.session.parked:
            self.complain(_("No draft is parked"))
        else:
            (await self.open_intake()).action_take_draft()

    def action_parked(self) -> None:
        """All half-filled forms, those of colleagues too; whoever takes one over leaves a trace."""
        self.run_worker(self._choose_parked())

    async def _choose_parked(self) -> None:
        from deskconsole.screens.forms.parking import parked_forms, parked_line
        from deskconsole.screens.frame.pick_one import PickOne

        try:
            result = await self.session.ask(parked_forms, self.session)
        except DeskError as error:
            self.complain(error)
            return
        if not result:
            self.complain(_("No draft is parked"))
            return
        by_id = {draft.id: draft for draft in result}
        entries = [(draft.id, parked_line(draft, self.session)) for draft in result]

        def chosen(id_: str | None) -> None:
            if id_ is not None:
                self.run_worker(self._go_on(by_id[id_]))

        self.push_screen(PickOne(self.session, _("Parked forms"), entries), chosen)

    async def _go_on(self, draft: Draft) -> None:
        try:
            if draft.person != self.session.desk.actor.login:
                draft = await self.session.ask(drafts.take_over_draft, self.session.desk, draft.id)
            screen = await self.open_intake()
            if screen.drafts.id != draft.id:
                await screen.swap_to(draft)
        except DeskError as error:
            self.complain(error)

    # --- the lock ------------------------------------------------------------------------------------------

    def action_lock(self) -> None:
        """Hides everything; what is typed is kept as drafts first."""
        if not self.locked:
            self.run_worker(self._lock())

    async def _lock(self) -> None:
        stored = [screen for screen in self.screen_stack if isinstance(screen, DeskScreen | DeskModal)]
        await self.push_screen(LockScreen(self.session))
        for screen in stored:
            keeper = getattr(screen, "drafts", None)
            if keeper is not None:
                with contextlib.suppress(DeskError):
                    await keeper.keep()
