"""The quick look at every start of a console: the store's structure, the end of the record and its last day."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.verifying.heads import head_difference, head_in
from deskconsole.desk.verifying.run import checked
from deskconsole.errors import DeskError
from deskconsole.store.mapping import micros
from deskconsole.store.record import chain
from deskconsole.store.record.chain import ChainCheck, Link
from deskconsole.store.record.checking import fields_of

#: How far back it looks, and at how many events at most: it may take 50 ms.
_SINCE: Final = timedelta(days=1)
_MOST: Final = 2_000
#: The event of the site whose sheet notes a head.
_HANDED_OVER: Final = "shift_handed_over"


def quick_differences(desk: Desk) -> list[DeskError]:
    """What a quick look finds; nothing does not mean that the rest is whole (:func:`verifying.verify`).

    Anybody's console asks it: what it says names places in the record and no contents.
    """
    return list(checked("the record", _differences(desk)))


def _differences(desk: Desk) -> Iterator[DeskError]:
    sheets: list[Mapping[str, Any]] = []

    def look_at(event: Link) -> None:
        if event.ticket_id is None and event.kind == _HANDED_OVER:
            sheets.append(fields_of(event.facts))

    yield from desk.store.structure_differences(rows=False)
    with desk.store.reading() as tx:
        last = tx.head.last_site_seq
        first = chain.first_since(tx, micros(desk.now() - _SINCE), after=max(0, last - _MOST))
        check = ChainCheck(tx, first=max(1, last) if first is None else first, each=look_at)
        yield from check.portion(tx, _MOST + 1)
        yield from check.end(tx)
        for sheet in sheets:
            head = head_in(sheet)
            if head is not None and (problem := head_difference(tx, head, "the hand-over sheet")) is not None:
                yield problem
