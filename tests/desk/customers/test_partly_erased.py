"""Of a customer of whose record a part was erased the rest is verified all the same."""

from datetime import timedelta

import pytest

from deskconsole.desk.customers import customers
from deskconsole.desk.customers.changes import change_customer, merge_customers
from deskconsole.desk.persons import erasing, retention
from deskconsole.store.customers import events_of
from deskconsole.store.sqlite.library import connect
from tests.desk.support import Bench


def _changed(bench: Bench, column: str, value: object) -> list[str]:
    """What `verify` names once a column of the first customer was changed past the program; it is put back."""
    connection = connect(bench.folder / "desk.db")
    before = connection.execute(f"SELECT {column} FROM customer WHERE id = 1").fetchone()[0]
    connection.execute(f"UPDATE customer SET {column} = ? WHERE id = 1", (value,))
    named = bench.verified()
    connection.execute(f"UPDATE customer SET {column} = ? WHERE id = 1", (before,))
    connection.close()
    return named


@pytest.fixture
def begun(bench: Bench) -> Bench:
    """A customer whose history begins with a ticket of which the words are gone, by the rules of retention."""
    number = bench.take(customer="冒辟疆", contact="13511112222", tier="core")
    change_customer(bench.by("he"), 1, {"owner": "qian"})
    bench.act(number, "withdrawn", "he", reason="customer")
    (bench.folder / "retention.toml").write_text("[ticket_words]\ndays = 30\n", "utf-8")
    retention.approve_retention(bench.by("song"))
    bench.now += timedelta(days=60)
    assert retention.run_retention(bench.by("root")).finished
    with bench.desk.store.reading() as tx:
        assert [event.kind for _seq, event in events_of(tx, 1) if event.erased] == ["received"]
    assert bench.verified() == []
    return bench


def test_facts_are_compared(begun: Bench) -> None:
    for column, wrong, right in (("owner", "luo", "qian"), ("tier", "ordinary", "core"), ("merged_into", 1, None)):
        (told, *_) = _changed(begun, column, wrong)
        assert column in told
        assert repr(right) in told
    assert _changed(begun, "created_at", 1) != []


def test_words_that_were_said_since_are_compared(begun: Bench) -> None:
    assert _changed(begun, "name", "陈立") != [], "what they are found by does not follow from it"
    change_customer(begun.desk, 1, {"special_needs": "英文"})
    assert begun.verified() == []
    assert any("special_needs" in told for told in _changed(begun, "special_needs", "法文"))
    change_customer(begun.desk, 1, {}, add=[("wechat", "wx:mao")])
    assert begun.verified() == []


def test_after_somebody_was_erased_too(begun: Bench) -> None:
    change_customer(begun.desk, 1, {"special_needs": "英文", "tier": "important"})
    number = begun.take(customer="柳如是", contact="13511113333")
    other = next(iter(customers.find_customers(begun.desk, "柳如是"))).id
    merge_customers(begun.by("he"), other, 1)
    begun.act(number, "withdrawn", "he", reason="customer")
    asked = erasing.ask_erasure(begun.by("root"), "13511112222", "来信").number
    erasing.approve_erasure(begun.by("song"), asked)
    assert begun.verified() == []
    assert any("tier" in told for told in _changed(begun, "tier", "core"))
