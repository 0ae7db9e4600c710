"""The four regulations on one desk: every kind from one form at 80×24, each ticket by its own pack."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from deskconsole.desk.desk import Desk
from deskconsole.present.catalogue import language, use
from deskconsole.widgets.forms.choice_row import KEYS
from deskconsole.widgets.forms.form_row import FormRow
from tests.console.driver import Seat, console
from tests.console.lives import choose, done, taken
from tests.desk.support import Bench

PACKS: Final = ("robot-integrator", "enterprise-service", "front-desk", "mall-desk")
ORDERS: Final = (PACKS, tuple(reversed(PACKS)))


@pytest.fixture(params=ORDERS, ids=lambda packs: packs[0])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    """A desk under all four, in one order and another."""
    before = language()
    made = Bench(tmp_path, packs=request.param)
    yield made
    use(before)
    assert made.verified() == []
    made.desk.store.close()


def key_of(desk: Desk, kind: str) -> str:
    """What stands before a kind on the form."""
    return KEYS[[each.name for each in desk.usual_kinds].index(kind)]


def shown(c: Seat) -> list[FormRow]:
    return [row for row in c.app.screen.query(FormRow) if row.display]


async def rows_of(c: Seat, fields: set[str]) -> None:
    """Waits until the form has these rows."""
    await c.until(lambda: fields <= {row.field for row in shown(c)}, f"the rows {fields}")


async def reaches_the_end(c: Seat) -> None:
    """Goes to the last row of the form, which must come into sight; nothing is wider than the screen."""
    last = shown(c)[-1]
    last.focus_entry()
    await c.until(lambda: 0 < last.region.bottom <= 23, f"the last row {last.field} in sight")
    assert max(row.region.right for row in shown(c)) <= 80


async def test_every_kind_is_chosen_by_one_key_and_shows_its_own_rows(bench: Bench) -> None:
    async with console(bench.desk, lang="zh") as c:
        await c.press("f2")
        await c.intake()
        for kind in bench.desk.usual_kinds:
            next(row for row in shown(c) if row.field == "kind").focus_entry()
            await c.sees(*(each.title.zh for each in bench.desk.usual_kinds))
            await c.press(key_of(bench.desk, kind.name))
            pack = bench.desk.pack_for(kind=kind.name)
            await rows_of(c, {field.name for field in pack.kind(kind.name).fields if not field.shown_when})
            await reaches_the_end(c)


async def test_m04_the_repair_asks_and_says_what_its_own_pack_does(bench: Bench) -> None:
    goods = {"goods": "电饭煲", "bought": "2026-09-04", "proof": "receipt", "fault": "yes", "address_declined": "yes"}
    about = {"customer": "顾桂兰", "contact": "13900000888", "channel": "onsite", "content": "不加热"}
    async with console(bench.desk) as c:
        await choose(c, "repair", key_of(bench.desk, "repair"))
        next(row for row in shown(c) if row.field == "category").focus_entry()
        await c.press("1")
        await c.sees("What is wrong, and since when?")
        await c.press("escape")
        await taken(c, "repair", key_of(bench.desk, "repair"), **about, **goods, category="appliance")
        await c.sees("Exchange or repair within 15 days")
        await done(c, "1", condition="外壳有划痕", decision="repair")
        await c.press("2")
        form = await c.form()
        next(row for row in form.query(FormRow) if row.field == "text").focus_entry()
        await c.press("ctrl+t")
        await c.until(lambda: "This has to be checked" in c.value("text"), "the phrase of the mall")
    view = bench.show("0001")
    assert view.pack.name == "mall-desk"
    assert bench.rules("0001") == ["M11"]


@pytest.mark.parametrize("taker", ["mall-desk", "enterprise-service"])
async def test_the_site_file_says_whose_the_complaints_are(bench: Bench, taker: str) -> None:
    (bench.folder / "site.toml").write_text(f'[kinds]\ncomplaint = "{taker}"\ninquiry = "front-desk"\n', "utf-8")
    again = Bench.reopened(bench)
    assert again.desk.pack_for(kind="complaint").name == taker
    own = {"mall-desk": ("staff", "Shop concerned", "M11"), "enterprise-service": ("attitude", "Urgent", "E07")}[taker]
    about = {"customer": "鲁敏", "contact": "13900000801", "channel": "phone", "content": "态度差", "request": "道歉"}
    async with console(again.desk) as c:
        await choose(c, "complaint", key_of(again.desk, "complaint"))
        await c.sees(own[1])
        await c.press("escape")
        await taken(c, "complaint", key_of(again.desk, "complaint"), **about, tier="ordinary", category=own[0])
        await c.sees(own[2])
    assert again.show("0001").pack.name == taker
    again.desk.store.close()
