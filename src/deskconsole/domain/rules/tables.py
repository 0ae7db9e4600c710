"""The tables of a pack: in which file each stands, and what an entry of it becomes."""

from collections.abc import Mapping
from typing import Final

from deskconsole.domain.rules.causes import Cause
from deskconsole.domain.rules.clock_rules import ClockRule
from deskconsole.domain.rules.customers.customer_care import CustomerRisk, FileCheck, Purpose, RiskSign
from deskconsole.domain.rules.customers.visit_plans import VisitPlan
from deskconsole.domain.rules.departments.hidden_parts import HiddenParts
from deskconsole.domain.rules.departments.named_calendars import PackCalendar
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
from deskconsole.domain.rules.texts import ApprovedTexts, AutoReply, Banned, Named, Phrase
from deskconsole.domain.rules.windows import Window

#: TOML table → the file that holds it, the pack's attribute, the type of an entry.
TABLES: Final[Mapping[str, tuple[str, str, type[Named]]]] = {
    "stage": ("pack.toml", "stages", Stage),
    "tier": ("pack.toml", "tiers", Tier),
    "channel": ("pack.toml", "channels", Channel),
    "category": ("pack.toml", "categories", Category),
    "department": ("pack.toml", "departments", Department),
    "role": ("pack.toml", "roles", Role),
    "kind": ("kinds.toml", "kinds", Kind),
    "rule": ("rules.toml", "rules", Rule),
    "clock": ("clocks.toml", "clocks", ClockRule),
    "phrase": ("phrases.toml", "phrases", Phrase),
    "banned": ("phrases.toml", "banned", Banned),
    "passed": ("phrases.toml", "passed", ApprovedTexts),
    "auto_reply": ("phrases.toml", "auto_replies", AutoReply),
    "checklist": ("checklists.toml", "checklists", Checklist),
    "counter": ("pack.toml", "counters", Counter),
    "before_shift": ("checklists.toml", "before_shift", BeforeShift),
    "preparation": ("checklists.toml", "preparations", Preparation),
    "visit_plan": ("pack.toml", "visit_plans", VisitPlan),
    "window": ("kinds.toml", "windows", Window),
    "round": ("checklists.toml", "rounds", Round),
    "purpose": ("customers.toml", "purposes", Purpose),
    "file_check": ("customers.toml", "file_checks", FileCheck),
    "risk_sign": ("customers.toml", "risk_signs", RiskSign),
    "customer_risk": ("customers.toml", "customer_risks", CustomerRisk),
    "major": ("rules.toml", "majors", Major),
    "late_cause": ("rules.toml", "late_causes", LateCause),
    "moment": ("phrases.toml", "moments", Moment),
    "calendar": ("pack.toml", "calendars", PackCalendar),
    "shared": ("kinds.toml", "shared", SharedForms),
    "hidden": ("kinds.toml", "hidden", HiddenParts),
    "document": ("kinds.toml", "documents", DocumentRule),
    "recurring": ("kinds.toml", "recurring", Recurring),
    "training": ("training.toml", "trainings", Training),
    "measure": ("training.toml", "measures", Measure),
    "cause": ("kinds.toml", "causes", Cause),
    "authority": ("pack.toml", "authorities", Authority),
    "scorecard": ("quality.toml", "scorecards", Scorecard),
    "check": ("quality.toml", "checks", CheckPlan),
    "finding_cause": ("quality.toml", "finding_causes", FindingCause),
    "survey": ("quality.toml", "surveys", Survey),
    "assessment": ("assessment.toml", "assessments", AssessmentPlan),
    "indicator": ("assessment.toml", "indicators", Indicator),
    "honour": ("assessment.toml", "honours", Honour),
    "sanction": ("assessment.toml", "sanctions", Sanction),
    "report": ("reports.toml", "reports", ReportRule),
}
