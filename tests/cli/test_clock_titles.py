"""A clock is called by its own title, also where its rule has several clocks for one action."""

from tests.cli.support import Cli
from tests.cli.test_a_clinic import clinic, take

__all__ = ["clinic"]


def test_c03_an_ordinary_grievance_does_not_read_urgent(clinic: Cli) -> None:
    for more, title in ((("--urgent",), "Settle the urgent grievance"), ((), "Settle the grievance")):
        number = take(clinic, "grievance", "phone", "--content", "地面湿滑", *more)
        ticket = clinic.json("show", number, "--lang", "en", as_=None)
        assert [clock["title"] for clock in ticket["clocks"]] == [title]
        assert title[:30] in clinic("show", number, "--lang", "en", as_=None).out
