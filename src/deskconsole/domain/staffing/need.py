"""How many people a goal needs (R35): so many of the calls answered within so many seconds, nobody busier than so much.

Erlang C where everybody waits, Erlang A where they hang up. People needed at the desk are fewer than people to be
rostered: who has a break, training or leave is paid and is not there (shrinkage).
"""

from math import ceil, isfinite
from typing import Final

from deskconsole.domain.staffing.queueing import Achieved, impatient, next_blocked, patient
from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple

#: More erlangs are no reception desk, and would take seconds to count.
MOST_LOAD: Final = 20_000
#: Numbers of which sums can be made without losing them.
_SMALLEST: Final = 1e-6
_LARGEST: Final = 1e9
#: What is rounded up must not be one person more for the last bit of a number.
_ROUNDING: Final = 1e-9
#: Below this load one person answers late because they are alone, not because they are slow.
SMALL_DESK: Final = 2


class Question(NamedTuple):
    """The load and the goal. Times in seconds, shares from 0 to 1; ``calls`` come within each ``interval``.

    ``patience``: after how long a caller hangs up in the mean; ``None``: never. ``max_occupancy``: how much of their
    time people may be busy. ``shrinkage``: how much of the rostered time people are not at the desk.
    """

    calls: float
    interval: float
    handling: float
    target: float
    level: float = 0.8
    patience: float | None = None
    max_occupancy: float | None = None
    shrinkage: float = 0.0

    @property
    def load(self) -> float:
        """Erlangs: people that would be busy all the time."""
        return self.calls * self.handling / self.interval


class Need(NamedTuple):
    """People at the desk, people to be rostered for that, and what they achieve; ``is_met``: the goal is reached."""

    load: float
    agents: int
    rostered: int
    achieved: Achieved
    is_met: bool


def check(question: Question) -> None:
    """Refuse what is no load or no goal, by the name of the field."""
    for name in ("calls", "interval", "handling", "target", "patience"):
        _check_number(name, getattr(question, name), zero=name == "target")
    if not 0 < question.level < 1:
        raise DeskError("level: '{value}' is not a share between 0 and 1", field="level", value=question.level)
    busiest = question.max_occupancy
    if busiest is not None and not 0 < busiest <= 1:
        raise DeskError(
            "max-occupancy: '{value}' is not a share above 0 and up to 1", field="max-occupancy", value=busiest
        )
    if not 0 <= question.shrinkage < 1:
        raise DeskError(
            "shrinkage: '{value}' is not a share from 0 to below 1", field="shrinkage", value=question.shrinkage
        )
    if question.load > MOST_LOAD * (busiest or 1):
        raise DeskError(
            "calls: {load} erlangs need more people than can be counted", field="calls", load=f"{question.load:.0f}"
        )


def _check_number(name: str, value: float | None, *, zero: bool) -> None:
    if value is None or (zero and value == 0):
        return
    if not (isfinite(value) and value > 0):
        raise DeskError("{field}: '{value}' is not a number above 0", field=name, value=value)
    if not _SMALLEST <= value <= _LARGEST:
        raise DeskError("{field}: {value} is too small or too large", field=name, value=value)


def needed(question: Question) -> Need:
    """The fewest people who reach the goal. Raises :class:`DeskError` for bad input."""
    check(question)
    agents = _by_erlang_c(question)
    if question.patience is not None:
        agents = _by_erlang_a(question, agents)
    return _need(question, agents)


def achieved(question: Question, agents: int) -> Need:
    """What so many people achieve. Raises :class:`DeskError` for bad input, and where the queue would never end."""
    check(question)
    if not 1 <= agents <= 2 * MOST_LOAD:
        raise DeskError("agents: '{value}' is not a number of people", field="agents", value=agents)
    return _need(question, agents)


def remark(question: Question, need: Need) -> DeskError | None:
    """Why these people do not reach the goal, and who would; ``None`` where they do."""
    if need.is_met:
        return None
    enough = needed(question).agents
    level, target = f"{question.level:.0%}", f"{question.target:g}"
    if need.agents == 1 and need.load < SMALL_DESK:
        return DeskError(
            "one person alone cannot answer {level} within {target} seconds: whoever calls during a call waits until "
            "it ends; {needed} people can",
            level=level,
            target=target,
            needed=enough,
        )
    return DeskError(
        "{agents} people do not reach the goal: {reached} are answered within {target} seconds ({level} wanted), they "
        "are busy {busy} of the time; {needed} people can",
        agents=need.agents,
        reached=f"{need.achieved.service_level:.1%}",
        target=target,
        level=level,
        busy=f"{need.achieved.occupancy:.1%}",
        needed=enough,
    )


def _need(question: Question, agents: int) -> Need:
    result = _achieved(question, agents)
    rostered = ceil(agents / (1 - question.shrinkage) - _ROUNDING)
    return Need(question.load, agents, rostered, result, _reaches(question, result))


def _achieved(question: Question, agents: int, blocked: float | None = None) -> Achieved:
    if question.patience is None:
        return patient(question.load, agents, question.handling, question.target, blocked)
    return impatient(question.load, agents, question.handling, question.target, question.patience)


def _reaches(question: Question, result: Achieved) -> bool:
    busiest = 1.0 if question.max_occupancy is None else question.max_occupancy
    return result.service_level >= question.level and result.occupancy <= busiest + _ROUNDING


def _by_erlang_c(question: Question) -> int:
    """The fewest people where everybody waits: enough where somebody hangs up too."""
    lasting = question._replace(patience=None)
    blocked, agents = 1.0, 0
    while True:
        agents += 1
        blocked = next_blocked(question.load, agents, blocked)
        if agents > question.load and _reaches(lasting, _achieved(lasting, agents, blocked)):
            return agents


def _by_erlang_a(question: Question, start: int) -> int:
    """The fewest people where callers hang up, searched from as many as are enough where they wait.

    Mostly fewer are; more where people hang up sooner than they are to be answered. Far below the load the queue is
    long, and long to count, so that the steps downwards grow from one.
    """

    def enough(agents: int) -> bool:
        return _reaches(question, _achieved(question, agents))

    step, most, least = 1, start, start
    while not enough(most):
        least, most, step = most, most + step, step * 2
    if least == start and most == start:
        least = start - 1
        while least >= 1 and enough(least):
            most, step = least, step * 2
            least = max(0, most - step)
    while most - least > 1:
        middle = (most + least) // 2
        most, least = (middle, least) if enough(middle) else (most, middle)
    return most
