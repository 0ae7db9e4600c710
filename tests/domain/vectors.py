"""The worked cases of time counting: from other systems' suites, and our own with China's dates."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from deskconsole.domain.calendar.counting import Pause

DATA = Path(__file__).parents[1] / "data"
OTHERS = DATA / "time_vectors.jsonl"
OURS = DATA / "time_vectors_cn.jsonl"


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
