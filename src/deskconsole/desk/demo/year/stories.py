"""What becomes of a ticket in a made-up year: a story of the data, with its times, made up from a seed."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from math import exp, log
from random import Random
from typing import Any, Final

from deskconsole.desk.demo.year.arrivals import next_working
from deskconsole.desk.demo.year.people import Colleague, Customer, Team
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.record import dataclass, field

PHONE: Final = "phone"
#: What takes a time that is kept or not, and what of a text is chosen from a list.
_CHOSEN: Final = ("outcome", "reason")
_ASKED: Final = "asked"
_SCORES: Final = ("rated", "followed_up")
#: Scores after which a supervisor calls, and of a hundred such calls those that are made.
_LOW: Final = (1, 2)
_CALLED: Final = 94


@dataclass(slots=True)
class Case:
    """One ticket of a made-up year: who comes, by which way, with what; ``number``: once it is taken."""

    story: Mapping[str, Any]
    at: datetime
    customer: Customer
    taker: Colleague
    channel: str
    category: str
    content: str
    request: str
    number: str = ""
    call: str = ""
    #: when time alone will next bring something about
    settles: datetime | None = None
    #: clocks that were late already
    late: set[tuple[str, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Deed:
    """One event of a ticket: when, by whom, what it says; ``more``: what else where the desk asks for it;
    ``again``: it is tried once more where it is refused."""

    at: datetime
    by: str
    kind: str
    text: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    again: bool = True


class Stories:
    """The stories of the packs of a desk, and what goes for all of them."""

    def __init__(self, data: Mapping[str, Any], packs: Sequence[str], team: Team, calendar: Calendar) -> None:
        self._data, self._team, self._calendar = data, team, calendar
        self._stories = [story for story in data["story"] if story["pack"] in packs]
        self._weights = [story["weight"] for story in self._stories]

    @property
    def any(self) -> bool:
        """Whether there is a story for this desk."""
        return bool(self._stories)

    def begin(self, at: datetime, customer: Customer, random: Random) -> Case:
        """What somebody comes with at an instant."""
        story = random.choices(self._stories, self._weights)[0]
        trade = random.choice(self._data["customers"]["trades"])
        place = random.choice(self._data["customers"]["places"])
        return Case(
            story=story,
            at=at,
            customer=customer,
            taker=self._team.taker(at, random),
            channel=_by_weight(story["channels"], random),
            category=_by_weight(story["categories"], random) if "categories" in story else "",
            content=random.choice(story["content"]).format(trade=trade, place=place),
            request=random.choice(story.get("request", [""])),
        )

    def deeds(self, case: Case, taken: datetime, random: Random) -> list[Deed]:
        """What is done about it, from when it was taken, in the order of time."""
        telling = _Telling(case, taken, random, self._data, self._team, self._calendar)
        return sorted(telling.deeds(), key=lambda deed: deed.at)


class _Telling:
    """One story while it is told: when each event was, whom a specialist's question went to, what was promised."""

    def __init__(
        self,
        case: Case,
        taken: datetime,
        random: Random,
        data: Mapping[str, Any],
        team: Team,
        calendar: Calendar,
    ) -> None:
        self.case, self.random, self.data, self.team, self.calendar = case, random, data, team, calendar
        self.now = taken
        self.moments: dict[str, datetime] = {}
        self.dues: dict[str, tuple[datetime, datetime]] = {}
        self.specialist: Colleague | None = None

    def deeds(self) -> list[Deed]:
        """Each step that is taken, with what it says."""
        deeds = [deed for step in self.case.story["steps"] if self._is_taken(step) and (deed := self._deed(step))]
        deeds += self._second_calls(deeds)
        again = self.moments.get("reopened")
        place = next((n for n, deed in enumerate(deeds) if deed.kind == "reopened"), 0)
        # What would have come after it was opened again waits for its second end.
        return [deed for n, deed in enumerate(deeds) if again is None or n >= place or deed.at <= again]

    def _second_calls(self, deeds: Sequence[Deed]) -> list[Deed]:
        """Who gave a low score is called once more by a supervisor, mostly in time, where the rules ask for it."""
        low = next((deed for deed in deeds if deed.fields.get("score") in _LOW), None)
        if (
            low is None
            or "reopened" in self.moments
            or self.case.story["pack"] not in self.data["scores"]["second_call"]
        ):
            return []
        at = next_working(self.calendar, low.at + timedelta(hours=self.random.randrange(2, 26)), self.random)
        caller = self.team.of("supervisor", at, self.random)
        if caller is None or self.random.randrange(100) >= _CALLED:
            return []
        return [Deed(at, caller.login, "followed_up", "已当面说明并道歉", {"outcome": "reached"}, {})]

    def _is_taken(self, step: Mapping[str, Any]) -> bool:
        case = self.case
        return (
            case.channel in step.get("channels", [case.channel])
            and case.customer.tier in step.get("tiers", [case.customer.tier])
            and step.get("only_after", "") in ("", *self.moments)
            and self.random.randrange(100) < step.get("chance", 100)
        )

    def _deed(self, step: Mapping[str, Any]) -> Deed | None:
        person = self._who(step)
        if person is None:
            return None
        kind, at = step["event"], self._when(step, person)
        self.moments[kind] = self.now = at
        fields = {name: self.random.choice(step[name]) for name in _CHOSEN if name in step}
        fields |= {name: self._chosen(values) for name, values in step.get("fields", {}).items()}
        fields |= {name: self._day(at, days) for name, days in step.get("dates", {}).items()}
        fields |= {name: (at + timedelta(minutes=m)).isoformat() for name, m in step.get("instants", {}).items()}
        if "due" in step:
            due = at + timedelta(minutes=round(self._between(step["due"])))
            first, _last = self.dues.get(kind, (at, due))
            self.dues["promised" if kind == "extended" else kind] = (first, due)
            fields["due"] = due
        if "to" in step:
            self.specialist = self.team.of(step["to"], at, self.random)
            if self.specialist is None:
                return None
            fields["to"] = self.specialist.login
        if kind in _SCORES and (kind == "rated" or step.get("scored")):
            fields |= self._score(kind)
        more = dict(step.get("more", {})) | {n: self._day(at, days) for n, days in step.get("more_dates", {}).items()}
        text = self.random.choice(step["text"]) if "text" in step else None
        return Deed(at, person.login, kind, text, fields, more)

    def _who(self, step: Mapping[str, Any]) -> Colleague | None:
        by = step.get("by")
        if by is None:
            return self.case.taker
        return self.specialist if by == _ASKED else self.team.of(by, self.now, self.random)

    def _when(self, step: Mapping[str, Any], person: Colleague) -> datetime:
        if "kept" in step:
            at = self._by_promise(*self.dues[step.get("of", "promised")], in_time=step["kept"])
            return max(at, self.now + timedelta(seconds=30))
        since = max(self.moments.get(step.get("since", ""), self.now), self.case.at)
        minutes = self._between(step["minutes"]) * person.pace
        at = since + timedelta(seconds=round(minutes * 60))
        return next_working(self.calendar, at, self.random) if step.get("work") else at

    def _by_promise(self, since: datetime, due: datetime, *, in_time: int) -> datetime:
        """In time, or up to three hours late."""
        if self.random.randrange(100) < in_time:
            return since + (due - since) * self.random.uniform(0.45, 0.97)
        return due + timedelta(minutes=self.random.randrange(4, 180))

    def _between(self, bounds: Sequence[float]) -> float:
        """Some minutes between two bounds; the shorter ones more often, as work is."""
        return exp(self.random.uniform(log(bounds[0]), log(bounds[1])))

    def _chosen(self, values: Any) -> Any:
        return self.random.choice(values) if isinstance(values, list) else values

    def _day(self, at: datetime, days: int) -> str:
        return (at.astimezone(self.calendar.zone) + timedelta(days=days)).date().isoformat()

    def _score(self, kind: str) -> dict[str, Any]:
        data = self.data["scores"]
        drawn = self.random.randrange(100)
        if drawn < data["answered"]:
            points = data["after_complaint" if self.case.story.get("complaint") else "points"]
            return {"score": int(_by_weight(points, self.random))}
        if kind == "followed_up":
            return {"outcome": "refused"}
        if drawn < data["answered"] + data["refused"]:
            return {"outcome": "refused", "remark": data["refusal"]}
        return {"outcome": "not_asked", "remark": self.random.choice(data["remarks"])}


def _by_weight(weights: Mapping[str, Any], random: Random) -> str:
    return random.choices(list(weights), list(weights.values()))[0]
