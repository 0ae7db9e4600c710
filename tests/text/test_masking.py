"""Private data at the counter."""

import pytest

from deskconsole.text.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, ""),
        ("", ""),
        ("1", "*"),
        ("8801", "8***"),
        ("63801234", "63****34"),
        ("13800001111", "138****1111"),
        ("+86 138 0000 1111", "+86**********1111"),
        ("440301199001011234", "440***********1234"),
        ("wang@example.cn", "w***@example.cn"),
        ("陈立", "陈*"),
    ],
)
def test_f08_what_the_counter_shows_of_private_data(text: str | None, shown: str) -> None:
    assert masked(text) == shown
