"""Handing a report in: what was drafted from the figures above, one's own words below."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Final

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from deskconsole.desk.reports.handing_in import hand_in_report
from deskconsole.desk.tickets.drafts import OWN_FORM
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports.report import HandedIn
from deskconsole.present.catalogue import N_
from deskconsole.present.reports.page import Page, joined
from deskconsole.screens.forms.form import Form
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.frame.session import Session
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import Entry, FormRow

#: By what the draft of such a form is kept; nobody else sees it.
DRAFT: Final = f"{OWN_FORM}hand_in_report"


class Drafted(FormPart):
    """The sentences that were made of the figures."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._text = Static("", markup=False)

    def above(self) -> Iterable[Widget]:
        """They scroll, for there may be many."""
        return (VerticalScroll(self._text, classes="note drafted", can_focus=False),)

    def begin(self) -> None:
        """They are there from the first."""
        sections = [section for section in self._page.sections if section.sentences]
        lines = [one_line(f"{section.title}: {joined(section.sentences)}") for section in sections]
        self._text.update(Content("\n".join(lines)))


class HandInForm(Form[HandedIn]):
    """One's own words under the draft; saving hands the report in."""

    def __init__(self, session: Session, number: str, period: Period, page: Page) -> None:
        self.number, self.period, self.page = number, period, page
        rows = [FormRow("text", N_("Your own words"), Entry.AREA, required=True)]
        super().__init__(session, rows, draft=f"{DRAFT} {number}", parts=[Drafted(page)])

    def heading(self) -> str:
        """Which report of which period."""
        return f"{self.page.title} · {self.period.name}"

    def submit(self) -> Callable[[], HandedIn]:
        """Hands it in."""
        return partial(hand_in_report, self.session.desk, self.number, self.entered("text"))
