"""What is derived from the site's events, one table a file; customers have a history of their own beside these."""

from typing import Final

from deskconsole.domain.site.articles import ARTICLES, VERSIONS
from deskconsole.domain.site.assessments import ENTRIES, FROZEN
from deskconsole.domain.site.checks import CHECKS, DRAWS
from deskconsole.domain.site.customer_care import CARE
from deskconsole.domain.site.emergencies import EMERGENCY_ENTRIES
from deskconsole.domain.site.glass import GLASS
from deskconsole.domain.site.people import PEOPLE
from deskconsole.domain.site.persons import ERASURES, HOLDS
from deskconsole.domain.site.queue_numbers import QUEUE_NUMBERS
from deskconsole.domain.site.rounds import ROUND_TICKS
from deskconsole.domain.site.row import Table
from deskconsole.domain.site.shifts import NEWS, ROSTER, SHIFTS
from deskconsole.domain.site.surveys import SURVEY_DRAWS
from deskconsole.domain.site.trainings import ATTENDANCE
from deskconsole.domain.site.visitors import APPOINTMENTS, PASSES, ROOM_USES, WATCH_LIST

TABLES: Final[tuple[Table, ...]] = (
    *(PEOPLE, APPOINTMENTS, ROOM_USES, PASSES, WATCH_LIST, SHIFTS, NEWS, ROSTER, ARTICLES, VERSIONS, QUEUE_NUMBERS),
    *(GLASS, HOLDS, ERASURES, EMERGENCY_ENTRIES, ROUND_TICKS, CARE, DRAWS, CHECKS, SURVEY_DRAWS, FROZEN, ENTRIES),
    ATTENDANCE,
)
