"""What leaves the desk is on record: who took how much of what."""

from typing import Any

from deskconsole.desk.desk import Desk, record_site_event


def record_exported(desk: Desk, what: str, rows: int, *, file: str | None = None, **more: Any) -> None:
    """Put on the site's record that ``rows`` of ``what`` (form, ledger, …) were handed out, by whom and to which file.

    Written before the file gets its name: nothing is handed out without a trace.
    """
    now = desk.now()
    fields = {"what": what, "rows": rows, "file": file, **more}
    with desk.store.writing() as tx:
        given = {name: value for name, value in fields.items() if value is not None}
        record_site_event(desk, tx, "exported", now, given, by=desk.actor.login)
