"""What the desk has found out about a ticket stands in `show`: what repeats itself, which windows are open."""

import shutil

from tests.cli.support import Cli
from tests.desk.support import template


def _take(cli: Cli, kind: str, category: str, *more: str) -> str:
    form = {"customer": "王芳", "contact": "13900000777", "channel": "phone", "tier": "ordinary", "content": "划伤"}
    options = [option for name, value in form.items() for option in (f"--{name}", value)]
    return str(cli.json("intake", "--kind", kind, "--category", category, *options, *more)["number"])


def test_e19_show_says_that_a_complaint_repeats_itself(cli: Cli) -> None:
    shutil.copy(template(("enterprise-service",)), cli.store)
    first, _second, third = (_take(cli, "complaint", "quality", "--request", "换货") for _ in range(3))
    assert "! 三十天内同类投诉满三次" in cli("show", third, lang="zh").out
    assert "!" not in cli("show", first).out.partition("E07")[0]
