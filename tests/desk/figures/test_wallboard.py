"""The wallboard: the figures of the registry and the next deadlines, drawn as large as there is room, nobody's name."""

from datetime import timedelta

import pytest

from deskconsole.desk.figures.figures import show_figures
from deskconsole.desk.figures.wallboard import wallboard
from deskconsole.desk.settings import FigureSettings, read_settings
from deskconsole.desk.tickets.views import queue
from deskconsole.domain.figures.periods import read_period
from deskconsole.domain.figures.wallboard import WALLBOARD
from deskconsole.errors import DeskError
from deskconsole.present.catalogue import use
from deskconsole.present.figures.board import board_lines, large, plain_lines, value_of
from deskconsole.record import replace
from deskconsole.text.cells import width
from tests.desk.figures.worked import worked_week
from tests.desk.support import Bench


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return worked_week(tmp_path_factory.mktemp("wall"))[0]


def test_the_board_has_the_numbers_of_the_figures(bench: Bench) -> None:
    """The same function gives both; what waits now stands beside."""
    board = wallboard(bench.by("song"))
    assert tuple(tile.name for tile in board.tiles) == WALLBOARD
    names = [tile.name for tile in board.tiles if tile.figure is not None]
    shown = show_figures(bench.by("song"), names, period=read_period("2026-09-14"), usual=False)
    assert [tile.amount for tile in board.tiles if tile.figure is not None] == [line.amount for line in shown]
    overdue = sum(line.overdue for line in queue(bench.by("song")))
    assert {tile.name: value_of(tile) for tile in board.tiles} == {
        "backlog": "8", "overdue": str(overdue), "ringing": "0", "received": "8", "response_on_time": "71%",
        "service_level": "1/2",
    }  # fmt: skip
    dues = [each.due for each in board.deadlines]
    assert dues == sorted(dues)
    assert len(dues) >= 5
    assert len(wallboard(bench.by("song"), limit=2).deadlines) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("cells", "rows"), [(48, 20), (80, 24), (120, 40), (200, 60)])
def test_it_fills_any_terminal_and_names_nobody(bench: Bench, cells: int, rows: int, lang: str) -> None:
    use(lang)
    board = wallboard(bench.by("song"))
    lines = plain_lines(board_lines(board, "公司", bench.desk.zone, board.at, cells, rows))
    assert len(lines) <= rows
    assert max(map(width, lines)) <= cells
    text = "\n".join(lines)
    assert any(each.number.rsplit("-", 1)[-1] in text for each in board.deadlines), "a deadline has room"
    block = max(len(row) - len(row.lstrip("█")) for row in lines)
    assert block >= {48: 1, 80: 2, 120: 6, 200: 10}[cells], "larger where there is more room"
    for private in ("wx:", "138000", "图纸", "zhou", "Lin"):
        assert private not in text


def test_digits_are_blocks() -> None:
    assert large("1%", 1, 1) == [" █ █ █", "██   █", " █  █ ", " █ █  ", " █ █ █"]
    assert len(large("08:15", 2, 3)) == 15


def test_the_site_chooses_what_stands_on_it(bench: Bench) -> None:
    text = '[figures]\nwallboard = ["late", "score"]\nservice_level = "all_calls"\n'
    settings = read_settings(text)
    assert settings.figures == FigureSettings(service_level="all_calls", wallboard=("late", "score"))
    board = wallboard(replace(bench.by("song"), _settings=settings))
    assert [value_of(tile) for tile in board.tiles] == ["3", "4.0"]
    nothing = replace(settings, figures=FigureSettings(wallboard=("moon",)))
    with pytest.raises(DeskError, match="'moon' is none"):
        wallboard(replace(bench.by("song"), _settings=nothing))
    wrong = read_settings('[figures]\nservice_level = "half"\n')
    with pytest.raises(DeskError, match="'half' is not one of late_give_ups, all_calls"):
        wallboard(replace(bench.by("song"), _settings=wrong))


def test_what_is_overdue_is_marked_by_a_sign(bench: Bench) -> None:
    board = wallboard(bench.by("song"))
    lines = plain_lines(board_lines(board, "X", bench.desk.zone, board.at + timedelta(days=1), 80, 24))
    assert "‼" in lines[1]
    assert any(line.startswith("‼ -") for line in lines)


def test_what_has_been_overdue_for_long_leaves_room_for_what_comes_next(bench: Bench) -> None:
    lines = queue(bench.by("song"))
    latest = max(line.due for line in lines)
    desk = replace(bench.by("song"), now=lambda: latest - timedelta(seconds=1))  # all but the last are overdue
    board = wallboard(desk, limit=6)
    overdue = sorted(line.due for line in lines if line.due < desk.now())
    assert len(overdue) > 3
    assert [each.due for each in board.deadlines][:3] == overdue[-3:]
    assert latest in [each.due for each in board.deadlines]


def test_a_long_countdown_does_not_touch_the_number(bench: Bench) -> None:
    board = wallboard(bench.by("song"))
    shown = plain_lines(board_lines(board, "X", bench.desk.zone, board.at + timedelta(days=400), 80, 24))
    numbers = [line for line in shown if "SZ-2026" in line]
    assert numbers
    assert all(line[line.index("SZ-") - 1] == " " for line in numbers)
