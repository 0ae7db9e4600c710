"""What people read of a queue number."""

from datetime import timedelta

from deskconsole.present.catalogue import _
from deskconsole.present.countdown import lasting
from deskconsole.text.clean import one_line


def describe_state(state: str, ahead: int, wait: timedelta, window: str | None, calls: int) -> str:
    """``3 ahead, about 12m``; ``called to window 2, for the 2nd time``."""
    if state == "waiting":
        if not ahead:
            return _("next")
        return _("{n} ahead, about {time}").format(n=ahead, time=lasting(wait, calm=True))
    if state == "called":
        message = _("called to window {window}").format(window=one_line(window or "-"))
        return message if calls < 2 else f"{message} · {_('call no. {n}').format(n=calls)}"
    return _("served") if state == "served" else _("skipped")
