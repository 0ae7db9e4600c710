"""The forecast of one console: made anew whenever something is recorded, told on the top line."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from deskconsole.desk.forecast.forecast import Forecast, forecast
from deskconsole.desk.forecast.usual_times import usual_times
from deskconsole.domain.forecast.fitting import Usual
from deskconsole.errors import DeskError
from deskconsole.present.supervision import forecast_texts
from deskconsole.screens.forecast.forecast import ForecastScreen
from deskconsole.screens.forecast.staffing import StaffingScreen
from deskconsole.screens.frame.desk_screen import DeskScreen
from deskconsole.screens.frame.open_screens import OpenScreens
from deskconsole.screens.frame.safe_dismiss import closing
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.bars.top_line import Notice

#: How long steps take is read again after this time.
USUAL_FOR: Final = timedelta(hours=1)
#: Time alone changes the forecast as well: it is made again after this.
AGAIN: Final = timedelta(seconds=30)


class ForecastWatch:
    """Its actions are the console's; its word stands before what the top line warns of already."""

    def __init__(self, screens: OpenScreens, session: Session) -> None:
        self._screens = screens
        self._session = session
        self._usual: tuple[datetime, Usual] | None = None
        self._made: datetime | None = None
        self.seen: Forecast | None = None
        #: it was tried once
        self.ready = False
        others = session.more_notices
        session.more_notices = lambda: (*self.notices(), *others())

    def look(self, changed: bool) -> None:
        """Makes it anew without waiting for it, after a change or once the last one is old."""
        now = self._session.now()
        if changed or self._made is None or not timedelta(0) <= now - self._made < AGAIN:
            self._made = now
            job = self._look()
            closing(self._screens.app.run_worker(job, exclusive=True, group="forecast"), job)

    async def _look(self) -> None:
        session, before = self._session, self.seen
        if session.desk.waits or not session.sees:
            self.seen, self.ready = None, True
            return
        try:
            now = session.now()
            if self._usual is None or not timedelta(0) <= now - self._usual[0] < USUAL_FOR:
                self._usual = (now, await session.ask(usual_times, session.desk))
            making = partial(forecast, session.desk, usual=self._usual[1], helps=False)
            self.seen = await session.ask(making)
        except DeskError:  # what the store refuses is told by what else reads it
            self.seen = None
        self.ready = True
        same = before is not None and self.seen is not None and before.missed == self.seen.missed
        if not same and self._screens.app.screen_stack and isinstance(top := self._screens.top, DeskScreen):
            top.refresh_frame()

    def notices(self) -> Iterable[Notice]:
        """What will be late, where anything will."""
        seen = self.seen
        if seen is None or seen.by is None:
            return ()
        now, zone = self._session.now(), self._session.zone
        numbers = dict.fromkeys(line.number for line in seen.missed)
        text, short = forecast_texts.late_by(len(numbers), seen.by, numbers, now, zone)
        return (Notice(text, urgent=True, short=short),)

    def action_show_forecast(self) -> None:
        """What cannot be met, and what would help."""
        self._screens.show(ForecastScreen)

    def action_show_staffing(self) -> None:
        """How many people a week needs."""
        self._screens.show(StaffingScreen)
