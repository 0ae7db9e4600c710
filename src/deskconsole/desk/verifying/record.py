"""The record itself: the store's structure, the chain, the texts that events are judged by, heads noted elsewhere."""

from collections.abc import Iterator

from deskconsole.desk.verifying.run import Verification
from deskconsole.domain.calendar.calendar import Calendar
from deskconsole.domain.rules.pack import Pack
from deskconsole.errors import DeskError
from deskconsole.store import mapping
from deskconsole.store.api import ReadTransaction
from deskconsole.store.record import chain, checking
from deskconsole.store.record.checking import StoredText


def structure_differences(run: Verification) -> Iterator[DeskError]:
    """Tables, indexes, triggers, references."""
    with run.look():
        pass  # only who may verify
    yield from run.desk.store.structure_differences()


def chain_differences(run: Verification) -> Iterator[DeskError]:
    """The chain up to where it ended when the verification began."""
    while not run.chain.done:
        with run.look() as look:
            problems: list[DeskError] = list(run.chain.portion(look.tx))
        yield from problems
    with run.look() as look:
        problems = list(run.chain.end(look.tx))
    yield from problems


# --- texts ---------------------------------------------------------------------------------------------------------


def text_differences(run: Verification) -> Iterator[DeskError]:
    """Packs and calendars: each that an event names is stored, and is what its row says of it."""
    with run.look() as look:
        problems: list[DeskError] = list(chain.text_differences(look.tx))
        stored = {text.hash: text for text in checking.stored_texts(look.tx)}
        for what, named in (("pack", run.chain.packs), ("calendar", run.chain.calendars)):
            for digest in sorted(named - {""}):
                if digest not in stored or stored[digest].what != what:
                    problems.append(
                        DeskError("the {what} {hash}, which events are judged by, is missing", what=what, hash=digest)
                    )
        for text in stored.values():
            problems += _text(look.tx, text, run.chain.older_until)
    yield from problems


def _text(tx: ReadTransaction, text: StoredText, older_until: int) -> Iterator[DeskError]:
    try:
        expected = _own_words(text)
    except (DeskError, ValueError, LookupError, TypeError):
        yield DeskError("the stored {what} {hash} cannot be read as one", what=text.what, hash=text.hash)
        return
    for name, value in expected.items():
        if (stored := getattr(text, name)) != value:
            yield DeskError(
                "the stored {what} {hash}: {column} is {stored}, but its text says {expected}",
                what=text.what,
                hash=text.hash,
                column=name,
                stored=stored,
                expected=value,
            )
    # A text is stored with the first event that is judged by it, or that another one of its site is.
    added_at = mapping.micros(text.added_at)
    if added_at > older_until and not chain.recorded_then(tx, added_at):
        yield DeskError(
            "the stored {what} {hash}: added_at is {stored}, when nothing was recorded",
            what=text.what,
            hash=text.hash,
            stored=str(text.added_at),
        )


def _own_words(text: StoredText) -> dict[str, str]:
    if text.what == "pack":
        pack = Pack.from_canonical(text.body)
        return {"name": pack.name, "version": pack.version}
    Calendar.from_canonical(text.body)
    return {"name": "site", "version": ""}
