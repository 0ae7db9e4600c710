"""The vocabulary of the site's own events: what can be recorded beside tickets, and which of it are words.

Facts stay for ever; words (names, contacts, texts) can be erased without changing what is true of anything else.
"""

from collections.abc import Mapping
from typing import Any, Final

from deskconsole.domain.customers import customer as customers
from deskconsole.domain.tickets.event import Event
from deskconsole.record import NamedTuple

#: One part of what an event says, as plain JSON.
Part = Mapping[str, Any]


class SiteEventKind(NamedTuple):
    """One kind of the site's events: its fields that are facts, and those that are words."""

    name: str
    facts: frozenset[str]
    words: frozenset[str] = frozenset()

    @property
    def fields(self) -> frozenset[str]:
        """Everything that it may carry."""
        return self.facts | self.words


def _kind(name: str, facts: str, words: str = "") -> SiteEventKind:
    return SiteEventKind(name, frozenset(facts.split()), frozenset(words.split()))


_KINDS: Final = (
    _kind("site_made", "packs administrator created", "name"),
    _kind("packs_changed", "packs added"),
    _kind("texts_applied", "what tickets"),
    _kind("time_confirmed", "newest_before"),
    _kind("words_set_apart", "until digest"),
    _kind("backed_up", "seq head sha256 size tried copied", "file"),
    _kind("restored", "seq head made_at sha256", "file"),
    # People.
    _kind("staff_added", "login role department os_account qualified", "name"),
    _kind("staff_enabled", "login", "reason"),
    _kind("staff_disabled", "login", "reason"),
    _kind("staff_qualified", "login how", "reason"),
    _kind("qualification_withdrawn", "login", "reason"),
    _kind("test_taken", "login seed asked right needed passed wrong"),
    _kind("practised", "login steps skipped"),
    _kind("signed_on", "login before account"),
    _kind("code_given", "login until"),
    _kind("pin_set", "login"),
    _kind("pin_disabled", "login tries"),
    _kind("recovery_codes_made", "codes"),
    _kind("recovered", "login account asked_by left"),
    _kind("glass_broken", "id until", "reason"),
    _kind("glass_mended", "id"),
    _kind("draft_taken_over", "draft form from"),
    _kind("unmasked", "number customer expected parts", "reason"),
    _kind("exported", "what rows number first last due mine seed report person", "file"),
    # Visitors.
    _kind("visitor_expected", "id at kind category number again", "name phone purpose fields"),
    _kind("visitor_arrived", "id number"),
    _kind("visitor_cancelled", "id"),
    _kind("room_planned", "id room starts ends people", "title organiser"),
    _kind("room_prepared", "id item done"),
    _kind("room_cancelled", "id"),
    _kind("pass_given", "pass number"),
    _kind("pass_returned", "pass number"),
    _kind("watch_added", "entry", "name phone organisation reason tell"),
    _kind("watch_ended", "entry"),
    _kind("watch_matched", "number entries"),
    # Shifts.
    _kind("shift_opened", "shift part"),
    _kind("shift_item_ticked", "shift item done"),
    _kind("shift_handed_over", "shift digest open sheet", "note"),
    _kind("shift_accepted", "shift digest"),
    _kind("news_added", "id day", "text"),
    _kind("news_dropped", "id"),
    _kind("roster_changed", "since until part days login substitute"),
    _kind("duty_absent", "day part login absent"),
    # Rounds, emergencies.
    _kind("round_ticked", "day round time item state number", "text"),
    _kind("emergency_noted", "entry emergency what at login kind person inside", "text"),
    # Quality checks.
    _kind("checks_drawn", "draw level period seed percent population size shares drawn always"),
    _kind("check_begun", "check draw number of level card receiver reviewer due always"),
    _kind("check_scored", "check reviewer points score plain outcome cause right_by"),
    _kind("check_replaced", "check instead", "reason"),
    _kind("check_seen", "check"),
    _kind("check_appealed", "check"),
    _kind("check_decided", "check outcome points score plain"),
    _kind("check_coached", "check outcome right_by"),
    _kind("customers_drawn", "draw survey period seed percent population size left_out shares drawn"),
    # Assessment.
    _kind("assessment_closed", "period of subject points low high share place named results tickets"),
    _kind("assessment_objected", "entry period of subject", "text"),
    _kind("assessment_answered", "entry", "text"),
    _kind("honour_given", "entry name of subject period number", "text"),
    _kind("violation_noted", "entry name subject number caused_complaint", "text"),
    _kind("training_recorded", "number login training period outcome lecturer held_on"),
    # Knowledge, queue numbers.
    _kind("article_added", "number version category price digest source from_ticket", "title"),
    _kind("article_changed", "number version category price digest", "title"),
    _kind("article_retired", "number version", "reason"),
    _kind("queue_taken", "day code counter"),
    _kind("queue_called", "day code window"),
    _kind("queue_recalled", "day code window"),
    _kind("queue_served", "day code window"),
    _kind("queue_skipped", "day code window"),
    _kind("queue_sent_on", "day code counter"),
    # Customers.
    _kind("customer_added", " ".join(("customer", *customers.FACTS)), " ".join((*customers.WORDS, "contacts"))),
    _kind("customer_changed", "customer changed", "contacts_added contacts_removed"),
    _kind("customers_merged", "customer into"),
    _kind("customers_unmerged", "customer from"),
    _kind("customer_checked", "customer"),
    _kind("consent_recorded", "customer outcome purposes channels"),
    _kind("contact_stopped", "customer", "reason"),
    _kind("contact_allowed", "customer"),
    # What is held about people.
    _kind("person_shown", "customers rows", "who file"),
    _kind("person_held", "hold customers", "name who"),
    _kind("person_released", "hold"),
    _kind("erasure_asked", "erasure customers named", "who reason"),
    _kind("erasure_approved", "erasure"),
    _kind("erasure_refused", "erasure", "reason"),
    _kind("erased", "erasure rule events customers articles asked_by approved_by", "reason"),
    _kind("retention_approved", "digest"),
    _kind(customers.VISITS, "customer number"),
)

#: Every kind by name.
SITE_EVENTS: Final[Mapping[str, SiteEventKind]] = {kind.name: kind for kind in _KINDS}


def check_fields(kind: str, fields: Mapping[str, Any]) -> None:
    """Refuse an event that the vocabulary does not know, or that carries what it may not: a mistake of the program."""
    existing = SITE_EVENTS.get(kind)
    if existing is None:
        raise ValueError(f"{kind}: not an event of the site")
    if surplus := sorted(fields.keys() - existing.fields):
        raise ValueError(f"{kind}: may not carry {', '.join(surplus)}")


def split(event: Event) -> tuple[Part, Part]:
    """The facts and the words of an event of the site, as ``payload.joined`` puts them together again.

    What this version does not know is words.
    """
    existing = SITE_EVENTS.get(event.kind)
    facts_of = existing.facts if existing is not None else frozenset()
    facts = {name: value for name, value in event.fields.items() if name in facts_of}
    words = {name: value for name, value in event.fields.items() if name not in facts_of}
    if isinstance(changes := facts.get("changed"), Mapping):
        # A change of what a customer is called or needs is words, apart from changes of facts.
        facts["changed"] = {name: change for name, change in changes.items() if name not in customers.WORDS}
        if apart := {name: change for name, change in changes.items() if name in customers.WORDS}:
            words["changed"] = apart
    lasting: dict[str, Any] = {"fields": facts} if facts else {}
    erasable: dict[str, Any] = {"fields": words} if words else {}
    if event.text is not None:
        erasable["text"] = event.text
    if erasable:
        lasting["words"] = sorted({*words, *(("text",) if event.text else ())})
    return lasting, erasable
