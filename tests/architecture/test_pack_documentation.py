"""What `docs/packs.md` says a pack may hold is what the reader of packs takes: keys, what must be given, events."""

import dataclasses
import re
from pathlib import Path
from typing import Final

import pytest

from deskconsole.domain.rules import clock_rules, forms, kinds
from deskconsole.domain.rules.house import checks, rounds, surveys
from deskconsole.domain.rules.papers import PaperForm
from deskconsole.domain.rules.reading.pack_files import Head
from deskconsole.domain.rules.reviewing.reviews import ReviewPlan
from deskconsole.domain.rules.tables import TABLES
from deskconsole.domain.rules.texts import PLACEHOLDERS
from deskconsole.domain.tickets.event import ATTRIBUTES
from deskconsole.domain.tickets.vocabulary import EVENTS

PAGE: Final = Path("docs/packs.md").read_text("utf-8")
#: Heading of a table of keys → the record that is read from it.
RECORDS: Final[dict[str, type]] = {
    "Loose keys": Head,
    **{f"`[[{table}]]`": record for table, (_file, _attribute, record) in TABLES.items()},
    "`[[kind.level]]`": forms.Level,
    "`[[kind.field]]`": forms.FormField,
    "`[[kind.field.values]]`": forms.FieldChoice,
    "`[[kind.form]]`": forms.Form,
    "`[[kind.repeat]]`": forms.Repeat,
    "`[[kind.paper]]`": PaperForm,
    "`[[kind.review]]`": ReviewPlan,
    "In `starts_on`": clock_rules.Start,
    "In `stops_on`, `stops_all`, `ends_on`, `until`": clock_rules.Stop,
    "In `extendable`": clock_rules.Extension,
    "`[[clock.warning]]`": clock_rules.ClockWarning,
    "In `by`": clock_rules.By,
    "`[[checklist.question]]`": kinds.Question,
    "`[[round.item]]`": rounds.RoundItem,
    "`[[scorecard.section]]`": checks.Section,
    "`[[scorecard.section.criterion]]`": checks.Criterion,
    "`[[check.always]]`": checks.AlwaysChecked,
    "`[[survey.question]]`": surveys.SurveyQuestion,
}


def _sections() -> dict[str, str]:
    parts = re.split(r"^### (.+)$", PAGE, flags=re.MULTILINE)
    return {heading.strip(): text.partition("\n## ")[0] for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


def _keys(text: str) -> dict[str, str]:
    """Key → what stands in the column of its default, of the first table of keys."""
    table = text.partition("| key |")[2].partition("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {row[0].strip("`"): row[2] for row in rows}


def test_every_table_has_its_section_and_no_other() -> None:
    assert set(_sections()) == set(RECORDS)


@pytest.mark.parametrize("heading", RECORDS)
def test_the_keys_of_a_table_are_those_that_are_read(heading: str) -> None:
    told = _keys(_sections()[heading])
    fields = dataclasses.fields(RECORDS[heading])
    assert list(told) == [field.name for field in fields]
    missing = dataclasses.MISSING
    must = {field.name for field in fields if field.default is missing and field.default_factory is missing}
    assert {name for name, default in told.items() if default == "**must**"} == must


def test_every_type_of_field_is_told() -> None:
    table = _sections()["`[[kind.field]]`"].partition("| type | entered |")[2]
    assert set(
        re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in table.splitlines() if "|" in line))
    ) == set(forms.FIELD_TYPES)


def test_the_events_are_told_with_what_they_carry() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.+?) \| (.+?) \| .+? \|$", PAGE, flags=re.MULTILINE)
    told = {name: (action, set(re.findall(r"`(\w+)`", must))) for name, action, must, _may in rows}
    supervision = {"escalated", "warned", "sampled", "reviewed", "coached", "recounted", "erased"}
    supervision |= {"late_explained", "lateness_judged"}
    supervision |= {"review_seen", "finding_made", "check_dropped", "appealed", "appeal_decided"}
    supervision |= {"survey_drawn", "survey_again", "surveyed"}
    assert told == {
        kind.name: (kind.action, set(kind.required)) for kind in EVENTS.values() if kind.name not in supervision
    }
    may = {name: set(re.findall(r"`(\w+)`", more)) - {"outcome"} for name, _action, _must, more in rows}
    assert may == {name: set(EVENTS[name].optional) - {"outcome"} for name in told}


def test_placeholders_attributes_and_parts_are_told() -> None:
    for name in (
        *PLACEHOLDERS,
        *ATTRIBUTES,
        *kinds.FORM_FIELDS,
        *kinds.CAN_BE_LEFT_OUT,
        *clock_rules.CLOCK_ROLES,
    ):
        assert re.search(rf"\b{name}\b", PAGE), name
