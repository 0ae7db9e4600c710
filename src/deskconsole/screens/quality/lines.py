"""The lines of the list of checks."""

from typing import Final

from deskconsole.desk.quality.checks import NOTHING, TO_COACH, TO_SCORE, CheckView
from deskconsole.present.catalogue import N_, language
from deskconsole.present.supervision import check_texts
from deskconsole.present.titles import Titles
from deskconsole.widgets.lists.layout import Column, Layout, rest
from deskconsole.widgets.lists.lines import Line

#: Which record, of whom, how it stands, its score; on a phone without the level.
CHECKS: Final = Layout(
    {
        0: (Column("number", N_("Ticket"), 4, 6), rest("stands", N_("How it stands"))),
        64: (
            Column("number", N_("Ticket"), 4, 6),
            Column("level", N_("Check"), 4, 14),
            Column("who", N_("Whose work"), 4, 10),
            Column("reviewer", N_("Checked by"), 4, 10),
            Column("score", N_("Score"), 4, 5),
            rest("stands", N_("How it stands")),
        ),
    },
    clock=N_("Left"),
)


def check_line(view: CheckView, titles: Titles) -> Line:
    """One check: what is left of its time where it is to be scored, or looked at once more."""
    row = view.row
    texts = {
        "number": row.number[-4:],
        "level": view.title.get(language()),
        "who": titles.person(row.receiver) if row.receiver else "—",
        "reviewer": titles.person(row.reviewer) if row.reviewer else "—",
        "score": check_texts.percent(None if view.hidden else row.score),
        "stands": check_texts.standing(row, hidden=view.hidden),
    }
    due = row.due if view.to_do == TO_SCORE else row.right_by if view.to_do == TO_COACH else None
    return Line(row.check, texts, due=due, dim=view.to_do == NOTHING)
