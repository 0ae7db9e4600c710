"""A record that was changed past the program: the first line says so from the start on, for as long as the console
runs."""

from deskconsole.store.sqlite import library
from tests.console.driver import console
from tests.desk.admin.tampering import tampered
from tests.desk.support import Bench


async def test_a_record_that_was_changed_stands_on_the_first_line(bench: Bench) -> None:
    bench.take()
    path = bench.folder / "desk.db"
    tampered(path, ("UPDATE site SET head_hash = 'x'",))
    async with console(bench.desk) as c:
        await c.sees("record changed")  # on the top line of 80 columns
        bench.later(hours=1)
        await c.tick()
        await c.sees("record changed")
    with library.connect(path, read_only=True) as connection:
        (before,) = connection.execute("SELECT hash FROM event ORDER BY site_seq DESC LIMIT 1").fetchone()
    connection.close()
    tampered(path, (f"UPDATE site SET head_hash = '{before}'",))


async def test_a_console_goes_on_beside_a_ticket_that_cannot_be_read(bench: Bench) -> None:
    number, spoiled = bench.take(), bench.take("phone")
    path = bench.folder / "desk.db"
    last = "site_seq = (SELECT max(site_seq) FROM event)"
    with library.connect(path, read_only=True) as connection:
        (kind,) = connection.execute(f"SELECT kind FROM event WHERE {last}").fetchone()
    connection.close()
    tampered(path, (f"UPDATE event SET kind = 'x' WHERE {last}",))
    async with console(bench.desk) as c:
        await c.sees("record changed", number[-4:], spoiled[-4:])
        await c.press("home", "down", "enter")
        await c.tick()
        await c.press("escape")
        await c.sees("record changed", number[-4:])
    tampered(path, (f"UPDATE event SET kind = '{kind}' WHERE {last}",))


async def test_a_whole_record_says_nothing(bench: Bench) -> None:
    bench.take()
    async with console(bench.desk) as c:
        await c.until(lambda: c.app.session.record_differences is not None, "the quick look")
        assert c.app.session.record_differences == ()
        await c.tick()
        assert "record" not in c.lines()[0]
