"""Articles and answered cases offered while an inquiry is typed, and found on the knowledge screen."""

import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from deskconsole.desk.desk import Desk
from deskconsole.desk.knowledge.answer_index import NEWEST, AnswerIndex
from deskconsole.desk.knowledge.articles import write_new
from deskconsole.desk.permissions import NOBODY
from deskconsole.desk.tickets.act import act
from deskconsole.desk.tickets.intake import intake
from deskconsole.desk.use_cases import command
from deskconsole.desk.work import Work
from deskconsole.domain.knowledge.articles import ArticleText
from deskconsole.record import replace
from tests.bench.figures import Figure, Size, of
from tests.bench.stores import form, new_site
from tests.bench.texts import Inquiry, customer, inquiry

#: The goal for one key, in milliseconds at the 95th percentile.
_GOAL: Final = 10.0
#: How much of a question is typed between two looks, in characters.
_TYPED: Final = 3


def measure(size: Size) -> Iterator[Figure]:
    """While each question is typed, after each write of somebody else, and the knowledge screen's own search."""
    articles, cases, questions = size.of(300, 20), size.of(NEWEST, 10), size.of(20, 2)
    random = Random(3)
    with tempfile.TemporaryDirectory() as folder:
        desk = new_site(Path(folder) / "site")
        _fill(desk, random, articles, cases)
        asked = [_inquiry(random).content for _ in range(questions)]
        answer_index = AnswerIndex()
        told = f"{articles} articles, {cases} cases"
        yield of(f"{told}: the first offer", "ms", [_ms(partial(answer_index.offers, desk, asked[0]))])
        typed = [text[:end] for text in asked for end in range(_TYPED, len(text) + _TYPED, _TYPED)]
        taken = [_ms(partial(answer_index.offers, desk, text, "technical")) for text in typed]
        yield of(f"{told}: offers while a question is typed", "ms", taken, limit=_GOAL, tail=True)
        taken = []
        for number, text in enumerate(asked):
            intake(desk, form(10_000 + number))
            taken.append(_ms(partial(answer_index.offers, desk, text)))
        yield of(f"{told}: offers after somebody has written", "ms", taken, limit=_GOAL, tail=True)
        taken = [_ms(partial(answer_index.find, desk, text[:6], limit=40)) for text in asked]
        yield of(f"{articles} articles: search on the knowledge screen", "ms", taken)
        desk.store.close()


def _fill(desk: Desk, random: Random, articles: int, cases: int) -> None:
    _write(desk, random, articles)
    for number in range(cases):
        one = _inquiry(random)
        taken = intake(desk, replace(form(number), content=one.content, request=one.request))
        act(desk, taken.number, "answered", text="请参考所附资料。")


@command(needs=NOBODY)
def _write(work: Work, random: Random, articles: int) -> None:
    """All in one write."""
    for _ in range(articles):
        said = [_inquiry(random) for _ in range(12)]
        text = "\n".join(one.content for one in said)
        write_new(work, ArticleText(said[0].request, "technical", text))


def _inquiry(random: Random) -> Inquiry:
    return inquiry(random, customer(random))


def _ms(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1000
