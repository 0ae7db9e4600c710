"""What the countdown column shows of a clock, and when that text changes next.

``mm:ss`` under an hour, ``h:mm`` under a day, working days (or days) and the date beyond; a calm one (in lists)
shows whole minutes with their unit between ten and sixty. Overdue counts up with a minus sign. The state is told by
a sign and, elsewhere, by a colour: never by one of them alone. All counts are cut off, never rounded up: no more
time is shown than is left.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from deskconsole.present.catalogue import N_, Marked, _, ngettext
from deskconsole.record import dataclass
from deskconsole.text.dates import due_day, short_date

if TYPE_CHECKING:
    from deskconsole.domain.calendar.calendar import Calendar

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
#: Above this a calm countdown shows whole minutes: one repaint a minute instead of sixty on a slow line.
CALM_ABOVE: Final = timedelta(minutes=10)
_TICK: Final = timedelta(microseconds=1)


class State(StrEnum):
    """What the sign and the colour of a countdown say."""

    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"
    PAUSED = "paused"


#: What the states of a clock are called.
CLOCK_STATES: Final[Mapping[str, Marked]] = {
    "running": N_("running"),
    "paused": N_("paused"),
    "met": N_("met"),
    "late": N_("late"),
    "cancelled": N_("cancelled"),
}
#: One cell each in every terminal, also where ambiguous characters are drawn wide.
SIGNS: Final = {State.RUNNING: " ", State.SOON: "!", State.OVERDUE: "‼", State.PAUSED: "="}


@dataclass(frozen=True, slots=True)
class Countdown:
    """A countdown's text and state; ``marked`` is both in one, the sign first."""

    text: str
    state: State

    @property
    def sign(self) -> str:
        """The one-cell sign of the state."""
        return SIGNS[self.state]

    @property
    def marked(self) -> str:
        """Sign and text, as a list shows them."""
        return self.sign + self.text


def warn_instant(started: datetime, due: datetime, warn_at: float = 0.8) -> datetime:
    """When the share ``warn_at`` of the time from ``started`` to ``due`` is used up, counted by the wall clock."""
    return started + (due - started) * warn_at


def countdown(
    due: datetime,
    now: datetime,
    zone: tzinfo,
    *,
    calendar: "Calendar | None" = None,
    warn_from: datetime | None = None,
    paused_since: datetime | None = None,
    calm: bool = False,
    dated: bool = True,
) -> Countdown:
    """The countdown to ``due`` at the instant ``now``, with dates as the site's ``zone`` has them.

    ``calendar``: days beyond the first are counted as working days, as the deadline was. ``warn_from``: from this
    instant on it is due soon. ``paused_since``: the clock stands still; what was left at that instant is shown.
    ``calm``: whole minutes above ten, ``41 min``. ``dated=False``: days and date in nine cells (narrow columns).

    Done at ``due`` is on time: overdue begins one microsecond later (T6).
    """
    at = now if paused_since is None else paused_since
    state = State.PAUSED if paused_since is not None else _state(due, now, warn_from)
    left = abs(due - at)
    sign = "-" if at > due else ""
    if left >= DAY:
        text = _days(due, at, zone, calendar, dated)
    elif left >= HOUR:
        minutes = left // timedelta(minutes=1)
        text = f"{minutes // 60}:{minutes % 60:02}"
    elif calm and left >= CALM_ABOVE:
        # Neither form with a colon: beside mm:ss an hour and a minute would look alike.
        text = _("{n} min").format(n=left // timedelta(minutes=1))
    else:
        seconds = left // timedelta(seconds=1)
        text = f"{seconds // 60:02}:{seconds % 60:02}"
    return Countdown(sign + text, state)


def next_change(
    due: datetime,
    now: datetime,
    zone: tzinfo,
    *,
    warn_from: datetime | None = None,
    paused_since: datetime | None = None,
    calm: bool = False,
) -> float | None:
    """After how many seconds `countdown`, asked with the same arguments, may give something else.

    Until then text and state stay as they are. ``None``: a paused countdown does not change by itself.
    """
    if paused_since is not None:
        return None
    moments = [due + _TICK]
    if warn_from is not None and warn_from <= due:  # one overdue stays so
        moments.append(warn_from)
    moments.append(_next_text(due, now, zone, calm))
    return min((moment - now).total_seconds() for moment in moments if moment > now)


def _state(due: datetime, now: datetime, warn_from: datetime | None) -> State:
    if now > due:
        return State.OVERDUE
    return State.SOON if warn_from is not None and now >= warn_from else State.RUNNING


def _days(due: datetime, at: datetime, zone: tzinfo, calendar: "Calendar | None", dated: bool) -> str:
    """``2 workdays 10-08``: working days after today up to the due day; calendar days where there is none between."""
    last = due_day(due, zone)
    today = at.astimezone(zone).date()
    first, end = (today, last) if due > at else (last, today)
    days = (end - first).days
    working = 0
    if calendar is not None and due > at:
        working = sum(calendar.is_working_day(first + timedelta(days=n)) for n in range(1, min(days, 366) + 1))
    n = working or max(1, days)
    text = ngettext("{n} workday", "{n} workdays", n) if working else ngettext("{n} day", "{n} days", n)
    if not dated:
        days = max(1, days)
        message = _("{n}d").format(n=days)
        return message if days >= 100 else f"{message}{' ' if days < 10 else ''}{last:%m-%d}"
    return f"{text.format(n=n)} {short_date(last, today)}"


def _next_text(due: datetime, now: datetime, zone: tzinfo, calm: bool) -> datetime:
    """The first instant after ``now`` at which the text may differ (a change of format included)."""
    left = abs(due - now)
    if left >= DAY:
        midnight = datetime.combine(now.astimezone(zone).date() + DAY, time.min, zone).astimezone(UTC)
        within_a_day = due - DAY + _TICK
        return min(midnight, within_a_day) if within_a_day > now else midnight
    unit = timedelta(minutes=1) if left >= HOUR or (calm and left >= CALM_ABOVE) else timedelta(seconds=1)
    used = left % unit
    return now + (unit - used if now > due else used + _TICK)
