"""``forecast``: what the people who are there cannot do in time, before it is late."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import Final

from deskconsole.cli.command import REMARK, Answer, Answering, Command, Remark
from deskconsole.cli.parsing.arguments import argument, instant
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Json, Shape

with late():
    from deskconsole.desk import desk as desks
    from deskconsole.desk.forecast import forecast
    from deskconsole.desk.staff import staff
    from deskconsole.present import titles
    from deskconsole.present.supervision import forecast_texts


def _forecast(desk: desks.Desk, given: Namespace) -> Iterator[forecast.ForecastLine | Remark]:
    seen = forecast.forecast(desk, given.at)
    yield from seen.lines
    names = titles.Titles(desk.packs)
    names.people = {person.login: person.name for person in staff.staff_list(desk)}
    here = _(", ").join(map(names.person, seen.people)) or _("nobody")
    until = forecast_texts.time_or_day(seen.until, seen.at, desk.zone)
    yield Remark(_("Looked ahead until {time} with who is here: {people}").format(time=until, people=here))
    if not seen.missed:
        yield Remark(_("everything can be met"))


def _helps(line: forecast.ForecastLine, reader: Answering) -> Json:
    return [{name: value for name, value in each._asdict().items() if value is not None} for each in line.helps]


def _line(line: forecast.ForecastLine, reader: Answering) -> Iterator[str]:
    if not reader.titles.people:
        reader.titles.people = {person.login: person.name for person in staff.staff_list(reader.desk)}
    possible = reader.when(line.possible) if line.possible is not None else "-"
    who = reader.titles.assignee(line.assignee, line.role)
    yield f"{line.number}  {reader.when(line.due)} → {possible}  {line.title.get(reader.lang)}  {who}"
    yield f"    {_(forecast_texts.STATES[line.state])} · {forecast_texts.help_words(line.helps, reader.titles)}"


_LINE: Final = Answer(
    Shape("number rule of do state due possible role assignee helps", helps=_helps), _line, of="ForecastLine"
)
# fmt: off
COMMANDS: Final = (
    Command("forecast", N_("what cannot be done in time by who is here, and what would help"),
            argument("--at", "T", N_("as things stood then: RFC 3339 with offset"), read=instant),
            run=_forecast, answer=(_LINE, REMARK),
            examples=("forecast --at 2026-10-08T15:00:00+08:00",)),
)
