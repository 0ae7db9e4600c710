"""A kind with fields and forms of its own, laid over the default pack of a site."""

from pathlib import Path

KINDS = """
[[kind]]
name = "repair"
title = { zh = "维修", en = "Repair" }
channels = ["phone", "onsite", "online"]
required = ["customer", "contact", "content", "level"]
without = ["request"]
level = [
  { level = 1, title = { zh = "停机", en = "Standstill" } },
  { level = 2, title = { zh = "故障", en = "Fault" } },
]

[[kind.field]]
name = "serial"
title = { zh = "序列号", en = "Serial number" }
type = "serial"
required = true

[[kind.field]]
name = "warranty"
title = { zh = "保修期内", en = "Under warranty" }
type = "yes_no"

[[kind.field]]
name = "fee"
title = { zh = "已收费用", en = "Fee taken" }
type = "money"
shown_when = { warranty = [false] }

[[kind.field]]
name = "visit"
title = { zh = "上门时间", en = "Visit" }
type = "date_time"
earliest = "now"
required_when = { level = [1] }

[[kind.form]]
event = "solved"

[[kind.form.field]]
name = "cause"
title = { zh = "原因", en = "Cause" }
type = "choice"
required = true
values = [
  { name = "wear", title = { zh = "磨损", en = "Wear" } },
  { name = "misuse", title = { zh = "误用", en = "Misuse" } },
]

[[kind.form.field]]
name = "parts"
title = { zh = "更换配件", en = "Parts" }
type = "long_text"
required_when = { cause = ["wear"], warranty = [true] }
"""

CLOCKS = """
[[clock]]
rule = "X01"
do = "solve"
title = { zh = "保修维修", en = "Repair under warranty" }
starts_on = ["received"]
when = { kind = ["repair"], "event.warranty" = [true] }
within = "2 hours"
stops_on = [{ event = "solved", where = { cause = ["wear", "misuse"] } }]

[[clock]]
rule = "X02"
do = "follow_up"
title = { zh = "误用回访", en = "Follow up misuse" }
starts_on = [{ event = "solved", where = { cause = ["misuse"] } }]
within = "1 working day"
stops_on = ["followed_up"]
"""

_TITLE = '{ zh = "自订", en = "Our own" }'
RULES = "".join(f'[[rule]]\nid = "{rule}"\ntitle = {_TITLE}\ntext = {_TITLE}\n' for rule in ("X01", "X02"))


def lay_over(site: Path) -> None:
    """Gives the site in this folder the kind ``repair`` besides those of the default pack."""
    own = site / "packs" / "robot-integrator"
    own.mkdir(parents=True)
    (own / "kinds.toml").write_text(KINDS, "utf-8")
    (own / "clocks.toml").write_text(CLOCKS, "utf-8")
    (own / "rules.toml").write_text(RULES, "utf-8")
