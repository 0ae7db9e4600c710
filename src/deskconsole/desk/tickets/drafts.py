"""Forms not yet saved: kept for their person, offered again after a crash, a kill or a dropped line."""

from collections.abc import Mapping
from typing import Any

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.identity import new_id
from deskconsole.desk.tickets.records import Draft
from deskconsole.errors import NotFound
from deskconsole.store import drafts as store


def new_draft_id(desk: Desk) -> str:
    """An id for a form that is being opened; also the key under which its content is saved at last."""
    return new_id(desk.now())


def save_draft(desk: Desk, draft_id: str, form: str, body: Mapping[str, Any], *, parked: bool = False) -> None:
    """Keep what has been typed so far."""
    with desk.store.writing() as tx:
        store.save_draft(tx, draft_id, person=desk.actor.login, form=form, body=body, at=desk.now(), parked=parked)


def drafts(desk: Desk, *, everybody: bool = False) -> list[Draft]:
    """What the person, or ``everybody``, has not finished typing, the newest first."""
    with desk.store.reading() as tx:
        result = store.drafts(tx, None if everybody else desk.actor.login)
    return [Draft(d.id, d.person, d.form, d.body, d.updated_at) for d in result]


def take_over_draft(desk: Desk, draft_id: str) -> Draft:
    """Go on with somebody else's parked form; who took it from whom is on record."""
    now = desk.now()
    with desk.store.writing() as tx:
        result = next((draft for draft in store.drafts(tx, None) if draft.id == draft_id), None)
        if result is None:
            raise NotFound("draft: it has been saved or dropped meanwhile")
        store.save_draft(
            tx, result.id, person=desk.actor.login, form=result.form, body=result.body, at=now, parked=True
        )
        trace = {"draft": result.id, "form": result.form, "from": result.person}
        record_site_event(desk, tx, "draft_taken_over", now, trace, by=desk.actor.login)
    return Draft(result.id, desk.actor.login, result.form, result.body, now)


def drop_draft(desk: Desk, draft_id: str) -> None:
    """Forget a form: it has been saved, or is not wanted any more."""
    with desk.store.writing() as tx:
        store.drop_draft(tx, draft_id)
