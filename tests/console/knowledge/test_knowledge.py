"""Answers at hand at the console: on the intake form, on the form of an answer, on the knowledge screen."""

import pytest

from deskconsole.desk.knowledge.articles import add_article, articles, show_article
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.screens.intake.form import InquiryForm
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.knowledge.article_form import ArticleForm
from deskconsole.screens.knowledge.article_pages import ARTICLES
from deskconsole.screens.knowledge.knowledge import KnowledgeScreen
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.widgets.lists.line_list import LineList
from tests.console.driver import Seat, console
from tests.desk.support import Bench


def number_of(bench: Bench, beginning: str) -> int:
    return next(article.number for article in articles(bench.desk) if article.title.startswith(beginning))


async def fill_in(c: Seat) -> InquiryForm:
    await c.press("f2")
    screen = await c.intake()
    await c.filling(customer="林", contact="13800001111", channel="phone", tier="core", category="service")
    await c.filling(request="培训费用", content="操作员培训要几天，收费吗")
    return screen


async def test_r31_an_answer_taken_on_the_intake_form_is_ready_once_the_form_is_saved(bench: Bench) -> None:
    training = number_of(bench, "培训内容")
    async with console(bench.desk, size=(120, 40)) as c:
        await fill_in(c)
        await c.sees("At hand  ^A", f"K{training} 培训内容")
        await c.press("ctrl+a")
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
        await c.sees(f"· K{training} 培训内容", "^A")


async def test_nothing_is_taken_after_the_last_answer(bench: Bench) -> None:
    async with console(bench.desk) as c:
        screen = await fill_in(c)
        await c.until(lambda: screen.answers.matches.matches, "answers")
        for _match in screen.answers.matches.matches:
            await c.press("ctrl+a")
            assert screen.answers.taken is not None
        await c.press("ctrl+a")
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
        await c.press("ctrl+a")
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
        await c.until(lambda: form.answers.matches.matches, "answers")
        await c.press("ctrl+a")
        await c.filling(text="两天，免费。")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert "article" not in bench.show(number).events[-1].fields


# --- the knowledge screen ----------------------------------------------------------------------------------


async def knows(c: Seat) -> KnowledgeScreen:
    screen = await c.on(KnowledgeScreen)
    await c.until(lambda: screen.list.lines, "articles")
    return screen


@pytest.mark.parametrize("key", ["f6", "}"])
async def test_r31_articles_are_found_while_typing_and_read(bench: Bench, key: str) -> None:
    warranty = number_of(bench, "质保期")
    async with console(bench.desk) as c:
        await c.press(key)
        screen = await knows(c)
        assert len(screen.list.lines) == len(articles(bench.desk))
        await c.typing("zbq")
        await c.until(lambda: screen.list.selected == f"K{warranty}", "the article by its initials")
        await c.sees("质保期与免费范围", "│ 您好，整套工作站")
        await c.press("enter")
        assert screen.list.has_focus
        await c.press("9")
        assert screen.question.has_focus


async def test_opened_again_the_screen_is_as_good_as_new(bench: Bench) -> None:
    """It stays mounted; nothing of the question and of the ticket before is left on it."""
    warranty = number_of(bench, "质保期")
    number = bench.take("phone", content="操作员培训要几天，收费吗", request="培训", category="service")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("f6")
        screen = await knows(c)
        training = screen.list.selected
        assert screen.target.display
        await c.typing("zbq")
        await c.until(lambda: screen.list.selected == f"K{warranty}", "another article")
        await c.press("enter", "f4")
        await c.press("f6")  # it is open below, for a ticket: back to it as it was left
        assert await c.on(KnowledgeScreen) is screen
        assert screen.question.value == "zbq"
        await c.press("f3")
        bench.act(number, "withdrawn", reason="spam")
        await c.until(lambda: not c.queue.numbers, "an empty queue")
        await c.press("f6")
        assert await c.on(KnowledgeScreen) is screen
        assert (screen.question.value, screen.question.has_focus, screen.target.display) == ("", True, False)
        await c.until(lambda: len(screen.list.lines) == len(articles(bench.desk)), "every article")
        assert screen.wanted is None
        assert screen.list.cursor == 0
        assert screen.list.selected != training


async def test_r31_an_answer_is_copied_into_the_ticket_one_came_from(bench: Bench) -> None:
    number = bench.take("phone", content="操作员培训要几天，收费吗", request="培训", category="service")
    training = number_of(bench, "培训内容")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("f6")
        screen = await knows(c)
        assert screen.list.selected == f"K{training}"
        await c.press("down", "a")
        await c.form()
        assert c.value("text").startswith("您好，操作员培训")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].fields["article"] == training


async def test_r31_an_answer_is_copied_into_the_form_one_came_from(bench: Bench) -> None:
    number = bench.take("phone", content="随便问问", request="别的")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("a")
        await c.form()
        await c.typing("hello")
        await c.press("f6")
        screen = await knows(c)
        await c.typing("warranty")
        await c.until(lambda: screen.list.selected == f"K{number_of(bench, '质保期')}", "the warranty")
        await c.press("ctrl+a")
        await c.form()
        await c.until(lambda: "整套工作站" in c.value("text"), "the answer")
        assert c.value("text").startswith("hello\n")


async def test_r31_articles_are_written_changed_and_retired_at_the_console(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f6")
        screen = await knows(c)
        await c.press("enter", "+")
        await c.on(ArticleForm)
        await c.press("ctrl+s")
        await c.until(lambda: c.note("title"), "what is missing")
        await c.filling(title="皮带周期", category="service", text="> 两年一次")
        await c.press("ctrl+s")
        await c.sees("K14 is written, version 1")
        await c.until(lambda: "K14" in screen.entries, "the new article")
        screen.list.select("K14")
        await c.press("l")
        await c.on(ArticleForm)
        await c.filling(text="> 一年一次")
        await c.press("ctrl+s")
        await c.sees("version 2")
        await c.press("v")
        await c.sees("Version 2", "Version 1", "│ 一年一次", "│ 两年一次")
        await c.press("escape", "x")
        await c.filling(reason="作废")
        await c.press("enter")
        await c.sees("K14 is out of use")
        await c.until(lambda: "K14" not in screen.entries, "the end of the article")
    assert show_article(bench.desk, 14).retired


async def test_a_half_written_article_comes_back(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f6")
        await knows(c)
        await c.press("enter", "+")
        await c.on(ArticleForm)
        await c.filling(title="皮带", text="> 两年")
        await c.press("escape")
        await c.on(KnowledgeScreen)
        await c.press("+")
        await c.on(ArticleForm)
        await c.until(lambda: c.value("text") == "> 两年", "what was typed")


async def test_r31_an_answered_ticket_becomes_an_article_by_one_key(bench: Bench) -> None:
    number = bench.take("phone", content="皮带多久换", request="皮带周期", category="service")
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("+")
        await c.sees("has no answer yet")
        bench.act(number, "answered", text="两年一次")
        await c.press("+")
        await c.on(ArticleForm)
        assert (c.value("title"), c.value("text")) == ("皮带周期", "> 两年一次\n\n皮带多久换")
        await c.press("ctrl+s")
        await c.sees("K14 is written, version 1")
    assert show_article(bench.desk, 14).from_ticket == number


async def test_an_articles_markup_is_shown_as_written(bench: Bench) -> None:
    hostile = "> [/] [bold]x[/bold] \x1b[31m\u202eabc\n\n[click](app.quit) [@click=app.quit]go[/]"
    add_article(bench.desk, ArticleText("[/red] [b]题", "service", hostile))
    async with console(bench.desk) as c:
        await c.press("f6")
        screen = await knows(c)
        await c.typing("题")
        await c.until(lambda: screen.list.selected == "K14", "the article")
        await c.sees("[/red] [b]题", "[/] [bold]x[/bold] [31mabc", "click (app.quit) [@click=app.quit]go[/]")


async def test_r31_the_knowledge_is_reached_from_the_intake_form_and_back(bench: Bench) -> None:
    warranty = number_of(bench, "质保期")
    async with console(bench.desk) as c:
        intake = await fill_in(c)
        await c.press("f6")
        screen = await knows(c)
        assert screen.list.selected == f"K{number_of(bench, '培训内容')}", "what is typed is asked first"
        await c.typing("质保")
        await c.until(lambda: screen.list.selected == f"K{warranty}", "the warranty")
        await c.press("ctrl+a")
        await c.on(IntakeScreen)
        await c.sees(f"Taken: K{warranty}")
        assert (intake.answers.taken is not None, c.value("content")) == (True, "操作员培训要几天，收费吗")


async def test_without_a_ticket_nothing_is_copied_and_it_is_said_why(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f6")
        screen = await knows(c)
        assert screen.wanted is None
        await c.press("enter", "a")
        await c.sees("Open the knowledge from a ticket or a form")


async def test_a_list_says_that_nothing_fits_only_after_somebody_looked(bench: Bench) -> None:
    async with console(bench.desk) as c:
        articles = LineList(ARTICLES, bench.desk.zone, bench.now)
        await c.app.screen.mount(articles)
        await c.until(lambda: articles.size.width > 20)
        assert articles.render_line(2).text.strip() == ""
        articles.nothing = "Nothing"
        articles.show([], bench.now)
        assert "Nothing" in articles.render_line(2).text


async def test_the_prompt_names_what_an_answer_goes_to_and_a_list_asks_first(bench: Bench) -> None:
    first = bench.take("phone", content="操作员培训要几天", request="培训", customer="王芳", category="service")
    other = bench.take("phone", content="质保期多久", request="质保", customer="李娜", category="service")
    async with console(bench.desk) as c:
        await c.opens(first)
        await c.press("f6")
        await knows(c)
        await c.sees(f"a copies into: {first[-4:]}", "王芳")
        await c.press("escape", "escape")
        await c.until(lambda: c.queue.selected == first[-4:], "the queue")
        await c.press("f6")
        await knows(c)
        await c.sees(f"a asks whether to copy into: {first[-4:]}")
        await c.press("down", "a")
        await c.sees("Copy the answer into this ticket?", f"Yes, into {first[-4:]}", "王芳")
        await c.press("2")
        await c.on(KnowledgeScreen)
        await c.press("a", "1")
        assert (await c.form()).view.number == first
    assert bench.show(other).ticket.seq == bench.show(other).events[-1].seq


async def test_another_ticket_opened_from_the_knowledge_gets_its_own_answer(bench: Bench) -> None:
    first = bench.take("phone", content="操作员培训要几天", request="培训", category="service")
    other = bench.take("phone", content="质保期多久", request="质保", category="service")
    async with console(bench.desk) as c:
        await c.opens(first)
        await c.press("f6")
        await knows(c)
        c.app.session.navigation.open_ticket(other)
        await c.on(TicketScreen)
        await c.press("f6")
        await knows(c)
        await c.sees(f"a copies into: {other[-4:]}")
        await c.press("down", "a")
        assert (await c.form()).view.number == other
