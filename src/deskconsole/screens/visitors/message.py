"""Small forms about a visitor who is here: words for a host who is not to be reached, a pass for who has none."""

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from deskconsole.desk.visitors import checking_out, passes
from deskconsole.desk.visitors.records import VisitorLine
from deskconsole.present.catalogue import N_, _
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.session import Session
from deskconsole.screens.visitors.form_parts import NextPass
from deskconsole.widgets.forms.form_row import Entry, FormRow


class MessageForm(Form[str]):
    """Gives the number of the message."""

    ROW_OF: ClassVar = {"content": "text"}

    def __init__(self, session: Session, visitor: VisitorLine) -> None:
        self._visitor = visitor
        rows = [
            FormRow("host", N_("For"), value=visitor.own("host") or ""),
            FormRow("text", N_("Message"), Entry.AREA, required=True),
        ]
        super().__init__(session, rows, draft=f"visitor message {visitor.number}")

    def heading(self) -> str:
        """From whom."""
        return f"{_('Leave a message')} · {self.session.titles.name(self._visitor.name)}"

    def first_row(self) -> FormRow:
        """For whom it is stands there already."""
        return self.rows["text"]

    def submit(self) -> Callable[[], str]:
        """Takes the message."""
        desk, number, text = self.session.desk, self._visitor.number, self.rows["text"].value
        host, key = self.entered("host") or None, self.drafts.id
        return lambda: checking_out.leave_message(desk, number, text, host=host, key=key).number


class PassForm(Form[str]):
    """Gives the number of the pass; what stands in it at first is a proposal, so that no draft is kept."""

    def __init__(self, session: Session, visitor: VisitorLine) -> None:
        self._visitor = visitor
        super().__init__(session, [FormRow("pass", N_("Pass"), required=True)], parts=[NextPass(session)])

    def heading(self) -> str:
        """Who gets it."""
        return f"{_('Give a pass')} · {self.session.titles.name(self._visitor.name) or self._visitor.number}"

    def submit(self) -> Callable[[], str]:
        """Gives it out."""
        return partial(passes.give_pass, self.session.desk, self._visitor.number, self.entered("pass"))
