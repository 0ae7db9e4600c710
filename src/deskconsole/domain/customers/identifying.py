"""By what somebody is recognised in what is kept about them: names, telephone numbers, other ways to reach them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple, Self

from deskconsole.domain.customers.customer import name_key
from deskconsole.text.phones import numbers_in

#: Names of fewer characters, as they are compared, stand by chance in too many words.
_LEAST: Final = 2
#: What people write between the digits of a number.
_BETWEEN: Final = r"[ ().\-‐-―]*"
_COUNTRY: Final = r"(?:(?:\+|00)86" + _BETWEEN + ")?"


class Who(NamedTuple):
    """Somebody: rows of customers by their uuid, names, normal digits of telephone numbers, other contacts."""

    customers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Self:
        """From what a row keeps of it."""
        return cls(**{name: tuple(stored.get(name, ())) for name in cls._fields})

    @property
    def words(self) -> dict[str, list[str]]:
        """What of it is words; without it only rows of customers are named."""
        return {name: list(getattr(self, name)) for name in ("names", "numbers", "contacts")}

    def is_also(self, other: "Who") -> bool:
        """Whether both mean the same person: a customer or a way to reach them is the same, or, where neither is known
        of one of the two, a name."""
        if set(self.customers) & set(other.customers) or set(self.reached) & set(other.reached):
            return True
        nothing_else = not (self.customers or self.reached) or not (other.customers or other.reached)
        return nothing_else and bool(set(map(name_key, self.names)) & set(map(name_key, other.names)))

    @property
    def reached(self) -> tuple[str, ...]:
        """Ways to reach them, as they are compared."""
        return (*self.numbers, *map(name_key, self.contacts))


class Naming:
    """Finds somebody in texts."""

    def __init__(self, who: Who) -> None:
        self._names = [key for name in who.names if len(key := name_key(name)) >= _LEAST]
        self._contacts = [key for contact in who.contacts if len(key := name_key(contact)) >= _LEAST]
        numbers = "|".join(_BETWEEN.join(map(re.escape, digits)) for digits in who.numbers if digits)
        self._numbers = re.compile(rf"(?<![0-9]){_COUNTRY}(?:{numbers})(?![0-9])") if numbers else None

    def by_contact(self, text: str) -> bool:
        """Whether a text holds one of their numbers, however it is written, or another contact of theirs."""
        plain = unicodedata.normalize("NFKC", text)
        if self._numbers is not None and self._numbers.search(plain) is not None:
            return True
        return bool(self._contacts) and _any_in(self._contacts, name_key(plain))

    def by_name(self, text: str) -> bool:
        """Whether a text holds one of their names."""
        return bool(self._names) and _any_in(self._names, name_key(text))


def _any_in(keys: Iterable[str], text: str) -> bool:
    return any(key in text for key in keys)


def texts_in(value: object) -> Iterator[str]:
    """Every text in what is plain JSON, whole numbers too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_in(each)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)


def reached_by(values: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Normal digits of the telephone numbers among contacts, and those contacts that hold none."""
    numbers: dict[str, None] = {}
    others: dict[str, None] = {}
    for value in values:
        existing = numbers_in(value)
        numbers.update(dict.fromkeys(number.digits for number in existing))
        if not existing:
            others[value] = None
    return tuple(numbers), tuple(others)
