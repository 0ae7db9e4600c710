"""Forms parked side by side: one's own, and those that others have left."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from deskconsole.desk.records import Draft
from deskconsole.desk.tickets import drafts
from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.present.event_titles import event_title
from deskconsole.present.titles import Titles
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.forms.form_tabs import FormTabs, Tab

#: What drafts of the intake form are kept as.
INTAKE: Final = "intake"
_EVENTS: Final = {"file": "filed", "attach": "attached"}
#: What is done on the forms that belong to no event of a ticket, by what their drafts are kept as.
_TITLES: Final[Mapping[str, Marked]] = {
    INTAKE: N_("New inquiry"),
    "visitor walk_in": N_("Walk-in"),
    "visitor sign_in": N_("Sign in"),
    "visitor expect": N_("Expect a visitor"),
    "visitor message": N_("Leave a message"),
    "customer": N_("Customer file"),
    "article": N_("Article"),
    "retire": N_("Out of use"),
    "survey answer": N_("Survey of a customer"),
    "news": N_("News"),
    "duty": N_("Roster"),
    "hand over": N_("Hand over"),
    "meeting": N_("Plan a meeting"),
    "expected list": N_("Read a list"),
    "thing hand_out": N_("Handed out, back"),
    "thing tell_whose": N_("Owner told"),
    "thing give_away": N_("Given away"),
    "round": N_("Rounds"),
    "approval": N_("Your answer"),
    **{f"check {form}": N_("Assessment") for form in ("object_to", "answer_objection", "give_title", "violation")},
    "improvement propose": N_("Propose an improvement"),
    "improvement accept": N_("Adopt"),
    "improvement refuse": N_("Turn down"),
    "improvement done": N_("Done"),
    "improvement effect": N_("Effect"),
    "measure done": N_("Done"),
    "measure effect": N_("Effect"),
    "training record": N_("Who was there"),
    "check hand_in_report": N_("Hand in a report"),
    "check": N_("Quality checks"),
}


class Parking:
    """What is parked beside the form that is typed in, as tabs above it."""

    def __init__(self, session: Session, keeper: DraftKeeper) -> None:
        self._session = session
        self._keeper = keeper
        self.tabs = FormTabs()
        self.mine: list[Draft] = []
        self.others: list[Draft] = []

    async def read(self) -> None:
        """Reads what is parked."""
        stored = [draft for draft in await self._session.ask(parked_forms, self._session) if draft.form == INTAKE]
        me = self._session.desk.actor.login
        self.mine = [draft for draft in stored if draft.person == me and draft.id != self._keeper.id]
        self.others = [draft for draft in stored if draft.person != me and draft.id != self._keeper.id]

    def show(self, name: str, since: datetime) -> None:
        """Shows one's own forms, the longest open first; the one typed in is called ``name``."""
        tabs = [Tab(draft.id, name_of(draft.body, self._session.titles), since_of(draft)) for draft in self.mine]
        tabs.append(Tab(self._keeper.id, name or _("new"), since, current=True))
        end = _("{n} of colleagues: ^D").format(n=len(self.others)) if self.others else ""
        self.tabs.show(sorted(tabs, key=lambda tab: (tab.since, tab.id)), self._session.now(), end)


def parked_forms(session: Session) -> list[Draft]:
    """Everybody's half-filled forms, the newest first."""
    return drafts.drafts(session.desk, everybody=True)


def since_of(draft: Draft) -> datetime:
    """When a parked form was opened."""
    opened = draft.body.get("opened_at")
    try:
        return datetime.fromisoformat(opened) if isinstance(opened, str) else draft.updated_at
    except ValueError:
        return draft.updated_at


#: What of it is hidden where visitors see the screen.
_OF_PEOPLE: Final = frozenset({"customer", "name", "contact", "phone"})


def name_of(body: Any, titles: Titles) -> str:
    """A short name for a form: whom it is for, else what it is about, else the call's number."""
    number = str(body.get("call_number") or "")[-4:]
    for name in ("customer", "name", "content", "text", "contact", "phone", "request"):
        text = str(body.get(name) or "").strip()
        if text and text != "-":
            return titles.name(text) if name in _OF_PEOPLE else text
    return number


def parked_line(draft: Draft, session: Session) -> str:
    """A parked form in a menu: since when, whose, for whom, about what."""
    since = clock_or_day(since_of(draft), session.now(), session.zone)
    whose = "" if draft.person == session.desk.actor.login else session.titles.person(draft.person)
    name = name_of(draft.body, session.titles)
    about = str(draft.body.get("request") or draft.body.get("content") or "")
    parts = (since, whose, form_title(draft.form), name, about if about != name else "")
    return "  ".join(part for part in parts if part)


def form_title(form: str) -> str:
    """What a form is called by which drafts are kept: what is done, with which ticket."""
    what, _space, rest = form.partition(" ")
    event, _space, number = rest.partition(" ")
    if what == "act":
        return f"{_(event_title(event))} {number[-4:]}"
    if what in ("file", "attach"):
        return f"{_(event_title(_EVENTS[what]))} {rest[-4:]}"
    return _(_TITLES.get(form) or _TITLES.get(f"{what} {event}") or _TITLES.get(what) or Marked(form))
