"""One form, several events: what a recorded event brings along at once (R21–R24, R26).

An objection that cannot be settled on the spot goes to a department and gets a dated reply; needs whose answers call
for another department bring it in, and an intention to buy gets somebody who follows up, with a plan. Which answers
those are is the pack's (``brings_in`` and ``plan`` of a question).
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from deskconsole.domain.rules.kinds import Question
from deskconsole.domain.rules.pack import Pack
from deskconsole.domain.rules.wording import language_of
from deskconsole.domain.tickets.event import Event
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, field, replace

#: What the follow-on events of an objection and of needs are made of; they are kept there and not with the event.
PARTS: Final = ("to", "due", "plan", "told")
#: Between those whom a question goes to besides the first, in ``also``.
ALSO: Final = ";"
_NO: Final = frozenset({"no", "false", "none", "-", "否", "无", "没有", "不是", "0"})
_YES: Final = frozenset({"yes", "true", "是", "有", "1", "y"})


@dataclass(frozen=True, slots=True)
class FollowOn:
    """An event that goes with another one; ``names``: what its fields are called on the form of the first.

    ``of_hand_off``: it belongs to the thread of the hand-off recorded just before.
    """

    kind: str
    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    of_hand_off: bool = False


def split(ticket: Ticket, event: Event, pack: Pack, message: str) -> tuple[Event, tuple[FollowOn, ...]]:
    """The event without what belongs to its follow-ons, and these, in order.

    ``message``: what is said to the customer where nothing else is given. Raises :class:`DeskError` naming the
    field that is missing.
    """
    if event.kind == "objected":
        follow_ons = tuple(_objected(event, message))
    elif event.kind == "need_recorded":
        event, follow_ons = _needs(ticket, event, pack)
    elif event.kind == "specialist_needed":
        return _several(event)
    else:
        return event, ()
    rest = {name: value for name, value in event.fields.items() if name not in PARTS}
    return replace(event, fields=rest), follow_ons


def asks_for_plan(event: str, pack: Pack, category: str | None) -> bool:
    """Whether the form of an event may have to ask for somebody who follows up, and a plan."""
    checklist = pack.questions(category or "") if event == "need_recorded" else None
    return checklist is not None and any(question.plan for question in checklist.questions)


def _several(event: Event) -> tuple[Event, tuple[FollowOn, ...]]:
    """One question to several at once: each gets a hand-off of its own, with its own times."""
    others = [to.strip() for to in str(event.fields.get("also") or "").split(ALSO) if to.strip()]
    rest = {name: value for name, value in event.fields.items() if name != "also"}
    questions = [to for to in dict.fromkeys(others) if to != event.fields.get("to")]
    names = {"to": "also"}
    return replace(event, fields=rest), tuple(
        FollowOn("specialist_needed", event.text or "", {"to": to}, names) for to in questions
    )


def _objected(event: Event, message: str) -> Iterator[FollowOn]:
    """R21: a department and a dated reply go together."""
    to, due = event.fields.get("to"), event.fields.get("due")
    if to is None and due is None and "told" not in event.fields:
        return
    _needed(event, "to", "due")
    yield FollowOn("specialist_needed", event.text or "", {"to": to})
    text = str(event.fields.get("told") or message)
    yield FollowOn("promised", text, {"due": due}, {"text": "told"}, of_hand_off=True)


def _needs(ticket: Ticket, event: Event, pack: Pack) -> tuple[Event, tuple[FollowOn, ...]]:
    checklist = pack.questions(ticket.category or "")
    query = {question.name: question for question in checklist.questions} if checklist is not None else {}
    answers = {name: _answer(query[name], value) for name, value in event.fields.items() if name in query}
    event = replace(event, fields={**event.fields, **answers})
    results = [(query[name], answer) for name, answer in answers.items() if _calls(answer)]
    follow_ons = list(_brought_in(ticket, results))
    if any(question.plan for question, _says in results):
        _needed(event, "to", "due", "plan", "told")
        fields = {"to": event.fields["to"], "due": event.fields["due"]}
        follow_ons.append(FollowOn("planned", str(event.fields["plan"]), fields, {"text": "plan"}))
        follow_ons.append(FollowOn("progress_told", str(event.fields["told"]), {}, {"text": "told"}))
    else:
        for name in PARTS:
            if name in event.fields:
                raise DeskError(
                    "{event}: {name}: only asked with an answer that needs a plan",
                    event=event.kind,
                    field=name,
                    name=name,
                )
    return event, tuple(follow_ons)


def _brought_in(ticket: Ticket, results: list[tuple[Question, Any]]) -> Iterator[FollowOn]:
    """Each department once, unless something is open with it already."""
    busy = {hand_off.to for hand_off in ticket.hand_offs.values() if hand_off.open}
    for question, answer in results:
        for department in question.brings_in:
            to = f"dept:{department}"
            if to not in busy:
                busy.add(to)
                query = question.title.get(language_of(ticket.content or "")).rstrip("？?")
                text = query if isinstance(answer, bool) else f"{query}: {answer}"
                yield FollowOn("specialist_needed", text, {"to": to})


def _answer(question: Question, value: Any) -> Any:
    """An answer as it is kept; raises :class:`DeskError` for what is neither yes nor no where that is asked."""
    if question.type != "yes_no" or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word not in _YES | _NO:
        raise DeskError("{name}: '{value}' is neither yes nor no", field=question.name, name=question.name, value=value)
    return word in _YES


def _calls(answer: Any) -> bool:
    """Whether an answer says something; "none" says nothing."""
    return answer if isinstance(answer, bool) else str(answer).strip().lower() not in {*_NO, ""}


def _needed(event: Event, *names: str) -> None:
    for name in names:
        if not event.fields.get(name):
            raise DeskError("{event}: {name} is missing", field=name, event=event.kind, name=name)
