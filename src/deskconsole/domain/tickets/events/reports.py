"""A report that somebody owes (R29, R30): handed in with their own words, read by those who receive it.

Recorded by use cases of their own, which also say whose words stand under which report.
"""

from typing import Any, Final

from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.text.marked import N_

HANDED_IN: Final = "report_handed_in"
READ: Final = "report_read"


_BESIDE: Final[dict[str, Any]] = {
    "by_desk": True,
    "after_filed": True,
    "takes": False,
    "touches": False,
    "last_words": False,
    "final": True,
}

KINDS: Final = (
    EventKind(
        HANDED_IN,
        "hand_in_report",
        N_("Report handed in"),
        step=True,
        required=("text", "report", "period"),
        **_BESIDE,
    ),
    EventKind(READ, "read_report", N_("Report read"), required=("report", "period"), **_BESIDE),
)
