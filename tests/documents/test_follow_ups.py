"""Follow-ups as an iCalendar file that a calendar reads again."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from deskconsole.documents.follow_ups import write_follow_ups
from deskconsole.errors import DeskError
from tests.desk.support import Bench, t


def due(bench: Bench, customer: str = "华南精密", tier: str = "intent") -> str:
    """A finished inquiry whose call-back is due."""
    number = bench.take("phone", tier, customer=customer, contact="138 1234 5678")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="好")
    return number


def events(path: Path) -> list[Any]:
    """The events of a file, as a calendar reads them."""
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_each_follow_up_is_an_event_with_alarm_and_zone(bench: Bench) -> None:
    number = due(bench)
    out = bench.folder / "a.ics"
    assert write_follow_ups(bench.desk, out) == 1
    (event,) = events(out)
    clock = bench.clock(number, "R15")
    assert event["uid"] == f"{number}.R15.{clock.of}@deskconsole"
    assert event["dtstart"].dt == clock.due
    assert event["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert "华南精密" in event["summary"]
    assert "138 1234 5678" not in event["description"], "files print contacts masked"
    assert "138******5678" in event["description"]
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(minutes=-30)
    assert Calendar.from_ical(out.read_bytes()).walk("VTIMEZONE")


def test_a_follow_up_keeps_its_identity(bench: Bench) -> None:
    due(bench)
    write_follow_ups(bench.desk, bench.folder / "a.ics")
    bench.later(hours=5)
    write_follow_ups(bench.desk, bench.folder / "b.ics")
    first, second = events(bench.folder / "a.ics"), events(bench.folder / "b.ics")
    assert [event["uid"] for event in first] == [event["uid"] for event in second]


def test_what_a_customer_wrote_stays_text(bench: Bench) -> None:
    due(bench, customer="A;B,C\\x\nEND:VEVENT\nATTACH:http://127.0.0.1/")
    out = bench.folder / "a.ics"
    write_follow_ups(bench.desk, out)
    (event,) = events(out)
    assert "A;B,C\\x" in event["summary"]
    assert "ATTACH" not in event
    lines = out.read_bytes().split(b"\r\n")
    assert lines.count(b"END:VEVENT") == 1
    assert max(map(len, lines)) <= 75


def test_only_those_that_are_asked_for(bench: Bench) -> None:
    due(bench)
    bench.now = t("09-15 09:00")
    assert write_follow_ups(bench.desk, bench.folder / "a.ics", due="overdue") == 0
    assert write_follow_ups(bench.desk, bench.folder / "b.ics", due="week", mine=True) == 1
    with pytest.raises(DeskError, match="end it in"):
        write_follow_ups(bench.desk, bench.folder / "b.txt")
