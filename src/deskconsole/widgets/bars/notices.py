"""What the top line may warn of besides the figures, each as a whole text and as a short one."""

from datetime import datetime, timedelta, tzinfo
from typing import Final, Protocol

from deskconsole.present.catalogue import _, ngettext
from deskconsole.present.countdown import lasting
from deskconsole.text.dates import clock_time
from deskconsole.widgets.bars.top_line import Notice

#: A hand-over that nobody has accepted for so long is a matter of urgency.
NOT_ACCEPTED_AFTER: Final = timedelta(minutes=15)
#: Days without a backup after which that is a matter of urgency.
NO_BACKUP_URGENT: Final = 7


class Behind(Protocol):
    """A clock that stands behind the newest recording, and whose that is."""

    @property
    def newest(self) -> datetime: ...

    @property
    def by(self) -> str | None: ...


def emergency(key: str) -> Notice:
    """An emergency goes on: its card is one key away."""
    message = _("EMERGENCY goes on · {key}").format(key=key)
    return Notice(message, urgent=True, short=message)


def clock_back(behind: Behind, now: datetime, name: str, key: str) -> Notice:
    """By how much the clock stands behind, and behind whom: theirs may be the one that is wrong (T12)."""
    text = _("clock set back · {key} if right").format(key=key)
    if behind.by is None:
        return Notice(text, urgent=True)
    named = _("clock {ahead} behind {name} · {key} if right")
    return Notice(named.format(ahead=lasting(behind.newest - now), name=name, key=key), urgent=True, short=text)


def no_backup(days: int) -> Notice:
    """Nothing was backed up for so many days."""
    message = ngettext("no backup for {n} day", "no backup for {n} days", days).format(n=days)
    return Notice(message, urgent=days >= NO_BACKUP_URGENT, short=_("backup {n}d ago").format(n=days))


def record_changed() -> Notice:
    """The record was changed past the program."""
    return Notice(_("the record was changed: call the administrator"), urgent=True, short=_("record changed"))


def leader(until: datetime, zone: tzinfo) -> Notice:
    """Somebody has a leader's needs for a while."""
    time = clock_time(until, zone)
    message, short = _("a leader's needs until {time}"), _("leader until {time}")
    return Notice(message.format(time=time), urgent=True, short=short.format(time=time))


def hand_over(since: datetime | None, now: datetime) -> Notice:
    """A shift was handed over and nobody has accepted it."""
    late = since is not None and now - since >= NOT_ACCEPTED_AFTER
    return Notice(_("hand-over not accepted · F7"), urgent=late, short=_("hand-over: F7"))


def round_due(key: str) -> Notice:
    """Something is to be looked over now."""
    message = _("round due · {key}").format(key=key)
    return Notice(message, short=message)


def parked(text: str, count: int) -> Notice | None:
    """Half-filled forms wait, where any do."""
    return Notice(text, short=_("^O: {n}").format(n=count)) if text else None


def bell(muted: bool, snoozed_until: datetime | None, zone: tzinfo) -> Notice | None:
    """The bell is off, or silent for a while."""
    if muted:
        return Notice(_("bell off"), short=_("bell off"))
    if snoozed_until is None:
        return None
    time = clock_time(snoozed_until, zone)
    return Notice(_("bell silent until {time}").format(time=time), short=f"{_('silent')} {time}")


def year_missing(year: int) -> Notice:
    """The holidays of a year are not known yet (T5)."""
    message = _("{year} dates missing").format(year=year)
    return Notice(message, short=message)
