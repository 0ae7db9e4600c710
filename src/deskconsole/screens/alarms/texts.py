"""What stands, as people read it: whoever is told, where to go; nothing that a customer said."""

from collections.abc import Iterator
from datetime import datetime

from deskconsole.actions import key_of
from deskconsole.desk.alarms.standing import Alarm, Alarms
from deskconsole.domain.tickets.events.alarms import STANDS_BY
from deskconsole.present.catalogue import _, language
from deskconsole.present.countdown import lasting
from deskconsole.present.titles import Titles
from deskconsole.screens.forms.phrases import everywhere_blanks, moment_lines
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.bars.alarm_banner import AlarmLine
from deskconsole.widgets.bars.top_line import Notice

#: So many alarms have a line of their own.
_MOST = 2
#: The key that takes over, on lists.
KEY = "app.help_or_take"


def banner_lines(alarms: Alarms, titles: Titles, now: datetime, key: str) -> list[AlarmLine]:
    """What whoever is told reads, over everything; ``key`` takes the first over."""
    lines = [_banner(alarm, titles, now, "" if place else key) for place, alarm in enumerate(alarms.banners[:_MOST])]
    more = len(alarms.banners) - _MOST
    if more > 0:
        lines[-1] = AlarmLine(f"{lines[-1].text}  +{more}", late=lines[-1].late)
    return lines


def _banner(alarm: Alarm, titles: Titles, now: datetime, key: str) -> AlarmLine:
    who = titles.person(alarm.caller or alarm.owner) or _("nobody")
    text = _("{title}: go to {who} · {number} · {time}")
    text = text.format(
        title=alarm.title.get(language()), who=who, number=alarm.number[-4:], time=lasting(now - alarm.since)
    )
    if alarm.place:
        text += f" · {one_line(alarm.place)}"
    if key:  # first, so that it stands on a phone's screen too
        text = f"{_('{key} takes over').format(key=key)} · {text}"
    late = alarm.overdue(now)
    return AlarmLine(f"‼ {text}" if late else text, late=late)


def quiet_lines(alarms: Alarms, session: Session) -> list[AlarmLine]:
    """What whoever has called reads, small: who comes, and what may be said meanwhile."""
    titles = session.titles
    if alarms.called:
        numbers = " ".join(alarm.number[-4:] for alarm in alarms.called)
        message = _("Somebody has been told · {numbers}").format(numbers=numbers)
        return [AlarmLine(message, quiet=True), *(AlarmLine(f"“{line}”", quiet=True) for line in _calm(session))]
    lines: list[AlarmLine] = []
    for come in alarms.come:
        message = (
            _("{name} comes and stands by · {number}") if come.outcome == STANDS_BY else _("{name} takes {number} over")
        )
        lines.append(AlarmLine(message.format(name=titles.person(come.by), number=come.number[-4:]), quiet=True))
    return lines


def _calm(session: Session) -> Iterator[str]:
    """The lines that a pack has for whoever has called."""
    for pack in session.desk.packs:
        for moment in pack.moments:
            if "help_called" in moment.events:
                yield from moment_lines(moment, everywhere_blanks(session, pack))
                return


def notices(alarms: Alarms) -> list[Notice]:
    """What stands on the top line of whoever is told: how much of each sort, with its number where it is one."""
    results: list[Notice] = []
    by_title: dict[str, list[Alarm]] = {}
    for alarm in alarms.lines:
        by_title.setdefault(alarm.title.get(language()), []).append(alarm)
    for title, same in by_title.items():
        what = same[0].number[-4:] if len(same) == 1 else str(len(same))
        results.append(Notice(f"{title} {what}", urgent=True))
    if results and (key := key_of(KEY)):
        results[-1] = Notice(f"{results[-1].text} · {key}", urgent=True)
    return results


def listed(alarm: Alarm, now: datetime) -> str:
    """One line of the list of what waits."""
    majors = " + ".join(text.get(language()) for text in alarm.major)
    parts = [alarm.number[-4:], alarm.title.get(language()), majors, lasting(now - alarm.since)]
    return " · ".join(part for part in parts if part)
