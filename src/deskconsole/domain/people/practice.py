"""The practice of the desk (S07): its steps as data, and what is on record compared with what a step asks for."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from deskconsole.text.marked import N_, Marked


class Deed(NamedTuple):
    """One thing on record: its place in the record, the ticket (none for the site's own), the kind, by whom."""

    seq: int
    number: str | None
    kind: str
    by: str | None


class Step(NamedTuple):
    """One step: what happens and which keys, and what must come of it.

    ``does``: the kinds of event of which one must be recorded; ``of_the_call``: on the ticket of the call that rang.
    ``keys``: the actions whose keys stand in the texts, by the names that they have there. ``hints``: what to say of
    another event. ``again``: events after which the call rings once more.
    """

    name: str
    does: frozenset[str]
    says: Marked
    praise: Marked
    keys: Mapping[str, str]
    hints: Mapping[str, Marked]
    of_the_call: bool = True
    again: frozenset[str] = frozenset({"withdrawn"})


class Verdict(NamedTuple):
    """How a step stands. ``seq``: up to which place the record was looked at."""

    done: bool = False
    hint: Marked | None = None
    again: bool = False
    kind: str = ""
    seq: int = 0


_SAVE: Final = {"save": "save"}
_UNDO: Final = {"undo": "record('undone')"}
#: Said of what a step does not ask for, where it has no words of its own.
OTHER: Final = N_("“{title}” is on record. It harms nothing, but this step asks for something else.")
#: Said while a form is parked that the step needs.
PARKED: Final = N_("The form is parked, nothing is lost: {take_draft} brings it back.")
_TAKEN_BACK: Final = N_("Taken back. Now once more, as the step says.")

#: The practice: one call, one promise, one hand-off, one visitor, in the order of a morning.
STEPS: Final[Sequence[Step]] = (
    Step(
        "call",
        frozenset({"picked_up"}),
        N_("The telephone rings; the top of the screen says who it is. {pick_up} picks it up."),
        N_("Picked up in time."),
        {"pick_up": "pick_up"},
        {"missed": N_("Missed: six rings are over. That happens; it rings again, {pick_up} picks it up.")},
        again=frozenset({"missed", "hung_up", "withdrawn"}),
    ),
    Step(
        "intake",
        frozenset({"received"}),
        N_(
            "Ask and write: can a palletizing robot work in a cold store? What do they want? Enter goes on, a digit "
            "chooses the category, {save} saves."
        ),
        N_("The inquiry is on record, its clocks run."),
        {**_SAVE, "pick_up": "pick_up"},
        {"withdrawn": N_("That was the key for wrong numbers. They call again: {pick_up}, then write and save.")},
    ),
    Step(
        "hand_off",
        frozenset({"specialist_needed"}),
        N_(
            "You do not know the answer; the technical department does. The ticket is selected in the queue: "
            "{hand_off}, choose whom to ask, write the question, {save}."
        ),
        N_("Asked; the ticket stays yours, the specialist has a clock."),
        {**_SAVE, **_UNDO, "hand_off": "record('specialist_needed')"},
        {
            "transferred": N_(
                "That gave the whole ticket away. {undo} takes it back; asking a specialist is {hand_off}."
            ),
            "answered": N_("That was an answer. {undo} takes it back; asking a specialist is {hand_off}."),
            "undone": _TAKEN_BACK,
        },
    ),
    Step(
        "promise",
        frozenset({"promised"}),
        N_(
            "The specialist takes it and needs an hour: tell the customer when. {promise}: until when (type +1h), and "
            "what they will hear; {save}."
        ),
        N_("A promise with its time; the clock reminds you."),
        {**_SAVE, **_UNDO, "promise": "record('promised')"},
        {
            "answered": N_("That was an answer. {undo} takes it back; a promise is {promise}."),
            "noted": N_("A note tells the customer nothing. A promise is {promise}."),
            "undone": _TAKEN_BACK,
        },
    ),
    Step(
        "reply",
        frozenset({"replied"}),
        N_(
            "The specialist has answered: {open} opens the ticket, the answer stands there. {answer}: yes, it is the "
            "promised reply; write it, {save}."
        ),
        N_("Replied as promised, in time."),
        {**_SAVE, **_UNDO, "open": "open", "answer": "record('answered')"},
        {
            "answered": N_("Answered, but the promise runs on. {undo}, then {answer} and choose the promised reply."),
            "undone": _TAKEN_BACK,
        },
    ),
    Step(
        "confirm",
        frozenset({"confirmed"}),
        N_("Ask whether that helps them. It does: {confirm} on the ticket puts that on record."),
        N_("Understood, and on record."),
        {**_UNDO, "confirm": "record('confirmed')"},
        {
            "finished": N_("Not yet: first it must be on record that the customer understood, {confirm}."),
            "undone": _TAKEN_BACK,
        },
    ),
    Step(
        "visitor",
        frozenset({"visitor_arrived"}),
        N_(
            "A visitor with an appointment stands before you. {visitors}, {open} on their line: the next pass stands "
            "there, {save}. ({sign_in} alone signs in without one.)"
        ),
        N_("Signed in; next the host is told."),
        {**_SAVE, "visitors": "show_visitors", "open": "open", "sign_in": "sign_in"},
        {"arrived": N_("That is a second visitor. The one who is expected stands in the list: select, {sign_in}.")},
        of_the_call=False,
        again=frozenset(),
    ),
    Step(
        "finish",
        frozenset({"finished"}),
        N_("The customer has what they need. {queue}, select their ticket, {finish}: how it ended, {save}."),
        N_("Finished; the call-back has its time."),
        {**_SAVE, "queue": "show_queue", "finish": "record('finished')"},
        {"undone": _TAKEN_BACK},
    ),
)


def evaluate(step: Step, deeds: Sequence[Deed], call: str | None, me: str, *, parked: bool = False) -> Verdict:
    """How a step stands after what was recorded since it began, the oldest first.

    ``call``: the ticket of the call that rang; ``me``: the login of who practises. What others do counts for nothing,
    what time alone brings about (nobody's) may be missed calls.
    """
    verdict = Verdict(hint=PARKED if parked else None)
    for deed in deeds:
        verdict = verdict._replace(seq=deed.seq)
        if deed.by not in (me, None):
            continue
        if deed.kind in step.does and (not step.of_the_call or deed.number == call):
            return Verdict(done=True, seq=deed.seq)
        if deed.number is not None and (deed.by == me or deed.kind in step.hints):
            hint = step.hints.get(deed.kind, OTHER if deed.kind not in _QUIET else None)
            again = verdict.again or (deed.kind in step.again and deed.number == call)
            verdict = verdict._replace(hint=hint or verdict.hint, again=again, kind=deed.kind)
    if parked and not verdict.done and verdict.hint is None:
        return verdict._replace(hint=PARKED)
    return verdict


#: What comes along with a step, or hurts no step: nothing is said of it.
_QUIET: Final = frozenset(
    {"picked_up", "received", "responded", "arrived", "greeted", "seen", "host_told", "confirmed", "need_recorded"}
    | {"handed_off", "called_back", "planned"}
)
