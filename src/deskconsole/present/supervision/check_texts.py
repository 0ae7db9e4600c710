"""What people read of a check: how it stands, its score, what was written about it."""

from collections.abc import Iterator
from typing import Final

from deskconsole.domain.site.checks import APPEALED, DECIDED, OPEN, REPLACED, WHOLE, CheckRow
from deskconsole.domain.tickets.events.checks import FAILED, OVERTURNED, PASSED, PUT_RIGHT
from deskconsole.present.catalogue import N_, _

_STATES: Final = {
    OPEN: N_("to be scored"),
    APPEALED: N_("objected to"),
    REPLACED: N_("another one instead"),
}
_OUTCOMES: Final = {PASSED: N_("passed"), FAILED: N_("failed")}
#: What there is to do about a check, as `desk/quality/checks.py` names it.
TO_DO: Final = {
    "score": N_("To be scored by you"),
    "decide": N_("Objections to decide"),
    "coach": N_("To look at once more"),
    "see": N_("Results for you"),
    "": N_("Others"),
}


def standing(row: CheckRow, *, hidden: bool) -> str:
    """How a check stands, in a few words; of a ``hidden`` one that it is made, and no more."""
    if row.state in _STATES:
        return _(_STATES[row.state])
    if hidden:
        return _("scored, not for you to see yet")
    parts = [_(_OUTCOMES[row.outcome])] if row.outcome in _OUTCOMES else []
    if row.state == DECIDED:
        parts.append(_("changed") if row.decision == OVERTURNED else _("stands after objection"))
    if row.coached == PUT_RIGHT:
        parts.append(_("put right"))
    return _(", ").join(parts)


def percent(stored: int | None) -> str:
    """A score as it is stored; ``-`` for none."""
    return "-" if stored is None else f"{stored * 100 / WHOLE:.0f}%"


def words(
    finding: str | None, appeal: str | None, decision: str | None, coached: str | None
) -> Iterator[tuple[str, str]]:
    """What was written about a check, each with what it is."""
    texts = (
        (_("To be put right"), finding),
        (_("Objection to the check"), appeal),
        (_("Objection decided"), decision),
        (_("Looked at once more"), coached),
    )
    for label, text in texts:
        if text:
            yield label, text
