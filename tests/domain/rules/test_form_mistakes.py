"""Each mistake in the forms of a pack is named with its file, line, table and key."""

import pytest

from tests.domain.packs import CLOCKS, FILES, problems, spoiled

FORM = """
[[kind.form]]
event = "solved"

[[kind.form.field]]
name = "parts"
title = { zh = "配件", en = "Parts" }
shown_when = { size = ["big"] }
required = true

[[kind.form.field]]
name = "cost"
title = { zh = "费用", en = "Cost" }
type = "money"
shown_when = { parts = ["bearing"] }
"""

FORM_MISTAKES = [
    ('"solved"', '"slved"', "kinds.toml:14: kind 1 (inquiry): form[1].event", "did you mean 'solved'?"),
    ('"solved"', '"received"', "form[1].event", "[[kind.field]]"),
    ('"parts"', '"evidence"', "kinds.toml:17: kind 1 (inquiry): form[1].field[1].name", "meaning"),
    ('"parts"', '"due"', "form[1].field[1].name", "has a meaning of its own"),
    ('size = ["big"]', 'size = ["huge"]', "form[1].field[1].shown_when.size", "'huge' is not one of: big, small"),
    ('size = ["big"]', 'szie = ["big"]', "form[1].field[1].shown_when.szie", "did you mean 'size'?"),
    ('size = ["big"]', 'cost = ["big"]', "form[1].field[1].shown_when.cost", "not one of"),
    ('parts = ["bearing"]', 'parts = ["x"], size = ["small"]', "form[1].field[2].shown_when", "never shown"),
    ('type = "money"', 'type = "money"\ndecimals = 2', "form[1].field[2].decimals", "it is for number"),
    ('type = "money"', 'type = "money"\nleast = 5\nmost = 4', "form[1].field[2].least", "5.0 is more than 4.0"),
    ('type = "money"', 'type = "date"\nlatest = "now"', "field[2].latest", "neither 'today' nor a date"),
    ('type = "money"', 'type = "text"\npattern = "("', "field[2].pattern", "not a regular expression"),
    ('type = "money"', 'type = "text"\nlongest = 0', "field[2].longest", "'0' is not a whole number from 1 to 20000"),
    ("[[kind.form.field]]", "[[kind.form.fields]]", "form[1].fields", "did you mean 'field'?"),
]


def _with_form(old: str, new: str) -> dict[str, str]:
    assert old in FORM
    return {**FILES, "kinds.toml": FILES["kinds.toml"] + FORM.replace(old, new)}


def test_a_form_of_an_event_is_sound() -> None:
    assert problems(_with_form("solved", "solved")) == []


@pytest.mark.parametrize(("old", "new", "where", "says"), FORM_MISTAKES, ids=[f"{m[2]}-{m[3]}" for m in FORM_MISTAKES])
def test_a_mistake_in_a_form_is_named(old: str, new: str, where: str, says: str) -> None:
    found = problems(_with_form(old, new))
    assert [line for line in found if where in line and says in line], found


def test_a_required_field_that_is_never_shown_is_named() -> None:
    wrong = 'required = true\nshown_when = { channel = ["online"] }\nvalues ='
    texts = spoiled("kinds.toml", "values =", wrong)
    assert problems(texts) == []
    texts["pack.toml"] += '\n[[channel]]\nname = "phone"\ntitle = { zh = "电话", en = "Phone" }\n'
    texts["kinds.toml"] = texts["kinds.toml"].replace("required =", 'channels = ["phone"]\nrequired =', 1)
    assert problems(texts) == [
        "kinds.toml:13: kind 1 (inquiry): field[1].shown_when: "
        "required, but never shown: no ticket of this kind can be as shown_when asks"
    ]


def test_conditions_of_clocks_know_the_values_of_fields() -> None:
    start = "starts_on = [{ event = 'finished', where = { size = ['hug'] } }]"
    texts = {**_with_form("solved", "solved"), "clocks.toml": CLOCKS.replace('starts_on = ["received"]', start, 1)}
    assert [line for line in problems(texts) if "starts_on[1].where.size: 'hug'" in line]
    stop = "{ event = 'solved', where = { parts = ['x'] } }, { event = 'answered', where = { parts = ['x'] } }"
    texts["clocks.toml"] = CLOCKS.replace('"answered"', stop, 1)
    (found,) = problems(texts)
    assert "stops_on[2].where.parts: 'parts' is not" in found
