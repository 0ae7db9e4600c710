"""What the language check costs while somebody types, with the longest of the shipped lists (R27)."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from deskconsole.desk.policy.packs import load_pack
from deskconsole.domain.rules.wording import find_matches, materials_of, unapproved
from tests.bench.figures import Figure, Ratio, Size, of, sample

#: An answer as it is written: nothing to name, a figure and a word that are looked at closely.
_ANSWER: Final = (
    "您好，六轴机器人负载二十公斤，臂展一米八，重复精度0.05毫米，质保两年，详见随附资料。"
    "定位误差如有不清楚的地方请随时问我。Please see the attached data sheet for details. "
)


def measure(size: Size) -> Iterator[Ratio | Figure]:
    """500 characters on each rest of the keys, the longest text once, and texts that must be passed."""
    banned = load_pack("robot-integrator").banned
    for characters, limit in ((500, 2.0), (20_000, 120.0)):
        text = (_ANSWER * 300)[:characters]
        runs = sample(partial(find_matches, text, banned), size.of(200 if characters < 1_000 else 20, 2))
        yield of(f"language check of {characters} characters", "ms", runs, limit=limit)
    pack = load_pack("enterprise-service")
    (check, *_more) = pack.passed
    materials = materials_of([each.text.zh for each in pack.phrases] + [_ANSWER * 20] * 200)
    answer = (_ANSWER * 10)[:500]
    runs = sample(lambda: list(unapproved(answer, check, materials)), size.of(50, 2))
    yield of("500 characters against 200 passed articles", "ms", runs, limit=10.0)
