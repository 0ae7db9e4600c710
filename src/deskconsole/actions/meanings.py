"""What each key means, wherever it is pressed, and what has moved to another key.

A key means one thing on every screen: one action, or several that are the same thing done to what each screen shows.
Those stand here, once, with the reason; a test compares with the registry, and `docs/keys.md` shows the table. Digits
are places, not letters: each screen numbers what it shows.
"""

from collections.abc import Mapping
from typing import Final

from deskconsole.actions.action import Action, Scope
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True)
class Meaning:
    """Actions that are one thing to who presses their key. ``why``: what makes them one."""

    key: str
    title: str
    actions: tuple[str, ...]
    why: str


#: Keys that several actions share.
MEANINGS: Final = (
    Meaning("a", "answer", ("record('answered')", "copy_answer"), "an answer copied from the knowledge becomes it"),
    Meaning("f", "follow up", ("record('followed_up')", "result('reached')"), "both record how a follow-up went"),
    Meaning(
        "h",
        "hand to somebody else",
        ("record('specialist_needed')", "hand_over", "contact"),
        "a question to a specialist, a shift to the next, a visitor to another contact",
    ),
    Meaning("l", "change what is on file", ("record('classified')", "edit_customer", "edit_article"),
            "the class of a ticket, a customer's file, an article"),
    Meaning("t", "somebody else takes the place", ("record('transferred')", "stand_in"),
            "a ticket goes to another owner, a duty to who stands in"),
    Meaning("v", "look closer", ("details", "why", "versions", "evacuation", "open_checked"),
            "each shows more of what the screen is about and changes nothing"),
    Meaning("x", "no longer holds",
            ("record('withdrawn')", "take_back", "drop_news", "retire_article", "erase_customer"),
            "a ticket, an appointment, a piece of news, an article, a person: taken out, and that is on record"),
    Meaning("z", "take back", ("record('undone')", "unmerge_customer"), "both take back what was done"),
    Meaning("i", "new intake", ("app.new_intake", "intake_of_customer"), "on a customer's file it is theirs"),
    Meaning("A", "accept", ("record('accepted')", "accept_shift"), "what somebody handed over: a question, a shift"),
    Meaning("D", "declined", ("record('declined')", "result('refused')", "host('unavailable')"),
            "a specialist, a customer or a host says no"),
    Meaning("E", "later than was said", ("record('extended')", "host('later')"), "another time for what is waited for"),
    Meaning("F", "take a file in", ("record('attached')", "import_list"), "both read a file from outside"),
    Meaning("J", "make the paper", ("paper", "paper_of_thing", "paper_of_line", "save_sheet", "report_file"),
            "the form of a ticket, of a thing, the sheet of a shift, a report"),
    Meaning("_", "documents", ("record('documents_recorded')", "documents_of_line"),
            "what became of each document, of the ticket or of the line"),
    Meaning("M", "merge", ("record('merged')", "merge_customer"), "two tickets, or two files, that are one"),
    Meaning("N", "the host is with the visitor", ("record('seen')", "receive"), "the same event"),
    Meaning("O", "open", ("record('reopened')", "open_shift"), "a ticket again, a shift"),
    Meaning("P", "plan", ("record('planned')", "roster"), "a task, a duty of a later day"),
    Meaning("X", "the visitor leaves", ("record('left')", "sign_out('keeps')"), "the same event; the pass stays out"),
    Meaning("Y", "tell who waits", ("record('progress_told')", "look_after"), "why it takes long, and how long still"),
    Meaning("<", "one back", ("day(-1)", "period(-1)"), "the day, or the period of the figures, before"),
    Meaning(">", "one on", ("day(1)", "period(1)"), "the next day, or the next period of the figures"),
    Meaning("+", "add one",
            ("expect", "plan_meeting", "take_number", "take_thing", "news", "new_article", "article_of_ticket",
             "draw_checks", "propose", "article_of_question"),
            "one more of what the screen lists: a visitor, a meeting, a number, a thing, news, an article, checks, "
            "an improvement"),
    Meaning("!", "print", ("app.print_file", "print_sheet"), "the file just written; on the shift's screen its sheet"),
    Meaning("enter", "open what is selected", ("open", "tick_or_open", "in_order", "recall", "score", "indicators"),
            "what the line is there for"),
    Meaning("f2", "new intake", ("new_intake", "fresh"), "from a form too: what is half filled is parked"),
    Meaning("ctrl+n", "new intake", ("new_intake", "fresh"), "from a form too: what is half filled is parked"),
    Meaning("ctrl+t", "what to say", ("phrase", "moments"), "a standard phrase, a line for a hard moment"),
    Meaning("ctrl+e", "put right", ("take_wording", "fix"), "a wording that will not do, a wrong tier or channel"),
)  # fmt: skip

#: Letters of the version before that do nothing on their screen now, and what does instead: pressed out of habit they
#: say so.
MOVED: Final[Mapping[Scope, Mapping[str, str]]] = {
    Scope.VISITORS: {
        **{"c": "sign_in", "w": "walk_in", "e": "expect", "t": "tell_host", "y": "host('coming')"},
        **{"o": "host('later')", "a": "contact", "p": "message", "l": "look_after", "s": "receive"},
        **{"g": "sign_out('back')", "b": "give_pass"},
        **{"G": "sign_out('keeps')", "r": "rooms", "I": "import_list", "d": "take_back", "-": "day(-1)"},
    },
    Scope.ROOMS: {"e": "plan_meeting", "d": "take_back"},
    Scope.SHIFT: {
        **{"o": "open_shift", "a": "accept_shift", "n": "news", "r": "roster", "b": "stand_in", "s": "save_sheet"},
        "p": "print_sheet",
    },
    Scope.COUNTERS: {
        **{"n": "call_next", "t": "take_number", "x": "skip", "s": "serve", "m": "send_on", "w": "window"},
    },
    Scope.FOLLOW_UPS: {"r": "result('reached')", "o": "result('no_answer')", "x": "result('refused')"},
    Scope.KNOWLEDGE: {"e": "edit_article", "n": "new_article"},
    Scope.CUSTOMER: {"n": "intake_of_customer", "e": "edit_customer", "u": "unmerge_customer"},
}  # fmt: skip


def meaning_of(action: Action, key: str) -> str:
    """What a key means by an action: its declared meaning, else the action itself, wherever it is done."""
    name = action.name
    declared = next((each.title for each in MEANINGS if each.key == key and name in each.actions), None)
    return declared or name.removeprefix("app.")
