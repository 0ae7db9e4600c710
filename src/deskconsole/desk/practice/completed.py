"""Who has been through the practice, and when (S07): on the record of the desk that they work at."""

from datetime import datetime

from deskconsole.desk.look import Look
from deskconsole.desk.use_cases import command, query
from deskconsole.desk.work import Work
from deskconsole.record import dataclass
from deskconsole.store import staff, tickets


@dataclass(frozen=True, slots=True)
class Completed:
    """Somebody has come to the end of the practice; ``at`` is ``None`` for who has not yet.

    ``steps``: how many there were; ``skipped``: how many of them the practice did itself.
    """

    login: str
    name: str
    at: datetime | None
    steps: int
    skipped: int


@command(needs="read")
def record_practice(work: Work, steps: int, skipped: int) -> None:
    """Put on record that the person at the desk has come to the end of the practice."""
    work.note("practised", login=work.actor.login, steps=steps, skipped=skipped)


@query(needs="read")
def practices(look: Look) -> list[Completed]:
    """Everybody who works here, by login, with the newest practice that they have completed."""
    done = {
        str(event.fields["login"]): event
        for _seq, event in tickets.site_events(look.tx)
        if event.kind == "practised" and not event.fields.get("erased")
    }
    results = []
    for person in staff.staff_list(look.tx):
        event = done.get(person.login)
        if person.enabled or event is not None:
            fields = event.fields if event is not None else {}
            at = event.happened_at if event is not None else None
            steps, skipped = int(fields.get("steps") or 0), int(fields.get("skipped") or 0)
            results.append(Completed(person.login, person.name, at, steps, skipped))
    return results
