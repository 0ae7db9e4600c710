"""What holds for every history that the desk can come to."""

import os
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings, strategies as st

from deskconsole.domain.clocks.derive import CANCELLED, LATE, MET, PAUSED, RUNNING, Clock, derive, evaluate
from deskconsole.domain.clocks.settle import settle
from deskconsole.domain.tickets.merging import retold
from deskconsole.domain.tickets.ticket import History, effective, start
from deskconsole.domain.tickets.vocabulary import EVENTS
from deskconsole.errors import DeskError
from tests.domain.histories import (
    KINDS,
    PEOPLE,
    Desk,
    Step,
    close,
    folded,
    many_steps,
    openings,
    rules,
    rules_of,
    steps,
    take,
)


def some(percent: int) -> settings:
    """A share of the examples that the profile asks for: a whole history is a long example."""
    return settings(max_examples=max(1, settings().max_examples * percent // 100))


histories = st.tuples(openings(), many_steps(10, 40))


def lived(history: tuple[Desk, Sequence[Step]]) -> Desk:
    """The desk after all the steps."""
    desk, taken = history
    desk = replace(desk, events=list(desk.events), _seen=None)
    desk.settle()
    for step in taken:
        take(desk, step)
    return desk


def told(clocks: Sequence[Clock]) -> dict[tuple[str, int], Clock]:
    return {(clock.rule, clock.of): clock for clock in clocks}


@some(30)
@given(histories)
def test_every_open_ticket_has_a_running_clock_and_clocks_make_sense(history: tuple[Desk, Sequence[Step]]) -> None:
    desk, taken = history
    desk = replace(desk, events=list(desk.events), _seen=None)
    for step in (None, *taken):
        if step is not None:
            take(desk, step)
        desk.settle()
        assert desk.ticket.ended or any(clock.state == RUNNING for clock in desk.clocks), desk.events
        assert len(told(desk.clocks)) == len(desk.clocks)
        for clock in desk.clocks:
            assert_sensible(clock, {spec.rule for spec in desk.rules.pack.clocks if spec.every})


def assert_sensible(clock: Clock, repeating: Collection[str]) -> None:
    """T6, T8: how start, due, end, state and breaches belong together."""
    assert clock.started <= clock.warn_at <= max(clock.due, clock.started), clock
    assert clock.active == (clock.ended is None)
    if clock.ended is not None:
        assert clock.ended >= clock.started, clock
    if clock.state == MET:
        assert clock.ended is not None
        assert clock.ended <= clock.due
    if clock.state == LATE:
        assert clock.ended is not None
        assert clock.ended > clock.due
        assert clock.breaches > 0
    if clock.state in (MET, CANCELLED, RUNNING, PAUSED) and clock.rule not in repeating:
        assert clock.breaches == 0


@some(30)
@given(histories)
def test_an_ended_clock_never_changes(history: tuple[Desk, Sequence[Step]]) -> None:
    """Except that what was undone is gone, a `missed` that was none too, and what a change of class had cancelled runs
    again when it applies again (T10)."""
    events = lived(history).events
    before: dict[tuple[str, int], Clock] = {}
    for end in range(1, len(events) + 1):
        after = told(derive(events[:end], rules_of))
        if effective(events[:end])[:-1] == effective(events[: end - 1]):
            for key, clock in before.items():
                again = clock.state == CANCELLED and events[end - 1].kind in ("classified", "received")
                assert clock.ended is None or after[key] == clock or (again and after[key].active)
        before = after


@some(25)
@given(histories, st.data())
def test_a_prefix_and_then_the_rest_is_the_whole(history: tuple[Desk, Sequence[Step]], data: st.DataObject) -> None:
    desk = lived(history)
    cut = data.draw(st.integers(1, len(desk.events)))
    pack = rules(desk.pack).pack
    stack = History(start(desk.events[0]))
    for event in desk.events:
        stack = stack.then(event, pack.stage_of, rules(desk.pack).stages)
        if event.seq == cut:
            assert stack.ticket == folded(desk.events[:cut], desk.pack)
    assert stack.ticket == folded(desk.events, desk.pack)
    assert evaluate(desk.events, rules_of) == (stack.ticket, derive(desk.events, rules_of))


@some(25)
@given(histories, st.lists(st.integers(0, 5000), max_size=4), st.integers(0, 5000))
def test_settling_oftener_changes_nothing(
    history: tuple[Desk, Sequence[Step]], between: list[int], minutes: int
) -> None:
    desk = lived(history)
    once = [*desk.events, *settle(desk.events, rules_of, desk.now + timedelta(minutes=minutes))]
    often = list(desk.events)
    for at in (*sorted(m for m in between if m < minutes), minutes, minutes):
        often += settle(often, rules_of, desk.now + timedelta(minutes=at))
    assert [(e.seq, e.kind, e.of, e.happened_at, e.fields) for e in often] == [
        (e.seq, e.kind, e.of, e.happened_at, e.fields) for e in once
    ]
    assert derive(often, rules_of) == derive(once, rules_of)


@some(30)
@given(histories)
def test_every_ticket_can_be_brought_to_its_end(history: tuple[Desk, Sequence[Step]]) -> None:
    desk = lived(history)
    if desk.ticket.withdrawn_at is not None:
        desk.act("reopened", PEOPLE[0], fields={"reason": "not spam"})
    done = close(desk)
    assert desk.closed, (done, [c for c in desk.clocks if c.active])
    assert desk.ticket.filed_at is not None


@some(30)
@given(histories, steps)
def test_undoing_restores_ticket_and_clocks(history: tuple[Desk, Sequence[Step]], step: Step) -> None:
    desk = lived(history)
    mark = len(desk.events)
    take(desk, replace(step, wait=0, back=0))
    if len(desk.events) != mark + 1 or desk.events[-1].kind == "undone":
        return
    by = next(person for person in PEOPLE if person.login == desk.events[-1].by)
    ticket, clocks = folded(desk.events[:mark], desk.pack), derive(desk.events[:mark], rules_of)
    try:
        desk.act("undone", by)
    except DeskError:
        return
    assert replace(desk.ticket, seq=ticket.seq) == ticket
    assert desk.clocks == clocks


@some(20)
@given(histories, st.sampled_from(["America/New_York", "Asia/Kathmandu", "UTC"]))
def test_neither_the_machines_zone_nor_the_order_of_fields_matters(
    history: tuple[Desk, Sequence[Step]], zone: str
) -> None:
    desk = lived(history)
    with machine_zone(zone):
        turned = [replace(event, fields=dict(reversed(list(event.fields.items())))) for event in desk.events]
        assert derive(turned, rules_of) == desk.clocks
        assert folded(turned, desk.pack) == desk.ticket


@contextmanager
def machine_zone(name: str) -> Iterator[None]:
    """The machine stands in another time zone."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    time.tzset()
    try:
        yield
    finally:
        if before is None:
            del os.environ["TZ"]
        else:
            os.environ["TZ"] = before
        time.tzset()


@some(25)
@given(
    st.tuples(openings(["robot-integrator"]), many_steps(10, 30)),
    st.tuples(openings(["robot-integrator"]), many_steps(2, 10)),
)
def test_merging_keeps_open_promises_hand_offs_and_plans(
    loser_history: tuple[Desk, Sequence[Step]], history: tuple[Desk, Sequence[Step]]
) -> None:
    loser, survivor = lived(loser_history), lived(history)
    if loser.ticket.ended or survivor.ticket.ended or any(e.kind == "withdrawn" for e in loser.events):
        return  # what was promised before a ticket was withdrawn is open again, without its clocks
    survivor.now = loser.now = max(loser.now, survivor.now)
    survivor.settle()
    own = [(clock.rule, clock.of) for clock in survivor.clocks if clock.active and not clock.idle]
    note = survivor.draft("noted", PEOPLE[0], text="L", fields={"merged_from": "L"})
    survivor.events += [note, *retold(loser.events, loser.ticket, "L", note)]
    owed = {key: getattr(loser.ticket, key)() for key in ("open_promises", "open_hand_offs")}
    promises = [loser.ticket.promises[of] for of in owed["open_promises"]]
    hand_offs = [loser.ticket.hand_offs[of] for of in owed["open_hand_offs"]]
    moved = [promise for of, promise in survivor.ticket.promises.items() if of > note.seq and not promise.replied]
    assert [(p.due, p.text) for p in moved] == [(p.due, p.text) for p in promises]
    assert [h for of, h in survivor.ticket.hand_offs.items() if of > note.seq] == hand_offs
    plans = [loser.ticket.plans[of] for of in loser.ticket.open_plans()]
    assert [plan for of, plan in survivor.ticket.plans.items() if of > note.seq] == plans
    moving = {*owed["open_promises"], *owed["open_hand_offs"], *loser.ticket.open_plans(), *loser.ticket.to_take_over()}
    tasks = [clock for clock in loser.clocks if clock.active and clock.of in moving and not clock.idle]
    here = [clock for clock in survivor.clocks if clock.active and clock.of > note.seq and not clock.idle]
    assert [(c.due, c.assignee) for c in here if c.rule == "R13"] == [
        (c.due, c.assignee) for c in tasks if c.rule == "R13"
    ]
    assert sorted((c.rule, c.due) for c in here) == sorted((c.rule, c.due) for c in tasks)
    assert own == [(c.rule, c.of) for c in survivor.clocks if c.active and not c.idle and c.of <= note.seq]
    loser.act("merged", PEOPLE[0], fields={"into": "S"})
    assert loser.closed


_NONSENSE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(allow_nan=True),
    st.text(max_size=8),
    st.sampled_from(
        ["x" * 30_000, "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-09-18T12:00:00", "2026-09-30"]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
)
_FIELDS = ("due", "to", "outcome", "reason", "score", "channel", "tier", "level", "urgent", "call", "caller", "into")
_nonsense_fields = st.dictionaries(
    st.sampled_from([*_FIELDS, "recurrence", "withheld", "told_by", "fields", "kind", "moved_from", "rule", "x" * 300]),
    _NONSENSE,
    max_size=6,
)


@some(100)
@given(
    openings(),
    many_steps(0, 8),
    st.lists(
        st.tuples(
            st.sampled_from(KINDS),
            _nonsense_fields,
            st.one_of(st.none(), st.just(""), st.text(max_size=9), st.just("长" * 20_001)),
            st.one_of(st.none(), st.integers(-2, 30)),
            st.sampled_from(PEOPLE),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    ),
)
def test_any_event_is_recorded_or_refused_in_words(
    desk: Desk, before: list[Step], tries: list[tuple[str, Mapping[str, Any], str | None, int | None, Any, bool]]
) -> None:
    desk = lived((desk, before))
    for kind, nonsense, text, of, by, helped in tries:
        given_fields = dict(nonsense)
        if helped:  # what must be there is there, so that the nonsense comes further
            sound = {"due": (desk.now + timedelta(hours=1)).isoformat(), "outcome": "reached", "reason": "customer"}
            given_fields = {**{name: sound.get(name, "x") for name in EVENTS[kind].required}, **nonsense}
        with suppress(DeskError):
            desk.act(kind, by, fields=given_fields, text=text, of=of)
        assert desk.ticket.seq == desk.events[-1].seq
        desk.now += timedelta(hours=20)
        desk.settle()
