"""What alarms, and the one line that tells of the clocks that became due soon or overdue together."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from deskconsole.desk.telephone.calls import RingingCall
from deskconsole.desk.tickets.due_times import DueTime
from deskconsole.present.catalogue import _
from deskconsole.text.cells import width

_OVERDUE: Final = "overdue"
_SOON: Final = "soon"
#: Numbers told at most; the queue shows the rest.
_MOST: Final = 5
_BETWEEN: Final = " · "


def alarms_of(calls: Iterable[RingingCall], times: Iterable[DueTime], now: datetime) -> list[str]:
    """What alarms now: each ringing call that is not blocked, each ticket overdue or due soon."""
    alarms = [f"call {call.call}" for call in calls if not call.blocked]
    for time in times:
        if now >= time.warn_at or now > time.due:
            state = _OVERDUE if now > time.due else _SOON
            alarms.append(f"{state} {time.number} {time.due.isoformat()}")
    return alarms


def warning_line(fresh: Iterable[str]) -> str:
    """``‼ 3 overdue: 0005 0002 …`` of the alarms that are new; empty where no clock is among them."""
    numbers: dict[str, list[str]] = {_OVERDUE: [], _SOON: []}
    for state, number, _due in (alarm.split(" ") for alarm in sorted(fresh) if not alarm.startswith("call")):
        numbers[state].append(number[-4:])
    parts = []
    if late := numbers[_OVERDUE]:
        parts.append(_("‼ {n} overdue: {numbers}").format(n=len(late), numbers=_some(late)))
    if soon := numbers[_SOON]:
        parts.append(_("! {n} due soon: {numbers}").format(n=len(soon), numbers=_some(soon)))
    return _BETWEEN.join(parts)


def beside(before: str, line: str, cells: int) -> str:
    """A warning behind what the line for messages says already, where both have room; else the warning alone."""
    stored = before.partition("‼")[0].partition("! ")[0].removesuffix(_BETWEEN)
    both = f"{stored}{_BETWEEN}{line}" if stored else line
    return both if width(both) < cells else line


def _some(numbers: list[str]) -> str:
    return " ".join(numbers[:_MOST]) + (" …" if len(numbers) > _MOST else "")
