"""S12: signs that a customer may be lost are added up, each once a ticket, whatever order they came in."""

from hypothesis import given, strategies as st

from deskconsole.domain.customers.risk import Judged, Sign, at_risk, judges, once_a_ticket, points
from deskconsole.domain.rules.customers.customer_care import CustomerRisk, RiskSign
from deskconsole.domain.rules.texts import Text

TITLE = Text(zh="信号", en="Sign")
SIGNS = [RiskSign(name=name, title=TITLE, points=n, unreached=True) for name, n in (("a", 1), ("b", 2), ("c", 3))]
RISK = CustomerRisk(name="r", title=TITLE, points=3, days=90, kind="care", channel="phone")

given_signs = st.lists(st.builds(Sign, st.sampled_from(SIGNS), st.sampled_from(["1", "2", "3"])), max_size=12)


def test_s12_the_same_sign_counts_once_a_ticket_and_again_on_another() -> None:
    twice = [Sign(SIGNS[1], "1"), Sign(SIGNS[1], "1")]
    assert points(once_a_ticket(twice)) == 2
    assert list(at_risk(RISK, {7: twice})) == []
    assert list(at_risk(RISK, {7: [*twice, Sign(SIGNS[1], "2")]})) == [7]


@given(given_signs)
def test_s12_what_was_said_twice_changes_nothing(signs: list[Sign]) -> None:
    once = once_a_ticket(signs)
    assert once_a_ticket([*signs, *signs]) == once
    assert {(each.sign.name, each.number) for each in once} == {(each.sign.name, each.number) for each in signs}
    assert len(once) == len({(each.sign.name, each.number) for each in signs})


@given(st.dictionaries(st.integers(1, 5), given_signs, max_size=5))
def test_s12_those_with_the_most_come_first_and_nobody_below_the_bound(signs: dict[int, list[Sign]]) -> None:
    found = at_risk(RISK, signs)
    counted = [points(each) for each in found.values()]
    assert counted == sorted(counted, reverse=True)
    assert set(found) == {one for one, each in signs.items() if points(once_a_ticket(each)) >= RISK.points}


def test_s12_a_score_below_and_a_follow_up_that_nobody_answered_are_signs() -> None:
    low = RiskSign(name="low", title=TITLE, score_below=3)
    said = [(score, judges(low, Judged("1", "rated", score, "rated"))) for score in (1, 2, 3, None)]
    assert said == [(1, True), (2, True), (3, False), (None, False)]
    unreached = SIGNS[0]
    assert judges(unreached, Judged("1", "followed_up", None, "no_answer"))
    assert not judges(unreached, Judged("1", "followed_up", None, "reached"))
    assert not judges(unreached, Judged("1", "rated", None, "no_answer"))
