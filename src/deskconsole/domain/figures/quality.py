"""The figures of quality checks: how people's work was scored, and how those score who check it."""

from typing import Final

from deskconsole.domain.figures.figure import EVENT, MEAN, MEDIAN, OF_CHECKS, Figure, count, rate
from deskconsole.domain.site.checks import WHOLE
from deskconsole.text.marked import N_

_CHECKED: Final = N_("of who was checked")
_REVIEWER: Final = N_("of who checked")

#: Quality checks, one's own apart; the last four are those of whoever checks.
OF_QUALITY: Final = (
    Figure(
        name="check_score",
        title=N_("Quality checks, mean score"),
        formula=N_("mean of the scores of checks made, as they stand after an objection; one's own checks apart"),
        basis=EVENT,
        unit="share",
        measure=MEAN,
        whose=_CHECKED,
        cuts=OF_CHECKS,
        more=True,
        whole=WHOLE,
    ),
    rate("checks_passed", N_("Checks passed"), N_("checks passed ÷ checks made"), EVENT, _CHECKED, OF_CHECKS),
    rate(
        "appeals_upheld",
        N_("Objections upheld"),
        N_("checks changed on an objection ÷ objections decided"),
        EVENT,
        _CHECKED,
        OF_CHECKS,
        more=None,
    ),
    count("reviews", N_("Checks made"), N_("checks scored"), EVENT, _REVIEWER, OF_CHECKS, unit="checks"),
    Figure(
        name="review_time",
        title=N_("Checks made, median time"),
        formula=N_("from the draw to the score"),
        basis=EVENT,
        unit="seconds",
        measure=MEDIAN,
        whose=_REVIEWER,
        cuts=OF_CHECKS,
        more=False,
    ),
    Figure(
        name="review_score",
        title=N_("Checks made, mean score given"),
        formula=N_("mean of the scores given, as they stand after an objection"),
        basis=EVENT,
        unit="share",
        measure=MEAN,
        whose=_REVIEWER,
        cuts=OF_CHECKS,
        whole=WHOLE,
    ),
    rate(
        "appeals_lost",
        N_("Objections lost by who checked"),
        N_("checks changed on an objection ÷ objections decided"),
        EVENT,
        _REVIEWER,
        OF_CHECKS,
        more=False,
    ),
)
