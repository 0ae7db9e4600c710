"""Rules of the site under a pack: what they add, what the pack says over them, what of them a pack has no use for."""

from deskconsole.desk.policy.packs import load_pack
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import examine
from tests.domain.packs import CLOCKS, FILES, KINDS, PACK

RULES = """
[[rule]]
id = "H01"
title = { zh = "意见", en = "Feedback" }
text = { zh = "意见要答复", en = "Feedback is answered" }
"""
KIND = """
[[kind]]
name = "feedback"
title = { zh = "意见", en = "Feedback" }
channels = ["online", "phone"]
aside = true
required = ["content"]
without = ["category", "request"]
"""
CLOCK = """
[[clock]]
rule = "H01"
do = "answer"
title = { zh = "答复意见", en = "Answer feedback" }
starts_on = ["received"]
when = { kind = ["feedback"] }
within = "3 working days"
stops_on = ["answered"]
"""
RULE = {"rules.toml": RULES, "kinds.toml": KIND, "clocks.toml": CLOCK}


def composed(pack: dict[str, str], *rules: dict[str, str]) -> tuple[Pack | None, list[str]]:
    """A pack over some rules of the site, and everything that is wrong with it."""
    layers = [Layer(texts, f"rules/house{number}/", site_rule=f"house{number}") for number, texts in enumerate(rules)]
    found, problems = examine([*layers, Layer(pack, "small/")])
    return found, [str(problem) for problem in problems]


def sound(pack: dict[str, str], *rules: dict[str, str]) -> Pack:
    found, problems = composed(pack, *rules)
    assert problems == []
    assert found is not None
    return found


def test_their_entries_stand_behind_the_packs_own() -> None:
    alone, pack = sound(FILES), sound(FILES, RULE)
    assert [kind.name for kind in pack.kinds] == ["inquiry", "feedback"]
    assert [rule.id for rule in pack.rules] == [*(rule.id for rule in alone.rules), "H01"]
    assert pack.clocks[: len(alone.clocks)] == alone.clocks
    assert pack.clocks_of("H01")[0].within == "3 working days"
    assert pack.digest != alone.digest
    assert Pack.from_canonical(pack.canonical()) == pack


def test_what_the_pack_says_of_an_entry_of_theirs_wins_key_by_key() -> None:
    own = {
        "kinds.toml": KINDS + '[[kind]]\nname = "feedback"\nrequired = ["customer", "content"]\n',
        "clocks.toml": CLOCKS + '[[clock]]\nrule = "H01"\nwithin = "5 working days"\n',
    }
    pack = sound({**FILES, **own}, RULE)
    feedback = pack.kind("feedback")
    assert (feedback.required, feedback.aside) == (("customer", "content"), True)
    assert [kind.name for kind in pack.kinds] == ["inquiry", "feedback"]
    assert (pack.clocks_of("H01")[0].within, pack.clocks_of("H01")[0].do) == ("5 working days", "answer")


def test_a_pack_takes_one_of_them_away_and_what_was_about_it_alone_goes_along() -> None:
    pack = sound({**FILES, "kinds.toml": KINDS + '[[kind]]\nname = "feedback"\ndrop = true\n'}, RULE)
    assert [kind.name for kind in pack.kinds] == ["inquiry"]
    assert pack.clocks_of("H01") == ()
    assert pack.rule("H01").title.en == "Feedback"


def test_a_pack_that_changes_what_is_not_there_is_told() -> None:
    _pack, problems = composed({**FILES, "kinds.toml": KINDS + '[[kind]]\nname = "feedbak"\ndrop = true\n'}, RULE)
    assert problems == [
        "small/kinds.toml:13: kind 2 (feedbak): name: there is no [[kind]] 'feedbak' to take away; there are: feedback"
    ]


def test_mistakes_in_them_are_named_at_their_place() -> None:
    wrong = {
        **RULE,
        "clocks.toml": CLOCK.replace('"answer"', '"awnser"'),
        "rules.toml": RULES.replace("title =", "titel ="),
    }
    assert composed(FILES, wrong)[1] == [
        "rules/house0/rules.toml:4: rule 1 (H01): titel: unknown key; did you mean 'title'?",
        "rules/house0/clocks.toml:4: clock 1 (H01): do: 'awnser' is not known; did you mean 'answer'?",
    ]


def test_they_have_no_loose_keys() -> None:
    _pack, problems = composed(FILES, {"pack.toml": 'version = "2"\n'})
    assert problems == [
        "rules/house0/pack.toml:1: version: a rule of the site has no loose keys: they are those of a pack"
    ]
    assert composed(FILES, {"clock.toml": ""})[1] == [
        "rules/house0/clock.toml: unknown file; did you mean 'clocks.toml'?"
    ]


def test_words_of_the_house_may_come_from_them() -> None:
    words = '[[department]]\nname = "security"\ntitle = { zh = "保安", en = "Security" }\n'
    pack = sound(FILES, {**RULE, "pack.toml": words})
    assert pack.department("security").title.en == "Security"


def test_what_needs_something_is_left_out_of_a_pack_without_it() -> None:
    needy = CLOCK.replace('rule = "H01"', 'rule = "H01"\nneeds = { department = ["sales"], tier = ["core"] }')
    assert sound(FILES, {**RULE, "clocks.toml": needy}).clocks_of("H01") == ()
    core = PACK + '[[tier]]\nname = "core"\ntitle = { zh = "核心", en = "Core" }\nmark = "*"\n'
    assert len(sound({**FILES, "pack.toml": core}, {**RULE, "clocks.toml": needy}).clocks_of("H01")) == 1


def test_parts_of_an_entry_may_need_something_too() -> None:
    field = '[[kind.field]]\nname = "{0}"\ntitle = {{ zh = "字段", en = "Field" }}\nneeds = {{ channel = ["{1}"] }}\n'
    kinds = KIND + field.format("seen", "online") + field.format("heard", "phone")
    assert [each.name for each in sound(FILES, {**RULE, "kinds.toml": kinds}).kind("feedback").field] == ["seen"]


def test_a_name_that_the_pack_lacks_counts_as_not_said() -> None:
    tiers = CLOCK.replace('["feedback"] }', '["feedback"], tier = ["plain", "core"] }')
    pack = sound(FILES, {**RULE, "clocks.toml": tiers})
    assert pack.kind("feedback").channels == ("online",)
    assert pack.clocks_of("H01")[0].when["tier"] == ("plain",)


def test_what_can_never_hold_in_a_pack_is_left_out() -> None:
    core = CLOCK.replace('["feedback"] }', '["feedback"], tier = ["core"] }')
    assert sound(FILES, {**RULE, "clocks.toml": core}).clocks_of("H01") == ()
    by_phone = KIND.replace('["online", "phone"]', '["phone"]')
    pack = sound(FILES, {**RULE, "kinds.toml": by_phone})
    assert [kind.name for kind in pack.kinds] == ["inquiry"]
    assert pack.clocks_of("H01") == ()
    where = CLOCK.replace(
        'starts_on = ["received"]', 'starts_on = [{ event = "finished", where = { tier = ["core"] } }]'
    )
    assert sound(FILES, {**RULE, "clocks.toml": where}).clocks_of("H01") == ()


def test_what_needs_one_of_its_own_name_only_adds_to_what_the_pack_has() -> None:
    more = """
[[kind]]
name = "inquiry"
needs = { kind = ["inquiry"] }

[[kind.field]]
name = "colour"
title = { zh = "颜色", en = "Colour" }
"""
    pack = sound(FILES, {"kinds.toml": more})
    assert [each.name for each in pack.kind("inquiry").field] == ["colour", "size"]
    assert [kind.name for kind in sound(FILES, {"kinds.toml": more.replace('"inquiry"', '"visit"')}).kinds] == [
        "inquiry"
    ]


def test_what_needs_something_of_another_rule_goes_with_it() -> None:
    words = '[[department]]\nname = "security"\ntitle = { zh = "保安", en = "Security" }\nneeds = { tier = ["core"] }\n'
    needy = RULES + 'needs = { department = ["security"] }\n'
    rule = {**RULE, "rules.toml": needy, "pack.toml": words, "clocks.toml": ""}
    assert "H01" not in [each.id for each in sound(FILES, rule).rules]


def test_any_other_name_must_be_there() -> None:
    wrong = {**RULE, "clocks.toml": CLOCK.replace("stops_on", 'role = "chief"\nstops_on')}
    (problem,) = composed(FILES, wrong)[1]
    assert problem.startswith("rules/house0/clocks.toml:9: clock 1 (H01): role: 'chief' is not one of: ")


def test_what_it_needs_is_written_as_a_table_of_lists() -> None:
    def told(needs: str) -> list[str]:
        return composed(FILES, {**RULE, "rules.toml": RULES + f"needs = {needs}\n"})[1]

    assert told("{ chanel = [] }") == [
        "rules/house0/rules.toml:6: rule 1 (H01): needs: 'chanel' is not known; did you mean 'channel'?"
    ]
    assert told('"phone"') == [
        'rules/house0/rules.toml:6: rule 1 (H01): needs: write a table with lists of names, such as channel = ["phone"]'
    ]


def test_only_rules_of_the_site_need_something() -> None:
    _pack, problems = composed({**FILES, "rules.toml": FILES["rules.toml"] + "needs = { tier = [] }\n"})
    assert any("needs: unknown key" in problem for problem in problems)


def test_a_rule_over_a_rule_of_the_same_name() -> None:
    def over(rule: str) -> Layer:
        text = f'[[clock]]\nrule = "{rule}"\nwithin = "1 working day"\n'
        return Layer({"clocks.toml": text}, "rules/house/", site_rule="house")

    below, pack = Layer(RULE, "built in/", site_rule="house"), Layer(FILES)
    found, problems = examine([below, over("H01"), pack])
    assert (problems, found and found.clocks_of("H01")[0].within) == ([], "1 working day")
    (problem,) = examine([below, over("H02"), pack])[1]
    begins = "rules/house/clocks.toml:2: clock 1 (H02): rule: there is no [[clock]] 'H02' to change"
    assert str(problem).startswith(begins)


def test_two_rules_may_speak_of_one_thing() -> None:
    words = {"pack.toml": '[[department]]\nname = "security"\ntitle = { zh = "保安", en = "Security" }\n'}
    assert len(sound(FILES, words, words).departments) == 2


def test_a_kind_taken_by_its_own_key_is_never_the_usual_one() -> None:
    pack = sound({**FILES, "kinds.toml": KINDS.replace('required = ["customer"]', 'channels = ["online"]')}, RULE)
    assert pack.kind_of_channel("online").name == "inquiry"
    assert pack.kind_of_channel("phone").name == "inquiry"


def test_a_kind_that_a_rule_adds_to_keeps_its_place_in_the_pack() -> None:
    kinds = [kind.name for kind in load_pack("mall-desk").kinds]
    assert kinds[:4] == ["inquiry", "complaint", "return", "exchange"]
