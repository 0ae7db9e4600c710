"""What is typed is kept: tried again after a refusal, while somebody types without a rest, and a form that cannot be
kept stays."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest

from deskconsole.desk.tickets.drafts import drafts
from deskconsole.screens.forms import drafting
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.store.sqlite import library
from tests.console.driver import console
from tests.desk.support import Bench


@pytest.fixture
def held(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], object]]:
    """Another program holds the store, so that nothing can be written, until it is let go."""
    monkeypatch.setattr(library, "BUSY_SECONDS", 0)

    @contextmanager
    def writing() -> Iterator[None]:
        other = library.connect(bench.folder / "desk.db")
        library.begin_immediate(other)
        yield
        other.execute("ROLLBACK")
        other.close()

    with ExitStack() as holding:
        holding.enter_context(writing())
        yield holding.close


def kept(bench: Bench, name: str) -> list[str]:
    """What the store has of a row of half-filled forms."""
    return [str(draft.body.get(name)) for draft in drafts(bench.desk)]


async def test_a_draft_that_was_refused_is_tried_again_without_a_key(
    bench: Bench, held: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "REST", 0.0)
    monkeypatch.setattr(drafting, "AT_LATEST", 0.01)
    tried = 0
    keep = drafting.DraftKeeper._keep_quietly

    async def counted(keeper: drafting.DraftKeeper) -> None:
        nonlocal tried
        await keep(keeper)
        tried += 1

    monkeypatch.setattr(drafting.DraftKeeper, "_keep_quietly", counted)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("Wu")
        await c.until(lambda: tried >= 2, "two refusals")
        assert kept(bench, "customer") == []
        held()
        await c.until(lambda: kept(bench, "customer") == ["Wu"], "the draft")


async def test_who_types_without_a_rest_is_kept_too(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafting, "REST", 3_600.0)
    monkeypatch.setattr(drafting, "AT_LATEST", 0.01)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("Wu")
        await c.until(lambda: kept(bench, "customer") == ["Wu"], "the draft")
        await c.typing("x")
        await c.until(lambda: kept(bench, "customer") == ["Wux"], "the rest of it")


def test_five_seconds_are_the_longest_that_can_be_lost() -> None:
    assert drafting.REST <= drafting.AT_LATEST <= 5.0


async def test_a_form_that_cannot_be_kept_stays_and_says_why(bench: Bench, held: Callable[[], None]) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        await c.typing("Wu")
        await c.press("escape")
        await c.sees("Nothing can be kept now")
        assert isinstance(c.app.screen, IntakeScreen)
        assert form.rows["customer"].value == "Wu"
        held()
        await c.press("escape")
        await c.on(QueueScreen)
        assert kept(bench, "customer") == ["Wu"]


async def test_a_small_form_that_cannot_be_kept_stays_too(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    number = bench.take()
    held = request.getfixturevalue("held")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.typing("half a note")
        await c.press("escape")
        await c.sees("Nothing can be kept now")
        assert isinstance(c.app.screen, ActionForm)
        held()
        await c.press("escape")
        await c.until(lambda: kept(bench, "text") == ["half a note"], "the draft")
