"""Breaking the glass: where no leader can be had, somebody takes a leader's needs for a while, with a reason."""

from datetime import datetime, timedelta
from typing import Final

from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.domain.site.glass import Glass
from deskconsole.domain.tickets.event import FIELD_LIMIT
from deskconsole.errors import DeskError
from deskconsole.store.sign_on import glass
from deskconsole.text.clean import clean

#: For how many minutes at most, and how long a reason is at least.
MOST_MINUTES: Final = 60
SHORTEST_REASON: Final = 4


@command(needs="take")
def break_glass(work: Work, minutes: int, reason: str) -> Glass:
    """The person at the desk has a leader's needs for so many minutes; why stands on record.

    Raises :class:`DeskError` (``minutes``, ``reason``), also while it lasts already.
    """
    words = " ".join(clean(reason).split())
    if not 1 <= minutes <= MOST_MINUTES:
        raise DeskError("minutes: from 1 to {most}", field="minutes", most=MOST_MINUTES)
    if not SHORTEST_REASON <= len(words) <= FIELD_LIMIT:
        raise DeskError(
            "reason: say why, in {least} to {most} characters",
            field="reason",
            least=SHORTEST_REASON,
            most=FIELD_LIMIT,
        )
    existing = open_now(work)
    if existing is not None:
        raise DeskError("glass: is broken already", field="glass")
    id_, until = new_id(work.now), work.now + timedelta(minutes=minutes)
    work.note("glass_broken", {"id": id_, "until": until.isoformat(), "reason": words})
    return Glass(id_, work.actor.login, words, work.now, until, None)


@command(needs="take")
def mend_glass(work: Work) -> Glass:
    """The person at the desk gives a leader's needs back before their time is over."""
    existing = open_now(work)
    if existing is None:
        raise DeskError("glass: is whole, nothing is to be given back", field="glass")
    work.note("glass_mended", {"id": existing.uuid})
    return existing._replace(closed_at=work.now)


@query(needs="read")
def glass_until(look: Look) -> datetime | None:
    """Until when the person at the desk has a leader's needs; ``None``: they have their own."""
    existing = open_now(look)
    return existing.until if existing is not None else None


@query(needs="glass")
def glass_list(look: Look) -> list[Glass]:
    """Who has broken the glass, when, for how long and why; the newest first."""
    return glass.glass_list(look.tx)


def open_now(look: Look) -> Glass | None:
    """What the person at the desk has broken, while it lasts."""
    return glass.open_glass(look.tx, look.actor.login, look.now)
