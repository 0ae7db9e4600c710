"""What is kept of a form's fields, as people read it: on screens, papers and in exports alike."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from deskconsole.domain.rules.forms import FormField
from deskconsole.present.catalogue import _, language
from deskconsole.present.dates import weekday
from deskconsole.present.when import parse_when
from deskconsole.text.dates import rfc3339

if TYPE_CHECKING:
    from deskconsole.domain.calendar.calendar import Calendar

_NOBODY: Final[Mapping[str, str]] = {}
_PAST_DAYS: Final = {"昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2, "大前天": 3}
_AGO: Final = re.compile(r"(\d{1,4})\s*(?:天前|日前|days? ago)|-\s*(\d{1,4})\s*(?:d|天)")
_MONTH_DAY: Final = re.compile(r"(\d{1,2})[-/月](\d{1,2})[日号]?")


def describe_value(field: FormField, value: object, zone: tzinfo, people: Mapping[str, str] = _NOBODY) -> str:
    """One value in the language in use: a choice's title, ``¥1,280.00``, ``2026-10-08 (周四)``, ``138 0000 1111`` …

    What is not as the field keeps it (its pack said otherwise then) is shown as it is. ``people``: names by logins.
    """
    if value is None:
        return ""
    if field.type == "person":
        return people.get(str(value), str(value))
    if field.type in ("choice", "department") and (title := field.title_of(value)) is not None:
        return title.get(language())
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    try:
        message = _describe(field, value, zone)
    except (ArithmeticError, ValueError, TypeError, AttributeError):
        message = None
    return str(value) if message is None else message


def describe_form(
    fields: Sequence[FormField], values: Mapping[str, Any], zone: tzinfo, people: Mapping[str, str] = _NOBODY
) -> Iterator[tuple[str, str]]:
    """Label and value of each field that was filled in, in the order of the form; then what no form knows, by name.

    Texts are as they were stored: who shows them puts them through ``present.safe``.
    """
    for field in fields:
        if field.name in values:
            yield field.title.get(language()), describe_value(field, values[field.name], zone, people)
    named = {field.name for field in fields}
    yield from ((name, _plain(value)) for name, value in values.items() if name not in named)


def fields_document(fields: Iterable[FormField], values: Mapping[str, Any], zone: tzinfo) -> dict[str, Any]:
    """The values as JSON has them: as they are kept, instants with the site's offset."""
    instants = {field.name for field in fields if field.type == "date_time"}
    return {name: _local(value, zone) if name in instants else value for name, value in values.items()}


def typed_value(
    field: FormField, text: str, now: datetime, zone: tzinfo, calendar: "Calendar | None" = None
) -> str | datetime | date:
    """What a person typed into a field, for the validator: ``明天10点``, ``周五``, ``昨天``, ``09-24`` as it is meant.

    A date without a year is the last one of that name where the field takes no later one. Every other type is left as
    it was typed. Raises :class:`DeskError` at the field where a time is unclear.
    """
    if field.type not in ("date", "date_time"):
        return text
    if field.type == "date_time":
        return parse_when(text, now, zone, calendar, field=field.name)
    if not _is_date(text):
        today = now.astimezone(zone).date()
        past = _past_day(text, today, always=field.latest == "today")
        return past or parse_when(text, now, zone, calendar, field=field.name).astimezone(zone).date()
    return text


def typed_form(value: object, field: FormField, zone: tzinfo) -> str:
    """A kept value as it is typed, for a form that is opened again."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field.type == "date_time" and isinstance(value, str):
        return str(_local(value, zone))
    return "" if value is None else str(value)


def _past_day(text: str, today: date, *, always: bool) -> date | None:
    """A day that has been; a date without a year only where it is ``always`` one."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    if plain in _PAST_DAYS:
        return today - timedelta(days=_PAST_DAYS[plain])
    if result := _AGO.fullmatch(plain):
        return today - timedelta(days=int(result[1] or result[2]))
    result = _MONTH_DAY.fullmatch(plain) if always else None
    if result is None:
        return None
    with suppress(ValueError):
        day = date(today.year, int(result[1]), int(result[2]))
        return day if day <= today else day.replace(year=today.year - 1)
    return None


def _is_date(text: str) -> bool:
    """Whether a text begins with a year: the validator reads such dates itself, past ones too."""
    return len(text.strip()) >= 8 and text.strip()[:4].isdecimal()


def _describe(field: FormField, value: Any, zone: tzinfo) -> str | None:
    if field.type == "date":
        day = date.fromisoformat(value)
        return f"{day.isoformat()} ({weekday(day)})"
    if field.type == "date_time":
        local = _instant(value).astimezone(zone)
        return f"{local:%Y-%m-%d} ({weekday(local.date())}) {local:%H:%M}"
    if field.type == "money":
        amount = f"{Decimal(value):,.2f}" if isinstance(value, str) else str(value)
        return f"{amount} {field.unit.get(language())}" if field.unit is not None else f"¥{amount}"
    if field.type == "number":
        return f"{value} {field.unit.get(language())}" if field.unit is not None else str(value)
    if field.type == "phone":
        return _spaced(value)
    return None


def _spaced(phone: str) -> str:
    """A mobile number as it is read aloud, 3-4-4; any other as it is kept."""
    number, dash, extension = phone.partition("-")
    if len(number) == 11 and number.startswith("1") and number.isdecimal():
        number = f"{number[:3]} {number[3:7]} {number[7:]}"
    return f"{number}{dash}{extension}"


def _instant(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _local(value: Any, zone: tzinfo) -> Any:
    try:
        return rfc3339(_instant(value), zone)
    except (ValueError, TypeError):
        return value


def _plain(value: Any) -> str:
    return (_("yes") if value else _("no")) if isinstance(value, bool) else str(value)
