"""Every figure, defined once. Screen, command, report and workbook ask these and no
others; how each is counted stands under the same name in the store."""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.figures.figure import (
    COHORT,
    CUTS,
    EVENT,
    INSTANT,
    MEAN,
    OF_CALLS,
    OF_CLOCKS,
    OF_OWNER,
    OF_TICKETS,
    Figure,
    count,
    durations,
    rate,
)
from deskconsole.domain.figures.service_level import DEFAULT, FORMULAS
from deskconsole.domain.figures.supervision import OF_SUPERVISION
from deskconsole.errors import DeskError
from deskconsole.record import replace
from deskconsole.text.marked import N_

_RESPONDER: Final = N_("of who responded")
_OWNER: Final = OF_OWNER
_PROMISER: Final = N_("of who promised")
_ACCEPTER: Final = N_("of who accepted the hand-off")
_ASKED: Final = N_("of whom the clock asks")
_ON_SHIFT: Final = N_("of who answered, a missed one of who had the shift")

SERVICE_LEVEL: Final = "service_level"

_ALL: Final = (
    count(
        "received",
        N_("Tickets received"),
        N_("tickets that came, by ring, arrival or message; withdrawn and merged ones left out"),
        COHORT,
        _OWNER,
        OF_TICKETS,
    ),
    count("finished", N_("Tickets finished"), N_("tickets whose work was finished"), EVENT, _OWNER, OF_TICKETS),
    count(
        "backlog",
        N_("Open tickets"),
        N_("tickets open at the end of the period, or now where it goes on"),
        INSTANT,
        _OWNER,
        OF_TICKETS | {"age"},
    ),
    rate(
        "response_on_time",
        N_("First response in time"),
        N_("clocks of a first response that were met ÷ (ended + overdue and still running)"),
        COHORT,
        _RESPONDER,
        OF_CLOCKS,
    ),
    *durations(
        "response_time",
        (N_("First response, median"), N_("First response, 90 % within"), N_("First response, mean")),
        N_(
            "from the ring, the arrival or the message to the first response by a person; "
            "not measured again when reopened"
        ),
        _RESPONDER,
    ),
    rate("resolved", N_("Resolved"), N_("finished tickets ÷ received ones"), COHORT, _OWNER, OF_TICKETS),
    rate(
        "resolution_on_time",
        N_("Resolved in time"),
        N_("clocks of a solution that were met ÷ (ended + overdue and still running)"),
        COHORT,
        _OWNER,
        OF_CLOCKS,
    ),
    *durations(
        "resolution_time",
        (N_("Resolution, median"), N_("Resolution, 90 % within"), N_("Resolution, mean")),
        N_("from when the customer came to the last finish"),
        _OWNER,
    ),
    rate(
        "first_contact",
        N_("Resolved at first contact"),
        N_(
            "finished with one contact, not reopened, and the customer did not come again with the same category "
            "within 7 days ÷ finished"
        ),
        COHORT,
        _OWNER,
        OF_TICKETS,
    ),
    rate("reopened", N_("Reopened"), N_("reopened ÷ finished at least once"), COHORT, _OWNER, OF_TICKETS, more=False),
    rate(
        "promises_kept",
        N_("Promises kept"),
        N_("replied by the time first told ÷ (replied + overdue at the end of the period)"),
        EVENT,
        _PROMISER,
        OF_CLOCKS,
    ),
    rate(
        "promises_kept_as_moved",
        N_("Promises kept, as moved"),
        N_("the same against the time last told, an extension told before it counted"),
        EVENT,
        _PROMISER,
        OF_CLOCKS,
    ),
    rate(
        "hand_offs_answered",
        N_("Hand-offs answered in time"),
        N_("answered by the time first agreed ÷ (answered + overdue at the end of the period)"),
        EVENT,
        _ACCEPTER,
        OF_CLOCKS,
    ),
    rate(
        "hand_offs_passed_on",
        N_("Hand-offs passed on in time"),
        N_("passed on and the customer told in time ÷ (ended + overdue at the end of the period)"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
    ),
    count(
        "calls",
        N_("Calls that rang"),
        N_("calls that rang and ended, those of withdrawn tickets too"),
        EVENT,
        _ON_SHIFT,
        OF_CALLS,
        unit="calls",
    ),
    rate(
        "missed_calls",
        N_("Missed calls"),
        N_("calls that nobody answered ÷ calls"),
        EVENT,
        _ON_SHIFT,
        OF_CALLS,
        more=False,
    ),
    rate(
        "service_level",
        N_("Service level of calls"),
        FORMULAS[DEFAULT],
        EVENT,
        _ON_SHIFT,
        OF_CALLS,
    ),
    count(
        "short_give_ups",
        N_("Given up at once"),
        N_("callers who gave up within 20 seconds; not in the service level"),
        EVENT,
        _ON_SHIFT,
        OF_CALLS,
        unit="calls",
    ),
    rate(
        "calls_returned",
        N_("Missed calls returned in time"),
        N_("called back in time ÷ (ended + overdue at the end of the period)"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
    ),
    rate(
        "follow_ups",
        N_("Follow-ups in time"),
        N_("follow-ups done in time ÷ (done + overdue at the end of the period)"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
    ),
    rate(
        "filed_on_time",
        N_("Filed in time"),
        N_("filed in time ÷ (filed + overdue at the end of the period)"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
    ),
    rate(
        "filed",
        N_("Filed of those finished"),
        N_("filed, which takes the whole form ÷ finished"),
        EVENT,
        _OWNER,
        OF_TICKETS,
    ),
    rate(
        "answered_score",
        N_("Score given"),
        N_("tickets with a score ÷ finished; not asked, refused, not reached apart"),
        EVENT,
        _OWNER,
        OF_TICKETS | {"scoring"},
    ),
    rate("satisfied", N_("Satisfied, 4–5"), N_("scores 4 and 5 ÷ scores given"), EVENT, _OWNER, OF_TICKETS),
    rate("content", N_("Content, 3–5"), N_("scores 3 to 5 ÷ scores given"), EVENT, _OWNER, OF_TICKETS),
    Figure(
        name="score",
        title=N_("Score, mean"),
        formula=N_("mean of the scores given, 1 to 5"),
        basis=EVENT,
        unit="points",
        measure=MEAN,
        whose=_OWNER,
        cuts=OF_TICKETS,
        more=True,
    ),
    rate(
        "on_time",
        N_("All clocks in time"),
        N_("clocks met ÷ (ended + overdue at the end of the period)"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
    ),
    rate(
        "on_time_excused",
        N_("In time, accepted reasons apart"),
        N_("the same without those that were late for a reason that was accepted"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
    ),
    count("late", N_("Ended late"), N_("clocks that ended late"), EVENT, _ASKED, OF_CLOCKS, unit="clocks"),
    count(
        "late_accepted",
        N_("Late with an accepted reason"),
        N_("clocks that ended late for a reason that was accepted"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
        unit="clocks",
    ),
    count(
        "overdue",
        N_("Became overdue"),
        N_("clocks whose time ran out in the period before what they ask was done"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
        unit="clocks",
    ),
    count(
        "overdue_day",
        N_("Overdue for more than a day"),
        N_("clocks whose time ran out in the period, and that stood so for more than 24 hours"),
        EVENT,
        _ASKED,
        OF_CLOCKS,
        unit="clocks",
    ),
    *OF_SUPERVISION,
)
FIGURES: Final[Mapping[str, Figure]] = {figure.name: figure for figure in _ALL}


def countable() -> Mapping[str, frozenset[str]]:
    """What can be counted, and by what each figure can be cut."""
    return {name: figure.cuts for name, figure in FIGURES.items()}


def figure_named(name: str) -> Figure:
    """The figure of this name; refused where there is none."""
    if name not in FIGURES:
        raise DeskError(
            "figures: '{value}' is none; those are: {known}", field="figures", value=name[:40], known=", ".join(FIGURES)
        )
    return FIGURES[name]


def by_formula(figure: Figure, service_level: str) -> Figure:
    """The figure with the formula that a site has chosen for it."""
    return replace(figure, formula=FORMULAS[service_level]) if figure.name == SERVICE_LEVEL else figure


def check_cuts(figure: Figure, by: tuple[str, ...]) -> None:
    """Refuse a cut that a figure does not have: nothing of it would be known."""
    for cut in by:
        if cut not in CUTS:
            raise DeskError(
                "by: '{value}' is not one of {allowed}", field="by", value=cut[:40], allowed=", ".join(CUTS)
            )
        if cut not in figure.cuts:
            allowed = ", ".join(each for each in CUTS if each in figure.cuts)
            raise DeskError(
                "by: {figure} cannot be cut by {value}, only by {allowed}",
                field="by",
                figure=figure.name,
                value=cut,
                allowed=allowed,
            )
