"""The lines of the queue: in groups, and each made only when it is looked at."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from typing import Final

from deskconsole.actions import do_title, event_action, keys_of
from deskconsole.desk.records import QueueLine
from deskconsole.domain.rules.house.documents import REMINDS
from deskconsole.domain.tickets.vocabulary import ACTIONS
from deskconsole.keys import key_label
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.titles import Titles
from deskconsole.screens.frame.session import Session
from deskconsole.screens.tickets.lines import short_number, today_digits
from deskconsole.screens.tickets.queue_parts.groups import Group, groups_of
from deskconsole.text.cells import width
from deskconsole.text.clean import one_line
from deskconsole.text.dates import due_day
from deskconsole.widgets.lists.layout import Column, Layout, fixed, rest
from deskconsole.widgets.lists.lines import Line, LinesOnDemand

#: Open tickets: what must be done next, for whom, by whom; the number with its day where that is not today. The
#: columns are fixed: they do not jump when somebody else appears.
QUEUE: Final = Layout(
    {
        0: (fixed("do", N_("Next"), 10), Column("number", N_("No."), 4, 10), rest("customer", N_("Customer"))),
        64: (
            fixed("do", N_("Next"), 16),
            Column("number", N_("No."), 4, 10),
            fixed("customer", N_("Customer"), 16),
            fixed("channel", N_("Channel"), 7),
            fixed("owner", N_("Owner"), 6),
            rest("request", N_("Request")),
        ),
        110: (
            fixed("do", N_("Next"), 22),
            Column("number", N_("No."), 4, 10),
            fixed("customer", N_("Customer"), 28),
            fixed("channel", N_("Channel"), 8),
            fixed("owner", N_("Owner"), 12),
            rest("request", N_("Request")),
        ),
    },
    empty=N_("Nothing waits. A new inquiry: F2"),
    headed=False,
    used=True,
)
#: A clock's own title stands in a list where it is no longer than this; else the short name of its action.
SHORT_TITLE: Final = 14
#: Before what is to be done with a ticket of which a form is half filled.
HALF_DONE: Final = "✎"
_NUMBER: Final = 4
_DATED_NUMBER: Final = 10


class QueueLines:
    """The queue's lines, made when they are looked at; one is made again only when what it shows has changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        #: rules of clocks that any step ends
        self._idle = frozenset(clock.rule for pack in session.desk.packs for clock in pack.clocks if clock.idle)
        self._made: dict[str, tuple[QueueLine, tuple[bool, bool], Line]] = {}
        self._made_for: object = None

    def of(self, results: Sequence[QueueLine], now: datetime, *, folded: int = 0) -> LinesOnDemand:
        """The lines of these tickets in their groups, in the language in use; those with a half-filled form are
        marked. ``folded``: finished ones that are left out until a later day."""
        titles, zone, half_done = self._session.titles, self._session.zone, self._session.parked.tickets
        today = today_digits(now, zone)
        made_for = (today, language(), tuple(titles.people.items()))
        open_ = {line.number for line in results} if made_for == self._made_for else set()
        made = self._made = {number: entry for number, entry in self._made.items() if number in open_}
        self._made_for = made_for
        keys: list[str] = []
        rows: list[QueueLine | str] = []
        for group in groups_of(results, now, zone):
            rows += [_heading(group), *results[group.first : group.end]]
            keys += ["", *(line.number for line in results[group.first : group.end])]
        if folded:
            rows.append(_("Finished, to be called back later: {n} (8 shows)").format(n=folded))
            keys.append("")

        def make(at: int) -> Line:
            row = rows[at]
            if isinstance(row, str):
                return Line("", {"section": row})
            dim = row.ended or due_day(row.due, zone) > now.astimezone(zone).date()
            look = (dim, row.number in half_done)
            entry = made.get(row.number)
            if entry is None or entry[0] is not row or entry[1] != look:
                line = _line(row, titles, today, dim=dim, idle=row.rule in self._idle, half_done=look[1])
                entry = made[row.number] = (row, look, line)
            return entry[2]

        dated = any(key and key.split("-")[1:2] != [today] for key in keys)
        return LinesOnDemand(keys, make, {"number": _DATED_NUMBER if dated else _NUMBER})


def _heading(group: Group) -> str:
    return f"{_(group.title)} {group.count}"


def _line(line: QueueLine, titles: Titles, today: str, *, dim: bool, idle: bool, half_done: bool) -> Line:
    title = line.title.get(language())
    mark = f"{HALF_DONE} " if half_done else ""
    named = width(title) <= SHORT_TITLE or line.do == REMINDS  # the missing documents say more than the action
    do = mark + (title if named else _(do_title(line.do)))
    grave = f"{_('Major')} " if line.major else ""
    key = key_label(keys_of("more")[0]) if idle else key_of(line.do)
    return Line(
        key=line.number,
        due=line.due,
        started=line.started,
        warn_from=line.warn_at,
        dim=dim,
        chosen={"do": f"{key} {do}"} if key else {},
        texts={
            "do": do,
            "number": short_number(line.number, today),
            "customer": grave + titles.customer(line.customer or line.caller, line.tier),
            "channel": titles.title("channel", line.channel),
            "owner": titles.person(line.owner) or titles.assignee(line.assignee, line.role),
            "request": one_line(line.request or "") or titles.title("kind", line.kind),
        },
    )


def key_of(do: str) -> str:
    """The key of the action that a clock asks for; empty where none does it."""
    action = event_action(ACTIONS[do].name) if do in ACTIONS else None
    return key_label(action.keys[0]) if action is not None and action.keys else ""


def is_later(line: QueueLine, now: datetime, zone: tzinfo) -> bool:
    """Whether a ticket has ended and its next call-back is not due today: nothing is to be done on it now."""
    return line.ended and due_day(line.due, zone) > now.astimezone(zone).date()


def matches(line: QueueLine, typed: str, titles: Titles) -> bool:
    """Whether a typed filter finds a line: every word in number, customer, request, owner or titles."""
    hay = " ".join(
        (
            line.number,
            line.customer or line.caller or "",
            line.request or "",
            titles.person(line.owner),
            titles.title("channel", line.channel),
            titles.title("category", line.category),
            titles.title("tier", line.tier),
            line.title.get(language()),
        )
    ).casefold()
    return all(word in hay for word in typed.casefold().split())
