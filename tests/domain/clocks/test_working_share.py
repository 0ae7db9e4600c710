"""A warning at a share of a clock's time: of working time where the clock counts that."""

from datetime import timedelta

import pytest

from deskconsole.domain.clocks.counted import warnings_of
from deskconsole.domain.rules.clock_rules import ClockRule, ClockWarning
from deskconsole.domain.rules.texts import Text
from tests.desk.support import t
from tests.domain.histories import rules


@pytest.mark.parametrize(
    ("within", "due", "half"),
    [
        # 54 hours: 30 September, then 8, 9, the make-up Saturday 10, 12 and 13 October
        ("5 working days", "10-13 18:00", "10-09 18:00"),
        ("16 working hours", "10-08 16:00", "09-30 17:00"),
        ("48 hours", "10-02 09:00", "10-01 09:00"),
    ],
)
def test_half_of_working_time_is_working_time(within: str, due: str, half: str) -> None:
    spec = ClockRule(
        rule="X01",
        do="solve",
        title=Text(zh="题", en="Title"),
        starts_on=(),
        within=within,
        warning=(ClockWarning(share=0.5),),
    )
    ((moment, told),) = warnings_of(spec, t("09-30 09:00"), t(due), timedelta(0), None, rules("robot-integrator"))
    assert moment == t(half)
    assert told == (spec.role,)
