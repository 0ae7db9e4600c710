"""What follows a violation (R39): a first one is told, a repeated one or one that has caused a complaint is written."""

from collections.abc import Sequence

from deskconsole.domain.rules.house.assessment import Sanction


def sanction_of(sanctions: Sequence[Sanction], before: int, *, caused_complaint: bool) -> Sanction | None:
    """What follows, where so many are on record ``before``; ``None`` where the rules know none."""
    if not sanctions:
        return None
    return sanctions[-1] if before or caused_complaint else sanctions[0]
