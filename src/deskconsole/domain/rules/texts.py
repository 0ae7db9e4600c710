"""Texts of a pack, in both languages, and the standard phrases with what they may fill in."""

import string
from collections.abc import Mapping
from typing import ClassVar, Final, Literal, Protocol

from deskconsole.record import dataclass

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
    "documents",
)


class Named(Protocol):
    """A record of a pack: ``KEY`` is the attribute that tells it from others of its kind."""

    KEY: ClassVar[str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in Chinese and English; both are always there."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        """The text in ``lang`` (``zh``, ``zh_CN``, ``en`` …); what is not Chinese gets English."""
        return self.zh if lang.startswith("zh") else self.en

    def __str__(self) -> str:
        """The English text, as it stands in messages that are not translated."""
        return self.en

    @property
    def placeholders(self) -> frozenset[str]:
        """What stands in ``{braces}`` of either language, a format behind the name included; raises ``ValueError``
        where braces do not match."""
        pieces = (piece for text in (self.zh, self.en) for piece in string.Formatter().parse(text))
        return frozenset(
            name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
            for _text, name, form, conversion in pieces
            if name is not None
        )

    def filled(self, existing: Mapping[str, "Text"]) -> "Text":
        """The text with its ``{braces}`` filled in; ``existing`` must know each of them."""
        return Text(
            self.zh.format_map({name: value.zh for name, value in existing.items()}),
            self.en.format_map({name: value.en for name, value in existing.items()}),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A standard phrase, one key away; offered first while one of ``events`` is being recorded.

    ``use`` is an action (as clocks ask for in ``do``): the phrase is then a line of that action's script. ``channels``:
    where it is used, such as the template of an e-mail (E23); none named: everywhere.
    """

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    text: Text
    events: tuple[str, ...] = ()
    use: str = ""
    channels: tuple[str, ...] = ()

    def fits(self, channel: str | None) -> bool:
        """Whether it is used on a channel."""
        return not self.channels or channel in self.channels


#: What is wrong with wording: banned by the regulation, negating, an attack, a promise that cannot be kept, a promise
#: without a time, a figure that no price article holds.
Sort = Literal["banned", "negating", "attack", "promise", "no_time", "price"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Banned:
    """Wording that outgoing text must not hold, and accepted words ``instead`` (R27).

    ``pattern`` and ``unless`` are regular expressions over the text as it is compared (:mod:`.squeezing`); spaces in
    them mean nothing. What lies within an ``unless`` is no hit, nor what stands in a sentence that holds
    ``unless_beside``. ``take`` says what the accepted words stand for: the hit itself, or the clause around it.
    """

    KEY: ClassVar[str] = "pattern"
    pattern: str
    instead: Text
    why: Text | None = None
    sort: Sort = "banned"
    take: Literal["clause", "words"] = "clause"
    unless: tuple[str, ...] = ()
    unless_beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedTexts:
    """Where only texts may be told that ``departments`` have passed (E27).

    It covers the texts of ``events`` on tickets of ``kinds`` and ``categories`` (none named: all). Passed are the
    pack's standard phrases, the articles that came with it, and those that somebody of the departments wrote last;
    anything else once one of them has answered a hand-off on the ticket. ``unless``: wording that counts for nothing,
    such as greetings. ``why`` says what to do.
    """

    KEY: ClassVar[str] = "name"
    name: str
    why: Text
    departments: tuple[str, ...]
    events: tuple[str, ...]
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    def covers(self, event: str, kind: str | None, category: str | None) -> bool:
        """Whether it is asked for an event of a ticket."""
        return (
            event in self.events
            and (not self.kinds or kind in self.kinds)
            and (not self.categories or category in self.categories)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoReply:
    """What a channel answers by itself. It is noted on the ticket and is never a response."""

    KEY: ClassVar[str] = "channel"
    channel: str
    text: Text
