"""The way to the emergency card: one key, whatever is open."""

from deskconsole.desk.emergency.watch import EmergencyWatch
from deskconsole.errors import DeskError
from deskconsole.screens.emergency.card import EmergencyCard
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.session import Session


class Emergencies:
    """Its action is the console's; what was written down without the store is handed in as soon as that can be."""

    def __init__(self, screens: OpenScreens, session: Session, watch: EmergencyWatch) -> None:
        self._screens = screens
        self._session = session
        self._watch = watch

    def action_emergency(self) -> None:
        """The card over whatever is open; the same key leaves it."""
        top = self._screens.top
        if isinstance(top, EmergencyCard):
            top.action_leave()
        else:
            self._screens.app.push_screen(EmergencyCard(self._session, self._watch))

    async def hand_in(self) -> None:
        """Gives the store what still lies beside it, and reads who is inside as long as it answers."""
        watch, desk = self._watch, self._session.desk
        await self._session.ask(watch.read_files)
        if watch.waiting and not desk.waits:
            try:
                await self._session.ask(watch.hand_in, desk)
            except DeskError:
                await self._session.ask(watch.read, desk)
        else:
            await self._session.ask(watch.read, desk)
