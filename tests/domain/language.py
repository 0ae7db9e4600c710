"""A small pack of what two whole regulations could not say before: calendars, times of later days, dates, shares.

A hotline round the clock; its departments keep office hours.
"""

from functools import cache

from deskconsole.desk.policy.calendars import calendar_from_table, with_calendars
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.calendar.opening_hours import WEEKDAYS
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import read_pack

TITLE = 'title = { zh = "题", en = "Title" }'

PACK = (
    f"""
name = "language"
version = "1"
{TITLE}
default_tier = "plain"
hours = {{ zh = "全天", en = "day and night" }}

[[calendar]]
name = "offices"
title = {{ zh = "机关办公时间", en = "Office hours" }}
hours = {{ mon = ["09:00-12:00", "13:30-17:30"], tue = ["09:00-12:00", "13:30-17:30"], \
wed = ["09:00-12:00", "13:30-17:30"], thu = ["09:00-12:00", "13:30-17:30"], fri = ["09:00-12:00", "13:30-17:30"] }}
""".replace("\\\n", "")
    + "".join(
        f'[[{table}]]\nname = "{name}"\n{TITLE}\n{more}\n'
        for table, name, more in (
            ("stage", "begin", 'events = ["rang", "arrived", "received"]'),
            ("stage", "end", 'events = ["finished", "filed"]'),
            ("tier", "plain", 'mark = "."'),
            ("channel", "online", ""),
            ("channel", "phone", ""),
            ("category", "product", ""),
            ("category", "other", ""),
            ("department", "service", ""),
            ("department", "works", 'calendar = "offices"'),
            ("role", "leader", ""),
            ("role", "manager", ""),
        )
    )
)

KINDS = f"""
[[kind]]
name = "order"
{TITLE}
required = ["customer"]

[[kind.field]]
name = "contract_end"
{TITLE}
type = "date"

[[kind.field]]
name = "visit_at"
{TITLE}
type = "date_time"
"""

#: Rule → the rest of its clock.
CLOCKS_OF = {
    "L01": 'do = "answer"\nstarts_on = ["received"]\nwithin = "5 working days"\nstops_on = ["answered"]\n'
    'calendar = "offices"\npauses_while = "waiting"',
    "L02": 'do = "contact"\nstarts_on = ["received"]\nwithin = "1/3 of L01"\nstops_on = ["contacted"]',
    "L03": 'do = "accept"\nstarts_on = ["specialist_needed"]\nwithin = "2 working hours"\nrole = "assignee"\n'
    'stops_on = ["accepted"]',
    "L04": 'do = "specialist_answer"\nstarts_on = ["accepted"]\nwithin = "50 % of L01"\nrole = "accepter"\n'
    'stops_on = ["specialist_answered"]',
    "L05": 'do = "remind"\nstarts_on = ["received"]\ncounted_from = "contract_end"\nwithin = "7 days before"\n'
    'stops_on = ["reminded"]',
    "L06": 'do = "verify"\nstarts_on = ["received"]\ncounted_from = "visit_at"\nwithin = "2 hours before"\n'
    'stops_on = ["verified"]',
    "L07": 'do = "resume"\nstarts_on = ["waiting"]\nwithin = "promised"\nstops_on = ["resumed"]',
    "L08": 'do = "solve"\nstarts_on = ["received"]\nwhen = { category = ["other"] }\nwithin = "today before closing"\n'
    'calendar = "offices"\nstops_on = ["solved"]',
    "L09": 'do = "propose"\nstarts_on = ["received"]\nwhen = { category = ["other"] }\nwithin = "1 hour"\n'
    'stops_on = ["proposed"]\nwarning = [{ share = 0.5 }, { share = 0.8, to = ["leader"] }, '
    '{ before = "5 minutes", to = ["leader", "manager"] }]\npauses_while = "waiting"',
    "L36": 'do = "answer"\nstarts_on = "idle"\nwithin = "4 hours"',
}

RULES = "".join(f'[[rule]]\nid = "{rule}"\n{TITLE}\ntext = {{ zh = "题", en = "Title" }}\n' for rule in CLOCKS_OF)
CLOCKS = "".join(f'[[clock]]\nrule = "{rule}"\n{TITLE}\n{rest}\n' for rule, rest in CLOCKS_OF.items())
FILES = {"pack.toml": PACK, "kinds.toml": KINDS, "rules.toml": RULES, "clocks.toml": CLOCKS}


@cache
def language_pack() -> Pack:
    """The pack, read and checked."""
    return read_pack("language", [Layer(FILES)])


@cache
def round_the_clock() -> Calendar:
    """A site that is open day and night, holidays included, with the calendars of the pack."""
    hours = {day: ["00:00-24:00"] for day in WEEKDAYS}
    table = {"timezone": "Asia/Shanghai", "country": "cn", "holidays": "open", "hours": hours}
    return with_calendars(calendar_from_table(table), [language_pack()], None)
