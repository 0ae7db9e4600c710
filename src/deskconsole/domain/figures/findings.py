"""What was found of a complaint when it was verified."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from deskconsole.domain.tickets.event import Event

_JUSTIFIED: Final = frozenset({"justified", "in_part"})
#: What is found of a complaint about the reception (R40).
_FINDINGS: Final = {"justified": True, "in_part": True, "unfounded": False}


def justified_at(live: Sequence[Event]) -> datetime | None:
    """When a complaint was found to be justified, by what was found last."""
    findings = [event for event in live if event.kind == "verified" and event.fields.get("finding") is not None]
    last = findings[-1] if findings else None
    return last.happened_at if last is not None and last.fields["finding"] in _JUSTIFIED else None


def justified(live: Sequence[Event]) -> bool | None:
    """What was found of a complaint when it was verified last."""
    verdict = None
    for event in live:
        if event.kind == "verified":
            given, finding = event.fields.get("justified"), event.fields.get("finding")
            verdict = given if isinstance(given, bool) else _FINDINGS.get(str(finding), verdict)
    return verdict
