"""The console of somebody of every role: what it reads by itself asks for nothing that the person may not see."""

import pytest

from deskconsole.desk.policy.roles import OWN as ROLES
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.telephone import calls
from tests.console.driver import console
from tests.desk.support import Bench

#: The roles of the pack; not qualified, any of them.
_ROLES = [role for role in ROLES if role != "security"]


@pytest.mark.parametrize("role", _ROLES)
async def test_a_console_that_only_looks_is_refused_nothing(bench: Bench, role: str) -> None:
    bench.take()
    add_staff(bench.by("root"), "mei", name="Mei", role=role, department="service")
    async with console(bench.by("mei")) as c:
        calls.ring(bench.desk, "13800001111", call="c-1")
        await c.until(lambda: c.app.session.counts, "the figures")
        await c.tick()
        text = c.text()
        assert "qualification" not in text, text
        assert "may not" not in text, text
