"""Whatever a key, the palette or the help names on a screen is done there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskconsole.actions import NUMBERED, Scope, in_scope
from deskconsole.screens.frame.desk_screen import DeskModal, DeskScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench

#: Keys from the queue, its only ticket selected, to a screen of each scope.
WAYS: dict[Scope, tuple[str, ...]] = {
    Scope.QUEUE: (),
    Scope.TICKET: ("enter",),
    Scope.FOLLOW_UPS: ("f4",),
    Scope.CUSTOMER: ("q",),
    Scope.CARE: ('"',),
    Scope.VISITORS: ("f5",),
    Scope.ROOMS: ("f5", "#"),
    Scope.SHIFT: ("f7",),
    Scope.COUNTERS: ("&",),
    Scope.ARCHIVE: ("`",),
    Scope.ROUNDS: ("%",),
    Scope.FIGURES: ("f8",),
    Scope.REPORTS: ("f8", "6"),
    Scope.REPORT: ("f8", "6", "enter"),
    Scope.THINGS: ("$",),
    Scope.FORECAST: ("f8", "4"),
    Scope.STAFFING: ("f8", "5"),
    Scope.QUALITY: ("f9",),
    Scope.ASSESSMENT: ("f9", "7"),
    Scope.IMPROVEMENTS: ("f9", "8"),
    Scope.TRAINING: ("f9", "9"),
    Scope.INTAKE: ("f2",),
    Scope.FORM: ("a",),
    Scope.KNOWLEDGE: ("f6",),
}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A desk whose rules know every screen."""
    made = Bench(tmp_path, packs=("robot-integrator", "front-desk"))
    yield made
    assert made.verified() == []
    made.desk.store.close()


def test_every_scope_has_a_way() -> None:
    assert set(WAYS) == set(Scope) - {Scope.EVERYWHERE}


@pytest.mark.parametrize("scope", WAYS)
async def test_every_action_of_a_screen_is_done_there(bench: Bench, scope: Scope) -> None:
    bench.take(category="product", content="x")
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers, "the ticket")
        for key in WAYS[scope]:
            before = c.app.screen
            await c.press(key)
            await c.until(lambda before=before: c.app.screen is not before, key)  # type: ignore[misc]
        await c.until(lambda: _scope(c) is scope, scope)
        missing = [action.name for action in in_scope(scope) if not _done(c, action.name)]
        missing += [f"app.{action.name}" for action in in_scope(Scope.EVERYWHERE) if not _done(c, f"app.{action.name}")]
        assert missing == []
        assert scope is not Scope.TICKET or _done(c, f"numbered({len(NUMBERED)})")


def _scope(seat: Seat) -> Scope | None:
    screen = seat.app.screen
    return screen.scope if isinstance(screen, DeskScreen | DeskModal) else None


def _done(seat: Seat, action: str) -> bool:
    name = action.partition("(")[0]
    node = seat.app if name.startswith("app.") else seat.app.screen
    seat.app.session.navigation  # noqa: B018 - the rooms are open from the first key on
    return callable(getattr(node, f"action_{name.removeprefix('app.')}", None))
