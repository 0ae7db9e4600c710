"""Who is offered on the intake form, and which key takes them: nobody is taken by what was typed for another row."""

import asyncio
from typing import Any

import pytest

from deskconsole.desk.customers.changes import change_customer
from deskconsole.desk.customers.customers import customer_file, file_of_ticket
from deskconsole.screens.intake.form import InquiryForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import Seat, console
from tests.desk.support import Bench

CHEN = {"customer": "陈立", "contact": "13812345678"}
FANG = {"customer": "王芳芳", "contact": "13811110001"}


async def _form(seat: Seat) -> InquiryForm:
    await seat.press("f2")
    return await seat.intake()


async def _picks_up(c: Seat, bench: Bench, caller: str) -> str:
    """A call comes in and is picked up; the number of its ticket."""
    _call, number = bench.ring(caller)
    await c.tick()
    await c.sees("rings", "picks up")
    await c.press("ctrl+g")
    await c.until(lambda: c.app.screen.query("#intake-rows") and c.value("contact") == caller, f"the form of {caller}")
    await c.sees(f"Call {number[-4:]}")
    return number


async def _rests(c: Seat) -> None:
    """Waits until nothing is looked up any more."""
    await c.until(lambda: all(worker.is_finished for worker in c.app.workers), "rest")
    await c.pilot.pause()


class _Held:
    """Holds back one answer of the desk until it is let go: that of a store which is slow."""

    def __init__(self, form: InquiryForm, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        self._go_on = asyncio.Event()
        self.held: list[str] = []
        real = type(form.session).ask

        async def ask(session: Any, function: Any, *args: Any, **kwargs: Any) -> Any:
            result = await real(session, function, *args, **kwargs)
            if getattr(function, "__name__", "") == name and not self.held:
                self.held.append(name)
                await self._go_on.wait()
            return result

        monkeypatch.setattr(type(form.session), "ask", ask)

    def let_go(self) -> None:
        """The answer comes."""
        self._go_on.set()


# --- one caller after the other ----------------------------------------------------------------------------


async def test_nobody_is_offered_on_the_form_of_a_caller_who_is_known(bench: Bench) -> None:
    bench.take("phone", **CHEN)
    bench.take("phone", **FANG)
    async with console(bench.desk) as c:
        await _picks_up(c, bench, CHEN["contact"])
        form = await c.intake()
        await _rests(c)
        assert not form.customer.matches.matches
        await _picks_up(c, bench, FANG["contact"])
        await _rests(c)
        assert c.value("customer") == FANG["customer"]
        assert not form.customer.matches.matches


async def test_what_was_looked_up_for_one_caller_is_not_shown_to_the_next(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take("phone", **CHEN)
    async with console(bench.desk, size=(120, 40)) as c:
        form = await _form(c)
        await c.filling(customer="陈丽")
        await _rests(c)
        held = _Held(form, monkeypatch, "existing_customer")
        await c.filling(contact=CHEN["contact"])
        await c.until(lambda: held.held, "the look-up")
        await _picks_up(c, bench, "13900003333")
        await c.until(lambda: len(form.parking.mine) == 1, "all of the call")
        held.let_go()
        await _rests(c)
        assert (c.value("customer"), c.value("contact")) == ("", "13900003333")
        assert not form.customer.matches.matches
        assert (form.customer.match, [*form.customer.duplicates]) == (None, [])
        assert not form.offers.offered


async def test_tickets_of_one_caller_are_not_offered_to_the_next(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.take("phone", **CHEN)
    async with console(bench.desk, size=(120, 40)) as c:
        form = await _form(c)
        await c.typing("陈立")
        await c.until(lambda: form.customer.matches.matches)
        held = _Held(form, monkeypatch, "offers_for")
        await c.press("down", "1")
        await c.until(lambda: held.held, "the look-up")
        await _picks_up(c, bench, "13900003333")
        await c.until(lambda: len(form.parking.mine) == 1, "all of the call")
        held.let_go()
        await _rests(c)
        assert not form.customer.matches.matches
        assert (form.customer.match, [*form.customer.duplicates]) == (None, [])
        assert not form.offers.offered


async def test_the_name_that_a_call_brings_is_not_looked_for_though_the_cursor_is_late(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take("phone", **CHEN)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("王")
        monkeypatch.setattr(FormRow, "focus_entry", lambda _row: None)
        monkeypatch.setattr(form.offers.line, "focus", lambda: None)
        await _picks_up(c, bench, CHEN["contact"])
        await _rests(c)
        assert c.value("customer") == "陈立"
        assert not form.customer.matches.matches


async def test_a_form_taken_up_again_offers_nobody_either(bench: Bench) -> None:
    bench.take("phone", **CHEN)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("陈立")
        await c.until(lambda: form.customer.matches.matches)
        await c.press("f2")
        await c.typing("王")
        await c.press("ctrl+o")
        await c.until(lambda: c.value("customer") == "陈立")
        await _rests(c)
        assert not form.customer.matches.matches


# --- only down goes to those who fit -----------------------------------------------------------------------


@pytest.mark.parametrize(("known", "name"), [("王芳芳", "王芳"), ("上海郝建平", "郝建平")])
async def test_tab_after_a_name_that_somebody_else_has_in_part_goes_to_the_number(
    bench: Bench, known: str, name: str
) -> None:
    bench.take("online", "important", customer=known, contact="13811110001")
    async with console(bench.desk) as c:
        form = await _form(c)
        usual = {field: c.value(field) for field in ("channel", "tier", "category", "content")}
        await c.typing(name)
        await c.until(lambda: form.customer.matches.matches, "somebody fits")
        await c.press("tab")
        await c.typing("13811110002")
        assert (c.value("customer"), c.value("contact")) == (name, "13811110002")
        assert {field: c.value(field) for field in usual} == usual
        assert form.customer.chosen is None
        await c.press("shift+tab")
        assert form.content.focused_row is form.rows["customer"]


async def test_down_goes_to_those_who_fit_and_tab_from_there_to_the_next_row(bench: Bench) -> None:
    bench.take("phone", **FANG)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("王芳")
        await c.until(lambda: form.customer.matches.matches, "somebody fits")
        await c.press("down")
        assert c.app.focused is form.customer.matches
        await c.sees("›1")
        await c.press("tab")
        assert form.content.focused_row is form.rows["contact"]
        await c.press("down", "1")
        assert c.value("customer") == "王芳芳"


# --- Enter takes the only one who fits ---------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["5678", "12345678", "1381", "138 1234 5678", "陈立", "cl", "精密"])
async def test_enter_takes_the_only_one_who_fits_and_says_so(bench: Bench, typed: str) -> None:
    known = file_of_ticket(bench.desk, bench.take("phone", **CHEN))
    change_customer(bench.desk, known.id, {"organisation": "华南精密"})
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing(typed)
        await c.until(lambda: form.customer.matches.matches, "somebody fits")
        await c.press("enter")
        assert (c.value("customer"), c.value("contact")) == ("陈立", "13812345678")
        assert "陈立" in c.said
        await c.filling(content="换型频繁", request="选型建议", category="product")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    assert len(customer_file(bench.desk, known.id).tickets) == 2


async def test_a_number_typed_after_enter_took_a_name_changes_no_choice(bench: Bench) -> None:
    bench.take("phone", **CHEN)
    async with console(bench.desk) as c:
        form = await _form(c)
        usual = {field: c.value(field) for field in ("channel", "category", "content")}
        await c.typing("陈立")
        await c.until(lambda: form.customer.matches.matches, "somebody fits")
        await c.press("enter")
        await c.typing("13811110002")
        assert (c.value("customer"), c.value("contact")) == ("陈立", "13811110002")
        assert {field: c.value(field) for field in usual} == usual


async def test_a_name_of_which_anothers_is_only_the_beginning_is_a_new_one(bench: Bench) -> None:
    bench.take("phone", **FANG)
    async with console(bench.desk) as c:
        form = await _form(c)
        await c.typing("王芳")
        await c.until(lambda: form.customer.matches.matches, "somebody fits")
        await c.press("enter")
        await c.typing("13811110002")
        assert (c.value("customer"), c.value("contact")) == ("王芳", "13811110002")


async def test_enter_takes_nobody_while_several_fit(bench: Bench) -> None:
    bench.take("phone", **CHEN)
    bench.take("phone", customer="陈丽", contact="13912345678")
    async with console(bench.desk) as c:
        form = await _form(c)
        for typed in ("12345678", "陈"):
            await c.filling(contact="", customer=typed)
            form.rows["customer"].focus_entry()
            await c.until(lambda: len(form.customer.matches.matches) == 2)
            await c.press("enter")
            await c.until(lambda: form.rows["contact"].owns(c.app.focused))
            assert (form.customer.chosen, c.value("customer")) == (None, typed)


async def test_enter_before_anybody_was_found_takes_them_when_they_are(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take("phone", **CHEN)
    async with console(bench.desk) as c:
        form = await _form(c)
        held = _Held(form, monkeypatch, "find_customers")
        await c.filling(customer="5678")
        await c.until(lambda: held.held, "the look-up")
        await c.press("enter")
        assert form.content.focused_row is form.rows["contact"]
        held.let_go()
        await c.until(lambda: c.value("customer") == "陈立")
        assert form.customer.chosen is not None


async def test_digits_that_end_a_known_number_are_no_new_name_without_being_asked(bench: Bench) -> None:
    known = file_of_ticket(bench.desk, bench.take("phone", customer="陈立", contact="13812340109"))
    async with console(bench.desk) as c:
        await _form(c)
        await c.filling(customer="0109", contact="13900001111", content="换型", request="选型", category="product")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("customer"), "the question")
        assert "陈立" in c.note("customer")
        await c.press("down", "1")
        assert c.value("customer") == "陈立"
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    assert len(customer_file(bench.desk, known.id).tickets) == 2


async def test_digits_that_are_a_name_all_the_same_are_kept_when_saved_again(bench: Bench) -> None:
    bench.take("phone", customer="陈立", contact="13812340360")
    async with console(bench.desk) as c:
        await _form(c)
        await c.filling(customer="360", contact="13900001111", content="换型", request="选型", category="product")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("customer"), "the question")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    assert bench.show("0002").ticket.customer == "360"


@pytest.mark.parametrize("size", [(80, 24), (48, 20)])
async def test_after_a_pick_up_who_it_is_what_was_said_last_and_what_to_say(
    bench: Bench, size: tuple[int, int]
) -> None:
    number = bench.take("phone", **CHEN)
    bench.act(number, "answered", text="夹具方案已发邮件")
    bench.ring(CHEN["contact"])
    async with console(bench.desk, size=size, lang="zh") as c:
        await c.tick()
        await c.sees("响铃")
        await c.press("ctrl+g")
        form = await c.intake()
        await _rests(c)
        await c.sees("陈立", "说：您好，", "[1 电话]", "咨询内容*")
        assert form.content.focused_row is form.rows["content"]
        assert "夹具方案已发邮件" in form.customer.card.plain
        await c.press("ctrl+e", "2")
        assert c.value("channel") == "online"
