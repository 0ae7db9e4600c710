"""Several people at one ticket: who is writing is said before the work is done twice, until they are gone."""

from datetime import timedelta

from deskconsole.desk.tickets.drafts import save_draft
from deskconsole.screens.forms.meanwhile import AT_WORK
from tests.console.driver import console
from tests.desk.support import Bench


async def test_who_else_is_writing_on_the_ticket_is_said(bench: Bench) -> None:
    number = bench.take()
    other = bench.take()
    save_draft(bench.by("lin"), "1", f"act answered {number}", {"text": "half"})
    save_draft(bench.by("zhou"), "2", f"act noted {number}", {"text": "my own"})
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.sees("Writing on this ticket too: Lin")
        await c.press("escape")
        await c.press("escape")
        await c.opens(other)
        await c.press("a")
        await c.form()
        await c.misses("Writing on this ticket too")


async def test_whose_console_has_died_no_longer_counts(bench: Bench) -> None:
    number = bench.take()
    save_draft(bench.by("lin"), "1", f"act answered {number}", {"text": "half"})
    bench.now += AT_WORK + timedelta(seconds=1)
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.typing("x")
        await c.misses("Writing on this ticket too")
