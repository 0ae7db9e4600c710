"""Several packs on one desk: a ticket becomes of another pack's kind at the console."""

from pathlib import Path

from deskconsole.screens.tickets.reclassify import Reclassify
from tests.console.driver import console
from tests.desk.support import Bench


async def test_a_ticket_becomes_of_another_packs_kind(tmp_path: Path) -> None:
    bench = Bench(tmp_path, packs=("robot-integrator", "enterprise-service"))
    number = bench.take("online", "core")
    async with console(bench.desk) as c:
        await c.opens(number)
        c.app.push_screen(Reclassify(c.app.session, bench.show(number)))
        form = await c.on(Reclassify)
        assert not form.rows["level"].display
        form.rows["kind"].focus_entry()
        kinds = [kind.name for kind in bench.desk.kinds]
        await c.press(str(kinds.index("problem") + 1))
        await c.until(lambda: form.rows["level"].display)
        assert form.rows["category"].value == ""
        await c.sees("Category: ")  # the preview says what is missing
        form.rows["category"].focus_entry()
        await c.press("1")
        form.rows["level"].focus_entry()
        await c.press("2")
        await c.sees("Deadlines that move:")
        await c.press("enter")
        await c.until(lambda: bench.show(number).ticket.kind == "problem")
    view = bench.show(number)
    assert (view.pack.name, view.ticket.level) == ("enterprise-service", 2)
    assert {"E13", "E14"} <= set(bench.rules(number))
    assert bench.verified() == []
