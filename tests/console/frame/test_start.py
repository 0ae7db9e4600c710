"""What the first paint of the console does not wait for."""

import os
import subprocess
import sys
from pathlib import Path

from deskconsole.app import _ROOMS
from tests.console.driver import console
from tests.desk.support import Bench

_START = """
import gc, sys
from deskconsole.cli import open_desk
from deskconsole.cli.parsing.late_imports import _waiting, read_all
desk = open_desk(sys.argv[1], None)
read_all()
from deskconsole.app import Console
console = Console(desk)
print(*sys.modules, *(name + ":late" for name in _waiting))
"""
#: So many modules of this project the first paint waits for, at most: each costs a quarter of a millisecond, whatever
#: stands in it. What a new screen needs belongs to the parts that come afterwards.
_MOST = 252
#: What writes, forms, what is refused and typed into them, what commands answer, and the libraries behind that.
_LATER = {
    *("deskconsole.desk.work", "deskconsole.desk.transactions.writing", "deskconsole.store.record.recording"),
    *("deskconsole.store.idempotency", "deskconsole.store.record.chain"),
    *("deskconsole.cli.command", "deskconsole.cli.parsing.arguments", "deskconsole.screens.assembly"),
    *("deskconsole.present.refusals", "deskconsole.present.when", "deskconsole.present.repeats", "dateutil"),
    *("deskconsole.screens.tickets.facts", "deskconsole.widgets.forms.entry_area", "textual.widgets._text_area"),
}


def test_what_forms_and_commands_need_is_not_imported(bench: Bench) -> None:
    root = Path(__file__).parents[3]
    paths = os.pathsep.join((str(root / "src"), str(root)))
    command = [sys.executable, "-c", _START, str(bench.folder / "desk.db")]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=True)
    modules = set(done.stdout.split())
    assert modules & _LATER == set()
    assert [name for name in modules if name.endswith(":late")] == []
    assert "deskconsole.screens.tickets.queue" in modules
    assert len([name for name in modules if name.partition(".")[0] == "deskconsole"]) <= _MOST


async def test_the_styles_of_the_rooms_are_there_before_any_room_is(bench: Bench) -> None:
    async with console(bench.desk) as c:
        assert c.app.stylesheet.has_source(str(_ROOMS))
        await c.press("f2")
        form = await c.intake()
        assert form.styles.height is not None
