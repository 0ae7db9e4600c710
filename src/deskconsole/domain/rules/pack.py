"""A policy pack: one written regulation as typed, frozen data.

Made from TOML by ``pack_reading`` (which validates everything) or from its own canonical text, which the store
keeps by its digest so that a ticket is judged by the rules it started under.
"""

import collections
import hashlib
import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Self

from deskconsole.domain.calendar.duration import Duration, parse_duration
from deskconsole.domain.plain import PlainReader, read, table_of, write
from deskconsole.domain.problems import PackError, Place
from deskconsole.domain.rules.causes import Cause, as_choice, choices
from deskconsole.domain.rules.clock_rules import ClockRule, own_names
from deskconsole.domain.rules.customers.customer_care import CustomerRisk, FileCheck, Purpose, RiskSign
from deskconsole.domain.rules.customers.visit_plans import VisitPlan
from deskconsole.domain.rules.departments.hidden_parts import HiddenParts
from deskconsole.domain.rules.departments.named_calendars import PackCalendar
from deskconsole.domain.rules.forms import FieldChoice, FormField
from deskconsole.domain.rules.house.alarms import LateCause, Major, Moment
from deskconsole.domain.rules.house.assessment import AssessmentPlan, Honour, Indicator, Sanction
from deskconsole.domain.rules.house.checks import CheckPlan, FindingCause, Scorecard
from deskconsole.domain.rules.house.documents import DocumentRule
from deskconsole.domain.rules.house.reports import ReportRule
from deskconsole.domain.rules.house.rounds import Measure, Recurring, Round, Training
from deskconsole.domain.rules.house.surveys import Survey
from deskconsole.domain.rules.kinds import (
    BeforeShift,
    Category,
    Channel,
    Checklist,
    Counter,
    Department,
    Kind,
    Preparation,
    Role,
    Rule,
    SharedForms,
    Stage,
    Tier,
)
from deskconsole.domain.rules.reviewing.authorities import Authority
from deskconsole.domain.rules.texts import ApprovedTexts, AutoReply, Banned, Phrase, Text
from deskconsole.domain.rules.windows import Window
from deskconsole.errors import DeskError
from deskconsole.record import dataclass, replace


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A regulation. Every list keeps the order of its file; the order of ``stages`` is the stage bar's.

    ``ring_seconds`` is the length of one ring; ``missed_after`` is the time after which an unanswered call is
    missed; ``answer_share`` of the calls are to be answered within ``answer_seconds``; ``hours`` says in words when the
    desk can be reached. ``site_rules``: the rules of the site that are in it,
    by the names of their folders. ``format``: what the keys meant when it was read: in
    1 (version 0.1.0) a channel's ``always_open`` counted for nothing.
    """

    name: str
    version: str
    title: Text
    default_tier: str
    hours: Text
    ring_seconds: int = 5
    missed_after: str = "6 rings"
    answer_share: float = 0.8
    answer_seconds: int = 20
    stages: tuple[Stage, ...] = ()
    tiers: tuple[Tier, ...] = ()
    channels: tuple[Channel, ...] = ()
    categories: tuple[Category, ...] = ()
    departments: tuple[Department, ...] = ()
    roles: tuple[Role, ...] = ()
    kinds: tuple[Kind, ...] = ()
    rules: tuple[Rule, ...] = ()
    clocks: tuple[ClockRule, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    banned: tuple[Banned, ...] = ()
    passed: tuple[ApprovedTexts, ...] = ()
    auto_replies: tuple[AutoReply, ...] = ()
    checklists: tuple[Checklist, ...] = ()
    counters: tuple[Counter, ...] = ()
    before_shift: tuple[BeforeShift, ...] = ()
    preparations: tuple[Preparation, ...] = ()
    visit_plans: tuple[VisitPlan, ...] = ()
    windows: tuple[Window, ...] = ()
    rounds: tuple[Round, ...] = ()
    purposes: tuple[Purpose, ...] = ()
    file_checks: tuple[FileCheck, ...] = ()
    risk_signs: tuple[RiskSign, ...] = ()
    customer_risks: tuple[CustomerRisk, ...] = ()
    site_rules: tuple[str, ...] = ()
    majors: tuple[Major, ...] = ()
    late_causes: tuple[LateCause, ...] = ()
    moments: tuple[Moment, ...] = ()
    calendars: tuple[PackCalendar, ...] = ()
    shared: tuple[SharedForms, ...] = ()
    hidden: tuple[HiddenParts, ...] = ()
    causes: tuple[Cause, ...] = ()
    authorities: tuple[Authority, ...] = ()
    documents: tuple[DocumentRule, ...] = ()
    scorecards: tuple[Scorecard, ...] = ()
    checks: tuple[CheckPlan, ...] = ()
    finding_causes: tuple[FindingCause, ...] = ()
    surveys: tuple[Survey, ...] = ()
    assessments: tuple[AssessmentPlan, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    honours: tuple[Honour, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    recurring: tuple[Recurring, ...] = ()
    trainings: tuple[Training, ...] = ()
    measures: tuple[Measure, ...] = ()
    reports: tuple[ReportRule, ...] = ()
    format: int = 1

    def __post_init__(self) -> None:
        """Gives each clock of a rule that has several its own name."""
        several = [rule for rule, n in collections.Counter(clock.rule for clock in self.clocks).items() if n > 1]
        names = {rule: iter(own_names([(c.name, c.do) for c in self.clocks_of(rule)])) for rule in several}
        if names:
            clocks = (replace(c, name=next(names[c.rule])) if c.rule in names else c for c in self.clocks)
            object.__setattr__(self, "clocks", tuple(clocks))

    @classmethod
    def from_canonical(cls, text: str) -> "Pack":
        """The pack of a text that :meth:`canonical` made; raises :class:`PackError` for any other text.

        References within it are not checked again: only checked packs have a canonical text.
        """
        return cls.of_table(table_of(text), text)

    @classmethod
    def of_table(cls, table: object, text: str) -> Self:
        """The pack of the table of a canonical text."""
        reading = PlainReader(Place("pack"))
        pack = read(cls, table, reading)
        if pack is None:
            raise PackError("?", reading.problems)
        pack.__dict__["_canonical"] = text  # as its digest in the store says
        return pack

    def __eq__(self, other: object) -> bool:
        """The same pack says the same, whichever way it was read."""
        return isinstance(other, Pack) and self._canonical == other._canonical

    def __hash__(self) -> int:
        return hash(self._canonical)

    def canonical(self) -> str:
        """The whole pack as compact JSON with sorted keys: the same pack, the same text."""
        return self._canonical

    @cached_property
    def _canonical(self) -> str:
        return json.dumps(write(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the canonical text in hexadecimal: the pack's version for the record."""
        return hashlib.sha256(self._canonical.encode()).hexdigest()

    @cached_property
    def missed_duration(self) -> Duration:
        """How long a call may ring before it is missed."""
        return parse_duration(self.missed_after)

    @cached_property
    def _stage_by_event(self) -> Mapping[str, str]:
        return {event: stage.name for stage in self.stages for event in stage.events}

    def stage_of(self, event_kind: str) -> str | None:
        """The stage that an event leads to; ``None`` for events that move no stage."""
        return self._stage_by_event.get(event_kind)

    @cached_property
    def stages_in_order(self) -> tuple[str, ...]:
        """The names of the stages, the first one first."""
        return tuple(stage.name for stage in self.stages)

    @cached_property
    def _tables(self) -> dict[str, Mapping[str, Any]]:
        return {}

    def _by_name(self, attribute: str, key: str = "name") -> Mapping[str, Any]:
        """The entries of a table by their names; made when the first is asked for."""
        if attribute not in self._tables:
            self._tables[attribute] = {getattr(entry, key): entry for entry in getattr(self, attribute)}
        return self._tables[attribute]

    def _find(self, field: str, name: str, attribute: str, key: str = "name") -> Any:
        existing = self._by_name(attribute, key)
        if name not in existing:
            raise DeskError(
                "{name}: '{value}' is not one of {allowed}",
                field=field,
                name=field,
                value=name,
                allowed=", ".join(existing),
            )
        return existing[name]

    def stage(self, name: str) -> Stage:
        """The stage called ``name``; raises :class:`DeskError` that lists the known ones, like all look-ups here."""
        result: Stage = self._find("stage", name, "stages")
        return result

    def tier(self, name: str) -> Tier:
        """The customer tier called ``name``."""
        result: Tier = self._find("tier", name, "tiers")
        return result

    def channel(self, name: str) -> Channel:
        """The channel called ``name``."""
        result: Channel = self._find("channel", name, "channels")
        return result

    def category(self, name: str) -> Category:
        """The category called ``name``."""
        result: Category = self._find("category", name, "categories")
        return result

    def department(self, name: str) -> Department:
        """The department called ``name``."""
        result: Department = self._find("department", name, "departments")
        return result

    def role(self, name: str) -> Role:
        """The role called ``name``."""
        result: Role = self._find("role", name, "roles")
        return result

    def kind(self, name: str) -> Kind:
        """The kind of work called ``name``."""
        result: Kind = self._find("kind", name, "kinds")
        return result

    def always_open(self, channel: object) -> bool:
        """Whether a channel is open day and night, so that working time on it is counted on the clock of the day."""
        return self.format > 1 and any(each.always_open for each in self.channels if each.name == channel)

    def by_hand(self, kind: str, channel: str) -> tuple[str, ...]:
        """The events that taking such a ticket by hand adds: the kind's own, else its channel's, if it has one."""
        return self.kind(kind).by_hand or (self.channel(channel).by_hand if channel else ())

    def kind_of_channel(self, channel: str) -> Kind:
        """The kind that a ticket is of before anybody has said it: the first usual one that comes through a channel."""
        kinds = self.usual_kinds
        return next((kind for kind in kinds if not kind.channels or channel in kind.channels), kinds[0])

    @cached_property
    def usual_kinds(self) -> tuple[Kind, ...]:
        """The kinds of the usual form: all but those that are taken by a key of their own."""
        return tuple(kind for kind in self.kinds if not kind.aside) or self.kinds

    @cached_property
    def visitor_kinds(self) -> tuple[str, ...]:
        """The kinds of work for which a person is in the house."""
        return tuple(kind.name for kind in self.kinds if kind.visitor)

    def form(self, kind: str | None, event: str) -> tuple[FormField, ...]:
        """What an event of a ticket of this kind asks beside its own fields; nothing where the kind is not known.

        For ``received`` the kind's own fields, which stay with the ticket; else those of the event's form.
        """
        fields = existing.form_of(event) if (existing := self.kind_of(kind)) is not None else ()
        return tuple([as_choice(field, self._found_causes) for field in fields]) if self.causes else fields

    @cached_property
    def _found_causes(self) -> tuple[FieldChoice, ...]:
        return choices(self.causes)

    def required_of(self, kind: str | None, event: str) -> tuple[str, ...]:
        """Which of its own fields (``text`` too) an event of such a ticket must carry beside those it always must."""
        existing = self.kind_of(kind)
        return existing.required_of(event) if existing is not None else ()

    def before(self, kind: str | None, event: str) -> tuple[str, ...]:
        """The events that must have happened before one of such a ticket."""
        existing = self.kind_of(kind)
        return existing.before(event) if existing is not None else ()

    def kind_of(self, name: str | None) -> Kind | None:
        """The kind of work called ``name``; ``None`` where there is none, as before a call is known to be anything."""
        result: Kind | None = self._by_name("kinds").get(name or "")
        return result

    def is_house(self, kind: str | None) -> bool:
        """Whether nobody from outside brings tickets of a kind."""
        return (existing := self.kind_of(kind)) is not None and existing.house

    def rule(self, number: str) -> Rule:
        """The rule numbered ``number``."""
        result: Rule = self._find("rule", number, "rules", "id")
        return result

    def phrase(self, name: str) -> Phrase:
        """The standard phrase called ``name``."""
        result: Phrase = self._find("phrase", name, "phrases")
        return result

    def script(self, do: str) -> tuple[Phrase, ...]:
        """What to say while an action (the ``do`` of a clock) is done, line by line; empty where nothing is said."""
        return tuple(phrase for phrase in self.phrases if phrase.use == do)

    @cached_property
    def _clock_titles(self) -> Mapping[tuple[str, str], Text]:
        by_do = {(clock.rule, clock.do): clock.title for clock in reversed(self.clocks)}
        return by_do | {(clock.rule, clock.name): clock.title for clock in self.clocks}

    def clock_title(self, rule: str, name: str) -> Text:
        """The title of the clock of a rule with this name, else of the first that asks for an action of this name;
        the name itself where there is none."""
        return self._clock_titles.get((rule, name)) or Text(zh=name, en=name)

    def clocks_of(self, rule: str) -> tuple[ClockRule, ...]:
        """The clocks of one rule, in the pack's order; mostly one."""
        return tuple(clock for clock in self.clocks if clock.rule == rule)

    @cached_property
    def _started_by(self) -> Mapping[str, tuple[ClockRule, ...]]:
        kinds = {start.event for clock in self.clocks for start in clock.starts_on}
        ordered = sorted(self.clocks, key=lambda clock: clock.share)  # a share is counted once its whole is
        return {kind: tuple(c for c in ordered if any(start.event == kind for start in c.starts_on)) for kind in kinds}

    def clocks_started_by(self, event_kind: str) -> tuple[ClockRule, ...]:
        """The clocks that an event of this kind may start, in the pack's order; with `IDLE` the idle clocks."""
        return self._started_by.get(event_kind, ())

    def questions(self, category: str) -> Checklist | None:
        """The open questions at hand for a category, if the pack has any."""
        return next((checklist for checklist in self.checklists if checklist.category == category), None)

    def question_fields(self, category: str | None, event: str) -> tuple[FormField, ...]:
        """The questions of a category as fields of the event that answers them, so that answers are told by them."""
        checklist = self.questions(category or "") if event == "need_recorded" else None
        if checklist is None:
            return ()
        return tuple(FormField(name=each.name, title=each.title, type=each.type) for each in checklist.questions)
