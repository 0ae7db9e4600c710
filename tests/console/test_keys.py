"""The keys of the day, each scene played at the console in Chinese, its keys counted."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.visitors import expecting
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.visitors.visitors import VisitorsScreen
from tests.console.driver import Seat, console
from tests.console.key_table import SCENES, Scene, Typed
from tests.desk.support import Bench

FANG = {"customer": "王芳芳", "contact": "13811111111"}
#: What each scene finds when it begins, and what must be so when it has ended.
Prepare = Callable[[Bench], Any]
Done = Callable[[Bench, Seat], object]


def _rings(bench: Bench) -> None:
    bench.act(bench.take("phone", **FANG), "withdrawn", reason="duplicate")
    bench.ring(FANG["contact"])


def _rings_again(bench: Bench) -> None:
    bench.take("phone", **FANG)
    bench.ring(FANG["contact"])


def _known(bench: Bench) -> None:
    bench.act(bench.take("phone", **FANG), "withdrawn", reason="duplicate")


def _call_back(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    bench.act(number, "answered")
    bench.act(number, "finished", outcome="solved")


def _expects(bench: Bench) -> None:
    data = {"name": "陈立", "at": bench.later(minutes=0), "kind": "visit", "host": "王强"}
    expecting.expect(bench.desk, expecting.read_expected(bench.desk, data, now=bench.now))


def _last(bench: Bench, number: str) -> Any:
    return bench.show(number).ticket


PREPARED: dict[str, Prepare] = {
    "ringing": _rings,
    "returning": _known,
    "onto": _rings_again,
    "new": lambda bench: None,
    "answer": lambda bench: bench.take(),
    "promise": lambda bench: bench.take(),
    "hand-off": lambda bench: bench.take(),
    "no answer": _call_back,
    "expected": _expects,
    "walk-in": lambda bench: None,
    "find": lambda bench: bench.take("phone", **FANG),
    "wrong number": lambda bench: bench.ring("13900001111"),
}


def _taken(number: str, customer: str) -> Done:
    def done(bench: Bench, c: Seat) -> bool:
        ticket = _last(bench, number)
        return bool(ticket.received) and (ticket.customer, ticket.category, ticket.request) == (
            customer,
            "service",
            "培训计划",
        )

    return done


DONE: dict[str, Done] = {
    "ringing": _taken("0002", "王芳芳"),
    "returning": _taken("0002", "王芳芳"),
    "onto": lambda bench, c: ("contacted", "操作员培训要几天") in [(e.kind, e.text) for e in bench.show("0001").events],
    "new": _taken("0001", "宏达五金 吴桂兰"),
    "answer": lambda bench, c: bench.kinds("0001")[-1] == "answered",
    "promise": lambda bench, c: bench.kinds("0001")[-1] == "promised",
    "hand-off": lambda bench, c: bench.kinds("0001")[-2:] == ["specialist_needed", "handed_off"],
    "no answer": lambda bench, c: "followed_up" in bench.kinds("0001"),
    "expected": lambda bench, c: c.app.screen.board.day.inside,  # type: ignore[attr-defined]
    "walk-in": lambda bench, c: c.app.screen.board.day.inside,  # type: ignore[attr-defined]
    "find": lambda bench, c: isinstance(c.app.screen, CustomerScreen),
    "wrong number": lambda bench, c: bench.show("0001").ticket.ended,
}


async def play(c: Seat, scene: Scene) -> None:
    """Presses the keys of a scene one by one; whatever is looked up meanwhile is there before the next."""
    for step in scene.steps:
        if isinstance(step, Typed):
            await c.typing(step)
        else:
            await c.press(step)
        await c.until(lambda: all(worker.is_finished for worker in c.app.workers), "rest")
        await c.pilot.pause()


def test_each_scene_takes_no_more_keys_than_it_may() -> None:
    assert {scene.name: scene.count for scene in SCENES if scene.count > scene.most} == {}


@pytest.mark.parametrize("scene", SCENES, ids=[scene.name for scene in SCENES])
async def test_a_scene_is_done_by_its_keys(tmp_path: Path, scene: Scene) -> None:
    visitors = scene.name in ("expected", "walk-in")
    bench = Bench(tmp_path, packs=("front-desk",) if visitors else ("robot-integrator",))
    PREPARED[scene.name](bench)
    async with console(bench.desk, lang="zh") as c:
        await c.tick()
        await c.until(lambda: all(worker.is_finished for worker in c.app.workers), "rest")
        await play(c, scene)
        if visitors:
            await c.on(VisitorsScreen)
        await c.until(lambda: DONE[scene.name](bench, c), f"{scene.zh}: done")
    assert bench.verified() == []
