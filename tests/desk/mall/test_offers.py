"""M02: solutions one after the other, accepted before they are carried out; disputes; goodwill within an authority."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deskconsole.desk.staff.staff import add_staff
from deskconsole.documents.form import make_form
from deskconsole.errors import DeskError
from deskconsole.present import catalogue
from tests.desk.mall.test_clocks import take
from tests.desk.support import Bench
from tests.documents.support import word_text


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path, packs=("mall-desk",))
    add_staff(made.by("root"), "gao", name="高峰", role="manager", department="service", qualified=True)
    yield made
    assert made.verified() == []
    made.desk.store.close()


def verified(bench: Bench) -> str:
    number = take(bench, "complaint")
    bench.act(number, "questions_asked", fields={"details": "排队半小时", "wish": "道歉"})
    bench.act(number, "verified", fields={"findings": "属实", "justified": True})
    return number


def states(bench: Bench, number: str) -> list[str]:
    return [offer.state for offer in bench.show(number).ticket.offers.values()]


def test_m02_one_solution_after_the_other_each_with_its_answer(bench: Bench) -> None:
    number = verified(bench)
    assert "nothing is offered" in bench.refused(number, "offer_accepted")
    bench.act(number, "proposed", text="店长道歉")
    assert "still open" in bench.refused(number, "proposed", text="道歉并赠券")
    assert "reason is missing" in bench.refused(number, "offer_refused")
    bench.act(number, "offer_refused", reason="要求补偿停车费")
    bench.act(number, "proposed", text="道歉并赠停车券")
    assert states(bench, number) == ["refused", "open"]
    bench.act(number, "offer_accepted")
    assert states(bench, number) == ["refused", "accepted"]


def test_m02_it_is_accepted_before_it_is_carried_out(bench: Bench) -> None:
    number = verified(bench)
    assert "first comes one of offer_accepted" in bench.refused(number, "solved")
    bench.act(number, "proposed", text="店长道歉")
    assert "still open: proposed" in bench.refused(number, "solved")
    bench.act(number, "offer_accepted")
    bench.act(number, "solved")
    assert "M08" in bench.rules(number)


def test_m02_it_cannot_finish_unconfirmed(bench: Bench) -> None:
    number = verified(bench)
    bench.act(number, "proposed", text="店长道歉")
    bench.act(number, "offer_accepted")
    bench.act(number, "solved")
    assert "first comes one of confirmed" in bench.refused(number, "finished", outcome="好")
    for outcome in ("no_reaction", "not_yet"):
        bench.act(number, "confirmed", outcome=outcome)
        assert "first comes one of confirmed" in bench.refused(number, "finished", outcome="好")
    bench.act(number, "confirmed", outcome="understood")
    bench.act(number, "finished", outcome="顾客满意")


def test_m02_reopened_it_needs_another_offer_and_confirmation(bench: Bench) -> None:
    number = verified(bench)
    for kind in ("proposed", "offer_accepted", "solved", "confirmed"):
        bench.act(number, kind)
    bench.act(number, "finished", outcome="好")
    bench.act(number, "reopened", "he", reason="又发生了")
    assert "offer_accepted" in bench.refused(number, "solved")
    assert "confirmed" in bench.refused(number, "finished", outcome="好")


@pytest.mark.parametrize("level", ["supervisor", "legal", "mediation"])
def test_m02_what_is_refused_for_good_is_in_dispute_at_a_level(bench: Bench, level: str) -> None:
    number = verified(bench)
    assert "first comes offer_refused" in bench.refused(number, "disputed", text="x", fields={"dispute_level": level})
    bench.act(number, "proposed", text="店长道歉")
    bench.act(number, "offer_refused", reason="要求三倍赔偿")
    assert "dispute_level" in bench.refused(number, "disputed", text="要求三倍赔偿")
    bench.act(number, "disputed", text="要求三倍赔偿", fields={"dispute_level": level})
    assert "still open: disputed" in bench.refused(number, "finished", outcome="x")
    bench.act(number, "dispute_settled", text="消协调解成功", fields={"result": "agreed"})
    bench.act(number, "finished", outcome="按争议了结")


def test_m02_a_dispute_is_raised_and_ends_once(bench: Bench) -> None:
    number = verified(bench)
    bench.act(number, "proposed", text="店长道歉")
    bench.act(number, "offer_refused", reason="要求三倍赔偿")
    for level in ("supervisor", "legal", "mediation"):
        bench.act(number, "disputed", text="要求三倍赔偿", fields={"dispute_level": level})
    assert [d.state for d in bench.show(number).ticket.disputes.values()] == ["raised", "raised", "open"]
    bench.act(number, "dispute_settled", text="调解成功", fields={"result": "agreed"})
    assert "nothing is in dispute" in bench.refused(number, "dispute_settled", text="x", fields={"result": "agreed"})


@pytest.mark.parametrize(
    ("login", "most", "beyond"),
    [("zhou", "100", "100.01"), ("he", "300", "301"), ("song", "1000", "1001"), ("gao", "99999", None)],
)
def test_m02_goodwill_within_the_authority_of_a_role(bench: Bench, login: str, most: str, beyond: str | None) -> None:
    number = verified(bench)
    given: dict[str, Any] = {"text": "道歉并补偿"}
    if beyond is not None:
        assert "goodwill: " in bench.refused(number, "proposed", login, fields={"goodwill": beyond}, **given)
    bench.act(number, "proposed", login, fields={"goodwill": most}, **given)


def test_m02_who_may_give_more_is_named(bench: Bench) -> None:
    number = verified(bench)
    with pytest.raises(DeskError) as refused:
        bench.act(number, "proposed", text="补偿", fields={"goodwill": "500"})
    assert str(refused.value).endswith("that is for: Supervisor, Manager")


def test_m02_offers_and_answers_are_on_the_form(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_current", "zh")
    number = verified(bench)
    bench.act(number, "proposed", text="店长道歉")
    bench.act(number, "offer_refused", reason="要求补偿停车费")
    bench.act(number, "proposed", text="道歉并赠停车券")
    bench.act(number, "offer_accepted", text="当场发放")
    out = bench.folder / "complaint.docx"
    make_form(bench.desk, number, out)
    text = word_text(out)
    for part in ("方案与答复", "店长道歉", "拒绝方案", "要求补偿停车费", "道歉并赠停车券", "接受方案", "当场发放"):
        assert part in text, part
