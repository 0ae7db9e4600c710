"""What the forms of the tickets behind a figure say: the product, whether a complaint is justified."""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskconsole.desk.look import Look
from deskconsole.desk.privacy import may_be_hidden
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports.report import Stated
from deskconsole.store.figures import reports

#: So many tickets of a period are looked at, the newest.
_MOST: Final = 100_000
#: So many different answers of one field are shown, those of most tickets first.
_SHOWN: Final = 20


def stated(look: Look, period: Period, numbers: Sequence[str], fields: Sequence[str]) -> tuple[Stated, ...]:
    """How many of these tickets say what in each of these fields, of their own form or of what was verified; a field
    that none of them has is left out."""
    if not fields or not numbers:
        return ()
    since, until = period.instants(look.desk.zone)
    wanted = set(numbers)
    withheld = may_be_hidden(look.actor, look.desk.packs)
    private = {kind.name: frozenset(kind.private) for kind in look.desk.kinds}
    values: dict[str, dict[str, Any]] = {}
    for row in reports.asked_between(look.tx, since, until, limit=_MOST):
        if row.number in wanted:
            hidden = withheld.get(row.kind or "", frozenset()) | private.get(row.kind or "", frozenset())
            values[row.number] = {
                name: row.fields[name] for name in fields if name in row.fields and name not in hidden
            }
    for number, verified in reports.verified_between(look.tx, since, until):
        if number in values:
            values[number] |= {name: verified[name] for name in fields if name in verified}
    return tuple(line for name in fields for line in _of_field(name, values))


def _of_field(field: str, values: Mapping[str, Mapping[str, Any]]) -> list[Stated]:
    numbers: dict[str | None, list[str]] = {}
    written: dict[str | None, str | None] = {None: None}
    for number in sorted(values):
        value = values[number].get(field)
        key = None if value in (None, "") else _compared(value)
        written.setdefault(key, _plain(value))
        numbers.setdefault(key, []).append(number)
    if set(numbers) <= {None}:
        return []
    ordered = sorted(numbers, key=lambda each: (each is None, -len(numbers[each]), each or ""))
    return [Stated(field, written[key], tuple(numbers[key])) for key in ordered[:_SHOWN]]


def _plain(value: Any) -> str:
    """A value as it is given out: yes and no as in JSON."""
    return str(value).lower() if isinstance(value, bool) else " ".join(str(value).split())


def _compared(value: Any) -> str:
    """The same whatever its width and case."""
    return unicodedata.normalize("NFKC", _plain(value)).casefold()
