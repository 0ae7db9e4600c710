"""Which consoles are shared, and after how long they lock themselves: ``[sign_on]`` of ``site.toml``."""

import pytest

from deskconsole.desk.settings import read_settings
from deskconsole.errors import DeskError


def test_by_default_no_console_is_shared() -> None:
    assert not read_settings("").sign_on.is_shared("desk")
    assert not read_settings('[sign_on]\naccounts = ["desk"]').sign_on.is_shared("desk")


def test_all_accounts_are_shared_or_those_that_are_named() -> None:
    assert read_settings("[sign_on]\nshared = true").sign_on.is_shared("li")
    named = read_settings('[sign_on]\nshared = true\naccounts = ["desk"]\nlock_after = 0').sign_on
    assert (named.is_shared("desk"), named.is_shared("li"), named.lock_after) == (True, False, 0)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("lock_after = -1", "not minutes from 0 to 600"),
        ("lock_after = 601", "not minutes from 0 to 600"),
        ('shared = "yes"', "must be true or false"),
        ("acounts = []", "did you mean 'accounts'?"),
    ],
)
def test_a_mistake_is_named(line: str, reason: str) -> None:
    with pytest.raises(DeskError) as refused:
        read_settings(f"[sign_on]\n{line}")
    assert reason in "\n".join(str(error) for error in getattr(refused.value, "errors", [refused.value]))
