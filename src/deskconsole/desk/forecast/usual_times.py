"""How long steps usually take at this desk, from its own record."""

from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import query
from deskconsole.domain.forecast.fitting import Usual, usual
from deskconsole.domain.forecast.sittings import sittings
from deskconsole.store.figures import forecast as store

#: So far back it is looked, and so many of the last steps and deeds are read at most.
BACK: Final = timedelta(days=28)
MOST_STEPS: Final = 3_000
MOST_DEEDS: Final = 12_000


@query(needs="see")
def usual_times(look: Look, at: datetime | None = None) -> Usual:
    """The medians of the last steps, as they were known by ``at`` (default: now)."""
    until = at or look.now
    deeds = store.hands(look.tx, until - BACK, until, MOST_DEEDS)
    since = min((deed.happened_at for deed in deeds), default=until)
    return usual(sittings(store.done_steps(look.tx, since, until, MOST_STEPS), deeds))
