"""Rules of a house, laid over a pack: who is told of what at once, what is grave, why something was late, what to say."""

from pathlib import Path

_TITLE = '{ zh = "本店规矩", en = "Rule of the house" }'
RULES = "".join(
    f'[[rule]]\nid = "{rule}"\ntitle = {_TITLE}\ntext = {_TITLE}\nours = true\n' for rule in ("H01", "H06", "H07")
)
CLOCKS = """
[[clock]]
rule = "H01"
do = "take_over"
title = { zh = "换人接待", en = "Somebody takes over" }
starts_on = ["help_called"]
within = "2 minutes"
stops_on = [{ event = "taken_over", of = "same" }]
role = "supervisor"
tell = ["supervisor", "security"]
tell_by = "banner"
silent = true
escalate_to = ["manager"]
"""
COMPLAINTS = """
[[clock]]
rule = "H06"
do = "look_at"
title = { zh = "管理层已看投诉", en = "Complaint looked at" }
starts_on = ["received"]
when = { kind = ["complaint"] }
within = "30 minutes"
stops_on = [{ event = "looked_at", by = { role = ["manager"] } }]
role = "manager"
tell = ["manager"]
escalate_to = []

[[clock]]
rule = "H07"
do = "take_over"
title = { zh = "负责人接手重大投诉", en = "Major complaint taken on" }
starts_on = ["made_major"]
within = "1 hour"
stops_on = [{ event = "taken_over", of = "same" }]
role = "manager"
tell = ["manager"]
escalate_to = ["administrator"]
"""
MAJOR = """
[[major]]
name = "injury"
title = { zh = "有人受伤", en = "Somebody is hurt" }
kinds = ["complaint"]
when = { injury = [true] }

[[major]]
name = "amount"
title = { zh = "金额大", en = "Much money" }
kinds = ["complaint"]
number = "amount"
least = 10000

[[major]]
name = "tier"
title = { zh = "重要顾客", en = "Important customer" }
kinds = ["complaint"]
when = { tier = ["strategic"] }

[[major]]
name = "third_time"
title = { zh = "三十天内第三次", en = "Third time within 30 days" }
kinds = ["complaint"]
when = { third_time = [true] }
"""
KINDS = """
[[kind]]
name = "complaint"

[[kind.field]]
name = "injury"
title = { zh = "有人受伤", en = "Somebody is hurt" }
type = "yes_no"

[[kind.field]]
name = "amount"
title = { zh = "涉及金额", en = "Amount" }
type = "money"

[[kind.repeat]]
name = "third_time"
title = { zh = "三十天内第三次投诉", en = "Third complaint within 30 days" }
count = 3
within = "30 days"
"""
PACK = """
[[role]]
name = "security"
title = { zh = "保安", en = "Security" }
"""
CAUSES = """
[[late_cause]]
name = "several_at_once"
title = { zh = "同时来了几位", en = "Several at once" }

[[late_cause]]
name = "system_down"
title = { zh = "系统故障", en = "System down" }

[[late_cause]]
name = "asked_later"
title = { zh = "客户要求晚些", en = "Customer asked for later" }
"""
MOMENTS = """
[[moment]]
name = "angry"
title = { zh = "客户发火", en = "Angry customer" }
lines = [
  { zh = "让您遇到这样的事，换了谁都会着急。", en = "Anybody would be upset by that." },
  { zh = "我先把您说的记下来，{receiver}一直在这儿听您说。", en = "I am writing down what you say; {receiver} is listening." },
]
events = ["help_called"]

[[moment]]
name = "waiting"
title = { zh = "等得太久", en = "Waiting too long" }
lines = [
  { zh = "让您久等了，您的时间很宝贵。", en = "You have waited long, and your time is precious." },
  { zh = "您可以在{hours}打给{company}。", en = "You can reach {company} during {hours}." },
]
"""


def lay_over(site: Path, pack: str = "robot-integrator", *, complaints: bool = False) -> None:
    """Gives the site in this folder these rules over one of its packs."""
    own = site / "packs" / pack
    own.mkdir(parents=True, exist_ok=True)
    rules = RULES if complaints else RULES.partition('[[rule]]\nid = "H06"')[0]
    (own / "rules.toml").write_text(rules + CAUSES + (MAJOR if complaints else ""), "utf-8")
    (own / "clocks.toml").write_text(CLOCKS + (COMPLAINTS if complaints else ""), "utf-8")
    (own / "pack.toml").write_text(PACK, "utf-8")
    (own / "phrases.toml").write_text(MOMENTS, "utf-8")
    if complaints:
        (own / "kinds.toml").write_text(KINDS, "utf-8")
