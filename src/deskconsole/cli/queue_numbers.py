"""``counter take|next|recall|skip|done|send-on|list``: queue tickets by kind of business."""

from __future__ import annotations

from functools import partial
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_
from deskconsole.present.json import Shape

with late():
    from deskconsole.desk.queue_numbers import queue_numbers as numbers
    from deskconsole.present import queue_number_texts


def _line(ticket: numbers.QueueTicket, reader: Answering) -> str:
    titles = {counter.name: counter.title.get(reader.lang) for counter in numbers.counters(reader.desk)}
    state = queue_number_texts.describe_state(ticket.state, ticket.ahead, ticket.wait, ticket.window, ticket.calls)
    return f"{ticket.code}  {titles.get(ticket.counter, ticket.counter)}  {state}"


# fmt: off
_TICKET: Final = Answer(
    Shape("code counter state taken called window calls ahead wait_seconds", taken="taken_at", called="called_at",
          wait_seconds=lambda ticket, reader: int(ticket.wait.total_seconds())),
    _line,
)
_command = partial(Command, answer=_TICKET)
_CODE: Final = argument("code")

COMMANDS: Final = (
    Group(
        "counter", N_("queue numbers by kind of business"),
        _command("take", N_("take a number"), argument("counter", "BUSINESS"),
                 use=lambda: numbers.take_number, writes=True, examples=("counter take general",)),
        _command("next", N_("call who has waited longest"),
                 argument("--window", "W", N_("where they are called to"), required=True),
                 argument("--counter", "BUSINESS", N_("only for it (default: any)"), to="counters", action="append",
                          default=[]),
                 use=lambda: numbers.call_next, writes=True, examples=("counter next --window 2",)),
        _command("recall", N_("call once more"), _CODE, use=lambda: numbers.recall, writes="keyless"),
        _command("skip", N_("who was called does not come"), _CODE, use=lambda: numbers.skip, writes="keyless"),
        _command("done", N_("who was called has been served"), _CODE, use=lambda: numbers.serve, writes="keyless"),
        _command("send-on", N_("they wait for another business, with the time they have"), _CODE,
                 argument("--counter", "BUSINESS", required=True),
                 use=lambda: numbers.send_on, writes="keyless"),
        _command("list", N_("who waits, and who is called"), use=lambda: numbers.queue_tickets),
    ),
)
