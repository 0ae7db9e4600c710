"""Each kind of event is declared once, whole: nothing of it stands anywhere else."""

import re
from collections import Counter
from pathlib import Path

import pytest

from deskconsole.domain.tickets.events.kind import EventKind
from deskconsole.domain.tickets.fields import FIELDS
from deskconsole.domain.tickets.vocabulary import ACTIONS, EVENTS, USUAL, titles_of

FOLDER = Path("src/deskconsole/domain/tickets")


@pytest.mark.parametrize("kind", EVENTS.values(), ids=lambda kind: kind.name)
def test_a_kind_is_whole(kind: EventKind) -> None:
    assert kind.title
    for name in (*kind.required, *kind.optional):
        known = name in kind.titles or (name in FIELDS and (FIELDS[name].title or FIELDS[name].silent))
        assert known or FIELDS[name].fact, f"{name} is not called anything"
    assert set(kind.wording) <= {"text", *kind.required, *kind.optional}
    assert set(kind.continues) <= set(EVENTS)
    assert kind.implies is None or kind.implies in EVENTS
    assert not (kind.default_outcome and not kind.outcomes)
    assert not (kind.thread_needed and kind.threads and not kind.continues)


def test_names_actions_letters_and_places_are_each_ones_own() -> None:
    assert len(ACTIONS) == len(EVENTS)
    letters = Counter(kind.key for kind in EVENTS.values() if kind.key)
    assert set(letters.values()) == {1}
    assert sorted(kind.place for kind in EVENTS.values() if kind.place) == list(range(1, len(USUAL) + 1))


def test_what_the_desk_records_itself_has_no_letter() -> None:
    assert not [kind.name for kind in EVENTS.values() if kind.by_desk and kind.key]


def test_outcomes_of_one_name_are_called_alike() -> None:
    called = {
        (value, str(title)) for kind in EVENTS.values() for value, title in kind.values.get("outcome", {}).items()
    }
    assert len(called) == len(titles_of("outcome"))


def test_an_event_stands_in_its_own_family_only() -> None:
    """Names of single events in the general files: the few that are the beginning and the end of a ticket."""
    general = [*FOLDER.glob("*.py")]
    named = {
        (path.stem, name)
        for path in general
        for name in re.findall(r'"(\w+)"', path.read_text("utf-8"))
        if name in EVENTS and path.stem not in ("fields", "filing", "plans", "state")
    }
    assert named == {
        ("guards", "filed"),
        ("guards", "merged"),
        ("guards", "promised"),
        ("ticket", "undone"),
        ("ticket", "reopened"),
        ("ticket", "answered"),
        ("event", "escalated"),
        ("event", "warned"),
        ("ticket", "picked_up"),
        ("ticket", "missed"),
        ("ticket", "hung_up"),
        ("papers", "handed_in"),
        ("papers", "taken_in"),
        ("papers", "sent_back"),
    }
