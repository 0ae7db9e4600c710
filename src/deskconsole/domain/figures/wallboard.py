"""What may stand on the wallboard: any figure, of today, and what waits now."""

from typing import Final

#: What waits now: counted by the top line of every console, and by the telephone.
OVERDUE: Final = "overdue"
RINGING: Final = "ringing"
#: What a wallboard shows unless the site says otherwise.
WALLBOARD: Final = ("backlog", OVERDUE, RINGING, "received", "response_on_time", "service_level")
