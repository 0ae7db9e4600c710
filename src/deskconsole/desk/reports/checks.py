"""Quality checks of a period as a report has them: by level and by person, and why records failed."""

from collections import Counter
from collections.abc import Sequence

from deskconsole.desk.look import Look
from deskconsole.desk.quality.checks import CheckView, checks_begun, is_to_be_put_right
from deskconsole.desk.quality.plans import plans
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports.report import Checked
from deskconsole.domain.site.checks import OPEN, REPLACED
from deskconsole.domain.tickets.events.checks import FAILED

Causes = tuple[tuple[str | None, int], ...]


def checked(look: Look, period: Period, person: str | None, *, own: bool) -> tuple[tuple[Checked, ...], Causes]:
    """The checks that were begun in a period, a line for each level and then for each person whose work it was, and how
    many failed for which cause. ``own``: those alone that somebody makes of their own work."""
    levels = plans(look.desk)
    views = [
        view
        for view in checks_begun(look, *period.instants(look.desk.zone))
        if view.row.state != REPLACED
        and (person is None or view.row.receiver == person)
        and (not own or (view.row.level in levels and levels[view.row.level].own))
    ]
    by_level: dict[str, list[CheckView]] = {}
    by_person: dict[str, list[CheckView]] = {}
    for view in views:
        by_level.setdefault(view.row.level, []).append(view)
        if view.row.receiver is not None and person is None:
            by_person.setdefault(view.row.receiver, []).append(view)
    lines = [_line(each, level=level) for level, each in by_level.items()]
    lines += [_line(by_person[login], person=login) for login in sorted(by_person)]
    causes = Counter(view.row.cause for view in views if view.shown("outcome") == FAILED)
    return tuple(lines), tuple(sorted(causes.items(), key=lambda each: (-each[1], each[0] or "")))


def _line(views: Sequence[CheckView], *, level: str | None = None, person: str | None = None) -> Checked:
    scores = [view.score for view in views if view.score is not None]
    return Checked(
        level=level,
        person=person,
        due=len(views),
        done=sum(view.row.state != OPEN for view in views),
        failed=sum(view.shown("outcome") == FAILED for view in views),
        mean=sum(scores) / len(scores) if scores else None,
        right=sum(is_to_be_put_right(view.row) for view in views if not view.hidden),
    )
