"""People of the made-up day are erased one by one; everything that rules and figures rest on is what it was."""

from contextlib import suppress
from pathlib import Path

from deskconsole.desk.opening import open_desk
from deskconsole.desk.persons import erasing
from deskconsole.desk.tickets import views
from deskconsole.desk.tickets.act import act
from deskconsole.desk.verifying.verifying import verify
from deskconsole.errors import DeskError
from deskconsole.store import customers
from tests.desk.admin.test_erasing import NOW, day, derived, opened
from tests.store.support import older_store

__all__ = ["day"]


def test_everybody_who_can_be_erased_is_and_every_figure_stays(day: Path, tmp_path: Path) -> None:
    desk = opened(day, tmp_path)
    path = Path(desk.store.place)
    for line in views.queue(desk.by("root")):
        with suppress(DeskError):  # filed already
            act(desk.by("root"), line.number, "withdrawn", fields={"reason": "customer"})
    desk.store.close()  # another library looks at it
    before, done, names = derived(path), 0, list[str]()
    desk = open_desk(str(path), now=lambda: NOW)
    root, supervisor = desk.by("root"), desk.by("songyan")
    with desk.store.reading() as tx:
        everybody = customers.all_customers(tx)
    for customer in everybody:
        try:
            number = erasing.ask_erasure(root, str(customer.id), "来信", named=True).number
        except DeskError:
            continue  # is still being looked after, or gone with somebody merged
        assert erasing.approve_erasure(supervisor, number).state == "done"
        names += [customer.name] if customer.name else []
        done += 1
    assert done > 20
    assert [str(each) for each in verify(root, clocks=True)] == []
    desk.store.close()
    after = derived(path)
    assert {table: len(rows) for table, rows in after.items()} == {table: len(rows) for table, rows in before.items()}
    for table, rows in before.items():
        changed = [(old, new) for old, new in zip(rows, after[table], strict=True) if old != new]
        assert [set(old.items()) ^ set(new.items()) for old, new in changed] == []
    content = path.read_bytes()
    assert [name for name in names if name.encode() in content] == []


def test_a_store_of_an_older_version_is_written_anew_at_its_first_erasure(tmp_path: Path) -> None:
    path = older_store(tmp_path)
    desk = opened(path, tmp_path)
    with desk.store.reading() as tx:
        assert tx.one("PRAGMA user_version")[0] == 0
        before = tx.one("PRAGMA freelist_count")[0]
    assert desk.store.scrub()
    with desk.store.reading() as tx:
        assert tx.one("PRAGMA user_version")[0] == 1
        assert tx.one("PRAGMA freelist_count")[0] == 0 <= before
    assert [str(each) for each in verify(desk.by("root"))] == []
