"""The one registry of what can be done at the console: names, keys, titles.

Key bindings, the line of keys, the help of each screen, the command palette and the forms are all made from it. A
letter is never the only way: actions of a ticket have numbers too, and every key also works as the full-width
character that an input method sends in its place. Keys are written as Textual names them.
"""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Final

from deskconsole.domain.events import EVENTS
from deskconsole.domain.record import dataclass
from deskconsole.present.catalogue import N_, Marked


class Scope(StrEnum):
    """Where an action works."""

    EVERYWHERE = "everywhere"
    QUEUE = "queue"
    TICKET = "ticket"
    FOLLOW_UPS = "follow_ups"
    INTAKE = "intake"
    FORM = "form"


#: Screens on which letters are free for actions, because nothing is typed there.
LISTS: Final = frozenset({Scope.QUEUE, Scope.TICKET, Scope.FOLLOW_UPS})
_TICKETS: Final = frozenset({Scope.QUEUE, Scope.TICKET})


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    ``keys``: the first is the one that is shown. ``event``: the kind that it records; without one it is a command
    of a screen or of the whole console. ``number``: its digit on the ticket screen. ``first``: its keys go before
    those of the field that is typed in.
    """

    name: str
    title: Marked
    keys: tuple[str, ...]
    scopes: frozenset[Scope]
    event: str | None = None
    number: int | None = None
    first: bool = False


_EVENT_TITLES: Final[Mapping[str, Marked]] = {
    "rang": N_("Ring"),
    "picked_up": N_("Pick up"),
    "hung_up": N_("Caller hung up"),
    "missed": N_("Missed call"),
    "called_back": N_("Call back"),
    "call_transferred": N_("Transfer call"),
    "arrived": N_("Arrival"),
    "greeted": N_("Greet"),
    "seen": N_("See visitor"),
    "left": N_("Visitor left"),
    "received": N_("Intake"),
    "contacted": N_("Came again"),
    "responded": N_("First response"),
    "need_recorded": N_("Record needs"),
    "noted": N_("Note"),
    "attached": N_("Attach"),
    "answered": N_("Answer"),
    "proposed": N_("Propose"),
    "objected": N_("Objection"),
    "promised": N_("Promise a time"),
    "extended": N_("Extend"),
    "replied": N_("Reply as promised"),
    "confirmed": N_("Confirm"),
    "specialist_needed": N_("Ask a specialist"),
    "handed_off": N_("Handed over"),
    "accepted": N_("Hand-off accepted"),
    "declined": N_("Hand-off declined"),
    "specialist_answered": N_("Specialist answered"),
    "progress_told": N_("Tell progress"),
    "reminded": N_("Remind"),
    "waiting": N_("Wait for customer"),
    "resumed": N_("Resume"),
    "verified": N_("Verify"),
    "questions_asked": N_("Ask the questions"),
    "group_formed": N_("Form a group"),
    "order_reviewed": N_("Review order"),
    "cannot_fulfil": N_("Cannot fulfil"),
    "alternative_told": N_("Tell alternative"),
    "started": N_("Start"),
    "shipped": N_("Ship"),
    "delivered": N_("Deliver"),
    "collected": N_("Collected"),
    "host_told": N_("Tell host"),
    "host_answered": N_("Host answered"),
    "looked_after": N_("Look after"),
    "solved": N_("Solve"),
    "rated": N_("Rating"),
    "finished": N_("Finish"),
    "followed_up": N_("Follow up"),
    "planned": N_("Plan a task"),
    "filed": N_("File"),
    "transferred": N_("Transfer"),
    "classified": N_("Classify"),
    "reopened": N_("Reopen"),
    "merged": N_("Merge"),
    "withdrawn": N_("Withdraw"),
    "undone": N_("Undo"),
    "escalated": N_("Escalated"),
    "sampled": N_("Sampled"),
    "reviewed": N_("Reviewed"),
    "coached": N_("Coached"),
    "recounted": N_("Recounted"),
    "erased": N_("Erased"),
}

#: The usual way of a ticket, in the order in which the keys 1 to 9 stand beside it.
NUMBERED: Final = (
    *("responded", "need_recorded", "answered", "promised", "specialist_needed"),
    *("replied", "confirmed", "finished", "filed"),
)

_EVENT_KEYS: Final[Mapping[str, str]] = {
    **{"answered": "a", "called_back": "b", "confirmed": "c", "need_recorded": "d", "finished": "e"},
    **{"followed_up": "f", "filed": "g", "specialist_needed": "h", "classified": "l", "noted": "n"},
    **{"objected": "o", "promised": "p", "responded": "r", "proposed": "s", "transferred": "t"},
    **{"picked_up": "u", "waiting": "w", "withdrawn": "x", "replied": "y", "undone": "z"},
    **{"accepted": "A", "reminded": "B", "call_transferred": "C", "declined": "D", "extended": "E"},
    **{"attached": "F", "greeted": "G", "handed_off": "H", "contacted": "I", "solved": "K"},
    **{"merged": "M", "seen": "N", "reopened": "O", "planned": "P", "rated": "R"},
    **{"specialist_answered": "S", "hung_up": "U", "verified": "V", "resumed": "W", "left": "X"},
    **{"progress_told": "Y"},
}


def _commands() -> Iterable[Action]:
    everywhere = frozenset({Scope.EVERYWHERE})
    yield Action("help", N_("Help"), ("f1",), everywhere)
    yield Action("new_intake", N_("New intake"), ("f2", "ctrl+n"), everywhere)
    yield Action("show_queue", N_("Queue"), ("f3",), everywhere)
    yield Action("show_follow_ups", N_("Follow-ups"), ("f4",), everywhere)
    yield Action("pick_up", N_("Pick up the call"), ("ctrl+g", "f11"), everywhere)
    yield Action("take_draft", N_("Parked form"), ("ctrl+o", "shift+f2", "f14"), everywhere)
    yield Action("parked", N_("All parked forms"), ("ctrl+d",), everywhere, first=True)
    yield Action("operator", N_("Change operator"), ("ctrl+y",), everywhere, first=True)
    yield Action("mute", N_("Bell on or off"), ("ctrl+backslash",), everywhere)
    yield Action("snooze", N_("Bell silent for 10 minutes"), (), everywhere)
    yield Action("lock", N_("Lock"), ("ctrl+l", "ctrl+underscore"), everywhere)
    yield Action("switch_language", N_("中文 / English"), ("f12",), everywhere)
    yield Action("switch_theme", N_("Colours"), (), everywhere)
    yield Action("copy", N_("Copy to your clipboard"), ("alt+c",), everywhere, first=True)
    yield Action("redraw", N_("Draw again"), ("ctrl+r",), everywhere)
    yield Action("confirm_time", N_("The system clock is right"), (), everywhere)
    yield Action("quit", N_("Quit"), ("ctrl+q",), everywhere)
    # The same by letters where nothing is typed.
    yield Action("app.help", N_("Help"), ("?",), LISTS)
    yield Action("app.new_intake", N_("New intake"), ("i",), LISTS)
    yield Action("app.show_queue", N_("Queue"), ("[",), frozenset({Scope.TICKET, Scope.FOLLOW_UPS}))
    yield Action("app.show_follow_ups", N_("Follow-ups"), ("]",), _TICKETS)
    yield Action("app.operator", N_("Change operator"), ("=",), LISTS)
    yield Action("app.mute", N_("Bell on or off"), (",",), LISTS)
    yield Action("app.snooze", N_("Bell silent for 10 minutes"), (".",), LISTS)
    yield Action("app.lock", N_("Lock"), ("Z",), LISTS)
    yield Action("app.switch_language", N_("中文 / English"), ("L",), LISTS)
    yield Action("app.copy", N_("Copy to your clipboard"), ("*",), LISTS)
    yield Action("app.switch_theme", N_("Colours"), ("T",), LISTS)
    yield Action("app.confirm_time", N_("The system clock is right"), ("@",), LISTS)
    yield Action("app.quit", N_("Quit"), ("Q",), frozenset({Scope.QUEUE}))
    yield Action("back", N_("Back"), ("escape",), frozenset(Scope) - {Scope.EVERYWHERE})
    yield Action("open", N_("Open"), ("enter",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("more", N_("All actions"), ("m",), _TICKETS)
    yield Action("details", N_("Details"), ("v",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("why", N_("Why this deadline"), ("v",), frozenset({Scope.TICKET}))
    # Filters of the queue: one key each.
    yield Action("filter('all')", N_("All"), ("1",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("filter('mine')", N_("Mine"), ("2",), frozenset({Scope.QUEUE, Scope.FOLLOW_UPS}))
    yield Action("filter('unowned')", N_("Nobody's"), ("3",), frozenset({Scope.QUEUE}))
    yield Action("filter('overdue')", N_("Overdue"), ("4",), frozenset({Scope.QUEUE}))
    yield Action("filter('soon')", N_("Due soon"), ("5",), frozenset({Scope.QUEUE}))
    yield Action("filter('channel')", N_("By channel"), ("6",), frozenset({Scope.QUEUE}))
    yield Action("filter('category')", N_("By category"), ("7",), frozenset({Scope.QUEUE}))
    yield Action("later", N_("Finished, due later"), ("8",), frozenset({Scope.QUEUE}))
    yield Action("search", N_("Find"), ("/",), frozenset({Scope.QUEUE}))
    # Results of a follow-up.
    yield Action("result('reached')", N_("Reached"), ("r",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("result('no_answer')", N_("No answer"), ("o",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("result('refused')", N_("Refused"), ("x",), frozenset({Scope.FOLLOW_UPS}))
    yield Action("undo", N_("Undo"), ("ctrl+z",), LISTS)
    # Forms.
    yield Action("save", N_("Save"), ("ctrl+s", "f10", "ctrl+j"), frozenset({Scope.INTAKE, Scope.FORM}))
    yield Action("phrase", N_("Standard phrase"), ("ctrl+t",), frozenset({Scope.FORM}))
    intake = frozenset({Scope.INTAKE})
    yield Action("fresh", N_("Park, start another"), ("ctrl+n", "f2"), intake)
    yield Action("add_to", N_("Add to open ticket"), ("ctrl+t",), intake)
    yield Action("fix", N_("Tier or channel"), ("ctrl+e",), intake, first=True)
    yield Action("withdraw('wrong_number')", N_("Wrong number"), ("ctrl+x",), intake, first=True)
    yield Action("withdraw('spam')", N_("Spam or prank"), ("ctrl+k",), intake, first=True)
    yield Action("on_call('call_transferred')", N_("Transfer call"), (), intake)


def _event_actions() -> Iterable[Action]:
    for name, kind in EVENTS.items():
        if kind.by_desk:
            continue
        number = NUMBERED.index(name) + 1 if name in NUMBERED else None
        letter = _EVENT_KEYS.get(name)
        scopes = _TICKETS | {Scope.FOLLOW_UPS} if name in ("noted", "undone") else _TICKETS
        keys = (letter,) if letter else ()
        yield Action(f"record('{name}')", _EVENT_TITLES[name], keys, frozenset(scopes), event=name, number=number)


#: Everything that can be done, commands first.
REGISTRY: Final[tuple[Action, ...]] = (*_commands(), *_event_actions())

#: What the line of keys shows on each screen, the most useful first; it is cut where the line ends.
_FOOTERS: Final[Mapping[Scope, tuple[str, ...]]] = {
    Scope.QUEUE: (
        *("open", "app.new_intake", "record('answered')", "record('promised')", "record('specialist_needed')"),
        *("record('noted')", "more", "search", "filter('mine')", "app.show_follow_ups", "app.help", "app.quit"),
    ),
    Scope.TICKET: (
        *("back", "record('noted')", "record('followed_up')", "more", "why", "app.new_intake"),
        *("record('transferred')", "record('withdrawn')", "app.help"),
    ),
    Scope.FOLLOW_UPS: (
        *("result('reached')", "result('no_answer')", "result('refused')", "open", "record('noted')", "filter('mine')"),
        *("back", "app.new_intake", "app.help"),
    ),
    Scope.INTAKE: (
        *("save", "back", "add_to", "withdraw('wrong_number')", "withdraw('spam')", "take_draft", "fresh", "fix"),
        *("help",),
    ),
    Scope.FORM: ("save", "back", "phrase", "help"),
}


#: The site's own keys by the names of actions; they stand wherever keys are shown.
_own_keys: dict[str, tuple[str, ...]] = {}


def use_keys(own: Mapping[str, tuple[str, ...]]) -> None:
    """Shows the site's own keys from now on, in place of those of the registry."""
    _own_keys.clear()
    _own_keys.update(own)
    event_action.cache_clear()


def keys_of(name: str) -> tuple[str, ...]:
    """The keys of an action as they are now."""
    return _own_keys.get(name) or next((action.keys for action in REGISTRY if action.name == name), ())


def in_scope(scope: Scope) -> tuple[Action, ...]:
    """What works on a screen, with the keys that it has now; the order of the registry kept."""
    return tuple(
        replace(action, keys=_own_keys.get(action.name, action.keys)) for action in REGISTRY if scope in action.scopes
    )


def footer(scope: Scope) -> tuple[Action, ...]:
    """What the line of keys of a screen shows, in its order."""
    known = {action.name: action for action in (*in_scope(Scope.EVERYWHERE), *in_scope(scope))}
    return tuple(known[name] for name in _FOOTERS[scope])


@functools.cache
def event_action(event: str) -> Action | None:
    """The action that records an event; ``None`` for events that only the desk itself records."""
    found = next((action for action in REGISTRY if action.event == event), None)
    return replace(found, keys=_own_keys.get(found.name, found.keys)) if found is not None else None


def event_title(event: str) -> Marked:
    """How an event is called; its machine name where it has no other."""
    return _EVENT_TITLES.get(event) or Marked(event)


def do_title(do: str) -> Marked:
    """How the action that a clock asks for is called (``do`` is the imperative machine name)."""
    return next((event_title(kind.name) for kind in EVENTS.values() if kind.action == do), Marked(do))
