"""How like texts are: by what names something, whatever its width, case and the little words around it."""

import pytest

from deskconsole.text.likeness import Likeness, marks


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("机械臂", {"机械", "械臂"}),
        ("机械的臂展", {"机械", "臂展"}),
        ("请问您", set()),
        ("ＩＲＢ－１６００ is the robot", {"irb-1600", "irb", "1600", "robot"}),
        ("ABB机械", {"abb", "机械"}),
        ("a 1 好", set()),
        ("𠮷野", {"𠮷野"}),
        ("", set()),
    ],
)
def test_marks(text: str, found: set[str]) -> None:
    assert marks(text) == found


def test_rare_words_and_titles_weigh_more() -> None:
    likeness: Likeness[str] = Likeness()
    for number in range(20):
        likeness.keep(f"other {number}", "保养计划", "设备保养周期")
    likeness.keep("text", "其他事项", "皮带张紧周期")
    likeness.keep("title", "皮带张紧", "周期说明")
    assert [key for key, _score in likeness.like("皮带张紧周期", limit=3)][:2] == ["title", "text"]


def test_one_shared_pair_is_not_like_and_a_dropped_text_is_gone() -> None:
    likeness: Likeness[int] = Likeness()
    likeness.keep(1, "皮带更换", "")
    assert likeness.like("皮带坏在路上怎么运输回国报关", limit=3) == []
    assert [key for key, _score in likeness.like("皮带更换", limit=3)] == [1]
    likeness.keep(1, "链条更换", "")
    assert likeness.like("皮带", limit=3) == []
    likeness.drop(1)
    likeness.drop(2)
    assert likeness.like("链条更换", limit=3) == []


def test_a_weight_decides_between_equals_and_a_long_question_is_like_too() -> None:
    likeness: Likeness[int] = Likeness()
    likeness.keep(1, "皮带更换周期", "")
    likeness.keep(2, "皮带更换周期", "")
    asked = "皮带更换周期" + "，".join(f"词{chr(0x5000 + n)}{chr(0x6000 + n)}" for n in range(200))
    assert [key for key, _score in likeness.like("皮带更换周期", limit=2, weight=float)] == [2, 1]
    assert {key for key, _score in likeness.like(asked, limit=2)} <= {1, 2}
