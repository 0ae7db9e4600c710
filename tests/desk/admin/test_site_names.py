"""What the site calls itself, for phrases and signatures."""

import pytest

from deskconsole.domain.rules.texts import Text
from deskconsole.errors import DeskError
from tests.desk.support import Bench


def test_company_and_hours_of_the_site(bench: Bench) -> None:
    pack = bench.desk.pack
    assert bench.desk.company == Text("SZ", "SZ"), "the code, until the administrator says more"
    assert bench.desk.hours(pack) == pack.hours
    (bench.folder / "site.toml").write_text(
        '[site]\ncompany = { zh = "华智机器人", en = "Huazhi Robotics" }\nhours = "8-20"\n', "utf-8"
    )
    again = Bench.reopened(bench).desk
    assert again.company == Text("华智机器人", "Huazhi Robotics")
    assert again.hours(pack) == Text("8-20", "8-20")


@pytest.mark.parametrize(
    "text", ["[site]\ncompany = 3", '[site]\ncompany = " "', '[site]\nhours = { zh = "x" }', "[site]\nx = 1"]
)
def test_a_mistake_is_named_with_file_and_key(bench: Bench, text: str) -> None:
    (bench.folder / "site.toml").write_text(text, "utf-8")
    again = Bench.reopened(bench)
    (warning,) = again.desk.warnings  # the desk goes on as before, and says so
    assert str(warning).startswith("site.toml:2: site")
    assert again.desk.company == again.desk.settings.company or again.desk.site_code == "SZ"
    with pytest.raises(DeskError, match=r"site\.toml:2: site"):
        again.desk.refuse_mistakes()
    again.desk.store.close()
