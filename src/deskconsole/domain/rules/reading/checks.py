"""What must hold between the entries of a pack, clocks apart (``pack_clock_checks``)."""

import collections
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from deskconsole.domain.calendar.duration import Unit, parse_duration
from deskconsole.domain.problems import Place, Problem
from deskconsole.domain.rules.causes import Cause, path_of
from deskconsole.domain.rules.customers.visit_plans import VisitPlan, check_visit_plan
from deskconsole.domain.rules.departments.hidden_parts import hidden_problems
from deskconsole.domain.rules.departments.named_calendars import calendar_problems
from deskconsole.domain.rules.follow_on import PARTS
from deskconsole.domain.rules.kinds import FORM_FIELDS, Checklist, Counter, Kind, Stage
from deskconsole.domain.rules.papers import FACTS
from deskconsole.domain.rules.patterns import SEARCHED, check_pattern
from deskconsole.domain.rules.reading.customer_checks import check_customers
from deskconsole.domain.rules.reading.document_checks import check_document
from deskconsole.domain.rules.reading.form_checks import check_forms
from deskconsole.domain.rules.reading.names import Names, among
from deskconsole.domain.rules.reading.round_checks import check_round
from deskconsole.domain.rules.reviewing.authorities import Authority
from deskconsole.domain.rules.tables import TABLES
from deskconsole.domain.rules.texts import PLACEHOLDERS, ApprovedTexts, Banned, Text
from deskconsole.domain.rules.windows import Window
from deskconsole.domain.rules.wording import searched
from deskconsole.domain.tickets.event import ATTRIBUTES
from deskconsole.domain.tickets.vocabulary import ACTIONS, CUSTOMER_WORDING

Records = Mapping[str, Sequence[tuple[Any, Place]]]

#: without one of each of these no ticket can be taken
NEEDED = ("stage", "tier", "channel", "category", "kind")


def check_parts(names: Names, records: Records) -> list[Problem]:
    """Every problem between stages, tiers, channels, kinds, rules, phrases and checklists."""
    problems = [*_missing(names), *_twice(records), *_stages(records["stage"])]
    kinds = [kind for kind, _place in records["kind"]]
    for channel, place in records["channel"]:
        problems += names.check_events(channel.by_hand, place, "by_hand")
    for kind, place in records["kind"]:
        windows = [window for window, _place in records["window"] if kind.name in window.kinds]
        problems += _kind(names, kind, place, windows)
    for phrase, place in records["phrase"]:
        problems += [*_placeholders(phrase.text, place), *names.check_events(phrase.events, place, "events")]
        problems += names.check("channel", phrase.channels, place, "channels")
        if phrase.use:
            problems += among([phrase.use], list(ACTIONS), place, "use")
    for reply, place in records["auto_reply"]:
        problems += [*_placeholders(reply.text, place), *names.check("channel", [reply.channel], place, "channel")]
    for banned, place in records["banned"]:
        problems += _pattern(banned, place)
    for passed, place in records["passed"]:
        problems += _passed(names, passed, place)
    for checklist, place in records["checklist"]:
        problems += _checklist(names, checklist, place)
    for plan, place in records["visit_plan"]:
        problems += _visit_plan(names, records, plan, place)
    for hidden, place in records["hidden"]:
        problems += [*hidden_problems(hidden, kinds, place), *names.check("kind", hidden.kinds, place, "kinds")]
        problems += names.check("department", hidden.departments, place, "departments")
        problems += names.check("role", hidden.roles, place, "roles")
    for department, place in records["department"]:
        problems += names.check_calendar(department.calendar, place)
    for calendar, place in records["calendar"]:
        problems += calendar_problems(calendar, place)
    for counter, place in records["counter"]:
        problems += _counter(counter, place)
    for document, place in records["document"]:
        problems += check_document(names, kinds, document, place)
    for shared, place in records["shared"]:
        problems += names.check("kind", shared.kinds, place, "kinds")
    for round_, place in records["round"]:
        problems += check_round(names, round_, place)
    for cause, place in records["cause"]:
        problems += _cause(names, [each for each, _place in records["cause"]], cause, place)
    for authority, place in records["authority"]:
        problems += _authority(names, authority, place)
    kinds = [kind for kind, _place in records["kind"]]
    for window, place in records["window"]:
        problems += _window(names, kinds, window, place)
    return [*problems, *check_customers(names, records)]


def _cause(names: Names, causes: Sequence[Cause], cause: Cause, place: Place) -> list[Problem]:
    """What it is part of is a cause too, and not part of it in turn."""
    if cause.parent is None:
        return []
    problems = names.check("cause", [cause.parent], place, "parent")
    if not problems and path_of(cause, causes)[0].parent is not None:
        problems.append(Problem("'{value}' is part of itself", place, "parent", {"value": cause.name}))
    return problems


def _counter(counter: Counter, place: Place) -> list[Problem]:
    """Its letters can be read aloud and are told from the number behind them."""
    problems: list[Problem] = []
    if not (1 <= len(counter.letter) <= 3 and counter.letter.isascii() and counter.letter.isalpha()):
        problems.append(Problem("'{value}' is not 1 to 3 letters", place, "letter", {"value": counter.letter}))
    if counter.minutes < 1:
        problems.append(Problem("'{value}' is not at least 1", place, "minutes", {"value": counter.minutes}))
    return problems


def _visit_plan(names: Names, records: Records, plan: VisitPlan, place: Place) -> list[Problem]:
    """A plan's names are the pack's, and a planned task is a clock: a visit nobody is told of would be forgotten."""
    problems = [*names.check("tier", [plan.tier], place, "tier"), *names.check("kind", [plan.kind], place, "kind")]
    problems += names.check("channel", [plan.channel], place, "channel")
    if plan.department is not None:
        problems += names.check("department", [plan.department], place, "department")
    if plan.category is not None:
        problems += names.check("category", [plan.category], place, "category")
    problems += check_visit_plan(plan, place)
    if not any(start.event == "planned" for clock, _place in records["clock"] for start in clock.starts_on):
        problems.append(Problem("no clock starts on 'planned', so that nobody would be told of a visit", place))
    return problems


def _missing(names: Names) -> list[Problem]:
    return [
        Problem("the pack has no [[{table}]]", Place(TABLES[table][0]), values={"table": table})
        for table in NEEDED
        if not names.defined[table]
    ]


def _twice(records: Records) -> list[Problem]:
    problems: list[Problem] = []
    for table, entries in records.items():
        if table == "clock":  # one rule may own several clocks; see there
            continue
        key = TABLES[table][2].KEY
        counted = collections.Counter(getattr(record, key) for record, _ in entries)
        seen: set[str] = set()
        for record, place in entries:
            name = getattr(record, key)
            if name in seen and counted[name] > 1:
                problems.append(Problem("'{value}' stands here twice", place, key, {"value": name}))
            seen.add(name)
    return problems


def _stages(stages: Sequence[tuple[Stage, Place]]) -> list[Problem]:
    problems: list[Problem] = []
    owner: dict[str, str] = {}
    for stage, place in stages:
        if not stage.events:
            problems.append(Problem("a stage needs an event that leads to it", place, "events"))
        problems += Names({}, {}).check_events(stage.events, place, "events")
        for event in stage.events:
            if owner.setdefault(event, stage.name) != stage.name:
                values = {"event": event, "stage": owner[event]}
                problems.append(Problem("'{event}' leads to the stage '{stage}' already", place, "events", values))
    return problems


def _kind(names: Names, kind: Kind, place: Place, windows: Sequence[Window]) -> list[Problem]:
    own = [field.name for field in kind.field]
    problems = names.check("channel", kind.channels, place, "channels")
    problems += among(kind.required, [*FORM_FIELDS, *own], place, "required")
    problems += among(kind.private, [*FORM_FIELDS, *own], place, "private")
    problems += names.check("shared", kind.uses, place, "uses")
    problems += names.check_events(kind.by_hand, place, "by_hand")
    problems += names.check_events(kind.steps, place, "steps")
    if kind.steps and "finished" not in kind.steps:
        problems.append(
            Problem("the kind has no way to 'finished', so that its tickets could never be filed", place, "steps")
        )
    if kind.house and (kind.visitor or not kind.aside):
        problems.append(Problem("nobody brings a matter of the house: house goes with aside, not with visitor", place))
    problems += _reviews(names, kind, own, place)
    return problems + check_forms(names, kind, place, windows) + _papers(kind, own, place)


def _reviews(names: Names, kind: Kind, own: Sequence[str], place: Place) -> list[Problem]:
    """Whoever is to review is there, and there is a way to say so."""
    problems: list[Problem] = []
    for number, review in enumerate(kind.review, start=1):
        key = f"review[{number}]"
        problems += names.check("department", review.departments, place, f"{key}.departments")
        problems += names.check("role", [review.last] if review.last is not None else [], place, f"{key}.last")
        problems += among(review.when, [*own, *ATTRIBUTES], place, f"{key}.when")
        problems += names.check_duration(review.within, place, f"{key}.within")
        if review.within == "promised":
            problems.append(Problem("'promised' needs a time, and a review has none", place, f"{key}.within"))
        if not review.departments and review.last is None:
            problems.append(Problem("nobody is named who reviews", place, f"{key}.departments"))
        if kind.steps and "review_given" not in kind.steps:
            values = {"event": "review_given"}
            problems.append(Problem("name '{event}' in steps, or nobody could say anything", place, "steps", values))
    return problems


def _authority(names: Names, authority: Authority, place: Place) -> list[Problem]:
    problems = names.check("role", [limit.role for limit in authority.limit], place, "limit")
    for number, limit in enumerate(authority.limit, start=1):
        key = f"limit[{number}]"
        if limit.most is not None and limit.most <= 0:
            problems.append(Problem("'{value}' is not more than 0", place, f"{key}.most", {"value": limit.most}))
        if any(other.role == limit.role for other in authority.limit[: number - 1]):
            problems.append(Problem("'{value}' stands here twice", place, f"{key}.role", {"value": limit.role}))
    return problems


def _papers(kind: Kind, own: Sequence[str], place: Place) -> list[Problem]:
    problems: list[Problem] = []
    seen: set[str] = set()
    for number, paper in enumerate(kind.paper, start=1):
        key = f"paper[{number}]"
        if paper.name in seen:
            problems.append(Problem("'{value}' stands here twice", place, f"{key}.name", {"value": paper.name}))
        seen.add(paper.name)
        problems += among(paper.facts, FACTS, place, f"{key}.facts")
        problems += among(paper.fields, own, place, f"{key}.fields")
    return problems


def _placeholders(text: Text, place: Place, key: str = "text") -> list[Problem]:
    """Braces that nothing could fill in when the text is needed: unknown names, and formats besides the bare name."""
    try:
        used = sorted(text.placeholders)
    except ValueError as error:
        return [Problem("the braces do not match: {error}", place, key, {"error": str(error)})]
    return among(used, PLACEHOLDERS, place, key)


#: What a pattern over texts without spaces and punctuation cannot find.
_NEVER_COMPARED: Final = re.compile("[“”，、。；：！？]")


def _pattern(banned: Banned, place: Place) -> list[Problem]:
    problems = _placeholders(banned.instead, place, "instead")
    patterns = {"pattern": banned.pattern, "unless_beside": banned.unless_beside}
    patterns |= {f"unless[{number}]": pattern for number, pattern in enumerate(banned.unless, start=1)}
    for key, pattern in patterns.items():
        problems += _expression(pattern, place, key)
    return problems


def _expression(pattern: str, place: Place, key: str) -> list[Problem]:
    if problems := check_pattern(searched(pattern), place, key, limit=SEARCHED, flags=re.VERBOSE):
        return problems
    if (sign := _NEVER_COMPARED.search(pattern)) is None:
        return []
    text = "'{sign}' is never found: texts are compared without punctuation"
    return [Problem(text, place, key, {"sign": sign.group()})]


def _passed(names: Names, passed: ApprovedTexts, place: Place) -> list[Problem]:
    problems = names.check("department", passed.departments, place, "departments")
    problems += names.check("kind", passed.kinds, place, "kinds")
    problems += names.check("category", passed.categories, place, "categories")
    problems += among(passed.events, CUSTOMER_WORDING, place, "events")
    if not passed.departments:
        problems.append(Problem("no department is named that could pass a text", place, "departments"))
    for number, pattern in enumerate(passed.unless, start=1):
        problems += _expression(pattern, place, f"unless[{number}]")
    return problems


def _checklist(names: Names, checklist: Checklist, place: Place) -> list[Problem]:
    problems = names.check("category", [checklist.category], place, "category")
    if checklist.department is not None:
        problems += names.check("department", [checklist.department], place, "department")
    if not checklist.question and checklist.procedure is None:
        problems.append(Problem("a checklist needs questions", place, "question"))
    for number, question in enumerate(checklist.question, start=1):
        problems += names.check("department", question.brings_in, place, f"question[{number}].brings_in")
        if question.name in PARTS:
            problems.append(Problem("'{value}' is asked with every plan", place, "question", {"value": question.name}))
    counted = collections.Counter(question.name for question in checklist.question)
    for name, times in counted.items():
        if times > 1:
            problems.append(Problem("'{value}' stands here twice", place, "question", {"value": name}))
    return problems


def _window(names: Names, kinds: Sequence[Kind], window: Window, place: Place) -> list[Problem]:
    """Every problem of one window; ``kinds`` are the pack's."""
    problems = names.check("kind", window.kinds, place, "kinds")
    for key, values in (("kinds", window.kinds), ("remedies", window.remedies)):
        if not values:
            problems.append(Problem("the list is empty, so that no value is allowed", place, key))
    for kind in kinds:
        if kind.name in window.kinds:
            problems += _window_fields(kind, window, place)
    wrong = names.check_duration(window.within, place, "within")
    within = parse_duration(window.within) if not wrong else None
    if within is not None and (within.unit is not Unit.DAY or within.minute is not None):
        wrong = [Problem("must be days, such as '7 days'", place, "within")]
    return [*problems, *wrong]


def _window_fields(kind: Kind, window: Window, place: Place) -> list[Problem]:
    types = {field.name: field.type for field in kind.fields}
    problems: list[Problem] = []
    for key, name, wanted in (("basis", window.basis, "date"), ("plus", window.plus, "number")):
        if name is None:
            continue
        if name not in types:
            problems += among([name], [existing for existing in types if types[existing] == wanted], place, key)
        elif types[name] != wanted:
            values = {"name": name, "kind": kind.name, "type": types[name], "wanted": wanted}
            problems.append(
                Problem("'{name}' of kind {kind} is of type {type}; it must be {wanted}", place, key, values)
            )
    for name in window.when:
        problems += among([name], {*types, *ATTRIBUTES}, place, f"when.{name}")
    return problems
