"""Taking out what is somebody's: small transactions, each with the event that says so; files after them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.emergency.files import forget_inside
from deskconsole.desk.papers import attachment_files as files
from deskconsole.desk.papers.attachments import KIND as ATTACHED
from deskconsole.desk.persons.plan import Plan
from deskconsole.desk.work import Work
from deskconsole.domain.calendar.instant import EPOCH
from deskconsole.domain.tickets.event import Event
from deskconsole.store import drafts, papers, search
from deskconsole.store.personal import emptying, finding
from deskconsole.store.personal.finding import HeldPayload
from deskconsole.store.record import recording
from deskconsole.store.sign_on import approvals

#: The event of a ticket or of the site that lists whose words are gone.
ERASED: Final = "erased"


def take_from_ticket(
    work: Work, ticket_id: int, seqs: Iterable[int], facts: Mapping[str, Any], *, callers: bool = False
) -> list[str]:
    """Take the words of these events out of a ticket; the digests of the files that they named. ``callers``: the
    numbers that its calls came from as well, also where the form still has one.

    What is gone already stays so: a repeat writes nothing. The use case must not have loaded the ticket before, nor
    settle: its row is made again of what is left.
    """
    wanted = set(seqs)
    held = [each for each in finding.words_of_ticket(work.tx, ticket_id) if each.seq in wanted and each.kind != ERASED]
    if not held:
        return []
    gone = [str(each.fields["digest"]) for each in held if each.kind == ATTACHED and "digest" in each.fields]
    files.set_aside(work.desk.folder, gone)
    recording.erase_payloads(work.tx, ticket_id, [each.seq for each in held])
    ticket = work.ticket_by_id(ticket_id)
    ticket.append(ticket.draft_event(ERASED, fields={"events": [each.seq for each in held], **facts}))
    if callers or not ticket.ticket.contact:
        emptying.forget_caller(work.tx, ticket_id)
    return gone


def take_from_site(work: Work, plan: Plan, facts: Mapping[str, Any]) -> None:
    """Take out everything else: customers' rows, events of the site and the rows that follow from them, forms not yet
    saved, what leaders are asked just now, keys of writes, versions of articles."""
    tx = work.tx
    for customer in plan.person.customers:
        emptying.empty_customer(tx, customer.id)
    for draft in plan.drafts:
        drafts.drop_draft(tx, draft)
    for request in approvals.approvals(tx):  # of minutes: whoever needs it still asks once more
        approvals.drop_approval(tx, request.uuid)
    for key in plan.keys:
        emptying.drop_key(tx, key)
    for version in plan.versions:
        emptying.empty_version(tx, version)
    listed = take_site_events(work, plan.site)
    versions = [[version.number, version.version] for version in plan.versions]
    customers = [customer.uuid for customer in plan.person.customers]
    work.note(ERASED, {"events": listed, "customers": customers, "articles": versions, **facts})


def take_site_events(work: Work, held: Sequence[HeldPayload]) -> list[int]:
    """Take the words of events of the site out; their site sequences, for the event that lists them."""
    seqs = [each.site_seq for each in held]
    recording.erase_payloads(work.tx, None, seqs)
    changed: dict[str, set[tuple[Any, ...]]] = {}
    for each in held:
        for table, key in emptying.rows_of(Event(each.seq, each.kind, EPOCH, EPOCH, fields=each.fields)):
            changed.setdefault(table, set()).add(key)
    emptying.derive_again(work.tx, changed)
    return seqs


def leave_nothing(desk: Desk) -> bool:
    """Leave nothing of what was taken out in the index of words and in the files of the store; whether that is done,
    or somebody was reading all the while."""
    forget_inside(desk.folder)
    search.gather_words(desk.store)
    return desk.store.scrub()


def remove_files(desk: Desk, digests: Iterable[str] = ()) -> int:
    """Remove attached files that no event names any more, also those that an erasure that was ended has left; how many.

    Others may attach the same content meanwhile: they write their event under the lock that this holds.
    """
    gone = {*digests, *files.aside(desk.folder)}
    if not gone:
        return 0
    with desk.store.writing() as tx:
        gone -= {attached.digest for attached in papers.attached(tx)}
        return sum(files.remove(desk.folder, digest) for digest in sorted(gone))
