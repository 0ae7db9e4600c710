"""A kind's own fields on the intake form: asked when they apply, checked at their place, kept by drafts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.drafts import drafts
from deskconsole.screens.intake.form import InquiryForm
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.reclassify import Reclassify
from deskconsole.widgets.forms.choice_row import ChoiceRow
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import Seat, console
from tests.desk.own_forms import lay_over
from tests.desk.support import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    lay_over(tmp_path)
    made = Bench(tmp_path)
    yield made
    assert made.verified() == []


def _shown(c: Seat) -> list[str]:
    """The fields that are asked, in the order of the form."""
    return [row.field for row in c.app.screen.query_one(InquiryForm).rows.shown()]


async def _repair(c: Seat) -> None:
    """Opens the form and chooses the kind by its key."""
    await c.press("f2")
    await c.intake()
    await c.typing("陈立\n13812345678\n")
    await c.press("2")
    await c.sees("Serial number")


async def _choose(c: Seat, field: str, key: str) -> None:
    """Chooses a value by its key."""
    next(row for row in c.app.screen.query(FormRow) if row.field == field).focus_entry()
    await c.press(key)


async def test_a_kind_asks_what_it_needs_and_nothing_else(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        usual = ["customer", "contact", "kind", "channel", "tier", "category", "content", "request"]
        assert _shown(c) == usual
        await c.typing("陈立\n13812345678\n")
        await c.press("2")
        await c.sees("Serial number*", "1 Standstill", "2 Fault")
        assert _shown(c)[6:] == ["level", "serial", "warranty", "fee", "visit", "content", "consent"]
        await c.press("ctrl+e", "shift+tab", "1")
        await c.misses("Serial number")
        assert _shown(c) == [*usual, "consent"]  # asked of whom the desk does not know yet


async def test_fields_come_and_go_while_the_form_is_filled_in(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await _repair(c)
        await _choose(c, "warranty", "1")
        await c.until(lambda: "fee" not in _shown(c))
        assert "Visit*" not in c.text()
        await _choose(c, "level", "1")
        await c.sees("Visit*")
        await _choose(c, "warranty", "2")
        await c.until(lambda: "fee" in _shown(c))


async def test_a_repair_is_taken_by_keys_alone(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await _repair(c)
        await c.press("ctrl+e", "1", "1", "tab", "2")  # phone, core, no category, fault
        await c.typing("rx 1\n")
        await c.press("1")
        await c.typing("明天10点")
        await c.sees("= 09-15 Tue 10:00")
        await c.press("tab")
        await c.typing("三轴异响")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
        await c.until(lambda: c.queue.numbers == ["0001"])
    ticket = views.show(bench.desk, "0001").ticket
    assert (ticket.kind, ticket.channel, ticket.tier, ticket.category, ticket.level) == (
        "repair",
        "phone",
        "core",
        None,
        2,
    )
    assert ticket.fields == {"serial": "RX1", "warranty": True, "visit": "2026-09-15T02:00:00+00:00"}
    assert not drafts(bench.desk)


async def test_each_mistake_stands_at_its_field(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await _repair(c)
        await c.filling(level="1", serial="?", warranty="no", fee="ten", visit="some day", content="三轴异响")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("serial"))
        assert "is not a serial number" in c.note("serial")
        assert "is not an amount such as 1280.00" in c.note("fee")
        assert "write a time as +2h" in c.note("visit")
        assert c.value("visit") == "some day"
        await c.filling(serial="RX1", fee="¥10", visit="+2h", category="service")
        await c.press("ctrl+s")
        await c.on(QueueScreen)
    assert views.show(bench.desk, "0001").ticket.fields["fee"] == "10.00"


async def test_a_draft_keeps_the_fields_of_a_kind(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await _repair(c)
        await c.filling(level="2", serial="RX1", warranty="no", fee="20")
        await c.press("escape")
        await c.on(QueueScreen)
        await c.press("f2")
        await c.intake()
        await c.until(lambda: "parked" in c.said)
        await c.press("ctrl+o")
        await c.until(lambda: c.value("customer") == "陈立")
        assert (c.value("kind"), c.value("serial"), c.value("warranty"), c.value("fee")) == (
            "repair",
            "RX1",
            "no",
            "20",
        )


async def test_more_kinds_than_digits_are_chosen_by_letters(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        form = await c.intake()
        row = form.rows["category"].input
        assert isinstance(row, ChoiceRow)
        row.offer([(f"v{n}", f"V{n}") for n in range(12)])
        row.focus()
        await c.press("0")
        assert row.value == "v9"
        row.focus()
        await c.press("b")
        assert row.value == "v11"
        row.focus()
        await c.press("z")
        assert row.value == "v11"


async def test_an_action_asks_the_fields_of_its_form(bench: Bench) -> None:
    form: dict[str, Any] = {"kind": "repair", "channel": "online", "customer": "陈立", "content": "异响", "level": 2}
    number = bench.take(**form, fields={"serial": "RX1", "warranty": True})
    async with console(bench.desk) as c:
        await c.opens(number)
        c.app.push_screen(ActionForm(c.app.session, bench.show(number), "solved"))
        await c.form()
        await c.sees("Cause*", "1 Wear", "2 Misuse", "Parts")
        assert "Parts*" not in c.text()
        await c.filling(text="换了轴承")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("cause"))
        assert c.note("cause") == "✗ please choose"
        await _choose(c, "cause", "1")
        await c.sees("Parts*")  # under warranty, as the ticket says
        await c.press("ctrl+s")
        await c.until(lambda: c.note("parts"))
        await c.filling(parts="轴承 6204")
        await c.press("escape")
        await c.misses("Cause*")
        c.app.push_screen(ActionForm(c.app.session, bench.show(number), "solved"))
        await c.form()
        await c.until(lambda: c.value("parts") == "轴承 6204")
        await c.press("ctrl+s")
        await c.misses("Cause*")
    event = bench.show(number).events[-1]
    assert (event.kind, event.text, event.fields) == ("solved", "换了轴承", {"cause": "wear", "parts": "轴承 6204"})


async def test_classifying_puts_a_field_right(bench: Bench) -> None:
    form: dict[str, Any] = {"kind": "repair", "channel": "online", "customer": "陈立", "content": "异响", "level": 2}
    number = bench.take(**form, fields={"serial": "RX1", "warranty": False, "fee": "20"})
    async with console(bench.desk) as c:
        await c.opens(number)
        c.app.push_screen(Reclassify(c.app.session, bench.show(number)))
        await c.on(Reclassify)
        await c.until(lambda: c.value("serial") == "RX1")
        assert [c.value(name) for name in ("warranty", "fee")] == ["no", "20.00"]
        await c.filling(serial="?")
        await c.press("enter")
        await c.until(lambda: "is not a serial number" in c.note("serial"))
        await c.filling(serial="rx 2")
        await _choose(c, "warranty", "1")
        await c.misses("Fee taken")
        await c.sees("Deadlines that move:")
        await c.press("enter")
        await c.until(lambda: bench.show(number).ticket.fields == {"serial": "RX2", "warranty": True})
