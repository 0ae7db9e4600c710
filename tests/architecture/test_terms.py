"""One word for one thing in Chinese too, and none that only a machine uses, in whatever people read."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from tests.architecture.catalogues import keys, read, strings

#: An English word of the glossary (``docs/architecture.md``) → what it is called in Chinese, one of these.
TERMS: Final = {
    r"(?<!queue )tickets?": ("工单", "单", "件"),
    r"articles?": ("条目", "K12"),
    r"customers?": ("客户", "顾客", "来访者"),
    r"appointments?": ("预约",),
    r"roster": ("值班", "排班"),
    r"hand-offs?": ("转交", "协同"),
    r"knowledge base": ("知识库",),
    r"policy packs?": ("规则包",),
    r"queue numbers?": ("号",),
}
#: Words by which people look for an action.
ASKED_BY: Final = "src/deskconsole/actions/groups.py"
#: What is called otherwise: a second word for the same thing, or one that no receptionist would say.
NEVER: Final = (
    "咨询单",
    "受理单",
    "知识文章",
    "为空",
    "取票",
    "条记录被",
    "该操作",
    "此处不可",
    "存储的",
    "鉴于",
)


def translations() -> Iterator[tuple[str, str]]:
    """Each text with its Chinese; what the palette is asked by is whatever comes to mind."""
    for message in read("zh_CN"):
        if message.id and [name for name, _line in message.locations] != [ASKED_BY]:
            yield from ((keys(message)[0], text) for text in strings(message))


def wrong(english: str, chinese: str) -> list[str]:
    """What a translation says otherwise than the glossary."""
    found = [word for word in NEVER if word in chinese]
    spoken = re.sub(r"\{[^}]*\}|`[^`]*`|--\w+|\w+\.\w+|'[^']*'", "", english)
    for pattern, terms in TERMS.items():
        if re.search(rf"\b{pattern}\b", spoken) and not any(term in chinese for term in terms):
            found.append(f"{pattern}: {' / '.join(terms)}")
    return found


def test_one_word_for_one_thing() -> None:
    assert not [
        (english, chinese, mistakes) for english, chinese in translations() if (mistakes := wrong(english, chinese))
    ]


def test_chinese_marks_in_chinese_sentences() -> None:
    """A half-width comma or colon between Chinese characters is a slip of the keyboard."""
    slip = re.compile(r"[\u4e00-\u9fff][,;:?!][\u4e00-\u9fff ]|^(\{\w+\}|[a-z_]+): [\u4e00-\u9fff]")
    assert not [chinese for _english, chinese in translations() if slip.search(chinese)]


@pytest.mark.parametrize(
    ("english", "chinese", "good"),
    [
        ("No ticket is selected", "没有选中工单", True),
        ("No ticket is selected", "没有选中咨询单", False),
        ("an article", "一篇条目", True),
        ("an article", "一篇文章", False),
        ("{ticket} is here", "{ticket} 在这里", True),
    ],
)
def test_what_is_found(english: str, chinese: str, good: bool) -> None:
    assert (not wrong(english, chinese)) is good
