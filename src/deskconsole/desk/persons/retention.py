"""What has been kept for long enough goes: proposed to whoever asks, done once who leads has approved the rules.

Each thing goes in a transaction of its own with the event that names the rule and who approved it, so that it can be
ended between any two of them and begun again; a second run finds nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.permissions import ALL
from deskconsole.desk.persons.due import Due, Stops, everything_due
from deskconsole.desk.persons.taking_out import (
    ERASED,
    leave_nothing,
    remove_files,
    take_from_ticket,
    take_site_events,
)
from deskconsole.desk.policy.retention_rules import Retention, Rule, load_retention
from deskconsole.desk.use_cases import command, query, require
from deskconsole.desk.work import Work
from deskconsole.domain.site.persons import RETENTION_APPROVED
from deskconsole.errors import DeskError
from deskconsole.store import drafts
from deskconsole.store.api import ReadTransaction
from deskconsole.store.personal import emptying, expired, finding

Stop = Callable[[], bool]
#: A run that was ended leaves the rest for the next one.
_NOT_STOPPED: Final[Stop] = lambda: False  # noqa: E731


class Kept(NamedTuple):
    """What a run did with one record: how many things and entries are gone, how many things are stopped, by what."""

    record: str
    gone: int
    entries: int
    stopped: Mapping[str, int]


class Report(NamedTuple):
    """What a run did. ``files``: attached files removed; ``finished``: it was not ended before; ``scrubbed``: nothing
    of it is left in the store's files."""

    records: tuple[Kept, ...]
    files: int
    finished: bool
    scrubbed: bool


def propose_retention(desk: Desk) -> Iterator[Due]:
    """Everything that is due now, also what is stopped; nothing is done."""
    require(desk, "people_data")
    yield from everything_due(desk, load_retention(desk.folder), desk.now())


class Proposed(NamedTuple):
    """How many things were due one night, by record."""

    at: datetime
    due: Mapping[str, int]


def propose_nightly(desk: Desk, day: date) -> Proposed | None:
    """How much is due, once the local day is no longer ``day``, to whoever may ask; ``None`` where nothing is."""
    now = desk.now()
    if now.astimezone(desk.zone).date() == day or desk.roles.scope(desk.actor.role, "people_data") != ALL:
        return None
    counted = Counter(each.record for each in propose_retention(desk) if each.stopped is None)
    return Proposed(now, dict(counted)) if counted else None


@command(needs="erasures")
def approve_retention(work: Work) -> str:
    """Approve the site's rules as they are now, for every run until they change; the digest that stands for them."""
    if work.desk.entered_by not in (None, work.actor.login):
        raise DeskError("retention: who leads the desk has to approve the rules in person")
    digest = load_retention(work.desk.folder).digest
    work.note(RETENTION_APPROVED, digest=digest)
    return digest


@query(needs="people_data")
def _approved_by(look: Look, digest: str) -> str:
    """Who approved the rules in force; refused where nobody did, or who runs them did."""
    return _approver(look.tx, digest, look.actor.login)


def _approver(tx: ReadTransaction, digest: str, actor: str) -> str:
    last = finding.last_of_kind(tx, RETENTION_APPROVED)
    if last is None or last[2].get("digest") != digest or last[1] is None:
        raise DeskError("retention: who leads the desk has not approved these rules yet: retention approve")
    if last[1] == actor:
        raise DeskError("retention: somebody else than who approved the rules has to run them")
    return last[1]


def run_retention(desk: Desk, *, stop: Stop = _NOT_STOPPED) -> Report:
    """Do what is due and not stopped. ``stop`` is asked before each transaction; the rest is done by the next run."""
    require(desk, "people_data")
    rules = load_retention(desk.folder)
    _approved_by(desk, rules.digest)
    done: dict[str, list[int]] = {record: [0, 0] for record in rules.rules}
    stopped: dict[str, dict[str, int]] = {record: {} for record in rules.rules}
    digests, finished = set[str](), True
    for due in everything_due(desk, rules, desk.now()):
        if stop():
            finished = False
            break
        why = due.stopped or _take(desk, rules, due, digests)
        if why is None:
            done[due.record][0] += 1
            done[due.record][1] += due.entries
        else:
            stopped[due.record][why] = stopped[due.record].get(why, 0) + 1
    removed = remove_files(desk, digests)
    changed = any(gone for gone, _entries in done.values())
    records = tuple(Kept(name, gone, entries, stopped[name]) for name, (gone, entries) in done.items())
    return Report(records, removed, finished, leave_nothing(desk) if changed else desk.store.scrub())


def _take(desk: Desk, rules: Retention, due: Due, digests: set[str]) -> str | None:
    """Do one thing; what has come to stop it meanwhile."""
    why, gone = _take_due(desk, rules.rules[due.record], rules.digest, due)
    digests |= set(gone)
    return why


# Nothing is settled before: a ticket that was loaded with its words would be saved with them.
@command(needs="people_data", settles=False)
def _take_due(work: Work, rule: Rule, digest: str, due: Due) -> tuple[str | None, list[str]]:
    stops = Stops(work.tx)
    why = stops.of_draft(due.key) if rule.record == "drafts" else stops.of(rule, due.who, due.customers)
    if why is not None:
        return why, []
    facts = {"rule": rule.record, "approved_by": _approver(work.tx, digest, work.actor.login)}
    if due.ticket_id is not None:
        return None, take_from_ticket(work, due.ticket_id, due.seqs, facts, callers=rule.record == "calls")
    if rule.record == "drafts":
        drafts.drop_draft(work.tx, due.key)
    elif rule.record == "write_keys":
        expired.drop_old_keys(work.tx, due.since)
    else:
        _take_site(work, due, facts)
    return None, []


def _take_site(work: Work, due: Due, facts: Mapping[str, Any]) -> None:
    """Words of the site: of an appointment, an entry of the watch list, a customer's file."""
    held = due.held or finding.site_words(work.tx, due.seqs)
    for customer_id in due.customers:
        emptying.empty_customer(work.tx, customer_id)
    work.note(ERASED, {"events": take_site_events(work, held), "customers": list(due.who.customers), **facts})
