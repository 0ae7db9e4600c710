"""One value of a form field: from what was entered to what is kept, or to what is wrong with it.

Entered is a text (a screen, ``--field``, CSV) or a JSON value; both give the same. What is kept is checked again
without changing.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final

from deskconsole.domain.rules.forms import FormField
from deskconsole.errors import DeskError
from deskconsole.record import dataclass
from deskconsole.text.characters import pronunciations_of_name
from deskconsole.text.pronunciations import pattern

#: What is kept of a field.
Kept = str | int | float | bool

_TRUTH: Final = {
    **dict.fromkeys(("yes", "y", "true", "1", "是", "有", "对"), True),
    **dict.fromkeys(("no", "n", "false", "0", "否", "没有", "无", "不是"), False),
}
_NUMBER: Final = re.compile(r"[+-]?(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.\d{1,6})?", re.ASCII)
_CURRENCY: Final = re.compile(r"^(?:人民币|rmb|cny|[¥￥])\s*|\s*(?:元整?|块|rmb|cny)$", re.IGNORECASE)
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|年(\d{1,2})月)(\d{1,2})[日号]?", re.ASCII)
_EXTENSION: Final = re.compile(r"(?P<number>.*\d)\s*(?:转|分机|ext\.?|x|#)\s*(?P<extension>\d{1,6})", re.IGNORECASE)
_LAST_PART: Final = re.compile(r"(?P<number>.*)-(?P<extension>\d{1,5})", re.ASCII)
_PHONE: Final = re.compile(r"\+?[\d\s().-]+", re.ASCII)
_SERIAL: Final = re.compile(r"[0-9A-Z][0-9A-Z./_+-]*", re.ASCII)
#: So many names stand in a message at most.
_MOST_NAMES: Final = 6
#: Most characters of a wrong value that a message repeats.
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Moment:
    """When, where and by whose help a form is filled in: what ``today`` and ``now`` mean in its limits.

    ``people``: who may be named, names by logins; ``ticket``: the whole number of a ticket, refused where there is
    none. Where they are not at hand, what was typed is kept, to be looked up when it is recorded.
    """

    now: datetime
    zone: tzinfo
    people: Callable[[], Mapping[str, str]] | None = None
    ticket: Callable[[str], str] | None = None

    @property
    def today(self) -> date:
        """The local day."""
        return self.now.astimezone(self.zone).date()


def is_given(value: object) -> bool:
    """Whether something was entered: neither nothing nor an empty text."""
    return value is not None and not (isinstance(value, str) and not value.strip())


def canonical(field: FormField, value: object, moment: Moment) -> Kept:
    """What is kept of ``value``; raises :class:`DeskError` at the field, naming the accepted form."""
    return _READERS[field.type](field, value, moment)


def _refuse(field: FormField, template: str, value: object, **values: object) -> DeskError:
    text = " ".join(str(value).split())
    shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return DeskError(template, field=field.name, name=field.name, value=shown, **values)


def _plain(field: FormField, value: object) -> str:
    """A text in half-width characters, as a number, date or telephone number is read."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | date):
        raise _refuse(field, "{name}: '{value}' is not a text", value)
    return unicodedata.normalize("NFKC", str(value)).strip()


def _text(field: FormField, value: object, moment: Moment) -> str:
    if not isinstance(value, str):
        raise _refuse(field, "{name}: '{value}' is not a text", value)
    text = value.strip() if field.type == "long_text" else " ".join(value.split())
    return _fitting(field, text)


def _fitting(field: FormField, text: str) -> str:
    """A text within its length and its pattern."""
    if len(text) > field.limit:
        raise _refuse(field, "{name}: longer than {limit} characters", text, limit=field.limit)
    if field.pattern is not None and re.fullmatch(field.pattern, text) is None:
        if field.hint is not None:
            raise _refuse(field, "{name}: '{value}' is not as asked: {hint}", text, hint=field.hint)
        raise _refuse(field, "{name}: '{value}' does not fit {pattern}", text, pattern=field.pattern)
    return text


def _serial(field: FormField, value: object, moment: Moment) -> str:
    text = "".join(_plain(field, value).upper().split())
    if _SERIAL.fullmatch(text) is None:
        raise _refuse(
            field, "{name}: '{value}' is not a serial number: letters, digits and - . / _ + such as RX-2026/0815", value
        )
    return _fitting(field, text)


def _decimal(field: FormField, text: str, example: str) -> Decimal:
    if _NUMBER.fullmatch(text) is None:
        if field.type == "money":
            raise _refuse(field, "{name}: '{value}' is not an amount such as {example}", text, example=example)
        raise _refuse(field, "{name}: '{value}' is not a number such as {example}", text, example=example)
    return Decimal(text.replace(",", ""))


def _within(field: FormField, number: Decimal) -> None:
    """Refuse a number that is too small or too large."""
    if field.least is not None and number < Decimal(str(field.least)):
        raise _refuse(field, "{name}: '{value}' is less than {least}", f"{number:f}", least=_short(field.least))
    if field.most is not None and number > Decimal(str(field.most)):
        raise _refuse(field, "{name}: '{value}' is more than {most}", f"{number:f}", most=_short(field.most))


def _short(number: float) -> str:
    return f"{Decimal(str(number)):f}".removesuffix(".0")


def _number(field: FormField, value: object, moment: Moment) -> int | float:
    number = _decimal(field, _plain(field, value), "12" if field.decimals == 0 else "12.5")
    if field.decimals is not None and number != round(number, field.decimals):
        if field.decimals == 0:
            raise _refuse(field, "{name}: '{value}' is not a whole number", value)
        raise _refuse(field, "{name}: '{value}' has more than {n} decimals", value, n=field.decimals)
    _within(field, number)
    return int(number) if number == int(number) else float(number)


def _money(field: FormField, value: object, moment: Moment) -> str:
    text = _CURRENCY.sub("", _CURRENCY.sub("", _plain(field, value)))
    factor = 10_000 if text.endswith("万") else 1
    amount = _decimal(field, text.removesuffix("万").strip(), "1280.00") * factor
    if amount != round(amount, 2):
        raise _refuse(field, "{name}: '{value}' has more than two decimals", value)
    if amount < 0 and field.least is None:
        raise _refuse(field, "{name}: '{value}' is less than {least}", value, least="0")
    _within(field, amount)
    return f"{round(amount, 2):.2f}"


def _choice(field: FormField, value: object, moment: Moment) -> str:
    text = str(value).strip() if isinstance(value, str) else value
    for choice in field.values:
        if text in (choice.name, choice.title.zh, choice.title.en):
            return choice.name
    allowed = ", ".join(choice.name for choice in field.values)
    raise _refuse(field, "{name}: '{value}' is not one of {allowed}", value, allowed=allowed)


def _yes_no(field: FormField, value: object, moment: Moment) -> bool:
    if isinstance(value, bool):
        return value
    word = unicodedata.normalize("NFKC", value).strip().lower() if isinstance(value, str) else ""
    if word not in _TRUTH:
        raise _refuse(field, "{name}: '{value}' is neither yes nor no", value)
    return _TRUTH[word]


def _date(field: FormField, value: object, moment: Moment) -> str:
    text = _plain(field, value)
    result = _DATE.fullmatch(text)
    try:
        if result is None:
            raise ValueError(text)
        month = next(part for part in result.groups()[1:5] if part)
        day = date(int(result[1]), int(month), int(result[6]))
    except ValueError:
        raise _refuse(field, "{name}: '{value}' is not a date such as 2026-10-08", value) from None
    first, last = (_limit_day(text, moment) for text in (field.earliest, field.latest))
    if first is not None and day < first:
        raise _refuse(field, "{name}: '{value}' is before {first}", day, first=first.isoformat())
    if last is not None and day > last:
        raise _refuse(field, "{name}: '{value}' is after {last}", day, last=last.isoformat())
    return day.isoformat()


def _limit_day(text: str | None, moment: Moment) -> date | None:
    if text is None:
        return None
    return moment.today if text in ("today", "now") else date.fromisoformat(text)


def _date_time(field: FormField, value: object, moment: Moment) -> str:
    try:
        at = value if isinstance(value, datetime) else datetime.fromisoformat(_plain(field, value))
        if at.tzinfo is None:
            raise ValueError(value)
        at = at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise _refuse(
            field, "{name}: '{value}' is not a time with its offset such as 2026-10-08T18:00:00+08:00", value
        ) from None
    first, last = (_limit_time(text, moment, end) for text, end in ((field.earliest, False), (field.latest, True)))
    if first is not None and at < first:
        raise _refuse(field, "{name}: '{value}' is before {first}", _local(at, moment), first=_local(first, moment))
    if last is not None and at > last:
        raise _refuse(field, "{name}: '{value}' is after {last}", _local(at, moment), last=_local(last, moment))
    return at.isoformat()


def _local(at: datetime, moment: Moment) -> str:
    return f"{at.astimezone(moment.zone):%Y-%m-%d %H:%M}"


def _limit_time(text: str | None, moment: Moment, end: bool) -> datetime | None:
    """A limit as an instant: ``now`` to the minute, a date from its beginning or to its end."""
    if text is None:
        return None
    if text == "now":
        minute = moment.now.replace(second=0, microsecond=0)
        return minute + timedelta(minutes=1) if end else minute
    day = moment.today if text == "today" else date.fromisoformat(text)
    start = datetime(day.year, day.month, day.day, tzinfo=moment.zone)
    return start + timedelta(days=1) - timedelta(microseconds=1) if end else start


def _phone(field: FormField, value: object, moment: Moment) -> str:
    text = _plain(field, value).replace("—", "-").replace("–", "-")
    digits, foreign, extension = _dialled(text)
    if not 3 <= len(digits) <= 15:
        raise _refuse(
            field, "{name}: '{value}' is not a telephone number such as 13800001111 or 0755-86001234-801", value
        )
    return ("+" if foreign else "") + digits + (f"-{extension}" if extension else "")


def _dialled(text: str) -> tuple[str, bool, str]:
    """The digits of a number, whether it is a foreign one, its extension; no digits where it is none.

    +86 and 0086 go: what is left is a number as it is dialled in the country.
    """
    extension = ""
    if result := _EXTENSION.fullmatch(text):
        text, extension = result["number"].strip(), result["extension"]
    if _PHONE.fullmatch(text) is None:
        return "", False, ""
    text = re.sub(r"^(?:\+|00)\s*\(?86\)?[\s-]*", "", text)
    foreign = text.startswith("+")
    if not extension and (result := _LAST_PART.fullmatch(text)) and len(re.sub(r"\D", "", result["number"])) >= 10:
        text, extension = result["number"], result["extension"]
    return re.sub(r"\D", "", text), foreign, extension


def _person(field: FormField, value: object, moment: Moment) -> str:
    """A colleague's login, from login, name, the beginning of one or how it is said."""
    text = _fitting(field, " ".join(_plain(field, value).split()))
    if moment.people is None:
        return text
    meant = meant_people(text, moment.people())
    if len(meant) == 1:
        return meant[0]
    if meant:
        names = ", ".join(moment.people()[login] for login in meant[:_MOST_NAMES])
        raise _refuse(field, "{name}: '{value}' may be several: {known}", value, known=names)
    raise _refuse(field, "{name}: nobody here is called '{value}'", value)


def meant_people(text: str, people: Mapping[str, str]) -> list[str]:
    """The logins of who may be meant: whose login or name it is, else whose name it begins, is in, or sounds so."""
    word = text.casefold()
    for fits in (
        lambda login, name: word in (login.casefold(), name.casefold()),
        lambda login, name: name.casefold().startswith(word) or login.casefold().startswith(word),
        lambda login, name: word in name.casefold(),
    ):
        if meant := [login for login, name in people.items() if fits(login, name)]:
            return meant
    sounds = pattern(word) if word.isascii() else None
    if sounds is None:
        return []
    return [login for login, name in people.items() if re.match(sounds, pronunciations_of_name(name))]


def _ticket(field: FormField, value: object, moment: Moment) -> str:
    text = _plain(field, value).upper()
    try:
        return _fitting(field, text if moment.ticket is None else moment.ticket(text))
    except DeskError as error:
        raise _refuse(field, "{name}: there is no ticket '{value}'", value) from error


_READERS: Final[Mapping[str, Callable[[FormField, object, Moment], Kept]]] = {
    "text": _text,
    "long_text": _text,
    "serial": _serial,
    "number": _number,
    "money": _money,
    "choice": _choice,
    "yes_no": _yes_no,
    "date": _date,
    "date_time": _date_time,
    "phone": _phone,
    "department": _choice,
    "person": _person,
    "ticket": _ticket,
    "cause": _choice,
}
