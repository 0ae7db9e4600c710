"""Ringing calls as lines of the banner."""

from collections.abc import Sequence
from datetime import datetime, tzinfo

from deskconsole.actions import key_of
from deskconsole.desk.telephone.calls import RingingCall
from deskconsole.present.catalogue import _
from deskconsole.present.countdown import State, countdown, lasting
from deskconsole.present.titles import Titles
from deskconsole.text.clean import one_line
from deskconsole.widgets.bars.call_banner import CallLine


def answerable(calls: Sequence[RingingCall]) -> RingingCall | None:
    """The call that the key picks up: the longest ringing one that the site wants to hear, else the longest."""
    return next((call for call in calls if not call.blocked), calls[0] if calls else None)


def ring_lines(calls: Sequence[RingingCall], titles: Titles, now: datetime, zone: tzinfo) -> list[CallLine]:
    """The calls, the one that the key picks up first."""
    first = answerable(calls)
    ordered = [call for call in calls if call is first] + [call for call in calls if call is not first]
    return [_line(call, titles, now, zone, key=call is first) for call in ordered]


def _line(call: RingingCall, titles: Titles, now: datetime, zone: tzinfo, *, key: bool) -> CallLine:
    caller = one_line(call.caller) if call.caller else _("number withheld")
    tier = f"{titles.mark(call.tier)} {titles.title('tier', call.tier)}".strip()
    if call.blocked:
        who, more = _("blocked number"), [caller]
    elif call.customer is not None:
        who, more = f"{tier} {titles.name(call.customer)}", [caller]
    else:
        who, more = f"{tier} {caller}", []
    if call.calls_this_week > 1 and not call.blocked:
        more.append(_("call {n} this week").format(n=call.calls_this_week))
    if call.open_numbers:
        more.append(_("open: {numbers}").format(numbers=", ".join(number[-4:] for number in call.open_numbers[:3])))
    clock, late = ring_clock(call, now, zone)
    label = _("{key} picks up").format(key=key_of("pick_up")) if key and key_of("pick_up") else ""
    begin = f"{_('CALL')}  {label}" if label else _("CALL")
    return CallLine(who.strip(), clock, begin, " · ".join(more), late=late, quiet=call.blocked)


def ring_clock(call: RingingCall, now: datetime, zone: tzinfo) -> tuple[str, bool]:
    """How long it rings and how long there is left to pick it up; whether the first limit has passed."""
    text = _("rings {time}").format(time=lasting(now - call.rang_at))
    running = sorted((clock for clock in call.clocks if clock.active), key=lambda clock: clock.due)
    ahead = next((clock for clock in running if now <= clock.due), None)
    late = bool(running) and now > running[0].due
    if ahead is not None:
        shown = countdown(ahead.due, now, zone, warn_from=ahead.warn_at)
        sign = "‼" if late else "!" if shown.state is State.SOON else ""
        text += "  " + sign + _("{time} left").format(time=shown.text)
    return text, late
