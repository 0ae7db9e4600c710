"""Recurrences as people type them (``每2周``, ``每月第2个周一``, ``every 2nd Monday``), and how they read."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from deskconsole.domain.calendar.recurrence import check_recurrence
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import N_, Marked, _
from deskconsole.text.cells import clip
from deskconsole.text.clean import one_line

_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKDAYS: Final = "MO,TU,WE,TH,FR"
_NUMBERS: Final = {word: n for n, word in enumerate("一二三四五六七八九", start=1)} | {"两": 2, "十": 10}
_ORDINALS: Final = {
    **{"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "other": 2},
    **{"一": 1, "二": 2, "三": 3, "四": 4, "五": 5},
}
_UNITS: Final = {
    **{"天": "DAILY", "日": "DAILY", "day": "DAILY", "周": "WEEKLY", "week": "WEEKLY"},
    **{"月": "MONTHLY", "month": "MONTHLY", "年": "YEARLY", "year": "YEARLY"},
}
_ADVERBS: Final = {
    **{"daily": "FREQ=DAILY", "weekly": "FREQ=WEEKLY", "monthly": "FREQ=MONTHLY", "yearly": "FREQ=YEARLY"},
    **{"annually": "FREQ=YEARLY", "fortnightly": "FREQ=WEEKLY;INTERVAL=2", "quarterly": "FREQ=MONTHLY;INTERVAL=3"},
    **{"biweekly": "FREQ=WEEKLY;INTERVAL=2", "every weekday": f"FREQ=WEEKLY;BYDAY={_WORKDAYS}"},
    **{"每季度": "FREQ=MONTHLY;INTERVAL=3", "每季": "FREQ=MONTHLY;INTERVAL=3", "每半年": "FREQ=MONTHLY;INTERVAL=6"},
    **{"隔天": "FREQ=DAILY;INTERVAL=2", "隔日": "FREQ=DAILY;INTERVAL=2", "每隔一天": "FREQ=DAILY;INTERVAL=2"},
    **{"隔周": "FREQ=WEEKLY;INTERVAL=2", "每隔一周": "FREQ=WEEKLY;INTERVAL=2", "隔月": "FREQ=MONTHLY;INTERVAL=2"},
    **{"每个工作日": f"FREQ=WEEKLY;BYDAY={_WORKDAYS}", "每工作日": f"FREQ=WEEKLY;BYDAY={_WORKDAYS}"},
}

_NUMBER: Final = r"\d{1,3}|[一二两三四五六七八九十]"
_ZH_DAYS: Final = r"[一二三四五六日天](?:[、,和及]?周?[一二三四五六日天])*"
_EN_DAY: Final = r"(?:mon|tue|wed|thu|fri|sat|sun)(?:s|sday|nesday|r|rs|rsday|urday|day)?s?"
_EN_DAYS: Final = rf"{_EN_DAY}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_EN_DAY})*"
_EN_ORDINAL: Final = r"first|second|third|fourth|fifth|last|(?P<nth>\d)(?:st|nd|rd|th)"

_ZH_EVERY: Final = re.compile(rf"每(?P<n>{_NUMBER})?个?(?P<unit>天|日|周|月|年)")
_ZH_WEEKDAYS: Final = re.compile(rf"每(?:(?P<n>{_NUMBER})?个?)?(?:周的?)?(?P<days>周{_ZH_DAYS})")
_ZH_NTH: Final = re.compile(
    r"每(?:(?P<n>\d{1,2})个?)?月的?(?:第(?P<nth>[1-5一二三四五])个?|(?P<last>最后一?个?))(?P<day>周[一二三四五六日天])"
)
_ZH_DATE: Final = re.compile(r"每(?:(?P<n>\d{1,2})个?)?月的?(?:(?P<date>\d{1,2})[日号]?|(?P<end>最后一天|月?底|月?末))")
_EN_EVERY: Final = re.compile(r"(?:every|each)\s+(?:(?P<n>\d{1,3}|other|second)\s+)?(?P<unit>day|week|month|year)s?")
_EN_WEEKDAYS: Final = re.compile(
    r"(?:(?:every|each|weekly on)\s+(?P<other>other\s+)?|every\s+(?P<n>\d{1,2})\s+weeks?\s+on\s+)"
    rf"(?P<days>{_EN_DAYS})"
)
_EN_NTH: Final = re.compile(
    rf"(?:(?:on\s+)?(?:every|each|the|monthly on(?: the)?)\s+)?(?P<ordinal>{_EN_ORDINAL})\s+(?P<day>{_EN_DAY})"
    r"(?:\s+(?:of|in)\s+(?:the|every|each)\s+month|\s+monthly)?"
)
_EN_DATE: Final = re.compile(
    r"(?:monthly on the|every month on the|every)\s+(?P<date>\d{1,2})(?:st|nd|rd|th)"
    r"(?:\s+of\s+(?:the|every|each)\s+month)?"
)
_RULE: Final = re.compile(r"(?:rrule:)?(?:[a-z]+=[^;=]+)(?:;[a-z]+=[^;=]+)*;?")


def parse_recurrence(text: str, *, field: str | None = "recurrence") -> str:
    """The RFC 5545 rule (without ``RRULE:``) that ``text`` names.

    “every 2nd Monday” is the second of each month, “every other Monday” each second week. Raises `DeskError` naming
    ``field`` and the accepted forms when the text is unclear.
    """
    plain = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", one_line(text)).casefold()).strip()
    try:
        rule = _parse(plain)
        if rule is not None:
            check_recurrence(rule)
            return rule
    except DeskError:
        pass
    raise DeskError(
        "“{text}” is not clear: write how often as 每天, 每周一, 每2周, 每月15日, 每月第2个周一, monthly, "
        "every 2 weeks, every 2nd Monday or FREQ=MONTHLY;BYDAY=2MO",
        field=field,
        text=clip(one_line(text), 40),
    )


def _parse(plain: str) -> str | None:
    if _RULE.fullmatch(plain):
        return plain.removeprefix("rrule:").rstrip(";").upper()
    chinese = plain.startswith(("每", "隔"))
    if chinese:
        plain = plain.replace(" ", "").replace("星期", "周").replace("礼拜", "周").replace("週", "周")
        plain = plain.replace("號", "号").replace("個", "个")
    if plain in _ADVERBS:
        return _ADVERBS[plain]
    for pattern, made in _FORMS[chinese]:
        result = pattern.fullmatch(plain)
        rule = made(result) if result is not None else None
        if rule is not None:
            return rule
    return None


def _rule(unit: str, every: int = 1, by: str = "") -> str | None:
    if every < 1:
        return None
    return f"FREQ={unit}" + (f";INTERVAL={every}" if every > 1 else "") + (f";{by}" if by else "")


def _amount(text: str | None) -> int:
    """A number as digits or one Chinese numeral; one where there is none."""
    if text is None:
        return 1
    return int(text) if text.isdecimal() else _NUMBERS.get(text) or _ORDINALS[text]


def _every(result: re.Match[str]) -> str | None:
    return _rule(_UNITS[result["unit"]], _amount(result["n"]))


def _days(names: list[str]) -> str:
    """Days of the week by name in either language as a rule has them, each once, Monday first."""
    places = {
        "一二三四五六日".index(name.replace("天", "日"))
        if len(name) == 1
        else ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(name)
        for name in names
    }
    return ",".join(_DAYS[place] for place in sorted(places))


def _chinese_days(result: re.Match[str]) -> str | None:
    names = re.findall("[一二三四五六日天]", result["days"])
    return _rule("WEEKLY", _amount(result["n"]), f"BYDAY={_days(names)}")


def _english_days(result: re.Match[str]) -> str | None:
    names = re.findall(r"mon|tue|wed|thu|fri|sat|sun", result["days"])
    return _rule("WEEKLY", 2 if result["other"] else _amount(result["n"]), f"BYDAY={_days(names)}")


def _chinese_nth(result: re.Match[str]) -> str | None:
    nth = -1 if result["last"] else _amount(result["nth"])
    return _rule("MONTHLY", _amount(result["n"]), f"BYDAY={nth}{_days([result['day'][1:]])}")


def _english_nth(result: re.Match[str]) -> str | None:
    nth = int(result["nth"]) if result["nth"] else _ORDINALS[result["ordinal"]]
    return _rule("MONTHLY", 1, f"BYDAY={nth}{_days([result['day'][:3]])}") if nth in (-1, 1, 2, 3, 4, 5) else None


def _date(result: re.Match[str]) -> str | None:
    groups = result.groupdict()
    date = -1 if groups.get("end") else int(result["date"])
    return _rule("MONTHLY", _amount(groups.get("n")), f"BYMONTHDAY={date}") if date in (-1, *range(1, 32)) else None


_Forms = tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...]
#: by whether the text is Chinese
_FORMS: Final[dict[bool, _Forms]] = {
    True: ((_ZH_EVERY, _every), (_ZH_NTH, _chinese_nth), (_ZH_DATE, _date), (_ZH_WEEKDAYS, _chinese_days)),
    False: ((_EN_EVERY, _every), (_EN_NTH, _english_nth), (_EN_WEEKDAYS, _english_days), (_EN_DATE, _date)),
}

_EVERY_ONE: Final = {
    **{"DAILY": N_("every day"), "WEEKLY": N_("every week"), "MONTHLY": N_("every month")},
    **{"YEARLY": N_("every year")},
}
_EVERY_N: Final = {
    **{"DAILY": N_("every {n} days"), "WEEKLY": N_("every {n} weeks"), "MONTHLY": N_("every {n} months")},
    **{"YEARLY": N_("every {n} years")},
}
_DAY_NAMES: Final = dict(
    zip(_DAYS, (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun")), strict=True)
)
_BY_DAY: Final = re.compile(r"(-1|[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


def describe_recurrence(rule: str) -> str:
    """A rule in the words of the language in use; a rule of a form that nobody types is shown as it is."""
    parts = dict(part.partition("=")[::2] for part in rule.removeprefix("RRULE:").split(";"))
    unit, every = parts.pop("FREQ", ""), parts.pop("INTERVAL", "1")
    by_day, by_date = parts.pop("BYDAY", ""), parts.pop("BYMONTHDAY", "")
    days = [_describe_day(day) for day in by_day.split(",")] if by_day else []
    if parts or unit not in _EVERY_ONE or not every.isdecimal() or "" in days or not re.fullmatch(r"-1|\d*", by_date):
        return rule
    often = _(_EVERY_ONE[unit]) if int(every) == 1 else _(_EVERY_N[unit]).format(n=every)
    on = [*days, *([_("the last day")] if by_date == "-1" else [_("day {n}").format(n=by_date)] if by_date else [])]
    return _("{often} on {days}").format(often=often, days=", ".join(on)) if on else often


def _describe_day(day: str) -> str:
    result = _BY_DAY.fullmatch(day)
    if result is None:
        return ""
    name = _(_DAY_NAMES[result[2]])
    if result[1] is None:
        return name
    message: Marked = N_("the last {day}") if result[1] == "-1" else N_("{day} no. {n}")
    return _(message).format(day=name, n=result[1])
