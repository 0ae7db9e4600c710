"""What must hold between the entries of a pack that say how customers are cared for."""

from collections.abc import Mapping, Sequence
from typing import Any

from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.customers.customer_care import CustomerRisk, FileCheck, RiskSign
from deskconsole.domain.rules.reading.names import Names, among
from deskconsole.domain.tickets.vocabulary import ACTIONS

_SCORES = range(2, 6)


def check_customers(names: Names, records: Mapping[str, Sequence[tuple[Any, Place]]]) -> list[Problem]:
    """Every problem of file checks, signs and risks."""
    problems: list[Problem] = []
    for check, place in records["file_check"]:
        problems += _file_check(names, check, place)
    for sign, place in records["risk_sign"]:
        problems += _sign(names, sign, place)
    for risk, place in records["customer_risk"]:
        problems += _risk(names, risk, place)
        if not records["risk_sign"]:
            problems.append(Problem("the pack has no [[{table}]]", place, values={"table": "risk_sign"}))
    return problems


def _file_check(names: Names, check: FileCheck, place: Place) -> list[Problem]:
    return [*_at_least_one(check, place, "months"), *names.check("tier", check.tiers, place, "tiers")]


def _sign(names: Names, sign: RiskSign, place: Place) -> list[Problem]:
    problems = _at_least_one(sign, place, "points")
    given = (bool(sign.kinds), sign.score_below is not None, bool(sign.late), sign.unreached)
    if sum(given) != 1:
        problems.append(Problem("give exactly one of kinds, score_below, late, unreached", place))
    problems += names.check("kind", sign.kinds, place, "kinds")
    problems += among(sign.late, list(ACTIONS), place, "late")
    if sign.score_below is not None and sign.score_below not in _SCORES:
        problems.append(Problem("'{value}' is not 2 to 5", place, "score_below", {"value": sign.score_below}))
    return problems


def _risk(names: Names, risk: CustomerRisk, place: Place) -> list[Problem]:
    problems = [*_at_least_one(risk, place, "points"), *_at_least_one(risk, place, "days")]
    problems += names.check("kind", [risk.kind], place, "kind")
    problems += names.check("channel", [risk.channel], place, "channel")
    if risk.category is not None:
        problems += names.check("category", [risk.category], place, "category")
    return problems


def _at_least_one(record: object, place: Place, key: str) -> list[Problem]:
    value = getattr(record, key)
    return [Problem("'{value}' is not at least 1", place, key, {"value": value})] if value < 1 else []
