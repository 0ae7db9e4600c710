"""What to ask in the category that is chosen: beside the form a line each, below it run together."""

from collections.abc import Callable

from textual.widget import Widget

from deskconsole.present.catalogue import _, language
from deskconsole.screens.forms.parts import FormPart
from deskconsole.screens.intake.rows import IntakeRows
from deskconsole.screens.tickets.facts import advice_of
from deskconsole.text.cells import wrap
from deskconsole.widgets.forms.form_row import Entry, FormRow
from deskconsole.widgets.text_view import TextView

#: Width of the texts beside the form on wide terminals; the style sheet gives them their place.
_SIDE_CELLS = 36


class Questions(FormPart):
    """``wide``: whether they stand beside the form."""

    def __init__(self, rows: IntakeRows, wide: Callable[[], bool]) -> None:
        self._rows = rows
        self._wide = wide
        self.text = TextView(id="questions")
        self.text.can_focus = False

    def changed(self, row: FormRow) -> None:
        """Another category, other questions."""
        if row.entry is Entry.CHOICE:
            self.show()

    def relabel(self) -> None:
        """In the language now in use."""
        self.show()

    def show(self) -> None:
        """Shows them, and how it goes in this category."""
        pack, category, wide = self._rows.pack, self._rows.value("category"), self._wide()
        checklist = pack.questions(category)
        query = [question.title.get(language()) for question in checklist.questions] if checklist else []
        pieces = [(f"{_('Ask')}\n" if wide else f"{_('Ask')}  ", "bold $accent")] if query else []
        if wide:
            pieces += [("- " + "\n  ".join(wrap(text, _SIDE_CELLS - 2)) + "\n", "") for text in query]
        elif query:
            pieces.append(("  ".join(query), ""))
        for label, text in advice_of(pack, category):
            pieces.append((f"{label}\n" if wide else f"  {label} ", "bold $accent"))
            pieces.append(("\n".join(wrap(text, _SIDE_CELLS)) + "\n" if wide else text, ""))
        if isinstance(self.text.parent, Widget):
            self.text.parent.set_class(bool(pieces), "-asks")
        self.text.show(pieces)
