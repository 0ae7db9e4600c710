"""Tickets of the enterprise's kinds, as they come in."""

from typing import Any, Final

from tests.desk.support import Bench

#: start → closing of the 1st and of the 3rd working day after it (T3; closing 18:00).
DAYS: Final = [
    ("09-14 09:00", "09-15 18:00", "09-17 18:00"),
    ("09-18 16:00", "09-20 18:00", "09-22 18:00"),  # Friday; Sunday the 20th is a make-up day
    ("09-19 10:00", "09-20 18:00", "09-22 18:00"),  # Saturday: a day of rest starts nothing earlier
    ("09-30 16:00", "10-08 18:00", "10-10 18:00"),  # over the National Day holiday; the 10th is a make-up Saturday
    ("10-03 23:59", "10-08 18:00", "10-10 18:00"),
    ("10-09 18:00", "10-10 18:00", "10-13 18:00"),
]


def inquiry(bench: Bench, channel: str = "online", **more: Any) -> str:
    """A pre-sales question."""
    return bench.take(channel, "potential", category="presales", **more)


def order(bench: Bench, channel: str = "online", **more: Any) -> str:
    """An order."""
    return bench.take(channel, "ordinary", kind="order", category="delivery", **more)


def implementation(bench: Bench, channel: str = "email", **more: Any) -> str:
    """A software project to be put into service."""
    return bench.take(channel, "important", kind="implementation", category="usage", **more)


def complaint(bench: Bench, channel: str = "online", *, urgent: bool = False, **more: Any) -> str:
    """A complaint."""
    more = {"category": "quality", **more}
    return bench.take(channel, "ordinary", kind="complaint", urgent=urgent, **more)


def problem(bench: Bench, level: int, channel: str = "online", **more: Any) -> str:
    """A problem of a level."""
    more = {"category": "usage", **more}
    return bench.take(channel, "ordinary", kind="problem", level=level, **more)
