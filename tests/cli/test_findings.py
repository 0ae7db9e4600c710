"""What the desk has found out about a ticket stands in `show`: what repeats itself, which windows are open."""

import shutil

from tests.cli.support import Cli
from tests.desk.support import template


def _take(cli: Cli, kind: str, category: str, *more: str) -> str:
    form = {"customer": "王芳", "contact": "13900000777", "channel": "phone", "tier": "ordinary", "content": "划伤"}
    options = [option for name, value in form.items() for option in (f"--{name}", value)]
    return str(cli.json("intake", "--kind", kind, "--category", category, *options, *more)["number"])


def test_e19_show_says_that_a_cause_repeats_itself_whoever_brings_it(cli: Cli) -> None:
    shutil.copy(template(("enterprise-service",)), cli.store)
    asked = ("--field", "details=外壳划伤", "--field", "wish=换货", "--field", "wanted_by=2026-10-20")
    found = ("--field", "facts=开箱即有", "--field", "justified=yes", "--field", "cause=defect")
    for turn in range(3):
        number = _take(cli, "complaint", "quality", "--request", "换货", "--contact", f"1390000077{turn}")
        assert "三十天内同一原因" not in cli("show", number, lang="zh").out
        cli.json("act", number, "questions_asked", *asked)
        cli.json("act", number, "verified", *found)
    assert "! 三十天内同一原因投诉满三次" in cli("show", number, lang="zh").out
