"""Quality checks of a made-up year: drawn as the rules say, scored, seen, objected to, looked at once more."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any, Final

from deskconsole.desk.demo.year.arrivals import next_working
from deskconsole.desk.demo.year.moving import Moves
from deskconsole.desk.demo.year.people import Team
from deskconsole.desk.demo.year.playing import Later
from deskconsole.desk.desk import Desk
from deskconsole.desk.quality.answering import appeal_check, coach_check, decide_appeal, see_check
from deskconsole.desk.quality.checks import CheckView
from deskconsole.desk.quality.drawing import DrawnCheck, draw_checks
from deskconsole.desk.quality.plans import cards, plans
from deskconsole.desk.quality.reviewing import review_check
from deskconsole.domain.rules.house.checks import CheckPlan, Scorecard
from deskconsole.domain.tickets.events.checks import FAILED
from deskconsole.errors import DeskError

_DRAWN_AT: Final = time(8, 40)
_DAY: Final = timedelta(days=1)
#: Who looks later than this objects no more (the days of the rule are five).
_IN_DAYS: Final = timedelta(days=4)
#: How points fall, from the most to the least, for somebody at their best; a second line for a bad day.
_GOOD: Final = (46, 38, 12, 3, 1)
_BAD: Final = (6, 18, 32, 26, 18)
#: Of a hundred: records of a bad day, checks made in time, objections to what failed, objections that are right.
_BAD_DAYS, _IN_TIME, _APPEALS, _RIGHT = 7, 95, 18, 40


class Checking:
    """Draws what the levels of the packs say, and lets those who are asked score it."""

    def __init__(self, desk: Desk, team: Team, random: Random, later: Later) -> None:
        self._plans, self._cards = plans(desk), cards(desk)
        self._calendar, self._team, self._random, self._later = desk.calendar, team, random, later

    def plan(self, since: datetime, until: datetime, seed: str) -> None:
        """Every draw of the year, on the first working day after its day, week or month."""
        day, last = self._calendar.day(since) + _DAY, self._calendar.day(until)
        waiting: list[tuple[CheckPlan, str]] = []
        while day <= last:
            waiting += [(plan, period) for plan in self._plans.values() if (period := _ended(plan.every, day))]
            if self._calendar.is_working_day(day):
                at = datetime.combine(day, _DRAWN_AT, self._calendar.zone).astimezone(UTC)
                for plan, period in waiting:
                    self._later(at, partial(self._draw, plan, period, f"{seed}.{plan.name}.{period}"))
                waiting = []
            day += _DAY

    def _draw(self, plan: CheckPlan, period: str, seed: str, moves: Moves) -> None:
        leader = self._team.of("leader" if plan.own or "leader" in plan.by else "supervisor", moves.now, self._random)
        if leader is None:
            return
        moves.work.flush()  # what may be drawn is asked of the store
        try:
            drawn = moves.do(draw_checks, moves.now, leader.login, plan.name, period, seed=seed)
        except DeskError:
            return  # nothing was filed in that period
        for each in drawn:
            self._ask(moves, plan, each)

    def _ask(self, moves: Moves, plan: CheckPlan, check: DrawnCheck) -> None:
        if check.reviewer is None:
            return
        random = self._random
        left = check.due - moves.now
        at = moves.now + left * random.uniform(0.1, 0.95)
        if random.randrange(100) >= _IN_TIME:
            at = check.due + timedelta(hours=random.randrange(1, 30))
        self._later(next_working(self._calendar, at, random), lambda moves: self._score(moves, plan, check))

    def _score(self, moves: Moves, plan: CheckPlan, check: DrawnCheck) -> None:
        reviewer = str(check.reviewer)
        points = self._points(self._cards[plan.card])
        try:
            view = moves.do(review_check, moves.now, reviewer, check.number, points, level=plan.name)
        except DeskError as refusal:
            if refusal.field != "cause":
                raise
            view = moves.do(
                review_check, moves.now, reviewer, check.number, points, level=plan.name, **self._finding(moves, plan)
            )
        if not plan.own and not plan.together:
            self._seen(view, check, reviewer)

    def _points(self, card: Scorecard) -> Mapping[str, int | None]:
        chances = _BAD if self._random.randrange(100) < _BAD_DAYS else _GOOD
        return {
            each.name: max(each.least, each.most - self._random.choices(range(len(chances)), chances)[0])
            for each in card.criteria
        }

    def _finding(self, moves: Moves, plan: CheckPlan) -> dict[str, Any]:
        cause = self._random.choice(("knowledge", "not_recorded", "late", "procedure", "wording"))
        if plan.own:
            return {"cause": cause}
        right_by = next_working(self._calendar, moves.now + timedelta(days=self._random.randrange(2, 6)), self._random)
        return {"cause": cause, "finding": "按规范重做一次，组长当面说明", "right_by": right_by}

    def _seen(self, view: CheckView, check: DrawnCheck, reviewer: str) -> None:
        """The receiver looks, objects or not; what is to be put right is looked at once more."""
        random, failed = self._random, view.row.outcome == FAILED
        receiver, number, level = str(check.receiver), check.number, check.level
        scored = view.row.scored_at or check.due
        at = next_working(self._calendar, scored + timedelta(hours=random.randrange(1, 40)), random)
        if failed and random.randrange(100) < _APPEALS and at - scored < _IN_DAYS:
            third = self._team.of("manager" if reviewer == "songyan" else "supervisor", at, random)
            self._later(at, lambda moves: self._appeal(moves, receiver, number, level))
            if third is not None and third.login not in (reviewer, receiver):
                decided = next_working(self._calendar, at + timedelta(hours=random.randrange(2, 50)), random)
                right = random.randrange(100) < _RIGHT
                self._later(decided, lambda moves: self._decide(moves, third.login, number, level, right))
        else:
            self._later(at, lambda moves: self._see(moves, receiver, number, level))
        if failed and view.row.right_by is not None:
            again = next_working(self._calendar, view.row.right_by - timedelta(hours=random.randrange(1, 9)), random)
            self._later(again, lambda moves: self._coach(moves, reviewer, number, level))

    @staticmethod
    def _see(moves: Moves, login: str, number: str, level: str) -> None:
        moves.do(see_check, moves.now, login, number, level=level)

    @staticmethod
    def _appeal(moves: Moves, login: str, number: str, level: str) -> None:
        moves.do(appeal_check, moves.now, login, number, "记录里有说明，请再看一次", level=level)

    @staticmethod
    def _decide(moves: Moves, login: str, number: str, level: str, right: bool) -> None:
        moves.do(decide_appeal, moves.now, login, number, right, "对照记录和录音裁定", level=level)

    @staticmethod
    def _coach(moves: Moves, login: str, number: str, level: str) -> None:
        try:
            moves.do(coach_check, moves.now, login, number, True, level=level)
        except DeskError:
            return  # the objection was right: there is nothing to be put right


def _ended(every: str, day: date) -> str | None:
    """The period that ended with the day before, as it is written; ``None`` where none did."""
    before = day - _DAY
    if every == "day":
        return before.isoformat()
    if every == "week" and day.weekday() == 0:
        year, week, _weekday = before.isocalendar()
        return f"{year}-W{week:02}"
    return f"{before:%Y-%m}" if every == "month" and day.day == 1 else None
