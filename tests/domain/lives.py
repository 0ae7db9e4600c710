"""Short lives of one ticket, told step by step."""

from datetime import datetime, timedelta
from typing import Any

from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.tickets.event import Event
from tests.domain.histories import LI, Desk, Person

#: A complete form, but for what a test asks for.
FORM = {
    "channel": "phone",
    "kind": "inquiry",
    "tier": "potential",
    "category": "product",
    "customer": "王小明",
    "contact": "13800138000",
    "content": "offer?",
    "request": "an offer",
    "urgent": False,
    "fields": {},
}


def received(pack: str = "robot-integrator", **fields: Any) -> Desk:
    """A ticket whose form has just been recorded; the integrator's by telephone, potential customer."""
    desk = Desk(pack)
    desk.open(
        "received", LI, **{**FORM, **({"kind": "order", "tier": "plain"} if pack == "mechanisms" else {}), **fields}
    )
    return desk


def rang(**fields: Any) -> Desk:
    """A ticket that the telephone has just opened."""
    desk = Desk("robot-integrator")
    desk.open("rang", None, **{"channel": "phone", "kind": "inquiry", "tier": "potential", **fields})
    return desk


def do(desk: Desk, kind: str, *, after: float = 1, by: Person = LI, text: str | None = "words", **more: Any) -> Event:
    """One event ``after`` some minutes; ``due`` in minutes from then, ``back`` minutes before its recording."""
    desk.now += timedelta(minutes=after)
    at = desk.now - timedelta(minutes=more.pop("back", 0))
    of = more.pop("of", None)
    if "due" in more:
        more["due"] = (at + timedelta(minutes=more["due"])).isoformat()
    return desk.act(kind, by, happened_at=at, text=text, fields=more, of=of)


def clock(desk: Desk, rule: str, of: int | None = None) -> Clock:
    """The newest clock of a rule (of one thread)."""
    found = [clock for clock in desk.clocks if clock.rule == rule and of in (None, clock.of)]
    assert found, f"{rule} has no clock"
    return found[-1]


def running(desk: Desk) -> list[str]:
    """The rules whose clocks run or stand still."""
    return sorted(clock.rule for clock in desk.clocks if clock.active)


def minutes(start: datetime, end: datetime) -> float:
    """From one to the other, in minutes."""
    return (end - start) / timedelta(minutes=1)
