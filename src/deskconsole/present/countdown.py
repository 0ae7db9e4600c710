"""How long something lasts, in one notation, and what the countdown of a clock shows and when that changes next.

``4m55``, ``1h30``, ``2d 10-08``: always with its unit, so that it is never taken for a time of day; ``14m`` where
seconds would only be restless: in lists above ten minutes. Overdue counts up with a minus sign. The state is told by
a sign and, elsewhere, by a colour: never by one of them alone. All counts are cut off, never rounded up: no more
time is shown than is left.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.record import dataclass
from deskconsole.text.cells import width
from deskconsole.text.dates import due_day, short_date

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
#: Above this a calm countdown shows whole minutes: one repaint a minute instead of sixty on a slow line.
CALM_ABOVE: Final = timedelta(minutes=10)
#: The cells that the countdown of a list needs at most, its sign aside.
CELLS: Final = 9
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
_USED: Final = "▏▎▍▌▋▊▉█"


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


def lasting(length: timedelta, *, calm: bool = False) -> str:
    """A length of time, cut off: ``0m42``, ``4m55``, ``1h30``, ``2d``; ``calm``: whole minutes above ten, ``14m``."""
    if length >= DAY:
        return _("{n}d").format(n=length // DAY)
    minutes, seconds = divmod(max(0, length // timedelta(seconds=1)), 60)
    if length >= HOUR:
        return _("{h}h{m}").format(h=minutes // 60, m=f"{minutes % 60:02}")
    if calm and length >= CALM_ABOVE:
        return _("{n}m").format(n=minutes)
    return _("{m}m{s}").format(m=minutes, s=f"{seconds:02}")


def used_cell(started: datetime, due: datetime, at: datetime) -> str:
    """How much of the time from ``started`` to ``due`` is used up, in one cell: ``▏`` just begun, ``█`` all of it."""
    length = due - started
    eighths = len(_USED) if at >= due or not length else (at - started) * len(_USED) // length
    return _USED[min(max(eighths, 0), len(_USED) - 1)]


def countdown(
    due: datetime,
    now: datetime,
    zone: tzinfo,
    *,
    warn_from: datetime | None = None,
    paused_since: datetime | None = None,
    calm: bool = False,
) -> Countdown:
    """The countdown to ``due`` at the instant ``now``, with dates as the site's ``zone`` has them.

    ``warn_from``: from this instant on it is due soon. ``paused_since``: the clock stands still; what was left at
    that instant is shown. ``calm``: whole minutes above ten, and never more than `CELLS` cells.

    Done at ``due`` is on time: overdue begins one microsecond later (T6).
    """
    at = now if paused_since is None else paused_since
    state = State.PAUSED if paused_since is not None else _state(due, now, warn_from)
    left = abs(due - at)
    text = ("-" if at > due else "") + lasting(left, calm=calm)
    if left >= DAY:
        last, today = due_day(due, zone), at.astimezone(zone).date()
        dated = f"{text} {f'{last:%m-%d}' if calm else short_date(last, today)}"
        text = dated if not calm or width(dated) <= CELLS else text
    return Countdown(text, state)


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


def _next_text(due: datetime, now: datetime, zone: tzinfo, calm: bool) -> datetime:
    """The first instant after ``now`` at which the text may differ (a change of format included)."""
    left = abs(due - now)
    if left >= DAY:
        # The date is written without its year only while that is this year's.
        midnight = datetime.combine(now.astimezone(zone).date() + DAY, time.min, zone).astimezone(UTC)
        used = left % DAY
        return min(midnight, now + (DAY - used if now > due else used + _TICK))
    unit = timedelta(minutes=1) if left >= HOUR or (calm and left >= CALM_ABOVE) else timedelta(seconds=1)
    used = left % unit
    return now + (unit - used if now > due else used + _TICK)
