"""M09 at the console: who waits for a table on the visitors' screen, in the words of the form."""

from deskconsole.desk.visitors import checking_in
from deskconsole.desk.visitors.records import CheckIn
from deskconsole.screens.visitors.visitors import VisitorsScreen
from tests.console.driver import console
from tests.desk.support import Bench


async def test_m09_what_somebody_waits_for_is_told_by_its_title(bench: Bench) -> None:
    form = CheckIn("booking", "高先生", "13900000711", "四楼餐厅", None, {"what": "wait", "people": 4})
    checking_in.check_in(bench.desk, form)
    async with console(bench.desk, lang="zh") as c:
        await c.press("f5")
        await c.on(VisitorsScreen)
        await c.sees("事项 等位", "人数 4 人")
