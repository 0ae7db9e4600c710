"""What comes in with an event, from an option, a file or a form, made clean at the edge."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from deskconsole.domain.rules.customer_wording import NAMED
from deskconsole.domain.tickets.event import CONTENT_LIMIT, FIELD_LIMIT
from deskconsole.domain.tickets.events.changes import WITHDRAWAL_REASONS
from deskconsole.errors import DeskError
from deskconsole.text.clean import clean, one_line
from deskconsole.text.dates import parse_instant
from deskconsole.text.phones import with_plain_digits

#: Fields that only the desk itself writes: what rests on them could otherwise be made up.
_OWN_FIELDS: Final = frozenset(
    {
        "moved_from",
        "merged_from",
        "old",
        "erased",
        "since",
        "rule",
        "step",
        "missed_due",
        "provisional",
        "fields",
        "told_with",
    }
    | {"rest_days", "occurrence"}
    | {"free", "digest", "allowed_by", NAMED}
    | {"documents_complete", "before_finishing", "with_papers"}
)


def clean_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an event as they are kept; raises :class:`DeskError` for one that cannot be entered."""
    cleaned: dict[str, Any] = {}
    for name, value in fields.items():
        if value is None:
            continue
        if name in _OWN_FIELDS or not name.isidentifier() or len(name) > FIELD_LIMIT:
            shown = one_line(name)[:40]
            raise DeskError("field: '{name}' is not a field that can be entered", field="field", name=shown)
        if name == "due":
            value = _due(value)
        elif isinstance(value, str):
            value = clean(value[: CONTENT_LIMIT + 1]).strip()
            if name == "contact":
                value = with_plain_digits(value)
            elif name == "reason":
                value = _reason(value)
        cleaned[name] = value
    return cleaned


def _due(value: Any) -> str:
    due = value if isinstance(value, datetime) else parse_instant(str(value), field="due")
    return due.astimezone(UTC).isoformat()


def _reason(value: str) -> str:
    """Fixed reasons may be written with spaces or hyphens, as people say them."""
    word = value.lower().replace(" ", "_").replace("-", "_")
    return word if word in WITHDRAWAL_REASONS else value
