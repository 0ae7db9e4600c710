"""The index says what the store says: written with it, forgotten with it, compared with it."""

import random
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from deskconsole.domain.customers.customer import contact_parts
from deskconsole.domain.search.words import terms
from deskconsole.store import customers, search, search_checking, search_results
from deskconsole.store.api import Store, WriteTransaction
from deskconsole.store.record import recording
from deskconsole.store.schema.revisions.versions import search_0003
from deskconsole.store.search_checking import WordsDiffer
from deskconsole.store.sqlite import library, migrations
from deskconsole.text.pronunciations import pattern
from tests.store.support import MADE_AT, add, event, make_store, older_store, take


def _numbers(store: Store, typed: str, limit: int = 20) -> list[str]:
    with store.reading() as tx:
        return [match.number[-4:] for match in search_results.find_tickets(tx, terms(typed), limit)]


def _titles(store: Store, kind: str, typed: str) -> list[str]:
    with store.reading() as tx:
        return [match.title for match in search_results.find_texts(tx, kind, terms(typed), typed, pattern(typed), 20)]


def _differ(store: Store) -> list[WordsDiffer]:
    return list(search_checking.words_differ(store.reading))


def _customer(tx: WriteTransaction, name: str, contact: str | None, uuid: str) -> int:
    contacts = contact_parts(contact) if contact is not None else []
    said = ",:张:zhang,:三:san"
    return customers.add_customer(
        tx, uuid=uuid, name=name, contacts=contacts, tier="core", created_at=MADE_AT, readings=said
    ).id


def test_a_ticket_is_found_by_its_form_its_number_and_every_later_word(store: Store) -> None:
    with store.writing() as tx:
        first = take(tx, "a", content="六轴机器人异响", customer="仇英", contact="02388886666")
        take(tx, "b", content="涂胶轨迹")
        add(tx, first.ticket_id, event(2, "noted", text="换了减速机"), event(3, "answered", text="明天派李工"))
    for typed in ("异响", "仇", "8888", "0001", first.number, "减速机", "李工", "异响 李工", "仇英 减速机 派"):
        assert _numbers(store, typed) == ["0001"], typed
    assert _numbers(store, "涂胶") == ["0002"]
    assert _numbers(store, "异响 涂胶") == []
    assert _differ(store) == []


def test_newest_first_and_each_ticket_once(store: Store) -> None:
    with store.writing() as tx:
        taken = [take(tx, str(n), content="机器人") for n in range(5)]
        add(tx, taken[1].ticket_id, event(2, "noted", text="机器人又停"), event(3, "noted", text="机器人好了"))
    assert _numbers(store, "机器人") == ["0002", "0005", "0004", "0003", "0001"]
    assert _numbers(store, "机", 2) == ["0002", "0005"]


def test_an_undone_transaction_leaves_no_words(store: Store) -> None:
    def fail() -> None:
        with store.writing() as tx:
            take(tx, "a", content="机器人")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert _numbers(store, "机器人") == []
    assert _differ(store) == []


def test_an_erased_event_is_not_found_and_its_words_are_gone_from_the_file(store: Store) -> None:
    with store.writing() as tx:
        kept = take(tx, "a", content="机器人")
        gone = take(tx, "b", content="𠮷野机器人", customer="欧阳麒")
    # The only character here that begins with this byte: the index cannot have shortened it to a part.
    assert "𠮷".encode() in _index_file(store)
    with store.writing() as tx:
        recording.erase_payloads(tx, gone.ticket_id, [1])
        add(tx, gone.ticket_id, event(2, "erased", fields={"events": [1]}))
    search.gather_words(store)
    assert _numbers(store, "机器人") == [kept.number[-4:]]
    assert [_numbers(store, typed) for typed in ("𠮷野", "欧阳", "阳", gone.number)] == [[], [], [], []]
    assert _differ(store) == []
    assert "𠮷".encode() not in _index_file(store)


def _index_file(store: Store) -> bytes:
    connection = library.connect(Path(store.place), read_only=True)
    blocks = b"".join(row[0] for row in connection.execute("SELECT block FROM search_words_data"))
    connection.close()
    return blocks


def test_a_customer_is_found_by_name_sound_organisation_and_contacts(store: Store) -> None:
    with store.writing() as tx:
        customer = _customer(tx, "张三", "136 1234 0000", "u1")
        customers.add_contact(tx, customer, "wx:zhangsan")
        tx.run("UPDATE customer SET organisation = '无锡天工模具'")
        search.index_customer(tx, customer)
    for typed in ("张", "zs", "zhangs", "天工", "12340000", "wx:zh", "张 0000"):
        assert _titles(store, "customer", typed) == ["张三"], typed
    assert _titles(store, "customer", "qy") == _titles(store, "article", "张") == _numbers(store, "张") == []
    assert _differ(store) == []


def test_a_changed_customer_is_found_as_now_and_not_as_before(store: Store) -> None:
    with store.writing() as tx:
        customer = _customer(tx, "张三", "13612340000", "u1")
        tx.run("UPDATE customer SET name = '李四', readings = ',:李:li,:四:si'")
        search.index_customer(tx, customer)
    assert _titles(store, "customer", "李") == _titles(store, "customer", "ls") == ["李四"]
    assert _titles(store, "customer", "张") == _titles(store, "customer", "zs") == []
    with store.writing() as tx:
        search.forget_customer(tx, customer)
        search.forget_customer(tx, customer)
    assert _titles(store, "customer", "李") == []


def test_an_article_is_found_by_its_newest_version(store: Store) -> None:
    with store.writing() as tx:
        for title, text in (("负载表", "IRB-1600 10 kg"), ("负载与臂展", "IRB-2600 20 kg")):
            search.index_article(tx, 7, ref="load", title=title, text=text, at=MADE_AT, readings=",:负:fu,:载:zai")
        search.index_article(tx, 8, ref="old", title="旧文", text="IRB-2600", at=MADE_AT)
    assert _titles(store, "article", "irb2600") == ["旧文", "负载与臂展"]
    assert _titles(store, "article", "fz") == ["负载与臂展"]
    assert _titles(store, "article", "1600") == _titles(store, "customer", "IRB") == []
    with store.writing() as tx:
        search.forget_article(tx, 8)
    assert _titles(store, "article", "2600") == ["负载与臂展"]
    assert _differ(store) == []


def _filled(store: Store) -> None:
    with store.writing() as tx:
        _customer(tx, "张三", "13612340000", "u1")
        first = take(tx, "a", content="机器人", customer="张三")
        add(tx, first.ticket_id, event(2, "noted", text="好了"))
        erased = take(tx, "b", content="别的")
        recording.erase_payloads(tx, erased.ticket_id, [1])
        add(tx, erased.ticket_id, event(2, "erased", at=MADE_AT + timedelta(1), fields={"events": [1]}))


_CHANGE = "INSERT INTO search_words"


@pytest.mark.parametrize(
    ("broken", "differing", "missing", "extra"),
    [
        (
            f"{_CHANGE} (search_words, rowid, words) VALUES ('delete', 2, 't好 t了 t好了')",
            "0001 2",
            True,
            False,
        ),
        (f"{_CHANGE} (rowid, words) VALUES (2, 't麒')", "0001 2", False, True),
        (f"{_CHANGE} (rowid, words) VALUES (99, 't麒')", "#99", False, True),
        ("UPDATE contact SET value = '999', digits = '999'", "张三", True, True),
        ("UPDATE search_text SET title = '李四'", "李四", True, True),
    ],
)
def test_missing_and_extra_words_are_named(
    store: Store, broken: str, differing: str, missing: bool, extra: bool
) -> None:
    _filled(store)
    assert _differ(store) == []
    with store.writing() as tx:
        tx.run(broken)
    found = _differ(store)[0]
    assert found.what.endswith(differing)
    assert (bool(found.missing), bool(found.extra)) == (missing, extra)


def test_an_older_store_is_indexed_by_the_step(tmp_path: Path) -> None:
    path = older_store(tmp_path)
    before = _words_of(path)
    made = migrations.engine_for(path)
    with made.connect() as connection, connection.begin():
        for table in ("search_vocabulary", "search_words", "search_text"):
            connection.exec_driver_sql(f"DROP TABLE {table}")
        with Operations.context(MigrationContext.configure(connection)):
            search_0003.upgrade()
    made.dispose()
    assert _words_of(path) == {entry for entry in before if entry[0][0] not in "aq"}, "articles came later"


def _words_of(path: Path) -> set[tuple[str, int]]:
    connection = library.connect(path)
    rows = connection.execute("SELECT term, doc FROM search_vocabulary").fetchall()
    connection.close()
    return {(term, doc) for term, doc in rows}


def test_taking_words_out_again_and_again_leaves_a_sound_index(tmp_path: Path) -> None:
    """FTS5's secure-delete damaged an index without places of words."""
    chance = random.Random(1)
    signs = "齿形带张紧力链条甲乙丙丁数据库系统机器人质保期"
    with make_store(tmp_path) as store, store.writing() as tx:
        for number in range(1, 80):
            text = "".join(chance.choice(signs) for _ in range(chance.randrange(2, 60)))
            search.index_article(tx, chance.randrange(1, 40), ref=f"K{number}", title=text, text=text, at=MADE_AT)
            if number % 3 == 0:
                search.forget_article(tx, chance.randrange(1, 40))
            if number % 10 == 0:
                search._forget(tx, search.ARTICLES + chance.randrange(1, 40))
            tx.run("INSERT INTO search_words (search_words, rank) VALUES ('integrity-check', 0)")
