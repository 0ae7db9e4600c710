"""Which duty a clock was, whatever rule of whatever regulation asked for it: what figures put together."""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.clocks.clock import Clock

RESPONSE: Final = "response"
RESOLUTION: Final = "resolution"
PROMISE: Final = "promise"
HAND_OFF: Final = "hand_off"
PASSING_ON: Final = "passing_on"
CALL_BACK: Final = "call_back"
FOLLOW_UP: Final = "follow_up"
FILING: Final = "filing"
PROGRESS: Final = "progress"
OTHER: Final = "other"

#: What a clock asks for → the duty that this is.
_DUTIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("pick_up", "respond", "greet", "see"), RESPONSE),
    **dict.fromkeys(("solve", "confirm"), RESOLUTION),
    **dict.fromkeys(("promise", "need_specialist", "hand_off", "accept"), PASSING_ON),
    "reply": PROMISE,
    "specialist_answer": HAND_OFF,
    "call_back": CALL_BACK,
    "follow_up": FOLLOW_UP,
    "file": FILING,
    "tell_progress": PROGRESS,
}
#: What a customer begins with; an answer that is asked for by it is the first response (R09).
_COMES: Final = frozenset({"received", "contacted"})
#: Events that may say what came of asking for a score.
SCORING_EVENTS: Final = frozenset({"rated", "followed_up"})
NOT_ASKED: Final = "not_asked"
NOT_REACHED: Final = "not_reached"
REFUSED: Final = "refused"
ANSWERED: Final = "answered"


def duty_of(clock: Clock, started_by: str | None) -> str:
    """The duty that a clock was; ``started_by``: the kind of the event that its ``of`` names."""
    if clock.do == "answer" and not clock.idle and started_by in _COMES:
        return RESPONSE
    return _DUTIES.get(clock.do, OTHER)
