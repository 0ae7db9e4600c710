import pytest

from deskconsole.domain.calendar.duration import Duration, Unit, parse_duration
from deskconsole.errors import DeskError


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("3 rings", Unit.RING, 3),
        ("1 ring", Unit.RING, 1),
        ("45 seconds", Unit.ELAPSED, 45),
        ("5 minutes", Unit.ELAPSED, 300),
        ("1 minutes", Unit.ELAPSED, 60),
        ("24 hours", Unit.ELAPSED, 86_400),
        ("30 working seconds", Unit.WORKING, 30),
        ("90 working minutes", Unit.WORKING, 5_400),
        ("8 working hour", Unit.WORKING, 28_800),
        ("1 working day", Unit.WORKING_DAY, 1),
        ("3 working days", Unit.WORKING_DAY, 3),
        ("7 days", Unit.DAY, 7),
        ("2 day", Unit.DAY, 2),
        ("promised", Unit.PROMISED, 0),
    ],
)
def test_each_form_is_read(text: str, unit: Unit, amount: int) -> None:
    assert parse_duration(text) == Duration(unit, amount, text)
    assert str(parse_duration(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5",
        "minutes",
        "0 minutes",
        "05 minutes",
        "-1 days",
        "1.5 hours",
        "5 min",
        "five minutes",
        "5  minutes",
        "5 minutes ",
        "5 Minutes",
        "3 working rings",
        "1 week",
        "2 workdays",
        "1 hour 30 minutes",
        "promise",
        "５ minutes",
        "1234567890 seconds",
        "5 minutes\n",
    ],
)
def test_anything_else_is_refused_with_the_accepted_forms(text: str) -> None:
    with pytest.raises(DeskError, match="accepted are: 3 rings, 45 seconds") as refused:
        parse_duration(text)
    assert refused.value.field == "within"
