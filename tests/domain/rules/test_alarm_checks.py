"""What makes a matter grave and what to say in hard moments is looked at before a pack is used (S06, S15)."""

from pathlib import Path

import pytest

from deskconsole.domain.rules.house.alarms import Major
from deskconsole.domain.rules.reading.overlay import FILES, Layer
from deskconsole.domain.rules.reading.pack_files import examine

_PACKS = Path("data/packs")
_MOMENT = """
[[moment]]
name = "m"
title = {{ zh = "情形", en = "Moment" }}
lines = [{{ zh = "{zh}", en = "{en}" }}]
"""


def _problems(pack: str = "mall-desk", **files: str) -> list[str]:
    texts = {file.name: file.read_text("utf-8") for file in (_PACKS / pack).glob("*.toml") if file.name in FILES}
    for name, text in files.items():
        texts[f"{name}.toml"] += text
    _pack, problems = examine([Layer(texts)])
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("zh", "en", "message"),
    [
        ("这个办不到。", "Good.", "may not be said"),
        ("请联系{nobody}。", "Ask {nobody}.", "is not one of"),
        ("请联系{。", "Ask.", "braces"),
    ],
)
def test_s15_a_line_that_may_not_be_said_is_refused(zh: str, en: str, message: str) -> None:
    problems = _problems("enterprise-service", phrases=_MOMENT.format(zh=zh, en=en))
    assert any(message in problem for problem in problems), problems


def test_s15_a_good_line_passes_and_too_many_do_not() -> None:
    good = _MOMENT.format(zh="让您久等了，我在{hours}都在。", en="You have waited; I am here {hours}.")
    assert _problems(phrases=good) == []
    many = good.replace("lines = [", "lines = [" + '{ zh = "好", en = "Good" }, ' * 3)
    assert any("1 to 3 lines" in each for each in _problems(phrases=many))


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("when = { nobody = [true] }", "is not one of"),
        ('number = "nothing"\nleast = 1', "is not one of"),
        ('number = "nothing"', "go together"),
        ("", "everything would be major"),
        ('when = { tier = ["gold"] }', "is not one of"),
        ('when = { tier = ["strategic"] }\nkinds = ["nothing"]', "is not one of"),
    ],
)
def test_s06_a_condition_that_nothing_can_meet_is_refused(entry: str, message: str) -> None:
    text = f'\n[[major]]\nname = "m"\ntitle = {{ zh = "重", en = "Major" }}\n{entry}\n'
    problems = _problems(rules=text)
    assert any(message in problem for problem in problems), problems


def test_s06_numbers_are_compared_as_they_are_kept() -> None:
    major = Major(name="m", title=None, number="amount", least=1000)  # type: ignore[arg-type]
    kept = {"1000.00": True, "999.99": False, 1000: True, 999: False, "much": False, True: False, None: False}
    assert {value: major.applies("received", None, {"amount": value}) for value in kept} == kept


def test_a_clock_tells_roles_that_there_are() -> None:
    clock = (
        '\n[[clock]]\nrule = "M07"\nname = "x"\ndo = "take_over"\ntitle = { zh = "接", en = "Take" }\n'
        'starts_on = ["help_called"]\nwithin = "1 minutes"\nstops_on = ["taken_over"]\ntell = ["nobody"]\n'
    )
    assert any("'nobody'" in problem for problem in _problems(clocks=clock))
