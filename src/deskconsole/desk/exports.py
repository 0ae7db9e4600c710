"""What leaves the desk is on record: who took how much of what."""

from collections.abc import Mapping
from typing import Any

from deskconsole.desk.desk import Desk
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work


def record_exported(desk: Desk, what: str, rows: int, *, file: str | None = None, **more: Any) -> None:
    """Put on the site's record that ``rows`` of ``what`` (form, ledger, …) were handed out, by whom and to which file.

    Written before the file gets its name: nothing is handed out without a trace. Whether somebody may take it was
    asked where it was gathered.
    """
    facts = {"what": what, "rows": rows, "file": file, **more}
    _record(desk, {name: value for name, value in facts.items() if value is not None})


@command(needs="read")
def _record(work: Work, facts: Mapping[str, Any]) -> None:
    work.note("exported", facts)
