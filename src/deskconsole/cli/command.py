"""A command is a declaration: what it is called and takes, the one use case that it calls, how it answers.

What commands have in common happens here and nowhere else: the shared options, opening the desk, reading values,
calling the use case, printing JSON or lines for people. A feature's module holds its declarations::

    Command(
        "show", N_("one ticket"), argument("number"), use=lambda: views.show, answer=TICKET, at=True, reveals=True
    )
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias, TypeVar

from deskconsole.cli import open_desk, refuse
from deskconsole.cli.parsing.arguments import KEY, Argument, OneOf, argument, flag, instant
from deskconsole.cli.parsing.late_imports import late
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, _, language
from deskconsole.present.json import Reader, Shape
from deskconsole.text.clean import json_text, one_line

with late():
    from deskconsole.desk import input_lines, use_cases
    from deskconsole.desk.tickets import revealing
    from deskconsole.present import dates, titles
    from deskconsole.text import cells

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk
    from deskconsole.desk.input_lines import InputLine

_T = TypeVar("_T")
Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # the type has no public name

#: What ``--at`` means where nothing is written, and where it is.
_AS_OF: Final = N_("as it was or will be judged then")
_HAPPENED: Final = N_("when it happened (default: now)")
_REVEAL: Final = ("--reveal", N_("open contacts and what else is private; who asked is on record"))


# --- what a command answers --------------------------------------------------------------------------------------


class Answering(Reader):
    """Who a command answers: the language and zone that they read, what is open to them, and now."""

    def __init__(self, desk: "Desk", *, at: datetime | None = None, reveal: bool = False) -> None:
        super().__init__(desk.zone, language(), reveal=reveal)
        self.desk = desk
        self.now = at or desk.now()

    @cached_property
    def titles(self) -> "titles.Titles":
        """What the machine names of the site's packs are called."""
        return titles.Titles(self.desk.packs)

    def when(self, at: datetime) -> str:
        """An instant as people read it now."""
        return dates.short(at, self.now, self.zone)

    def text(self, value: object) -> str:
        """A value within a line; ``-`` for none."""
        value = self.value(value)
        return one_line(str(value)) if value is not None and value != "" else "-"

    def cell(self, value: object, width: int) -> str:
        """A value in a column of this width, cut where it is longer."""
        return cells.pad(cells.clip(self.text(value), width), width)


#: Gives the line for people, or several.
Lines: TypeAlias = Callable[[Any, Any], str | Iterable[str]]


def _nothing(record: object, reader: object) -> Iterable[str]:
    return ()


def _each(lines: str | Iterable[str]) -> Iterator[str]:
    """The lines as they may be printed."""
    for line in (lines,) if isinstance(lines, str) else lines:
        yield one_line(line).rstrip()


class Answer(NamedTuple):
    """How a record is answered: as one JSON document, and in lines for people.

    Without a ``shape`` it is for people alone. ``of`` names the record's class where a command answers with several;
    ``warnings`` go to standard error, in JSON too; ``status`` is the exit status that the record means. ``opens``:
    whose private texts it holds, as the desk puts it on record (``revealing.record_shown``); ``None`` where there are
    none.
    """

    shape: "Shape | Callable[[Any, Any], Any] | None"
    lines: Lines = _nothing
    of: str = ""
    warnings: Lines = _nothing
    status: Callable[[Any], int] = lambda record: 0
    opens: Callable[[Any], Mapping[str, Any] | None] = lambda record: None

    def document(self, record: object, reader: Reader) -> Any:
        """The record as JSON."""
        if isinstance(self.shape, Shape):
            return self.shape.document(record, reader)
        return None if self.shape is None else self.shape(record, reader)


class Remark(NamedTuple):
    """What people read after the records of an answer."""

    text: str


REMARK: Final = Answer(None, lambda remark, reader: remark.text, of="Remark")


class LinesRefused(DeskError):
    """Some lines of the input were refused; each has been named already."""

    errors = ()

    def __init__(self) -> None:
        super().__init__(N_("some lines were refused"))


# --- the declaration ---------------------------------------------------------------------------------------------


class Command:
    """One command: its name, its help, what it takes; then what it calls, and how the answer is printed.

    ``use`` gives a use case, which is called with the desk and each argument by its name; where more has to be said,
    ``run`` is called with the desk and all of them. ``answer``: how what is returned is printed, a record or a list or
    iterator of them; several where there are several kinds of records.
    ``store``: it needs one; one that needs none is called with ``store`` as it was typed instead of a desk.
    ``writes``: ``--key`` makes it happen once; ``"keyless"``: the use case takes none.
    ``at``: it takes ``--at``: as of when it looks, or when it happened; or as is said.
    ``reveals``: it prints contacts or what else is private, masked without ``--reveal``, or what else that is called.
    ``needs``: what its use case needs, where the input is read and checked before that is called.
    ``usage``: why the options together are wrong usage, before anything is opened. The rest is for ``--help``.
    """

    def __init__(
        self,
        name: str,
        help: str,
        *arguments: Argument | OneOf,
        use: Callable[[], Callable[..., Any]] | None = None,
        run: Callable[[Any, Any], Any] | None = None,
        answer: "Answer | tuple[Answer, ...]" = (),
        store: bool = True,
        writes: "bool | Literal['keyless']" = False,
        at: bool | str = False,
        reveals: bool | str = False,
        needs: str = "",
        usage: Callable[[argparse.Namespace], str | None] | None = None,
        description: str = "",
        epilog: str = "",
        examples: tuple[str, ...] = (),
    ) -> None:
        self.name, self.help, self.arguments, self.use, self.act = name, help, arguments, use, run
        self.answers = (answer,) if isinstance(answer, Answer) else answer
        self.store, self.writes, self.at, self.reveals = store, writes, at, reveals
        self.needs, self.usage = needs, usage
        self.description, self.epilog, self.examples = description, epilog, examples

    @property
    def takes(self) -> tuple[Argument, ...]:
        """Every argument with a value for the use case."""
        each = (one for given in self.arguments for one in (given.options if isinstance(given, OneOf) else (given,)))
        return (*each, *self._shared)

    @property
    def _shared(self) -> tuple[Argument, ...]:
        """What is declared by a word: ``--at``, ``--reveal``, ``--key``."""
        meaning = self.at if isinstance(self.at, str) else _HAPPENED if self.writes else _AS_OF
        at = (argument("--at", "T", meaning, read=instant),) if self.at else ()
        reveal = (flag(*_REVEAL),) if self.reveals else ()
        if isinstance(self.reveals, str):
            reveal = (flag(self.reveals, _REVEAL[1], to="reveal"), *reveal)
        return (*at, *reveal, *((KEY,) if self.writes is True else ()))

    def add(self, commands: Subparsers, shared: argparse.ArgumentParser) -> None:
        """Add its parser."""
        parser = commands.add_parser(
            self.name, parents=[shared], help=_(self.help), description=_(self.description or self.help)
        )
        for given in (*self.arguments, *self._shared):
            if isinstance(given, OneOf):
                either = parser.add_mutually_exclusive_group()
                for option in given.options:
                    option.add(either)
            else:
                given.add(parser)
        parser.set_defaults(declared=self, parser=parser)

    def run(self, args: argparse.Namespace) -> int:
        """Open the desk, call the use case, print its answer; the exit status."""
        if self.usage is not None and (wrong := self.usage(args)):
            args.parser.error(wrong)
        desk: Desk | None = None
        try:
            desk = open_desk(args.store, args.as_) if self.store else None
            return self.perform(args, desk)
        except DeskError as error:
            refuse(error, desk)
            return error.exit_status

    def perform(self, args: argparse.Namespace, desk: "Desk | None" = None) -> int:
        """Call the use case and print its answer; raises :class:`DeskError`."""
        named = {each.to: each.value(args) for each in self.takes}
        # The one place where ``--reveal`` is handed on: what is returned as `Private` is printed open by the reader
        # made below, once it is on record.
        reveal = named.pop("reveal", False)
        if desk is not None:
            for needs in filter(None, (self.needs, "reveal" if reveal else "")):
                use_cases.require(desk, needs)
        first = args.store if desk is None else desk
        if self.use is not None:
            answer = self.use()(first, **named)
        else:
            assert self.act is not None
            answer = self.act(first, argparse.Namespace(**named))
        at = None if self.writes else named.get("at")
        if reveal and desk is not None:
            answer = list(answer) if isinstance(answer, list | Iterator) else [answer]
            revealing.record_shown(desk, [opened for each in answer if (opened := self._answer_for(each).opens(each))])
        reader = Answering(desk, at=at, reveal=reveal) if desk is not None else Reader(UTC, language())
        return self._print(answer, reader, args.json)

    def _print(self, answer: object, reader: Reader, as_json: bool) -> int:
        if answer is None:
            return 0
        status = 0
        records = answer if isinstance(answer, list | Iterator) else (answer,)
        for record in records:
            how = self._answer_for(record)
            if as_json and how.shape is not None:
                print_json(how.document(record, reader))
            elif not as_json:
                for line in _each(how.lines(record, reader)):
                    print(line)
            if isinstance(records, Iterator):
                sys.stdout.flush()  # as it comes: whoever reads it waits for it
            for line in _each(how.warnings(record, reader)):
                print(line, file=sys.stderr)
            status = max(status, how.status(record))
        sys.stdout.flush()
        return status

    def _answer_for(self, record: object) -> Answer:
        name = type(record).__name__
        return next((answer for answer in self.answers if answer.of == name), self.answers[0])

    def more_help(self, fill: Callable[[str], str]) -> str:
        """What follows the help of the options: more words, what ``--json`` prints, examples."""
        shapes = dict.fromkeys(str(answer.shape) for answer in self.answers if isinstance(answer.shape, Shape))
        paragraphs = [_(self.epilog)] if self.epilog else []
        paragraphs += [f"--json: {' | '.join(shapes)}"] if shapes else []
        text = "".join(f"\n{fill(each)}\n" for each in paragraphs)
        examples = "".join(f"  deskconsole {example}\n" for example in self.examples)
        return f"{text}\n{_('examples:')}\n{examples}" if examples else text


class Group:
    """Commands under one name: ``staff add``."""

    def __init__(self, name: str, help: str, *commands: Command, epilog: str = "") -> None:
        self.name, self.help, self.commands, self.epilog = name, help, commands, epilog

    def add(self, commands: Subparsers, shared: argparse.ArgumentParser) -> None:
        """Add its parser and those of its commands."""
        parser = commands.add_parser(self.name, help=_(self.help), epilog=_(self.epilog) or None)
        within = parser.add_subparsers(dest=f"{self.name}_command", required=True, metavar="COMMAND")
        for command in self.commands:
            command.add(within, shared)


def each_line(
    desk: "Desk | None", source: str, take: "Callable[[InputLine], _T]", heading: frozenset[str] | None = None
) -> Iterator[_T]:
    """What is made of each line of a file (``-``: standard input), as it comes. A line that is refused is named by its
    number, and the next one taken; at the end :class:`LinesRefused` says that there were some."""
    refused = False
    with input_lines.open_lines(source) as stream:
        for line in input_lines.read_lines(stream, *(() if heading is None else (heading,))):
            try:
                if line.refusal is not None:
                    raise line.refusal
                yield take(line)
            except DeskError as error:
                if error.exit_status != 1:
                    raise
                refuse(error, desk, line.number)
                refused = True
    if refused:
        raise LinesRefused


def print_json(document: Any) -> None:
    """One JSON document on a line, readable and without a single unsafe character."""
    print(json_text(document))
