"""The desk of a practice: a store of its own in a folder that is removed afterwards, and what happens there by itself.

Each step has a scene that begins it (the telephone rings, a visitor is expected) and deeds that stand for the
trainee's, where a step is skipped or was done the last time.
"""

import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from deskconsole.data_files import data_folder
from deskconsole.desk.customers.changes import add_customer
from deskconsole.desk.desk import CONSOLE, Desk, system_now
from deskconsole.desk.founding import make_site
from deskconsole.desk.look import Look
from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.telephone import calls
from deskconsole.desk.tickets.act import act
from deskconsole.desk.tickets.drafts import drafts, drop_draft
from deskconsole.desk.tickets.intake import intake
from deskconsole.desk.tickets.intake_forms import read_form
from deskconsole.desk.use_cases import query
from deskconsole.desk.visitors.checking_in import check_in, from_expected
from deskconsole.desk.visitors.expecting import expect, expected_of_day, read_expected
from deskconsole.domain.people.practice import STEPS, Deed
from deskconsole.errors import DeskError
from deskconsole.store import tickets
from deskconsole.store.site import newest_site_seq

_FILE: Final = Path("practice") / "practice.toml"
#: What the practice's folder is called, among those that are thrown away.
PREFIX: Final = "deskconsole-practice-"


class Practice:
    """The desk of one practice; :meth:`close` removes it with its store."""

    def __init__(self, folder: "tempfile.TemporaryDirectory[str]", desk: Desk, script: Mapping[str, Any]) -> None:
        self._folder = folder
        self.desk = desk
        self._script = script
        #: the ticket of the call, once it has rung
        self.call: str | None = None
        self._call_id = ""

    @property
    def me(self) -> str:
        """The login of who practises."""
        return self.desk.actor.login

    def deeds(self, after: int) -> list[Deed]:
        """What was recorded after a place of the record."""
        return deeds(self.desk, after)

    def newest(self) -> int:
        """How far the record has come."""
        with self.desk.store.reading() as tx:
            return newest_site_seq(tx)

    def half_typed(self) -> bool:
        """Whether an inquiry is typed that is not saved."""
        return any(draft.form == "intake" for draft in drafts(self.desk))

    def forget_typed(self) -> None:
        """Drops what is half typed: the step that it was for is over."""
        for draft in drafts(self.desk):
            drop_draft(self.desk, draft.id)

    def begin(self, step: str) -> None:
        """What happens before a step."""
        if step == "call":
            self._ring()
        elif step in ("promise", "reply"):
            self._specialist(step)
        elif step == "visitor":
            self._expect_visitor()

    def ring_again(self, step: str) -> None:
        """The same customer once more, after their ticket was lost; later steps find it taken already."""
        self._ring()
        if step not in ("call", "intake"):
            self._catch_up(step)
        if step in ("promise", "reply"):
            self._specialist(step)

    def play(self, step: str) -> None:
        """What the trainee would have done; where that is not possible any more, with the customer once more."""
        try:
            self._play(step)
        except DeskError:
            self.ring_again(step)
            if step == "intake":
                self._play("call")
            self._play(step)

    def _catch_up(self, step: str) -> None:
        """What comes before a step, for a call that has rung once more; whoever has been let in is in."""
        for each in STEPS[: [each.name for each in STEPS].index(step)]:
            if each.name in ("promise", "reply"):
                self._specialist(each.name)
            if each.of_the_call:
                self._play(each.name)

    def close(self) -> None:
        """Removes the store and its folder."""
        self.desk.store.close()
        self._folder.cleanup()

    # --- what happens by itself ----------------------------------------------------------------------------

    def _ring(self) -> None:
        self._call_id = f"practice-{self.newest()}"
        self.call = calls.ring(self.desk, self._script["caller"]["number"], call=self._call_id).number

    def _specialist(self, step: str) -> None:
        """The specialist agrees to a time before the promise, and answers before the reply."""
        hand_off = self._script["hand_off"]
        there = self.desk.by(hand_off["to"])
        due = self.desk.now() + timedelta(minutes=self._script["promise"]["minutes"] // 2)
        if step == "promise":
            act(there, self._ticket, "accepted", fields={"due": due})
        else:
            act(there, self._ticket, "specialist_answered", text=hand_off["answer"])

    def _expect_visitor(self) -> None:
        visitor = dict(self._script["visitor"])
        at = self.desk.now() + timedelta(minutes=visitor.pop("in_minutes"))
        expect(self.desk, read_expected(self.desk, {**visitor, "at": at}, now=self.desk.now()))

    # --- what stands for the trainee's deeds ---------------------------------------------------------------

    @property
    def _ticket(self) -> str:
        return self.call or ""

    def _play(self, step: str) -> None:
        wanted = self._script
        if step == "call":
            calls.pick_up(self.desk, self._call_id, self.me)
        elif step == "intake":
            self._take()
        elif step == "promise":
            due = self.desk.now() + timedelta(minutes=wanted["promise"]["minutes"])
            act(self.desk, self._ticket, "promised", text=wanted["promise"]["text"], fields={"due": due})
        elif step == "hand_off":
            to = {"to": wanted["hand_off"]["to"]}
            act(self.desk, self._ticket, "specialist_needed", text=wanted["hand_off"]["text"], fields=to)
        elif step == "reply":
            act(self.desk, self._ticket, "replied", text=wanted["reply"]["text"])
        elif step == "confirm":
            act(self.desk, self._ticket, "confirmed")
        elif step == "visitor":
            today = self.desk.now().astimezone(self.desk.zone).date()
            for each in expected_of_day(self.desk, today)[:1]:
                check_in(self.desk, from_expected(each))
        elif step == "finish":
            act(self.desk, self._ticket, "finished", fields=dict(wanted["finish"]))

    def _take(self) -> None:
        caller, kind = self._script["caller"], self.desk.pack_for(channel=calls.PHONE).kind_of_channel(calls.PHONE)
        entered = {
            "channel": calls.PHONE,
            "kind": kind.name,
            "tier": caller["tier"],
            "customer": caller["name"],
            "contact": caller["number"],
            "call": self._call_id,
            **self._script["inquiry"],
        }
        intake(self.desk, read_form(self.desk, entered, now=self.desk.now(), loose=True))


@query(needs="read")
def deeds(look: Look, after: int) -> list[Deed]:
    """What was recorded after a place of the record, the oldest first."""
    results = []
    for seq, ticket_id, kind, by in tickets.events_since(look.tx, after):
        ticket = tickets.find_ticket_by_id(look.tx, ticket_id) if ticket_id is not None else None
        results.append(Deed(seq, ticket.number if ticket is not None else None, kind, by))
    return results


def make_practice(name: str, *, now: Callable[[], datetime] = system_now, folder: Path | None = None) -> Practice:
    """A practice for somebody called ``name``, in a folder below ``folder`` (default: that of temporary files)."""
    script = tomllib.loads((data_folder() / _FILE).read_text("utf-8"))
    made = tempfile.TemporaryDirectory(prefix=PREFIX, dir=folder)
    try:
        desk = make_site(str(Path(made.name) / "desk.db"), code=script["site"], packs=script["packs"], now=now)
        trainee = script["trainee"]
        for person in (trainee | {"name": name}, *script["staff"]):
            add_staff(desk, **person, qualified=True)
        caller = script["caller"]
        add_customer(desk, {"name": caller["name"], "tier": caller["tier"]}, [("phone", caller["number"])])
    except BaseException:
        made.cleanup()
        raise
    return Practice(made, replace(desk.by(trainee["login"]), source=CONSOLE), script)
