"""Who has much to write gives the store back in between: a call that rings goes first."""

from datetime import timedelta

import pytest

from deskconsole.desk import input_lines, work as working
from deskconsole.desk.records import IntakeForm
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import intake, settling
from deskconsole.errors import DeskError
from tests.desk.support import Bench


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small portions, and no waiting between them."""
    monkeypatch.setattr(working, "PORTION", 5)
    monkeypatch.setattr(settling, "PAUSE", 0)


def overdue(bench: Bench, count: int) -> list[str]:
    numbers = [bench.take("online", received=bench.now + timedelta(seconds=n)) for n in range(count)]
    bench.later(hours=2)
    return numbers


def test_the_first_write_after_a_long_pause_settles_a_portion_alone(bench: Bench, few: None) -> None:
    numbers = overdue(bench, 12)
    _call, number = bench.ring()
    told = [number for number in numbers if "escalated" in recorded(bench, number)]
    assert told == numbers[:5]
    assert recorded(bench, number) == ["rang"]
    assert set(numbers[5:]) <= {each.number for each in bench.settle()}
    assert bench.settle() == []
    assert bench.verified() == []


def recorded(bench: Bench, number: str) -> list[str]:
    """What is recorded of a ticket, without what time would add."""
    seen = bench.show(number)
    return [event.kind for event in seen.events[: len(seen.events) - seen.pending]]


def test_what_is_worked_on_is_settled_first_whosever_turn_it_is(bench: Bench, few: None) -> None:
    numbers = overdue(bench, 12)
    bench.act(numbers[-1], "answered")
    assert recorded(bench, numbers[-1])[-2:] == ["escalated", "answered"]
    assert bench.verified() == []


def test_settling_gives_the_store_back_between_portions(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "PORTION", 5)
    overdue(bench, 22)
    rung: list[str] = []
    caller = Bench.reopened(bench)

    def somebody_rings(_seconds: float) -> None:
        rung.append(calls.ring(caller.desk, "13800001111", call=f"call {len(rung)}").number)

    monkeypatch.setattr("time.sleep", somebody_rings)
    bench.settle()
    assert len(rung) == 2
    caller.desk.store.close()


def test_more_lines_than_a_call_may_wait_for_are_not_taken_as_one_piece(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(input_lines, "MOST_AT_ONCE", 2)
    form = inquiry()
    assert len(intake.intake_all(bench.desk, [form, form])) == 2
    before = bench.record()
    with pytest.raises(DeskError, match="more than 2 lines"):
        intake.intake_all(bench.desk, [form, form, form])
    assert bench.record() == before


def inquiry() -> IntakeForm:
    """An inquiry."""
    return IntakeForm(
        channel="online",
        kind="inquiry",
        tier="core",
        customer="华南精密 陈立",
        contact="wx:chenli",
        category="technical",
        content="焊接工位换型频繁",
        request="选型建议",
    )
