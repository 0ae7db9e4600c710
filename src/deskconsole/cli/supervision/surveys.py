"""``survey``: what came of asking a customer who was drawn, and the draws; ``sample`` draws them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument, fields
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape
from deskconsole.text.clean import one_line

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.surveys import answering, drawing
    from deskconsole.domain.site import surveys
    from deskconsole.present.supervision import survey_texts


def _scores(entries: list[str], option: str) -> dict[str, int]:
    """``question=score`` texts."""
    results: dict[str, int] = {}
    for key, text in fields(entries, option).items():
        plain = text.strip()
        if not (plain.isdecimal() and len(plain) == 1):
            raise DeskError("{name}: a score is a whole number from 1 to 5", field=option, name=key[:60])
        results[key] = int(plain)
    return results


def _answer(desk: desks.Desk, given: Namespace) -> answering.SurveyView:
    outcome = given.outcome or "reached"
    return answering.answer_survey(
        desk, given.number, given.scores or None, outcome=outcome, text=given.text, key=given.key
    )


def _view_lines(view: answering.SurveyView, reader: Answering) -> Iterator[str]:
    standing = survey_texts.standing(view.outcome)
    yield f"{view.number}  {view.survey.title.get(reader.lang)}  {standing}"
    for question in view.survey.question:
        if question.name in view.answers:
            yield f"  {question.title.get(reader.lang)}  {view.answers[question.name]}/5"
    if view.text:
        yield _("  {label}: {text}").format(label=_("What the customer said"), text=one_line(view.text))
    if view.due is not None:
        yield "  " + _("to be tried by {when}").format(when=reader.when(view.due))


def _draw_lines(row: surveys.SurveyDrawRow, reader: Answering) -> Iterator[str]:
    drawn = _("{n} drawn from {size} by the seed {seed}").format(n=len(row.drawn), size=row.size, seed=row.seed)
    yield f"{row.period}  {row.survey}  {reader.when(row.drawn_at)}  {drawn}"
    if row.left_out:
        yield "  " + survey_texts.left_out(row.left_out)


_SURVEY: Final = Answer(
    Shape(
        "number survey title outcome answers lowest text due tries",
        survey="survey.name",
        title=lambda view, reader: view.survey.title.get(reader.lang),
    ),
    _view_lines,
)
_DRAW: Final = Answer(
    Shape("draw survey period seed percent population size left_out shares drawn drawn_by drawn_at"), _draw_lines
)
# fmt: off
COMMANDS: Final = (
    Group(
        "survey",
        N_("surveys of customers who were served"),
        Command("answer", N_("what came of asking a customer who was drawn"), argument("number"),
                argument("--score", "QUESTION=1…5", N_("the answer to each question"), to="scores", action="append",
                         default=[], read=_scores),
                argument("--outcome", "O", N_("reached (default), no_answer: tried again by plan, or refused")),
                argument("--text", "T", N_("what the customer said")),
                run=_answer, answer=_SURVEY, writes=True,
                examples=("survey answer 12 --score thorough=5 --score attitude=5 --score ease=4",)),
        Command("show", N_("the last survey on a ticket"), argument("number"),
                use=lambda: answering.show_survey, answer=_SURVEY),
        Command("draws", N_("every draw: seed, percentage, strata, digest, who was left out"),
                use=lambda: drawing.list_draws, answer=_DRAW),
    ),
)
