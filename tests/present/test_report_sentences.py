"""What a report says in words of its figures."""

import pytest

from deskconsole.domain.figures.amounts import NOT_KNOWN, amount_of
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.domain.reports.report import Counted
from deskconsole.present.catalogue import language, use
from deskconsole.present.reports.sentences import Naming, of_parts
from deskconsole.present.reports.tables import chart_of_parts
from deskconsole.present.titles import Titles


def counted(person: str, n: int, good: int) -> Counted:
    figure = FIGURES["resolved"]
    return Counted(figure, {"person": person}, amount_of(figure, n, good, 0), amount_of(figure, 0, 0, 0), NOT_KNOWN)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("zhou", 40, 40), ("lin", 50, 50)], ["All alike: 100 %."]),
        ([("zhou", 40, 40), ("lin", 50, 25)], ["Best: zhou 100 %.", "Weakest: lin 50 %."]),
        ([("zhou", 40, 40)], ["Best: zhou 100 %."]),
        ([("zhou", 4, 4)], ["Too few cases in each part to say more."]),
        ([], ["There is nothing to count in this period."]),
    ],
)
def test_the_best_and_the_weakest_are_named_where_they_differ(
    rows: list[tuple[str, int, int]], expected: list[str]
) -> None:
    before = language()
    use("en")
    try:
        assert of_parts([counted(*row) for row in rows], Naming(Titles(()))) == expected
    finally:
        use(before)


def test_a_part_with_too_few_cases_has_no_bar() -> None:
    rows = [counted("zhou", 40, 40), counted("song", 1, 1), counted("lin", 50, 25)]
    chart = chart_of_parts(rows, ("person",), Naming(Titles(())), "Resolved")
    assert chart is not None
    assert dict(zip(chart.categories, chart.values, strict=True)) == {"zhou": 1.0, "lin": 0.5}
    assert chart_of_parts(rows[:2], ("person",), Naming(Titles(())), "Resolved") is None
