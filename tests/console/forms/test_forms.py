"""What every form of the console does: refusals go when mended, nothing typed is lost, Esc never loses anything."""

import ast
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.customers.changes import change_customer
from deskconsole.desk.customers.customers import file_of_ticket
from deskconsole.desk.tickets import drafts
from deskconsole.errors import DeskError
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.customers.form import CustomerForm
from deskconsole.screens.frame.desk_screen import DeskModal
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.intake import IntakeScreen
from deskconsole.screens.papers.attach_form import AttachForm
from deskconsole.screens.papers.export_form import LedgerForm
from deskconsole.screens.shifts.forms import DutyForm, HandOverForm, NewsForm
from deskconsole.screens.tickets.action_form import ActionForm
from deskconsole.screens.tickets.filing_form import FilingForm
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from deskconsole.screens.visitors.list_form import ListForm
from deskconsole.screens.visitors.room_form import RoomForm
from tests.console.driver import Seat, console
from tests.desk.support import Bench

SCREENS = Path("src/deskconsole/screens")
#: A form that asks for a ticket gets one.
Opens = Callable[[Session, Bench], DeskModal[Any]]
SMALL: dict[str, tuple[Opens, dict[str, str]]] = {
    "room": (lambda session, bench: RoomForm(session), {"room": "301", "title": "评审"}),
    "news": (lambda session, bench: NewsForm(session), {"text": "电梯检修"}),
    "hand over": (lambda session, bench: HandOverForm(session), {"note": "钥匙在抽屉"}),
    "duty": (lambda session, bench: DutyForm(session), {"login": "lin", "substitute": "zhou"}),
    "list": (lambda session, bench: ListForm(session), {"file": "/tmp/visitors.csv"}),
    "attach": (lambda session, bench: AttachForm(session, bench.show("0001")), {"file": "/tmp/a", "text": "报价"}),
    "answer": (lambda session, bench: ActionForm(session, bench.show("0001"), "answered"), {"text": "负载见附表"}),
    "filing": (lambda session, bench: FilingForm(session, bench.show("0001")), {"outcome": "成交"}),
}


class Refusing:
    """A desk whose store refuses to write drafts while ``on`` is set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str = "save_draft") -> None:
        self.on = True
        self.times = 0
        real = getattr(drafts, name)

        def called(*args: Any, **kwargs: Any) -> Any:
            if self.on:
                self.times += 1
                raise DeskError("the disk is full")
            return real(*args, **kwargs)

        monkeypatch.setattr(drafts, name, called)


async def _open(c: Seat, opens: Opens, bench: Bench) -> DeskModal[Any]:
    form = opens(c.app.session, bench)
    await c.app.push_screen(form)
    await c.until(lambda: form.is_mounted and c.app.focused is not None, "the form")
    await c.pilot.pause()
    return form


def test_every_form_is_one_of_these() -> None:
    """A screen with rows that is no Form keeps stale refusals and loses drafts in ways of its own."""
    others = [
        (path.name, node.name)
        for path in SCREENS.rglob("*.py")
        if "FormRow(" in (text := path.read_text(encoding="utf-8"))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.ClassDef) and any("DeskModal" in ast.unparse(base) for base in node.bases)
    ]
    assert others == []


# --- what is typed is never lost ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", SMALL)
async def test_what_was_typed_comes_back(bench: Bench, name: str) -> None:
    bench.take("phone", "intent")
    opens, values = SMALL[name]
    async with console(bench.desk) as c:
        await _open(c, opens, bench)
        await c.filling(**values)
        await c.press("escape")
        await c.on(QueueScreen)
        await _open(c, opens, bench)
        await c.sees("Taken up where it was left")
        assert {field: c.value(field) for field in values} == values


@pytest.mark.parametrize("name", SMALL)
async def test_esc_while_nothing_can_be_kept_leaves_the_form_open(
    bench: Bench, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.take("phone", "intent")
    opens, values = SMALL[name]
    async with console(bench.desk) as c:
        form = await _open(c, opens, bench)
        refusing = Refusing(monkeypatch)
        await c.filling(**values)
        await c.press("escape")
        await c.sees("so the form stays open:", "full")
        assert c.app.screen is form
        assert {field: c.value(field) for field in values} == values
        refusing.on = False
        await c.press("escape")
        await c.on(QueueScreen)
    assert len(drafts.drafts(bench.desk)) == 1


async def test_esc_on_the_intake_form_while_nothing_can_be_kept(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = Refusing(monkeypatch)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("吴桂兰")
        await c.press("escape")
        await c.sees("so the form stays open:", "full")
        assert isinstance(c.app.screen, IntakeScreen)
        assert c.value("customer") == "吴桂兰"
        refusing.on = False
        await c.press("escape")
        await c.on(QueueScreen)
    assert [draft.body["customer"] for draft in drafts.drafts(bench.desk)] == ["吴桂兰"]


async def test_other_keys_that_leave_a_form_do_not_lose_it_either(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        form = await c.form()
        await c.typing("half a note")
        refusing = Refusing(monkeypatch)
        for key in ("f3", "ctrl+q"):
            await c.press(key)
            await c.until(lambda: refusing.times, "the refusal")
            refusing.times = 0
            await c.sees("so the form stays open:")
            assert c.app.screen is form
        assert c.app.is_running
        await c.press("ctrl+q")
        await c.until(lambda: c.app._exit, "who presses it twice means it")


async def test_a_form_parked_while_nothing_can_be_kept_is_kept_later(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskconsole.screens.forms.drafting.AT_LATEST", 0.05)
    refusing = Refusing(monkeypatch)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("First")
        await c.press("f2")
        await c.until(lambda: c.value("customer") == "", "another form")
        refusing.on = False
        await c.typing("Second")
        names = {"First", "Second"}
        await c.until(lambda: {draft.body["customer"] for draft in drafts.drafts(bench.desk)} == names, "both drafts")


async def test_somebody_who_never_rests_has_a_draft_too(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskconsole.screens.forms.drafting.REST", 600.0)
    monkeypatch.setattr("deskconsole.screens.forms.drafting.AT_LATEST", 0.0)
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.typing("吴")
        await c.until(lambda: drafts.drafts(bench.desk), "the draft")


async def test_a_draft_that_could_not_be_saved_is_tried_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REST", "AT_LATEST"):
        monkeypatch.setattr(f"deskconsole.screens.forms.drafting.{name}", 0.05)
    refusing = Refusing(monkeypatch)
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.typing("half a note")
        await c.until(lambda: refusing.times > 1, "another try")
        refusing.on = False
        await c.until(lambda: drafts.drafts(bench.desk), "the draft, without another key")


async def test_what_was_taken_out_again_does_not_come_back(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        for text in ("half a note", ""):
            await c.press("n")
            await c.form()
            if not text:
                await c.sees("half a note")
            await c.filling(text=text)
            await c.press("escape")
            await c.on(TicketScreen)
    assert drafts.drafts(bench.desk) == []


async def test_what_is_typed_before_the_draft_was_read_displaces_nothing(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bench.take()
    gate = threading.Event()
    real = drafts.drafts
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.typing("the first note")
        await c.press("escape")
        await c.on(TicketScreen)

        def slow(*args: Any, **kwargs: Any) -> Any:
            result = real(*args, **kwargs)
            assert gate.wait(8)
            return result

        monkeypatch.setattr(drafts, "drafts", slow)
        await c.press("n")
        form = await c.form()
        await c.typing("another note")
        gate.set()
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        assert form.view.number == number
        await c.press("n")
        await c.form()
        await c.sees("the first note")
    assert bench.show(number).events[-1].text == "another note"


async def test_an_emptied_field_of_a_file_stays_empty_in_its_draft(bench: Bench) -> None:
    file = file_of_ticket(bench.desk, bench.take("phone"))
    change_customer(bench.desk, file.id, {"organisation": "华南精密"})
    async with console(bench.desk) as c:
        c.app.push_screen(CustomerScreen(c.app.session, file.id))
        await c.on(CustomerScreen)
        await c.until(lambda: "华南精密" in c.text())
        for _turn in range(2):
            await c.press("l")
            await c.on(CustomerForm)
            if c.value("organisation"):
                await c.filling(organisation="")
                await c.press("escape")
                await c.on(CustomerScreen)
        await c.until(lambda: c.value("organisation") == "", "the draft")


async def test_a_recorded_form_is_recorded_though_its_draft_stays(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskconsole.screens.forms.drafting.REST", 0.0)
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        await c.press("n")
        await c.form()
        await c.typing("a note")
        await c.until(lambda: drafts.drafts(bench.desk))
        Refusing(monkeypatch, "drop_draft")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].text == "a note"


async def test_a_form_opens_though_its_draft_cannot_be_read(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        await c.opens(number)
        Refusing(monkeypatch, "drafts")
        await c.press("n")
        await c.form()
        await c.sees("the disk is full")
        await c.typing("a note")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
    assert bench.show(number).events[-1].text == "a note"


async def test_what_the_key_has_chosen_is_not_displaced_by_a_draft(bench: Bench) -> None:
    number = bench.take()
    async with console(bench.desk) as c:
        for chosen in ("reached", "no_answer"):
            given = {"outcome": chosen}
            await _open(c, lambda s, b, g=given: ActionForm(s, b.show(number), "called_back", g), bench)  # type: ignore[misc]
            if chosen == "reached":
                await c.filling(outcome="refused", text="占线")
                await c.press("escape")
                await c.on(QueueScreen)
        await c.until(lambda: c.value("text") == "占线", "the draft")
        assert c.value("outcome") == "no_answer"


# --- refusals ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "wrong", "right"),
    [
        (lambda session, bench: RoomForm(session), {"room": "301", "starts": "soon"}, {"starts": "10:00"}),
        (lambda session, bench: DutyForm(session), {"login": "lin", "until": "x"}, {"until": "2026-09-15"}),
        (lambda session, bench: LedgerForm(session), {"to": "2026-01-01"}, {"to": "2026-09-14"}),
        (lambda session, bench: ActionForm(session, bench.show("0001"), "promised"), {"due": "soon"}, {"due": "17:30"}),
        (lambda session, bench: AttachForm(session, bench.show("0001")), {"file": "/none"}, {"file": "/none/at/all"}),
    ],
    ids=["room", "duty", "ledger", "promise", "attach"],
)
async def test_a_refusal_goes_when_its_row_is_mended(
    bench: Bench, opens: Opens, wrong: dict[str, str], right: dict[str, str]
) -> None:
    bench.take("phone", "intent")
    (field,) = right
    async with console(bench.desk) as c:
        await _open(c, opens, bench)
        await c.filling(**wrong)
        await c.press("ctrl+s")
        await c.until(lambda: c.note(field).startswith("✗"), "the refusal at its row")
        await c.filling(**right)
        await c.until(lambda: not c.note(field).startswith("✗"), "the refusal gone")


async def test_one_line_says_what_is_left(bench: Bench) -> None:
    number = bench.take("online", "core")
    bench.act(number, "promised", due=bench.now + timedelta(hours=4), text="书面答复")
    async with console(bench.desk, size=(100, 40)) as c:
        await c.opens(number)
        await c.press("g")
        await c.on(FilingForm)
        await c.press("ctrl+s")
        await c.sees("3 still missing: Reply promised until to…, Understood, Outcome")
        await c.filling(**{"promise 2": "已书面答复"})
        await c.sees("2 still missing: Understood, Outcome")
        await c.filling(outcome="成交")
        await c.sees("1 still missing: Understood")
        await c.misses("Understood, Outcome")
        assert c.note("confirmation")
        await c.press("shift+tab", "1")
        await c.misses("still missing")
        assert not c.note("confirmation")


async def test_the_intake_form_says_what_is_left(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await c.press("f2")
        await c.intake()
        await c.filling(contact="13700002222", category="service")
        await c.press("ctrl+s")
        await c.until(lambda: c.said == "3 still missing: Customer, Content, Request")
        await c.filling(customer="吴桂兰")
        await c.until(lambda: c.said == "2 still missing: Content, Request")
        await c.filling(content="培训", request="几天")
        await c.until(lambda: c.said == "")
