"""Private data at the counter: hidden until somebody asks, and who asked is on record (F08)."""

from deskconsole.desk.desk import Desk, record_site_event
from deskconsole.desk.staff.staff import require
from deskconsole.desk.visitors.expecting import find_expected
from deskconsole.desk.work import load


def unmask(desk: Desk, number: str) -> tuple[str, ...]:
    """Somebody asks to see the private parts of a ticket's form; their names. Recorded as ``unmasked``."""
    now = desk.now()
    with desk.store.writing() as tx:
        loaded = load(desk, tx, number)
        require(desk.actor, "unmask", loaded.ticket, loaded.clocks)
        last = loaded.events[-1]
        kinds = {kind.name: kind for kind in loaded.rules_of(last.pack, last.calendar).pack.kinds}
        kind = kinds.get(loaded.ticket.kind or "")
        parts = kind.private if kind is not None else ()
        fields = {"number": loaded.record.number, "parts": list(parts)}
        record_site_event(desk, tx, "unmasked", now, fields, by=desk.actor.login)
        return parts


def unmask_expected(desk: Desk, expected_id: str) -> None:
    """The same for an appointment; recorded as ``unmasked``."""
    require(desk.actor, "unmask")
    now = desk.now()
    with desk.store.writing() as tx:
        expected = find_expected(tx, expected_id)
        record_site_event(desk, tx, "unmasked", now, {"expected": expected.id}, by=desk.actor.login)
