"""How many keys the work of the day takes, each played at the console by `test_keys.py`; texts are not counted.

The manual's table is checked against this one.
"""

from dataclasses import dataclass
from typing import Final


class Typed(str):
    """A text that is typed; no key of the count."""


@dataclass(frozen=True)
class Scene:
    """One piece of work: its name, its title in both languages, the keys in their order, how many there may be."""

    name: str
    zh: str
    en: str
    steps: tuple[str, ...]
    most: int

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys alone."""
        return tuple(step for step in self.steps if not isinstance(step, Typed))

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.keys)


WORDS: Final = Typed("操作员培训要几天")
REQUEST: Final = Typed("培训计划")

SCENES: Final = (
    Scene(
        "ringing",
        "老客户来电，新登记一单",
        "A known caller rings: a ticket of their own",
        ("ctrl+g", WORDS, "tab", REQUEST, "ctrl+s", "3", "ctrl+s"),
        5,
    ),
    Scene(
        "returning",
        "老客户，输半个号码登记",
        "A returning caller, found by half a number",
        ("f2", Typed("1111"), "enter", "3", WORDS, "tab", REQUEST, "ctrl+s"),
        5,
    ),
    Scene(
        "onto",
        "来电的事并到未结的单上",
        "A caller's words onto their open ticket",
        ("ctrl+g", "ctrl+u", WORDS, "ctrl+s"),
        3,
    ),
    Scene(
        "new",
        "新客户登记",
        "A new caller",
        ("f2", Typed("宏达五金 吴桂兰"), "enter", Typed("13700002222"), "enter", "3", WORDS, "tab", REQUEST, "ctrl+s"),
        6,
    ),
    Scene("answer", "解答", "An answer", ("a", Typed("负载见附表"), "ctrl+s"), 2),
    Scene(
        "promise", "承诺回复", "A promise", ("p", Typed("明天10点"), "enter", Typed("明天上午书面答复"), "ctrl+s"), 3
    ),
    Scene(
        "hand-off",
        "转给专员并通知到",
        "A hand-off, until the specialist is told",
        ("h", "1", "enter", Typed("负载多少"), "ctrl+s", "H", "ctrl+s"),
        7,
    ),
    Scene("no answer", "回访无人接听", "Nobody answers a call-back", ("f4", "-"), 2),
    Scene("expected", "预约访客到访", "An expected visitor", ("f5", "1"), 2),
    Scene(
        "walk-in",
        "无预约访客",
        "A walk-in",
        ("f5", "2", Typed("张伟"), "enter", Typed("13900001111"), "enter", Typed("王强"), "ctrl+s"),
        5,
    ),
    Scene("find", "按半个号码查找", "Finding by half a number", ("ctrl+f", Typed("1111"), "enter"), 3),
    Scene("wrong number", "打错电话", "A wrong number", ("ctrl+g", "ctrl+x"), 2),
)
