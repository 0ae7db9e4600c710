"""Packs from the disk: the built-in ones, a site's own folder over them, and files that cannot be read."""

import time
from pathlib import Path

import pytest

from deskconsole.desk.policy.checking import check_pack
from deskconsole.desk.policy.packs import default_pack_name, find_pack, load_pack, pack_names
from deskconsole.domain.problems import PackError
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import NotFound
from tests.domain.packs import FILES

DEFAULT = default_pack_name()
OURS = '{ zh = "本店", en = "Ours" }'


def write(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return tmp_path / "site"


def test_every_built_in_pack_loads_without_a_problem() -> None:
    assert DEFAULT in pack_names()
    for name in pack_names():
        assert [str(problem) for problem in check_pack(name)] == []
        assert load_pack(name).name == name


def test_a_pack_from_any_folder(tmp_path: Path) -> None:
    folder = write(tmp_path / "small", FILES)
    assert load_pack(folder).name == "small"
    assert load_pack(str(folder)).name == "small"
    assert check_pack(folder / "pack.toml") == []


def test_a_site_has_packs_of_its_own(site: Path) -> None:
    write(site / "packs" / "small", FILES)
    assert pack_names(site) == sorted([*pack_names(), "small"])
    assert load_pack("small", site).name == "small"
    with pytest.raises(NotFound):
        load_pack("small")


def test_a_site_folder_is_laid_over_the_built_in_pack_of_its_name(site: Path) -> None:
    write(
        site / "packs" / DEFAULT,
        {
            "clocks.toml": '[[clock]]\nrule = "R05"\nwithin = "3 minutes"\n',
            "rules.toml": f'[[rule]]\nid = "S01"\ntitle = {OURS}\ntext = {OURS}\n',
        },
    )
    built_in, own = load_pack(DEFAULT), load_pack(DEFAULT, site)
    assert own.clocks_of("R05")[0].within == "3 minutes"
    assert own.clocks_of("R06") == built_in.clocks_of("R06")
    assert own.rule("S01").title.en == "Ours"
    assert own.name == built_in.name
    assert own.digest != built_in.digest
    assert check_pack(site / "packs" / DEFAULT) == []


def test_a_site_pack_extends_another_under_a_name_of_its_own(site: Path) -> None:
    head = f'name = "branch"\nextends = "{DEFAULT}"\nversion = "7"\n'
    write(
        site / "packs" / "branch",
        {"pack.toml": head, "clocks.toml": '[[clock]]\nrule = "R36"\nwithin = "10 minutes"\n'},
    )
    pack = load_pack("branch", site)
    assert (pack.name, pack.version) == ("branch", "7")
    assert pack.clocks_of("R36")[0].within == "10 minutes"
    assert len(pack.clocks) == len(load_pack(DEFAULT).clocks)


def test_a_pack_may_not_extend_itself(site: Path) -> None:
    write(site / "packs" / "one", {**FILES, "pack.toml": 'extends = "two"\n' + FILES["pack.toml"]})
    write(site / "packs" / "two", {**FILES, "pack.toml": 'extends = "one"\n' + FILES["pack.toml"]})
    assert any("extends itself" in str(problem) for problem in check_pack("one", site))


def test_a_pack_may_not_extend_one_that_is_missing(site: Path) -> None:
    write(site / "packs" / "one", {**FILES, "pack.toml": 'extends = "tow"\n' + FILES["pack.toml"]})
    (problem,) = check_pack("one", site)
    assert str(problem).startswith("one/pack.toml:1: extends: pack: 'tow'")


def test_mistakes_below_are_named_with_their_folder(site: Path) -> None:
    base = write(site / "packs" / "base", {**FILES, "kinds.toml": "[[kind]]\n"})
    write(site / "packs" / "top", {"pack.toml": 'extends = "base"\n'})
    assert any(problem.file == f"{base.resolve()}/kinds.toml" for problem in check_pack("top", site))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    folder = write(tmp_path / "small", FILES)
    (folder / "rules.toml").write_bytes('[[rule]]\nid = "\xff"'.encode("latin-1"))
    (folder / "phrases.toml").write_text('[[phrase]\nname = "x"')
    lines = [str(problem) for problem in check_pack(folder)]
    assert "small/rules.toml:2: not UTF-8 (byte 15); save the file as UTF-8" in lines
    assert any(line.startswith("small/phrases.toml:1: not TOML: ") for line in lines)
    with pytest.raises(PackError, match="not UTF-8"):
        load_pack(folder)


def test_a_byte_order_mark_is_welcome(tmp_path: Path) -> None:
    folder = write(tmp_path / "small", FILES)
    (folder / "rules.toml").write_bytes(b"\xef\xbb\xbf" + FILES["rules.toml"].replace("\n", "\r\n").encode())
    assert check_pack(folder) == []


def test_an_unknown_pack_is_not_found_and_the_known_ones_are_named() -> None:
    with pytest.raises(NotFound, match=f"did you mean '{DEFAULT}'"):
        find_pack(DEFAULT[:-1])
    with pytest.raises(NotFound, match="is not one of"):
        find_pack("xyz")
    with pytest.raises(NotFound):
        find_pack("../packs/nowhere")


def test_canonical_text_loads_fast_enough_for_a_telephone_hook() -> None:
    text = load_pack(DEFAULT).canonical()
    took = []
    for _ in range(5):
        start = time.perf_counter()
        Pack.from_canonical(text)
        took.append(time.perf_counter() - start)
    assert min(took) < 0.04
