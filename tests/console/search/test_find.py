"""Find anything: one box from every screen, results while it is typed, Enter opens."""

import pytest

from deskconsole.desk.knowledge.articles import add_article
from deskconsole.desk.search.searching import SearchResults
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.errors import StoreUnusable
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.knowledge.article_pages import Page
from deskconsole.screens.search import find
from deskconsole.screens.search.find import Find
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import Seat, console
from tests.desk.support import Bench


async def _found(c: Seat, typed: str) -> list[str]:
    """What is shown once the answer is there, without the packs' own articles: kind and title."""
    box = await c.on(Find)
    await c.until(lambda: box.answered == typed, f"the answer for {typed}")
    return [f"{match.kind} {match.title}" for match in box.shown.values() if " · " not in match.title]


async def test_results_come_while_it_is_typed_and_enter_opens_a_ticket(bench: Bench) -> None:
    wanted = bench.take(customer="重庆永川机电 仇英", contact="02388886666", content="减速机异响")
    bench.take(customer="温州鞋机 林冲", contact="wx:linchong", content="涂胶轨迹")
    async with console(bench.desk) as c:
        await c.press("/")
        await c.on(Find)
        await c.typing("机")
        titles = ["温州鞋机 林冲", "重庆永川机电 仇英"]
        assert await _found(c, "机") == [*(f"customer {title}" for title in titles), *(f"ticket {t}" for t in titles)]
        await c.typing("电")
        assert await _found(c, "机电") == ["customer 重庆永川机电 仇英", "ticket 重庆永川机电 仇英"]
        await c.sees("减速机异响", wanted[-4:])
        await c.press("down", "enter")
        assert (await c.on(TicketScreen)).number == wanted


async def test_a_customer_by_pinyin(bench: Bench) -> None:
    bench.take(customer="青岛海润食品 单田")
    async with console(bench.desk) as c:
        await c.press("/")
        await c.typing("shant")
        assert await _found(c, "shant") == ["customer 青岛海润食品 单田", "ticket 青岛海润食品 单田"]
        await c.press("enter")
        await c.on(CustomerScreen)


async def test_an_article(bench: Bench) -> None:
    add_article(bench.by("song"), ArticleText(title="负载与臂展", category="product", text="IRB-1600 可载 10 kg"))
    async with console(bench.desk) as c:
        await c.press("/")
        await c.typing("irb1600")
        assert await _found(c, "irb1600") == ["article 负载与臂展"]
        await c.press("enter")
        await c.on(Page)
        await c.sees("可载 10 kg")
        await c.press("escape")
        await c.on(QueueScreen)


async def test_the_mark_stays_on_the_same_thing_while_more_is_typed(bench: Bench) -> None:
    for name in ("张三", "张珊", "张山"):
        bench.take(customer=name, contact=f"wx:{name}", content="焊接工位 换型")
    async with console(bench.desk) as c:
        await c.press("/")
        await c.typing("张")
        await _found(c, "张")
        box = await c.on(Find)
        await c.press("down", "down", "down", "down")
        marked = box.marked
        assert marked is not None
        assert (marked.kind, marked.title) == ("ticket", "张珊")
        for letter in " 焊接":
            await c.typing(letter)
        await _found(c, "张 焊接")
        assert box.marked is not None
        assert box.marked.id == marked.id
        assert box.marked.snippet == "焊接工位 换型"


async def test_from_a_form_and_back_nothing_typed_is_lost(bench: Bench) -> None:
    number = bench.take(customer="仇英")
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("新客户")
        await c.press("ctrl+f")
        await c.on(Find)
        await c.typing("仇")
        await _found(c, "仇")
        await c.press("down", "enter")
        assert (await c.on(TicketScreen)).number == number
        await c.press("escape")
        await c.on(IntakeScreen)
        assert c.value("customer") == "新客户"


@pytest.mark.parametrize("key", ["f4", "enter"])
async def test_from_every_list(bench: Bench, key: str) -> None:
    bench.take(customer="仇英")
    async with console(bench.desk) as c:
        await c.press(key)
        await c.until(lambda: not isinstance(c.app.screen, QueueScreen))
        await c.press("/")
        await c.on(Find)
        await c.press("escape")
        assert not isinstance(c.app.screen, Find)


async def test_from_the_palette_and_by_the_sign_of_an_input_method(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("ctrl+p")
        await c.typing("find anything")
        await c.press("enter")
        await c.on(Find)
        await c.press("ctrl+f", "escape")
        await c.on(QueueScreen)
        await c.press("、")
        await c.on(Find)


@pytest.mark.parametrize("typed", ["机%", '"机"', "机*", "NEAR(机", "' OR 1=1", "[/red]", "机_"])
async def test_signs_are_what_they_are(bench: Bench, typed: str) -> None:
    bench.take(customer="[red]机[/]")
    async with console(bench.desk) as c:
        await c.press("/")
        await c.typing(typed)
        assert await _found(c, typed) == []
        await c.sees("Nothing holds")
        await c.press("enter")
        await c.on(Find)


async def test_markup_is_only_text(bench: Bench) -> None:
    bench.take(customer="[red]x[/] [@click=app.quit]点我[/]", content="\x1b[31m [/] 机")
    for size in ((80, 24), (48, 20)):
        async with console(bench.desk, size=size) as c:
            await c.press("/")
            await c.typing("点我")
            await _found(c, "点我")
            await c.sees("[red]x[/]")


async def test_a_store_that_cannot_be_read_is_told_and_the_next_key_asks_again(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take(customer="仇英")

    def refuse(*_args: object, **_more: object) -> SearchResults:
        raise StoreUnusable("the disk reported an error")

    async with console(bench.desk) as c:
        await c.press("/")
        await c.on(Find)
        monkeypatch.setattr(find, "search", refuse)
        await c.typing("仇")
        await c.sees("the disk reported an error")
        monkeypatch.undo()
        await c.typing("英")
        assert "ticket 仇英" in await _found(c, "仇英")
