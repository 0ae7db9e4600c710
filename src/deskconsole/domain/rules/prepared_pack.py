"""A pack of which most is read when it is asked for.

The canonical text of a pack that the program has checked and kept itself holds no mistake: neither the console's first
paint nor a telephone's hook waits until its phrases, checklists and forms have become records.
"""

from collections.abc import Mapping
from typing import Any, Final

from deskconsole.domain.plain import PlainReader, read_part, table_of
from deskconsole.domain.problems import PackError, Place
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.tables import TABLES

#: What is read at once: clocks get their names by each other.
_AT_ONCE: Final = "clocks"
_LATE: Final = frozenset(attribute for _file, attribute, _type in TABLES.values()) - {_AT_ONCE}


def prepared_pack(text: str) -> Pack:
    """The pack of a canonical text that this program has made and kept whole."""
    table = table_of(text)
    late = {name: table.pop(name) for name in _LATE & table.keys()}
    pack = _PreparedPack.of_table(table, text)
    for name in late:
        del pack.__dict__[name]  # the empty tuple that stands where nothing is given
    pack.__dict__["_late"] = late
    return pack


class _PreparedPack(Pack):
    """A pack with tables that become records when they are first asked for."""

    _late: Mapping[str, object]


class _Table:
    """A table of such a pack: read once, then it stands in the pack like any other."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, pack: _PreparedPack, _owner: type) -> Any:
        reading = PlainReader(Place("pack"))
        entries = read_part(Pack, self._name, pack._late[self._name], reading)
        if reading.problems:
            raise PackError(pack.name, reading.problems)
        return pack.__dict__.setdefault(self._name, entries)


for _name in _LATE:
    setattr(_PreparedPack, _name, _Table(_name))
