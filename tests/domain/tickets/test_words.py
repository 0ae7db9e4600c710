"""What an event says in words; names of the program are not looked for."""

from deskconsole.domain.tickets.payload import texts_of
from tests.store.support import event


def test_the_form_is_searched_by_what_people_wrote() -> None:
    fields = {
        "channel": "phone", "kind": "inquiry", "tier": "core", "category": "product", "urgent": False, "level": 2,
        "customer": "张三", "contact": "13612340000", "content": "负载", "request": "型号", "fields": {"model": "IRB"},
    }  # fmt: skip
    assert texts_of(event(1, "received", fields=fields)) == ["张三", "13612340000", "负载", "型号", "IRB"]


def test_instants_departments_and_codes_are_left_out() -> None:
    fields = {"due": "2026-11-22T10:00:00+08:00", "at": "2026-11-22T10:00:00Z", "to": "dept:technical", "outcome": "x"}
    assert texts_of(event(2, "planned", text="再打一次", fields=fields)) == ["再打一次"]
    assert texts_of(event(2, "specialist_needed", text="看图", fields={"to": "李工"})) == ["看图", "李工"]


def test_lists_are_searched_and_erased_events_say_nothing() -> None:
    assert texts_of(event(2, "need_recorded", fields={"needs": [{"question": "q1", "answer": "甲"}, "乙"]})) == [
        *("q1", "甲", "乙")
    ]
    assert texts_of(event(2, "noted", fields={"erased": True})) == []
