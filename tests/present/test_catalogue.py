"""Texts in the language in use: chosen at the start, switched at any time, refusals explained in it."""

import gettext
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from deskconsole.errors import DeskError
from deskconsole.present import catalogue
from deskconsole.present.catalogue import N_, _, choose, explain, language, ngettext, use


class Chinese(gettext.NullTranslations):
    """A catalogue of this test."""

    TEXTS = {  # noqa: RUF012
        "{n} open": "{n} 件未办结",
        "'{value}' is not one of {known}": "“{value}”不在 {known} 之中",
        "too late": "太晚了",
        "phone": "电话",
        "{field}: {value}": "{field}：{value}",
        "the pack {pack} has problems: {problems}": "规则包 {pack} 有问题：{problems}",
        "broken {here}": "坏的 {there}",
    }

    def gettext(self, message: str) -> str:
        return self.TEXTS.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext("{n} open")


@dataclass(frozen=True)
class Title:
    """A text of a pack."""

    zh: str
    en: str

    def get(self, lang: str) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Mistake:
    """A problem of a pack."""

    template: str
    where: str
    values: dict[str, Any] = field(default_factory=dict)


@pytest.fixture(autouse=True)
def two_languages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    texts = {"zh": Chinese(), "en": gettext.NullTranslations()}
    monkeypatch.setattr(catalogue, "_texts", texts.__getitem__)
    before = language()
    use("zh")
    yield
    use(before)


def test_language_is_switched_at_any_time() -> None:
    shown = [_("{n} open").format(n=3)]
    use("en")
    shown.append(_("{n} open").format(n=3))
    use("zh")
    shown.append(_("{n} open").format(n=3))
    assert shown == ["3 件未办结", "3 open", "3 件未办结"]


def test_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(DeskError) as caught:
        use("fr")
    assert caught.value.field == "lang"
    assert language() == "zh"


def test_nothing_translated_is_nothing() -> None:
    assert _("") == ""


def test_marked_text_stays_english_until_it_is_shown() -> None:
    assert N_("too late") == "too late"
    assert _(N_("too late")) == "太晚了"


def test_plural_follows_the_language() -> None:
    assert ngettext("{n} call", "{n} calls", 2) == "{n} 件未办结"
    use("en")
    assert [ngettext("{n} call", "{n} calls", n) for n in (1, 2)] == ["{n} call", "{n} calls"]


@pytest.mark.parametrize(
    ("option", "environ", "chosen"),
    [
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        (None, {}, "zh"),
        (None, {"LANG": "C"}, "zh"),
        (None, {"LANG": "C.UTF-8"}, "zh"),
        (None, {"LANG": "POSIX"}, "zh"),
        (None, {"LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LANG": "de_DE.UTF-8"}, "zh"),
        (None, {"LANG": "en_GB.UTF-8"}, "en"),
        (None, {"LANG": "en"}, "en"),
        (None, {"LC_MESSAGES": "en_US.UTF-8"}, "en"),
        (None, {"LANGUAGE": "en_US:zh_CN", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_ALL": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        (None, {"LC_ALL": "", "LANG": "en_US.UTF-8"}, "en"),
        (None, {"LANG": "enm_XX"}, "zh"),
    ],
)
def test_language_to_start_with(option: str | None, environ: dict[str, str], chosen: str) -> None:
    assert choose(option, environ) == chosen


def test_refusal_is_translated_before_its_values_are_filled_in() -> None:
    error = DeskError("'{value}' is not one of {known}", value="{n} open", known=["a", N_("phone")])
    assert explain(error) == "“{n} open”不在 a、电话 之中"
    use("en")
    assert explain(error) == "'{n} open' is not one of a, phone"


def test_values_are_given_in_the_language_in_use() -> None:
    error = DeskError("{field}: {value}", field="title", value=Title("收到", "received"))
    assert explain(error) == "title：收到"
    assert explain(DeskError("{field}: {value}", field="x", value=DeskError("too late"))) == "x：太晚了"


def test_what_people_typed_is_never_translated() -> None:
    assert explain(DeskError("{field}: {value}", field="x", value="phone")) == "x：phone"


def test_message_behind_a_place_is_translated_without_it() -> None:
    error = DeskError("{where}: '{value}' is not one of {known}", where="shop.toml", value=1, known="2")
    assert explain(error) == "shop.toml: “1”不在 2 之中"


def test_every_problem_stands_on_its_own_line() -> None:
    error = DeskError("the pack {pack} has problems: {problems}", pack="p", problems="not used")
    error.problems = (Mistake("too late", "a.toml:3"), Mistake("{n} open", "b.toml", {"n": 2}))  # type: ignore[attr-defined]
    assert explain(error) == "规则包 p 有问题：a.toml:3: 太晚了\nb.toml: 2 件未办结"


def test_braces_without_values_are_just_characters() -> None:
    assert explain(DeskError("write {json}")) == "write {json}"


def test_broken_translation_is_shown_unfilled() -> None:
    assert explain(DeskError("broken {here}", here=1)) == "坏的 {there}"
