"""What an event can carry besides its text: what each field is called, and whether it is a fact or words.

*Facts* are what rules, clocks, guards and figures need: names of the program, instants, numbers, departments, logins.
They are kept for ever. *Words* are what people wrote (names, contacts, texts, reasons); they can be erased. A field
that this table does not know is words.
"""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.tickets.event import CONTENT_LIMIT, FIELD_LIMIT, REQUEST_LIMIT
from deskconsole.record import dataclass
from deskconsole.text.marked import N_, Marked


@dataclass(frozen=True, slots=True)
class FieldMeaning:
    """What one field means, whatever the kind of event; a kind may call it otherwise.

    ``limit``: its longest text, where it has one of its own. ``silent``: people are not shown it by its name, it is
    described in another way or only matters to the program. ``searched``: tickets are found by what it says.
    """

    title: Marked | None = None
    fact: bool = False
    limit: int | None = None
    silent: bool = False
    searched: bool = True


def _fact(
    title: Marked | None = None, *, limit: int | None = None, silent: bool = False, searched: bool = True
) -> FieldMeaning:
    return FieldMeaning(title, fact=True, limit=limit, silent=silent, searched=searched)


def _long(title: Marked) -> FieldMeaning:
    return FieldMeaning(title, limit=REQUEST_LIMIT)


_OWN: Final = _fact(silent=True)
_UNSEARCHED: Final = _fact(silent=True, searched=False)

FIELDS: Final[Mapping[str, FieldMeaning]] = {
    # What people enter.
    "to": _fact(N_("To")),
    "outcome": _fact(N_("Outcome"), searched=False),
    "score": _fact(N_("Score")),
    "due": _fact(N_("Until"), searched=False),
    "recurrence": _fact(N_("Repeat"), searched=False),
    "reason": _long(N_("Reason")),
    "text": FieldMeaning(N_("Text")),
    "remark": FieldMeaning(N_("Remark")),
    "material": _long(N_("Material")),
    "evidence": FieldMeaning(N_("Evidence")),
    "plan": _long(N_("Plan")),
    "told": _long(N_("Tell them")),
    "into": _fact(N_("Into ticket")),
    "same_as": _fact(N_("Same matter as")),
    "told_with": _fact(N_("Told with")),
    "message": _fact(N_("Message")),
    "wording_reason": FieldMeaning(N_("Why so"), limit=FIELD_LIMIT),
    "wording": FieldMeaning(N_("Wording")),
    "solution": _long(N_("Solution")),
    "advantages": _long(N_("Benefits")),
    "fits": _long(N_("Fits")),
    "cost": _long(N_("Rough cost")),
    "solution_2": _long(N_("Solution 2")),
    "advantages_2": _long(N_("Benefits 2")),
    "fits_2": _long(N_("Fits 2")),
    "cost_2": _long(N_("Cost 2")),
    "engineer": FieldMeaning(N_("Engineer")),
    "last": _OWN,
    "by_customer": _fact(),
    "grounds": _fact(N_("Why it is major"), searched=False),  # names of the pack
    "late_cause": _fact(N_("Why it was late"), searched=False),
    "documents": _fact(N_("Documents"), limit=REQUEST_LIMIT, searched=False),
    "asked_of": FieldMeaning(N_("Asked whom"), limit=FIELD_LIMIT),
    "signed_by": FieldMeaning(N_("Signed by"), limit=FIELD_LIMIT),
    "kept_at": FieldMeaning(N_("Where it lies"), limit=FIELD_LIMIT),
    "answers": _UNSEARCHED,  # of a survey, by question
    "survey": _UNSEARCHED,
    "report": _fact(N_("Report"), searched=False),  # a name of the program
    "period": _fact(N_("Period")),
    "before_finishing": _UNSEARCHED,
    "documents_complete": _UNSEARCHED,
    "with_papers": _UNSEARCHED,
    "moved_to": FieldMeaning(N_("Other place"), limit=FIELD_LIMIT),
    "approved_by": _fact(N_("Approved by")),
    "allowed_by": _fact(N_("Allowed by")),
    "also": FieldMeaning(silent=True),  # becomes a hand-off of its own for each of them
    # What a ticket is, and its form.
    "channel": _fact(N_("Channel"), silent=True, searched=False),
    "tier": _fact(N_("Tier"), silent=True, searched=False),
    "category": _fact(N_("Category"), silent=True, searched=False),
    "level": _fact(N_("Level"), silent=True, searched=False),
    "urgent": _fact(N_("Urgent"), silent=True, searched=False),
    "kind": _fact(N_("Kind"), silent=True, searched=False),
    "customer": FieldMeaning(silent=True),
    "contact": FieldMeaning(N_("Contact"), silent=True),
    "content": FieldMeaning(silent=True, limit=CONTENT_LIMIT),
    "request": FieldMeaning(silent=True, limit=REQUEST_LIMIT),
    # What the telephone system and the desk itself add.
    "call": _UNSEARCHED,
    "caller": FieldMeaning(silent=True),
    "withheld": _fact(N_("Number withheld"), silent=True),
    "told_by": _OWN,
    "free": _OWN,
    "kept_from": _OWN,
    "since": _UNSEARCHED,
    "rest_days": _OWN,
    "occurrence": _OWN,
    "rule": _fact(searched=False),
    "step": _UNSEARCHED,
    "missed_due": _UNSEARCHED,
    "was": _OWN,
    "provisional": _fact(),
    "events": _fact(searched=False),
    "erasure": _UNSEARCHED,
    "asked_by": _fact(N_("Asked by"), silent=True, searched=False),
    "moved_from": _fact(),
    "merged_from": _fact(),
    "file_of": _UNSEARCHED,
    "file_begun": _UNSEARCHED,
    "article": _fact(limit=FIELD_LIMIT),
    "article_version": _fact(limit=FIELD_LIMIT),
    "case": _fact(limit=FIELD_LIMIT),
    "file": FieldMeaning(),
    "digest": FieldMeaning(silent=True),
    "type": _OWN,
    "size": _OWN,
    # Tables of further fields.
    "fields": FieldMeaning(silent=True),
    "old": FieldMeaning(silent=True, searched=False),
    "erased": FieldMeaning(silent=True),
}

#: What any event may carry besides its own fields: where its words were copied from, why they are put so, and who
#: allowed it to somebody who may not do it alone.
ANYWHERE: Final = frozenset({"article", "article_version", "case", "wording_reason", "allowed_by", "told_with"})
