"""A desk in a folder of its own, whose clock stands still until a test moves it."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from deskconsole.desk.desk import Desk
from deskconsole.desk.founding import make_site
from deskconsole.desk.opening import open_desk
from deskconsole.desk.records import IntakeForm, TicketView
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import act as acting, intake, views
from deskconsole.desk.tickets.settling import Settled, settle
from deskconsole.desk.verifying.verifying import verify
from deskconsole.domain.clocks.derive import Clock
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import explain

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
#: The least time that makes what is on time late (T6).
US: Final = timedelta(microseconds=1)

#: login → role, department.
PEOPLE: Final = {
    "zhou": ("receiver", "service"),
    "lin": ("receiver", "service"),
    "he": ("leader", "service"),
    "song": ("supervisor", "service"),
    "qian": ("specialist", "sales"),
    "luo": ("specialist", "technical"),
    "fang": ("specialist", "legal"),
}


def t(text: str) -> datetime:
    """The instant of a local time of 2026 in Shanghai: ``09-30 16:00`` or ``09-30 16:00:05``."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI).astimezone(UTC)


#: A Monday morning; the stores of the tests are made before it.
MONDAY: Final = t("09-14 09:00")
MADE_AT: Final = t("01-05 09:00")


class Bench:
    """A desk with its people; ``now`` is what its clock says, and never moves by itself."""

    def __init__(
        self,
        folder: Path,
        *,
        packs: tuple[str, ...] = ("robot-integrator",),
        now: datetime = MONDAY,
        counter: bool | None = None,
    ) -> None:
        self.folder = folder
        if counter is not None:  # whether visitors see the screen, whatever the packs' kinds of work say
            (folder / "site.toml").write_text(f"[console]\ncounter = {str(counter).lower()}\n", "utf-8")
        shutil.copy(template(packs), folder / "desk.db")
        self.now = now
        self.desk = signed_on(open_desk(str(folder / "desk.db"), now=lambda: self.now), "zhou")
        self._calls = 0

    @classmethod
    def reopened(cls, bench: "Bench") -> "Bench":
        """The same store opened once more, as another program would."""
        again = object.__new__(cls)
        again.folder, again.now, again._calls = bench.folder, bench.now, bench._calls
        again.desk = signed_on(open_desk(str(bench.folder / "desk.db"), now=lambda: again.now), "zhou")
        return again

    def by(self, login: str) -> Desk:
        """The same desk with somebody else at it."""
        return signed_on(self.desk, login)

    def later(self, **time: float) -> datetime:
        """Let time pass: ``later(minutes=5)``."""
        self.now += timedelta(**time)
        return self.now

    def take(self, channel: str = "online", tier: str = "core", *, by: str = "zhou", **more: Any) -> str:
        """An inquiry comes in; its number."""
        key = more.pop("key", None)
        form: dict[str, Any] = {
            "kind": "inquiry",
            "customer": "华南精密 陈立",
            "contact": "wx:chenli",
            "category": "technical",
            "content": "焊接工位换型频繁",
            "request": "选型建议",
        }
        return intake.intake(self.by(by), IntakeForm(channel=channel, tier=tier, **(form | more)), key=key).number

    def act(
        self, number: str, kind: str, by: str = "zhou", *, fields: Mapping[str, Any] | None = None, **more: Any
    ) -> TicketView:
        """Record one event; keywords that `act` itself does not know are fields of the event."""
        own = {name: more.pop(name) for name in ("of", "at", "text", "expect", "key") if name in more}
        if kind in TEXT_NEEDED:
            own.setdefault("text", "好的")
        return acting.act(self.by(by), number, kind, fields={**(fields or {}), **more}, **own)

    def refused(self, number: str, kind: str, by: str = "zhou", **more: Any) -> str:
        """The reason why an event is refused; nothing must have changed by it."""
        before = self.record()
        with pytest.raises(DeskError) as refusal:
            self.act(number, kind, by, **more)
        assert self.record() == before
        return str(refusal.value)

    def ring(self, caller: str | None = "13800001111", call: str | None = None) -> tuple[str, str]:
        """The telephone rings; the call's id and the ticket's number."""
        self._calls += 1
        call = call or f"call-{self._calls}"
        return call, calls.ring(self.desk, caller, call=call).number

    def show(self, number: str, at: datetime | None = None) -> TicketView:
        """The ticket, now or as it is judged at an instant; nothing must be written by looking."""
        before = self.record()
        seen = views.show(self.desk, number, at)
        assert self.record() == before
        return seen

    def clock(self, number: str, rule: str, *, of: int | None = None, at: datetime | None = None) -> Clock:
        """The one clock of a rule (and thread) that a ticket has."""
        found = [c for c in self.show(number, at).clocks if c.rule == rule and of in (None, c.of)]
        assert len(found) == 1, [(c.rule, c.of, c.state) for c in self.show(number, at).clocks]
        return found[0]

    def rules(self, number: str, at: datetime | None = None) -> list[str]:
        """The rules whose clocks run (or stand still), sorted."""
        return sorted(clock.rule for clock in self.show(number, at).clocks if clock.active)

    def kinds(self, number: str) -> list[str]:
        """What has happened, in sequence."""
        return [event.kind for event in self.show(number).events]

    def seq(self, number: str, kind: str) -> int:
        """The sequence number of the last event of a kind."""
        return next(event.seq for event in reversed(self.show(number).events) if event.kind == kind)

    def settle(self) -> list[Settled]:
        """Record what time has brought about."""
        return settle(self.desk)

    def record(self) -> int:
        """How many events the store holds."""
        with self.desk.store.reading() as tx:
            row = tx.one("SELECT count(*) FROM event")
        assert row is not None
        return int(row[0])

    def verified(self) -> list[str]:
        """What `verify --clocks` names; nothing in a sound store."""
        return [explain(problem) for problem in verify(self.by("root"), clocks=True)]


def signed_on(desk: Desk, login: str) -> Desk:
    """The desk with somebody at it, as if they had signed on."""
    return desk.by(login)


#: Events that cannot be recorded without words; the tests need not invent some each time.
TEXT_NEEDED: Final = frozenset(
    {"answered", "proposed", "promised", "replied", "objected", "specialist_needed", "specialist_answered"}
    | {"noted", "attached", "planned", "contacted", "progress_told", "reminded", "solved"}
)


def prove(bench: Bench, rule: str, start: Callable[[], str], due: datetime, stop: Callable[[str], object]) -> None:
    """Three tickets with the same clock: done exactly at its due it is met, one microsecond later late; the third,
    with which nothing happens, is overdue from that microsecond on and not before."""
    punctual, tardy, forgotten = start(), start(), start()
    clock = bench.clock(punctual, rule)
    assert (clock.due, clock.first_due, clock.state) == (due, due, "running")
    assert not bench.clock(forgotten, rule, at=due).overdue(due)
    bench.now = due
    stop(punctual)
    bench.now = due + US
    stop(tardy)
    assert state_of(bench.clock(punctual, rule)) == ("met", due, 0)
    assert state_of(bench.clock(tardy, rule)) == ("late", due + US, 1)
    clock = bench.clock(forgotten, rule)
    assert (clock.state, clock.overdue(bench.now), clock.breaches_at(bench.now)) == ("running", True, 1)
    assert bench.verified() == []


def state_of(clock: Clock) -> tuple[str, datetime | None, int]:
    """State, end and breaches of a clock."""
    return clock.state, clock.ended, clock.breaches


@cache
def template(packs: tuple[str, ...]) -> Path:
    """A store with everybody of :data:`PEOPLE`, made once and copied for each test."""
    folder = Path(_folder().name) / "-".join(packs)
    folder.mkdir()
    path = folder / "desk.db"
    desk = make_site(str(path), code="SZ", packs=packs, now=lambda: MADE_AT)
    departments = {each.name for pack in desk.packs for each in pack.departments}
    for login, (role, department) in PEOPLE.items():
        if department in departments:
            add_staff(desk, login, name=login.title(), role=role, department=department, qualified=True)
    desk.store.close()
    return path


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    return tempfile.TemporaryDirectory(prefix="deskconsole-")
