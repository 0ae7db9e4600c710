"""Several people score the same records (R33): how far apart, section by section, and how far two by two agree."""

import pytest

from deskconsole.domain.quality.agreement import agreement, tabulate
from deskconsole.domain.quality.calibration import FEWEST, Scored, calibrate
from deskconsole.domain.rules.house.checks import Criterion, Section
from deskconsole.domain.rules.texts import Text

TITLE = Text(zh="项", en="it")
SECTIONS = (
    Section(
        name="attitude",
        title=TITLE,
        criterion=(Criterion(name="courtesy", title=TITLE), Criterion(name="empathy", title=TITLE)),
    ),
    Section(name="accuracy", title=TITLE, critical=True, criterion=(Criterion(name="correct", title=TITLE, most=3),)),
)


def given(courtesy: int | None, empathy: int | None, correct: int | None) -> dict[str, int | None]:
    return {"courtesy": courtesy, "empathy": empathy, "correct": correct}


def test_spread_means_and_kappa_by_hand() -> None:
    records = [
        Scored("0001", {"he": given(5, 5, 3), "mei": given(3, 5, 3)}),
        Scored("0002", {"he": given(1, 3, 1), "mei": given(1, 1, 3)}),
    ]
    result = calibrate(SECTIONS, records)
    attitude, accuracy = result.sections
    # 0001: he 1, mei (0.5 + 1) / 2; 0002: he (0 + 0.5) / 2, mei 0
    assert (attitude.spread, attitude.most, attitude.number) == (0.25, 0.25, "0001")
    assert (accuracy.spread, accuracy.most, accuracy.number) == (0.5, 1.0, "0002")
    # means over criteria, what is critical left out: he (1 + 1 + 1)/3 and (0 + 0.5 + 0)/3
    assert result.means["he"] == pytest.approx((1 + 0.5 / 3) / 2)
    assert result.means["mei"] == pytest.approx(((0.5 + 1 + 1) / 3 + (0 + 0 + 1) / 3) / 2)
    (pair,) = result.pairs
    five = agreement(tabulate([(4, 2), (4, 4), (0, 0), (2, 0)], 5))
    three = agreement(tabulate([(2, 2), (0, 2)], 3))
    assert five.linear is not None
    assert three.linear is not None
    assert pair.agreement.n == 6
    assert pair.agreement.linear == pytest.approx((five.linear * 4 + three.linear * 2) / 6)
    assert result.linear == pair.agreement.linear
    assert result.enough is False


def test_all_alike_is_one_standard_and_what_does_not_apply_counts_nowhere() -> None:
    points = [given(5, None, 3), given(2, None, 1), given(1, None, 2)]
    records = [Scored(f"{n}", {"he": each, "mei": dict(each), "song": dict(each)}) for n, each in enumerate(points)]
    result = calibrate(SECTIONS, records)
    assert [each.spread for each in result.sections] == [0, 0]
    assert [each.number for each in result.sections] == [None, None]
    assert {pair.agreement.n for pair in result.pairs} == {6}
    assert result.linear == pytest.approx(1)
    assert result.enough is True


def test_a_record_that_one_alone_scored_says_nothing_and_too_few_give_no_verdict() -> None:
    alone = Scored("0001", {"he": given(1, 1, 1)})
    both = Scored("0002", {"he": given(5, 5, 3), "mei": given(1, 1, 1)})
    result = calibrate(SECTIONS, [alone, both])
    assert result.means == {"he": 1.0, "mei": 0.0}
    assert result.pairs[0].agreement.n == 3 < FEWEST
    assert (result.linear, result.enough) == (None, None)
    nothing = calibrate(SECTIONS, [alone])
    assert (nothing.means, nothing.pairs, nothing.sections[0].spread) == ({}, (), None)
