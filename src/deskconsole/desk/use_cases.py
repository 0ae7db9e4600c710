"""The door of every use case: permission, transaction, key and retry, here and nowhere else.

``@command`` and ``@query`` ask whether the person at the desk may do it (its ``needs``, see ``permissions.py``), open
the transaction, and hand the use case a :class:`Work` (a :class:`Look` where it only reads) in place of the
:class:`Desk` that its caller gives. A command's door also records first what time has brought about, answers a
repeated key with the first answer, and writes once more where nobody can say whether the first write was stored.

A use case inside another one runs in its work.
"""

import functools
import hashlib
import inspect
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Concatenate, Final, ParamSpec, Protocol, TypeVar, cast

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import BY_EVENT
from deskconsole.errors import CommitUnsure, StoreUnusable

if TYPE_CHECKING:
    from deskconsole.desk.work import Work

P = ParamSpec("P")
R = TypeVar("R")


class UseCase(Protocol):
    """What every door says of its use case; tests walk them."""

    needs: str
    writes: bool


_USE_CASES: Final[list[UseCase]] = []


def use_cases() -> tuple[UseCase, ...]:
    """Every use case whose module is imported."""
    return tuple(_USE_CASES)


def query(*, needs: str) -> Callable[[Callable[Concatenate[Look, P], R]], Callable[Concatenate[Desk | Look, P], R]]:
    """The door of a use case that reads; called with a desk, or with the look or work that it is part of."""

    def decorate(function: Callable[Concatenate[Look, P], R]) -> Callable[Concatenate[Desk | Look, P], R]:
        @functools.wraps(function)
        def door(desk: Desk | Look, *args: P.args, **kwargs: P.kwargs) -> R:
            if isinstance(desk, Look):
                return function(desk, *args, **kwargs)
            with desk.store.reading() as tx:
                look = Look(desk, tx, needs)
                if needs != BY_EVENT:
                    look.require(needs)
                return function(look, *args, **kwargs)

        return cast(Callable[Concatenate[Desk | Look, P], R], _named(door, needs, writes=False))

    return decorate


@contextmanager
def looking(desk: Desk, *, needs: str) -> Iterator[Look]:
    """One read transaction for what gives its answer piece by piece; asked for permission like a :func:`query`."""
    with desk.store.reading() as tx:
        look = Look(desk, tx, needs)
        look.require(needs)
        yield look


def require(desk: Desk, needs: str) -> None:
    """Refuse somebody before the input is read: what is wrong with it is for those who may give it."""
    with looking(desk, needs=needs):
        return


def command(
    *, needs: str, again: "Callable[[Work, str], Any] | None" = None, settles: bool = True
) -> "Callable[[Callable[Concatenate[Work, P], R]], Callable[Concatenate[Desk | Work, P], R]]":
    """The door of a use case that writes.

    Where its signature has ``key``, the same key and content again gives the first answer, other content is refused;
    ``again`` gives that answer from what the use case has left with :meth:`Work.answer` (a ticket's view needs
    neither). The key is taken here. ``settles``: what
    time has brought about is recorded first; a machine's line that comes late must not be overtaken by it.
    """

    def decorate(function: "Callable[Concatenate[Work, P], R]") -> "Callable[Concatenate[Desk | Work, P], R]":
        signature = inspect.signature(function)

        @functools.wraps(function)
        def door(desk: "Desk | Work", *args: P.args, **kwargs: P.kwargs) -> R:
            given = dict(kwargs)
            key = cast(str | None, given.pop("key", None))
            run = cast(Callable[..., R], function)
            if not isinstance(desk, Desk):
                return run(desk, *args, **given)
            content = _digest(function.__name__, signature, args, given) if key is not None else ""
            return cast(R, _write(desk, needs, key, content, again, settles, run, args, given))

        return cast(Callable[..., R], _named(door, needs, writes=True))

    return decorate


def _write(desk: Desk, needs: str, key: str | None, *rest: Any) -> Any:
    """Writes; an end that nobody can tell may have been one: with a key the second try finds what was recorded."""
    from deskconsole.desk.transactions.writing import write  # who only reads, as the first paint, lacks it

    try:
        return write(desk, needs, key, *rest)
    except CommitUnsure:
        if key is None:
            raise
        return write(desk, needs, key, *rest)


class Once:
    """Gives what records something a key, so that a repeat after a write whose end nobody could tell records nothing
    twice: the same person who asks for the same again has the key of that write."""

    def __init__(self) -> None:
        self._unsure: dict[str, str] = {}

    def run(self, function: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call a function of the desk, with a key where it takes one and none is given."""
        job = functools.partial(function, *args, **kwargs)
        ours = getattr(job.func, "__module__", "").startswith("deskconsole.desk.")
        if not ours or "key" in job.keywords or not _takes_key(job.func):
            return job()
        desk, *given = job.args
        who = f"{job.func.__qualname__} {desk.login if isinstance(desk, Desk) else None}"
        content = _digest(who, inspect.signature(job.func), given, job.keywords)
        repeated = self._unsure.pop(content, None)
        key = repeated or secrets.token_hex(16)
        try:
            return cast(Callable[..., R], job)(key=key)
        except StoreUnusable as error:
            if repeated or isinstance(error, CommitUnsure):  # still nobody knows
                self._unsure[content] = key
            raise


@functools.lru_cache(maxsize=512)
def _takes_key(function: Callable[..., Any]) -> bool:
    """Whether a function of the desk takes the key of a write."""
    key = inspect.signature(function).parameters.get("key")
    return key is not None and key.kind is inspect.Parameter.KEYWORD_ONLY


def _named(door: Callable[..., Any], needs: str, *, writes: bool) -> Any:
    door.needs = needs  # type: ignore[attr-defined]
    door.writes = writes  # type: ignore[attr-defined]
    _USE_CASES.append(cast(UseCase, door))
    return door


def _digest(name: str, signature: inspect.Signature, args: Sequence[Any], given: Mapping[str, Any]) -> str:
    """What a key stands for: SHA-256 of the use case with everything that it is given, defaults left out."""
    bound = signature.bind_partial(None, *args, **given).arguments
    content = {
        name: _plain(value)
        for name, value in bound.items()
        if name != next(iter(signature.parameters)) and name not in ("key", "expect") and value is not None
    }
    text = json.dumps([name, content], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        compared = [each.name for each in fields(value) if each.compare]
        return {name: _plain(each) for name in compared if (each := getattr(value, name)) is not None}
    if isinstance(value, Mapping):
        return {str(name): _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
