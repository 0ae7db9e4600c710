"""The visitors of a made-up day: watched for, expected, arrived, and the rooms that are taken."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.visitors.checking_in import check_in
from deskconsole.desk.visitors.expecting import expect, read_expected, visitor_kind
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.desk.visitors.rooms import plan_room, prepare_room
from deskconsole.desk.visitors.watching import watch_for

#: What stands among the events of a visit for signing out: leaving, ending and filing in one.
SIGN_OUT: Final = "sign_out"


def kind_of(line: Mapping[str, Any]) -> str | None:
    """The kind of work of a line of a made-up day; ``None`` where it is of none."""
    for key in ("intake", "check_in", "expect"):
        if key in line:
            kind: str | None = line[key].get("kind")
            return kind
    return None


def begin(desk: Desk, line: Mapping[str, Any], existing: str, now: datetime) -> str:
    """Do what a line says at the moment of ``desk``; the number of the visit, or the id of the appointment.

    ``existing``: the id of the appointment whose visitor arrives. Times in the line are relative to ``now``.
    """
    if existing:
        form = CheckIn("", "", fields=line["arrives"].get("fields") or {}, expected=existing)
        return check_in(desk, form).number
    if "check_in" in line:
        return check_in(desk, CheckIn(**line["check_in"])).number
    if "watch" in line:
        return str(watch_for(desk, **line["watch"]).entry)
    starts = now + timedelta(minutes=line["in_minutes"])
    if "room" in line:
        use = plan_room(desk, **line["room"], starts=starts, ends=starts + timedelta(minutes=line["minutes"]))
        for item in line.get("prepared", ()):
            prepare_room(desk, use.id, item, done=True)
        return use.id
    data = {"kind": visitor_kind(desk, None).name, **line["expect"], "at": starts}
    return expect(desk, read_expected(desk, data, now=desk.now())).id
