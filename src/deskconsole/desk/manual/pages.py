"""The pages of the manual: which there are, their texts, and finding one as people call it."""

import difflib
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from deskconsole.data_files import data_folder
from deskconsole.domain.rules.texts import Text
from deskconsole.errors import NotFound
from deskconsole.text.characters import pronunciations_of_name
from deskconsole.text.clean import clean
from deskconsole.text.pronunciations import pattern

_FOLDER: Final = "manual"
_INDEX: Final = "topics.toml"
#: The folder of each language.
FOLDERS: Final = {"zh": "zh_CN", "en": "en"}
#: How many pages are named where none fits.
_NEAREST: Final = 3


class Topic(NamedTuple):
    """One page: its name, what it is called, the screen that it is of, what else people call it.

    ``beside``: screens whose keys it names too.
    """

    name: str
    title: Text
    scope: str
    words: tuple[str, ...]
    beside: tuple[str, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """Everything that it is found by."""
        return (self.name, self.title.zh, self.title.en, *self.words)


class ManualPage(NamedTuple):
    """A page in one language, as it is written."""

    name: str
    title: Text
    text: str


@cache
def topics() -> tuple[Topic, ...]:
    """Every page, in the order in which one reads them."""
    listed = tomllib.loads((data_folder() / _FOLDER / _INDEX).read_text("utf-8"))["topic"]
    return tuple(
        Topic(one["name"], _title(one["name"]), one.get("scope", ""), tuple(one["words"]), tuple(one.get("beside", ())))
        for one in listed
    )


def page_file(name: str, lang: str) -> Path:
    """The file of a page in a language."""
    return data_folder() / _FOLDER / FOLDERS[lang] / f"{name}.md"


def page_text(topic: Topic, lang: str) -> str:
    """A page as it is written, in Markdown."""
    return page_file(topic.name, lang).read_text("utf-8")


def topic_of(scope: str) -> Topic:
    """The page of a screen; the first page for one that has none."""
    return next((topic for topic in topics() if topic.scope == scope), topics()[0])


def find_topic(typed: str) -> Topic:
    """The page that somebody means: by its name or title in either language, a part of them, or its initials.

    Raises :class:`NotFound` with those that are called most alike.
    """
    wanted = " ".join(clean(typed).split()).casefold()
    ways = (
        lambda topic: wanted in (name.casefold() for name in topic.called),
        lambda topic: any(name.casefold().startswith(wanted) for name in topic.called),
        lambda topic: any(wanted in name.casefold() for name in topic.called),
        lambda topic: _sounds_like(topic, wanted),
    )
    for fits in ways:
        if wanted and (match := next(filter(fits, topics()), None)) is not None:
            return match
    raise NotFound("topic: there is no page '{topic}'; nearest: {nearest}", field="topic", **_nearest(wanted))


def _nearest(wanted: str) -> dict[str, object]:
    def likeness(topic: Topic) -> float:
        return max(difflib.SequenceMatcher(None, wanted, name.casefold()).ratio() for name in topic.called)

    best = sorted(topics(), key=likeness, reverse=True)[:_NEAREST]
    return {"topic": wanted[:40], "nearest": [topic.title for topic in best]}


def _sounds_like(topic: Topic, wanted: str) -> bool:
    """Whether a Chinese name of the page is said so: whole syllables or their initials, from its beginning on."""
    sounds = pattern(wanted)
    return sounds is not None and any(
        re.match(sounds, pronunciations_of_name(name)) for name in topic.called if not name.isascii()
    )


def _title(name: str) -> Text:
    """What a page is called says its first line."""
    zh, en = (page_file(name, lang).read_text("utf-8").partition("\n")[0].lstrip("# ") for lang in FOLDERS)
    return Text(zh, en)
