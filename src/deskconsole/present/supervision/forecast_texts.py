"""What people read of the forecast: what stands on the top line, what helps, how a week is staffed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Final, Protocol

from deskconsole.present.catalogue import N_, _, ngettext
from deskconsole.present.dates import weekday, weekday_name
from deskconsole.present.titles import Titles
from deskconsole.text.dates import clock_time, short_date

#: So many numbers stand on the top line.
_MOST: Final = 4
#: How a line stands, as `desk/forecast/forecast.py` names it.
STATES: Final = {
    "missed": N_("Cannot be met with who is here"),
    "at_risk": N_("Late if the most urgent is always done next; another order may meet it"),
    "nobody": N_("Nobody who is here may do it"),
}


class Help(Protocol):
    """Something that helps."""

    @property
    def what(self) -> str: ...
    @property
    def login(self) -> str | None: ...
    @property
    def people(self) -> int | None: ...


def time_or_day(at: datetime, now: datetime, zone: tzinfo) -> str:
    """The time of today, of another day with its date."""
    day, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    time = clock_time(at, zone)
    return time if day == today else f"{short_date(day, today)} {time}"


def late_by(count: int, by: datetime, numbers: Iterable[str], now: datetime, zone: tzinfo) -> tuple[str, str]:
    """What the top line says, and the same where it is narrow."""
    time = time_or_day(by, now, zone)
    last = [number[-4:] for number in numbers]
    shown = " ".join(last[:_MOST]) + (" …" if len(last) > _MOST else "")
    text = ngettext(
        "with who is here {n} ticket will be late by {time}: {numbers}",
        "with who is here {n} tickets will be late by {time}: {numbers}",
        count,
    )
    short = _("{n} late by {time}")
    return text.format(n=count, time=time, numbers=shown), short.format(n=count, time=time)


def help_words(helps: Iterable[Help], titles: Titles) -> str:
    """What helps, in a few words; that nothing does any more where nothing is said."""
    return _(", ").join(_help(each, titles) for each in helps) or _("too late for anybody")


def _help(each: Help, titles: Titles) -> str:
    if each.what == "substitute":
        return _("substitute {name}").format(name=titles.person(each.login))
    if each.what == "people":
        return ngettext("{n} more person", "{n} more people", each.people or 0).format(n=each.people)
    return {
        "extend": _("another time, told before it is due"),
        "order": _("another order"),
        "first": _("do it before what is overdue"),
        "name": _("name somebody who may"),
    }.get(each.what, each.what)


def possible_words(possible: datetime | None, now: datetime, zone: tzinfo) -> str:
    """When it could be done."""
    return time_or_day(possible, now, zone) if possible is not None else "—"


# --- a week ------------------------------------------------------------------------------------------------------


def kind_words(kind: str) -> str:
    """Which days are like a day."""
    name, _space, rest = kind.partition(" ")
    if name == "weekday":
        return weekday_name(int(rest))
    if name == "site":
        return _("date of the site, open") if rest == "open" else _("date of the site, closed")
    return {"holiday": _("holiday"), "make_up": _("make-up day")}.get(name, name)


def like_words(kind: str, count: int) -> str:
    """By which days it is expected."""
    if not count:
        return _("no such day behind us: {kind}").format(kind=kind_words(kind))
    text = ngettext("as on the last {n} such day: {kind}", "median of the last {n} such days: {kind}", count)
    return text.format(n=count, kind=kind_words(kind))


class Half(Protocol):
    """Half an hour of a day."""

    @property
    def needed(self) -> int: ...
    @property
    def needed_if_given_up(self) -> int | None: ...
    @property
    def there(self) -> int: ...
    @property
    def source(self) -> str: ...
    @property
    def lacking(self) -> int: ...


def needed_words(half: Half) -> str:
    """Who is needed, who is there, who is lacking."""
    parts = [_("needed {n}").format(n=half.needed)]
    if half.needed_if_given_up is not None:
        parts.append(_("with hang-ups {n}").format(n=half.needed_if_given_up))
    there = _("there {n} ({source})")
    parts.append(there.format(n=half.there, source=source_words(half.source)))
    parts.append(_("{n} lacking").format(n=half.lacking) if half.lacking else _("enough"))
    return _(", ").join(parts)


def day_words(day: date, today: date) -> str:
    """A day of the week with its date."""
    return f"{weekday(day)} {short_date(day, today)}"


def alone_words(level: float, target: float, needed: int) -> str:
    """That one person is not enough, however they work."""
    message = _(
        "one person alone cannot answer {level} within {target} seconds: whoever calls during a call waits until it "
        "ends; {needed} people can"
    )
    return message.format(level=f"{level:.0%}", target=f"{target:g}", needed=needed)


def source_words(source: str) -> str:
    """By what it is known who is there."""
    return {"roster": _("by the roster"), "record": _("as on like days")}.get(source, _("nobody named"))


class Week(Protocol):
    """How a week is staffed."""

    @property
    def level(self) -> float: ...
    @property
    def target(self) -> float: ...
    @property
    def handling(self) -> timedelta: ...
    @property
    def is_assumed(self) -> bool: ...
    @property
    def patience(self) -> timedelta | None: ...
    @property
    def has_roster(self) -> bool: ...


def week_words(week: Week) -> Iterator[str]:
    """What a week is counted by, and what is not known."""
    goal = _("Goal: {level} of the calls within {target} seconds")
    yield goal.format(level=f"{week.level:.0%}", target=f"{week.target:g}")
    handling = f"{week.handling.total_seconds():.0f}"
    if week.is_assumed:
        yield _("a call is taken to last {n} seconds: the record has too few").format(n=handling)
    else:
        yield _("a call lasts {n} seconds in the mean, with what is done after it").format(n=handling)
    if week.patience is None:
        yield _("how soon people hang up is not known: too few have")
    else:
        yield _("people hang up after {n} seconds in the mean").format(n=f"{week.patience.total_seconds():.0f}")
    if not week.has_roster:
        yield _("the roster of this week is empty: who is there is taken from like days")
