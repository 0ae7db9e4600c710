"""Forms parked side by side: one's own, and those that others have left."""

from datetime import datetime
from typing import Any

from deskconsole.desk.records import Draft
from deskconsole.desk.tickets import drafts
from deskconsole.present.catalogue import _
from deskconsole.screens.forms.drafting import DraftKeeper
from deskconsole.screens.frame.session import Session
from deskconsole.text.dates import clock_or_day
from deskconsole.widgets.forms.form_tabs import FormTabs, Tab

#: What drafts of the intake form are kept as.
INTAKE = "intake"


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
        stored = await self._session.ask(parked_forms, self._session)
        me = self._session.desk.actor.login
        self.mine = [draft for draft in stored if draft.person == me and draft.id != self._keeper.id]
        self.others = [draft for draft in stored if draft.person != me and draft.id != self._keeper.id]

    def show(self, name: str, since: datetime) -> None:
        """Shows one's own forms, the longest open first; the one typed in is called ``name``."""
        tabs = [Tab(draft.id, name_of(draft.body), since_of(draft)) for draft in self.mine]
        tabs.append(Tab(self._keeper.id, name or _("new"), since, current=True))
        end = _("{n} of colleagues: ^D").format(n=len(self.others)) if self.others else ""
        self.tabs.show(sorted(tabs, key=lambda tab: (tab.since, tab.id)), self._session.now(), end)

    def before(self, since: datetime) -> Draft | None:
        """The form that was opened before the one typed in; of the oldest, the newest."""
        ordered = sorted(self.mine, key=lambda draft: (since_of(draft), draft.id))
        earlier = [draft for draft in ordered if (since_of(draft), draft.id) < (since, self._keeper.id)]
        return (earlier or ordered)[-1] if ordered else None


def parked_forms(session: Session) -> list[Draft]:
    """Everybody's half-filled intake forms, the newest first."""
    return [draft for draft in drafts.drafts(session.desk, everybody=True) if draft.form == INTAKE]


def since_of(draft: Draft) -> datetime:
    """When a parked form was opened."""
    opened = draft.body.get("opened_at")
    try:
        return datetime.fromisoformat(opened) if isinstance(opened, str) else draft.updated_at
    except ValueError:
        return draft.updated_at


def name_of(body: Any) -> str:
    """A short name for a form: whom it is for, else what it is about, else the call's number."""
    number = str(body.get("call_number") or "")[-4:]
    for name in ("customer", "content", "contact", "request"):
        text = str(body.get(name) or "").strip()
        if text and text != "-":
            return text
    return number


def parked_line(draft: Draft, session: Session) -> str:
    """A parked form in a menu: since when, whose, for whom, about what."""
    since = clock_or_day(since_of(draft), session.now(), session.zone)
    whose = "" if draft.person == session.desk.actor.login else session.titles.person(draft.person)
    about = str(draft.body.get("request") or draft.body.get("content") or "")
    return "  ".join(part for part in (since, whose, name_of(draft.body), about) if part)
