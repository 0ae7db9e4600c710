"""The pictures of the manual and of both READMEs, made from the running console on a made-up day that stands still.

    make pictures        (python -m tests.console.pictures)

writes what stands on each screen into the pages of the manual, between the fences of its picture, the counts of keys
where they are measured (`tests/console/key_table.py`), and the drawings of the READMEs in `docs/`. A test compares: a
picture that is not what the screen shows fails.
"""

import asyncio
import importlib.util
import re
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

from deskconsole.desk import desk as desks, founding
from deskconsole.desk.demo import demo
from deskconsole.desk.desk import Desk
from deskconsole.desk.manual.pages import FOLDERS, page_file, topics
from deskconsole.desk.opening import open_desk
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets.drafts import drafts, drop_draft
from deskconsole.keys import key_label
from deskconsole.present.manual_text import PICTURE
from deskconsole.screens.archive.archive import ArchiveScreen
from deskconsole.screens.assessment.assessment import AssessmentScreen
from deskconsole.screens.customers.care import CareScreen
from deskconsole.screens.customers.customer import CustomerScreen
from deskconsole.screens.figures.figures import FiguresScreen
from deskconsole.screens.forecast.forecast import ForecastScreen
from deskconsole.screens.forecast.staffing import StaffingScreen
from deskconsole.screens.knowledge.knowledge import KnowledgeScreen
from deskconsole.screens.learning.improvements import ImprovementsScreen
from deskconsole.screens.learning.training import TrainingScreen
from deskconsole.screens.quality.quality import QualityScreen
from deskconsole.screens.queue_numbers.queue_numbers import CountersScreen
from deskconsole.screens.reports.report import ReportScreen
from deskconsole.screens.reports.reports import ReportsScreen
from deskconsole.screens.rounds.rounds import RoundsScreen
from deskconsole.screens.search.find import Find
from deskconsole.screens.shifts.shift import ShiftScreen
from deskconsole.screens.things.things import ThingsScreen
from deskconsole.screens.tickets.follow_ups import FollowUpScreen
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.visitors.rooms import RoomsScreen
from deskconsole.screens.visitors.visitors import VisitorsScreen
from tests.console.driver import Seat, console
from tests.desk.support import t

#: Wednesday morning.
NOW: Final = t("12-02 09:41")
#: The rules of a desk, and which screens are shown of it.
DESKS: Final = {("robot-integrator", "front-desk"): None, ("robot-integrator", "mall-desk"): ("counters",)}
WHO: Final = "linxiao"
#: Whose account made the site, whoever runs this.
MADE_BY: Final = "admin"
SIZE: Final = (80, 24)
#: The drawings of the READMEs: name, screen, size.
DRAWINGS: Final = (("queue", "queue", (100, 30)), ("intake", "intake", (100, 30)))
DOCS: Final = Path("docs")
#: Where the counts of keys stand in a page, and what stands above them.
COUNTS: Final = re.compile(r"(<!-- counts -->\n).*?(<!-- /counts -->)", re.DOTALL)
HEADINGS: Final = {"zh": "| 事情 | 按键 | 几下 |", "en": "| what | keys | how many |"}


class Seen(NamedTuple):
    """A screen as text and as a drawing."""

    text: str
    drawing: str


async def shown_ticket(c: Seat) -> str:
    """The inquiry of 洛阳重锻: a known caller, open, with a history."""
    await c.until(lambda: c.queue.numbers, "the queue")
    numbers = [line.key for line in c.queue._lines.lines if "洛阳" in " ".join(line.texts.values())]
    return numbers[0].partition(" ")[0]


async def queue(c: Seat) -> None:
    await c.until(lambda: c.queue.numbers, "the queue")


async def intake(c: Seat) -> None:
    await c.press("f2")
    await c.intake()
    await c.typing("0109")
    await c.until(lambda: "13900000109" in c.text() or "洛阳" in c.text(), "who fits")


async def ticket(c: Seat) -> None:
    await c.opens(await shown_ticket(c))


async def answer(c: Seat) -> None:
    await ticket(c)
    await c.press("p")
    await c.form()


async def follow_ups(c: Seat) -> None:
    await c.press("f4")
    await c.on(FollowUpScreen)
    await c.until(lambda: c.follow_ups.numbers, "the follow-ups")


async def visitors(c: Seat) -> None:
    await c.press("f5")
    screen = await c.on(VisitorsScreen)
    await c.until(lambda: screen.list.lines, "the visitors")


async def rooms(c: Seat) -> None:
    await visitors(c)
    await c.press("number_sign")
    await c.on(RoomsScreen)


async def customer(c: Seat) -> None:
    home = c.app.screen
    assert isinstance(home, QueueScreen)
    home.list.select(await shown_ticket(c))
    await c.press("q")
    screen = await c.on(CustomerScreen)
    await c.until(lambda: screen.file is not None and screen.list.lines, "the file")


async def care(c: Seat) -> None:
    await c.press("quotation_mark")
    await c.on(CareScreen)


async def find(c: Seat) -> None:
    await c.press("/")
    box = await c.on(Find)
    await c.typing("机器")
    await c.until(lambda: box.answered == "机器" and box.shown, "what is found")


async def knowledge(c: Seat) -> None:
    await c.press("f6")
    await c.on(KnowledgeScreen)
    await c.until(lambda: "K1" in c.text(), "the articles")


async def shift(c: Seat) -> None:
    await c.press("f7")
    screen = await c.on(ShiftScreen)
    await c.until(lambda: screen.list.lines, "the shift")


async def figures(c: Seat) -> None:
    await c.press("f8")
    screen = await c.on(FiguresScreen)
    await c.until(lambda: bool(screen.figures) and all(map(screen._lines.knows, screen.figures)), "the figures")


async def forecast(c: Seat) -> None:
    await c.press("f8")
    await c.on(FiguresScreen)
    await c.press("4")
    screen = await c.on(ForecastScreen)
    await c.until(lambda: screen.seen is not None, "the forecast")


async def staffing(c: Seat) -> None:
    await c.press("f8")
    await c.on(FiguresScreen)
    await c.press("5")
    screen = await c.on(StaffingScreen)
    await c.until(lambda: screen.week is not None, "the week")


async def reports(c: Seat) -> None:
    await c.press("f8", "6")
    screen = await c.on(ReportsScreen)
    await c.until(lambda: screen.list.lines, "the reports")


async def report(c: Seat) -> None:
    await reports(c)
    await c.press("enter")
    screen = await c.on(ReportScreen)
    await c.press(">")
    await c.until(lambda: screen.report is not None and screen.report.running and screen.page is not None, "this week")


async def rounds(c: Seat) -> None:
    await c.press("%")
    screen = await c.on(RoundsScreen)
    await c.until(lambda: screen.list.lines, "the rounds")


async def quality(c: Seat) -> None:
    await c.press("f9")
    screen = await c.on(QualityScreen)
    await c.until(lambda: screen.list.nothing, "what is to be checked")


async def assessment(c: Seat) -> None:
    await c.press("f9", "7")
    screen = await c.on(AssessmentScreen)
    await c.press(">")
    await c.until(lambda: bool(screen.assessed), "the assessment")


async def improvements(c: Seat) -> None:
    await c.press("f9", "8")
    screen = await c.on(ImprovementsScreen)
    await c.until(lambda: screen.list.nothing, "the improvements")


async def training(c: Seat) -> None:
    await c.press("f9", "9")
    screen = await c.on(TrainingScreen)
    await c.until(lambda: screen.list.lines, "the plan")


async def things(c: Seat) -> None:
    await c.press("$")
    await c.on(ThingsScreen)
    await c.until(lambda: "+" in c.text(), "what is here")


async def archive(c: Seat) -> None:
    await c.press("`")
    await c.on(ArchiveScreen)
    await c.until(lambda: "`" in c.text() or c.app.screen.query("#papers"), "the papers")


async def counters(c: Seat) -> None:
    await c.press("&")
    screen = await c.on(CountersScreen)
    await c.until(lambda: screen.list.lines, "who waits")


async def call(c: Seat) -> None:
    calls.ring(c.app.session.desk, "13900000109", call="picture")
    await c.tick()
    await c.until(lambda: c.app.session.calls and "^G" in c.text(), "the call")


SCREENS: Final[Mapping[str, Callable[[Seat], Awaitable[None]]]] = {
    each.__name__.replace("_", "-"): each
    for each in (
        queue,
        intake,
        ticket,
        answer,
        follow_ups,
        visitors,
        rooms,
        customer,
        care,
        find,
        knowledge,
        shift,
        figures,
        forecast,
        staffing,
        reports,
        report,
        rounds,
        quality,
        assessment,
        improvements,
        training,
        things,
        archive,
        counters,
    )
} | {"call": call}  # last: it rings from then on


async def all_seen(lang: str) -> dict[str, Seen]:
    """Every picture of a language, and the drawings by the names of their files."""
    results: dict[str, Seen] = {}
    for packs, names in DESKS.items():
        with tempfile.TemporaryDirectory() as folder:
            desk = made_up_day(Path(folder), packs)
            if names is None:
                for name, screen, size in DRAWINGS:
                    results[f"{name}-{lang}.svg"] = (await seen(desk, lang, (screen,), size))[screen]
            results |= await seen(
                desk, lang, names or [name for name in SCREENS if name not in results and name != "counters"]
            )
            desk.store.close()
    return results


def made_up_day(folder: Path, packs: Sequence[str]) -> Desk:
    """A desk of the pictures, in a folder of its own; close its store."""
    with (
        patch.object(founding, "os_account", return_value=MADE_BY),
        patch.object(desks, "os_account", return_value=MADE_BY),
    ):
        made = founding.make_site(str(folder / "desk.db"), code="HQ", packs=packs, now=lambda: NOW, then=demo.fill)
    made.store.close()
    return open_desk(str(folder / "desk.db"), now=lambda: NOW).by(WHO)


async def seen(desk: Desk, lang: str, names: Iterable[str], size: tuple[int, int] = SIZE) -> dict[str, Seen]:
    """What stands on screens, as text and drawn."""
    results = {}
    for draft in drafts(desk):  # what another console left half typed is not told on this one
        drop_draft(desk, draft.id)
    async with console(desk, size=size, lang=lang) as c:
        for name in names:
            await SCREENS[name](c)
            await c.pilot.pause()
            text = "".join(line.rstrip() + "\n" for line in c.lines())
            results[name] = Seen(text, c.app.export_screenshot(title="deskconsole"))
            while len(c.app.screen_stack) > 1:
                await c.press("escape")
            await c.on(QueueScreen)
    return results


def pages(lang: str) -> list[Path]:
    """Every page of a language."""
    return [page_file(topic.name, lang) for topic in topics()]


def with_pictures(text: str, pictures: Mapping[str, Seen]) -> str:
    """A page with the pictures as they are."""
    return PICTURE.sub(lambda match: f"```picture {match[1]}\n{pictures[match[1]].text}```\n", text)


def scenes() -> Sequence[Any]:
    """The pieces of work whose keys are counted; none where nobody counts them."""
    if importlib.util.find_spec("tests.console.key_table") is None:
        return ()
    return tuple(importlib.import_module("tests.console.key_table").SCENES)


def with_counts(text: str, lang: str) -> str:
    """A page with the counts of keys as they are: what is done, its keys (``…``: what is typed), how many."""
    rows = [HEADINGS[lang], "| --- | --- | --- |"]
    for scene in scenes():
        keys = " ".join(key_label(step) if step in scene.keys else "…" for step in scene.steps)
        rows.append(f"| {scene.zh if lang == 'zh' else scene.en} | {keys} | {scene.count} |")
    table = "".join(f"{row}\n" for row in rows)
    return COUNTS.sub(lambda match: f"{match[1]}{table}{match[2]}", text) if len(rows) > 2 else text


async def make() -> None:
    """Writes every picture anew, and the counts of keys."""
    for lang in FOLDERS:
        pictures = await all_seen(lang)
        for page in pages(lang):
            page.write_text(with_counts(with_pictures(page.read_text("utf-8"), pictures), lang), "utf-8")
        for name, _screen, _size in DRAWINGS:
            file = f"{name}-{lang}.svg"
            (DOCS / file).write_text(pictures[file].drawing, "utf-8")


if __name__ == "__main__":
    asyncio.run(make())
