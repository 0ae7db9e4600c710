"""What is typed where no text can stand is never lost: it goes on to a row of text, or is said not to be taken."""

from textual.events import Paste

from deskconsole.desk.tickets import views
from deskconsole.screens.customers.pick import CustomerPick
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import console
from tests.desk.support import Bench

CALLER = "02388886666"
QIU = {"customer": "重庆永川机电 仇英", "contact": CALLER}


async def test_the_first_key_after_picking_up_goes_to_the_content(bench: Bench) -> None:
    first = bench.take("online", "important", **QIU)
    async with console(bench.desk) as c:
        _call, ring = bench.ring(CALLER)
        await c.tick()
        await c.sees("picks up")
        await c.press("ctrl+g")
        form = await c.intake()
        await c.sees(f"Add to {first[-4:]}", "^U")
        assert form.content.focused_row is form.rows["content"]
        await c.typing("1号机又停了")
        assert c.value("content") == "1号机又停了"
        assert form.inquiry.joins is None
        await c.press("tab")
        await c.typing("派人")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("category"), "the category is asked for")
        assert form.content.focused_row is form.rows["category"]
        await c.press("3", "ctrl+s")
        await c.on(QueueScreen)
    assert bench.show(ring).ticket.content == "1号机又停了"


async def test_composed_text_on_any_row_of_choices_goes_on_to_the_content(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        await c.filling(content="")
        rows = [row for row in form.rows.shown() if isinstance(row.input, ChoiceRow)]
        assert len(rows) > 2
        for row in rows:
            before = row.value
            form.rows["content"].value = ""
            row.focus_entry()
            await c.pilot.pause()
            await c.typing("焊接x")
            assert (c.value("content"), row.value) == ("焊接x", before), row.field
            assert form.content.focused_row is form.rows["content"]
            await c.sees("焊接x")


async def test_what_is_pasted_on_choices_goes_on_too(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        form.rows["category"].focus_entry()
        await c.pilot.pause()
        c.app.post_message(Paste("换型 频繁"))
        await c.until(lambda: c.value("content") == "换型 频繁", "the text")


async def test_a_digit_that_no_choice_has_is_said_not_to_be_taken(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        form.rows["category"].focus_entry()
        await c.pilot.pause()
        await c.press("9")
        assert "“9”" in c.said
        assert (c.value("category"), c.value("content")) == ("", "")
        assert form.content.focused_row is form.rows["category"]


async def test_text_typed_on_what_is_offered_goes_to_the_content(bench: Bench) -> None:
    bench.take("online", "important", **QIU)
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        await c.typing("永川")
        await c.until(lambda: form.customer.matches.matches)
        await c.press("down", "1")
        await c.sees("Add to")
        form.offers.line.focus()
        await c.pilot.pause()
        await c.typing("另一台")
        assert c.value("content") == "另一台"
        assert form.inquiry.joins is None


async def test_text_typed_on_who_fits_goes_on_in_the_row_it_came_from(bench: Bench) -> None:
    bench.take("phone", customer="王芳芳", contact="13811110001")
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        await c.typing("王芳")
        await c.until(lambda: form.customer.matches.matches)
        await c.press("down")
        await c.typing("菲")
        assert c.value("customer") == "王芳菲"
        assert form.content.focused_row is form.rows["customer"]
        assert form.customer.chosen is None


async def test_on_a_small_form_it_goes_on_as_well(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        c.app.session.navigation.open_action(views.show(bench.desk, number), "contacted")
        form = await c.form()
        form.rows["channel"].focus_entry()
        await c.pilot.pause()
        before = c.value("channel")
        await c.typing("又来了")
        assert (c.value("channel"), c.value("text")) == (before, "又来了")
        c.app.session.navigation.open_action(views.show(bench.desk, number), "classified")
        await c.until(lambda: any(row.field == "tier" for row in c.app.screen.query(FormRow)), "the form of classes")
        await c.typing("又")
        await c.sees("“又” was not taken")


async def test_text_typed_on_likely_customers_goes_to_the_search(bench: Bench) -> None:
    bench.take("phone", customer="陈立", contact="13812345678")
    bench.take("phone", customer="陈丽", contact="13812345678")
    async with console(bench.desk) as c:
        pick = CustomerPick(c.app.session, "Who?", [])
        await c.app.push_screen(pick)
        await c.typing("陈")
        await c.until(lambda: pick.matches.matches)
        await c.press("down")
        await c.typing("立")
        assert pick.typed.value == "陈立"
