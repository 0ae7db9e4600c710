"""A pass for somebody who is inside and has none."""

from collections.abc import Callable

from deskconsole.desk.visitors import passes
from deskconsole.desk.visitors.records import VisitorLine
from deskconsole.present.catalogue import N_, _
from deskconsole.screens.forms.form import Form
from deskconsole.screens.frame.session import Session
from deskconsole.screens.visitors.form_parts import NextPass
from deskconsole.text.clean import one_line
from deskconsole.widgets.forms.form_row import FormRow


class PassForm(Form[str]):
    """Gives the number of the pass; what stands in it at first is a proposal, so that no draft is kept."""

    def __init__(self, session: Session, visitor: VisitorLine) -> None:
        self._visitor = visitor
        super().__init__(session, [FormRow("pass", N_("Pass"))], parts=[NextPass(session)])

    def heading(self) -> str:
        """Who gets it."""
        return f"{_('Give a pass')} · {one_line(str(self._visitor.name or self._visitor.number))}"

    def submit(self) -> Callable[[], str]:
        """Gives it out."""
        desk, visit, number = self.session.desk, self._visitor.number, self.entered("pass")
        return lambda: passes.give_pass(desk, visit, number)
