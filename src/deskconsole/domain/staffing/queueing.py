"""Queues of calls in front of people: Erlang B, Erlang C and, with callers who hang up, Erlang A.

Calls come by chance (Poisson), and lengths of calls and of patience are exponential. ``load`` is in erlangs: calls per
second × seconds of one call. Everything is a recursion over people or over waiting calls, without factorials, so that
loads of thousands neither overflow nor lose digits.
"""

from math import exp, expm1, inf, log
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.record import NamedTuple

#: A sum ends where all that may still come changes it by less than this share.
_NOTHING: Final = 1e-16
#: A queue longer than this is no queue any more: nobody would count it to its end.
_LONGEST_QUEUE: Final = 500_000
#: Sums of growing terms are made smaller by this factor before they leave the range of numbers.
_LARGE: Final = 1e200


class Achieved(NamedTuple):
    """What people achieve. Shares from 0 to 1, ``mean_wait`` in seconds over all calls.

    ``service_level``: calls answered within the target of all calls. ``abandoned``: calls given up, ``None`` where
    nobody is thought to give up.
    """

    wait_probability: float
    service_level: float
    mean_wait: float
    occupancy: float
    abandoned: float | None


def erlang_b(load: float, agents: int) -> float:
    """The share of calls that find all ``agents`` busy, where nobody waits."""
    blocked = 1.0
    for people in range(1, agents + 1):
        blocked = next_blocked(load, people, blocked)
    return blocked


def next_blocked(load: float, agents: int, blocked: float) -> float:
    """Erlang B of so many agents from that of one fewer."""
    return load * blocked / (agents + load * blocked)


def patient(load: float, agents: int, handling: float, target: float, blocked: float | None = None) -> Achieved:
    """Erlang C: everybody waits until they are answered. ``handling`` and ``target`` in seconds; ``blocked``: Erlang B
    of the same, where it is known. Refused where the queue would grow without end."""
    if agents <= load:
        raise DeskError(
            "agents must exceed {load} erlangs: the queue would grow without end", field="agents", load=f"{load:.4g}"
        )
    if blocked is None:
        blocked = erlang_b(load, agents)
    waits = agents * blocked / (agents - load * (1 - blocked))
    spare = (agents - load) / handling  # so many waiting calls are taken a second
    return Achieved(waits, 1 - waits * exp(-spare * target), waits / spare, load / agents, None)


def impatient(load: float, agents: int, handling: float, target: float, patience: float) -> Achieved:
    """Erlang A: who waits gives up after ``patience`` seconds in the mean. Stable for any number of people.

    How long a call waits that finds k others waiting is the sum of k + 1 exponential times, and e to the power of minus
    that sum ÷ patience is distributed like Beta(c, k + 1), c = agents × patience ÷ handling. That it is answered only
    after the target is then c ÷ (c + k + 1) × I(e^(−target ÷ patience); c + 1, k + 1), a sum of one more term for each
    k. Refused where the queue is too long to be counted.
    """
    blocked = erlang_b(load, agents)
    arriving, answering, leaving = load / handling, agents / handling, 1 / patience
    base = agents * patience / handling
    log_late, log_soon = -target / patience, _log(-expm1(-target / patience))
    # Of the states with k waiting: their weight, its sum, its sum × k, and × the share that is answered late.
    weight = first = total = 1.0
    queue, late = 0.0, 0.0
    log_term = (base + 1) * log_late
    tail = exp(log_term)
    waiting = 0
    while True:
        late += weight * base / (base + waiting + 1) * min(1.0, tail)
        waiting += 1
        step = arriving / (answering + waiting * leaving)
        weight *= step
        total += weight
        queue += weight * waiting
        log_term += log_soon + log((base + waiting) / waiting)
        tail += exp(log_term)
        if step < 1 and weight * (waiting + 1) / (1 - step) ** 2 < _NOTHING * total:
            break
        if waiting > _LONGEST_QUEUE:
            raise DeskError(
                "patience: with so few people so many callers wait that nobody can count them", field="patience"
            )
        if total > _LARGE:
            weight, first, total, queue, late = (each / _LARGE for each in (weight, first, total, queue, late))
    whole = first * (1 - blocked) + blocked * total
    waits, mean_queue, answered_late = (blocked * each / whole for each in (total, queue, late))
    mean_wait = mean_queue / arriving
    abandoned = min(1.0, mean_wait / patience)
    level = min(1.0, max(0.0, 1 - abandoned - answered_late))
    return Achieved(min(1.0, waits), level, mean_wait, min(1.0, load * (1 - abandoned) / agents), abandoned)


def _log(value: float) -> float:
    return log(value) if value > 0 else -inf
