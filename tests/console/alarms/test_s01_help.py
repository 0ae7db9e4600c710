"""S01 at the console: three keys, nothing said aloud, another person has it."""

from deskconsole.desk.alarms import helping
from deskconsole.desk.visitors.rooms import rooms_of_site
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def _bells(c: Seat) -> list[int]:
    """Counts the bells of a console from now on."""
    bells: list[int] = []
    c.app.bell = lambda: bells.append(1)  # type: ignore[method-assign]
    return bells


async def test_s01_a_customer_who_shouts_three_keys_and_another_person_has_it(house: Bench) -> None:
    number = house.take("onsite")
    short = number[-4:]
    other = Bench.reopened(house)
    async with console(house.desk, lang="zh") as receiver, console(other.by("song"), lang="zh") as supervisor:
        bells, others = _bells(receiver), _bells(supervisor)
        await receiver.until(lambda: receiver.queue.selected == short, "the ticket")
        await receiver.press("j")  # the first key
        await receiver.sees(f"已告知同事 · {short}", "让您遇到这样的事，换了谁都会着急，我理解您的心情。")
        assert "悄悄叫人" not in receiver.text(), "nothing of it is said on the line for messages"
        await supervisor.until(lambda: supervisor.app.session.alarms.banners, "the banner")
        await supervisor.tick()
        await supervisor.sees("换人接待：请去 Zhou 那里", short, "j 接手")
        assert "华南精密" not in "".join(supervisor.app.session.alarm_texts)
        await supervisor.press("j")  # the second
        await supervisor.on(TicketScreen)
        await supervisor.until(lambda: house.show(number).ticket.owner == "song", "the owner")
        await receiver.until(lambda: receiver.app.session.alarms.come, "who comes")
        await receiver.tick()
        await receiver.sees(f"Song 来接手 {short}")
        await supervisor.misses("请去 Zhou 那里")
        assert bells == others == []
    other.desk.store.close()
    assert house.show(number).ticket.outside_figures == {"zhou"}


async def test_s01_inside_a_form_by_a_control_key_and_what_is_typed_stays(house: Bench) -> None:
    number = house.take("onsite")
    async with console(house.desk, lang="zh") as c:
        await c.press("a")
        form = await c.on(ActionForm)
        await c.typing("您好")
        await c.press("ctrl+circumflex_accent")
        await c.until(lambda: house.show(number).ticket.open_help_calls(), "the call")
        assert c.app.screen is form
        assert form.rows["text"].value == "您好"
        await c.tick()
        await c.sees("已告知同事", "您好")
        await c.press("ctrl+6")
        assert len(house.show(number).ticket.help_calls) == 1


async def test_s01_on_a_form_that_is_no_ticket_yet_what_is_typed_becomes_one(house: Bench) -> None:
    async with console(house.desk, lang="zh") as c:
        await c.press("f2")
        await c.filling(content="说设备坏了要赔", channel="onsite")
        await c.press("ctrl+circumflex_accent")
        await c.on(QueueScreen)
        await c.until(lambda: c.app.session.alarms.called, "the call")
        (alarm,) = c.app.session.alarms.called
        assert house.show(alarm.number).ticket.content == "说设备坏了要赔"
        assert c.app.session.parked.count_text() == ""


async def test_s01_on_a_ringing_call_and_the_form_of_one(house: Bench) -> None:
    _call, number = house.ring()
    async with console(house.desk, lang="zh") as c:
        await c.until(lambda: c.app.session.calls, "the ring")
        await c.press("ctrl+g")
        await c.press("ctrl+circumflex_accent")
        await c.until(lambda: house.show(number).ticket.open_help_calls(), "the call")
        await c.tick()
        await c.sees("已告知同事")


async def test_s01_it_stands_for_whoever_signs_on_later_and_goes_up(house: Bench) -> None:
    number = house.take("onsite")
    helping.call_help(house.desk, number)
    house.later(minutes=2, seconds=1)
    async with console(house.by("he"), lang="zh") as c:
        await c.until(lambda: c.app.session.alarms.banners, "the banner")
        await c.tick()
        await c.sees("‼ j 接手 · 换人接待：请去 Zhou 那里")
    async with console(house.by("lin"), lang="zh") as c:
        await c.until(lambda: c.app.session.counts, "the first reading")
        await c.tick()
        assert "换人接待：请去" not in c.text()


async def test_s01_security_is_told_and_stands_by(house: Bench) -> None:
    number = house.take("onsite")
    async with console(house.by("bao"), lang="zh") as c:
        helping.call_help(house.desk, number)
        await c.until(lambda: c.app.session.alarms.banners, "the banner")
        await c.tick()
        await c.sees("请去 Zhou 那里")
        await c.press("j")
        await c.until(lambda: not house.show(number).ticket.open_help_calls(), "there")
        assert house.show(number).ticket.owner == "zhou"


async def test_s01_place_and_person_are_changed(house: Bench) -> None:
    (house.folder / "site.toml").write_text('[visitors]\nrooms = ["洽谈室一", "洽谈室二"]\n', "utf-8")
    again = Bench.reopened(house)
    assert rooms_of_site(again.desk) == ["洽谈室一", "洽谈室二"]
    number = again.take("onsite")
    async with console(again.by("song"), lang="zh") as c:
        helping.call_help(again.desk, number)
        await c.until(lambda: c.app.session.alarms.banners, "the banner")
        await c.press("j")
        await c.on(PickOne)
        await c.sees("已归您。请客户到哪里坐？", "洽谈室二")
        await c.press("2")
        await c.on(TicketScreen)
        await c.until(lambda: again.show(number).ticket.place == "洽谈室二", "the place")
        await c.sees("洽谈室二")
    again.desk.store.close()


async def test_s01_a_second_person_is_told_that_somebody_was_faster(house: Bench) -> None:
    number = house.take("onsite")
    async with console(house.by("song"), lang="zh") as c:
        helping.call_help(house.desk, number)
        await c.until(lambda: c.app.session.alarms.banners, "the banner")
        alarms = c.app.session.alarms
        helping.take_over(house.by("deng"), number)
        c.app.session.alarms = alarms
        await c.press("j")
        await c.sees("没有人在等接手")
    assert house.show(number).ticket.owner == "deng"


async def test_s01_from_a_form_the_key_that_picks_up_goes_there(house: Bench) -> None:
    number, other = house.take("onsite"), house.take("online", by="song")
    async with console(house.by("song"), lang="zh") as c:
        await c.opens(other)
        await c.press("n")
        await c.form()
        await c.typing("记一下")
        helping.call_help(house.desk, number)
        await c.until(lambda: c.app.session.alarms.banners, "the banner")
        await c.tick()
        await c.sees("请去 Zhou 那里", "^G 接手", "记一下")
        await c.press("ctrl+g")
        await c.until(lambda: house.show(number).ticket.owner == "song", "taken over")
        await c.sees(number)
