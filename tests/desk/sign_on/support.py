"""People with PINs, and many consoles that try at once."""

from datetime import UTC, datetime
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.sign_on import pins
from deskconsole.desk.sign_on.pins import NotSignedOn
from deskconsole.desk.sign_on.tries import TooManyTries
from deskconsole.domain.tickets.event import Event
from deskconsole.store import tickets
from tests.desk.support import Bench

#: A PIN that is good.
PIN: Final = "284613"


def with_pin(bench: Bench, *logins: str, pin: str = PIN) -> None:
    """These people have set their PIN with the code that the administrator gave."""
    for login in logins:
        pins.set_pin(bench.desk, login, pins.give_code(bench.by("root"), login).code, pin)


def site_events(bench: Bench, *kinds: str) -> list[Event]:
    """The events of the site of these kinds, in order."""
    with bench.desk.store.reading() as tx:
        return [event for _seq, event in tickets.site_events(tx) if event.kind in kinds]


def try_often(store: str, now: float, login: str, count: int) -> tuple[int, int]:
    """Try ``count`` wrong PINs at a desk of one's own whose clock stands still: how many were compared, how many not.

    For a process of its own: it is given what can be sent to one.
    """
    at = datetime.fromtimestamp(now, UTC)
    desk = open_desk(store, now=lambda: at)
    compared = refused = 0
    for n in range(count):
        match _tried(desk, login, f"{700000 + n}"):
            case True:
                compared += 1
            case False:
                refused += 1
    desk.store.close()
    return compared, refused


def _tried(desk: Desk, login: str, pin: str) -> bool:
    try:
        pins.sign_on(desk, login, pin)
    except NotSignedOn:
        return True
    except TooManyTries:
        return False
    raise AssertionError("a wrong PIN was right")
