"""Everything that people read is in both catalogues, whole, and compiled."""

import gettext
import textwrap
from pathlib import Path

import pytest

from deskconsole.present.catalogue import Catalogue
from tests.architecture.catalogues import LOCALES, keys, placeholders, po, read, strings, untranslated
from tests.architecture.texts import texts

REMEDY = "run `make catalogues`, translate what it lists in the .po file, run it again"


def test_every_text_can_be_found_in_the_source() -> None:
    assert texts().unclear == []


@pytest.mark.parametrize("locale", LOCALES)
def test_catalogue_holds_the_texts_of_the_source(locale: str) -> None:
    held = {keys(message) for message in read(locale) if message.id}
    assert held == set(texts().found), REMEDY


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_translated(locale: str) -> None:
    assert untranslated(read(locale)) == [], REMEDY


@pytest.mark.parametrize("locale", LOCALES)
def test_translations_keep_the_placeholders(locale: str) -> None:
    wrong = [
        f"{text!r}: {translation!r}"
        for message in read(locale)
        if message.id
        for text in [keys(message)[-1]]
        for translation in strings(message)
        if translation and placeholders(translation) != placeholders(text)
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_compiled_catalogue_says_the_same(locale: str) -> None:
    file = po(locale).with_suffix(".mo")
    with file.open("rb") as opened:
        compiled = gettext.GNUTranslations(opened)
    ours = Catalogue(file.read_bytes())
    for message in read(locale):
        if message.id and all(strings(message)):
            assert ours.gettext(keys(message)[0]) == compiled.gettext(keys(message)[0])
            for n in range(4 if len(keys(message)) > 1 else 0):
                one, several = keys(message)[:2]
                assert ours.ngettext(one, several, n) == compiled.ngettext(one, several, n)
            assert compiled.gettext(keys(message)[0]) == strings(message)[0] or len(keys(message)) > 1, REMEDY
            if len(keys(message)) > 1:
                said = [compiled.ngettext(keys(message)[0], keys(message)[1], n) for n in (1, 2)]
                assert said == [strings(message)[0], strings(message)[-1]], REMEDY


@pytest.mark.parametrize("locale", LOCALES)
def test_what_no_catalogue_holds_stays_as_it_is(locale: str) -> None:
    ours = Catalogue(po(locale).with_suffix(".mo").read_bytes())
    first, *_others, last = sorted(keys(message)[0] for message in read(locale) if message.id)
    for text in (first[:-1], f"{first}\0", f"{last} more", "\U0010ffff", "\udc80", "没有"):
        assert ours.gettext(text) == text
        assert [ours.ngettext(text, "more", n) for n in (1, 2)] == [text, "more"]


def test_english_is_its_own_key() -> None:
    assert [keys(message) for message in read("en") if message.id and keys(message) != strings(message)] == []


def test_texts_are_taken_from_wherever_a_template_may_stand(tmp_path: Path) -> None:
    source = """
    class DeskError(Exception):
        def __init__(self, template, /, *, field=None, **values): ...
    class Refused(DeskError): ...
    class Wider(Refused):
        def __init__(self, where, template): ...
    class Problem:
        place: str
        template: str
    def wrong(where, template): return DeskError("{where}: " + template, where=where)
    def never(other): return Refused(other)
    late = "late" if 1 else "early"
    Refused("refused {x}", x=1), Wider("place", "wider"), Problem("p", "problem"), Problem("p", template="named")
    wrong("place", "wrong"), DeskError(late), _("shown"), N_("marked"), ngettext("{n} call", "{n} calls", 2)
    other("not for people")
    """
    (tmp_path / "a.py").write_text(textwrap.dedent(source))
    result = texts(tmp_path)
    single = {message[0] for message in result.found if len(message) == 1}
    assert single == {"refused {x}", "wider", "problem", "named", "wrong", "late", "early", "shown", "marked"}
    assert ("{n} call", "{n} calls") in result.found
    assert [line.partition(": ")[2] for line in result.unclear] == ["Refused(other)"]
