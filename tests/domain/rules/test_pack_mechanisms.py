"""The clocks of the other regulations can be said in a pack: every mechanism of the table is accepted."""

from tests.domain.packs import CLOCKS, FILES, problems

ROWS = {
    "E04": """starts_on = ["shipped"]
every = "24 hours"
until = ["delivered"]
stops_on = ["progress_told"]
role = "department"
departments = ["sales"]""",
    "E05": """starts_on = ["started"]
when = { kind = ["inquiry"] }
every = "168 hours"
until = ["finished"]
stops_on = ["progress_told"]""",
    "E06": """starts_on = ["received"]
when = { kind = ["inquiry"], urgent = [true] }
within = "1 hour"
stops_on = ["questions_asked"]
escalate_to = ["supervisor"]""",
    "E08a": """starts_on = ["solved"]
when = { kind = ["inquiry"] }
within = "3 working days"
stops_on = [
  { event = "followed_up", where = { score = [1, 2, 3, 4, 5] } },
  { event = "followed_up", where = { outcome = ["refused"] } },
]""",
    "E08b": """starts_on = [{ event = "finished", where = { important = [true] } }]
within = "3 working days"
stops_on = [{ event = "followed_up", where = { score = [1, 2, 3, 4, 5] } }]""",
    "E10": """starts_on = ["responded", "answered", "proposed", "replied"]
when = { channel = ["online"] }
within = "75 minutes"
not_before = "60 minutes"
stops_on = ["reminded", "contacted", "confirmed", "finished"]""",
    "E11": """starts_on = ["received"]
when = { level = [1] }
within = "30 minutes"
stops_all = ["responded", "group_formed"]
role = "leader"
escalate_to = ["manager"]""",
    "E14": """starts_on = ["received"]
when = { level = [2] }
within = "48 hours"
stops_on = [{ event = "confirmed", where = { outcome = ["understood"] } }]
pauses_while = "waiting"
extendable = true""",
    "E16": """starts_on = [
  { event = "rated", where = { score = [1, 2] } },
  { event = "followed_up", where = { score = [1, 2] } },
]
within = "1 working day"
once = true
stops_on = [{ event = "followed_up", by = { role = ["supervisor"] } }]
role = "supervisor"
warn_at = 0.5""",
    "F07": """starts_on = ["arrived"]
when = { kind = ["inquiry"] }
every = "10 minutes"
until = ["seen", "left"]
stops_on = ["looked_after"]
role = "duty\"""",
    "F13a": """starts_on = ["arrived"]
within = "2 minutes"
stops_on = ["host_told"]
ends_on = ["left"]
role = "duty\"""",
    "F13b": """starts_on = ["host_told"]
within = "5 minutes"
stops_on = ["host_answered"]
ends_on = ["left"]
role = "host\"""",
    "R37": """starts_on = ["waiting"]
within = "promised"
stops_on = ["resumed"]""",
    "M11": 'starts_on = "idle"\nwithin = "30 minutes"',
}

#: What each of them asks for, where it is not an answer.
DO = {
    **{"E04": "tell_progress", "E05": "tell_progress", "E06": "ask_questions", "E08": "follow_up", "E10": "remind"},
    **{"E11": "form_group", "E14": "confirm", "E16": "follow_up", "F07": "look_after", "R37": "resume"},
    **{"F13a": "tell_host", "F13b": "host_answer"},
}


def test_e04_to_m11_every_mechanism_of_the_table_is_accepted() -> None:
    rules = sorted({row[:3] for row in ROWS})
    texts = dict(FILES)
    text = '{ zh = "题", en = "Title" }'
    texts["rules.toml"] += "".join(f'[[rule]]\nid = "{rule}"\ntitle = {text}\ntext = {text}\n' for rule in rules)
    texts["clocks.toml"] = CLOCKS + "".join(
        f'[[clock]]\nrule = "{row[:3]}"\ndo = "{DO.get(row) or DO.get(row[:3], "answer")}"\ntitle = {text}\n{rest}\n'
        for row, rest in ROWS.items()
    )
    for role in ("supervisor", "manager", "host"):
        texts["pack.toml"] += f'[[role]]\nname = "{role}"\ntitle = {text}\n'
    texts["kinds.toml"] += '[[kind.field]]\nname = "important"\ntype = "yes_no"\ntitle = ' + text + "\n"
    assert problems(texts) == []
