"""The first page of the queue over a short and a long history, against the same rows read by raw SQL."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from deskconsole.desk.desk import Desk
from deskconsole.desk.opening import open_desk
from deskconsole.desk.tickets import views
from deskconsole.store import tickets
from deskconsole.store.compiled import statements
from deskconsole.store.sqlite.library import connect
from tests.bench.figures import Figure, Ratio, Size, in_turn, of
from tests.bench.stores import store_of

PAGE = 60


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """Flat in history, and near what the database alone needs."""
    open_ = size.of(10_000, 500)
    histories = (1_000, size.of(100_000, 2_000), size.of(1_000_000, 3_000))
    desks = [open_desk(str(store_of(open_, closed))) for closed in histories]
    raws = [_raw(Path(desk.store.place)) for desk in desks]
    gc.collect()
    runs = size.of(300, 20)
    taken = in_turn(
        [action for desk, raw in zip(desks, raws, strict=True) for action in (raw, _rows(desk), _page(desk))], runs
    )
    kinds = {"rows": 1, "lines": 2}
    for name, place in kinds.items():
        for at, closed in enumerate(histories):
            subject, raw = taken[at * 3 + place], taken[at * 3]
            yield Ratio(
                f"queue page as {name} against raw SQL ({closed:,} closed)", median(raw), median(subject), "ms", 2.0
            )
        for at, closed in enumerate(histories[1:], start=1):
            yield Ratio(
                f"queue page as {name}, {closed:,} closed against {histories[0]:,}",
                median(taken[place]), median(taken[at * 3 + place]), "ms", 1.2,
            )  # fmt: skip
    yield of(f"the whole queue, {open_:,} open", "ms", in_turn([lambda: views.queue(desks[-1])], size.of(7, 2))[0])
    yield of(
        f"counts of the top line, {open_:,} open", "ms", in_turn([lambda: views.counts(desks[-1])], size.of(20, 2))[0]
    )
    for desk in desks:
        desk.store.close()


def _raw(path: Path) -> Callable[[], object]:
    """The same columns by the index alone, without filters, conversion or records."""
    columns = statements("tickets").QUEUE_PAGE.partition(" FROM ")[0].removeprefix("SELECT ")
    connection = connect(path, read_only=True)
    sql = f"SELECT {columns} FROM ticket WHERE closed_at IS NULL ORDER BY next_due, id LIMIT {PAGE}"
    return lambda: connection.execute(sql).fetchall()


def _rows(desk: Desk) -> Callable[[], object]:
    def read() -> object:
        with desk.store.reading() as tx:
            return tickets.queue_page(tx, limit=PAGE)

    return read


def _page(desk: Desk) -> Callable[[], object]:
    return lambda: views.queue(desk, limit=PAGE)
