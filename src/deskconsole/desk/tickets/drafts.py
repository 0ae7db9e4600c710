"""Forms not yet saved: kept for their person, offered again after a crash, a kill or a dropped line."""

from collections.abc import Mapping
from typing import Any, Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.identity import new_id
from deskconsole.desk.look import Look
from deskconsole.desk.records import Draft
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.errors import NotFound
from deskconsole.store import drafts as store

#: What the names of drafts begin with that only their own person sees: what is scored is scored blind.
OWN_FORM: Final = "check "


def new_draft_id(desk: Desk) -> str:
    """An id for a form that is being opened; also the key under which its content is saved at last."""
    return new_id(desk.now())


@command(needs="read")
def save_draft(work: Work, draft_id: str, form: str, body: Mapping[str, Any], *, parked: bool = False) -> None:
    """Keep what has been typed so far."""
    store.save_draft(work.tx, draft_id, person=work.actor.login, form=form, body=body, at=work.now, parked=parked)


@query(needs="read")
def drafts(look: Look, *, everybody: bool = False) -> list[Draft]:
    """What the person, or ``everybody``, has not finished typing, the newest first."""
    me = look.actor.login
    result = store.drafts(look.tx, None if everybody else me)
    seen = [d for d in result if d.form != store.CHOSEN and (d.person == me or not d.form.startswith(OWN_FORM))]
    return [Draft(d.id, d.person, d.form, d.body, d.updated_at) for d in seen]


@command(needs="read")
def take_over_draft(work: Work, draft_id: str) -> Draft:
    """Go on with somebody else's parked form; who took it from whom is on record."""
    result = next((draft for draft in store.drafts(work.tx, None) if draft.id == draft_id), None)
    if result is None or result.form.startswith(OWN_FORM):
        raise NotFound("draft: it has been saved or dropped meanwhile")
    person = work.actor.login
    store.save_draft(work.tx, result.id, person=person, form=result.form, body=result.body, at=work.now, parked=True)
    work.note("draft_taken_over", {"draft": result.id, "form": result.form, "from": result.person})
    return Draft(result.id, person, result.form, result.body, work.now)


@command(needs="read")
def drop_draft(work: Work, draft_id: str) -> None:
    """Forget a form: it has been saved, or is not wanted any more."""
    store.drop_draft(work.tx, draft_id)
