"""Recomputing everything that can be recomputed, and naming each difference."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.sources import verify_articles
from deskconsole.desk.look import Look
from deskconsole.desk.papers.attachments import verify_attachments
from deskconsole.desk.use_cases import query
from deskconsole.desk.verifying.customers import customer_differences
from deskconsole.desk.verifying.heads import head_difference
from deskconsole.desk.verifying.record import (
    chain_differences,
    structure_differences,
    text_differences,
)
from deskconsole.desk.verifying.run import Verification, checked
from deskconsole.desk.verifying.site import people_differences, site_differences
from deskconsole.desk.verifying.tickets import call_differences, ticket_differences
from deskconsole.desk.verifying.words import word_differences
from deskconsole.errors import DeskError, StoreUnusable
from deskconsole.text.heads import Head

Part = Callable[[Verification], Iterator[DeskError]]


def _articles(run: Verification) -> Iterator[DeskError]:
    with run.look() as look:
        problems = list(verify_articles(look.tx, run.uses.total(look.tx)))
    yield from problems


def _attachments(run: Verification) -> Iterator[DeskError]:
    return verify_attachments(run.desk)


#: The parts in their order: a later one uses what an earlier one has seen.
_PARTS: Final[tuple[tuple[str, Part], ...]] = (
    ("the store", structure_differences),
    ("the record", chain_differences),
    ("packs and calendars", text_differences),
    ("the site", site_differences),
    ("customers", customer_differences),
    ("tickets", ticket_differences),
    ("calls", call_differences),
    ("articles", _articles),
    ("the search", word_differences),
    ("attached files", _attachments),
)


def verify(
    desk: Desk, *, clocks: bool = False, heads: Sequence[Head] = (), resume: bool = False
) -> Iterator[DeskError]:
    """Each difference between the store and what its events say: the store's structure, the chain, packs and calendars,
    the rows of the site, the customers, the derived columns of every ticket, the calls, the articles, the words of the
    search, the attached files, and with ``clocks`` every clock row. ``heads``: noted earlier, outside of the store.
    ``resume``: tickets that an earlier verification has looked at before it was ended are left out.

    Others may write meanwhile: what is recorded after it began is not looked at.
    """
    try:
        run = Verification(desk, clocks=clocks, resume=resume)
    except StoreUnusable:
        raise
    except DeskError:
        if not (changed := list(_who_may(desk))):
            raise
        yield from changed
        return
    for noted in heads:
        with run.look() as look:
            problem = head_difference(look.tx, noted, "what you noted")
        if problem is not None:
            yield problem
    built_otherwise = False
    for what, part in _PARTS:
        try:
            for problem in checked(what, part(run)):
                built_otherwise |= part is structure_differences
                yield problem
        except StoreUnusable as error:
            if not built_otherwise:
                raise  # a disk that fails; what was done to the structure does not hide the rest
            yield error


@query(needs="verify")
def head_now(look: Look) -> Head:
    """Where the record ends now, to be noted outside of the store."""
    return Head(look.tx.head.last_site_seq, look.tx.head.head_hash)


def _who_may(desk: Desk) -> Iterator[DeskError]:
    """Somebody is refused: unless that is because who may verify was changed past the program."""
    yield from checked("the store", desk.store.structure_differences())
    with desk.store.reading() as tx:
        yield from list(checked("people", people_differences(tx)))
