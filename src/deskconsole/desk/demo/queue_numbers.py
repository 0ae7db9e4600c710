"""The queue numbers of a made-up day: taken, called, served or skipped."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from deskconsole.desk.desk import Desk
from deskconsole.desk.queue_numbers import queue_numbers


def is_number(line: Mapping[str, Any]) -> bool:
    """Whether a line of a made-up day is a queue number."""
    return "queue" in line


def of_today(desk: Desk, line: Mapping[str, Any], now: datetime) -> bool:
    """Whether the number of a line was taken on the day of ``now``; those of yesterday are gone (M13)."""
    taken = now - timedelta(minutes=line["minutes_ago"])
    return desk.calendar.day(taken) == desk.calendar.day(now)


def take(desk: Desk, line: Mapping[str, Any]) -> str:
    """Take the number of a line at the moment of ``desk``; its code."""
    return queue_numbers.take_number(desk, line["queue"]).code


def go_on(desk: Desk, code: str, entry: Mapping[str, Any]) -> None:
    """What became of a number: ``called`` to a ``window``, ``served``, ``skipped``."""
    if entry["event"] == "called":
        business = next(line.counter for line in queue_numbers.queue_tickets(desk) if line.code == code)
        queue_numbers.call_next(desk, entry["window"], [business])
    elif entry["event"] == "served":
        queue_numbers.serve(desk, code)
    else:
        queue_numbers.skip(desk, code)
