"""Whose number it is that a new name comes with: nobody becomes a second person silently."""

from deskconsole.desk.customers.customers import matches_of, possible_duplicates
from deskconsole.desk.customers.records import CustomerMatch
from deskconsole.screens.frame.session import Session
from deskconsole.screens.intake.rows import IntakeRows


class NumberOwners:
    """Who has the number on the form already; asked for once a number, then it is somebody else."""

    def __init__(self, session: Session, rows: IntakeRows) -> None:
        self._session, self._rows = session, rows
        self._asked_for = ""

    def forget(self) -> None:
        """Another form stands in the rows."""
        self._asked_for = ""

    async def find(self) -> list[CustomerMatch]:
        """Those that were not asked about yet."""
        name, contact = self._rows.given("customer"), self._rows.given("contact")
        if contact is None or contact == self._asked_for:
            return []
        duplicates = await self._session.ask(possible_duplicates, self._session.desk, name, contact)
        same = [duplicate.id for duplicate in duplicates if duplicate.why == "phone"]
        if same:
            self._asked_for = contact
        return await self._session.ask(matches_of, self._session.desk, same) if same else []
