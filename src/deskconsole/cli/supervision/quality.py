"""``sample``, ``review``, ``quality``: records are drawn and scored; how far two who score agree."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any, Final

from deskconsole.cli.command import REMARK, Answer, Answering, Command, Group, Remark, each_line
from deskconsole.cli.parsing.arguments import argument, fields, flag, instant, name
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Reader, Shape
from deskconsole.text.clean import one_line

with late():
    from deskconsole.desk import desk as desks, input_lines
    from deskconsole.desk.quality import answering, calibrating, checks, drawing, reviewing
    from deskconsole.desk.surveys import drawing as customers, plans
    from deskconsole.domain import problems
    from deskconsole.domain.quality import agreement
    from deskconsole.present.supervision import calibration_texts, check_texts, survey_texts

#: More levels than anybody can tell apart.
_MOST_LEVELS: Final = 100


def _levels(text: str, field: str) -> list[str]:
    """The levels of a scale in their order."""
    levels = [_level(each.strip()) for each in text.split(",")]
    if not 2 <= len(levels) <= _MOST_LEVELS or not all(levels) or len(set(levels)) != len(levels):
        raise DeskError("levels: give every level of the scale once, in order: 1,2,3,4,5", field=field)
    return levels


def _level(value: object) -> str:
    """A level as it is compared: 3, 3.0 and "3" are one level."""
    text = str(value)
    return text.removesuffix(".0") if isinstance(value, float) else text


def _agreement(store: str | None, given: Namespace) -> agreement.Agreement:
    places = {level: place for place, level in enumerate(given.levels)}

    def pair(line: input_lines.InputLine) -> tuple[int, int]:
        table = line.table or {}
        for key in table:
            if key not in ("a", "b"):
                raise DeskError("{name}: there is no such field", field=str(key)[:80], name=str(key)[:80])
        return _place(table, "a", places), _place(table, "b", places)

    counts = agreement.tabulate([], len(places))
    for first, second in each_line(None, given.lines, pair, frozenset("ab")):
        counts[first][second] += 1
    return agreement.agreement(counts)


def _place(table: Mapping[str, Any], key: str, places: Mapping[str, int]) -> int:
    value = table.get(key)
    if value is None:
        raise DeskError("{name}: missing; it must be given", field=key, name=key)
    level = _level(value)
    if isinstance(value, bool | list | dict) or level not in places:
        existing = ", ".join(places)
        raise DeskError(
            "{name}: '{value}' is not one of {known}", field=key, name=key, value=problems.shown(value), known=existing
        )
    return places[level]


def _lines(result: agreement.Agreement, reader: Reader) -> Iterator[str]:
    yield _("pairs: {n}").format(n=result.n)
    yield _("kappa, every difference alike: {value}").format(value=_shown(result.kappa))
    yield _("kappa by steps: {value}").format(value=_shown(result.linear))
    yield _("kappa by the square of the steps: {value}").format(value=_shown(result.quadratic))


def _shown(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"


def _remarks(result: agreement.Agreement, reader: Reader) -> list[str]:
    if result.linear is None:
        return [_("there is nothing to agree on: both always chose the same level, or there are no pairs")]
    if result.linear < agreement.ENOUGH:
        return [_("under {least}: the two do not score by one standard").format(least=agreement.ENOUGH)]
    return []


# --- checks on record --------------------------------------------------------------------------------------------


def _points(entries: list[str], option: str) -> dict[str, int | None]:
    """``name=points`` texts; ``-``: not applicable."""
    results: dict[str, int | None] = {}
    for key, text in fields(entries, option).items():
        plain = text.strip()
        if plain != "-" and not (plain.isdecimal() and len(plain) < 3):
            raise DeskError(
                "score: '{value}' is not a number of points, nor '-' for not applicable",
                field=option,
                value=plain[:40],
            )
        results[key] = None if plain == "-" else int(plain)
    return results


def _people(receiver: str | None, reviewer: str | None) -> str:
    return " → ".join(filter(None, (receiver, reviewer)))


def _drawn_lines(each: drawing.DrawnCheck, reader: Answering) -> str:
    always = _("always checked") if each.always else ""
    who = _people(each.receiver, each.reviewer)
    return f"{each.number}  {reader.when(each.due)}  {who}  {always}"


def _check_lines(view: checks.CheckView, reader: Answering) -> Iterator[str]:
    row, lang = view.row, reader.lang
    score = check_texts.percent(None if view.hidden else row.score)
    outcome = check_texts.standing(row, hidden=view.hidden)
    who = _people(row.receiver, row.reviewer)
    yield f"{row.number}  {view.title.get(lang)}  {reader.when(row.due)}  {who}  {score}  {outcome}"
    if view.card is not None and row.points is not None and not view.hidden:
        for criterion in view.card.criteria:
            points = row.points.get(criterion.name)
            given = _("not applicable") if points is None else f"{points}/{criterion.most}"
            yield f"  {criterion.title.get(lang)}  {given}"
    for label, text in check_texts.words(*view.words):
        yield _("  {label}: {text}").format(label=label, text=one_line(text))


def _hidden(name: str) -> Any:
    return lambda view, reader: view.shown(name)


_ROW: Final = (
    "number level card receiver reviewer due always state right_by coached scored_at seen_at appealed_at decided_by "
    "decided_at decision"
)
_CHECK: Final = Shape(
    "number level title card receiver reviewer due always state hidden to_do score plain points outcome cause "
    "cause_title right_by coached scored_at seen_at appealed_at decided_by decided_at decision finding appeal reason",
    **{name: f"row.{name}" for name in _ROW.split()},
    outcome=_hidden("outcome"),
    cause=_hidden("cause"),
    points=_hidden("points"),
    finding="words.finding",
    appeal="words.appeal",
    reason="words.decision",
)
_CHECKED: Final = Answer(_CHECK, _check_lines)
_DRAWN: Final = Answer(
    Shape("number level period category channel receiver reviewer due always check draw seed percent population size"),
    _drawn_lines,
    of="DrawnCheck",
)


def _customer_line(each: customers.DrawnCustomer, reader: Answering) -> str:
    due = reader.when(each.due) if each.due is not None else "-"
    return f"{each.number}  {due}  {_people(each.owner, each.assignee)}"


_CUSTOMER: Final = Answer(
    Shape("number survey period category channel owner assignee due draw seed percent population size left_out"),
    _customer_line,
    of="DrawnCustomer",
)


def _survey(desk: desks.Desk, given: Namespace) -> list[Any]:
    lines = customers.draw_survey(desk, given.level, given.period, seed=given.seed, key=given.key)
    first = lines[0]
    template = _("{n} customers drawn from {size} by the seed {seed}; digest of all candidates: {population}")
    messages = [template.format(n=len(lines), size=first.size, seed=first.seed, population=first.population)]
    if first.left_out:
        messages.append(survey_texts.left_out(first.left_out))
    return [*lines, *map(Remark, messages)]


def _sample(desk: desks.Desk, given: Namespace) -> list[Any]:
    if given.level in plans.surveys(desk):
        return _survey(desk, given)
    lines = drawing.draw_checks(desk, given.level, given.period, seed=given.seed, key=given.key)
    first = lines[0]
    drawn = len({each.number for each in lines if not each.always})  # several may score one record
    always = sum(each.always for each in lines)
    message = _("{n} drawn from {size} by the seed {seed}; digest of all candidates: {population}").format(
        n=drawn, size=first.size, seed=first.seed, population=first.population
    )
    if always:
        message += _("; {n} more are always checked").format(n=always)
    return [*lines, Remark(message)]


def _calibration_lines(view: calibrating.CalibrationView, reader: Answering) -> Iterator[str]:
    yield calibration_texts.heading(view.title.get(reader.lang), view.period, len(view.numbers))
    yield from calibration_texts.lines(view.card, view.waiting, view.result, reader.titles.person, reader.lang)


def _of_result(name: str) -> Any:
    return lambda view, reader: None if view.result is None else getattr(view.result, name)


_CALIBRATION: Final = Shape(
    "level title period card numbers waiting linear enough means sections pairs",
    card="card.name",
    linear=_of_result("linear"),
    enough=_of_result("enough"),
    means=_of_result("means"),
    sections=(_of_result("sections"), Shape("section spread most number")),
    pairs=(
        _of_result("pairs"),
        Shape(
            "first second kappa linear quadratic n",
            **{name: f"agreement.{name}" for name in ("kappa", "linear", "quadratic", "n")},
        ),
    ),
)


def _decide(desk: desks.Desk, given: Namespace) -> checks.CheckView:
    points = given.points or None
    return answering.decide_appeal(
        desk, given.number, given.changed, given.text, points=points, level=given.level, key=given.key
    )


def _coach(desk: desks.Desk, given: Namespace) -> checks.CheckView:
    return answering.coach_check(
        desk, given.number, given.right_by is None, text=given.text, right_by=given.right_by, level=given.level,
        key=given.key,
    )  # fmt: skip


def _either(args: Namespace) -> str | None:
    return _("give --changed or --upheld") if args.changed == args.upheld else None


# fmt: off
_LEVEL: Final = argument("--level", "L", N_("which check, where a ticket has several"))
_TEXT: Final = argument("--text", "T", N_("what there is to say about it"), required=True)
_SCORE: Final = argument(
    "--score", "NAME=POINTS", N_("points of a criterion, or of a section for all of its own; '-': not applicable"),
    to="points", action="append", default=[], read=_points,
)
_RIGHT_BY: Final = argument("--right-by", "T", N_("by when it is put right"), read=instant)

COMMANDS: Final = (
    Command("sample", N_("draws records to be checked, or customers to be asked"),
            argument("level", help=N_("the level of checks (self, leader, manager) or the survey (satisfaction), "
                                      "as the rules name it")),
            argument("--period", "P", N_("2026-10-05, 2026-W41, 2026-10 or 2026-Q4, as the level is drawn"),
                     required=True),
            argument("--seed", "N", N_("draw what was drawn by this seed")),
            run=_sample, answer=(_DRAWN, _CUSTOMER, REMARK), writes=True,
            examples=("sample leader --period 2026-W41", "sample self --period 2026-10-05 --seed 42",
                      "sample satisfaction --period 2026-Q4 --seed 42")),
    Command("review", N_("scores a record by a scorecard"), argument("number"),
            argument("--card", "C", N_("the scorecard (default: the one of the level)")), _SCORE, _LEVEL,
            argument("--cause", "C", N_("why it failed; one of the list of the rules")),
            argument("--finding", "T", N_("what is to be put right")), _RIGHT_BY,
            use=lambda: reviewing.review_check, answer=_CHECKED, writes=True,
            examples=("review 12 --card reception --score attitude=4 --score accuracy=5 --score procedure=-",)),
    Group(
        "quality",
        N_("checks of quality"),
        Command("list", N_("checks that are not done, and those of the last two months"),
                flag("--mine", N_("those that one makes, and those of one's own work")),
                flag("--to-do", N_("those about which one has to do something")),
                use=lambda: checks.list_checks, answer=_CHECKED),
        Command("show", N_("the checks of a ticket"), argument("number"),
                use=lambda: checks.show_checks, answer=_CHECKED),
        Command("seen", N_("ticks a result that is about oneself"), argument("number"), _LEVEL,
                use=lambda: answering.see_check, answer=_CHECKED, writes=True),
        Command("appeal", N_("objects to a result"), argument("number"), _TEXT, _LEVEL,
                use=lambda: answering.appeal_check, answer=_CHECKED, writes=True),
        Command("decide", N_("decides an objection"), argument("number"), _TEXT,
                flag("--changed", N_("the check is changed; with --score it is scored anew")),
                flag("--upheld", N_("the check stands")), _SCORE, _LEVEL,
                run=_decide, answer=_CHECKED, writes=True, usage=_either),
        Command("coach", N_("looks once more whether something was put right"), argument("number"),
                argument("--text", "T", N_("what there is to say about it")),
                argument("--right-by", "T", N_("not yet: by when it is"), read=instant), _LEVEL,
                run=_coach, answer=_CHECKED, writes=True),
        Command("replace", N_("another record is drawn in the place of one"), argument("number"),
                argument("--reason", "T", N_("why it cannot be checked"), required=True), _LEVEL,
                argument("--reviewer", "LOGIN", N_("whose check, where several score the record"), read=name),
                use=lambda: drawing.replace_check, answer=_DRAWN, writes=True),
        Command("calibration", N_("whether all who check score by one standard: the last round, or that of a period"),
                argument("--period", "P", N_("2026-10, as the level is drawn")),
                argument("--level", "L", N_("which level, where several are scored by all")),
                use=lambda: calibrating.calibration, answer=Answer(_CALIBRATION, _calibration_lines),
                examples=("quality calibration --period 2026-10",)),
        Command("agreement", N_("how far two who score the same records agree"),
                argument("--from", "FILE", N_("lines {a, b}: JSON lines or CSV; '-' for standard input"), to="lines",
                         required=True, read=name),
                argument("--levels", "L,L", N_("every level of the scale in order, also those that nobody chose"),
                         required=True, read=_levels),
                run=_agreement, store=False,
                answer=Answer(Shape("kappa linear quadratic n"), _lines, warnings=_remarks),
                examples=("quality agreement --from pairs.jsonl --levels 1,2,3,4,5",)),
    ),
)
