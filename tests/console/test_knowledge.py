"""Answers at hand at the console: on the intake form, on the form of an answer, on the knowledge screen."""

from deskconsole.desk.knowledge import articles, show_article
from deskconsole.screens.action_form import ActionForm
from deskconsole.screens.intake import IntakeScreen
from deskconsole.screens.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def number_of(bench: Bench, beginning: str) -> int:
    return next(article.number for article in articles(bench.desk) if article.title.startswith(beginning))


async def fill_in(c: Seat) -> IntakeScreen:
    await c.press("f2")
    screen = await c.intake()
    await c.filling(customer="林", contact="13800001111", channel="phone", tier="core", category="service")
    await c.filling(request="培训费用", content="操作员培训要几天，收费吗")
    return screen


async def test_r31_an_answer_taken_on_the_intake_form_is_ready_once_the_form_is_saved(bench: Bench) -> None:
    training = number_of(bench, "培训内容")
    async with console(bench.desk, size=(120, 40)) as c:
        await fill_in(c)
        await c.sees("At hand  ^B", f"K{training} 培训内容")
        await c.press("ctrl+b")
        await c.sees(f"Taken: K{training}", f"✓ K{training}")
        await c.press("ctrl+s")
        form = await c.on(ActionForm)
        assert form.event == "answered"
        assert c.value("text").startswith("您好，操作员培训一般两天")
        await c.press("ctrl+s")
        await c.until(lambda: not isinstance(c.app.screen, ActionForm), "the end of the form")
        (number,) = c.queue.numbers
    answered = bench.show(number).events[-1]
    assert (answered.kind, answered.fields["article"]) == ("answered", training)
    assert show_article(bench.desk, training).uses == 1


async def test_r31_a_narrow_form_shows_the_best_answer_on_one_line(bench: Bench) -> None:
    training = number_of(bench, "培训内容")
    async with console(bench.desk) as c:
        await fill_in(c)
        await c.sees(f"· K{training} 培训内容", "^B")


async def test_nothing_is_taken_after_the_last_answer(bench: Bench) -> None:
    async with console(bench.desk) as c:
        screen = await fill_in(c)
        await c.until(lambda: screen.answers.hits.hits, "answers")
        for _hit in screen.answers.hits.hits:
            await c.press("ctrl+b")
            assert screen.answers.taken is not None
        await c.press("ctrl+b")
        assert screen.answers.taken is None
        await c.sees("No answer is taken")


async def test_r31_answered_cases_stand_beside_the_answer_and_one_key_copies_them(bench: Bench) -> None:
    before = bench.take("phone", content="清枪站剪丝刀片磨损，多久更换一次", request="剪丝刀片更换周期")
    bench.act(before, "answered", text="建议每三个月更换。")
    bench.act(before, "confirmed")
    number = bench.take("phone", content="剪丝刀片更换周期是多久", request="剪丝刀片")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.sees(f"{before[-4:]} 剪丝刀片更换周期")
        await c.typing("hello ")
        await c.press("ctrl+b")
        assert c.value("text") == "hello \n建议每三个月更换。"
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].fields["case"] == before


async def test_what_was_written_over_names_no_source(bench: Bench) -> None:
    number = bench.take("phone", content="操作员培训要几天，收费吗", request="培训", category="service")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        form = await c.form()
        await c.until(lambda: form.answers.hits.hits, "answers")
        await c.press("ctrl+b")
        await c.filling(text="两天，免费。")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert "article" not in bench.show(number).events[-1].fields
