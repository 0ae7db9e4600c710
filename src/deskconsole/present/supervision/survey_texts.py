"""What people read of a survey: what came of asking, who was left out and why."""

from collections.abc import Mapping
from typing import Final

from deskconsole.present.catalogue import N_, _

_OUTCOMES: Final = {
    "reached": N_("answered"),
    "no_answer": N_("not reached"),
    "refused": N_("refused"),
}
#: Why somebody was left out, as `desk/surveys/drawing.py` names it.
_LEFT_OUT: Final = {
    "no_contact": N_("no contact unasked: {n}"),
    "no_consent": N_("do not agree: {n}"),
    "other_way": N_("only by other ways: {n}"),
    "no_telephone": N_("without a telephone number: {n}"),
    "before": N_("in an earlier draw: {n}"),
    "other_rules": N_("under rules that ask nobody: {n}"),
}


def standing(outcome: str | None) -> str:
    """What came of the last try."""
    return _(_OUTCOMES[outcome]) if outcome in _OUTCOMES else _("to be asked")


def left_out(counts: Mapping[str, int]) -> str:
    """How many were left out, by reason."""
    parts = [_(_LEFT_OUT[name]).format(n=n) for name, n in counts.items() if name in _LEFT_OUT]
    return _("left out: {reasons}").format(reasons=_(", ").join(parts))
