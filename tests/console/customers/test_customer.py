"""M05 through the console: the file opened by one key, changed by a form, duplicates merged and taken apart."""

from deskconsole.desk.customers.changes import add_customer
from deskconsole.desk.customers.customers import customer_file, file_of_ticket
from deskconsole.desk.persons import erasing, holds
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.customers.form import CustomerForm
from deskconsole.screens.customers.pick import CustomerPick
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench

CHEN = {"customer": "陈立", "contact": "13812345678"}


async def _opened(seat: Seat) -> CustomerScreen:
    await seat.press("q")
    screen = await seat.on(CustomerScreen)
    await seat.until(lambda: screen.file is not None, "the file")
    await seat.pilot.pause()
    return screen


async def test_m05_the_file_opens_from_queue_and_ticket_and_leads_to_tickets(bench: Bench) -> None:
    older = bench.take(**CHEN, request="问交期")
    bench.act(older, "withdrawn", reason="customer")
    number = bench.take(**CHEN, request="选型建议")
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers == [number[-4:]])
        await _opened(c)
        await c.sees("陈立", "138****5678", "Core", "Open tickets (1)", "选型建议", "Past tickets (1)", "问交期")
        await c.press("enter")
        ticket = await c.on(TicketScreen)
        assert ticket.number == number
        await c.until(lambda: ticket.view is not None)
        await _opened(c)
        await c.press("escape", "escape")
        await c.on(CustomerScreen)


async def test_on_a_phone_the_tickets_of_other_days_carry_their_day(bench: Bench) -> None:
    bench.take(**CHEN, request="问交期")
    bench.later(days=1)
    bench.take(**CHEN, request="选型建议")
    async with console(bench.desk, size=(48, 20)) as c:
        await _opened(c)
        await c.sees("问交期", "选型建议")
        numbers = {word: line for line in c.lines() for word in ("问交期", "选型建议") if word in line}
        assert "09-14 0001" in numbers["问交期"]
        assert "09-15" not in numbers["选型建议"]


async def test_m05_a_form_changes_the_file(bench: Bench) -> None:
    file = file_of_ticket(bench.desk, bench.take(**CHEN))
    async with console(bench.desk) as c:
        await _opened(c)
        await c.press("l")
        form = await c.on(CustomerForm)
        await c.filling(
            organisation="华南精密", tier="important", owner="Qi", special_needs="需英文资料", contact="110"
        )
        await c.press("ctrl+s")
        await c.until(lambda: not form.is_attached or c.app.screen is not form, "the form is saved")
        await c.sees("Important", "Qian", "需英文资料", "1**", "Tier: Core → Important")
    after = customer_file(bench.desk, file.id)
    assert (after.organisation, after.tier, after.owner) == ("华南精密", "important", "qian")


async def test_a_refused_form_keeps_what_was_typed(bench: Bench) -> None:
    bench.take(**CHEN)
    async with console(bench.desk) as c:
        await _opened(c)
        await c.press("l")
        await c.on(CustomerForm)
        await c.filling(owner="Nobody", preferences="上午联系")
        await c.press("ctrl+s")
        await c.until(lambda: "Nobody" in c.note("owner"))
        assert c.value("preferences") == "上午联系"
        await c.press("escape")
        await c.on(CustomerScreen)
        await c.press("l")
        await c.on(CustomerForm)
        await c.until(lambda: c.value("preferences") == "上午联系", "the draft is taken up")


async def test_merge_by_two_keys_and_take_apart_by_two(bench: Bench) -> None:
    number = bench.take(**CHEN)
    other = add_customer(bench.desk, {"name": "陈立"}, [(None, "0755-88881234")])
    async with console(bench.by("he")) as c:
        screen = await _opened(c)
        await c.sees("Duplicate?", "075******1234", "same name")
        await c.press("M")
        await c.on(CustomerPick)
        await c.press("1")
        await c.sees("1 merged", "Merged", "takes them apart again")
        assert [member.id for member in customer_file(bench.desk, other.id).members] == [other.id]
        await c.press("z", "1")
        await c.on(CustomerScreen)
        await c.sees("Taken apart", "Duplicate?")
        assert screen.file is not None
        assert screen.file.members == ()
    assert customer_file(bench.desk, other.id).id == other.id
    assert file_of_ticket(bench.desk, number).members == ()


async def test_somebody_else_is_merged_by_typing(bench: Bench) -> None:
    bench.take(**CHEN)
    other = add_customer(bench.desk, {"name": "王明"}, [(None, "0755-88881234")])
    async with console(bench.by("he")) as c:
        await _opened(c)
        await c.press("M")
        pick = await c.on(CustomerPick)
        await c.typing("1234")
        await c.until(lambda: [match.name for match in pick.matches.matches] == ["王明", "陈立"], "both are found")
        await c.press("enter", "enter")
        await c.sees("1 merged")
    assert customer_file(bench.desk, other.id).id != other.id


async def test_a_ticket_of_nobody_has_no_file(bench: Bench) -> None:
    bench.take(customer=None, contact=None)
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers)
        await c.press("q")
        await c.until(lambda: "neither name nor contact" in c.said)


async def test_an_inquiry_begins_from_the_file(bench: Bench) -> None:
    bench.take("phone", "core", **CHEN)
    async with console(bench.desk) as c:
        await _opened(c)
        await c.press("i")
        form = await c.intake()
        await c.until(lambda: c.value("customer") == "陈立", "the form is filled in")
        assert (c.value("contact"), c.value("tier")) == ("13812345678", "core")
        assert form.customer.customer_id is not None


async def test_the_file_says_who_is_held_and_who_was_erased(bench: Bench) -> None:
    number = bench.take(customer="欧阳暮雪", contact="13977712345")
    customer = file_of_ticket(bench.desk, number).id
    holds.hold_person(bench.by("root"), "欧阳暮雪", "仲裁 17")
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers == [number[-4:]])
        await c.press("q")
        await c.on(CustomerScreen)
        await c.sees("欧阳暮雪", "a legal hold is on them")
        await c.misses("仲裁 17")
        holds.release_person(bench.by("root"), "欧阳暮雪")
        bench.act(number, "withdrawn", "he", reason="customer")
        erasure = erasing.ask_erasure(bench.by("root"), "欧阳暮雪", "来信").number
        screen = c.app.screen
        assert isinstance(screen, CustomerScreen)
        await screen.reload()
        await c.sees(f"erasure {erasure} was asked for")
        await c.misses("a legal hold")
        erasing.approve_erasure(bench.by("song"), erasure)
        await screen.reload()
        await c.sees("what was known of them is gone")
        await c.misses("欧阳暮雪", "139****2345", "was asked for")
    file = customer_file(bench.desk, customer)
    assert (file.held, file.erasure, file.erased) == (False, None, True)


async def test_an_administrator_asks_and_a_supervisor_approves_by_the_same_key(bench: Bench) -> None:
    number = bench.take(customer="欧阳暮雪", contact="13977712345")
    bench.act(number, "withdrawn", "he", reason="customer")
    customer = file_of_ticket(bench.desk, number).id
    async with console(bench.by("root")) as c:
        await c.app.push_screen(CustomerScreen(c.app.session, customer))
        await c.sees("欧阳暮雪")
        await c.press("x")
        await c.small_form()
        await c.typing("欧阳暮雪来信")
        await c.press("enter")
        await c.sees("it stays on record")
        await c.press(*["backspace"] * 6)
        await c.typing("客户来信")
        await c.press("enter")
        await c.sees("Erasure 1 is asked for")
    async with console(bench.by("zhou")) as c:
        await c.app.push_screen(CustomerScreen(c.app.session, customer))
        await c.sees("erasure 1 was asked for")
        await c.press("x")
        await c.sees("only who leads the desk may do that")
    async with console(bench.by("song")) as c:
        await c.app.push_screen(CustomerScreen(c.app.session, customer))
        await c.sees("erasure 1 was asked for")
        await c.press("x")
        await c.sees("cannot be undone")
        await c.press("1")
        await c.sees("what was known of them is gone")
    assert bench.show(number).ticket.customer is None
    assert bench.verified() == []
