"""A small sound pack, and ways to spoil it."""

from deskconsole.domain.rules.reading.overlay import Layer
from deskconsole.domain.rules.reading.pack_files import examine

PACK = """
name = "small"
version = "1"
title = { zh = "小", en = "Small" }
default_tier = "plain"
hours = { zh = "全天", en = "day and night" }

[[stage]]
name = "begin"
title = { zh = "受理", en = "Begin" }
events = ["received"]

[[tier]]
name = "plain"
title = { zh = "普通", en = "Plain" }
mark = "."

[[channel]]
name = "online"
title = { zh = "在线", en = "Online" }

[[category]]
name = "product"
title = { zh = "产品", en = "Product" }

[[department]]
name = "sales"
title = { zh = "销售", en = "Sales" }

[[role]]
name = "leader"
title = { zh = "组长", en = "Leader" }
"""

KINDS = """
[[kind]]
name = "inquiry"
title = { zh = "咨询", en = "Inquiry" }
required = ["customer"]

[[kind.field]]
name = "size"
title = { zh = "大小", en = "Size" }
type = "choice"
values = [{ name = "big", title = { zh = "大", en = "Big" } }, { name = "small", title = { zh = "小", en = "Small" } }]
"""

RULES = """
[[rule]]
id = "X01"
title = { zh = "答复", en = "Answer" }
text = { zh = "答复", en = "Answer" }

[[rule]]
id = "X02"
title = { zh = "通报", en = "Tell" }
text = { zh = "通报", en = "Tell" }
"""

CLOCKS = """
[[clock]]
rule = "X01"
do = "answer"
title = { zh = "答复", en = "Answer" }
starts_on = ["received"]
when = { channel = ["online"], level = [1, 2], urgent = [false] }
within = "5 minutes"
stops_on = ["answered"]

[[clock]]
rule = "X02"
do = "tell_progress"
title = { zh = "通报", en = "Tell" }
starts_on = ["shipped"]
every = "24 hours"
until = ["delivered"]
stops_on = ["progress_told"]
role = "department"
departments = ["sales"]
"""

PHRASES = """
[[phrase]]
name = "opening"
title = { zh = "开场", en = "Opening" }
text = { zh = "您好，{company}", en = "Hello, {company}" }

[[banned]]
pattern = "不知道"
instead = { zh = "我去核实", en = "I will check" }

[[auto_reply]]
channel = "online"
text = { zh = "{within}内答复", en = "Within {within}" }
"""

CHECKLISTS = """
[[checklist]]
category = "product"

[[checklist.question]]
name = "use"
title = { zh = "做什么用？", en = "What is it for?" }
"""

FILES = {
    "pack.toml": PACK,
    "kinds.toml": KINDS,
    "rules.toml": RULES,
    "clocks.toml": CLOCKS,
    "phrases.toml": PHRASES,
    "checklists.toml": CHECKLISTS,
}


def spoiled(file: str, old: str, new: str) -> dict[str, str]:
    """The sound pack with one place of one file changed."""
    assert FILES[file].count(old) >= 1, old
    return {**FILES, file: FILES[file].replace(old, new, 1)}


def problems(*layers: dict[str, str]) -> list[str]:
    """Everything that is wrong with a pack of these layers, as lines."""
    found = examine([Layer(texts) for texts in layers])[1]
    return [str(problem) for problem in found]
