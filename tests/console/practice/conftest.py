"""A practice at the console, its desk on a clock that stands still."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from deskconsole.app import Console
from deskconsole.desk.desk import Desk
from deskconsole.present.catalogue import use
from deskconsole.screens.practice.coach import Coach
from deskconsole.screens.practice.practising import practising
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import Seat
from tests.desk.support import Bench


class Trainee(Seat):
    """A person who practises."""

    coach: Coach

    @property
    def step(self) -> str:
        """The step that is asked for; empty at the end."""
        return self.coach.step.name if self.coach.step is not None else ""

    async def comes_to(self, step: str) -> None:
        """Waits until the practice has gone on to a step, as the clock ticks."""
        await self.ticking(lambda: self.step == step, f"the step {step!r}, at {self.step!r}")

    async def ticking(self, condition: Callable[[], object], what: str) -> None:
        """Waits while seconds pass."""
        for _second in range(40):
            await self.tick()
            if condition():
                return
        await self.until(condition, what)

    async def is_told(self, *texts: str) -> None:
        """Waits until the pane of the practice says something; lines are broken where they end."""
        await self.ticking(lambda: all(text in self.told for text in texts), f"{texts} in {self.told!r}")

    @property
    def told(self) -> str:
        """What the practice says, without line breaks."""
        return " ".join(text for text, _style in self.coach.paragraphs())


Practising = Callable[..., AbstractAsyncContextManager[Trainee]]


@pytest.fixture
def practised(bench: Bench, tmp_path: Path) -> Practising:
    """Opens the practice of the person at the bench."""

    @asynccontextmanager
    async def opened(*, size: tuple[int, int] = (80, 24), lang: str = "en", by: str = "zhou") -> AsyncIterator[Trainee]:
        use(lang)
        folder = tmp_path / "practices"
        folder.mkdir(exist_ok=True)
        with practising(bench.by(by), now=lambda: bench.now, folder=folder) as coach:
            app = Console(coach.practice.desk, coach=coach)
            async with app.run_test(size=size) as pilot:
                seat = Trainee(app, pilot)
                seat.coach = coach
                await seat.until(lambda: isinstance(app.screen, QueueScreen) and app.session.counts is not None)
                await seat.until(lambda: coach._mark is not None, "the first step")
                yield seat
            app.session.close(wait=True)
        assert list(folder.iterdir()) == []

    return opened


@asynccontextmanager
async def offering(desk: Desk) -> AsyncIterator[Seat]:
    """A console as it is started for a person: it offers the practice."""
    use("en")
    app = Console(desk, offers_practice=True)
    async with app.run_test(size=(100, 24)) as pilot:
        seat = Seat(app, pilot)
        await seat.until(lambda: app.session.counts is not None, "the first page")
        yield seat
    app.session.close(wait=True)
