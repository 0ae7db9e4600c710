"""From the texts of a pack's files to a checked :class:`Pack`, or to everything that is wrong with them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.plain import PlainReader, read
from deskconsole.domain.problems import PackError, Place, Problem
from deskconsole.domain.rules.house.recurring import with_given
from deskconsole.domain.rules.kinds import with_departments
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.alarm_checks import check_alarms
from deskconsole.domain.rules.reading.assessment_checks import check_assessment
from deskconsole.domain.rules.reading.checks import check_parts
from deskconsole.domain.rules.reading.clock_checks import check_clocks, check_living
from deskconsole.domain.rules.reading.names import Names
from deskconsole.domain.rules.reading.overlay import Layer, Leaves, gather
from deskconsole.domain.rules.reading.quality_checks import check_quality
from deskconsole.domain.rules.reading.recurring_checks import check_recurring
from deskconsole.domain.rules.reading.report_checks import check_reports
from deskconsole.domain.rules.reading.shared_forms import expand, located
from deskconsole.domain.rules.reading.training_checks import check_trainings
from deskconsole.domain.rules.tables import TABLES
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass

#: Nobody says what can be counted: then that is not compared.
_NO_FIGURES: Final[Mapping[str, Collection[str]]] = {}
#: What the keys of a pack mean that is read now; see :class:`Pack`.
FORMAT: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The loose keys of ``pack.toml``."""

    name: str
    version: str
    title: Text
    default_tier: str
    hours: Text
    ring_seconds: int = 5
    missed_after: str = "6 rings"
    answer_share: float = 0.8
    answer_seconds: int = 20
    extends: str | None = None
    site_rules: tuple[str, ...] = ()


def read_pack(name: str, layers: Sequence[Layer]) -> Pack:
    """The pack whose files are ``layers``, the lowest first.

    Raises :class:`PackError` with every problem at once: shape of each entry, then names that point nowhere,
    durations, and rules that contradict each other.
    """
    pack, problems = examine(layers)
    if pack is None or problems:
        raise PackError(name, problems)
    return pack


def examine(
    layers: Sequence[Layer], calendars: Collection[str] = (), figures: Mapping[str, Collection[str]] = _NO_FIGURES
) -> tuple[Pack | None, list[Problem]]:
    """The pack of some layers as far as it can be read, and all its problems; ``calendars``: more of the site;
    ``figures``: what can be counted, and by what each can be cut."""
    leaves = gather(layers)
    problems: list[Problem] = []
    shared = _entries(leaves, "shared", problems)
    origins = expand(leaves, [record.name for record, _place in shared])
    problems[:0] = leaves.problems
    reading = PlainReader(leaves.head_place, problems)
    head = read(Head, leaves.head, reading) if "" not in leaves.misread else None
    records = {table: shared if table == "shared" else _entries(leaves, table, problems) for table in TABLES}
    names = Names.of(leaves, calendars)
    if head is not None:
        problems += _check_head(head, names, leaves.head_place)
    problems += check_parts(names, records)
    problems += check_clocks(names, records["clock"]) + check_alarms(names, records) + check_quality(names, records)
    problems += check_assessment(records, figures)
    problems += check_recurring(names, records) + check_trainings(names, records)
    problems += check_reports(names, records)
    if not problems and not leaves.misread:
        problems += check_living([kind for kind, _place in records["kind"]], records["clock"])
    if head is None or problems:
        return None, located(problems, origins)
    lists: dict[str, Any] = {
        attribute: tuple(record for record, _ in records[table]) for table, (_, attribute, _) in TABLES.items()
    }
    lists["recurring"] += tuple(each.as_recurring for each in lists["trainings"])
    lists["kinds"] = tuple(
        with_departments(with_given(kind, lists["recurring"]), lists["departments"]) for kind in lists["kinds"]
    )
    return Pack(**_head_values(head), **lists, format=FORMAT), problems


def _head_values(head: Head) -> Mapping[str, Any]:
    return {
        "name": head.name,
        "version": head.version,
        "title": head.title,
        "default_tier": head.default_tier,
        "hours": head.hours,
        "ring_seconds": head.ring_seconds,
        "missed_after": head.missed_after,
        "answer_share": head.answer_share,
        "answer_seconds": head.answer_seconds,
        "site_rules": head.site_rules,
    }


def _entries(leaves: Leaves, table: str, problems: list[Problem]) -> list[tuple[Any, Place]]:
    results: list[tuple[Any, Place]] = []
    for entry in leaves.entries[table]:
        reading = PlainReader(entry.place, problems)
        record: object = read(TABLES[table][2], entry.data, reading)
        if record is not None:
            results.append((record, entry.place))
    return results


def _check_head(head: Head, names: Names, place: Place) -> list[Problem]:
    problems: list[Problem] = []
    problems += names.check("tier", [head.default_tier], place, "default_tier")
    problems += names.check_duration(head.missed_after, place, "missed_after")
    for name, value in (("ring_seconds", head.ring_seconds), ("answer_seconds", head.answer_seconds)):
        if value < 1:
            problems.append(Problem("'{value}' is not at least 1", place, name, {"value": value}))
    if not 0 < head.answer_share < 1:
        text = "'{value}' is not a share between 0 and 1"
        problems.append(Problem(text, place, "answer_share", {"value": head.answer_share}))
    return problems
