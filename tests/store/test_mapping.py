"""Rows become records, and records rows, by the annotations of the records."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from deskconsole import store
from deskconsole.domain.clocks.derive import Clock
from deskconsole.store import mapping
from deskconsole.store.compiled import statements
from tests.store.support import MADE_AT, clock


class _Everything(NamedTuple):
    number: int
    text: str | None
    blob: bytes
    flag: bool
    at: datetime
    until: datetime | None
    every: timedelta | None
    fields: Mapping[str, Any]
    names: tuple[str, ...] | None


_AT = datetime(2026, 11, 21, 1, 2, 3, 4, tzinfo=UTC)
_FULL = _Everything(1, "王", b"\0", True, _AT, _AT, timedelta(hours=24), {"b": [1], "a": "二"}, ("x", "y"))
_BARE = _Everything(0, None, b"", False, _AT, None, None, {}, None)


def _row(record: Any) -> tuple[Any, ...]:
    return tuple(mapping.columns_of(record).values())


def test_records_become_rows_and_the_same_records_again() -> None:
    assert mapping.columns_of(_FULL) == {
        "number": 1,
        "text": "王",
        "blob": b"\0",
        "flag": True,
        "at": 1795222923000004,
        "until": 1795222923000004,
        "every": 86_400_000_000,
        "fields": '{"a":"二","b":[1]}',
        "names": '["x","y"]',
    }
    rows = [_row(_FULL), _row(_BARE)]
    assert mapping.records_of(_Everything, rows) == [_FULL, _BARE]
    assert mapping.records_of(_Everything, rows[1:]) == [_BARE]
    assert mapping.records_of(_Everything, []) == []
    assert mapping.records_of(_Everything, rows * 9) == [_FULL, _BARE] * 9


def test_truth_is_true_whatever_a_database_calls_it() -> None:
    (record,) = mapping.records_of(_Everything, [(1, None, b"", 1, 0, None, None, "{}", None)])
    assert (record.flag, record.at.isoformat()) == (True, "1970-01-01T00:00:00+00:00")
    assert record.flag is True


def test_an_instant_is_the_same_in_every_zone_and_no_instant_without_one() -> None:
    there = _AT.astimezone(timezone(timedelta(hours=8)))
    assert _row(_FULL._replace(at=there)) == _row(_FULL)
    with pytest.raises(ValueError, match="offset"):
        mapping.columns_of(_FULL._replace(at=datetime(2026, 11, 21)))


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"], ids=["NUL", "surrogate"])
def test_text_that_intake_must_have_cleaned_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"NUL|surrogate"):
        mapping.columns_of(_FULL._replace(text=text))


def test_a_row_of_another_length_is_no_record() -> None:
    for rows in ([_row(_FULL)[:-1]], [(*_row(_FULL), 1)]):
        with pytest.raises(ValueError, match="make statements"):
            mapping.records_of(_Everything, rows)


def test_a_clock_is_the_columns_that_it_is_compared_by() -> None:
    made = clock(every=timedelta(hours=1), ended=MADE_AT, extendable=True)
    assert "extendable" not in mapping.columns_of(made)
    assert mapping.records_of(Clock, [_row(made)]) == [made]


def test_every_record_of_the_store_can_be_read_and_written() -> None:
    folder = Path(str(store.__file__)).parent
    modules = [import_module(f"deskconsole.store.{path.stem}") for path in folder.glob("*.py") if path.stem[0] != "_"]
    records = [
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type) and each.__module__ == module.__name__ and each.__name__.endswith("Record")
    ]
    assert len(records) > 15
    for record in records:
        assert mapping.records_of(record, []) == []
        assert mapping.names_of(record) == tuple(record.__annotations__)
        assert mapping._shape(record).names == mapping.names_of(record)


def test_a_statement_that_does_not_exist_is_named() -> None:
    with pytest.raises(AttributeError, match="tickets has no statement FIND_TICKETS"):
        _ = statements("tickets").FIND_TICKETS
