"""Which customers may be lost: signs of the last weeks, added up by what a pack says of each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from deskconsole.domain.rules.customers.customer_care import CustomerRisk, RiskSign


class Sign(NamedTuple):
    """One sign on one ticket."""

    sign: RiskSign
    number: str


class Judged(NamedTuple):
    """A rating or a follow-up: what the customer said, if anything. ``outcome`` as events say it."""

    number: str
    kind: str
    score: int | None
    outcome: str | None


def judges(sign: RiskSign, judged: Judged) -> bool:
    """Whether what a customer said, or that nobody answered, is this sign."""
    if sign.score_below is not None:
        return judged.score is not None and judged.score < sign.score_below
    return sign.unreached and judged.kind == "followed_up" and judged.outcome == "no_answer"


def once_a_ticket(signs: Iterable[Sign]) -> tuple[Sign, ...]:
    """The same sign counts once a ticket, however often it was given on it; the order stays."""
    return tuple({(each.sign.name, each.number): each for each in signs}.values())


def points(signs: Iterable[Sign]) -> int:
    """What signs come to."""
    return sum(each.sign.points for each in signs)


def at_risk(risk: CustomerRisk, signs: Mapping[int, Sequence[Sign]]) -> dict[int, tuple[Sign, ...]]:
    """The customers with as many points as a risk needs, those with the most first; equal ones as they came."""
    counted = {customer: once_a_ticket(given) for customer, given in signs.items()}
    results = [customer for customer, given in counted.items() if points(given) >= risk.points]
    return {customer: counted[customer] for customer in sorted(results, key=lambda one: -points(counted[one]))}
