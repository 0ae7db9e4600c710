"""Records as JSON: keys from what a record says of itself, values by their type, private texts masked."""

from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from deskconsole.domain.rules.texts import Text
from deskconsole.present.catalogue import N_
from deskconsole.present.json import Reader, Shape, to_json
from deskconsole.record import dataclass
from deskconsole.text.private import Private

AT = datetime(2026, 9, 28, 1, 0, tzinfo=UTC)
READER = Reader(ZoneInfo("Asia/Shanghai"), "zh")


class Part(Enum):
    DAY = "day"


class Contact(NamedTuple):
    kind: str
    value: Private | str


@dataclass(frozen=True, slots=True)
class File:
    """A record with everything in it that records have."""

    id: int
    name: str | None
    created_at: datetime
    contacts: tuple[Contact, ...]
    title: Text | None = None
    more: Any = None

    @property
    def calls(self) -> int:
        return len(self.contacts)


FILE = File(7, None, AT, (Contact("phone", Private("13812345678")),), Text("题", "Title"))


def test_a_record_is_its_fields_in_their_order_and_unknown_values_are_null() -> None:
    assert to_json(FILE, READER) == {
        "id": 7,
        "name": None,
        "created_at": "2026-09-28T09:00:00+08:00",
        "contacts": [{"kind": "phone", "value": "138****5678"}],
        "title": "题",
        "more": None,
    }


def test_a_shape_renames_computes_and_nests() -> None:
    shape = Shape(
        "name id created calls reach first",
        created="created_at",
        reach=("contacts", Shape("how value", how="kind")),
        first=lambda file, reader: file.contacts[0],
    )
    assert shape.document(FILE, READER) == {
        "name": None,
        "id": 7,
        "created": "2026-09-28T09:00:00+08:00",
        "calls": 1,
        "reach": [{"how": "phone", "value": "138****5678"}],
        "first": {"kind": "phone", "value": "138****5678"},
    }
    assert list(shape.document(FILE, READER)) == list(shape.keys)
    assert shape.document(FILE, READER, id=AT)["id"] == "2026-09-28T09:00:00+08:00"
    assert str(shape) == "{name, id, created, calls, reach:[{how, value}…], first}"


def test_private_texts_are_masked_unless_they_are_revealed() -> None:
    revealed = Reader(READER.zone, "en", reveal=True)
    for value in (Private("440106199001011234"), {"identity": Private("440106199001011234")}, FILE):
        assert "1234" not in str(to_json(value, READER)).replace("1234'", "").replace("*1234", "")
        assert "*" not in str(to_json(value, revealed))
    assert to_json(FILE, revealed)["title"] == "Title"


@pytest.mark.parametrize(
    ("value", "document"),
    [
        (date(2026, 9, 28), "2026-09-28"),
        (Part.DAY, "day"),
        (Path("/tmp/x"), "/tmp/x"),
        (N_("open"), "open"),
        (datetime(2026, 9, 28, 1, 0, 0, 500_000, tzinfo=UTC), "2026-09-28T09:00:00.500000+08:00"),
        (({"a": AT}, [1, 2.5, True, None]), [{"a": "2026-09-28T09:00:00+08:00"}, [1, 2.5, True, None]]),
        (frozenset({"a"}), ["a"]),
    ],
)
def test_values_go_by_their_type(value: object, document: object) -> None:
    assert to_json(value, READER) == document


def test_what_has_no_json_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        to_json(object(), READER)
    with pytest.raises(AssertionError):
        Shape("id", name="other")
    with pytest.raises(AttributeError):
        Shape("nothing").document(FILE, READER)
