"""``improvements``, ``training``: what the desk learns, and who was taught what."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument, day, fields, flag, instant, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.learning import improvements, training
    from deskconsole.present.supervision import learning_texts as texts


# --- improvements --------------------------------------------------------------------------------------------------


def _improvement_line(each: improvements.Improvement, reader: Answering) -> str:
    state = texts.described(texts.STATES, each.state)
    when = reader.when(each.due) if each.due is not None else texts.described(texts.EFFECTS, each.effect)
    who = reader.titles.person(each.person) if each.person else "-"
    return f"{each.number}  {state}  {when or '-'}  {who}  {reader.text(each.proposal)}"


def _effect(desk: desks.Desk, given: Namespace) -> improvements.Improvement:
    return improvements.see_effect(
        desk, given.number, given.outcome, given.text, owner=given.to, due=given.due, key=given.key
    )


_IMPROVEMENT: Final = Answer(
    Shape(
        "number kind state proposal source about person due proposed_at accepted_at promised done_at done effect "
        "effect_words refused"
    ),
    _improvement_line,
)


# --- trainings -----------------------------------------------------------------------------------------------------


def _training_line(each: training.PlannedTraining, reader: Answering) -> Iterator[str]:
    state = texts.described(texts.TRAINING_STATES, each.state)
    when = reader.when(each.due) if each.due is not None else each.begins.isoformat()
    title, there = each.title.get(reader.lang), texts.there_of(len(each.must), len(each.missing))
    yield f"{each.number or '-'}  {each.period}  {state}  {when}  {title}  {there}"
    for row in each.results:
        yield f"  {reader.titles.person(row.login)}  {texts.described(texts.OUTCOMES, row.outcome)}  {row.held_on}"


def _person_lines(shown: training.PersonTrained, reader: Answering) -> Iterator[str]:
    titles = {name: each.title.get(reader.lang) for name, each in training.declared_trainings(reader.desk).items()}
    for row in shown.had:
        title = titles.get(row.training or "", row.training or "-")
        yield f"{row.held_on}  {title}  {row.period or '-'}  {texts.described(texts.OUTCOMES, row.outcome)}"
    for each in shown.to_come_to:
        yield _("to come to: {title} {period}").format(title=each.title.get(reader.lang), period=each.period)
    for given in shown.measures:
        state = texts.described(texts.STATES, given.measure.state)
        after = texts.described(texts.AFTER, given.after)
        yield f"{given.measure.number}  {state}  {after}  {reader.text(given.measure.proposal)}"


def _record(desk: desks.Desk, given: Namespace) -> training.PlannedTraining:
    return training.record_training(
        desk, given.number, given.results, lecturer=given.lecturer, held_on=given.held_on, key=given.key
    )


_ROW: Final = Shape("number login training period outcome lecturer held_on recorded_by recorded_at")
_TRAINING: Final = Answer(
    Shape("training title period begins test lapses lecturer state number due must missing results", results=_ROW),
    _training_line,
)
_PERSON: Final = Answer(
    Shape(
        "login had to_come_to measures",
        had=_ROW,
        to_come_to=Shape("training title period number due"),
        measures=Shape(
            "number state after proposal due",
            **{name: f"measure.{name}" for name in ("number", "state", "proposal", "due")},
        ),
    ),
    _person_lines,
)
_TO: Final = argument("--to", "LOGIN", N_("whose it is"))
_BY: Final = argument("--by", "T", N_("by when it is done"), to="due", read=instant)
# fmt: off
COMMANDS: Final = (
    Group(
        "improvements",
        N_("what the desk improves: proposed, accepted, done, its effect"),
        Command("list", N_("by how they stand; those that have ended for a year"),
                flag("--open", N_("those that have not ended"), to="open_only"),
                argument("--about", "N", N_("those that come from one ticket")),
                use=lambda: improvements.list_improvements, answer=_IMPROVEMENT),
        Command("propose", N_("propose an improvement"), argument("proposal"),
                argument("--about", "N", N_("the ticket on which it was found")),
                argument("--source", "S", N_("where it comes from: check, complaint, five_why, report, feedback …")),
                use=lambda: improvements.propose_improvement, answer=_IMPROVEMENT, writes=True,
                examples=("improvements propose 'TEXT' --about 12 --source complaint",)),
        Command("accept", N_("accept a proposal, or give it another owner or date"), argument("number"),
                argument("--to", "LOGIN", N_("whose it is"), to="owner", required=True),
                argument("--by", "T", N_("by when it is done"), to="due", required=True, read=instant),
                argument("--text", "T", N_("what there is to say about it")),
                use=lambda: improvements.accept_improvement, answer=_IMPROVEMENT, writes=True,
                examples=("improvements accept 12 --to LOGIN --by 2026-10-08T18:00:00+08:00",)),
        Command("refuse", N_("refuse a proposal"), argument("number"),
                argument("--reason", "T", N_("why"), required=True),
                use=lambda: improvements.refuse_improvement, answer=_IMPROVEMENT, writes=True),
        Command("done", N_("what was done; of a personal measure too"), argument("number"), argument("text"),
                use=lambda: improvements.improvement_done, answer=_IMPROVEMENT, writes=True),
        Command("effect", N_("what the effect is: effective, partly, no_effect; with --by it goes on"),
                argument("number"), argument("outcome"),
                argument("--text", "T", N_("what was seen"), required=True), _TO, _BY,
                run=_effect, answer=_IMPROVEMENT, writes=True,
                examples=("improvements effect 12 effective --text 'TEXT'",)),
    ),
    Group(
        "training",
        N_("trainings: the plan, who was there, what came of it"),
        Command("list", N_("what is due, and who is missing"), use=lambda: training.trainings_due, answer=_TRAINING),
        Command("plan", N_("every training of a year"),
                argument("--year", "Y", N_("which year (default: this one)"), type=whole(1970, 9999)),
                use=lambda: training.plan_of_year, answer=_TRAINING),
        Command("record", N_("who was at a training, and what came of it"), argument("number"),
                argument("--result", "LOGIN=O", N_("attended or absent; with a test passed, failed or absent"),
                         to="results", action="append", required=True, read=fields),
                argument("--lecturer", "LOGIN", N_("who taught")),
                argument("--held-on", "DAY", N_("which day (default: today)"), to="held_on", read=day),
                run=_record, answer=_TRAINING, writes=True,
                examples=("training record 12 --result LOGIN=passed --result LOGIN=absent --lecturer LOGIN",)),
        Command("show", N_("what somebody had, and their measures"), argument("login", nargs="?"),
                use=lambda: training.person_trained, answer=_PERSON),
    ),
)
