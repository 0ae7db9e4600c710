"""``staffing need``: people needed for a load of calls, or what given people achieve."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import Answer, Command, Group
from deskconsole.cli.parsing.arguments import argument, short, whole
from deskconsole.cli.parsing.late_imports import late
from deskconsole.cli.supervision.week import WEEK
from deskconsole.present.catalogue import N_, _, explain
from deskconsole.present.json import Reader, Shape
from deskconsole.record import NamedTuple

with late():
    from deskconsole.domain.staffing import need


class Answered(NamedTuple):
    """A question with its answer."""

    question: need.Question
    need: need.Need


def _number(text: str) -> float:
    """A number as people type it; whether it may be that is another question."""
    try:
        return float(text)
    except ValueError as error:
        raise ArgumentTypeError(_("'{value}' is not a number").format(value=short(text))) from error


def _share(text: str) -> float:
    """A share from 0 to 1, or in per cent: ``0.8``, ``80%``."""
    plain = text.strip()
    return _number(plain[:-1]) / 100 if plain.endswith("%") else _number(plain)


def _need(store: str | None, given: Namespace) -> Answered:
    values = dict(vars(given))
    agents = values.pop("agents")
    question = need.Question(**values)
    return Answered(question, need.needed(question) if agents is None else need.achieved(question, agents))


def _lines(answered: Answered, reader: Reader) -> Iterator[str]:
    result = answered.need
    reached = result.achieved
    yield _("load: {load} erlangs").format(load=f"{result.load:.2f}")
    yield _("people at the desk: {agents}; on the roster: {rostered}").format(
        agents=result.agents, rostered=result.rostered
    )
    yield _("answered within {target} seconds: {share}").format(
        target=f"{answered.question.target:g}", share=f"{reached.service_level:.1%}"
    )
    yield _("have to wait: {share}; mean wait: {seconds} seconds").format(
        share=f"{reached.wait_probability:.1%}", seconds=f"{reached.mean_wait:.1f}"
    )
    yield _("busy: {share}").format(share=f"{reached.occupancy:.1%}")
    if reached.abandoned is not None:
        yield _("hang up: {share}").format(share=f"{reached.abandoned:.1%}")


def _remarks(answered: Answered, reader: Reader) -> list[str]:
    remark = need.remark(answered.question, answered.need)
    return [explain(remark)] if remark is not None else []


_NEED: Final = Answer(
    Shape(
        "load agents rostered wait_probability service_level mean_wait occupancy abandoned",
        load="need.load",
        agents="need.agents",
        rostered="need.rostered",
        wait_probability="need.achieved.wait_probability",
        service_level="need.achieved.service_level",
        mean_wait="need.achieved.mean_wait",
        occupancy="need.achieved.occupancy",
        abandoned="need.achieved.abandoned",
    ),
    _lines,
    warnings=_remarks,
)
# fmt: off
COMMANDS: Final = (
    Group(
        "staffing",
        N_("how many people the load of calls needs"),
        Command("need", N_("people needed for a goal, or what given people achieve"),
                argument("--calls", "N", N_("calls within an interval"), required=True, type=_number),
                argument("--interval", "S", N_("its length in seconds"), required=True, type=_number),
                argument("--handling", "S", N_("seconds of one call with what is done after it"), required=True,
                         type=_number),
                argument("--target", "S", N_("within how many seconds a call is to be answered"), required=True,
                         type=_number),
                argument("--level", "P", N_("the share of calls answered within them (default: 0.8)"), default=0.8,
                         type=_share),
                argument("--patience", "S", N_("after how many seconds a caller hangs up in the mean (default: never)"),
                         type=_number),
                argument("--agents", "N", N_("so many people are there: what do they achieve?"), type=whole()),
                argument("--max-occupancy", "P", N_("people are busy for this share of their time at most"),
                         type=_share),
                argument("--shrinkage", "P", N_("the share of the rostered time that people are not at the desk"),
                         default=0.0, type=_share),
                run=_need, store=False, answer=_NEED,
                examples=("staffing need --calls 100 --interval 1800 --handling 180 --target 20 --shrinkage 0.3",
                          "staffing need --calls 15 --interval 1800 --handling 100 --target 20 --agents 1")),
        WEEK,
    ),
)
