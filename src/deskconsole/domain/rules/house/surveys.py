"""The survey of customers who were served, as a pack says it: how many, what they are asked, how often it is tried."""

from typing import ClassVar, Final, Literal

from deskconsole.domain.rules.texts import Text
from deskconsole.record import dataclass

#: What customers answer a question with, the worst first; it stands in the regulations.
SCORES: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyQuestion:
    """What is asked: ``title`` as it is called in figures, ``text`` as it is read out."""

    name: str
    title: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A survey: ``percent`` of the customers served ``every`` quarter (or month, or year) are asked by telephone, by
    somebody of the roles ``by``, ``within`` a time after the draw. Who is not reached is tried again after each of
    ``tries``; who was not reached then stays unreached."""

    KEY: ClassVar[str] = "name"
    name: str
    title: Text
    percent: float
    every: Literal["month", "quarter", "year"]
    by: tuple[str, ...]
    question: tuple[SurveyQuestion, ...]
    within: str = "10 working days"
    tries: tuple[str, ...] = ()
