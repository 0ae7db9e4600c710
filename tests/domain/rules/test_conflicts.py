"""Several packs on one desk: what is one thing, and what contradicts."""

import pytest

from deskconsole.desk.policy.packs import load_pack, pack_names
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.conflicts import conflicts
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import read_pack
from tests.domain.packs import FILES


def other(*changes: tuple[str, str, str]) -> Pack:
    """The small pack under another name, changed here and there."""
    files = {**FILES, "pack.toml": FILES["pack.toml"].replace('name = "small"', 'name = "other"', 1)}
    for file, old, new in changes:
        assert old in files[file]
        files[file] = files[file].replace(old, new, 1)
    return read_pack("other", [Layer(files)])


SMALL = read_pack("small", [Layer(FILES)])


def test_the_packs_that_come_with_the_program_go_together() -> None:
    assert conflicts([load_pack(name) for name in pack_names()]) == []


def test_the_same_thing_named_by_two_packs_is_one_thing() -> None:
    assert conflicts([SMALL, other()]) == []
    reworded = ("pack.toml", 'zh = "在线", en = "Online"', 'zh = "网络", en = "Online"')
    own_business = ("clocks.toml", '"5 minutes"', '"7 minutes"')
    assert conflicts([SMALL, other(reworded, own_business)]) == []


CONFLICTS = [
    (
        ("pack.toml", 'zh = "普通", en = "Plain"', 'zh = "核心", en = "Core"'),
        "other/pack.toml: tier plain: title: 'plain' is “Core” here and “Plain” in small/pack.toml: tier plain: title",
    ),
    (
        ("pack.toml", 'mark = "."', 'mark = "."\nexisting = true'),
        "other/pack.toml: tier plain: existing: 'plain' is true here and not so in small/pack.toml",
    ),
    (
        ("pack.toml", 'zh = "在线", en = "Online"', 'zh = "流水线", en = "On the line"'),
        "other/pack.toml: channel online: title: ",
    ),
    (
        ("kinds.toml", 'zh = "咨询", en = "Inquiry"', 'zh = "就诊", en = "Visit"'),
        "other/kinds.toml: kind inquiry: title: 'inquiry' is “Visit” here and “Inquiry” in small/kinds.toml",
    ),
    (
        ("rules.toml", 'title = { zh = "通报", en = "Tell" }', 'title = { zh = "化验", en = "Test" }'),
        "other/rules.toml: rule X02: title: ",
    ),
    (
        ("kinds.toml", 'name = "size"\n', 'name = "size"\n#'),
        "other/kinds.toml: kind inquiry: field[1].type: 'size' is of type text here and choice in "
        "small/kinds.toml: kind inquiry: field[1].type",
    ),
]


@pytest.mark.parametrize(("change", "says"), CONFLICTS, ids=[says[:40] for _change, says in CONFLICTS])
def test_a_contradiction_names_both_places(change: tuple[str, str, str], says: str) -> None:
    if "field[1]" in says:
        kinds = FILES["kinds.toml"].replace('type = "choice"\n', "").partition("values =")[0]
        files = {**FILES, "pack.toml": FILES["pack.toml"].replace('"small"', '"other"', 1), "kinds.toml": kinds}
        second = read_pack("other", [Layer(files)])
    else:
        second = other(change)
    (found,) = conflicts([SMALL, second])
    assert str(found).startswith(says)
