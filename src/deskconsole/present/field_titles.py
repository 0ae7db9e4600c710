"""What the fields of events are called, on forms and wherever they are read."""

from collections.abc import Mapping
from typing import Final

from deskconsole.present.catalogue import N_, Marked

_PROPOSAL: Final = {
    "solution": N_("Solution"),
    "advantages": N_("Benefits"),
    "fits": N_("Fits"),
    "cost": N_("Rough cost"),
    "solution_2": N_("Solution 2"),
    "advantages_2": N_("Benefits 2"),
    "fits_2": N_("Fits 2"),
    "cost_2": N_("Cost 2"),
}
FIELD_TITLES: Final[Mapping[str, Marked]] = {
    "to": N_("To"),
    "outcome": N_("Outcome"),
    "score": N_("Score"),
    "due": N_("Until"),
    "recurrence": N_("Repeat"),
    "reason": N_("Reason"),
    "text": N_("Text"),
    "remark": N_("Remark"),
    "channel": N_("Channel"),
    "tier": N_("Tier"),
    "category": N_("Category"),
    "level": N_("Level"),
    "urgent": N_("Urgent"),
    "into": N_("Into ticket"),
    "material": N_("Material"),
    "evidence": N_("Evidence"),
    "contact": N_("Contact"),
    "plan": N_("Plan"),
    "told": N_("Tell them"),
    "message": N_("Message"),
    "wording_reason": N_("Why so"),
    "wording": N_("Wording"),
    **_PROPOSAL,
}
#: Where a field of one event is called otherwise.
_OF_EVENT: Final[Mapping[tuple[str, str], Marked]] = {
    ("followed_up", "due"): N_("Next time"),
    ("called_back", "due"): N_("Next time"),
    ("waiting", "due"): N_("Look again"),
    ("host_answered", "due"): N_("Estimate"),
    ("looked_after", "due"): N_("Estimate"),
    ("specialist_needed", "text"): N_("Question"),
    ("objected", "text"): N_("Point"),
    ("objected", "to"): N_("Hand to"),
    ("objected", "due"): N_("Reply by"),
    ("need_recorded", "text"): N_("Other needs"),
    ("need_recorded", "to"): N_("Who follows"),
    ("need_recorded", "due"): N_("By when"),
    ("proposed", "text"): N_("Remark"),
}


def field_title(event: str, name: str) -> Marked:
    """What a field of an event is called; its machine name where it has no other."""
    return _OF_EVENT.get((event, name)) or FIELD_TITLES.get(name) or Marked(name)
