"""What is written: numbers without gaps, events that go on where the ticket stands, derived rows, keys."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from deskconsole.errors import Outdated
from deskconsole.store import customers, idempotency, mapping, site, texts, tickets
from deskconsole.store.api import Store
from deskconsole.store.record import recording
from deskconsole.store.sqlite.library import dbapi
from tests.store.support import DAY, MADE_AT, add, clock, event, folded, found, open_one, take


def _number(store: Store, name: str, day: date = DAY) -> str:
    with store.writing() as tx:
        return take(tx, name, day=day).number


def test_numbers_begin_anew_each_day(store: Store) -> None:
    assert _number(store, "a") == "SZ-20261121-0001"
    assert _number(store, "b") == "SZ-20261121-0002"
    assert _number(store, "c", DAY + timedelta(days=1)) == "SZ-20261122-0001"


def test_a_clock_set_back_numbers_nothing_twice(store: Store) -> None:
    for name in "abc":
        _number(store, name)
    _number(store, "d", DAY + timedelta(days=1))
    assert _number(store, "e") == "SZ-20261121-0004"
    assert _number(store, "f", DAY + timedelta(days=1)) == "SZ-20261122-0002"


def test_numbers_go_on_past_four_digits(store: Store) -> None:
    with store.writing() as tx:
        tx.run("UPDATE site SET number_last = 9998, number_day = '2026-11-21'")
    assert [_number(store, name) for name in "abc"] == [
        "SZ-20261121-9999",
        "SZ-20261121-10000",
        "SZ-20261121-10001",
    ]
    _number(store, "d", DAY + timedelta(days=1))
    assert _number(store, "e") == "SZ-20261121-10002"


def test_the_same_identity_is_no_second_ticket(store: Store) -> None:
    _number(store, "a")
    with pytest.raises(dbapi.IntegrityError), store.writing() as tx:
        open_one(tx, "a")
    assert _number(store, "b") == "SZ-20261121-0002"


def test_events_come_back_as_they_went(store: Store) -> None:
    written = [
        event(1, "rang", fields={"call": "c1", "caller": "13800138000", "withheld": False}, by=None),
        event(2, "picked_up", of=1, by_role="receptionist", by_department="service"),
        event(
            3,
            "promised",
            at=MADE_AT + timedelta(microseconds=1),
            recorded_at=MADE_AT + timedelta(hours=1),
            text="明天上午回电 \\u0000 🙂",
            fields={"due": "2026-11-23T09:00:00+08:00", "list": [1, {"deep": None}]},
        ),
    ]
    with store.writing() as tx:
        opened = take(tx, "a", *written)
    with store.reading() as tx:
        assert tickets.ticket_events(tx, opened.ticket_id) == written


@pytest.mark.parametrize("seq", [1, 3])
def test_events_that_do_not_go_on_where_the_ticket_stands_are_refused(store: Store, seq: int) -> None:
    with store.writing() as tx:
        opened = take(tx, "a")
    with pytest.raises(Outdated), store.writing() as tx:
        recording.append_events(tx, opened.ticket_id, [event(seq)])


def test_a_save_that_rests_on_an_outdated_view_is_refused(store: Store) -> None:
    with store.writing() as tx:
        opened = take(tx, "a")
    first = event(1, "received")
    with store.writing() as tx:
        add(tx, opened.ticket_id, event(2, text="somebody was quicker"))
    with pytest.raises(Outdated) as refused, store.writing() as tx:
        recording.save_derived(tx, opened.ticket_id, folded([first, event(2)]), [], None, seen=1)
    assert refused.value.values["seen"] == 1
    with pytest.raises(Outdated), store.writing() as tx:
        recording.save_derived(tx, opened.ticket_id, folded([first]), [], None)
    with store.reading() as tx:
        assert found(tx, opened.number).last_words == "somebody was quicker"


def test_what_is_stored_is_what_was_derived(store: Store) -> None:
    closed_at, settle_at = MADE_AT + timedelta(hours=2), MADE_AT + timedelta(seconds=30)
    written = event(1, "received", fields={"customer": "王", "fields": {"model": "R6"}, "urgent": True, "level": 2})
    clocks = [clock("B2", state="met", ended=MADE_AT), clock("A1", provisional=True), clock("A1", 2)]
    with store.writing() as tx:
        opened = take(tx, "a", written, clocks=clocks, closed_at=closed_at, settle_at=settle_at)
    with store.reading() as tx:
        record = found(tx, opened.number)
        stored = tickets.stored_columns(tx, opened.ticket_id, _names())
        assert stored == mapping.ticket_columns(folded([written]), clocks, closed_at, settle_at)
        assert tickets.clock_rows(tx, opened.ticket_id) == sorted(clocks, key=lambda c: (c.rule, c.of))
    assert (record.fields, record.urgent, record.level) == ({"model": "R6"}, True, 2)
    assert (record.next_rule, record.next_of, record.next_due) == ("A1", 1, clocks[1].due)
    assert record.next_provisional
    assert (record.closed_at, record.open) == (closed_at, False)


def _names() -> list[str]:
    return list(mapping.ticket_columns(folded([event(1, "received")]), [], None))


def test_clocks_change_end_and_vanish_with_their_events(store: Store) -> None:
    with store.writing() as tx:
        opened = take(tx, "a", clocks=[clock("A1"), clock("B2"), clock("C3", every=timedelta(hours=24), breaches=3)])
    after = [clock("A1", state="late", ended=MADE_AT), clock("C3", every=timedelta(hours=24), breaches=4)]
    with store.writing() as tx:
        add(tx, opened.ticket_id, event(2), clocks=after)
    with store.reading() as tx:
        assert tickets.clock_rows(tx, opened.ticket_id) == after


def test_a_repeated_write_finds_its_first_answer(store: Store) -> None:
    with store.writing() as tx:
        assert idempotency.recall_key(tx, "key") is None
        idempotency.remember_key(tx, "key", "digest", '{"number": 1}', None, at=MADE_AT)
    with store.reading() as tx:
        known = idempotency.recall_key(tx, "key")
    assert known is not None
    assert (known.digest, known.answer) == ("digest", '{"number": 1}')
    with pytest.raises(dbapi.IntegrityError), store.writing() as tx:
        idempotency.remember_key(tx, "key", "other", "{}", None, at=MADE_AT)


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"], ids=["NUL", "surrogate"])
def test_text_that_intake_must_have_cleaned_never_reaches_the_store(store: Store, text: str) -> None:
    for fields in ({"content": text}, {"fields": {"deep": [text]}}, {"fields": {text: 1}}):
        with pytest.raises(ValueError, match=r"NUL|surrogate"), store.writing() as tx:
            take(tx, "a", event(1, "received", fields=fields))
    with pytest.raises(ValueError, match=r"NUL|surrogate"), store.writing() as tx:
        customers.add_contact(tx, 1, text)
    assert _number(store, "a") == "SZ-20261121-0001"


def test_texts_of_packs_are_kept_once_by_their_hash(store: Store) -> None:
    body = '{"name": "包"}'
    digest = sha256(body.encode()).hexdigest()
    for _ in range(2):
        with store.writing() as tx:
            texts.store_text(tx, digest, what="pack", name="p", version="1", body=body, at=MADE_AT)
    with store.writing() as tx, pytest.raises(ValueError, match="hash"):
        texts.store_text(tx, "0" * 64, what="pack", name="p", version="1", body=body, at=MADE_AT)
    with store.reading() as tx:
        assert texts.text_of(tx, digest) == body
        assert [(text.name, text.added_at) for text in texts.texts(tx)] == [("p", MADE_AT)]


def test_a_ticket_may_change_its_pack_and_its_customer(store: Store) -> None:
    with store.writing() as tx:
        opened = take(tx, "a")
        recording.rejudge_ticket(tx, opened.ticket_id, pack="q", pack_hash="q" * 64, calendar_hash="d" * 64)
        record = found(tx, opened.number)
        assert (record.pack, record.pack_hash, record.calendar_hash) == ("q", "q" * 64, "d" * 64)
        assert record.customer_id is None
        known = customers.add_customer(tx, uuid="u", name="王", readings="", created_at=MADE_AT)
        recording.link_customer(tx, opened.ticket_id, known.id)
        assert [t.number for t in tickets.tickets_of_customer(tx, known.id)] == [opened.number]


def test_events_of_the_site_stand_in_the_same_chain(store: Store) -> None:
    with store.writing() as tx:
        assert recording.append_events(tx, None, [event(0, "signed_on", text="li")]) == [1]
        take(tx, "a")
        assert recording.append_events(tx, None, [event(0, "exported"), event(0, "signed_off")]) == [3, 4]
    with store.reading() as tx:
        assert [(seq, e.seq, e.kind) for seq, e in tickets.site_events(tx)] == [
            (1, 1, "signed_on"),
            (3, 3, "exported"),
            (4, 4, "signed_off"),
        ]
        assert [seq for seq, _ in tickets.site_events(tx, after=1, limit=1)] == [3]
        assert [(seq, kind) for seq, _, kind, _ in tickets.events_since(tx, 1)] == [
            (2, "received"),
            (3, "exported"),
            (4, "signed_off"),
        ]


def test_the_newest_recording_is_remembered(store: Store) -> None:
    later = MADE_AT + timedelta(days=1)
    with store.writing() as tx:
        recording.append_events(tx, None, [event(0, "signed_on", at=later)])
        recording.append_events(tx, None, [event(0, "signed_off", at=MADE_AT)])
    with store.reading() as tx:
        assert site.site_now(tx).newest_recorded_at == later
