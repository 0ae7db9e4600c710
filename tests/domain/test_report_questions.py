"""Which questions are asked often: the same texts in the same order always give the same groups."""

from deskconsole.domain.reports.questions import MOST, Question, frequent


def _questions(*texts: str, category: str = "product") -> list[Question]:
    return [Question(f"{place:04}", category, text) for place, text in enumerate(texts)]


def test_alike_are_put_together_and_the_rest_is_left_alone() -> None:
    result = frequent(
        _questions(
            *("保修期多长时间", "你们的保修期是多长时间？", "六轴机器人的负载", "发票什么时候开", "保修期多长时间呢"),
            *("Warranty period of the arm", "the warranty period of your arm", ""),
        )
    )
    assert [group.numbers for group in result.groups] == [("0000", "0001", "0004"), ("0005", "0006")]
    assert (result.looked_at, result.grouped) == (8, 5)
    assert result.groups[0].text in ("保修期多长时间", "保修期多长时间呢")


def test_the_order_decides_nothing_but_ties_and_the_cap_is_told() -> None:
    texts = ["报价单多久给", "机器人保养周期", "报价单多久能给", "机器人的保养周期"]
    again = frequent(_questions(*texts), of=MOST + 7)
    assert again == frequent(_questions(*texts), of=MOST + 7)
    assert {group.numbers for group in again.groups} == {("0000", "0002"), ("0001", "0003")}
    assert again.of == MOST + 7


def test_what_stands_in_nearly_every_text_tells_nothing_apart() -> None:
    texts = [
        f"您好，我想咨询一下{word}" for word in ("负载", "臂展", "价格", "交期", "保修", "培训", "安装", "软件") * 6
    ]
    groups = frequent(_questions(*texts)).groups
    assert {len(group.numbers) for group in groups} == {6}
