"""The sentences that a report is drafted with, made of its figures and of nothing else."""

from collections.abc import Sequence
from datetime import timedelta, tzinfo
from typing import Final

from deskconsole.domain.figures.amounts import Amount
from deskconsole.domain.figures.figure import COUNT, MEAN, RATE, Figure
from deskconsole.domain.figures.periods import Period
from deskconsole.domain.reports.questions import MOST, Questions
from deskconsole.domain.reports.report import Checked, Counted, Improvement, Part, Placed, Report
from deskconsole.present.catalogue import N_, Marked, _, ngettext
from deskconsole.present.countdown import lasting
from deskconsole.present.figures import texts
from deskconsole.present.reports.page import joined
from deskconsole.present.titles import Titles
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line

#: What the period before one is called.
_BEFORE: Final[dict[str, Marked]] = {
    "day": N_("the day before"),
    "week": N_("the week before"),
    "month": N_("the month before"),
    "quarter": N_("the quarter before"),
    "year": N_("the year before"),
    "span": N_("the span before"),
}
#: Under so many a difference is said in numbers: a percentage of few says nothing.
_FEW: Final = 20
#: So many cells of a question are quoted.
_QUOTED: Final = 60
_HOUR: Final = timedelta(hours=1)


def quantity(figure: Figure, n: int) -> str:
    """So many of what a figure counts."""
    if figure.unit == "calls":
        return ngettext("{n} call", "{n} calls", n).format(n=n)
    if figure.unit == "clocks":
        return ngettext("{n} deadline", "{n} deadlines", n).format(n=n)
    return ngettext("{n} ticket", "{n} tickets", n).format(n=n)


def of_figure(row: Counted, period: Period) -> str:
    """One figure: what it comes to, against the period before, whether that is a change."""
    figure, amount = row.figure, row.amount
    value = quantity(figure, amount.n) if figure.measure == COUNT else texts.value_words(figure, amount)
    parts = [_("{title}: {value}").format(title=_(figure.title), value=value)]
    parts += [part for part in (_against(row, period), texts.usual_words(figure, row.usual)) if part]
    return _("{text}.").format(text=_(", ").join(parts))


def of_alarms(row: Counted, report: Report, zone: tzinfo) -> str:
    """How many alarms an hour, as far as the period has gone."""
    since, until = report.period.instants(zone)
    hours = max(1, (min(until, report.made_at) - since) // _HOUR)
    return _("That is {n} an hour.").format(n=f"{row.amount.n / hours:.2f}")


def _against(row: Counted, period: Period) -> str:
    """What has changed against the period before; empty where nothing can be said."""
    figure, now, before = row.figure, row.amount, row.previous
    name = _(_BEFORE[period.kind])
    if figure.measure == COUNT:
        return _against_count(figure, now, before, name)
    if now.value is None or before.value is None:
        return (
            "" if not before.n else _("{period}: {value}").format(period=name, value=texts.value_words(figure, before))
        )
    difference = now.value - before.value
    if figure.measure == RATE:
        points = round(difference * 100)
        size = ngettext("{n} point", "{n} points", abs(points)).format(n=abs(points))
        return _step(points, size, name, longer=False)
    if figure.measure == MEAN:
        return _step(round(difference * 10), f"{abs(difference):.1f}", name, longer=False)
    return _step(round(difference), lasting(timedelta(seconds=abs(difference))), name, longer=True)


def _against_count(figure: Figure, now: Amount, before: Amount, name: str) -> str:
    difference = now.n - before.n
    if not before.n:
        return _("none in {period}").format(period=name) if now.n else ""
    size = quantity(figure, abs(difference)) if before.n < _FEW else texts.percent(abs(difference) / before.n)
    if not difference:
        return _("as many as in {period}").format(period=name)
    text = _("{size} more than in {period}") if difference > 0 else _("{size} fewer than in {period}")
    return text.format(size=size, period=name)


def _step(difference: int, size: str, name: str, *, longer: bool) -> str:
    if not difference:
        return _("as in {period}").format(period=name)
    if longer:
        text = _("{size} longer than in {period}") if difference > 0 else _("{size} shorter than in {period}")
    else:
        text = _("{size} higher than in {period}") if difference > 0 else _("{size} lower than in {period}")
    return text.format(size=size, period=name)


def of_parts(rows: Sequence[Counted], name_of: "Naming") -> list[str]:
    """What stands out among the parts of a figure: the most and what has grown most, or the best and the worst."""
    rows = [row for row in rows if row.amount.n]
    if not rows:
        return [_("There is nothing to count in this period.")]
    figure = rows[0].figure
    if figure.measure != COUNT:
        return _best_and_worst(rows, name_of)
    whole = sum(row.amount.n for row in rows)
    named = [row for row in rows if None not in (row.by or {}).values()]
    ordered = sorted(named or rows, key=lambda row: -row.amount.n)
    shown = [
        _("{part} {value} ({share})").format(
            part=name_of(row), value=quantity(figure, row.amount.n), share=texts.percent(row.amount.n / whole)
        )
        for row in ordered[:3]
    ]
    sentences = [_("Most: {parts}.").format(parts=_(", ").join(shown))]
    grown = max(named or rows, key=lambda row: row.amount.n - row.previous.n)
    growth = grown.amount.n - grown.previous.n
    if growth > 0 and any(row.previous.n for row in rows):
        message = _("Grown most: {part}, by {value}.")
        sentences.append(message.format(part=name_of(grown), value=quantity(figure, growth)))
    return sentences


def _best_and_worst(rows: Sequence[Counted], name_of: "Naming") -> list[str]:
    """Of rates and lengths: where it is best and where worst, of those with enough cases."""
    figure = rows[0].figure
    judged = [row for row in rows if row.amount.value is not None]
    if not judged:
        return [_("Too few cases in each part to say more.")]
    ordered = sorted(judged, key=lambda row: row.amount.value or 0.0, reverse=bool(figure.more))
    best, worst = ordered[0], ordered[-1]
    message = _("Best: {part} {value}.").format(part=name_of(best), value=texts.value_words(figure, best.amount))
    if best is worst:
        return [message]
    if best.amount.value == worst.amount.value:
        return [_("All alike: {value}.").format(value=texts.value_words(figure, best.amount))]
    value = texts.value_words(figure, worst.amount)
    return [message, _("Weakest: {part} {value}.").format(part=name_of(worst), value=value)]


def of_course(part: Part, figure: Figure) -> list[str]:
    """The highest and the lowest of the periods."""
    existing = [(period, amount) for period, amount in part.course if amount.value is not None and amount.n]
    if len(existing) < 2:
        return [_("There are not enough periods yet to show a course.")]
    high = max(existing, key=lambda each: each[1].value or 0.0)
    low = min(existing, key=lambda each: each[1].value or 0.0)
    message = _("Of {n} periods {high} is the highest with {most}, {low} the lowest with {least}.")
    return [
        message.format(
            n=len(existing),
            high=high[0].name,
            most=texts.plain_value(figure, high[1].value),
            low=low[0].name,
            least=texts.plain_value(figure, low[1].value),
        )
    ]


def of_hours(rows: Sequence[Counted], name_of: "Naming") -> list[str]:
    """When most came."""
    if not any(row.amount.n for row in rows):
        return [_("There is nothing to count in this period.")]
    ordered = sorted(rows, key=lambda row: -row.amount.n)[:3]
    shown = [f"{name_of(row)} {quantity(row.figure, row.amount.n)}" for row in ordered]
    return [_("Busiest: {parts}.").format(parts=_(", ").join(shown))]


def of_tickets(part: Part) -> list[str]:
    """How many tickets stand behind."""
    n = len(part.tickets) + part.more
    if not n:
        return [_("None.")]
    message = ngettext("{n} ticket.", "{n} tickets.", n).format(n=n)
    if part.more:
        message = joined((message, _("The first {n} stand below.").format(n=len(part.tickets))))
    return [message]


def of_questions(questions: Questions) -> list[str]:
    """Which question is asked most, and how many are in groups."""
    if not questions.groups:
        return [_("No two tickets of this period ask alike.")]
    first = questions.groups[0]
    message = _("{grouped} of {n} tickets ask what others ask as well; most ({most}): “{text}”.")
    quoted = clip(one_line(first.text), _QUOTED)
    return [message.format(grouped=questions.grouped, n=questions.looked_at, most=len(first.numbers), text=quoted)]


def method(questions: Questions) -> str:
    """How questions were put together, and what was left out."""
    message = _(
        "Put together by shared pairs of neighbouring characters and words: 40 % of both in common with the first "
        "ticket of a group. The same tickets always give the same groups."
    )
    if questions.of > questions.looked_at:
        more = _("Of {of} tickets the newest {most} were looked at.")
        message = joined((message, more.format(of=questions.of, most=min(MOST, questions.looked_at))))
    return message


def of_checks(lines: Sequence[Checked], causes: Sequence[tuple[str | None, int]], titles: Titles) -> list[str]:
    """How many checks were made, how many failed, and why most."""
    levels = [line for line in lines if line.level is not None]
    if not levels:
        return [_("No checks were begun in this period.")]
    due, done, failed = (sum(getattr(line, name) for line in levels) for name in ("due", "done", "failed"))
    sentences = [
        _("{done} of {due} checks are made, {failed} records failed.").format(done=done, due=due, failed=failed)
    ]
    if causes and causes[0][0] is not None:
        message = _("Most frequent cause: {cause} ({n}).")
        sentences.append(message.format(cause=titles.title("finding_cause", causes[0][0]), n=causes[0][1]))
    right = sum(line.right for line in levels)
    if right:
        sentences.append(
            ngettext("{n} is still to be put right.", "{n} are still to be put right.", right).format(n=right)
        )
    return sentences


def of_assessed(lines: Sequence[Placed]) -> list[str]:
    """How many have a place, and how many have too few cases for one."""
    placed = sum(line.place is not None for line in lines)
    few = len(lines) - placed
    sentences = [_("{n} are assessed; places are shared where the figures cannot tell.").format(n=placed)]
    return sentences + ([_("{n} are not assessed: too few cases.").format(n=few)] if few else [])


def of_improvements(lines: Sequence[Improvement], report: Report) -> list[str]:
    """How many are open, how many of them overdue."""
    if not lines:
        return [_("None is open.")]
    late = sum(line.due is not None and line.due < report.made_at for line in lines)
    return [_("{n} are open, {late} of them overdue.").format(n=len(lines), late=late)]


class Naming:
    """What a part of a figure is called."""

    def __init__(self, titles: Titles) -> None:
        self._titles = titles

    def __call__(self, row: Counted) -> str:
        """All that the figure is cut by."""
        return " ".join(self.part(cut, part) for cut, part in (row.by or {}).items())

    def short(self, row: Counted) -> str:
        """The same for a chart, which has no room for the title of a rule."""
        parts = (row.by or {}).items()
        return " ".join(part if cut == "rule" and part is not None else self.part(cut, part) for cut, part in parts)

    def part(self, cut: str, part: str | None) -> str:
        """One of it; a rule with its title."""
        if cut == "rule" and part is not None:
            return self._titles.rule(part)
        return texts.part_title(self._titles, cut, part)
