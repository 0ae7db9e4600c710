"""The intake form: few keys, errors at their field, nothing typed lost."""

import threading
from typing import Any

import pytest

from deskconsole.desk.tickets import drafts as stored_drafts, views
from deskconsole.desk.tickets.drafts import drafts
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.text.private import revealed
from tests.console.driver import Seat, console
from tests.desk.support import Bench


async def _fill(c: Seat) -> None:
    await c.press("f2")
    await c.intake()
    await c.typing("宏达五金 吴桂兰\n13700002222\n")
    await c.press("ctrl+e", "2", "1", "3")
    await c.typing("操作员培训要几天")
    await c.press("tab")
    await c.typing("培训计划")


async def test_an_inquiry_is_taken_by_keys_alone(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await _fill(c)
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.until(lambda: c.queue.numbers == ["0001"])
        assert c.queue.selected == "0001"
        await c.sees("Recorded as", "0001")
    ticket = views.show(bench.desk, "0001").ticket
    assert (ticket.customer, revealed(ticket.contact)) == ("宏达五金 吴桂兰", "13700002222")
    assert (ticket.channel, ticket.tier, ticket.category) == ("online", "core", "service")
    assert (ticket.content, ticket.request) == ("操作员培训要几天", "培训计划")
    assert not drafts(bench.desk), "a saved form leaves no draft"


async def test_the_time_counts_from_the_opening_of_the_form(bench: Bench) -> None:
    async with console(bench.desk) as c:
        opened = bench.now
        await _fill(c)
        bench.later(minutes=2)
        await c.tick()
        await c.sees("since 2m00", "3m00")
        await c.press("f10")
        await c.on(QueueScreen)
    assert views.show(bench.desk, "0001").ticket.received_at == opened


async def test_errors_stand_at_their_fields_and_the_text_stays(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("i")
        await c.intake()
        await c.filling(contact="13700002222", content="操作员培训要几天")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("customer"))
        assert "please fill in" in c.note("customer")
        assert c.note("request")
        assert not c.note("content")
        assert c.value("content") == "操作员培训要几天"
        assert c.app.screen.focused is (await c.intake()).rows["customer"].input
        await c.typing("吴")
        assert not c.note("customer"), "the note goes when the field is mended"
    assert not views.queue(bench.desk)


async def test_a_known_customer_fills_tier_and_contact_and_shows_open_tickets(bench: Bench) -> None:
    known = bench.take("phone", "important", customer="重庆永川机电 仇英", contact="02388886666")
    async with console(bench.desk) as c:
        await c.press("ctrl+n")
        await c.typing("永川")
        await c.sees("重庆永川机电 仇英")
        await c.press("down", "enter")
        assert (c.value("customer"), c.value("contact")) == ("重庆永川机电 仇英", "02388886666")
        assert c.value("tier") == "important"
        await c.sees(f"Add to {known[-4:]}")


async def test_a_half_filled_form_is_parked_and_taken_up_again(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.typing("吴桂兰")
        await c.press("escape")
        await c.on(QueueScreen)
        assert [draft.body["customer"] for draft in drafts(bench.desk)] == ["吴桂兰"]
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.sees("1 parked: ^O")
        assert c.value("customer") == ""
        await c.press("ctrl+o")
        await c.until(lambda: c.value("customer") == "吴桂兰")


async def test_the_next_call_parks_the_form(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.typing("First")
        await c.press("f2")
        await c.until(lambda: c.value("customer") == "")
        await c.typing("Second")
        await c.press("ctrl+o")
        await c.until(lambda: c.value("customer") == "First")
        await c.press("ctrl+o")
        await c.until(lambda: c.value("customer") == "Second")


async def test_a_form_parked_a_moment_ago_is_taken_up_though_the_store_is_slow(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    real = stored_drafts.save_draft

    def slow(*args: Any, **kwargs: Any) -> None:
        assert gate.wait(8)
        real(*args, **kwargs)

    monkeypatch.setattr(stored_drafts, "save_draft", slow)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("First")
        await c.press("f2")
        await c.typing("Second")
        assert c.value("customer") == "Second"
        await c.press("ctrl+o")
        gate.set()
        await c.until(lambda: c.value("customer") == "First")


async def test_a_draft_is_saved_after_the_last_key(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskconsole.screens.forms.drafting.REST", 0.0)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.typing("吴")
        await c.until(lambda: drafts(bench.desk))
        await c.typing("桂")
        await c.until(lambda: drafts(bench.desk)[0].body["customer"] == "吴桂")
        assert len(drafts(bench.desk)) == 1


async def test_opens_over_a_ticket_and_goes_back_to_it(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("f2")
        await c.intake()
        await c.press("escape")
        await c.on(TicketScreen)


async def test_full_width_digits_choose(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("ctrl+n")
        form = await c.intake()
        form.rows["channel"].focus_entry()
        await c.press("２")
        assert c.value("channel") == "online"


async def test_a_second_press_of_save_records_once(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await _fill(c)
        screen = c.app.screen
        assert isinstance(screen, IntakeScreen)
        screen.action_save()
        screen.action_save()
        await c.on(QueueScreen)
    assert len(views.queue(bench.desk)) == 1


async def test_one_chinese_character_is_enough_to_find_a_customer(bench: Bench) -> None:
    bench.take(customer="仇英", contact="13700002222")
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("仇")
        await c.sees("仇英")
