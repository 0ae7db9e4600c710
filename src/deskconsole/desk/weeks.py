"""The local week, by which calls are counted."""

from datetime import datetime, time, timedelta

from deskconsole.desk.desk import Desk


def week_began(desk: Desk) -> datetime:
    """The first moment of the present week: Monday, midnight at the site."""
    today = desk.now().astimezone(desk.zone).date()
    return datetime.combine(today - timedelta(days=today.weekday()), time(), desk.zone)
