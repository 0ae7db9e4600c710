"""``counter take|next|recall|skip|done|send-on|list``: queue tickets by kind of business."""

import argparse
from typing import TYPE_CHECKING, Any, Final

from deskconsole.cli.options import Subparsers, add_key, opened, print_json
from deskconsole.present.catalogue import _

if TYPE_CHECKING:
    from deskconsole.desk.desk import Desk
    from deskconsole.desk.queue_numbers.queue_numbers import QueueTicket

_JSON: Final = "{code, counter, state, taken, called, window, calls, ahead, wait_seconds}"


def register(subparsers: "Subparsers[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    """Adds ``counter`` and its commands."""
    counter = subparsers.add_parser("counter", help=_("queue numbers by kind of business"))
    commands = counter.add_subparsers(dest="counter_command", required=True, metavar="COMMAND")

    def add(name: str, help_: str, run: Any, *, code: bool = False) -> argparse.ArgumentParser:
        message = f"--json: {_JSON}"
        parser = commands.add_parser(name, parents=[shared], help=help_, description=help_, epilog=message)
        if code:
            parser.add_argument("code", metavar="CODE")
        parser.set_defaults(run=run)
        return parser

    taking = add("take", _("take a number"), run_take)
    taking.add_argument("counter", metavar="BUSINESS")
    add_key(taking)
    calling = add("next", _("call who has waited longest"), run_next)
    calling.add_argument("--window", required=True, metavar="W", help=_("where they are called to"))
    calling.add_argument("--counter", action="append", metavar="BUSINESS", help=_("only for it (default: any)"))
    add_key(calling)
    add("recall", _("call once more"), run_recall, code=True)
    add("skip", _("who was called does not come"), run_skip, code=True)
    add("done", _("who was called has been served"), run_done, code=True)
    sending = add("send-on", _("they wait for another business, with the time they have"), run_send_on, code=True)
    sending.add_argument("--counter", required=True, metavar="BUSINESS")
    add("list", _("who waits, and who is called"), run_list)


def run_take(args: argparse.Namespace) -> int:
    """``counter take``."""
    from deskconsole.desk.queue_numbers.queue_numbers import take_number

    desk = opened(args)
    return _print(desk, [take_number(desk, args.counter, key=args.key)], args.json)


def run_next(args: argparse.Namespace) -> int:
    """``counter next``."""
    from deskconsole.desk.queue_numbers.queue_numbers import call_next

    desk = opened(args)
    return _print(desk, [call_next(desk, args.window, args.counter or (), key=args.key)], args.json)


def run_recall(args: argparse.Namespace) -> int:
    """``counter recall``."""
    from deskconsole.desk.queue_numbers.queue_numbers import recall

    desk = opened(args)
    return _print(desk, [recall(desk, args.code)], args.json)


def run_skip(args: argparse.Namespace) -> int:
    """``counter skip``."""
    from deskconsole.desk.queue_numbers.queue_numbers import skip

    desk = opened(args)
    return _print(desk, [skip(desk, args.code)], args.json)


def run_done(args: argparse.Namespace) -> int:
    """``counter done``."""
    from deskconsole.desk.queue_numbers.queue_numbers import serve

    desk = opened(args)
    return _print(desk, [serve(desk, args.code)], args.json)


def run_send_on(args: argparse.Namespace) -> int:
    """``counter send-on``."""
    from deskconsole.desk.queue_numbers.queue_numbers import send_on

    desk = opened(args)
    return _print(desk, [send_on(desk, args.code, args.counter)], args.json)


def run_list(args: argparse.Namespace) -> int:
    """``counter list``."""
    from deskconsole.desk.queue_numbers.queue_numbers import queue_tickets

    desk = opened(args)
    return _print(desk, queue_tickets(desk), args.json)


def _print(desk: "Desk", lines: "list[QueueTicket]", as_json: bool) -> int:
    from deskconsole.desk.queue_numbers.queue_numbers import known_counters
    from deskconsole.present.catalogue import language
    from deskconsole.present.queue_number_texts import describe_state
    from deskconsole.text.dates import rfc3339

    titles = {counter.name: counter.title.get(language()) for counter in known_counters(desk)}
    for line in lines:
        if as_json:
            print_json(
                {
                    "code": line.code,
                    "counter": line.counter,
                    "state": line.state,
                    "taken": rfc3339(line.taken_at, desk.zone),
                    "called": rfc3339(line.called_at, desk.zone) if line.called_at is not None else None,
                    "window": line.window,
                    "calls": line.calls,
                    "ahead": line.ahead,
                    "wait_seconds": int(line.wait.total_seconds()),
                }
            )
        else:
            message = describe_state(line.state, line.ahead, line.wait, line.window, line.calls)
            print(f"{line.code}  {titles.get(line.counter, line.counter)}  {message}")
    return 0
