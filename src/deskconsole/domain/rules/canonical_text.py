"""The canonical text of a pack, as the store keeps it, read back."""

import json
from typing import Any

from deskconsole.errors import DeskError


def table_of(text: str) -> dict[str, Any]:
    """The table of a canonical text."""
    try:
        table: dict[str, Any] = json.loads(text)
    except ValueError as error:
        raise DeskError("a stored pack is damaged: {error}", error=str(error)) from error
    return table
