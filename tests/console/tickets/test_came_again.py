"""A new question on a ticket that is finished: the clock of its answer runs, in each of the packs."""

from datetime import timedelta
from pathlib import Path

import pytest

from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench

#: From ten in the morning to the end of the next working day.
WORKING_DAY = timedelta(days=1, hours=8)
#: pack, category of an inquiry, channel of the new question, the clock that it starts, how long that runs
PACKS = [
    ("robot-integrator", "technical", "online", "R05", timedelta(minutes=5)),
    ("robot-integrator", "technical", "email", "R09", timedelta(hours=24)),
    ("enterprise-service", "presales", "online", "E01", WORKING_DAY),
    ("enterprise-service", "presales", "phone", "E01", WORKING_DAY),
    ("front-desk", "other", "online", "F11", timedelta(minutes=10)),
    ("mall-desk", "goods", "phone", "M11", timedelta(minutes=30)),
]


@pytest.mark.parametrize(("pack", "category", "channel", "rule", "within"), PACKS)
async def test_a_new_question_on_a_finished_ticket_starts_its_clock(
    tmp_path: Path, pack: str, category: str, channel: str, rule: str, within: timedelta
) -> None:
    bench = Bench(tmp_path, packs=(pack,))
    number = bench.take("phone", "important", category=category)
    bench.act(number, "finished", outcome="received")
    bench.later(hours=1)
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("I")
        await c.form()
        await c.filling(channel=channel, text="还有一个问题：交货期能提前吗")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    asked = bench.seq(number, "contacted")
    clock = bench.clock(number, rule, of=asked)
    assert (clock.state, clock.due - clock.started) == ("running", within)
    bench.later(minutes=1)
    bench.act(number, "responded")
    assert bench.clock(number, rule, of=asked).state == ("met" if rule != "R09" else "running")


async def test_a_new_question_on_a_solved_matter_does_not_wait_for_the_call_back(tmp_path: Path) -> None:
    bench = Bench(tmp_path, packs=("mall-desk",), counter=False)
    number = bench.take("phone", "important", category="goods")
    bench.act(number, "answered")
    bench.act(number, "solved")
    assert "M08" in bench.rules(number)
    bench.later(hours=1)
    bench.act(number, "contacted", channel="phone", text="还是不行")
    assert bench.clock(number, "M11", of=bench.seq(number, "contacted")).due == bench.now + timedelta(minutes=30)
