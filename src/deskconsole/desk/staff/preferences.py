"""What each person has chosen at the console, kept for the next start. Scratch: no part of the record."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import command, query
from deskconsole.store import drafts

if TYPE_CHECKING:
    from deskconsole.desk.work import Work


@query(needs="read")
def preferences(look: Look) -> Mapping[str, Any]:
    """What the person at the desk has chosen: name → value; empty for who never chose anything."""
    stored = drafts.drafts(look.tx, look.actor.login)
    return next((draft.body for draft in stored if draft.form == drafts.CHOSEN), {})


@command(needs="read", settles=False)
def remember(work: "Work", chosen: Mapping[str, Any]) -> None:
    """Keep what the person at the desk has chosen now, beside what they chose before."""
    login = work.actor.login
    body = {**preferences(work), **chosen}
    drafts.save_draft(work.tx, f"{drafts.CHOSEN} {login}", person=login, form=drafts.CHOSEN, body=body, at=work.now)
