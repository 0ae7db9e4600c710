"""Times as people type them: ``+2h``, ``明天10点``, ``周五下午``, ``fri 15:00``, ``10-08 18:00``.

A form shows what it understood beside the field, so the reading rules favour what a receptionist means:

* a day without a time means that day's closing time, a half of the day its end (``上午`` noon, ``下午`` closing);
* a bare time that has passed today means tomorrow, a bare weekday the next one, a bare date the next such date;
* an hour from 1 to 6 in words (``3点``) without ``上午`` or ``下午`` is one of the afternoon, as a desk means it;
  ``3:00`` is three at night;
* a length alone (``半小时``, ``30分钟``) counts from now, four digits alone (``1500``) are a time of day.

Full-width forms and Chinese numerals are accepted. What is not certain is refused, never guessed.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import TYPE_CHECKING, Final

from deskconsole.errors import DeskError
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line
from deskconsole.text.dates import parse_instant

if TYPE_CHECKING:
    from deskconsole.domain.calendar.calendar import Calendar

CLOSING: Final = timedelta(hours=18)
NOON: Final = timedelta(hours=12)
EVENING: Final = timedelta(hours=20)


_DIGITS: Final = {word: n for n, word in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL: Final = re.compile(
    r"[零〇一二两三四五六七八九十]{1,3}(?=个?(?:半|点|分|刻|天|日|号|月|小时|钟头|星期|礼拜|周))|(?<=点)[零〇一二三四五六七八九十]{1,3}$"
)
_AFTER_WEEK: Final = re.compile(r"(?:周|星期|礼拜)$")

_UNITS: Final = {
    r"m|mins?|minutes?|分钟?": timedelta(minutes=1),
    r"h|hrs?|hours?|个?(?:小时|钟头)": timedelta(hours=1),
    r"d|days?|天|日": timedelta(days=1),
    r"w|weeks?|周|个?(?:星期|礼拜)": timedelta(weeks=1),
}
_FULL: Final = re.compile(r"\d{4}-\d\d-\d\d(?:t| \d\d:\d\d:\d\d\S*(?:z|[+-]\d\d:\d\d)$)")
_AMOUNT: Final = rf"(?:半|\d{{1,4}}(?:\.\d)?)\s*(?:{'|'.join(_UNITS)})"
_RELATIVE: Final = re.compile(rf"\+\s*((?:{_AMOUNT}\s*)+)|in\s+((?:{_AMOUNT}\s*)+)|((?:{_AMOUNT}\s*)+)(?:之?后|以后)")
#: A length of time alone; in days it may as well be a day of the month.
_LENGTH: Final = re.compile(r"(?:半|\d{1,4}(?:\.\d)?)\s*(?:分钟|个?(?:小时|钟头)|mins?|minutes?|hrs?|hours?)")
_PART: Final = re.compile(rf"(半|\d+(?:\.\d)?)\s*(?:{'|'.join(f'({unit})' for unit in _UNITS)})(?![a-z])")

_AND_A_HALF: Final = re.compile(r"(\d+)个半(?:小时|钟头)")

_ENGLISH_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMED_DAYS: Final = {"大后天": 3, "后天": 2, "明天": 1, "明日": 1, "明": 1, "今天": 0, "今日": 0, "今": 0}
_NAMED_DAYS_EN: Final = {"day after tomorrow": 2, "tomorrow": 1, "tmr": 1, "today": 0}

_DAY: Final = re.compile(
    r"(?P<named>大后天|后天|明天|明日|明(?=早|晚)|今天|今日|今(?=早|晚)|day after tomorrow|tomorrow|tmr|today)"
    r"|(?P<ahead>下+|这|本)?(?:个?(?:周|星期|礼拜))(?P<zh>[一二三四五六日天1-7])"
    r"|(?P<next>next\s+|this\s+)?(?P<en>mon|tues?|wed|thur?s?|fri|sat|sun)(?:day|nesday|urday)?(?![a-z])"
    r"|(?P<year>\d{4})[-年](?P<ymonth>\d{1,2})[-月](?P<yday>\d{1,2})[日号]?"
    r"|(?P<month>\d{1,2})[-月](?P<day>\d{1,2})(?!\d)[日号]?"
    r"|(?P<only>\d{1,2})[日号]"
)
_HALF: Final = re.compile(
    r"(?P<am>凌晨|清晨|早上|早晨|上午|早|morning)|(?P<noon>中午|noon)"
    r"|(?P<pm>下午|傍晚|afternoon)|(?P<night>晚上|晚|evening|tonight)|(?P<close>下班前?|eod|close)"
)
_CLOCK: Final = re.compile(
    r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::\d\d)?\s*(?P<x>[ap]m)?"
    r"|(?P<hx>\d{1,2})\s*(?P<xx>[ap]m)"
    r"|(?P<hd>[01]\d|2[0-4])(?P<md>[0-5]\d)"
    r"|(?P<hz>\d{1,2})点(?:(?P<half>半)|(?P<quarter>[123])刻|(?P<mz>\d{1,2})分?|整|钟)?"
)


def parse_when(
    text: str, now: datetime, zone: tzinfo, calendar: "Calendar | None" = None, *, field: str | None = None
) -> datetime:
    """The instant (UTC) that ``text`` names, read at ``now`` in the site's ``zone``.

    ``calendar`` gives the closing time of a day (without one, or on a day of rest: 18:00). ``+3d`` is the same time of
    day three days on. Raises `DeskError` naming ``field`` and the accepted forms when the text is unclear.
    """
    plain = _normalised(text)
    try:
        result = _instant(plain, field) or _relative(plain, now, zone) or _calendar_time(plain, now, zone, calendar)
    except (ValueError, OverflowError):
        result = None
    if result is None:
        raise DeskError(
            "“{text}” is not clear: write a time as +2h, +3d, 17:30, 明天10点, 周五下午, 下周一 9:00, 10-08 18:00, "
            "fri 15:00 or 2026-10-08T18:00:00+08:00",
            field=field,
            text=clip(one_line(text), 40),
        )
    return result


def _normalised(text: str) -> str:
    """``text`` in half-width small letters, Chinese numerals before a unit as digits."""
    plain = unicodedata.normalize("NFKC", one_line(text)).casefold().strip()
    plain = plain.replace("點", "点").replace("後", "后").replace("週", "周").replace("號", "号")
    digits = _NUMERAL.sub(lambda result: _number(result, plain), plain)
    return re.sub(r"\s+", " ", _AND_A_HALF.sub(r"\1.5小时", digits))


def _number(result: re.Match[str], text: str) -> str:
    """A Chinese numeral up to 99 as digits; a weekday (``周三``) stays as it is."""
    word = result[0]
    if _AFTER_WEEK.search(text[: result.start()]):
        # "周一10点" has no numeral before the unit, "周三十点" has the weekday first.
        return word[0] + (" " + str(_value(word[1:])) if len(word) > 1 else "")
    return str(_value(word))


def _value(word: str) -> int:
    if "十" not in word:
        return int("".join(str(_DIGITS[digit]) for digit in word))
    tens, _, ones = word.partition("十")
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _instant(plain: str, field: str | None) -> datetime | None:
    return parse_instant(plain, field=field) if _FULL.match(plain) else None


def _relative(plain: str, now: datetime, zone: tzinfo) -> datetime | None:
    """``+1h30m``, ``in 2 hours``, ``半小时后``."""
    result = _RELATIVE.fullmatch(f"+{plain}" if _LENGTH.fullmatch(plain) else plain)
    if result is None:
        return None
    days, rest = timedelta(), timedelta()
    for part in _PART.finditer(result[1] or result[2] or result[3]):
        amount = 0.5 if part[1] == "半" else float(part[1])
        unit = next(unit for group, unit in zip(part.groups()[1:], _UNITS.values(), strict=True) if group)
        if unit >= timedelta(days=1) and amount.is_integer():
            days += amount * unit
        else:
            rest += amount * unit
    local = now.astimezone(zone) + days  # the same time of day, also across a change of the clocks
    return local.astimezone(UTC) + rest


def _calendar_time(plain: str, now: datetime, zone: tzinfo, calendar: "Calendar | None") -> datetime | None:
    """A day, a half of the day, a time of day; at least one of them."""
    local = now.astimezone(zone)
    result = _DAY.match(plain)
    rest = plain[result.end() :] if result else plain
    tonight = rest.strip() == "tonight"
    rest = re.sub(r"^[\s,的]*(?:at\s)?\s*", "", rest)
    half = _HALF.match(rest)
    rest = rest[half.end() :].strip(" 的") if half else rest
    clock = _CLOCK.fullmatch(rest) if rest else None
    if (rest and clock is None) or (result is None and half is None and clock is None):
        return None
    day = _day(result, local.date()) if result else local.date()

    def at(day: date) -> datetime:
        offset = _time_of_day(half, clock) if clock else _end_of(half, day, calendar)
        start = datetime.combine(day, time.min) + offset
        return start.replace(tzinfo=zone).astimezone(UTC)

    if at(day) > now or tonight:
        return at(day)
    return at(day + _next_such_day(result, day, local.date()))


def _day(result: re.Match[str], today: date) -> date:
    """The day that the text names; of several the next one, today included."""
    monday = today - timedelta(days=today.weekday())
    if named := result["named"]:
        return today + timedelta(days=(_NAMED_DAYS | _NAMED_DAYS_EN)[named])
    if result["zh"] or result["en"]:
        name = result["zh"] or result["en"]
        number = _ENGLISH_DAYS.index(name[:3]) if result["en"] else "一二三四五六日1234567".find(name) % 7
        number = 6 if name == "天" else number
        if result["ahead"] or result["next"]:
            weeks = (result["ahead"] or "").count("下") + (result["next"] or "").count("next")
            return monday + timedelta(weeks=weeks, days=number)
        return today + timedelta(days=(number - today.weekday()) % 7)
    if result["year"]:
        return date(int(result["year"]), int(result["ymonth"]), int(result["yday"]))
    if result["month"]:
        day = date(today.year, int(result["month"]), int(result["day"]))
        return day if day >= today else day.replace(year=today.year + 1)
    day = today.replace(day=int(result["only"]))
    return day if day >= today else (today.replace(day=1) + timedelta(days=32)).replace(day=int(result["only"]))


def _next_such_day(result: re.Match[str] | None, day: date, today: date) -> timedelta:
    """How far on the next day of this name is when the time on ``day`` has passed; named days have none."""
    if result is None:
        return timedelta(days=1)
    bare_weekday = (result["zh"] and not result["ahead"]) or (result["en"] and not result["next"])
    return timedelta(weeks=1) if bare_weekday and day == today else timedelta()


def _time_of_day(half: re.Match[str] | None, clock: re.Match[str]) -> timedelta:
    """The time typed, with its half of the day. Raises ``ValueError`` where they do not fit or the hour is unclear."""
    hour = int(clock["h"] or clock["hx"] or clock["hd"] or clock["hz"])
    minute = (
        int(clock["m"] or clock["md"] or clock["mz"] or 0) + 30 * bool(clock["half"]) + 15 * int(clock["quarter"] or 0)
    )
    suffix = clock["x"] or clock["xx"]
    late = suffix == "pm" or (half is not None and bool(half["pm"] or half["night"]))
    early = suffix == "am" or (half is not None and bool(half["am"]))
    if minute > 59 or hour > 24 or (hour == 24 and minute) or (suffix and not 1 <= hour <= 12):
        raise ValueError(hour)
    if early and suffix and hour == 12:
        hour = 0
    elif early and hour > 12:
        raise ValueError(hour)
    elif half is not None and half["night"] and hour == 12 and not suffix:
        hour = 24
    elif (
        (half is None and clock["hz"] and 1 <= hour <= 6)
        or (late and hour < 12)
        or (half is not None and half["noon"] and hour < 3)
    ):  # three o'clock at a desk is one of the afternoon
        hour += 12
    return timedelta(hours=hour, minutes=minute)


def _end_of(half: re.Match[str] | None, day: date, calendar: "Calendar | None") -> timedelta:
    """When a half of the day ends; without one, when the site closes."""
    if half is not None and (half["am"] or half["noon"]):
        return NOON
    closing = _closing(day, calendar)
    return max(EVENING, closing) if half is not None and half["night"] else closing


def _closing(day: date, calendar: "Calendar | None") -> timedelta:
    intervals = calendar.opening(day) if calendar is not None else ()
    return timedelta(minutes=intervals[-1].end) if intervals else CLOSING
