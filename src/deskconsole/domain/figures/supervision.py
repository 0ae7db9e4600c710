"""The figures of complaints, of surveys of customers and of quality checks."""

from typing import Final

from deskconsole.domain.figures.figure import (
    COHORT,
    EVENT,
    MEAN,
    MEDIAN,
    OF_CALLS,
    OF_CHECKS,
    OF_OWNER,
    OF_SURVEYS,
    OF_TICKETS,
    Figure,
    count,
    rate,
)
from deskconsole.domain.site.checks import WHOLE
from deskconsole.text.marked import N_

_OWNER: Final = OF_OWNER
_ABOUT: Final = N_("of whom the complaint is about")
_CHECKED: Final = N_("of who was checked")
_REVIEWER: Final = N_("of who checked")

#: Quality checks, one's own apart; the last four are those of whoever checks.
_OF_QUALITY: Final = (
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
OF_SUPERVISION: Final = (
    count(
        "complaints",
        N_("Complaints"),
        N_("complaints that came; by cause where one was found"),
        COHORT,
        _OWNER,
        OF_TICKETS,
    ),
    rate(
        "complaints_justified",
        N_("Complaints justified"),
        N_("complaints found justified, whole or in part ÷ complaints with a finding"),
        COHORT,
        _OWNER,
        OF_TICKETS,
        more=False,
    ),
    count(
        "reception_complaints",
        N_("Justified complaints about reception"),
        N_("complaints about reception that were found to be justified, in part at least"),
        EVENT,
        _ABOUT,
        OF_TICKETS,
    ),
    rate(
        "survey_answered",
        N_("Survey: answered"),
        N_("customers drawn who answered ÷ (answered + refused + not reached)"),
        EVENT,
        _OWNER,
        OF_CALLS | {"scoring"},
    ),
    rate(
        "survey_satisfied",
        N_("Survey: satisfied, 4–5"),
        N_("customers all of whose answers are 4 or 5 ÷ customers who answered; by question: answers"),
        EVENT,
        _OWNER,
        OF_SURVEYS,
    ),
    rate(
        "survey_content",
        N_("Survey: content, 3–5"),
        N_("customers none of whose answers is under 3 ÷ customers who answered; by question: answers"),
        EVENT,
        _OWNER,
        OF_SURVEYS,
    ),
    Figure(
        name="survey_score",
        title=N_("Survey: score, mean"),
        formula=N_("mean of the answers to all questions, 1 to 5; n counts the answers"),
        basis=EVENT,
        unit="points",
        measure=MEAN,
        whose=_OWNER,
        cuts=OF_SURVEYS,
        more=True,
    ),
    *_OF_QUALITY,
)
