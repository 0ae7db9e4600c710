"""Texts of a pack, in both languages, and the standard phrases with what they may fill in."""

import re
import string
from typing import ClassVar, Final

from deskconsole.domain.record import dataclass

#: What phrases and automatic replies may fill in; the desk knows each when it shows a phrase.
PLACEHOLDERS: Final = (
    "company",
    "receiver",
    "customer",
    "hours",
    "number",
    "due",
    "within",
    "department",
    "specialist",
    "contact",
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in Chinese and English; both are always there."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        """The text in ``lang`` (``zh``, ``zh_CN``, ``en`` …); what is not Chinese gets English."""
        return self.zh if lang.startswith("zh") else self.en

    @property
    def placeholders(self) -> frozenset[str]:
        """The names in ``{braces}`` of either language; raises ``ValueError`` where braces do not match."""
        found = {name for text in (self.zh, self.en) for _, name, _, _ in string.Formatter().parse(text)}
        return frozenset(name for name in found if name is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A standard phrase, one key away; offered first while one of ``events`` is being recorded.

    ``use`` is an action (as clocks ask for in ``do``): the phrase is then a line of that action's script.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    text: Text
    events: tuple[str, ...] = ()
    use: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Banned:
    """Wording that outgoing text must not hold: a regular expression, and accepted words instead."""

    KEY: ClassVar[str] = "pattern"
    pattern: str
    instead: Text
    why: Text | None = None

    def find(self, text: str) -> str | None:
        """The first piece of ``text`` that is banned, letter case ignored; ``None`` when there is none."""
        hit = re.search(self.pattern, text, re.IGNORECASE)
        return hit.group() if hit else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoReply:
    """What a channel answers by itself. It is noted on the ticket and is never a response."""

    KEY: ClassVar[str] = "channel"
    channel: str
    text: Text
