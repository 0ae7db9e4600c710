"""What only who leads may do: allowed once by a leader's PIN, or by broken glass for a while."""

from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.staff.glass import GlassForm
from deskconsole.screens.staff.pin_dialog import PinDialog
from deskconsole.screens.tickets.queue import QueueScreen
from tests.console.driver import Seat, console
from tests.desk.sign_on.support import PIN, site_events, with_pin
from tests.desk.support import Bench


async def withdraw(c: Seat, number: str) -> None:
    """Somebody begins to withdraw a ticket."""
    await c.opens(number)
    await c.press("x")


async def test_a_leader_allows_by_their_pin_what_is_refused_to_a_receiver(bench: Bench) -> None:
    with_pin(bench, "he")
    number = bench.take(by="lin")
    async with console(bench.desk, size=(100, 30)) as c:
        await withdraw(c, number)
        await c.on(PickOne)
        await c.press("escape")
        await c.sees("no part in this ticket")
        await c.press("x")
        await c.sees("Withdraw of 0001: who allows it?", "1 He  he")
        await c.press("1")
        await c.on(PinDialog)
        await c.press(*"999990", "enter")
        await c.sees("login or PIN is wrong")
        await c.press(*PIN, "enter")
        await c.form()
        assert c.app.session.desk.actor.login == "zhou"
        await c.filling(reason="spam")
        await c.press("ctrl+s")
        await c.until(lambda: "withdrawn" in bench.kinds(number))
    event = bench.show(number).events[-1]
    assert (event.by, event.fields["allowed_by"]) == ("zhou", "he")
    assert [each.fields["login"] for each in site_events(bench, "signed_on")] == ["he"], "when the PIN was set"


async def test_where_nobody_who_leads_has_a_pin_they_are_asked_at_their_own_console(bench: Bench) -> None:
    number = bench.take(by="lin")
    async with console(bench.desk) as c:
        await withdraw(c, number)
        await c.on(PickOne)
        await c.sees("1 Ask at their own console")
        assert "PIN" not in c.text()
        await c.press("escape")
        await c.sees("no part in this ticket")


async def test_broken_glass_stands_on_the_top_line_and_is_given_back(bench: Bench) -> None:
    number = bench.take(by="lin")
    async with console(bench.desk, size=(120, 30)) as c:
        await c.press("ctrl+p")
        await c.typing("leader's needs\n")
        await c.on(GlassForm)
        await c.filling(reason="abc", minutes="10")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("reason"))
        await c.filling(reason="nobody here")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.sees("a leader's needs until 09:10")
        await withdraw(c, number)
        await c.form()
        await c.filling(reason="spam")
        await c.press("ctrl+s")
        await c.until(lambda: "withdrawn" in bench.kinds(number))
        await c.press("ctrl+p")
        await c.typing("leader's needs\n")
        await c.sees("are given back")
        await c.misses("needs until 09:10")
    assert [event.fields.get("reason") for event in site_events(bench, "glass_broken")] == ["nobody here"]
