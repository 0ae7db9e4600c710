"""From what the desk hands out to the lines of lists: short, safe texts in the language in use."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from typing import Final

from deskconsole.actions import do_title
from deskconsole.desk.records import FollowUpLine
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.rules.pack import Pack
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.dates import short_due
from deskconsole.present.titles import Titles
from deskconsole.text.clean import one_line
from deskconsole.widgets.lists.layout import Column, Layout, fixed, rest
from deskconsole.widgets.lists.lines import Line, in_sections

#: Whom to call back, why, and what was said last; on a phone whom and on which number.
FOLLOW_UPS: Final = Layout(
    {
        0: (rest("customer", N_("Customer")), fixed("phone", N_("Telephone"), 12)),
        64: (
            Column("customer", N_("Customer"), 12, 20),
            Column("phone", N_("Telephone"), 9, 14),
            rest("why", N_("Why")),
            Column("number", N_("No."), 4, 10),
            Column("who", N_("Who"), 6, 10),
        ),
        110: (
            Column("customer", N_("Customer"), 16, 30),
            Column("phone", N_("Telephone"), 11, 24),
            rest("why", N_("Why")),
            Column("number", N_("No."), 4, 10),
            Column("who", N_("Who"), 6, 16),
            rest("last_words", N_("Last words")),
        ),
    },
    empty=N_("No follow-up is planned · they come by themselves when a ticket is finished, or by P on a ticket"),
)
#: The clocks of one ticket: what is due, when, who is asked, the rule.
CLOCKS: Final = Layout(
    {
        0: (rest("title", ""), fixed("when", "", 12)),
        64: (rest("title", ""), fixed("when", "", 12), fixed("who", "", 14), fixed("rule", "", 5)),
    },
    headed=False,
)
_GROUPS: Final = (N_("Overdue"), N_("Today"), N_("This week"), N_("Later"))


def short_number(number: str, today: str) -> str:
    """The running number; with its day in front when that is not today (``yyyymmdd``)."""
    _site, _dash, rest = number.partition("-")
    day, _dash, running = rest.partition("-")
    if not running:
        return one_line(number)
    return running if day == today else f"{day[4:6]}-{day[6:]} {running}"


def today_digits(now: datetime, zone: tzinfo) -> str:
    """The local day as ticket numbers write it."""
    return f"{now.astimezone(zone):%Y%m%d}"


def follow_up_key(line: FollowUpLine) -> str:
    """What names a follow-up: several may belong to one ticket."""
    return f"{line.number} {line.rule} {line.of}"


def follow_up_lines(results: Sequence[FollowUpLine], titles: Titles, now: datetime, zone: tzinfo) -> list[Line]:
    """The board: headings with a count, and under each its follow-ups."""
    today = today_digits(now, zone)
    groups: list[list[Line]] = [[], [], [], []]
    for line in results:
        groups[_group(line, now, zone)].append(_follow_up_line(line, titles, today))
    return in_sections(zip(map(_, _GROUPS), groups, strict=True))


def _group(line: FollowUpLine, now: datetime, zone: tzinfo) -> int:
    if now > line.due:
        return 0
    days = ((line.due - timedelta(microseconds=1)).astimezone(zone).date() - now.astimezone(zone).date()).days
    return 1 if days <= 0 else 2 if days < 7 else 3


def _follow_up_line(line: FollowUpLine, titles: Titles, today: str) -> Line:
    return Line(
        key=follow_up_key(line),
        due=line.due,
        warn_from=None,
        texts={
            "customer": ("⊘ " if line.no_contact else "") + titles.customer(line.customer, line.tier),
            "phone": one_line(line.phone or "-"),
            "why": line.title.get(language()),
            "number": short_number(line.number, today),
            "who": titles.assignee(line.assignee, line.role),
            "last_words": one_line(line.last_words or ""),
        },
    )


def clock_lines(clocks: Iterable[Clock], pack: Pack, titles: Titles, now: datetime, zone: tzinfo) -> list[Line]:
    """The running and paused clocks of a ticket, the nearest due first."""
    active = sorted((clock for clock in clocks if clock.active), key=lambda clock: (clock.due, clock.rule, clock.of))
    return [
        Line(
            key=f"{clock.rule} {clock.of}",
            due=clock.due,
            warn_from=clock.warn_at,
            paused_since=clock.paused_at,
            texts={
                "title": _clock_title(pack, clock) + (f" ({_('provisional')})" if clock.provisional else ""),
                "when": short_due(clock.due, now, zone),
                "who": titles.assignee(clock.assignee, clock.role),
                "rule": clock.rule,
            },
        )
        for clock in active
    ]


def _clock_title(pack: Pack, clock: Clock) -> str:
    results = [rule.title for rule in pack.clocks_of(clock.rule)]
    exact = [rule.title for rule in pack.clocks_of(clock.rule) if (rule.name or rule.do) == (clock.name or clock.do)]
    chosen = exact or results
    return chosen[0].get(language()) if chosen else _(do_title(clock.do))
