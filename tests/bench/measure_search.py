"""The first page of results over a million tickets, against looking through them with ``LIKE``."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.search.searching import search
from deskconsole.store.sqlite.library import Connection, connect
from tests.bench.figures import Figure, Ratio, Size, of
from tests.bench.search_store import search_store

PAGE: Final = 20
#: The goal for a page, in milliseconds.
_GOAL: Final = 20.0
_BY_HAND: Final = {
    "very common words": ("机", "电", "台", "1", "第", "公", "报", "的负载"),
    "pinyin": ("zs", "zhs", "zhangw", "lim", "wf", "shant", "qiuy", "z", "zhengxiaod"),
    "what is nowhere": ("鑫鑫鑫", "龘龘", "机器狗", "13800000000", "qqqq", "%_*", "NEAR(机"),
}


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """One, two and many characters from anywhere in the texts, digits, pinyin, the most common words, and nothing."""
    count = size.of(1_000_000, 2_000)
    desk = open_desk(str(search_store(count)))
    random = Random(1)
    lines = _texts(desk, random, count, size.of(400, 20))
    questions = {
        **{f"{n} characters": [_piece(random, text, n) for text, _digits in lines] for n in (1, 2, 3, 4, 6, 10)},
        "last four digits": [digits[-4:] for _text, digits in lines],
        "seven digits": [digits[2:9] for _text, digits in lines],
        "two words": [f"{_piece(random, text, 2)} {_piece(random, text, 3)}" for text, _digits in lines],
        **{name: list(asked) * size.of(10, 1) for name, asked in _BY_HAND.items()},
    }
    for name, asked in questions.items():
        taken = [_ms(partial(search, desk, one, limit=PAGE)) for one in asked]
        yield of(f"search {count:,} tickets: {name}", "ms", taken, limit=_GOAL, tail=True)
    yield from _against_like(desk, [*questions["2 characters"][: size.of(20, 3)], "龘龘", "机器狗"], count)
    desk.store.close()


def _texts(desk: Desk, random: Random, count: int, runs: int) -> list[tuple[str, str]]:
    """What tickets from all over the store say, and their telephone digits."""
    connection = connect(Path(desk.store.place), read_only=True)
    keys = [random.randrange(1001, 1001 + count) for _ in range(runs)]
    rows = [connection.execute("SELECT customer, content, contact FROM ticket WHERE id = ?", (n,)) for n in keys]
    found = [(random.choice((row[0], row[1])), row[2]) for (row,) in (cursor.fetchall() for cursor in rows)]
    connection.close()
    return found


def _piece(random: Random, text: str, length: int) -> str:
    """So many characters from somewhere in a text, from the beginning of a word on."""
    starts = [n for n in range(max(1, len(text) - length)) if not (n and text[n - 1 : n + 1].isascii())]
    start = random.choice(starts or [0])
    return text[start : start + length]


def _against_like(desk: Desk, asked: list[str], count: int) -> Iterator[Ratio]:
    connection = connect(Path(desk.store.place), read_only=True)
    sql = (
        "SELECT number, customer, content FROM ticket WHERE customer LIKE :p OR content LIKE :p OR request LIKE :p "
        f"ORDER BY id DESC LIMIT {PAGE}"
    )
    raw = [_ms(partial(_read, connection, sql, one)) for one in asked]
    ours = [_ms(partial(search, desk, one, limit=PAGE)) for one in asked]
    connection.close()
    yield Ratio(f"search {count:,} tickets against LIKE, two characters", median(raw), median(ours), "ms")
    yield Ratio(f"search {count:,} tickets against LIKE, the slowest", max(raw), max(ours), "ms")


def _read(connection: Connection, sql: str, asked: str) -> object:
    return connection.execute(sql, {"p": f"%{asked}%"}).fetchall()


def _ms(action: Callable[[], object]) -> float:
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000
