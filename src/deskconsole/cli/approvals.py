"""``approvals list|ask|allow|refuse|withdraw``: what who leads is asked to allow, once, for one event of one ticket."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from typing import Final

from deskconsole.cli.command import Answer, Answering, Command, Group
from deskconsole.cli.parsing.arguments import argument, flag
from deskconsole.cli.parsing.late_imports import late
from deskconsole.present.catalogue import N_, _
from deskconsole.present.json import Shape

with late():
    from deskconsole import actions
    from deskconsole.desk import desk as desks
    from deskconsole.desk.sign_on import asking

#: What became of a request.
_STATES: Final = {
    "asked": N_("waits until {time}"),
    "allowed": N_("allowed by {name} until {time}"),
    "refused": N_("refused by {name}"),
    "expired": N_("nobody has answered, or used it, in time"),
}


def _list(desk: desks.Desk, given: Namespace) -> list[asking.Request]:
    return asking.my_requests(desk) if given.mine else asking.requests_to_answer(desk)


def _answer(desk: desks.Desk, given: Namespace, *, allow: bool) -> asking.Request:
    return asking.answer_request(desk, given.request, allow, word=given.word, key=given.key)


def _line(request: asking.Request, reader: Answering) -> str:
    person = reader.titles.person
    state = _(_STATES[request.state]).format(name=person(request.decided_by), time=reader.when(request.until))
    asks = _("{name} asks: {title} of {number}").format(
        name=person(request.asked_by), title=_(actions.event_title(request.action)), number=request.number
    )
    parts = [request.id, asks, state, *([reader.text(request.word)] if request.word else [])]
    return " · ".join(parts)


# fmt: off
_REQUEST: Final = Answer(
    Shape("id number event state asked_by asked_at until decided_by decided_at word changed", event="action"), _line
)
_WHICH: Final = argument("request", help=N_("its id, or the number of its ticket"))
_WORD: Final = argument("--word", "T", N_("a word with it"))
COMMANDS: Final = (
    Group(
        "approvals", N_("what who leads is asked to allow: one event of one ticket, once"),
        Command("list", N_("what others wait for that you may allow"),
                flag("--mine", N_("what you have asked for, and what became of it")),
                run=_list, answer=_REQUEST),
        Command("ask", N_("ask for something that is refused to you"), argument("number"),
                argument("action", "EVENT", N_("the event, as `act` names it")),
                use=lambda: asking.ask_approval, answer=_REQUEST, writes=True,
                description=N_("Once it is allowed, `act` records it: within five minutes, once, with both names."),
                examples=("approvals ask 0012 withdrawn",)),
        Command("allow", N_("allow it once"), _WHICH, _WORD,
                run=partial(_answer, allow=True), answer=_REQUEST, writes=True, examples=("approvals allow 0012",)),
        Command("refuse", N_("refuse it"), _WHICH, _WORD,
                run=partial(_answer, allow=False), answer=_REQUEST, writes=True,
                examples=("approvals refuse 0012 --word 'ask Lin first'",)),
        Command("withdraw", N_("take back what you have asked for"), argument("request", "ID"),
                use=lambda: asking.withdraw_request, writes="keyless"),
    ),
)
