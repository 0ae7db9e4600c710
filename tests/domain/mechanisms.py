"""A small pack of every mechanism that a clock can have; the texts of its files."""

_TITLE = 'title = { zh = "题", en = "Title" }'

PACK = f"""
name = "mechanisms"
version = "1"
{_TITLE}
default_tier = "plain"
hours = {{ zh = "全天", en = "day and night" }}
""" + "".join(
    f'[[{table}]]\nname = "{name}"\n{_TITLE}\n{more}\n'
    for table, name, more in (
        ("stage", "begin", 'events = ["rang", "arrived", "received"]'),
        ("stage", "end", 'events = ["finished", "filed"]'),
        ("tier", "plain", 'mark = "."'),
        ("tier", "core", 'mark = "*"\nexisting = true'),
        ("channel", "online", ""),
        ("channel", "phone", ""),
        ("channel", "onsite", ""),
        ("category", "product", ""),
        ("department", "service", ""),
        ("department", "sales", ""),
        ("department", "technical", ""),
        ("role", "leader", ""),
        ("role", "manager", ""),
        ("role", "supervisor", ""),
    )
)

KINDS = f'[[kind]]\nname = "order"\n{_TITLE}\nrequired = ["customer"]\n[[kind]]\nname = "problem"\n{_TITLE}\n'

#: Rule → the rest of its clock.
CLOCKS_OF = {
    "X01": 'do = "respond"\nstarts_on = ["received", "contacted"]\nwhen = { channel = ["online"], tier = ["core"] }\n'
    'within = "30 working minutes"\nstops_on = [{ event = "responded", by = "person" }, "answered"]',
    "X02": 'do = "tell_progress"\nstarts_on = ["shipped"]\nevery = "24 hours"\nuntil = ["delivered"]\n'
    'stops_on = ["progress_told"]\nrole = "department"\ndepartments = ["sales"]',
    "X03": 'do = "confirm"\nstarts_on = ["received"]\nwhen = { level = [2] }\nwithin = "8 working hours"\n'
    'stops_on = [{ event = "confirmed", where = { outcome = ["understood"] } }]\npauses_while = "waiting"\n'
    "extendable = true",
    "X04": 'do = "respond"\nstarts_on = ["received"]\nwhen = { level = [1] }\nwithin = "30 minutes"\n'
    'stops_all = ["responded", "group_formed"]\nrole = "leader"\nescalate_to = ["leader", "manager"]',
    "X05": 'do = "remind"\nstarts_on = ["responded", "answered", "proposed", "replied"]\n'
    'when = { channel = ["online"] }\nwithin = "75 minutes"\nnot_before = "60 minutes"\n'
    'stops_on = ["reminded", "contacted", "confirmed", "finished"]',
    "X06": 'do = "follow_up"\nstarts_on = [{ event = "rated", where = { score = [1, 2] } }, '
    '{ event = "followed_up", where = { score = [1, 2] } }]\nwithin = "1 working day"\nonce = true\n'
    'stops_on = [{ event = "followed_up", by = { role = ["supervisor"] } }]\nrole = "supervisor"\nwarn_at = 0.5',
    "X07": 'do = "look_after"\nstarts_on = ["arrived"]\nevery = "10 minutes"\nuntil = ["seen", "left"]\n'
    'stops_on = ["looked_after"]\nrole = "duty"',
    "X08": 'do = "tell_alternative"\nstarts_on = ["cannot_fulfil"]\nwithin = "12 hours"\n'
    'stops_on = [{ event = "alternative_told", of = "same" }]',
    "X09": 'do = "tell_host"\nstarts_on = ["arrived"]\nwithin = "2 minutes"\nstops_on = ["host_told"]\n'
    'ends_on = ["left"]',
    "X10": 'do = "resume"\nstarts_on = ["waiting"]\nwithin = "promised"\n'
    'stops_on = ["resumed", "reminded", "contacted"]',
    "X11": 'do = "reply"\nstarts_on = ["promised"]\nwithin = "promised"\n'
    'stops_on = [{ event = "replied", of = "same" }]\nextendable = true',
    "X12": 'do = "follow_up"\nstarts_on = ["planned"]\nwithin = "promised"\nrole = "assignee"\n'
    'stops_on = [{ event = "followed_up", of = "same", where = { outcome = ["reached", "refused"] } }]',
    "X13": 'do = "pick_up"\nstarts_on = ["rang"]\nwithin = "6 rings"\n'
    'stops_on = [{ event = "picked_up", of = "same" }]\n'
    'ends_on = [{ event = "missed", of = "same" }]\njudged = "at_start"',
    "X36": 'do = "answer"\nstarts_on = "idle"\nwithin = "4 working hours"',
}
#: A second clock of a rule: what the host does next.
_SECOND = (
    'do = "host_answer"\nstarts_on = ["host_told"]\nwithin = "5 minutes"\n'
    'stops_on = ["host_answered"]\nends_on = ["left"]'
)

RULES = "".join(f'[[rule]]\nid = "{rule}"\n{_TITLE}\ntext = {{ zh = "题", en = "Title" }}\n' for rule in CLOCKS_OF)
CLOCKS = "".join(
    f'[[clock]]\nrule = "{rule}"\n{_TITLE}\n{rest}\n' for rule, rest in (*CLOCKS_OF.items(), ("X09", _SECOND))
)

FILES = {"pack.toml": PACK, "kinds.toml": KINDS, "rules.toml": RULES, "clocks.toml": CLOCKS}
