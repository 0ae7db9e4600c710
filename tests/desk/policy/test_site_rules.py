"""Rules of the site from the disk: built in, a site's own, changed by it, switched on by packs, in force, checked."""

from pathlib import Path

import pytest

from deskconsole.desk.opening import open_desk
from deskconsole.desk.policy.checking import check_pack
from deskconsole.desk.policy.packs import load_pack, pack_names
from deskconsole.desk.policy.rules_at_hand import RuleAtHand, rules_at_hand
from deskconsole.desk.policy.site_rules import rule_names
from deskconsole.domain.problems import PackError
from tests.desk.policy.test_packs import write
from tests.desk.support import Bench
from tests.domain.packs import FILES
from tests.domain.rules.test_site_rules import CLOCK, RULE

HEAD = 'site_rules = ["house"]\n'
SWITCHED = {**FILES, "pack.toml": HEAD + FILES["pack.toml"]}


def at_hand(site: Path, name: str) -> RuleAtHand:
    return next(rule for rule in rules_at_hand(site) if rule.name == name)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "site" / "packs" / "small", SWITCHED)
    write(tmp_path / "site" / "rules" / "house", RULE)
    return tmp_path / "site"


def test_a_site_brings_rules_of_its_own(site: Path) -> None:
    assert rule_names(site) == sorted([*rule_names(), "house"])
    pack = load_pack("small", site)
    assert pack.site_rules == ("house",)
    assert pack.clocks_of("H01")[0].within == "3 working days"
    assert check_pack("small", site) == []


@pytest.mark.parametrize("name", pack_names())
def test_every_rule_that_comes_with_the_program_fits_every_pack(site: Path, name: str) -> None:
    rules = ", ".join(f'"{rule}"' for rule in rule_names())
    write(site / "packs" / name, {"pack.toml": f"site_rules = [{rules}]\n"})
    assert [str(problem) for problem in check_pack(name, site)] == []


def test_a_site_changes_a_rule_that_comes_with_the_program(site: Path) -> None:
    name, pack = "feedback", "front-desk"
    rule = at_hand(site, name).rules[0]
    ours = '{ zh = "本店", en = "Ours" }'
    write(site / "rules" / name, {"rules.toml": f'[[rule]]\nid = "{rule.id}"\ntitle = {ours}\n'})
    before, after = load_pack(pack), load_pack(pack, site)
    assert after.rule(rule.id).title.en == "Ours"
    assert after.rule(rule.id).text == before.rule(rule.id).text
    assert after.digest != before.digest
    assert load_pack(pack).digest == before.digest


def test_a_site_switches_rules_on_and_off_for_a_pack(site: Path) -> None:
    write(site / "packs" / "small2", {"pack.toml": 'name = "small2"\nextends = "small"\n'})
    assert load_pack("small2", site).clocks_of("H01")
    write(site / "packs" / "small2", {"pack.toml": 'name = "small2"\nextends = "small"\nsite_rules = []\n'})
    assert load_pack("small2", site).clocks_of("H01") == ()
    pack = next(pack for pack in pack_names() if load_pack(pack).site_rules)
    write(site / "packs" / pack, {"pack.toml": "site_rules = []\n"})
    assert load_pack(pack, site).site_rules == ()
    assert len(load_pack(pack, site).rules) < len(load_pack(pack).rules)


def test_a_rule_that_is_not_there_is_named(site: Path) -> None:
    write(site / "packs" / "small", {"pack.toml": FILES["pack.toml"] + HEAD.replace("house", "hause")})
    (site / "packs" / "small" / "pack.toml").write_text(HEAD.replace("house", "huose") + FILES["pack.toml"], "utf-8")
    assert [str(each) for each in check_pack("small", site)] == [
        "small/pack.toml:1: site_rules: 'huose' is not known; did you mean 'house'?"
    ]
    with pytest.raises(PackError, match="huose"):
        load_pack("small", site)


def test_mistakes_are_named_with_the_rules_folder(site: Path) -> None:
    write(site / "rules" / "house", {"clocks.toml": CLOCK.replace('"3 working days"', '"soon"')})
    (problem,) = check_pack("small", site)
    assert str(problem).startswith("rules/house/clocks.toml:8: clock 1 (H01): within: 'soon' is not a duration")
    (site / "rules" / "house" / "clocks.toml").write_bytes(b"\xff")
    assert "rules/house/clocks.toml:1: not UTF-8" in str(check_pack("small", site)[0])


def test_what_was_prepared_is_made_anew_when_a_rule_changes(site: Path) -> None:
    first = load_pack("small", site)
    write(site / "rules" / "house", {"clocks.toml": CLOCK.replace("3 working", "4 working")})
    assert load_pack("small", site).digest != first.digest
    assert load_pack("small", site).clocks_of("H01")[0].within == "4 working days"


def test_which_rules_there_are_and_who_goes_by_them(site: Path) -> None:
    house = at_hand(site, "house")
    assert [(rule.id, rule.title.en) for rule in house.rules] == [("H01", "Feedback")]
    assert house.packs == ("small",)


def test_a_slip_in_a_rule_that_several_packs_go_by_is_told_once(tmp_path: Path) -> None:
    bench = Bench(tmp_path, packs=("front-desk", "mall-desk", "robot-integrator"))
    bench.desk.store.close()
    write(tmp_path / "rules" / "feedback", {"kinds.toml": "[[kind]\n"})
    desk = open_desk(str(tmp_path / "desk.db"))
    assert len(desk.mistakes) == 3
    (warning,) = desk.warnings
    assert str(warning).startswith("rules/feedback/kinds.toml:1: not TOML")
    desk.store.close()
