"""The language check of the filing form: each text for the customer on it is the text of an event of its own."""

from collections.abc import Callable, Iterable, Mapping

from deskconsole.desk.records import TicketView
from deskconsole.domain.rules.customer_wording import REASON
from deskconsole.domain.tickets.filing import MissingPart
from deskconsole.domain.tickets.vocabulary import CUSTOMER_WORDING
from deskconsole.errors import DeskError
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.forms.wording_check import TAKE, WordingCheck, take_or_end
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import FormRow


class FilingWording(FormPart):
    """Watches the texts for the customer, by the part that they complete; under each a reason can be given."""

    def __init__(self, session: Session, view: TicketView, parts: Iterable[MissingPart]) -> None:
        self._checks = {
            each.part: WordingCheck(session, view, each.kind, text=each.part, reason=f"{each.part} {REASON}")
            for each in parts
            if each.entered == "text" and "text" in CUSTOMER_WORDING.get(each.kind, ())
        }

    def reason_row(self, part: str) -> Iterable[FormRow]:
        """The row for the reason of a part's text, where that is said to the customer."""
        return (self._checks[part].reason,) if part in self._checks else ()

    def reason(self, part: str) -> dict[str, str]:
        """The reason that is given for what a part says, as the field of its event."""
        given = next((row.value.strip() for row in self.reason_row(part) if row.display), "")
        return {REASON: given} if given else {}

    @property
    def actions(self) -> Mapping[str, Callable[[], None]]:
        """Accepted wording for what is named, where anything on the form is said to the customer."""
        return {TAKE: lambda: take_or_end(self.form, self._take)} if self._checks else {}

    def _take(self, focused: FormRow | None) -> bool:
        """Takes it in the row that is typed in if that has some, else in the first that has."""
        checks = sorted(self._checks.items(), key=lambda each: focused is None or each[0] != focused.field)
        return any(check.take(focused) for _part, check in checks)

    def begin(self) -> None:
        """Reads what may be told."""
        for check in self._checks.values():
            check.form = self.form
            check.begin()

    def claims(self, row: FormRow) -> bool:
        """Whether something is named at a row now."""
        return row.field in self._checks and self._checks[row.field].claims(row)

    def changed(self, row: FormRow) -> None:
        """Something was typed into a row."""
        if row.field in self._checks:
            self._checks[row.field].changed(row)

    def refused(self, error: DeskError) -> bool:
        """Says at its row why the desk refused to record a text so; whether the row is on the form."""
        check = self._checks.get(error.field or "")
        return check is not None and check.refused(error)
