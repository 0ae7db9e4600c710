"""Who is at the desk in a made-up year, and who comes to it."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.sign_on.pins import set_known_pin
from deskconsole.desk.staff.staff import add_staff
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.record import NamedTuple

RECEIVER: Final = "receiver"
SERVICE: Final = "service"
#: From when until when on a working day everybody is there; else one has the desk alone.
_OPENS, _CLOSES = 8, 20
#: The numbers of made-up customers follow this one.
_FIRST_NUMBER: Final = 13_900_001_000


class Colleague(NamedTuple):
    """Somebody of the desk: how slow they are (``pace``), how much is theirs, from when until when they are here."""

    login: str
    role: str
    department: str
    pace: float
    share: float
    since: datetime
    until: datetime


class Customer(NamedTuple):
    """Somebody who comes, by which name and contact, and as what."""

    name: str
    contact: str
    address: str
    tier: str


class Team:
    """The colleagues of a made-up year: who is there, who is asked."""

    def __init__(self, everybody: Sequence[Colleague], calendar: Calendar) -> None:
        self._calendar = calendar
        self.everybody = everybody
        self._receivers = [each for each in everybody if each.role == RECEIVER and each.department == SERVICE]

    def there(self, at: datetime) -> list[Colleague]:
        """Who receives at an instant: by day all, else the one on duty."""
        here = [each for each in self._receivers if each.since <= at < each.until]
        local = at.astimezone(self._calendar.zone)
        if self._calendar.is_working_day(local.date()) and _OPENS <= local.hour < _CLOSES:
            return here
        return [self.on_duty(at)]

    def on_duty(self, at: datetime) -> Colleague:
        """Who has the shift: by day one of them, by night the next."""
        here = [each for each in self._receivers if each.since <= at < each.until]
        local = at.astimezone(self._calendar.zone)
        part = (local - timedelta(hours=_OPENS)).date().toordinal() * 2 + (not _OPENS <= local.hour < _CLOSES)
        return here[part % len(here)]

    def taker(self, at: datetime, random: Random) -> Colleague:
        """Who takes what comes now."""
        here = self.there(at)
        return random.choices(here, [each.share for each in here])[0]

    def of(self, what: str, at: datetime, random: Random) -> Colleague | None:
        """Somebody of a role or a department; ``None`` where nobody is."""
        here = [
            each for each in self.everybody if what in (each.role, each.department) and each.since <= at < each.until
        ]
        return random.choice(here) if here else None


def add_colleagues(desk: Desk, entries: Sequence[Mapping[str, Any]], pin: str) -> None:
    """The colleagues that only a year has, where the packs know their role and department."""
    for person in _possible(desk, entries):
        add_staff(
            desk,
            person["login"],
            name=person["name"],
            role=person["role"],
            department=person["department"],
            qualified=True,
        )
        set_known_pin(desk, person["login"], pin)


def team_of(desk: Desk, staff: str, entries: Sequence[Mapping[str, Any]], since: datetime, until: datetime) -> Team:
    """Everybody of the demo and of the year; ``staff``: the text of the demo's own list."""
    people = _possible(desk, [*tomllib.loads(staff)["staff"], *entries])
    return Team(
        [
            Colleague(
                person["login"],
                person["role"],
                person["department"],
                float(person.get("pace", 1)),
                float(person.get("share", 1)),
                until - timedelta(days=person["from"]) if "from" in person else since - timedelta(days=1),
                until - timedelta(days=person.get("until", -1)),
            )
            for person in people
        ],
        desk.calendar,
    )


def _possible(desk: Desk, entries: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    roles = {role.name for pack in desk.packs for role in pack.roles}
    departments = {department.name for pack in desk.packs for department in pack.departments}
    return [each for each in entries if each["role"] in roles and each["department"] in departments]


class Customers:
    """Who comes: new ones, and ever again those who have been here, the newer more often."""

    def __init__(self, data: Mapping[str, Any], random: Random) -> None:
        self._data, self._random = data, random
        self._existing: list[Customer] = []

    def next(self) -> Customer:
        """Whoever comes now."""
        random = self._random
        if self._existing and random.randrange(100) < self._data["again"]:
            # A third of those who come again are regulars: the first tenth.
            last = len(self._existing) if random.random() > 1 / 3 else max(1, len(self._existing) // 10)
            return self._existing[random.randrange(last)]
        customer = self._new(len(self._existing))
        self._existing.append(customer)
        return customer

    def _new(self, number: int) -> Customer:
        data, random = self._data, self._random
        tiers = data["tiers"]
        house = "".join(random.choice(data[part]) for part in ("places", "names", "trades"))
        person = random.choice(data["surnames"]) + random.choice(data["given"])
        tier = random.choices(list(tiers), list(tiers.values()))[0]
        return Customer(f"{house} {person}", str(_FIRST_NUMBER + number), f"kh{number:05}@demo.example", tier)
