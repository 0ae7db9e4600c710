"""How the desk treats a customer: checked on, agreed, not to be contacted; of a file that holds several together."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from deskconsole.desk.desk import Desk
from deskconsole.desk.look import Look
from deskconsole.desk.work import Work
from deskconsole.domain.customers.care_events import CONSENT, OUTCOMES
from deskconsole.domain.customers.file_age import months_after, months_of
from deskconsole.domain.rules.customers.customer_care import Purpose
from deskconsole.domain.site.customer_care import CARE, Care
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.store import site_rows
from deskconsole.store.api import ReadTransaction
from deskconsole.store.customers import CustomerRecord
from deskconsole.text.clean import clean


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What must be known before somebody contacts a customer.

    ``check_due``: when their file is to be gone through (``None``: no rule says so); ``to_check``: that is now.
    ``consent``: ``given``, ``refused``, ``None`` where they were never asked, and ``to_ask`` says that they should be.
    ``channels``: the only ways by which they may be contacted unasked, if they have named any.
    """

    checked_at: datetime | None = None
    checked_by: str | None = None
    check_due: datetime | None = None
    to_check: bool = False
    consent: str | None = None
    consent_at: datetime | None = None
    to_ask: bool = False
    channels: tuple[str, ...] = ()
    stopped_at: datetime | None = None
    stopped_by: str | None = None


def purposes_of(desk: Desk) -> list[Purpose]:
    """What customers' data are for, by the packs in force; each once."""
    return list({purpose.name: purpose for pack in desk.packs for purpose in pack.purposes}.values())


def care_of(tx: ReadTransaction, customer: CustomerRecord) -> Care:
    """What is on record of one customer; nothing where nobody has said anything yet."""
    row = site_rows.find_row(tx, CARE, (customer.uuid,))
    return Care(**row) if row is not None else Care(customer.uuid)


def is_stopped(tx: ReadTransaction, members: Iterable[CustomerRecord]) -> bool:
    """Whether anybody in a file does not wish to be contacted unasked."""
    return any(care_of(tx, member).stopped_at is not None for member in members)


def treatment(look: Look, members: Sequence[CustomerRecord]) -> Treatment:
    """How the customers of one file are treated: checked and asked last counts, one who wants no contact is enough."""
    desk, each = look.desk, [care_of(look.tx, member) for member in members]
    checked = max((one for one in each if one.checked_at), key=lambda one: str(one.checked_at), default=None)
    agreed = max((one for one in each if one.consent_at), key=lambda one: str(one.consent_at), default=None)
    stopped = next((one for one in each if one.stopped_at), None)
    since = checked.checked_at if checked is not None else None
    due = check_due(desk, members[0].tier, since or min(member.created_at for member in members))
    return Treatment(
        checked_at=since,
        checked_by=checked.checked_by if checked is not None else None,
        check_due=due,
        to_check=due is not None and due <= look.now,
        consent=agreed.consent if agreed is not None else None,
        consent_at=agreed.consent_at if agreed is not None else None,
        to_ask=agreed is None and bool(purposes_of(desk)),
        channels=agreed.channels if agreed is not None else (),
        stopped_at=stopped.stopped_at if stopped is not None else None,
        stopped_by=stopped.stopped_by if stopped is not None else None,
    )


def check_due(desk: Desk, tier: str | None, since: datetime) -> datetime | None:
    """When the file of a customer of this tier is to be gone through; ``None`` where no rule says so."""
    months = months_of((check for pack in desk.packs for check in pack.file_checks), tier)
    return months_after(since, months, desk.zone) if months is not None else None


def consent_fields(desk: Desk, outcome: str, channels: Sequence[str] = ()) -> dict[str, Any]:
    """What the event of a consent says; raises :class:`DeskError` for an answer or a channel that there is not."""
    if outcome not in OUTCOMES:
        allowed = ", ".join(OUTCOMES)
        raise DeskError("consent: '{value}' is not one of {allowed}", field="consent", value=outcome, allowed=allowed)
    purposes = [purpose.name for purpose in purposes_of(desk)]
    if not purposes:
        raise DeskError("consent: the rules of this desk name no purpose that could be agreed to", field="consent")
    existing = list(dict.fromkeys(channel.name for pack in desk.packs for channel in pack.channels))
    for channel in channels:
        if channel not in existing:
            allowed = ", ".join(existing)
            given = clean(channel)[:80]
            raise DeskError("channel: '{value}' is not one of {allowed}", field="channel", value=given, allowed=allowed)
    return {"outcome": outcome, "purposes": purposes, **({"channels": list(channels)} if channels else {})}


def record_consent_of(work: Work, customer: CustomerRecord, outcome: str, channels: Sequence[str] = ()) -> None:
    """Put on record what somebody answered, as a part of a use case."""
    fields = consent_fields(work.desk, outcome, channels)
    work.note(CONSENT, {"customer": customer.uuid, **fields}, customers=(customer.id,))
