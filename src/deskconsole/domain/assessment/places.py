"""From points to places: nobody is put before somebody else whose interval reaches into theirs (R34)."""

from collections.abc import Mapping

from deskconsole.domain.assessment.points import Total


def places(totals: Mapping[str, Total]) -> dict[str, int]:
    """The place of each who was assessed. Those whose intervals overlap, also by way of others, share one: the figures
    cannot tell them apart. Who was not assessed has none, which is not the last."""
    assessed = [(name, total) for name, total in totals.items() if total.points is not None]
    ordered = sorted(assessed, key=lambda each: (-_end(each[1].high), each[0]))
    results: dict[str, int] = {}
    place, lowest = 0, float("inf")
    for n, (name, total) in enumerate(ordered, start=1):
        if _end(total.high) < lowest or not place:
            place = n
        lowest = min(lowest, _end(total.low))
        results[name] = place
    return results


def _end(value: float | None) -> float:
    assert value is not None
    return value


def named(each: Mapping[str, int], most: int) -> tuple[str, ...]:
    """Those who are named as the first ``most``; a shared place that would make them more is not named any more."""
    results: list[str] = []
    for place in sorted(set(each.values())):
        group = sorted(name for name, own in each.items() if own == place)
        if len(results) + len(group) > most:
            break
        results += group
    return tuple(results)
