"""``intake --from``: many forms from JSON lines or CSV, each refused line named with its reason."""

import argparse
from collections.abc import Iterable

from deskconsole.cli import refuse
from deskconsole.cli.options import opened
from deskconsole.cli.printing import answer_intake
from deskconsole.desk.desk import Desk
from deskconsole.desk.input_lines import InputLine, open_lines, read_lines
from deskconsole.desk.tickets.intake import intake, intake_all
from deskconsole.desk.tickets.intake_forms import read_form
from deskconsole.desk.tickets.records import IntakeForm
from deskconsole.errors import DeskError


def run_lines(args: argparse.Namespace) -> int:
    """Take every line, all or nothing, or with ``--keep-good`` each by itself as it comes."""
    desk = opened(args)
    with open_lines(args.lines) as stream:
        lines = read_lines(stream)
        return _keep_good(desk, lines, args) if args.keep_good else _all_or_nothing(desk, lines, args)


def _all_or_nothing(desk: Desk, lines: Iterable[InputLine], args: argparse.Namespace) -> int:
    forms: list[IntakeForm] = []
    refused = 0
    for line in lines:
        form = _form(desk, line)
        if form is None:
            refused += 1
        else:
            forms.append(form)
    if refused:
        return 1
    for view in intake_all(desk, forms, key=args.key):
        answer_intake(desk, view, args.json)
    return 0


def _keep_good(desk: Desk, lines: Iterable[InputLine], args: argparse.Namespace) -> int:
    status = 0
    for line in lines:
        form = _form(desk, line)
        if form is None:
            status = 1
            continue
        try:
            view = intake(desk, form, key=f"{args.key}:{line.number}" if args.key else None, source="import")
        except DeskError as error:
            if error.exit_status != 1:
                raise
            refuse(error, f"line {line.number}: ")
            status = 1
        else:
            answer_intake(desk, view, args.json)
    return status


def _form(desk: Desk, line: InputLine) -> IntakeForm | None:
    """The form of a line; ``None`` after naming what is wrong with it."""
    try:
        if line.refusal is not None:
            raise line.refusal
        return read_form(desk, line.table or {}, now=desk.now(), loose=line.loose)
    except DeskError as error:
        refuse(error, f"line {line.number}: ")
        return None
