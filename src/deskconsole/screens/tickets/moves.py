"""Which deadlines a change moves: before → after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from deskconsole.actions import do_title
from deskconsole.domain.clocks.derive import Clock
from deskconsole.domain.rules.pack import Pack
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import short_due


@dataclass(frozen=True, slots=True)
class Move:
    """One deadline that moves; ``None`` where it begins or ends by the change."""

    do: str
    before: Clock | None
    after: Clock | None


def moves(before: Iterable[Clock], after: Iterable[Clock]) -> list[Move]:
    """The running clocks that differ, those asking for the same thing in the same thread side by side."""
    old = [clock for clock in before if clock.active]
    new = [clock for clock in after if clock.active]
    stored = {_same(clock) for clock in old} & {_same(clock) for clock in new}
    old = [clock for clock in old if _same(clock) not in stored]
    new = [clock for clock in new if _same(clock) not in stored]
    results: list[Move] = []
    for clock in old:
        match = next((other for other in new if (other.do, other.of) == (clock.do, clock.of)), None)
        if match is not None:
            new.remove(match)
        results.append(Move(clock.do, clock, match))
    results += [Move(clock.do, None, clock) for clock in new]
    return sorted(results, key=lambda move: ((move.after or move.before or old[0]).due, move.do))


def _same(clock: Clock) -> tuple[str, str, int, datetime]:
    return clock.rule, clock.do, clock.of, clock.due


def move_line(move: Move, pack: Pack, now: datetime, zone: tzinfo) -> str:
    """``首次响应提前到 今天 09:05（R05）``: what it is, what becomes of it, by which rule."""
    before, after = move.before, move.after
    title = _title(pack, after or before) or _(do_title(move.do))
    if after is None:
        return _("{title}: ends").format(title=title)
    if before is None:
        message = _("{title}: new, by {due} ({rule})")
    elif after.due < before.due:
        message = _("{title}: sooner, by {due} ({rule})")
    elif after.due > before.due:
        message = _("{title}: later, by {due} ({rule})")
    else:
        message = _("{title}: still by {due}, by another rule ({rule})")
    return message.format(title=title, due=short_due(after.due, now, zone), rule=after.rule)


def _title(pack: Pack, clock: Clock | None) -> str:
    if clock is None:
        return ""
    return next((rule.title.get(language()) for rule in pack.clocks_of(clock.rule) if rule.do == clock.do), "")
