"""What a form lacks before it is filed, and filing it in one go (R16)."""

from datetime import timedelta

import pytest

from deskconsole.desk.tickets.filing import Step, complete_and_file
from deskconsole.domain.tickets.filing import MissingPart, missing_parts
from deskconsole.errors import DeskError, Outdated
from tests.desk.support import Bench


def lacking(bench: Bench, number: str) -> list[str]:
    """The parts that the ticket's form lacks, optional ones in brackets."""
    view = bench.show(number)
    found = missing_parts(view.ticket, view.clocks)
    return [f"({missing.part})" if missing.optional else missing.part for missing in found]


def steps(bench: Bench, number: str) -> list[Step]:
    """Every lack made good with some words."""
    view = bench.show(number)
    return [made(missing) for missing in missing_parts(view.ticket, view.clocks)]


def made(missing: MissingPart) -> Step:
    """One lack made good."""
    fields = {"confirmed": {"outcome": "understood"}, "finished": {"outcome": "完成"}, "classified": {"tier": "core"}}
    text = "好的" if missing.entered == "text" else None
    return Step(missing.part, missing.kind, missing.of, text, fields.get(missing.kind, {}))


def busy(bench: Bench) -> str:
    """An inquiry with everything still open that can be."""
    number = bench.take("online", "core")
    bench.act(number, "promised", due=bench.now + timedelta(hours=4), text="书面答复")
    bench.act(number, "specialist_needed", to="dept:technical", text="臂展")
    bench.act(number, "accepted", "luo", due=bench.now + timedelta(hours=2))
    bench.act(number, "specialist_needed", to="dept:sales", text="报价")
    bench.act(number, "waiting", due=bench.now + timedelta(hours=3))
    return number


def test_r16_what_the_form_lacks_is_listed_in_the_order_of_recording(bench: Bench) -> None:
    number = busy(bench)
    assert lacking(bench, number) == [
        *("waiting 6", "hand-off 3", "told 3", "told 5", "promise 2", "confirmation", "outcome"),
    ]


def test_r16_everything_missing_is_recorded_and_filed_by_one_save(bench: Bench) -> None:
    number = busy(bench)
    bench.later(minutes=10)
    view = complete_and_file(bench.desk, number, steps(bench, number), expect=bench.show(number).events[-1].seq)
    assert view.ticket.filed_at == bench.now
    assert bench.kinds(number)[-8:] == [
        *("resumed", "specialist_answered", "answered", "answered", "replied", "confirmed", "finished", "filed"),
    ]
    assert bench.clock(number, "R16").state == "met"
    assert lacking(bench, number) == []


def test_a_fresh_online_inquiry_lacks_its_first_response(bench: Bench) -> None:
    number = bench.take("online", "core")
    assert lacking(bench, number) == ["(respond R05)", "(answer)", "outcome"]
    complete_and_file(
        bench.desk, number, [made(missing) for missing in _of(bench, number) if missing.kind != "answered"]
    )
    assert bench.show(number).ticket.filed_at is not None


def _of(bench: Bench, number: str) -> tuple[MissingPart, ...]:
    view = bench.show(number)
    return missing_parts(view.ticket, view.clocks)


def test_an_email_lacks_its_answer(bench: Bench) -> None:
    number = bench.take("email", "intent")
    assert lacking(bench, number) == ["answer R09", "outcome"]


def test_nothing_is_written_when_one_part_is_refused(bench: Bench) -> None:
    number = busy(bench)
    all_of = steps(bench, number)
    wrong = [step if step.kind != "replied" else Step(step.part, step.kind, step.of, " ") for step in all_of]
    before = bench.record()
    with pytest.raises(DeskError) as refusal:
        complete_and_file(bench.desk, number, wrong)
    assert refusal.value.field == "promise 2"
    assert bench.record() == before


def test_a_form_that_still_lacks_something_is_not_filed(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    with pytest.raises(DeskError, match="filed: still missing: outcome"):
        complete_and_file(bench.desk, number, [])


def test_an_outdated_view_is_refused(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    seen = bench.show(number).events[-1].seq
    bench.act(number, "noted", text="x")
    with pytest.raises(Outdated):
        complete_and_file(bench.desk, number, steps(bench, number), expect=seen)


def test_the_same_key_files_once(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    wanted = steps(bench, number)
    first = complete_and_file(bench.desk, number, wanted, key="k")
    assert complete_and_file(bench.desk, number, wanted, key="k").events == first.events


def test_a_specialist_without_part_does_not_file(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    with pytest.raises(DeskError, match="has no part in this ticket"):
        complete_and_file(bench.by("fang"), number, steps(bench, number))


def test_r28_a_filed_ticket_is_shown_and_reopened_only_with_a_reason(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    complete_and_file(bench.desk, number, steps(bench, number))
    assert bench.show(number).ticket.stage == "filing"
    assert "the ticket is filed; reopen it first" in bench.refused(number, "answered")
    assert "reason is missing" in bench.refused(number, "reopened")
    bench.act(number, "reopened", reason="客户补充了要求")
    assert lacking(bench, number) == ["outcome"]


def test_a_withdrawn_ticket_lacks_nothing(bench: Bench) -> None:
    number = bench.take("phone", "intent")
    bench.act(number, "withdrawn", reason="spam")
    assert lacking(bench, number) == []
