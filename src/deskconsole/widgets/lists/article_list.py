"""Articles and answered cases, a line each."""

from collections.abc import Sequence
from typing import ClassVar

from deskconsole.present.catalogue import _
from deskconsole.widgets.lists.line_list import Column, LineList

_NARROW = 64


class ArticleList(LineList):
    """Number, title, category, how often it was used; on a phone number and title."""

    CLOCK_CELLS: ClassVar[int] = 1

    def empty_text(self) -> str:
        """What an empty list says."""
        return _("Nothing in the knowledge base fits")

    def columns(self, cells: int) -> Sequence[Column]:
        """What fits beside the title."""
        room = cells - self.CLOCK_CELLS - 2
        number = max(4, min(self.needed.get("number", 0), 8))
        if cells < _NARROW:
            return (Column("number", _("No."), number), Column("title", _("Title"), max(0, room - number - 1)))
        category, uses = max(4, min(self.needed.get("category", 0), 14)), 4
        return (
            Column("number", _("No."), number),
            Column("title", _("Title"), max(0, room - number - category - uses - 3)),
            Column("category", _("Category"), category),
            Column("uses", _("Used"), uses, "right"),
        )
