"""Worked cases: of time counting, from other systems and our own with China's dates; of supervision, published ones."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from deskconsole.domain.calendar.counting import Pause

DATA = Path(__file__).parents[1] / "data"
OTHERS = DATA / "time_vectors.jsonl"
OURS = DATA / "time_vectors_cn.jsonl"
SUPERVISION = (DATA / "supervision_vectors.json", DATA / "supervision_vectors_more.json")


def cases(path: Path) -> Iterator[Mapping[str, Any]]:
    """Each line of a file of worked cases."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def pauses(case: Mapping[str, Any]) -> list[Pause]:
    """The pauses of a case as instants."""
    return [(instant(begun), instant(ended)) for begun, ended in case.get("pauses", ())]


def instant(text: str) -> datetime:
    """An instant of a case."""
    return datetime.fromisoformat(text)


def supervision(kind: str) -> list[Mapping[str, Any]]:
    """The worked cases of supervision of one kind, each with its source: all published elsewhere."""
    return [case for path in SUPERVISION for case in json.loads(path.read_text("utf-8")) if case["kind"] == kind]
