"""Several packs on one desk: made with `init`, opened, checked, a kind assigned to one of them."""

from collections.abc import Iterator

import pytest

from deskconsole.data_files import data_folder
from tests.cli.support import Cli
from tests.desk.own_forms import KINDS as REPAIR

BOTH = "front-desk,robot-integrator"


@pytest.fixture
def desk(cli: Cli) -> Iterator[Cli]:
    """A command line without a store yet; who makes one is the only person there."""
    cli.store.unlink()
    yield cli
    if cli.store.exists():
        assert cli.json("verify", "--clocks", as_=None) == {"ok": True, "problems": []}
        cli.store.unlink()


def _own(desk: Cli, name: str, changes: dict[str, tuple[str, str]] | None = None) -> None:
    """A pack of the site's own, the default pack under another name with something changed."""
    folder = desk.store.parent / "packs" / name
    folder.mkdir(parents=True)
    for file in (data_folder() / "packs" / "robot-integrator").glob("*.toml"):
        text = file.read_text("utf-8").replace('name = "robot-integrator"', f'name = "{name}"', 1)
        for old, new in [(changes or {}).get(file.name, ("", ""))]:
            assert old in text
            text = text.replace(old, new, 1) if old else text
        (folder / file.name).write_text(text, "utf-8")


def test_packs_are_chosen_in_order_and_once(desk: Cli) -> None:
    made = desk.json("init", "--packs", f"{BOTH},front-desk", as_=None)
    assert made["packs"] == ["front-desk", "robot-integrator"]
    assert desk("queue", as_=None).status == 0


def test_an_unknown_pack_is_refused_and_nothing_is_made(desk: Cli) -> None:
    refused = desk("init", "--packs", "front-desk,robot-integrater", as_=None)
    assert (refused.status, refused.err) == (
        1,
        "pack: 'robot-integrater' is not known; did you mean 'robot-integrator'?\n",
    )
    assert not desk.store.exists()


IN_FORCE = "; the last edition without mistakes is in force; see: policy check\n"
CONFLICT = (
    "works/pack.toml: tier core: title: 'core' is “Nuclear” here and “Core” in "
    "robot-integrator/pack.toml: tier core: title\n"
)


def test_packs_that_contradict_each_other_are_refused_with_both_places(desk: Cli) -> None:
    _own(desk, "works", {"pack.toml": ('zh = "核心客户", en = "Core"', 'zh = "核电客户", en = "Nuclear"')})
    for command in (("init", "--packs", "robot-integrator,works"), ("policy", "check", "robot-integrator", "works")):
        refused = desk(*command, as_=None)
        assert (refused.status, refused.err) == (1, CONFLICT)
    assert not desk.store.exists()
    assert desk("policy", "check", "works", as_=None).status == 0
    assert desk("policy", "check", as_=None).status == 0  # nobody uses the two together


def test_a_contradiction_that_comes_later_is_told_at_opening(desk: Cli) -> None:
    _own(desk, "works")
    assert desk("init", "--packs", "robot-integrator,works", as_=None).status == 0
    file = desk.store.parent / "packs" / "works" / "pack.toml"
    sound = file.read_text("utf-8")
    file.write_text(sound.replace('zh = "核心客户", en = "Core"', 'zh = "核电客户", en = "Nuclear"'), "utf-8")
    refused = desk("policy", "check", as_=None)
    assert (refused.status, refused.err) == (1, CONFLICT)
    went_on = desk("queue", as_=None)
    assert (went_on.status, went_on.err) == (0, CONFLICT.rstrip("\n") + IN_FORCE)
    file.write_text(sound, "utf-8")


def test_the_site_file_says_which_pack_a_kind_goes_by(desk: Cli) -> None:
    _own(desk, "works")
    kinds = desk.store.parent / "packs" / "works" / "kinds.toml"
    kinds.write_text(kinds.read_text("utf-8") + REPAIR, "utf-8")
    desk("init", "--packs", "robot-integrator,works", as_=None)
    site = desk.store.parent / "site.toml"

    def pack_of(kind: str, *more: str) -> str:
        form = f"--channel online --kind {kind} --tier core --customer 陈立 --contact 13812345678 --category product"
        taken = desk("intake", *form.split(), "--content", "三轴异响", "--request", "看看", "--json", *more, as_=None)
        return str(desk.json("show", taken.document["number"], as_=None)["pack"])

    assert pack_of("inquiry") == "robot-integrator"
    assert pack_of("repair", "--level", "2", "--field", "serial=RX1") == "works"
    site.write_text('[kinds]\ninquiry = "works"\n', "utf-8")
    assert pack_of("inquiry") == "works"
    site.write_text('[kinds]\nrepair = "robot-integrator"\n', "utf-8")
    went_on = desk("queue", as_=None)
    refused = "site.toml: kinds.repair: 'robot-integrator' is no pack of this site that offers it; those are: works"
    assert (went_on.status, went_on.err) == (0, refused + IN_FORCE)
    assert pack_of("inquiry") == "works"  # as the file said last without a mistake
    site.write_text("[kinds]\nrepair = 3\n", "utf-8")
    assert "kinds.repair: must be a text" in desk("queue", as_=None).err
    site.unlink()
