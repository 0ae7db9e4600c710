"""One letter, one meaning: the registry of actions, the declared meanings and `docs/keys.md` say the same."""

from deskconsole.actions import REGISTRY, Scope
from deskconsole.actions.meanings import MEANINGS, MOVED
from tests.architecture import keys


def test_every_key_means_one_thing_on_every_screen() -> None:
    several = {key: sorted(found) for key, found in keys.meanings().items() if len(found) > 1}
    assert several == {}, "give one of them another key, or say in actions/meanings.py why they are one thing"


def test_every_declared_meaning_is_used_by_two_actions_and_says_why() -> None:
    by_name = {action.name: action for action in REGISTRY}
    for each in MEANINGS:
        assert len(each.actions) > 1, each
        assert len(each.why) > 12, each
        assert all(each.key in by_name[name].keys for name in each.actions), each


def test_what_has_moved_does_nothing_on_its_screen_and_names_what_does() -> None:
    for scope, moved in MOVED.items():
        here = {action.name: action for action in REGISTRY if scope in action.scopes}
        held = {key for action in here.values() for key in action.keys}
        assert not held & set(moved), scope
        assert all(here[name].keys for name in moved.values()), scope


def test_no_screen_has_a_key_twice() -> None:
    for scope in Scope:
        pressed = [key for action in REGISTRY if scope in action.scopes for key in action.keys]
        assert len(pressed) == len(set(pressed)), scope


def test_the_page_is_what_the_registry_says() -> None:
    text = keys.PAGE.read_text("utf-8")
    assert keys.page(text) == text, "python -m tests.architecture.keys"
