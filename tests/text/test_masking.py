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
        ("440301199001011234", "440301********1234"),
        ("44030119900101123X", "440301********123X"),
        ("110105491231002", "110105*****1002"),
        ("深圳市南山区科技园路8号601", "深圳市************"),
        ("华南精密 陈立", "华南精****"),
        ("wang@example.cn", "w***@example.cn"),
        ("陈立", "陈*"),
        ("张", "*"),
    ],
)
def test_f08_what_the_counter_shows_of_private_data(text: str | None, shown: str) -> None:
    assert masked(text) == shown
