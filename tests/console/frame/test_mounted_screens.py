"""Screens that stay mounted: opened again they show what is asked for now, and nothing of the time before."""

import pytest
from textual.dom import DOMNode

from deskconsole.desk.tickets.drafts import save_draft
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_another_ticket_on_the_kept_screen_shows_only_itself(bench: Bench) -> None:
    first = bench.take(customer="First One", content="the first words")
    bench.later(minutes=1)
    second = bench.take(customer="Second One", content="the second words")
    async with console(bench.desk) as c:
        await c.opens(first)
        await c.sees("First One", "the first words")
        screen = c.app.screen
        await c.press("escape")
        await c.on(QueueScreen)
        await c.opens(second)
        await c.sees("Second One", "the second words")
        await c.misses("First One", "the first words")
        assert c.app.screen is screen


async def test_language_colours_and_size_follow_onto_a_screen_that_was_away(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("escape")
        await c.on(QueueScreen)
        await c.press("L", "T")
        await c.pilot.resize_terminal(60, 20)
        await c.opens(number)
        await c.sees("受理", "负责人")
        ticket = c.app.screen
        assert isinstance(ticket, TicketScreen)
        assert ticket.size.width == 60
        assert ticket.has_class("-narrow")
        assert ticket.styles.background == c.app.screen_stack[0].styles.background


async def test_the_styles_of_a_screen_that_was_away_are_made_again_only_for_other_colours(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        ticket = c.app.screen
        await c.press("escape")
        made: list[DOMNode] = []
        restyle = c.app.update_styles

        def counted(node: DOMNode, animate: bool = True) -> None:
            made.append(node)
            restyle(node, animate)

        monkeypatch.setattr(c.app, "update_styles", counted)
        await c.opens(number)
        assert c.app.screen is ticket
        assert ticket not in made
        await c.press("escape", "T")
        made.clear()
        await c.opens(number)
        assert ticket in made


async def test_an_intake_form_left_and_opened_again_is_empty(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        screen = await c.intake()
        await c.typing("Kept Words")
        screen.rows["request"].value = "something"
        screen.rows["customer"].say("wrong", error=True)
        draft = screen.drafts.id
        await c.press("escape")
        await c.on(QueueScreen)
        await c.press("f2")
        again = await c.intake()
        assert again is screen
        assert (again.rows["customer"].value, again.rows["request"].value, again.rows["customer"].note) == ("", "", "")
        assert again.rows["customer"].owns(c.app.focused)
        assert again.drafts.id != draft


async def test_the_follow_ups_begin_at_the_top_with_everybody(bench: Bench) -> None:
    for customer in ("One", "Two"):
        number = bench.take("phone", "intent", customer=customer)
        bench.act(number, "answered")
        bench.act(number, "finished", outcome="solved")
    async with console(bench.desk) as c:
        await c.press("f4")
        board = await c.on(FollowUpScreen)
        await c.until(lambda: len(c.follow_ups.numbers) == 2)
        await c.press("end", "2", "escape")
        await c.on(QueueScreen)
        await c.press("f4")
        assert await c.on(FollowUpScreen) is board
        await c.until(lambda: len(c.follow_ups.numbers) == 2)
        assert c.follow_ups.selected == c.follow_ups.numbers[0]


async def test_a_ticket_over_a_ticket_is_another_screen(bench: Bench) -> None:
    first, second = bench.take(), bench.take(customer="Other")
    async with console(bench.desk) as c:
        await c.opens(first)
        below = c.app.screen
        assert isinstance(below, TicketScreen)
        c.app.session.navigation.open_ticket(second)
        await c.until(lambda: c.app.screen is not below and isinstance(c.app.screen, TicketScreen))
        await c.sees("Other")
        await c.press("escape")
        await c.until(lambda: c.app.screen is below)
        assert below.number == first


async def test_a_draft_asked_for_before_the_form_stands_is_not_cleared_again(bench: Bench) -> None:
    save_draft(bench.desk, "d-1", "intake", {"customer": "Half Filled", "content": "words", "tier": "core"})
    async with console(bench.desk) as c:
        await c.sees("^O")
        await c.app.run_action("new_intake")
        await c.app.run_action("take_draft")
        await c.intake()
        await c.sees("Half Filled", "words")
        await c.pilot.pause()
        assert (c.value("customer"), c.value("tier")) == ("Half Filled", "core")
