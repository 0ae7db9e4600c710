"""What must hold of scorecards and levels of checks: every mistake is named where it stands (R33, E22)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.policy.packs import load_pack
from deskconsole.domain.problems import PackError

HEAD = 'extends = "front-desk"\n'
CARD = """
[[scorecard]]
name = "short"
title = { zh = "简", en = "Short" }

[[scorecard.section]]
name = "tone"
title = { zh = "态度", en = "Tone" }

[[scorecard.section.criterion]]
name = "tone"
title = { zh = "态度", en = "Tone" }

[[check]]
name = "spot"
title = { zh = "抽查", en = "Spot" }
percent = 12.5
every = "week"
by = ["leader"]
card = "short"

[[finding_cause]]
name = "other"
title = { zh = "其他", en = "Other" }
"""


def problems(folder: Path, text: str) -> str:
    """What is wrong with a pack of this ``quality.toml``; empty where nothing is."""
    pack = folder / "own"
    pack.mkdir(exist_ok=True)
    (pack / "pack.toml").write_text(HEAD, "utf-8")
    (pack / "quality.toml").write_text(text, "utf-8")
    try:
        load_pack(str(pack))
    except PackError as error:
        return str(error)
    return ""


def test_a_small_card_is_right_and_its_section_may_be_called_like_its_criterion(tmp_path: Path) -> None:
    assert tomllib.loads(CARD)
    assert problems(tmp_path, CARD) == ""
    loaded = load_pack(str(tmp_path / "own"))
    assert [each.name for each in loaded.scorecards[0].criteria] == ["tone"]
    assert (loaded.checks[0].percent, loaded.checks[0].own) == (12.5, False)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("percent = 12.5", "percent = 120", "percent: '120.0' is not a percentage"),
        ("percent = 12.5", "percent = 12.5\ntogether = 5", "percent: either percent or together"),
        ("percent = 12.5", "", "percent: either percent or together"),
        ("percent = 12.5", "together = 21", "together: '21' is not a whole number from 1 to 20"),
        ("percent = 12.5", "together = 5\nspot = true", "together: what all score together has neither spot"),
        ('every = "week"', 'every = "year"', "every: 'year'"),
        ('by = ["leader"]', 'by = ["leader", "self"]', "by: 'self' stands alone"),
        ('by = ["leader"]', "by = []", "by: it says nobody who checks"),
        ('by = ["leader"]', 'by = ["laeder"]', "by: 'laeder' is not known; did you mean 'leader'?"),
        ('card = "short"', 'card = "long"', "card: 'long' is not one of: short"),
        ('card = "short"', 'card = "short"\nwithin = "soon"', "within: "),
        ('card = "short"', 'card = "short"\nappeal_days = 0', "appeal_days: '0' is not at least 1"),
        ('card = "short"', 'card = "short"\n[[check.always]]\nkinds = ["nothing"]', "always[1].kinds: 'nothing'"),
        ('card = "short"', 'card = "short"\n[[check.always]]\nlow = false', "always[1]: it says nothing to look at"),
        ('name = "short"', 'name = "short"\npasses = 101', "passes: '101' is not a percentage"),
        ('en = "Tone" }\n\n[[check]]', 'en = "Tone" }\nmost = 6\n\n[[check]]', "is not a scale of 2 to 5 points"),
        ('en = "Tone" }\n\n[[check]]', 'en = "Tone" }\nmost = 1\n\n[[check]]', "is not a scale of 2 to 5 points"),
        ('en = "Tone" }\n\n[[check]]', 'en = "Tone" }\nweight = 0\n\n[[check]]', "'0.0' is not a weight"),
        (
            "[[check]]",
            '[[scorecard.section.criterion]]\nname = "tone"\ntitle = { zh = "又", en = "Again" }\n\n[[check]]',
            "'tone' stands there twice",
        ),
        ("[[finding_cause]]\nname", "[[late_cause]]\nname", "late_cause"),
    ],
)
def test_each_mistake_is_named(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in CARD
    assert told in problems(tmp_path, CARD.replace(old, new, 1))


def test_checks_without_a_cause_are_refused(tmp_path: Path) -> None:
    without: Any = CARD.partition("[[finding_cause]]")[0]
    assert "there are checks, but no finding_cause" in problems(tmp_path, without)
