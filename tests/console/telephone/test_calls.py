"""The telephone rings: banner, bell, one key picks up; forms side by side; no duplicate; wrong numbers."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets import drafts as stored_drafts, views
from deskconsole.desk.tickets.drafts import drafts
from deskconsole.screens.intake import customer, offers
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.parked_forms import ParkedMenu
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench

CALLER = "02388886666"


def _known(bench: Bench) -> str:
    """A customer who has called before; the number of the inquiry, which is finished with."""
    number = bench.take("phone", "important", customer="重庆永川机电 仇英", contact=CALLER)
    bench.act(number, "withdrawn", reason="customer")
    return number


async def _rings(c: Seat, *texts: str) -> None:
    await c.tick()
    await c.sees("CALL", "rings", *texts)


async def test_the_banner_stands_on_every_screen(bench: Bench) -> None:
    other = bench.take("online", "core")
    async with console(bench.desk) as c:
        await c.opens(other)
        bench.ring("13800001111")
        await _rings(c, "13800001111", "Potential", "^G picks up", "rings 0m00", "0m25 left")
        bench.later(seconds=7)
        await c.tick()
        await c.sees("rings 0m07", "0m18 left")
        for key in ("f3", "f4", "f2"):
            await c.press(key)
            await c.tick()
            await c.sees("13800001111")
        await c.press("escape", "escape", "escape", "n")
        await c.form()
        await c.tick()
        await c.sees("13800001111")


async def test_a_known_caller_is_named_with_tier_and_open_tickets(bench: Bench) -> None:
    number = bench.take("online", "important", customer="重庆永川机电 仇英", contact=CALLER)
    async with console(bench.desk, size=(120, 40)) as c:
        bench.ring(CALLER)
        await _rings(c, CALLER, "◆ Important 重庆永川机电 仇英", f"open: {number[-4:]}")


@pytest.mark.parametrize("size", [(80, 24), (48, 20)])
async def test_the_banner_is_the_first_line_in_reverse_with_the_key_and_who_it_is(
    bench: Bench, size: tuple[int, int]
) -> None:
    bench.take("online", "important", customer="仇英", contact=CALLER)
    async with console(bench.desk, size=size) as c:
        bench.ring(CALLER)
        for second in range(2):
            bench.later(seconds=second)
            await _rings(c)
            assert c.lines()[0].startswith(" CALL  ^G picks up  ◆ Important 仇英 ")
            first = c.app.screen._compositor.render_strips()[0]
            written = [segment.style for segment in first if segment.text.strip()]
            assert all(style is not None and style.reverse and style.bold for style in written), "without colour too"
        await c.press("n")
        await c.form()
        await c.tick()
        assert c.lines()[0].startswith(" CALL  ^G picks up  ◆ Important 仇英 "), "over a form as well"


async def test_the_banner_goes_when_the_call_is_missed_or_answered_elsewhere(bench: Bench) -> None:
    async with console(bench.desk) as c:
        call, _number = bench.ring()
        await _rings(c)
        calls.pick_up(bench.desk, call, "lin")
        await c.misses("picks up")
        bench.ring()
        await _rings(c)
        bench.later(seconds=31)
        await c.tick()
        await c.misses("picks up")


async def test_one_key_picks_up_and_opens_the_form(bench: Bench) -> None:
    _known(bench)
    async with console(bench.desk) as c:
        call, number = bench.ring(CALLER)
        await _rings(c)
        bench.later(seconds=4)
        await c.press("ctrl+g")
        await c.intake()
        await c.sees(f"Call {number[-4:]}, rang 4 s")
        assert (c.value("customer"), c.value("contact")) == ("重庆永川机电 仇英", CALLER)
        assert (c.value("tier"), c.value("channel")) == ("important", "phone")
        await c.until(lambda: bench.show(number).ticket.calls[1].state == "picked_up")
        await c.typing("操作员培训要几天")
        await c.press("tab")
        await c.typing("培训计划")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("category"), "what is missing")
        await c.press("3", "ctrl+s")
        await c.on(QueueScreen)
        await c.sees("Recorded as", number)
    seen = bench.show(number)
    assert bench.kinds(number) == ["rang", "picked_up", "received", "responded"]
    assert seen.ticket.calls[1].call == call
    assert not drafts(bench.desk)


async def test_the_first_key_after_picking_up_goes_where_the_eye_is(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form of a known caller stands at once, its cursor in the content; what is looked up comes later."""
    _known(bench)
    gate = threading.Event()

    def slow(function: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            assert gate.wait(8)
            return function(*args, **kwargs)

        return called

    monkeypatch.setattr(stored_drafts, "save_draft", slow(stored_drafts.save_draft))
    for name in ("existing_customer", "find_customers"):
        monkeypatch.setattr(customer, name, slow(getattr(customer, name)))
    async with console(bench.desk) as c:
        bench.ring(CALLER)
        await _rings(c)
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await c.press("ctrl+g")
        await c.until(lambda: c.value("contact") == CALLER, "the form of the call")
        await c.typing("3")
        assert (c.value("customer"), c.value("content")) == ("重庆永川机电 仇英", "3")
        gate.set()
        await c.until(lambda: len(drafts(bench.desk)) == 2, "the form that was parked")
        assert (c.value("customer"), c.value("content")) == ("重庆永川机电 仇英", "3")


async def test_an_offer_does_not_take_the_cursor_from_who_types(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take("online", "important", customer="重庆永川机电 仇英", contact=CALLER)
    gate = threading.Event()
    real = offers.offers_for

    def slow(*args: Any, **kwargs: Any) -> Any:
        assert gate.wait(8)
        return real(*args, **kwargs)

    monkeypatch.setattr(offers, "offers_for", slow)
    async with console(bench.desk) as c:
        bench.ring(CALLER)
        await _rings(c)
        await c.press("ctrl+g")
        form = await c.intake()
        await c.until(lambda: c.value("contact") == CALLER, "the form of the call")
        await c.typing("3")
        gate.set()
        await c.sees("Add to")
        assert c.value("content") == "3"
        assert form.content.focused_row is form.rows["content"]


async def test_a_ring_parks_the_open_form_and_one_key_swaps_back(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.typing("吴桂兰")
        bench.later(seconds=70)
        bench.ring("13800001111")
        await _rings(c)
        await c.press("f11")
        await c.until(lambda: c.value("contact") == "13800001111")
        await c.sees("吴桂兰 1m10", "[13800001111 0m00]")
        bench.later(seconds=5)
        bench.ring("13900002222")
        await _rings(c)
        await c.press("ctrl+g")
        await c.until(lambda: c.value("contact") == "13900002222")
        await c.sees("吴桂兰", "[13900002222")
        await c.press("ctrl+o")
        await c.until(lambda: c.value("contact") == "13800001111")
        await c.press("ctrl+o")
        await c.until(lambda: c.value("contact") == "13900002222")
        await c.sees("吴桂兰 1m15", "13800001111 0m05", "[13900002222 0m00]")
        await c.press("ctrl+d")
        menu = await c.on(ParkedMenu)
        place = next(place for place, (_id, line) in enumerate(menu.entries, start=1) if "吴桂兰" in line)
        await c.press(str(place))
        await c.until(lambda: c.value("customer") == "吴桂兰")
    assert len(drafts(bench.desk)) == 3


async def test_a_small_form_is_kept_when_a_call_is_picked_up_over_it(bench: Bench) -> None:
    number = bench.take("online", "core")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.typing("half a note")
        bench.ring()
        await _rings(c)
        await c.press("ctrl+g")
        await c.intake()
        await c.press("escape")
        await c.on(TicketScreen)
        await c.press("n")
        await c.on(ActionForm)
        await c.sees("half a note")


async def test_somebody_was_quicker(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console(bench.desk) as c:
        call, _number = bench.ring()
        await _rings(c)
        c.app.parts.store_poll._polling = True  # that has not been read yet
        monkeypatch.setattr(c.app.parts.calls, "start_following", lambda: None)
        calls.pick_up(bench.desk, call, "lin")
        await c.press("ctrl+g")
        await c.until(lambda: c.said)
        assert c.said == "Lin has picked it up"
        assert isinstance(c.app.screen, QueueScreen)


async def test_the_form_of_a_call_can_be_opened_later_too(bench: Bench) -> None:
    call, number = bench.ring()
    calls.pick_up(bench.desk, call, "zhou")
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers)
        await c.press("ctrl+g")
        await c.intake()
        await c.sees(f"Call {number[-4:]}")


async def test_the_caller_has_an_open_ticket_and_the_words_are_added_to_it(bench: Bench) -> None:
    first = bench.take("online", "important", customer="重庆永川机电 仇英", contact=CALLER)
    async with console(bench.desk) as c:
        _call, ring = bench.ring(CALLER)
        await _rings(c)
        await c.press("ctrl+g")
        await c.intake()
        await c.sees(f"Add to {first[-4:]}", "^U")
        await c.press("ctrl+u")
        await c.typing("想改到周五")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.sees(f"Recorded as {first}")
        await c.until(lambda: c.queue.numbers == [first[-4:]])
    assert bench.kinds(first)[-2:] == ["noted", "contacted"]
    assert bench.show(first).ticket.last_words == "想改到周五"
    rung = bench.show(ring)
    assert (rung.ticket.merged_into, rung.closed) == (first, True)
    assert [clock.state for clock in rung.clocks if clock.do == "pick_up"] == ["met", "met"]


async def test_words_typed_already_are_added_by_one_key(bench: Bench) -> None:
    first = bench.take("online", "important", customer="重庆永川机电 仇英", contact=CALLER)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.typing("永川")
        await c.sees("重庆永川机电 仇英")
        await c.press("down", "enter")
        await c.sees(f"Add to {first[-4:]}")
        await c.filling(content="想改到周五")
        await c.press("ctrl+u")
        await c.on(QueueScreen)
    assert len(views.queue(bench.desk)) == 1
    assert bench.kinds(first)[-1] == "contacted"


async def test_adding_can_be_left_for_a_ticket_of_its_own(bench: Bench) -> None:
    bench.take("online", "important", customer="重庆永川机电 仇英", contact=CALLER)
    async with console(bench.desk) as c:
        _call, ring = bench.ring(CALLER)
        await _rings(c)
        await c.press("ctrl+g")
        await c.intake()
        await c.sees("Add to")
        await c.press("ctrl+u")
        await c.sees("What do they say now?")
        assert not (await c.intake()).rows["category"].display
        await c.press("escape")
        assert (await c.intake()).rows["category"].display
        await c.filling(category="service", content="另一台机器", request="报价")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    assert bench.show(ring).ticket.received


@pytest.mark.parametrize(("key", "reason"), [("ctrl+x", "wrong_number"), ("ctrl+k", "spam")])
async def test_a_wrong_number_is_one_key(bench: Bench, key: str, reason: str) -> None:
    async with console(bench.desk) as c:
        _call, ring = bench.ring()
        await _rings(c)
        await c.press("ctrl+g")
        await c.intake()
        await c.sees("Wrong number")
        await c.press(key)
        await c.on(QueueScreen)
        await c.sees("takes it back")
        assert bench.show(ring).ticket.withdrawn_reason == reason
        assert not drafts(bench.desk)
        await c.press("z")
        await c.until(lambda: not bench.show(ring).ticket.ended)


async def test_what_is_typed_is_not_withdrawn_by_a_slip(bench: Bench) -> None:
    async with console(bench.desk) as c:
        _call, ring = bench.ring()
        await _rings(c)
        await c.press("ctrl+g")
        await c.intake()
        await c.sees("Call 0001")
        await c.filling(content="真的有事")
        await c.press("ctrl+x", "ctrl+k")
        assert isinstance(c.app.screen, IntakeScreen)
        assert not bench.show(ring).ticket.ended


async def test_name_and_number_not_given(bench: Bench) -> None:
    async with console(bench.desk) as c:
        bench.ring("withheld")
        await _rings(c, "number withheld")
        await c.press("ctrl+g")
        form = await c.intake()
        await c.until(lambda: c.app.focused is form.rows["customer"].input)
        await c.press("-", "-")
        assert (c.value("customer"), c.value("contact"), c.value("tier")) == ("-", "-", "potential")
        assert c.app.focused is form.rows["channel"].input
        await c.filling(category="service", content="问培训", request="价格")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    ticket = bench.show("0001").ticket
    assert (ticket.customer, ticket.contact, ticket.tier) == (None, None, "potential")


async def test_a_missed_call_is_told_by_its_number(bench: Bench) -> None:
    """There is nothing else to know it by; masked, as every list shows numbers."""
    call, number = bench.ring("13812345678")
    calls.hang_up(bench.desk, call)
    async with console(bench.desk, lang="zh") as c:
        await c.until(lambda: number[-4:] in c.queue.numbers)
        await c.sees("138****5678")
        await c.misses("13812345678", "未留名")
        await c.press("9")
        await c.typing("5678")
        await c.until(lambda: c.queue.numbers == [number[-4:]], "found by its end")
