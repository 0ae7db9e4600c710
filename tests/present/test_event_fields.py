"""What an event says besides its text."""

from datetime import UTC, datetime

from deskconsole.domain.tickets.event import Event
from deskconsole.present.catalogue import use
from deskconsole.present.event_fields import describe_fields
from deskconsole.present.titles import Titles

NOW = datetime(2026, 9, 14, 1, 0, tzinfo=UTC)


def test_r20_a_proposal_is_told_in_the_order_of_its_form() -> None:
    use("en")
    parts = {"advantages": "b", "cost": "d", "fits": "c", "solution": "a", "wording": ["x", "y"], "wording_reason": "z"}
    event = Event(seq=1, kind="proposed", happened_at=NOW, recorded_at=NOW, fields=parts)
    assert list(describe_fields(event, Titles(()), str, UTC)) == [
        *("Solution: a", "Benefits: b", "Fits: c", "Rough cost: d", "Wording: x · y", "Why so: z")
    ]
