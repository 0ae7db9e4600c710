"""The test of a qualification (R32, E20): its questions as a pack's ``quiz.toml`` gives them, a paper drawn from them,
and the mark that a paper gets."""

import math
import random
from collections.abc import Collection, Mapping, Sequence

from deskconsole.domain.file_text import read_toml
from deskconsole.domain.plain import PlainReader, read
from deskconsole.domain.problems import Place, Problem, shown
from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChoice:
    """One of the answers to choose from."""

    text: Text
    right: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizQuestion:
    """A question with two choices or more. ``why`` is told afterwards; ``rule``: the rule that it is about."""

    name: str
    title: Text
    choice: tuple[AnswerChoice, ...]
    why: Text | None = None
    rule: str | None = None

    @property
    def right(self) -> frozenset[int]:
        """The places of the right choices, from 0."""
        return frozenset(place for place, choice in enumerate(self.choice) if choice.right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A pack's test: ``ask`` of its questions are drawn (0: all), ``pass_mark`` is the share that must be right."""

    question: tuple[QuizQuestion, ...]
    ask: int = 0
    pass_mark: float = 0.8

    @property
    def drawn(self) -> int:
        """How many questions a paper has."""
        return self.ask or len(self.question)


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One question of a paper, named ``pack/question``; ``order``: the places of its choices as they are shown."""

    name: str
    question: QuizQuestion
    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The questions of one test and how many must be right; the same ``seed`` draws the same paper."""

    seed: int
    questions: tuple[PaperQuestion, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What a paper was worth; ``wrong`` names the questions that were not answered rightly."""

    total: int
    right: int
    needed: int
    wrong: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether enough was right."""
        return self.right >= self.needed


def read_quiz(text: str, label: str = "quiz.toml", rules: Collection[str] = ()) -> tuple[Quiz | None, list[Problem]]:
    """The test of a ``quiz.toml`` as far as it can be read, and everything that is wrong with it.

    ``rules``: the numbers of the pack's rules, where they are known.
    """
    table = read_toml(text, label)
    if isinstance(table, Problem):
        return None, [table]
    place = Place(label, origin=(text, "", 0))
    reading = PlainReader(place)
    quiz = read(Quiz, table, reading)
    if quiz is None:
        return None, reading.problems
    problems = _check(quiz, place)
    for number, question in enumerate(quiz.question, start=1):
        problems += _check_question(question, f"question[{number}]", quiz, place, rules)
    return (None if problems else quiz), problems


def _check(quiz: Quiz, place: Place) -> list[Problem]:
    problems: list[Problem] = []
    if not quiz.question:
        problems.append(Problem("a test needs questions", place, "question"))
    if not 0 <= quiz.ask <= len(quiz.question):
        values = {"value": quiz.ask, "most": len(quiz.question)}
        problems.append(Problem("'{value}' is not between 0 (all) and the {most} questions", place, "ask", values))
    if not 0 < quiz.pass_mark <= 1:
        problems.append(Problem("'{value}' is not a share such as 0.8", place, "pass_mark", {"value": quiz.pass_mark}))
    return problems


def _check_question(
    question: QuizQuestion, key: str, quiz: Quiz, place: Place, rules: Collection[str]
) -> list[Problem]:
    problems: list[Problem] = []
    if [other.name for other in quiz.question].count(question.name) > 1:
        problems.append(Problem("'{value}' stands here twice", place, f"{key}.name", {"value": question.name}))
    if len(question.choice) < 2:
        problems.append(Problem("a question needs two choices or more", place, f"{key}.choice"))
    elif not question.right:
        problems.append(Problem("no choice is marked as right", place, f"{key}.choice"))
    if rules and question.rule is not None and question.rule not in rules:
        problems.append(Problem("'{value}' is no rule", place, f"{key}.rule", {"value": shown(question.rule)}))
    return problems


def draw(quizzes: Mapping[str, Quiz], seed: int) -> Paper:
    """A paper of the tests of a site's packs (name → test): each pack's questions, in an order made from ``seed``."""
    chance = random.Random(seed)
    questions: list[PaperQuestion] = []
    needed = 0
    for pack, quiz in quizzes.items():
        for question in chance.sample(quiz.question, quiz.drawn):
            order = chance.sample(range(len(question.choice)), len(question.choice))
            questions.append(PaperQuestion(f"{pack}/{question.name}", question, tuple(order)))
        needed += math.ceil(round(quiz.pass_mark * quiz.drawn, 6))
    return Paper(seed, tuple(questions), needed)


def mark(paper: Paper, given: Mapping[str, Sequence[int]]) -> Mark:
    """The mark of a paper; ``given``: question → the places (from 0) of the choices that were taken, as the pack has
    them. A question counts as right when all of its right choices and no other were taken."""
    wrong = tuple(one.name for one in paper.questions if frozenset(given.get(one.name, ())) != one.question.right)
    return Mark(len(paper.questions), len(paper.questions) - len(wrong), paper.needed, wrong)
