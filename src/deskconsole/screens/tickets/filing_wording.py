"""The language check of the filing form: each text for the customer on it is the text of an event of its own."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from deskconsole.desk.tickets.records import TicketView
from deskconsole.domain.rules.customer_wording import REASON, WordingRefused
from deskconsole.domain.tickets.event import CUSTOMER_WORDING
from deskconsole.domain.tickets.filing import MissingPart
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.phrases import blanks_of
from deskconsole.screens.forms.wording_check import WordingCheck
from deskconsole.screens.frame.session import Session
from deskconsole.widgets.forms.form_row import Entry, FormRow


class FilingWording:
    """Watches the texts for the customer, by the part that they complete; under each a reason can be given."""

    def __init__(
        self, session: Session, view: TicketView, missing_parts: Iterable[MissingPart], rows: Mapping[str, FormRow]
    ) -> None:
        self._rows = rows
        self._reasons: dict[str, FormRow] = {}
        self._checks: dict[str, WordingCheck] = {}
        for missing in missing_parts:
            if missing.part in rows and missing.entered == "text" and "text" in CUSTOMER_WORDING.get(missing.kind, ()):
                self._reasons[missing.part] = self._reason_row(missing.part)
                self._checks[missing.part] = WordingCheck(
                    session,
                    view,
                    missing.kind,
                    self._watched(missing.part),
                    time_told=lambda: False,
                    allowed=lambda lang: blanks_of(view, session, lang=lang),
                )

    def __bool__(self) -> bool:
        """Whether anything on the form is said to the customer."""
        return bool(self._checks)

    @staticmethod
    def _reason_row(part: str) -> FormRow:
        row = FormRow(f"{part} {REASON}", lambda: _("Why so"), Entry.LINE)
        row.display = False
        return row

    def _watched(self, part: str) -> Callable[[], Mapping[str, FormRow]]:
        return lambda: {"text": self._rows[part], REASON: self._reasons[part]}

    def rows(self) -> Iterator[FormRow]:
        """The rows of the form, each text for the customer with the row of its reason below it."""
        for part, row in self._rows.items():
            yield row
            if part in self._reasons:
                yield self._reasons[part]

    async def read_existing(self) -> None:
        """Reads the figures and passed texts that may be told, and looks at what stands on the form."""
        for check in self._checks.values():
            await check.read_existing()

    def touched(self, row: FormRow) -> None:
        """Something was typed into a row."""
        if row.field in self._checks:
            self._checks[row.field].touched(row)

    def names(self, row: FormRow) -> bool:
        """Whether something is named at a row now."""
        return row.field in self._checks and self._checks[row.field].names(row)

    def reason(self, part: str) -> dict[str, str]:
        """The reason that is given for what a part says, as the field of its event."""
        row = self._reasons.get(part)
        message = row.value.strip() if row is not None and row.display else ""
        return {REASON: message} if message else {}

    def refused(self, error: WordingRefused) -> bool:
        """Says at its row why the desk refused to record a text so; whether the row is on the form."""
        check = self._checks.get(error.field or "")
        if check is not None:
            check.refused(error)
        return check is not None

    def take(self, focused: FormRow | None) -> bool:
        """Puts the accepted wording in place of the first hit, in the row that is typed in if it has one."""
        checks = sorted(self._checks.items(), key=lambda each: focused is None or each[0] != focused.field)
        return any(check.take(focused) for _part, check in checks)
