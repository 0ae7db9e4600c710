"""Each figure counted once more, in plain SQL over the tables of events: not one row of facts is read.

Deadlines are those of the table of clocks, which `verify` derives again by itself; all else is what the events say.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from deskconsole.desk.demo import demo
from deskconsole.desk.desk import Desk
from deskconsole.desk.figures.figures import list_figures, show_figures
from deskconsole.desk.founding import make_site
from deskconsole.desk.settings import FigureSettings
from deskconsole.desk.tickets import views
from deskconsole.domain.calendar.instant import to_micros
from deskconsole.domain.figures.figure import MEAN
from deskconsole.domain.figures.periods import Period, period_at, read_period
from deskconsole.domain.figures.registry import FIGURES
from deskconsole.domain.figures.service_level import FORMULAS
from deskconsole.record import replace
from tests.desk.demo.years import made_year, opened_year
from tests.desk.figures.worked import worked_week
from tests.desk.support import signed_on, t

#: What happened and was not taken back; the tickets that count, with when they came; how each was finished.
_VIEWS: Final = """
CREATE TEMP VIEW live AS
  SELECT ticket_id, seq, kind, of, happened_at AS at, by,
    json_extract(nullif(facts, ''), '$.fields') AS said FROM event AS e
  WHERE ticket_id IS NOT NULL AND kind <> 'undone' AND NOT EXISTS
    (SELECT 1 FROM event u WHERE u.ticket_id = e.ticket_id AND u.kind = 'undone' AND u.of = e.seq);
CREATE TEMP VIEW mine AS
  SELECT ticket_id, seq, kind, of, at, by, said FROM live WHERE by IS NOT NULL
    AND json_extract(said, '$.moved_from') IS NULL;
CREATE TEMP VIEW counted AS
  SELECT ticket_id, at AS came FROM live AS first WHERE seq = 1
    AND NOT EXISTS (SELECT 1 FROM live k WHERE k.ticket_id = first.ticket_id
      AND json_extract(k.said, '$.kind') IN ('house_matter', 'emergency_review', 'care', 'rule_review',
        'training', 'personal_measure', 'improvement', 'summary'))
    AND NOT EXISTS (SELECT 1 FROM live m WHERE m.ticket_id = first.ticket_id AND m.kind = 'merged')
    AND NOT EXISTS (SELECT 1 FROM live w WHERE w.ticket_id = first.ticket_id AND w.kind = 'withdrawn' AND NOT EXISTS
      (SELECT 1 FROM live r WHERE r.ticket_id = w.ticket_id AND r.kind = 'reopened' AND r.seq > w.seq));
CREATE TEMP VIEW done AS
  SELECT ticket_id, seq, at, came FROM live AS f JOIN counted USING (ticket_id) WHERE kind = 'finished' AND NOT EXISTS
    (SELECT 1 FROM live l WHERE l.ticket_id = f.ticket_id AND l.seq > f.seq AND l.kind IN ('finished', 'reopened'));
CREATE TEMP VIEW whose AS
  SELECT ticket_id, (SELECT json_extract(f.said, '$.file_of') FROM live f WHERE f.ticket_id = c.ticket_id AND
      json_extract(f.said, '$.file_of') IS NOT NULL ORDER BY f.seq DESC LIMIT 1) AS file,
    (SELECT json_extract(k.said, '$.category') FROM live k WHERE k.ticket_id = c.ticket_id AND
      json_extract(k.said, '$.category') IS NOT NULL ORDER BY k.seq DESC LIMIT 1) AS category FROM counted c;
CREATE TEMP VIEW due AS
  SELECT c.*, s.kind AS begun, counted.came FROM clock c JOIN counted USING (ticket_id)
    JOIN event s ON s.ticket_id = c.ticket_id AND s.seq = c.of;
CREATE TEMP VIEW asking AS
  SELECT *, min(first_due) OVER (PARTITION BY ticket_id, of, do) AS strictest FROM due
  WHERE do IN ('pick_up', 'respond', 'greet', 'see')
    OR (do = 'answer' AND begun IN ('received', 'contacted') AND rule NOT IN ('R36', 'E25', 'F11', 'M11'));
CREATE TEMP VIEW score AS
  SELECT ticket_id, at, json_extract(said, '$.score') AS score FROM live AS s JOIN counted USING (ticket_id)
  WHERE score IS NOT NULL AND kind <> 'surveyed' AND NOT EXISTS (SELECT 1 FROM live l
    WHERE l.ticket_id = s.ticket_id AND l.seq > s.seq AND kind <> 'surveyed'
      AND json_extract(l.said, '$.score') IS NOT NULL);
CREATE TEMP VIEW survey AS
  SELECT ticket_id, seq AS of, seq AS try FROM live WHERE kind = 'survey_drawn' UNION ALL
  SELECT a.ticket_id, d.seq, a.seq FROM live a JOIN live d USING (ticket_id) WHERE a.kind = 'survey_again'
    AND d.kind = 'survey_drawn' AND d.seq = (SELECT max(x.seq) FROM live x WHERE x.ticket_id = a.ticket_id
      AND x.kind = 'survey_drawn' AND x.seq < a.seq);
CREATE TEMP VIEW surveyed AS
  SELECT s.ticket_id, s.at, json_extract(s.said, '$.outcome') AS came,
    '{"' || replace(replace(json_extract(s.said, '$.answers'), '=', '":'), ' ', ',"') || '}' AS answers
  FROM live s JOIN counted USING (ticket_id)
  WHERE s.kind = 'surveyed' AND s.of = (SELECT max(try) FROM survey l WHERE l.ticket_id = s.ticket_id
    AND l.of = (SELECT of FROM survey m WHERE m.ticket_id = s.ticket_id AND m.try = s.of));
CREATE TEMP VIEW call AS
  SELECT r.ticket_id, r.seq, r.at AS rang, p.at AS picked, coalesce(h.at, m.at) AS lost FROM live r
    LEFT JOIN live p ON p.ticket_id = r.ticket_id AND p.of = r.seq AND p.kind = 'picked_up'
    LEFT JOIN live h ON h.ticket_id = r.ticket_id AND h.of = r.seq AND h.kind = 'hung_up'
    LEFT JOIN live m ON m.ticket_id = r.ticket_id AND m.of = r.seq AND m.kind = 'missed'
  WHERE r.kind = 'rang' AND coalesce(p.at, h.at, m.at) IS NOT NULL;
"""
#: Checks of others' work, each with its score as it stands after an objection, and the objection's end.
_VIEWS_OF_CHECKS: Final = """
CREATE TEMP VIEW noted AS
  SELECT site_seq, kind, happened_at AS at, by, json_extract(nullif(facts, ''), '$.fields') AS said FROM event
  WHERE ticket_id IS NULL;
CREATE TEMP VIEW made AS
  SELECT s.at, b.at AS begun, json_extract(b.said, '$.receiver') AS receiver, json_extract(s.said, '$.reviewer') AS
      reviewer, coalesce((SELECT json_extract(d.said, '$.score') FROM noted d WHERE d.kind = 'check_decided' AND
      json_extract(d.said, '$.check') = json_extract(s.said, '$.check')), json_extract(s.said, '$.score')) AS score,
    coalesce((SELECT 'passed' FROM noted d WHERE d.kind = 'check_decided' AND json_extract(d.said, '$.check') =
      json_extract(s.said, '$.check') AND json_extract(d.said, '$.outcome') = 'overturned'),
      json_extract(s.said, '$.outcome')) AS outcome
  FROM noted s JOIN noted b ON b.kind = 'check_begun' AND json_extract(b.said, '$.check') =
    json_extract(s.said, '$.check') WHERE s.kind = 'check_scored' AND json_extract(s.said, '$.score') IS NOT NULL
    AND json_extract(s.said, '$.outcome') IS NOT NULL
    AND receiver IS NOT reviewer;
CREATE TEMP VIEW objected AS
  SELECT d.at, json_extract(d.said, '$.outcome') AS outcome FROM noted d WHERE d.kind = 'check_decided';
"""
_CAME: Final = "came >= :since AND came < :until"
_PASSED: Final = "at >= :since AND at < :until"
_RESPONDS: Final = "('picked_up', 'greeted', 'responded', 'answered', 'promised')"
_IN_20: Final = "20000000"


def _clocks(where: str) -> str:
    """Clocks that ended in the period, or were overdue at its end: how many as they should, of how many."""
    ended = "(ended >= :since AND ended < :until AND (state IN ('met', 'late') OR kept))"
    overdue = (
        "(due >= :since AND due < min(:until, :now) AND (state = 'running' OR (state = 'late' AND ended >= :until)))"
    )
    return (
        f"SELECT count(*) FILTER (WHERE {ended} AND (state = 'met' OR kept) AND breaches = 0), count(*) FROM "
        "(SELECT due.*, state = 'cancelled' AND every IS NOT NULL AND started > e.happened_at AS kept FROM due "
        f"JOIN event e ON e.ticket_id = due.ticket_id AND e.seq = due.of) WHERE ({ended} OR {overdue}) AND {where}"
    )


def _promised(start: str, end: str, due: str) -> str:
    """Threads that ``start`` begins with a time and ``end`` ends: how many by then, of those ended or overdue."""
    time = "us(json_extract(p.said, '$.due'))" if due == "first" else (
        "coalesce((SELECT us(json_extract(x.said, '$.due')) FROM live x WHERE x.ticket_id = "
        "p.ticket_id AND x.of = p.seq "
        "AND x.kind = 'extended' ORDER BY x.seq DESC LIMIT 1), us(json_extract(p.said, '$.due')))"
    )  # fmt: skip
    thread = "p.seq" if start == "promised" else "p.of"
    return (
        "SELECT count(*) FILTER (WHERE ended <= due AND ended >= :since AND ended < :until), count(*) FROM "
        f"(SELECT {time} AS due, (SELECT min(r.at) FROM live r WHERE r.ticket_id = p.ticket_id AND "
        f"r.of = {thread} AND r.kind = '{end}' "
        f"AND r.at >= p.at) AS ended FROM live p JOIN counted USING (ticket_id) WHERE p.kind = '{start}') WHERE "
        "(ended >= :since AND ended < :until) OR (due >= :since AND due < min(:until, :now) AND "
        "coalesce(ended, :until) "
        ">= :until)"
    )


def _of_calls(good: str, where: str = "1") -> str:
    return (
        f"SELECT count(*) FILTER (WHERE {good}), count(*) FROM call WHERE rang >= :since AND rang < :until AND {where}"
    )


def _of_answers(good: str) -> str:
    lowest = f"(SELECT {good} FROM json_each(answers))"
    return f"SELECT count(*) FILTER (WHERE {lowest}), count(*) FROM surveyed WHERE came = 'reached' AND {_PASSED}"


_RESPONSE: Final = (
    f"SELECT (min(m.at) - came) / 1000000 FROM counted JOIN mine m USING (ticket_id) WHERE m.kind IN {_RESPONDS} "
    f"AND {_CAME} GROUP BY ticket_id"
)
_RESOLUTION: Final = f"SELECT (at - came) / 1000000 FROM done WHERE {_CAME}"
_EVER_FINISHED: Final = "EXISTS (SELECT 1 FROM live f WHERE f.ticket_id = counted.ticket_id AND f.kind = 'finished')"
_AGAIN: Final = (
    "EXISTS (SELECT 1 FROM mine a WHERE a.ticket_id = done.ticket_id AND a.seq < done.seq AND a.kind IN ('contacted', "
    "'called_back', 'replied', 'progress_told', 'reminded', 'alternative_told')) OR EXISTS (SELECT 1 FROM live r WHERE "
    "r.ticket_id = done.ticket_id AND r.kind = 'reopened') OR (SELECT count(*) FROM mine p WHERE p.kind = 'picked_up' "
    "AND p.ticket_id = done.ticket_id) > 1 OR EXISTS (SELECT 1 FROM whose w JOIN whose o ON o.file = w.file AND "
    "o.ticket_id <> w.ticket_id AND coalesce(o.category, '') = coalesce(w.category, '') JOIN counted came_again ON "
    "came_again.ticket_id = o.ticket_id WHERE w.ticket_id = done.ticket_id AND came_again.came BETWEEN done.came AND "
    "done.at + 604800000000)"
)
_ANSWERED: Final = "EXISTS (SELECT 1 FROM score WHERE score.ticket_id = done.ticket_id)"
_FILED: Final = (
    "EXISTS (SELECT 1 FROM live g WHERE g.ticket_id = done.ticket_id AND g.kind = 'filed' AND g.seq > done.seq)"
)

_STRICT: Final = "(rule, of, ticket_id) NOT IN (SELECT rule, of, ticket_id FROM asking WHERE first_due > strictest)"
#: Clocks whose time ran out in the period before they were met.
_RAN_OUT: Final = (
    "SELECT count(*), count(*) FROM due WHERE due >= :since AND due < min(:until, :now) AND (state = 'running' OR "
    f"((state = 'late' OR breaches > 0) AND ended IS NOT NULL)) AND {_STRICT}"
)

#: Figure → how many as they should (of a count: all), of how many.
RECOUNT: Final[Mapping[str, str]] = {
    "received": f"SELECT count(*), count(*) FROM counted WHERE {_CAME}",
    "finished": f"SELECT count(*), count(*) FROM done WHERE {_PASSED}",
    "response_on_time": "SELECT count(*) FILTER (WHERE state = 'met'), count(*) FROM asking WHERE "
    "first_due = strictest "
    f"AND {_CAME} AND (state IN ('met', 'late') OR (state = 'running' AND due < :now))",
    "resolved": f"SELECT (SELECT count(*) FROM done WHERE {_CAME}), count(*) FROM counted WHERE {_CAME}",
    "resolution_on_time": "SELECT count(*) FILTER (WHERE state = 'met'), count(*) FROM due "
    f"WHERE do IN ('solve', 'confirm') AND {_CAME} AND (state IN ('met', 'late') OR (state = "
    "'running' AND due < :now))",
    "first_contact": f"SELECT count(*) FILTER (WHERE NOT ({_AGAIN})), count(*) FROM done WHERE {_CAME}",
    "reopened": "SELECT count(*) FILTER (WHERE EXISTS (SELECT 1 FROM live r WHERE r.ticket_id = counted.ticket_id AND "
    f"r.kind = 'reopened')), count(*) FROM counted WHERE {_CAME} AND {_EVER_FINISHED}",
    "promises_kept": _promised("promised", "replied", "first"),
    "promises_kept_as_moved": _promised("promised", "replied", "last"),
    "hand_offs_answered": _promised("accepted", "specialist_answered", "first"),
    "hand_offs_passed_on": _clocks("do IN ('promise', 'need_specialist', 'hand_off', 'accept')"),
    "calls": _of_calls("1"),
    "missed_calls": _of_calls("picked IS NULL"),
    "service_level": _of_calls(f"picked - rang <= {_IN_20}", f"(picked IS NOT NULL OR lost - rang > {_IN_20})"),
    "short_give_ups": _of_calls("1", f"picked IS NULL AND lost - rang <= {_IN_20}"),
    "calls_returned": _clocks("do = 'call_back'"),
    "follow_ups": _clocks("do = 'follow_up'"),
    "filed_on_time": _clocks("do = 'file'"),
    "filed": f"SELECT count(*) FILTER (WHERE {_FILED}), count(*) FROM done WHERE {_PASSED}",
    "answered_score": f"SELECT count(*) FILTER (WHERE {_ANSWERED}), count(*) FROM done WHERE {_PASSED}",
    "satisfied": f"SELECT count(*) FILTER (WHERE score >= 4), count(*) FROM score WHERE {_PASSED}",
    "content": f"SELECT count(*) FILTER (WHERE score >= 3), count(*) FROM score WHERE {_PASSED}",
    "score": f"SELECT sum(score), count(*) FROM score WHERE {_PASSED}",
    "reception_complaints": "SELECT count(*), count(*) FROM live JOIN counted USING (ticket_id) WHERE "
    f"kind = 'verified' AND json_extract(said, '$.finding') IN ('justified', 'in_part') AND {_PASSED} AND ticket_id IN "
    "(SELECT ticket_id FROM live WHERE json_extract(said, '$.kept_from') IS NOT NULL)",
    "survey_answered": f"SELECT count(*) FILTER (WHERE came = 'reached'), count(*) FROM surveyed WHERE {_PASSED}",
    "survey_satisfied": _of_answers("min(value) >= 4"),
    "survey_content": _of_answers("min(value) >= 3"),
    "survey_score": f"SELECT sum(value), count(*) FROM surveyed, json_each(answers) WHERE {_PASSED}",
    "on_time": _clocks(
        "(rule, of, ticket_id) NOT IN (SELECT rule, of, ticket_id FROM asking WHERE first_due > strictest)"
    ),
    "on_time_excused": _clocks(
        "(rule, of, ticket_id) NOT IN (SELECT rule, of, ticket_id FROM asking WHERE first_due > strictest) "
        "AND (ticket_id, rule, of) NOT IN (SELECT ticket_id, json_extract(said, '$.rule'), of FROM live WHERE kind = "
        "'lateness_judged' AND json_extract(said, '$.outcome') = 'accepted')"
    ),
    "late": "SELECT count(*), count(*) FROM due WHERE ended >= :since AND ended < :until "
    f"AND (state = 'late' OR breaches > 0) AND {_STRICT}",
    "late_accepted": "SELECT count(*), count(*) FROM due WHERE ended >= :since AND ended < :until "
    f"AND (state = 'late' OR breaches > 0) AND {_STRICT} AND (ticket_id, rule, of) IN (SELECT ticket_id, "
    "json_extract(said, '$.rule'), of FROM live WHERE kind = 'lateness_judged' AND json_extract(said, '$.outcome') = "
    "'accepted')",
    "complaints_justified": "SELECT count(*) FILTER (WHERE justified), count(*) FROM (SELECT (SELECT "
    "coalesce(json_extract(v.said, '$.justified'), json_extract(v.said, '$.finding') <> 'unfounded') FROM live v WHERE "
    "v.ticket_id = counted.ticket_id AND v.kind = 'verified' ORDER BY v.seq DESC LIMIT 1) AS justified FROM counted "
    f"WHERE {_CAME} AND ticket_id IN (SELECT ticket_id FROM live WHERE json_extract(said, '$.kind') LIKE "
    "'%complaint')) WHERE justified IS NOT NULL",
    "check_score": f"SELECT sum(score), count(*) FROM made WHERE {_PASSED}",
    "checks_passed": f"SELECT count(*) FILTER (WHERE outcome = 'passed'), count(*) FROM made WHERE {_PASSED}",
    "reviews": f"SELECT count(*), count(*) FROM made WHERE {_PASSED}",
    "review_score": f"SELECT sum(score), count(*) FROM made WHERE {_PASSED}",
    "appeals_upheld": f"SELECT count(*) FILTER (WHERE outcome = 'overturned'), count(*) FROM objected WHERE {_PASSED}",
    "appeals_lost": f"SELECT count(*) FILTER (WHERE outcome = 'overturned'), count(*) FROM objected WHERE {_PASSED}",
    "overdue": _RAN_OUT,
    "overdue_day": f"{_RAN_OUT} AND coalesce(ended, min(:until, :now)) - due > 86400000000",
    "complaints": f"SELECT count(*), count(*) FROM counted WHERE {_CAME} AND ticket_id IN "
    "(SELECT ticket_id FROM live WHERE json_extract(said, '$.kind') LIKE '%complaint')",
}
#: What was open at an instant: not ended, or with a clock running that keeps it open.
_OPEN_AT: Final = """SELECT count(*) FROM counted c WHERE came < :at AND NOT (
  EXISTS (SELECT 1 FROM live f WHERE f.ticket_id = c.ticket_id AND f.kind = 'filed' AND f.at <= :at AND NOT EXISTS
    (SELECT 1 FROM live r WHERE r.ticket_id = c.ticket_id AND r.kind = 'reopened' AND r.seq > f.seq AND r.at <= :at))
  AND NOT EXISTS (SELECT 1 FROM clock k WHERE k.ticket_id = c.ticket_id AND k.started <= :at
    AND k.do NOT IN ('review', 'see_review', 'coach', 'decide_appeal', 'look_at', 'take_over')
    AND coalesce(k.ended, :at + 1) > :at))"""
LENGTHS: Final = {
    "response_time": _RESPONSE,
    "resolution_time": _RESOLUTION,
    "review_time": f"SELECT (at - begun) / 1000000 FROM made WHERE {_PASSED}",
}
#: The service level by each formula in use.
LEVELS: Final = {
    "late_give_ups": _of_calls(f"picked - rang <= {_IN_20}", f"(picked IS NOT NULL OR lost - rang > {_IN_20})"),
    "all_calls": _of_calls(f"picked - rang <= {_IN_20}"),
    "answered_calls": _of_calls(f"picked - rang <= {_IN_20}", "picked IS NOT NULL"),
    "give_ups_met": _of_calls(f"coalesce(picked, lost) - rang <= {_IN_20}"),
    "short_calls_apart": _of_calls(f"picked - rang <= {_IN_20}", "(picked IS NOT NULL OR lost - rang > 5000000)"),
}


class Store(NamedTuple):
    """A store, who asks, the period, and a copy of its file that is counted."""

    desk: Desk
    period: Period
    copy: sqlite3.Connection
    values: Mapping[str, int]


def _micros(text: str | None) -> int | None:
    return None if text is None else to_micros(datetime.fromisoformat(text))


def _opened(desk: Desk, period: str, path: Path) -> Store:
    copy = path / "copy.db"
    with desk.store.reading() as tx:
        tx.copy_to(copy)
    connection = sqlite3.connect(copy)
    connection.create_function("us", 1, _micros)
    connection.executescript(_VIEWS + _VIEWS_OF_CHECKS)
    named = read_period(period)
    since, until = map(to_micros, named.instants(desk.zone))
    return Store(desk, named, connection, {"since": since, "until": until, "now": to_micros(desk.now())})


#: A made-up year of so many tickets and days, and the period that is counted of it.
_YEARS: Final = {"quarter": (150, 45, "2026-08-10..2026-09-30"), "year": (20_000, 365, "2026-07-01..2026-09-30")}


@pytest.fixture(scope="module", params=["demo", "week", "quarter", pytest.param("year", marks=pytest.mark.chaos)])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The made-up day of four packs, which touches most kinds of work; the week made by hand; made-up years."""
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "week":
        bench, _numbers = worked_week(folder)
        desk, period = bench.by("song"), "2026-W38"
    elif request.param in _YEARS:
        tickets, days, period = _YEARS[request.param]
        made_year(folder / "made", tickets, days=days)
        desk = opened_year(folder / "made", folder / "copy")
    else:
        packs = ("robot-integrator", "front-desk", "mall-desk", "enterprise-service")
        desk, period = make_site(str(folder / "desk.db"), packs=packs, now=lambda: t("09-16 10:00")), "2026-09"
        demo.fill(desk)
    opened = _opened(desk, period, folder)
    with closing(opened.copy):
        yield opened
    desk.store.close()
    shutil.rmtree(folder)


def test_every_figure_is_what_its_events_come_to(store: Store) -> None:
    lines = {line.figure.name: line for line in show_figures(store.desk, period=store.period, usual=False)}
    wrong: list[Any] = []
    for name, sql in RECOUNT.items():
        good, n = store.copy.execute(sql, store.values).fetchone()
        amount = lines[name].amount
        whole = FIGURES[name].whole
        measured = round((amount.value or 0) * amount.n * whole) if FIGURES[name].measure == MEAN else amount.good
        if (good or 0, n) != ((measured if measured is not None else amount.n), amount.n):
            wrong.append((name, (good, n), amount))
    assert wrong == []
    assert {FIGURES[name].counted for name in FIGURES} - RECOUNT.keys() - LENGTHS.keys() == {"backlog"}


@pytest.mark.parametrize("formula", FORMULAS)
def test_the_service_level_goes_by_the_formula_that_the_site_has_chosen(store: Store, formula: str) -> None:
    """Each of the five in use, counted and told."""
    settings = replace(store.desk.settings, figures=FigureSettings(service_level=formula))
    desk = replace(store.desk, _settings=settings)
    (line,) = show_figures(desk, ["service_level"], period=store.period, usual=False)
    assert (line.amount.good, line.amount.n) == store.copy.execute(LEVELS[formula], store.values).fetchone()
    listed = next(figure for figure in list_figures(desk) if figure.name == "service_level")
    assert line.figure.formula == listed.formula == FORMULAS[formula]


def test_lengths_are_what_events_lie_apart(store: Store) -> None:
    lines = {line.figure.name: line.amount for line in show_figures(store.desk, period=store.period, usual=False)}
    for name, sql in LENGTHS.items():
        seconds = sorted(max(0, row[0]) for row in store.copy.execute(sql, store.values))
        middle = (seconds[(len(seconds) - 1) // 2] + seconds[len(seconds) // 2]) / 2 if seconds else None
        assert (lines[name].n, lines[name].value) == (len(seconds), middle)
        if f"{name}_mean" not in lines:
            continue
        assert lines[f"{name}_mean"].value == pytest.approx(sum(seconds) / len(seconds))
        assert seconds[int(0.9 * (len(seconds) - 1))] <= (lines[f"{name}_p90"].value or 0) <= seconds[-1]


def test_what_is_open_is_what_the_queue_has(store: Store) -> None:
    (line,) = show_figures(
        store.desk, ["backlog"], period=store.period, usual=False, tickets=store.desk.actor.login == "song"
    )
    ended = {row[0] for row in store.copy.execute(
        "SELECT number FROM ticket WHERE id NOT IN (SELECT ticket_id FROM counted)")}  # fmt: skip
    queue = {each.number for each in views.queue(store.desk)} - ended
    assert line.amount.n == len(queue)
    assert line.tickets is None or set(line.tickets) == queue


def test_what_was_open_at_past_instants_is_what_the_events_say(store: Store) -> None:
    days = [store.period.first + timedelta(days=n) for n in range(0, (store.period.after - store.period.first).days, 6)]
    for day in days:
        period = period_at("day", day)
        at = min(to_micros(period.instants(store.desk.zone)[1]), store.values["now"])
        (line,) = show_figures(store.desk, ["backlog"], period=period, usual=False)
        assert line.amount.n == store.copy.execute(_OPEN_AT, {"at": at}).fetchone()[0], day


def test_the_parts_of_a_figure_come_to_the_whole(store: Store) -> None:
    """By whatever it is cut: nothing is counted twice, nothing is lost. By question it counts answers."""
    desk = store.desk if store.desk.actor.login == "song" else signed_on(store.desk, "root")
    for name, figure in FIGURES.items():
        (whole,) = show_figures(desk, [name], period=store.period, usual=False)
        for cut in sorted(figure.cuts - {"person", "question"}):
            parts = show_figures(desk, [name], period=store.period, by=[cut], usual=False)
            assert sum(part.amount.n for part in parts) == whole.amount.n, (name, cut)
            if whole.amount.good is not None:
                assert sum(part.amount.good or 0 for part in parts) == whole.amount.good, (name, cut)
