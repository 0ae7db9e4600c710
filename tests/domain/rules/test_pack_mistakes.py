"""Each mistake that a pack may hold is named with its file, line, table and key."""

import pytest

from deskconsole.domain.problems import PackError
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import examine, read_pack
from tests.domain.packs import CLOCKS, FILES, KINDS, problems, spoiled

_PAPER = 'paper = [{ name = "a", title = { zh = "单", en = "Form" }, '


PASSED = """
[[passed]]
name = "x"
departments = ["{to}"]
events = ["{events}"]
why = {{ zh = "先审核", en = "check first" }}

[[auto_reply]]"""


def repeat(more: str) -> str:
    """A kind with something that repeats itself; ``more`` stands for, or beside, what it usually says."""
    given = {part.split(" =")[0] for part in more.split(", ")}
    usual = {"name": '"again"', "count": "3", "within": '"30 days"'}
    rest = [f"{name} = {value}" for name, value in usual.items() if name not in given]
    return f'repeat = [{{ {", ".join([more, *rest])}, title = {{ zh = "又", en = "Again" }} }}]\nrequired ='


def form(more: str) -> str:
    """A kind with a form of one of its events."""
    event = "" if more.startswith("event") else 'event = "solved", '
    return f"form = [{{ {event}{more} }}]\nrequired ="


MISTAKES = [
    # names that point nowhere
    ("clocks.toml", '["answered"]', '["answred"]', "clocks.toml:9: clock 1 (X01): stops_on[1].event", "'answered'"),
    ("clocks.toml", '["received"]', '["recieved"]', "clocks.toml:6: clock 1 (X01): starts_on", "'received'"),
    ("clocks.toml", '["online"]', '["onlin"]', "clocks.toml:7: clock 1 (X01): when.channel", "'online'"),
    ("clocks.toml", 'channel = ["online"]', 'tier = ["vip"]', "clock 1 (X01): when.tier", "not one of: plain"),
    ("clocks.toml", 'channel = ["online"]', 'kind = ["inquire"]', "clock 1 (X01): when.kind", "'inquiry'"),
    ("clocks.toml", 'channel = ["online"]', 'category = ["produkt"]', "clock 1 (X01): when.category", "'product'"),
    ("clocks.toml", 'channel = ["online"]', 'chanel = ["online"]', "clock 1 (X01): when.chanel", "'channel'"),
    ("clocks.toml", "level = [1, 2]", 'level = ["1"]', "clock 1 (X01): when.level", "'1' is not a whole number"),
    ("clocks.toml", "[false]", '["no"]', "clock 1 (X01): when.urgent", "'no' is not true or false"),
    ("clocks.toml", "urgent = [false]", '"event.withhold" = [false]', "when.event.withhold", "not one of"),
    ("clocks.toml", 'do = "answer"', 'do = "anser"', "clocks.toml:4: clock 1 (X01): do", "'answer'"),
    ("clocks.toml", 'rule = "X01"', 'rule = "X09"', "clocks.toml:3: clock 1 (X09): rule", "'X09' is not known"),
    ("clocks.toml", 'role = "department"', 'role = "departmnt"', "clock 2 (X02): role", "'department'"),
    ("clocks.toml", '["sales"]', '["sails"]', "clock 2 (X02): departments", "'sales'"),
    ("clocks.toml", 'role = "d', 'escalate_to = ["boss"]\nrole = "d', "clock 2 (X02): escalate_to", "'boss'"),
    (
        *("clocks.toml", '["answered"]', '[{ event = "answered", by = { department = ["sale"] } }]'),
        *("clock 1 (X01): stops_on[1].by.department", "'sales'"),
    ),
    (
        *("clocks.toml", '["answered"]', '[{ event = "answered", by = { role = ["leeder"] } }]'),
        *("clock 1 (X01): stops_on[1].by.role", "'leader'"),
    ),
    (
        *("clocks.toml", '["answered"]', '[{ event = "followed_up", where = { outcome = ["reachd"] } }]'),
        *("clock 1 (X01): stops_on[1].where.outcome", "'reached'"),
    ),
    (
        *("clocks.toml", '["answered"]', '[{ event = "followed_up", where = { outcom = ["reached"] } }]'),
        *("clock 1 (X01): stops_on[1].where.outcom", "'outcome'"),
    ),
    (
        *("clocks.toml", '["answered"]', '[{ event = "answered", after = "acepted" }]'),
        *("clock 1 (X01): stops_on[1].after", "'accepted'"),
    ),
    ("pack.toml", '["received"]', '["recived"]', "pack.toml:11: stage 1 (begin): events", "'received'"),
    ("pack.toml", 'default_tier = "plain"', 'default_tier = "plane"', "pack.toml:5: default_tier", "'plain'"),
    ("pack.toml", 'name = "online"', 'by_hand = ["seeen"]\nname = "online"', "channel 1 (online): by_hand", "'seen'"),
    ("kinds.toml", '["customer"]', '["custmer"]', "kinds.toml:5: kind 1 (inquiry): required", "'customer'"),
    (
        *("kinds.toml", "required", _PAPER + 'facts = ["custmer"] }]\nrequired'),
        *("kind 1 (inquiry): paper[1].facts", "'customer'"),
    ),
    (
        *("kinds.toml", "required", _PAPER + 'parts = ["answer"] }]\nrequired'),
        *("kind 1 (inquiry): paper[1].parts", "'answers'"),
    ),
    (
        *("kinds.toml", "required", _PAPER + 'fields = ["modell"] }]\nrequired'),
        *("kind 1 (inquiry): paper[1].fields", "'modell'"),
    ),
    ("kinds.toml", "required", 'channels = ["fone"]\nrequired', "kind 1 (inquiry): channels", "'fone'"),
    ("phrases.toml", "Hello, {company}", "Hello, {compny}", "phrases.toml:5: phrase 1 (opening): text", "'company'"),
    (
        "phrases.toml",
        'name = "opening"',
        'name = "opening"\nuse = "folow_up"',
        "phrase 1 (opening): use",
        "'follow_up'",
    ),
    ("phrases.toml", "Within {within}", "Within {when}", "auto_reply 1 (online): text", "'when'"),
    ("phrases.toml", 'channel = "online"', 'channel = "line"', "auto_reply 1 (line): channel", "'online'"),
    ("checklists.toml", '"product"', '"produce"', "checklists.toml:3: checklist 1 (produce): category", "'product'"),
    # durations and what goes with them
    ("clocks.toml", '"5 minutes"', '"5 minits"', "clocks.toml:8: clock 1 (X01): within", "accepted are: 3 rings"),
    ("clocks.toml", '"24 hours"', '"daily"', "clock 2 (X02): every", "'daily' is not a duration"),
    ("clocks.toml", '"24 hours"', '"3 days"', "clock 2 (X02): every", "elapsed or working time"),
    ("clocks.toml", '"5 minutes"', '"promised"', "clock 1 (X01): within", "'received' carries none"),
    (
        "clocks.toml",
        'within = "5',
        'every = "1 hour"\nwithin = "5',
        "clock 1 (X01): every",
        "within or every, not both",
    ),
    ("clocks.toml", 'within = "5 minutes"\n', "", "clock 1 (X01): within", "missing"),
    (
        "clocks.toml",
        'within = "5 minutes"',
        'within = "5 minutes"\nuntil = ["delivered"]',
        "clock 1 (X01): until",
        "every",
    ),
    ("clocks.toml", 'until = ["delivered"]\n', "", "clock 2 (X02): until", "needs until"),
    (
        "clocks.toml",
        'do = "answer"',
        'do = "answer"\nnot_before = "6 minutes"',
        "clock 1 (X01): not_before",
        "'5 minutes'",
    ),
    ("clocks.toml", 'do = "answer"', 'do = "answer"\nnot_before = "1 day"', "clock 1 (X01): not_before", "elapsed"),
    ("clocks.toml", 'do = "answer"', 'do = "answer"\nwarn_at = 1.5', "clock 1 (X01): warn_at", "'1.5'"),
    ("pack.toml", "hours =", 'missed_after = "six rings"\nhours =', "pack.toml:6: missed_after", "not a duration"),
    ("pack.toml", "hours =", "ring_seconds = 0\nhours =", "pack.toml:6: ring_seconds", "at least 1"),
    ("pack.toml", "hours =", "answer_seconds = 0\nhours =", "pack.toml:6: answer_seconds", "at least 1"),
    ("pack.toml", "hours =", "answer_share = 1.0\nhours =", "pack.toml:6: answer_share", "between 0 and 1"),
    # shape
    ("clocks.toml", "stops_on =", "stop_on =", "clocks.toml:9: clock 1 (X01): stop_on", "did you mean 'stops_on'?"),
    ("clocks.toml", 'stops_on = ["answered"]', "", "clock 1 (X01): stops_on", "nothing can meet"),
    ("clocks.toml", '["received"]', "[]", "clock 1 (X01): starts_on", "nothing starts"),
    ("clocks.toml", '["received"]', '["idle", "received"]', "clock 1 (X01): starts_on", "alone"),
    ("clocks.toml", '["received"]', '"idle"', "clock 1 (X01): stops_on", "leave this out"),
    ("clocks.toml", '["online"]', "[]", "clock 1 (X01): when.channel", "empty"),
    ("clocks.toml", '["sales"]', "[]", "clock 2 (X02): departments", "needs departments"),
    ("clocks.toml", 'role = "department"\n', "", "clock 2 (X02): departments", "go with the role"),
    ("clocks.toml", 'en = "Answer"', 'an = "Answer"', "clock 1 (X01): title.en", "missing"),
    ("clocks.toml", 'zh = "答复", ', "", "clocks.toml:5: clock 1 (X01): title.zh", "missing"),
    ("clocks.toml", '"答复"', '"  "', "clock 1 (X01): title.zh", "empty"),
    ("rules.toml", ', en = "Answer"', "", "rules.toml:4: rule 1 (X01): title.en", "missing"),
    ("pack.toml", '["received"]', "[]", "stage 1 (begin): events", "needs an event"),
    ("pack.toml", 'mark = "."', 'mark = "."\nexisting = 1', "tier 1 (plain): existing", "not true or false"),
    ("pack.toml", 'version = "1"', "version = 1", "pack.toml:3: version", "not a text in quotes"),
    ("pack.toml", "default_tier", "defualt_tier", "pack.toml:5: defualt_tier", "did you mean 'default_tier'?"),
    ("pack.toml", "[[department]]", "[[departement]]", "pack.toml:26: departement", "did you mean 'department'?"),
    ("kinds.toml", "values =", "#", "kind 1 (inquiry): field[1].values", "a choice needs values"),
    ("kinds.toml", '"choice"', '"text"', "kind 1 (inquiry): field[1].values", "only a choice"),
    ("kinds.toml", '"choice"', '"chioce"', "kinds.toml:10: kind 1 (inquiry): field[1].type", "'choice'"),
    ("kinds.toml", 'name = "size"', 'name = "customer"', "kind 1 (inquiry): field[1].name", "meaning"),
    ("kinds.toml", "required", 'steps = ["answered"]\nrequired', "kind 1 (inquiry): steps", "no way to 'finished'"),
    # forms
    ("kinds.toml", '"size"', '"Größe"', "kinds.toml:8: kind 1 (inquiry): field[1].name", "is not a name"),
    ("kinds.toml", '"size"', '"reason"', "kind 1 (inquiry): field[1].name", "has a meaning of its own"),
    ("kinds.toml", "values =", "most = 3\nvalues =", "kind 1 (inquiry): field[1].most", "it is for number, money"),
    (
        "kinds.toml",
        "values =",
        'shown_when = { colour = ["red"] }\nvalues =',
        "field[1].shown_when.colour",
        "not one of",
    ),
    ("kinds.toml", "values =", 'shown_when = { tier = ["vip"] }\nvalues =', "field[1].shown_when.tier", "'vip'"),
    ("kinds.toml", "values =", "shown_when = { urgent = [] }\nvalues =", "field[1].shown_when.urgent", "empty"),
    (
        "kinds.toml",
        "values =",
        'required_when = { size = ["big"] }\nvalues =',
        "field[1].required_when.size",
        "not one of",
    ),
    (
        *("kinds.toml", "values =", 'required = true\nshown_when = { kind = ["order"] }\nvalues ='),
        *("kinds.toml:12: kind 1 (inquiry): field[1].shown_when.kind", "'order'"),
    ),
    ("kinds.toml", "required =", 'without = ["customer"]\nrequired =', "kind 1 (inquiry): without", "never shown"),
    ("kinds.toml", "required =", 'without = ["channel"]\nrequired =', "kind 1 (inquiry): without", "not one of"),
    (
        "kinds.toml",
        '"Small" } }]',
        '"S" } }, { name = "big", title = { zh = "x", en = "x" } }]',
        "values[3].name",
        "twice",
    ),
    # what repeats itself, what a form asks of the event's own
    (
        "kinds.toml",
        "required =",
        repeat("count = 1"),
        "kind 1 (inquiry): repeat[1].count",
        "at least 2",
    ),
    ("kinds.toml", "required =", repeat('name = "size"'), "kind 1 (inquiry): repeat[1].name", "meaning of its own"),
    ("kinds.toml", "required =", repeat('within = "30 dais"'), "kind 1 (inquiry): repeat[1].within", "not a duration"),
    ("kinds.toml", "required =", repeat('within = "3 working days"'), "repeat[1].within", "days or elapsed time"),
    ("kinds.toml", "required =", repeat('same = ["colour"]'), "kind 1 (inquiry): repeat[1].same", "'colour'"),
    ("kinds.toml", "required =", form('event = "solved"'), "kind 1 (inquiry): form[1].field", "needs a field"),
    ("kinds.toml", "required =", form('required = ["proof"]'), "kind 1 (inquiry): form[1].required", "'proof'"),
    ("kinds.toml", "required =", form('after = ["reviewed_order"]'), "kind 1 (inquiry): form[1].after", "not known"),
    ("kinds.toml", "required =", form('after = ["solved"]'), "kind 1 (inquiry): form[1].after", "before itself"),
    ("kinds.toml", "[[kind.field]]", "[[kind.feild]]", "kind 1 (inquiry): feild", "did you mean 'field'?"),
    ("phrases.toml", "Hello, {company}", "Hello, {company", "phrase 1 (opening): text", "braces"),
    ("phrases.toml", "Hello, {company}", "Hello, {company.code}", "phrase 1 (opening): text", "'company.code'"),
    ("phrases.toml", "Hello, {company}", "Hello, {company:%Y}", "phrase 1 (opening): text", "'company:%Y'"),
    ("phrases.toml", "Hello, {company}", "Hello, {}", "phrase 1 (opening): text", "''"),
    (
        "phrases.toml",
        "[[auto_reply]]",
        'channels = ["fax"]\n[[auto_reply]]',
        "banned 1 (不知道): channels",
        "unknown key",
    ),
    ("phrases.toml", '"不知道"', '"(不知道"', "banned 1 ((不知道): pattern", "not a regular expression"),
    ("phrases.toml", '"不知道"', '"不知道，"', "banned 1 (不知道，): pattern", "never found"),
    ("phrases.toml", "我去核实", "{when}我去核实", "banned 1 (不知道): instead", "'when'"),
    (
        "phrases.toml",
        "[[auto_reply]]",
        'unless = ["(x"]\n[[auto_reply]]',
        "banned 1 (不知道): unless[1]",
        "not a regular",
    ),
    ("phrases.toml", "[[auto_reply]]", PASSED.format(events="noted", to="sales"), "passed 1 (x): events", "'noted'"),
    (
        "phrases.toml",
        "[[auto_reply]]",
        PASSED.format(events="answered", to="law"),
        "passed 1 (x): departments",
        "'law'",
    ),
    ("checklists.toml", '"use"', '"plan"', "checklist 1 (product): question", "'plan' is asked with every plan"),
    ("checklists.toml", '"use"', '"use"\nbrings_in = ["law"]', "question[1].brings_in", "'law'"),
    ("checklists.toml", '"use"', '"use"\ntype = "money"', "question[1].type", "'money'"),
    (
        "checklists.toml",
        "[[checklist.question]]",
        "[[checklist.qestion]]",
        "checklist 1 (product): qestion",
        "'question'",
    ),
    ("rules.toml", 'id = "X02"', 'id = "X01"', "rules.toml:8: rule 2 (X01): id", "twice"),
    ("clocks.toml", "[[clock]]", "[clock]", "clocks.toml", "not TOML"),
    ("clocks.toml", CLOCKS, "clock = 3", "clocks.toml", "double brackets"),
    ("rules.toml", "[[rule]]", "[[stage]]", "rules.toml", "belongs in pack.toml"),
    ("kinds.toml", "[[kind]]", "x = 1\n[[kind]]", "kinds.toml:2: x", "unknown key"),
    ("clocks.toml", 'stops_on = ["answered"]', "stops_on = 3", "clock 1 (X01): stops_on", "not a list"),
    ("clocks.toml", 'stops_on = ["answered"]', "stops_on = [3]", "clock 1 (X01): stops_on[1]", "not a table"),
    ("clocks.toml", "{ channel", "[] # ", "clock 1 (X01): when", "not a table"),
    ("clocks.toml", "level = [1, 2]", "level = [1.5]", "clock 1 (X01): when.level[1]", "not a text, whole number"),
]


def test_the_pack_that_is_spoiled_here_is_sound() -> None:
    assert problems(FILES) == []


@pytest.mark.parametrize(("file", "old", "new", "where", "says"), MISTAKES, ids=[f"{m[3]}-{m[4]}" for m in MISTAKES])
def test_a_mistake_is_named(file: str, old: str, new: str, where: str, says: str) -> None:
    found = problems(spoiled(file, old, new))
    assert [line for line in found if where in line and says in line], found


def test_one_mistake_gives_one_problem() -> None:
    assert len(problems(spoiled("clocks.toml", '"5 minutes"', '"5 minits"'))) == 1
    assert len(problems(spoiled("pack.toml", 'mark = "."', "marc = 1"))) == 1  # not missing besides


def test_all_mistakes_are_told_at_once() -> None:
    texts = spoiled("clocks.toml", '"5 minutes"', '"soon"')
    texts["kinds.toml"] = texts["kinds.toml"].replace("required", "requird")
    texts["phrases.toml"] = texts["phrases.toml"].replace("{company}", "{firm}")
    texts["notes.toml"] = ""
    texts["clock.toml"] = ""
    with pytest.raises(PackError) as error:
        read_pack("small", [Layer(texts)])
    assert {problem.file for problem in error.value.problems} == {
        *("clocks.toml", "kinds.toml", "phrases.toml", "notes.toml", "clock.toml")
    }
    assert "did you mean 'clocks.toml'?" in str(error.value)
    assert "the pack small cannot be used" in str(error.value)
    assert [str(each) for each in error.value.errors] == [str(problem) for problem in error.value.problems]


def test_a_pack_without_anything_says_what_it_lacks() -> None:
    found = problems({"pack.toml": ""})
    for word in ("name: missing", "default_tier: missing", "[[stage]]", "[[tier]]", "[[channel]]", "[[kind]]"):
        assert [line for line in found if word in line], word


TWICE = '\n[[clock]]\nrule = "X01"\ndo = "respond"\ntitle = {{ zh = "再", en = "Again" }}\nstarts_on = {starts}\n' + (
    'within = "1 hour"\nstops_on = ["responded"]\n'
)


@pytest.mark.parametrize("starts", ['["received"]', '["contacted", "received"]'])
def test_two_clocks_of_one_rule_may_not_start_on_the_same_event(starts: str) -> None:
    texts = {**FILES, "clocks.toml": CLOCKS + TWICE.format(starts=starts)}
    (found,) = problems(texts)
    assert found == "clocks.toml:23: clock 3 (X01): rule: 'received' already starts a clock of X01: clock 1 (X01)"


@pytest.mark.parametrize("starts", ['["arrived"]', '[{ event = "finished", where = { size = ["big"] } }]'])
def test_f13_e08_two_clocks_of_one_rule_start_on_different_events(starts: str) -> None:
    assert problems({**FILES, "clocks.toml": CLOCKS + TWICE.format(starts=starts)}) == []


def test_two_clocks_of_one_rule_may_share_an_event_whose_fields_tell_them_apart() -> None:
    one = TWICE.format(starts='[{ event = "finished", where = { size = ["big"] } }]')
    other = TWICE.format(starts='[{ event = "finished", where = { size = ["small"] } }]')
    assert problems({**FILES, "clocks.toml": CLOCKS + one + other}) == []


#: What is changed in the small pack (file, from, to) → the one problem of a clock that could not do what it is for.
DEAD = {
    (
        "clocks.toml",
        'do = "answer"',
        'do = "reply"',
    ): "clocks.toml:4: clock 1 (X01): do: 'reply' does not stop this clock: it "
    "records 'replied', which is not in stops_on",
    (
        "clocks.toml",
        'starts_on = ["received"]',
        'starts_on = ["received"]\nstops_all = ["responded"]',
    ): "give stops_on or",
    ("clocks.toml", "level = [1, 2]", 'level = [1, 2], kind = ["inquiry"]'): None,
    (
        "kinds.toml",
        'required = ["customer"]',
        'required = ["customer"]\nchannels = ["phone"]',
    ): "clocks.toml:6: clock 1 (X01): "
    "starts_on: nothing can start this clock: no kind of the pack offers received as it is asked here",
    (
        "kinds.toml",
        'required = ["customer"]',
        'required = ["customer"]\nlevel = [{ level = 3, title = { zh = "轻", en = "light" } }]',
    ): "clock 1 (X01): starts_on: nothing can start this clock",
    (
        "kinds.toml",
        'required = ["customer"]',
        'steps = ["answered", "finished", "filed"]',
    ): "clocks.toml:15: clock 2 (X02): "
    "starts_on: nothing can start this clock: no kind of the pack offers shipped as it is asked here",
    (
        "kinds.toml",
        'required = ["customer"]',
        'steps = ["answered", "shipped", "finished"]',
    ): "clock 2 (X02): until[1].event: 'delivered' is never offered where this clock runs (inquiry)",
    ("kinds.toml", 'required = ["customer"]', 'steps = ["shipped", "delivered", "finished"]'): None,  # by its letter
    (
        "clocks.toml",
        'starts_on = ["shipped"]',
        'starts_on = [{ event = "finished", where = { size = ["big"] } }]',
    ): None,
    (
        "clocks.toml",
        'within = "5 minutes"\nstops_on = ["answered"]',
        'within = "5 minutes"\nstops_all = ["answered", "group_formed"]',
    ): None,
}


@pytest.mark.parametrize("change", DEAD)
def test_a_clock_that_could_not_do_what_it_is_for_is_named(change: tuple[str, str, str]) -> None:
    file, old, new = change
    texts = spoiled(file, old, new)
    if "phone" in new:
        texts["pack.toml"] += '[[channel]]\nname = "phone"\ntitle = { zh = "电话", en = "Phone" }\n'
    found = problems(texts)
    expected = DEAD[change]
    assert len(found) == (expected is not None), found
    assert expected is None or expected in found[0]


def test_what_only_one_kind_offers_must_be_offered_where_the_clock_runs() -> None:
    other = """
[[kind]]
name = "order"
title = { zh = "订单", en = "Order" }
steps = ["group_formed", "finished", "filed"]
"""
    clock = CLOCKS.replace('do = "answer"', 'do = "form_group"').replace('["answered"]', '["group_formed"]')
    steps = KINDS.replace("required", 'steps = ["shipped", "delivered", "finished"]\nrequired')
    (found,) = problems({**FILES, "kinds.toml": steps + other, "clocks.toml": clock})
    assert found.endswith(
        "stops_on: kind 'inquiry' never offers group_formed, so that the clock could not be met there"
    )
    only = clock.replace("level = [1, 2]", 'kind = ["order"]')
    assert problems({**FILES, "kinds.toml": steps + other, "clocks.toml": only}) == []


def test_an_idle_clock_asks_for_a_step() -> None:
    idle = 'title = { zh = "记", en = "Note" }\nstarts_on = "idle"\nwithin = "1 hour"\n'
    clock = f'[[clock]]\nrule = "X01"\ndo = "note"\n{idle}'
    (found,) = problems({**FILES, "clocks.toml": CLOCKS + clock})
    assert "do: 'note' does not end an idle clock: 'noted' is no step" in found


def test_a_problem_is_a_template_with_values() -> None:
    (problem,) = examine([Layer(spoiled("pack.toml", 'mark = "."', "mark = 3"))])[1]
    assert problem.template == "'{value}' is not a text in quotes"
    assert dict(problem.values) == {"value": "3"}
    assert (problem.file, problem.table, problem.key, problem.line) == ("pack.toml", "tier 1 (plain)", "mark", 16)
    assert problem.message == "'3' is not a text in quotes"
    assert problem.where == "pack.toml:16: tier 1 (plain): mark"
