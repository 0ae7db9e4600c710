"""A receptionist's day: few keys, two people at one console, what is wrong put right."""

import pytest

from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.drafts import drafts, save_draft
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.reclassify import Reclassify
from tests.console.driver import Seat, console
from tests.desk.sign_on.support import PIN, site_events, with_pin
from tests.desk.support import Bench

#: A returning caller's inquiry takes at most so many keys beyond the words themselves.
KEYS = 12


class Counted:
    """A person whose keys are counted."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.keys = 0

    async def press(self, *keys: str) -> None:
        """Keys that count."""
        self.keys += len(keys)
        await self.seat.press(*keys)


async def _words(c: Seat, person: Counted) -> None:
    await c.typing("操作员培训要几天，能不能来厂里教")
    await person.press("tab")
    await c.typing("培训计划")


async def test_a_returning_callers_inquiry_from_the_banner_takes_at_most_twelve_keys(bench: Bench) -> None:
    known = bench.take("phone", "important", customer="张三", contact="13800001111")
    bench.act(known, "withdrawn", reason="customer")
    async with console(bench.desk) as c:
        person = Counted(c)
        _call, number = bench.ring("13800001111")
        await c.tick()
        await c.sees("picks up")
        await person.press("ctrl+g")
        await c.intake()
        await c.until(lambda: c.value("customer") == "张三")
        await _words(c, person)
        await person.press("ctrl+s")
        await c.until(lambda: c.note("category"), "what is missing")
        await person.press("3", "ctrl+s")
        await c.on(QueueScreen)
    assert bench.show(number).ticket.category == "service"
    assert person.keys <= KEYS, person.keys
    assert person.keys == 5


@pytest.mark.parametrize("typed", ["zhs", "zsa", "800"])
async def test_a_returning_customers_inquiry_from_f2_takes_at_most_twelve_keys(bench: Bench, typed: str) -> None:
    known = bench.take("phone", "important", customer="张三", contact="13800001111")
    bench.act(known, "withdrawn", reason="customer")
    async with console(bench.desk) as c:
        person = Counted(c)
        await person.press("f2")
        await c.intake()
        await person.press(*typed)
        if typed == "zsa":
            await person.press("backspace")
        await c.sees("1 ◆ 张三")
        await person.press("down", "enter")
        await c.until(lambda: c.value("customer") == "张三")
        await person.press("1", "3")
        await _words(c, person)
        await person.press("ctrl+s")
        await c.on(QueueScreen)
    ticket = bench.show("0002").ticket
    assert (ticket.customer, ticket.tier, ticket.channel) == ("张三", "important", "phone")
    assert person.keys <= KEYS, person.keys


async def test_the_operator_changes_in_two_keys_and_their_pin_also_during_a_call(bench: Bench) -> None:
    with_pin(bench, "lin")
    async with console(bench.desk) as c:
        _call, number = bench.ring()
        await c.tick()
        await c.sees("picks up")
        await c.press("ctrl+g")
        await c.intake()
        await c.filling(customer="吴桂兰", category="service", content="问培训", request="价格")
        await c.change_operator("lin", PIN)
        await c.sees("At the desk now: Lin")
        assert c.value("customer") == "吴桂兰"
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    by = {event.kind: event.by for event in bench.show(number).events}
    assert (by["picked_up"], by["received"]) == ("zhou", "lin")
    (taken,) = site_events(bench, "draft_taken_over")
    assert (taken.by, taken.fields["from"]) == ("lin", "zhou")


async def test_a_parked_form_of_somebody_else_can_be_taken_over(bench: Bench) -> None:
    body = {"customer": "宏达五金", "content": "要报价", "channel": "phone", "tier": "core"}
    save_draft(bench.by("lin"), "11111111-1111-4111-8111-111111111111", "intake", body)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.sees("1 of colleagues")
        await c.press("ctrl+d")
        await c.sees("Lin", "宏达五金")
        await c.press("1")
        await c.until(lambda: isinstance(c.app.screen, IntakeScreen) and c.value("customer") == "宏达五金")
    assert [draft.person for draft in drafts(bench.desk, everybody=True)] == ["zhou"]
    with bench.desk.store.reading() as tx:
        row = tx.one("SELECT count(*) FROM event WHERE kind = 'draft_taken_over'")
    assert row is not None
    assert row[0] == 1


async def test_a_wrong_tier_shows_what_moves_before_it_is_recorded(bench: Bench) -> None:
    number = bench.take("online", "potential")
    async with console(bench.desk) as c:
        await c.until(lambda: c.queue.numbers)
        await c.press("l")
        await c.on(Reclassify)
        await c.press("1")
        await c.sees("Deadlines that move:", "sooner, by today")
        assert bench.show(number).ticket.tier == "potential", "nothing is recorded yet"
        await c.press("enter")
        await c.on(QueueScreen)
        await c.until(lambda: bench.show(number).ticket.tier == "core")
        await c.sees("takes it back")
        await c.opens(number)
        await c.press("l")
        await c.on(Reclassify)
        await c.press("escape")
        assert bench.show(number).ticket.tier == "core"


async def test_the_form_shows_what_another_tier_moves(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        await c.filling(channel="online")
        await c.press("2")
        await c.press("ctrl+e")
        assert c.app.focused is form.rows["channel"].input
        await c.press("enter", "1")
        assert "sooner, by today" in c.note("tier")


async def test_a_message_for_a_colleague(bench: Bench) -> None:
    number = bench.take("phone", "core")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("P")
        await c.on(ActionForm)
        await c.filling(to="luo", due="明天10点", text="请回电，谈节拍")
        await c.sees("09-15 Tue 10:00")
        await c.press("ctrl+s")
        await c.until(lambda: "planned" in bench.kinds(number))
    plan = next(clock for clock in bench.show(number).clocks if clock.do == "follow_up")
    assert plan.assignee == "luo"
    assert [line.number for line in views.follow_ups(bench.by("luo"), mine=True)] == [number]


async def test_a_call_is_transferred_and_comes_back(bench: Bench) -> None:
    async with console(bench.desk) as c:
        _call, number = bench.ring()
        await c.tick()
        await c.sees("picks up")
        await c.press("ctrl+g")
        await c.intake()
        for outcome, key in (("taken", "1"), ("returned", "3")):
            form = await c.on(IntakeScreen)
            form.action_on_call("call_transferred")
            await c.on(ActionForm)
            await c.typing("luo")
            await c.press("tab", key, "ctrl+s")
            await c.on(IntakeScreen)
            await c.until(lambda o=outcome: bench.show(number).events[-1].fields.get("outcome") == o)  # type: ignore[misc]
    assert bench.kinds(number)[-2:] == ["call_transferred", "call_transferred"]


async def test_half_filled_forms_are_offered_when_the_console_opens(bench: Bench) -> None:
    save_draft(bench.desk, "11111111-1111-4111-8111-111111111111", "intake", {"customer": "宏达五金"})
    async with console(bench.desk) as c:
        await c.sees("1 half-filled forms are kept · ^O")
        await c.press("ctrl+o")
        await c.until(lambda: isinstance(c.app.screen, IntakeScreen) and c.value("customer") == "宏达五金")


@pytest.mark.parametrize("size", [(48, 20), (80, 24), (120, 40)])
async def test_the_questions_of_the_category_stand_at_the_form(bench: Bench, size: tuple[int, int]) -> None:
    asked = bench.desk.pack.questions("product")
    assert asked is not None
    async with console(bench.desk, size=size) as c:
        await c.press("f2")
        await c.intake()
        await c.filling(category="service")
        await c.press("1")
        if size[1] >= 22:
            await c.sees(asked.questions[0].title.en[:20])
