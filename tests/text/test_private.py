"""Private texts print masked wherever they get to (F08)."""

import copy
import pickle

import pytest

from deskconsole.text.private import Private, revealed

NUMBER = "13800001111"


def test_f08_every_way_to_print_one_is_masked() -> None:
    private = Private(NUMBER)
    shown = [str(private), repr(private), f"{private}", f"{private:>20}", f"{private!s} {private!r}", f"{[private]}"]
    assert not [text for text in shown if NUMBER in text or "0000" in text]
    assert str(private) == "138****1111"


def test_f08_what_is_behind_is_asked_for_by_name() -> None:
    assert Private(NUMBER).reveal() == revealed(Private(NUMBER)) == revealed(NUMBER) == NUMBER
    assert revealed(None) is None


def test_private_texts_compare_by_what_is_behind_them() -> None:
    assert Private("13800001111") != Private("13811111111"), "both print 138****1111"
    assert {Private(NUMBER), Private(NUMBER)} == {Private(NUMBER)}
    assert Private(NUMBER) != NUMBER
    assert not Private("")
    assert copy.deepcopy(Private(NUMBER)) == pickle.loads(pickle.dumps(Private(NUMBER))) == Private(NUMBER)


def test_a_private_text_is_never_changed() -> None:
    with pytest.raises(AttributeError):
        Private(NUMBER).text = "other"
