"""E19: the complaint form, with what was asked, found and done."""

import pytest

from deskconsole.documents.form import make_form
from deskconsole.present import catalogue
from tests.desk.enterprise.tickets import complaint
from tests.desk.support import Bench
from tests.documents.support import word_text


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "_current", "zh")


def test_e19_the_complaint_form_holds_the_three_questions_the_findings_and_the_solution(bench: Bench) -> None:
    for _ in range(3):
        number = complaint(bench, "phone", fields={"related": "PO-1"})
        for kind in ("questions_asked", "verified"):
            bench.act(number, kind)
    bench.act(number, "solved")
    bench.act(number, "followed_up", score=2, remark="希望别再发生")
    out = bench.folder / "complaint.docx"
    make_form(bench.desk, number, out)
    text = word_text(out)
    told = ("投诉处理单", number, "PO-1", "外壳划伤两处", "换货", "开箱即有", "一、取回；二、换新；三、回访")
    causes = ("第1层原因", "第5层原因", "出货前全检外观", "2026-12-31", "希望别再发生", "主管", "处理人")
    for part in (*told, *causes):
        assert part in text, part
