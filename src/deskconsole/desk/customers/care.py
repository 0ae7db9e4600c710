"""What customers say of how they are treated: their file is right, they agree, they want no contact (S10, S11)."""

from collections.abc import Sequence
from typing import Any, Final

from deskconsole.desk.customers.customers import file_within, find_customer
from deskconsole.desk.customers.records import CustomerFile
from deskconsole.desk.customers.treatment import care_of, consent_fields
from deskconsole.desk.customers.visit_plans import arrange
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.customers import care_events as care
from deskconsole.errors import DeskError
from deskconsole.store import customers
from deskconsole.text.clean import clean

_REASON_LIMIT: Final = 200


def _again(work: Work, answer: str) -> CustomerFile:
    return file_within(work, int(answer))


def _noted(work: Work, customer_id: int, kind: str, **fields: Any) -> CustomerFile:
    """Record something about whose file it is; the file afterwards."""
    stored = customers.file_of(work.tx, find_customer(work.tx, customer_id))
    work.note(kind, customers=(stored.id,), customer=stored.uuid, **fields)
    if kind in (care.STOPPED, care.ALLOWED):
        arrange(work, find_customer(work.tx, stored.id))
    work.answer(str(stored.id))
    work.flush()
    return file_within(work, stored.id)


@command(needs="customers", again=_again)
def check_file(work: Work, customer_id: int, *, key: str | None = None) -> CustomerFile:
    """Somebody has gone through the file with the customer: what stands in it is right (S10)."""
    return _noted(work, customer_id, care.CHECKED)


@command(needs="customers", again=_again)
def record_consent(
    work: Work,
    customer_id: int,
    outcome: str,
    *,
    channels: Sequence[str] = (),
    key: str | None = None,
) -> CustomerFile:
    """They were told what their data are for and have said yes (``given``) or no (``refused``); the purposes are those
    of the packs in force. ``channels``: the only ways by which they may be contacted unasked (S11)."""
    return _noted(work, customer_id, care.CONSENT, **consent_fields(work.desk, outcome, channels))


@command(needs="customers", again=_again)
def stop_contact(work: Work, customer_id: int, reason: str | None = None, *, key: str | None = None) -> CustomerFile:
    """They do not wish to be contacted unasked any more: no visits, surveys or offers, and whoever is about to call
    them is warned (S11)."""
    if file_within(work, customer_id).treatment.stopped_at is not None:
        raise DeskError("customer: they are not contacted unasked already", field="customer")
    words = clean(reason or "").strip()[:_REASON_LIMIT]
    return _noted(work, customer_id, care.STOPPED, **({"reason": words} if words else {}))


@command(needs="customers", again=_again)
def allow_contact(work: Work, customer_id: int, *, key: str | None = None) -> CustomerFile:
    """They may be contacted again; what is planned regularly begins anew."""
    if file_within(work, customer_id).treatment.stopped_at is None:
        raise DeskError("customer: nothing says that they may not be contacted", field="customer")
    stored = customers.file_of(work.tx, find_customer(work.tx, customer_id))
    for member in customers.members_of(work.tx, stored)[1:]:
        if care_of(work.tx, member).stopped_at is not None:
            work.note(care.ALLOWED, customers=(member.id,), customer=member.uuid)
    return _noted(work, customer_id, care.ALLOWED)
