"""Every figure, defined once (``supervision.md``, Figures): name, title, formula in words, unit, date basis, whose it is,
by what it can be cut. Screen, command, report and workbook ask these and no others; how each is counted stands under
the same name in the store."""

from collections.abc import Mapping
from typing import Final

from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.text.marked import N_, Marked

#: What came in the period, whenever it ended; what happened in it; how it stood at its end.
COHORT: Final = "cohort"
EVENT: Final = "event"
INSTANT: Final = "instant"
BASES: Final[Mapping[str, Marked]] = {
    COHORT: N_("of what came in the period"),
    EVENT: N_("of what happened in the period"),
    INSTANT: N_("at the end of the period"),
}
#: What a figure is: how many, which share of them, their mean, or how long they took.
COUNT: Final = "count"
RATE: Final = "rate"
MEAN: Final = "mean"
MEDIAN: Final = "median"
P90: Final = "p90"
AVERAGE: Final = "average"
DURATIONS: Final = frozenset({MEDIAN, P90, AVERAGE})

_TICKETS: Final = frozenset({"channel", "tier", "category", "kind", "person", "department", "hour", "weekday", "cause"})
_CLOCKS: Final = frozenset({"rule", "channel", "tier", "category", "kind", "person", "department", "hour", "weekday"})
_CALLS: Final = _CLOCKS - {"rule"}

#: By what figures can be cut, and what that is called.
CUTS: Final[Mapping[str, Marked]] = {
    "rule": N_("Rule"),
    "channel": N_("Channel"),
    "tier": N_("Tier"),
    "category": N_("Category"),
    "kind": N_("Kind"),
    "person": N_("Person"),
    "department": N_("Department"),
    "hour": N_("Hour"),
    "weekday": N_("Weekday"),
    "cause": N_("Cause"),
    "age": N_("Age"),
    "asked": N_("Score asked"),
}

_NOBODY: Final = N_("of nobody by name")
_RESPONDER: Final = N_("of who responded")
_OWNER: Final = N_("of the owner at the end")
_PROMISER: Final = N_("of who promised")
_ACCEPTER: Final = N_("of who accepted the hand-off")
_ASKED: Final = N_("of whom the clock asks")
_ON_SHIFT: Final = N_("of who answered, a missed one of who had the shift")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. ``measure``: what it is; ``counted``: under which name the store counts it (its own, unless several
    are of the same); ``more``: whether more of it is better, ``None`` where that says nothing."""

    name: str
    title: Marked
    formula: Marked
    basis: str
    unit: str
    measure: str
    whose: Marked
    cuts: frozenset[str]
    more: bool | None = None
    of: str = ""

    @property
    def counted(self) -> str:
        """The name under which the store counts it."""
        return self.of or self.name


def _count(
    name: str, title: Marked, formula: Marked, basis: str, whose: Marked, cuts: frozenset[str], **more: object
) -> Figure:
    unit = str(more.pop("unit", "tickets"))
    return Figure(
        name=name, title=title, formula=formula, basis=basis, unit=unit, measure=COUNT, whose=whose, cuts=cuts
    )


def _rate(
    name: str, title: Marked, formula: Marked, basis: str, whose: Marked, cuts: frozenset[str], *, more: bool = True
) -> Figure:
    return Figure(
        name=name,
        title=title,
        formula=formula,
        basis=basis,
        unit="share",
        measure=RATE,
        whose=whose,
        cuts=cuts,
        more=more,
    )


def _durations(name: str, titles: tuple[Marked, Marked, Marked], formula: Marked, whose: Marked) -> tuple[Figure, ...]:
    """A duration three times: its median, what nine of ten do not exceed, and its mean."""
    return tuple(
        Figure(
            name=name + ending,
            title=title,
            formula=formula,
            basis=COHORT,
            unit="seconds",
            measure=measure,
            whose=whose,
            cuts=_TICKETS,
            more=False,
            of=name,
        )
        for ending, title, measure in zip(("", "_p90", "_mean"), titles, (MEDIAN, P90, AVERAGE), strict=True)
    )


_ALL: Final = (
    _count(
        "received", N_("Received"), N_("tickets that came, by ring, arrival or message; withdrawn and merged ones left out"),
        COHORT, _OWNER, _TICKETS,
    ),
    _count("finished", N_("Finished"), N_("tickets whose work was finished"), EVENT, _OWNER, _TICKETS),
    _count(
        "backlog", N_("Open"), N_("tickets open at the end of the period, or now where it goes on"),
        INSTANT, _OWNER, _TICKETS | {"age"},
    ),
    _rate(
        "response_on_time", N_("First response in time"),
        N_("clocks of a first response that were met ÷ (ended + overdue and still running)"),
        COHORT, _RESPONDER, _CLOCKS,
    ),
    *_durations(
        "response_time",
        (N_("First response, median"), N_("First response, 90 % within"), N_("First response, mean")),
        N_("from the ring, the arrival or the message to the first response by a person; not measured again when reopened"),
        _RESPONDER,
    ),
    _rate("resolved", N_("Resolved"), N_("finished tickets ÷ received ones"), COHORT, _OWNER, _TICKETS),
    _rate(
        "resolution_on_time", N_("Resolved in time"),
        N_("clocks of a solution that were met ÷ (ended + overdue and still running)"), COHORT, _OWNER, _CLOCKS,
    ),
    *_durations(
        "resolution_time",
        (N_("Resolution, median"), N_("Resolution, 90 % within"), N_("Resolution, mean")),
        N_("from when the customer came to the last finish"),
        _OWNER,
    ),
    _rate(
        "first_contact", N_("Resolved at first contact"),
        N_(
            "finished with one contact, not reopened, and the customer did not come again with the same category "
            "within 7 days ÷ finished"
        ),
        COHORT, _OWNER, _TICKETS,
    ),
    _rate("reopened", N_("Reopened"), N_("reopened ÷ finished at least once"), COHORT, _OWNER, _TICKETS, more=False),
    _rate(
        "promises_kept", N_("Promises kept"),
        N_("replied by the time first told ÷ (replied + overdue at the end of the period)"), EVENT, _PROMISER, _CLOCKS,
    ),
    _rate(
        "promises_kept_as_moved", N_("Promises kept, as moved"),
        N_("the same against the time last told, an extension told before it counted"), EVENT, _PROMISER, _CLOCKS,
    ),
    _rate(
        "hand_offs_answered", N_("Hand-offs answered in time"),
        N_("answered by the time first agreed ÷ (answered + overdue at the end of the period)"),
        EVENT, _ACCEPTER, _CLOCKS,
    ),
    _rate(
        "hand_offs_passed_on", N_("Hand-offs passed on in time"),
        N_("passed on and the customer told in time ÷ (ended + overdue at the end of the period)"),
        EVENT, _ASKED, _CLOCKS,
    ),
    _count(
        "calls", N_("Calls"), N_("calls that rang and ended, those of withdrawn tickets too"), EVENT, _ON_SHIFT, _CALLS,
        unit="calls",
    ),
    _rate("missed_calls", N_("Missed calls"), N_("calls that nobody answered ÷ calls"), EVENT, _ON_SHIFT, _CALLS, more=False),
    _rate(
        "service_level", N_("Service level of calls"),
        N_("answered within 20 seconds ÷ (answered + given up after 20 seconds)"), EVENT, _ON_SHIFT, _CALLS,
    ),
    _count(
        "short_give_ups", N_("Given up at once"), N_("callers who gave up within 20 seconds; not in the service level"),
        EVENT, _ON_SHIFT, _CALLS, unit="calls",
    ),
    _rate(
        "calls_returned", N_("Missed calls returned in time"),
        N_("called back in time ÷ (ended + overdue at the end of the period)"), EVENT, _ASKED, _CLOCKS,
    ),
    _rate(
        "follow_ups", N_("Follow-ups in time"),
        N_("follow-ups done in time ÷ (done + overdue at the end of the period)"), EVENT, _ASKED, _CLOCKS,
    ),
    _rate(
        "filed_on_time", N_("Filed in time"),
        N_("filed in time ÷ (filed + overdue at the end of the period)"), EVENT, _ASKED, _CLOCKS,
    ),
    _rate("filed", N_("Filed"), N_("filed, which takes the whole form ÷ finished"), EVENT, _OWNER, _TICKETS),
    _rate(
        "answered_score", N_("Score given"), N_("tickets with a score ÷ finished; not asked, refused, not reached apart"),
        EVENT, _OWNER, _TICKETS | {"asked"},
    ),
    _rate("satisfied", N_("Satisfied, 4–5"), N_("scores 4 and 5 ÷ scores given"), EVENT, _OWNER, _TICKETS),
    _rate("content", N_("Content, 3–5"), N_("scores 3 to 5 ÷ scores given"), EVENT, _OWNER, _TICKETS),
    Figure(
        name="score", title=N_("Score, mean"), formula=N_("mean of the scores given, 1 to 5"), basis=EVENT, unit="points",
        measure=MEAN, whose=_OWNER, cuts=_TICKETS, more=True,
    ),
    _rate(
        "on_time", N_("All clocks in time"), N_("clocks met ÷ (ended + overdue at the end of the period)"),
        EVENT, _ASKED, _CLOCKS,
    ),
    _rate(
        "on_time_excused", N_("In time, accepted reasons apart"),
        N_("the same without those that were late for a reason that was accepted"), EVENT, _ASKED, _CLOCKS,
    ),
    _count("late", N_("Ended late"), N_("clocks that ended late"), EVENT, _ASKED, _CLOCKS, unit="clocks"),
    _count(
        "late_accepted", N_("Late with an accepted reason"), N_("clocks that ended late for a reason that was accepted"),
        EVENT, _ASKED, _CLOCKS, unit="clocks",
    ),
    _count("complaints", N_("Complaints"), N_("complaints that came; by cause where one was found"), COHORT, _OWNER, _TICKETS),
)  # fmt: skip
FIGURES: Final[Mapping[str, Figure]] = {figure.name: figure for figure in _ALL}


def figure_named(name: str) -> Figure:
    """The figure of this name; refused where there is none."""
    if name not in FIGURES:
        raise DeskError(
            "figures: '{value}' is none; those are: {known}", field="name", value=name[:40], known=", ".join(FIGURES)
        )
    return FIGURES[name]


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
