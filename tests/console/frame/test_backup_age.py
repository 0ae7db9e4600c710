"""How old the last backup is stands on the top line of who looks after the site, and of nobody else."""

from pathlib import Path

from deskconsole.desk.backups.backing_up import back_up
from tests.console.driver import console
from tests.desk.support import Bench


async def test_an_administrator_is_told_until_there_is_one(bench: Bench, tmp_path: Path) -> None:
    root = bench.by("root")
    async with console(root, size=(120, 30)) as c:
        await c.sees("no backup for 252 days")
        back_up(root, tmp_path / "b.tar")
        await c.tick()
        await c.misses("no backup")
        bench.later(hours=24)
        await c.tick()
        await c.misses("no backup")
        bench.later(minutes=1)
        bench.take(by="zhou")
        await c.tick()
        await c.sees("no backup for 1 day")


async def test_a_narrow_line_says_it_in_a_word(bench: Bench) -> None:
    async with console(bench.by("root")) as c:
        await c.sees("backup 252d ago")


async def test_others_are_not_told(bench: Bench) -> None:
    async with console(bench.desk, size=(120, 30)) as c:
        await c.tick()
        await c.misses("backup")
