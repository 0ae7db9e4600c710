"""One write: its permission, its transaction, the key that it is known by.

The door (``use_cases.py``) imports this with the first write, so that the console's first paint and whoever only looks
do not wait for what writes.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar, cast

from deskconsole.desk.desk import Desk
from deskconsole.desk.permissions import BY_EVENT
from deskconsole.desk.records import TicketView
from deskconsole.desk.viewing import view_at
from deskconsole.desk.work import Work
from deskconsole.errors import DeskError
from deskconsole.store import idempotency, tickets
from deskconsole.store.idempotency import WrittenKey

R = TypeVar("R")


def write(
    desk: Desk,
    needs: str,
    key: str | None,
    content: str,
    again: Callable[[Work, str], Any] | None,
    settles: bool,
    function: Callable[..., R],
    args: Sequence[Any],
    given: Mapping[str, Any],
) -> R:
    """One write transaction from its permission to its commit."""
    work: Work | None = None
    try:
        with desk.store.writing() as tx:
            work = Work(desk, tx, needs)
            if needs != BY_EVENT:
                work.require(needs)
            if settles:
                work.settled = work.settle()
            if key is None or (existing := _recall(work, key, content)) is None:
                result = function(work, *args, **given)
                work.finish()
                if key is not None:
                    _remember(work, key, content, result)
            else:
                result = cast(R, _first_answer(work, key, existing, again))
                work.finish()
        desk.stored_texts |= work.texts
        return result
    finally:
        if work is not None:
            work.let_go()


def _recall(work: Work, key: str, content: str) -> WrittenKey | None:
    """What was answered under ``key`` before, if the content is the same; ``None`` the first time."""
    existing = idempotency.recall_key(work.tx, key)
    if existing is not None and existing.digest not in (content, idempotency.OLDER):
        raise _used_for_something_else(key)
    return existing


def _used_for_something_else(key: str) -> DeskError:
    return DeskError("key: '{key}' has been used for something else", field="key", key=key)


def _remember(work: Work, key: str, content: str, result: Any) -> None:
    views = result if isinstance(result, list) else [result]
    answer = work._answer
    if answer is None and views and all(isinstance(view, TicketView) for view in views):
        stored = [
            {"number": view.number, "seq": view.ticket.seq - view.pending, "at": view.at.isoformat()} for view in views
        ]
        answer = json.dumps(stored if isinstance(result, list) else stored[0])
    idempotency.remember_key(work.tx, key, content, answer or "", at=work.now)


def _first_answer(work: Work, key: str, existing: WrittenKey, again: Callable[[Work, str], Any] | None) -> Any:
    """The first answer, looked at again as it was: the same events, judged at the same instant."""
    try:
        return again(work, existing.answer) if again is not None else _first_views(work, existing.answer)
    except (TypeError, ValueError, LookupError) as error:
        if existing.digest != idempotency.OLDER:
            raise
        raise _used_for_something_else(key) from error  # an older version's answer to something else


def _first_views(work: Work, answer: str) -> Any:
    stored = json.loads(answer) if answer else []
    views = [_replay(work, each) for each in (stored if isinstance(stored, list) else [stored])]
    return views if isinstance(stored, list) else views[0]


def _replay(work: Work, stored: Mapping[str, Any]) -> TicketView:
    record = work.find(stored["number"])
    events = [event for event in tickets.ticket_events(work.tx, record.id) if event.seq <= stored["seq"]]
    return view_at(work.load(record, events), datetime.fromisoformat(stored["at"]))
