"""What a page of the manual says is true: its keys, commands, links and pictures; both languages say the same."""

import re
import shlex
from pathlib import Path

import pytest

from deskconsole import cli
from deskconsole.actions import NUMBERED, REGISTRY, Scope, first_key, named_action, title_of
from deskconsole.desk.manual.pages import FOLDERS, Topic, find_topic, page_file, page_text, topic_of, topics
from deskconsole.errors import NotFound
from deskconsole.keys import key_label
from deskconsole.present.manual_text import ACTION, PICTURE, page_pieces, pictures_of
from deskconsole.text.cells import width
from tests.console.pictures import COUNTS, DOCS, DRAWINGS, all_seen, with_counts, with_pictures

#: Keys that every list or reader has, and that no action of the registry names.
OF_LISTS = {"j", "k", "PgUp", "PgDn", "Home", "End", "↓", "^P", "↑", *"123456789"}
#: What stands in backticks and is one key.
_ONE_KEY = re.compile(r"\^.|F\d+|Esc|Enter|PgUp|PgDn|Home|End|[^\w\s-]|[A-Za-z0-9]")
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)]+)\)")
_SHELL = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Lines of a page at 80 columns: its picture, and about a screen of text.
LONGEST = 75

PAGES = [pytest.param(topic, lang, id=f"{topic.name}-{lang}") for topic in topics() for lang in FOLDERS]


def word(name: str) -> str:
    """What stands in place of an action."""
    return title_of(name[1:]) if name.startswith("=") else key_label(first_key(name))


def text_of(topic: Topic, lang: str) -> str:
    """A page without its pictures."""
    return PICTURE.sub("", page_text(topic, lang))


def test_the_index_names_every_page_of_both_languages() -> None:
    names = [topic.name for topic in topics()]
    assert len(set(names)) == len(names) >= 20
    for lang in FOLDERS:
        folder = page_file(names[0], lang).parent
        assert sorted(path.stem for path in folder.glob("*.md")) == sorted(names)


def test_every_screen_has_a_page_with_its_picture() -> None:
    assert {topic.scope for topic in topics() if topic.scope} == set(Scope) - {Scope.EVERYWHERE}
    for topic in topics():
        for lang in FOLDERS:
            named = [name for name, _seen in pictures_of(page_text(topic, lang))]
            assert named == ([topic.name] if topic.scope or topic.name in ("call", "find") else [])


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.name)
def test_both_languages_have_the_same_parts(topic: Topic) -> None:
    parts = []
    for lang in FOLDERS:
        text = text_of(topic, lang)
        keys = sorted(ACTION.findall(text))
        rows = len(re.findall(r"^\|", text, flags=re.MULTILINE))
        parts.append((re.findall(r"^#+ ", text, flags=re.MULTILINE), keys, rows, len(_SHELL.findall(text))))
    assert parts[0] == parts[1]


@pytest.mark.parametrize(("topic", "lang"), PAGES)
def test_every_key_of_a_page_works_on_its_screen(topic: Topic, lang: str) -> None:
    here = {Scope.EVERYWHERE, *(Scope(name) for name in (topic.scope, *topic.beside) if name)}
    wrong = []
    for name in ACTION.findall(text_of(topic, lang)):
        action = named_action(name.removeprefix("="))
        if action is None or not (action.keys or name.startswith("=") or name == "show_counters"):
            wrong.append(name)
        elif topic.scope and not action.scopes & here:
            wrong.append(f"{name} is not of {sorted(here)}")
    labels = {key_label(key) for action in REGISTRY for key in action.keys} | OF_LISTS
    wrong += [
        code
        for code in _CODE.findall(text_of(topic, lang))
        if _ONE_KEY.fullmatch(code) and code not in labels | {"‼", "!", "-", "^"}
    ]
    assert wrong == []
    assert len(NUMBERED) == 9, "the digits of the usual steps"


@pytest.mark.parametrize(("topic", "lang"), PAGES)
def test_every_command_of_a_page_parses(topic: Topic, lang: str) -> None:
    text = text_of(topic, lang)
    lines = [line for block in _SHELL.findall(text) for line in block.splitlines()]
    lines += [code for code in _CODE.findall(text) if code.startswith("deskconsole")]
    for line in lines:
        if line.startswith("deskconsole"):
            words = shlex.split(line.partition(" > ")[0])[1:]
            assert cli.build_parser().parse_args(words) is not None


@pytest.mark.parametrize(("topic", "lang"), PAGES)
def test_links_lead_to_pages_and_a_page_is_no_longer_than_two_screens(topic: Topic, lang: str) -> None:
    text = page_text(topic, lang)
    assert set(_LINK.findall(text)) <= {each.name for each in topics()}
    for cells in (80, 46):
        lines = "".join(piece for piece, _style in page_pieces(text, cells, word)).splitlines()
        assert max(width(line) for line in lines) <= cells
        assert cells < 80 or len(lines) <= LONGEST
        assert not any("{" in line or "```" in line or "<!--" in line for line in lines if "date" not in line)


def test_the_counts_of_keys_are_the_same_in_both_languages() -> None:
    counts = []
    for lang in FOLDERS:
        found = COUNTS.search(page_text(find_topic("keys"), lang))
        assert found is not None
        counts.append(re.findall(r"\| (\d+) \|$", found[0], flags=re.MULTILINE))
    assert counts[0] == counts[1]
    assert len(counts[0]) == 12


@pytest.mark.parametrize("lang", FOLDERS)
def test_the_counts_of_keys_are_those_that_are_measured(lang: str) -> None:
    text = page_text(find_topic("keys"), lang)
    assert text == with_counts(text, lang), "make pictures takes the new ones"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        *[
            ("队列", "queue"),
            ("dl", "queue"),
            ("duilie", "queue"),
            ("QUEUE", "queue"),
            ("备份", "backup"),
            ("bf", "backup"),
        ],
        *[
            ("访客证", "visitors"),
            ("knowledge", "knowledge"),
            ("zsk", "knowledge"),
            ("call-back", "follow-ups"),
            ("夜", "night"),
        ],
    ],
)
def test_a_page_is_found_as_people_call_it(typed: str, name: str) -> None:
    assert find_topic(typed).name == name


def test_an_unknown_topic_names_those_that_are_called_alike() -> None:
    with pytest.raises(NotFound) as refusal:
        find_topic("queeu")
    assert "Queue" in str(refusal.value)
    with pytest.raises(NotFound):
        find_topic("")
    assert topic_of("no such screen") == topics()[0]


@pytest.mark.slow
@pytest.mark.parametrize("lang", FOLDERS)
async def test_every_picture_is_what_the_screen_shows(lang: str) -> None:
    pictures = await all_seen(lang)
    for topic in topics():
        text = page_text(topic, lang)
        assert text == with_pictures(text, pictures), f"{topic.name}: make pictures takes the new ones"
    for name, _screen, _size in DRAWINGS:
        file = f"{name}-{lang}.svg"
        assert (DOCS / file).read_text("utf-8") == pictures[file].drawing, f"{file}: make pictures takes the new ones"


def test_the_manual_keeps_the_wheel_small() -> None:
    folder = page_file("queue", "en").parents[1]
    assert sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) < 300_000
