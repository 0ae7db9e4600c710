"""The top line where much is to be said on it: what may go, and what may not."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from deskconsole.present.catalogue import language, use
from deskconsole.text.cells import width
from deskconsole.widgets.bars.top_line import Notice, TopLine

NOW = datetime(2026, 12, 1, 1, 41, tzinfo=UTC)
WARNINGS = (Notice("暂存 1：^O", short="暂存 1：^O"), Notice("缺2027年假期", short="缺2027年假期"))


@pytest.fixture
def chinese() -> Iterator[None]:
    before = language()
    use("zh")
    yield
    use(before)


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    ("cells", "open_", "figures"),
    [(80, 20, "未办结 20"), (80, 2000, "! 6 即将到期"), (100, 20, "今日跟进 2"), (72, 20, "! 6 即将到期")],
)
def test_with_two_warnings_figures_go_before_the_name(cells: int, open_: int, figures: str) -> None:
    line = TopLine("SZ", UTC)
    line.show(NOW, "林晓玥", (5, 6, open_, 2), WARNINGS)
    text = "".join(piece for piece, _style in line._pieces(cells))
    assert width(text) <= cells
    words = ("林晓玥", "01:41", "‼ 5 超时", "! 6 即将到期", "缺2027年假期", "暂存 1：^O", figures)
    assert [word for word in words if word not in text] == []
