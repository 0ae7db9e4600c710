"""Documents and papers at the console: said by digits, signed, handed in, taken in by somebody else (S16)."""

from pathlib import Path

import pytest

from deskconsole.desk.archive.papers import papers, record_documents
from deskconsole.desk.papers.attachments import attach
from deskconsole.desk.tickets import drafts
from deskconsole.errors import DeskError
from deskconsole.screens.archive.archive import ArchiveScreen
from deskconsole.screens.frame.menu import Menu
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.papers.attach_form import AttachForm
from deskconsole.screens.papers.documents_form import DocumentsForm
from deskconsole.screens.parked_forms import ParkedMenu
from deskconsole.screens.tickets.action_form import ActionForm
from tests.console.driver import Seat, console
from tests.desk.support import Bench

PHONE = (48, 20)


async def chosen_from_menu(c: Seat, typed: str) -> None:
    await c.press("m")
    await c.on(Menu)
    await c.typing(typed)
    await c.press("enter")
    await c.on(ActionForm)


async def test_s16_documents_by_one_key_each(bench: Bench) -> None:
    number = bench.take()
    bench.act(number, "responded")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("_")
        await c.on(DocumentsForm)
        await c.sees("发票复印件      1 已要  2 已收到  3 不需要  4 暂缺", "1 已要  2 已签字  3 客户不签")
        await c.press("1", "2", "3", "enter", "1")
        await c.press("ctrl+t")
        await c.sees("还缺：发票复印件、服", "告知客户")
        assert c.value("asked_of") == "华南精密 陈立"
        await c.press("ctrl+s")
        await c.sees("请填写")
        await c.filling(reason="本人来办")
        await c.press("ctrl+s")
        await c.sees("- 发票复印件 · 已要", "✓ 照片或视频 · 已收到", "✓ 授权委托书 · 不需要", "催资料")
        documents = bench.show(number).ticket.documents
        assert {name: each.state for name, each in documents.items()} == {
            **{"photo": "at_hand", "authorisation": "not_needed"},
            **{"invoice_copy": "asked", "service_report": "asked"},
        }
        await c.press("g")
        await c.filling(outcome="已解决")
        await c.press("ctrl+s")
        await c.sees("还缺资料：发票复印件、服务报告（客户签字）")
        await c.press("ctrl+w")
        await c.press("escape")
        await c.sees("催资料：发票复")


async def test_what_is_half_said_of_documents_outlives_a_lost_line(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deskconsole.screens.forms.drafting.REST", 0.0)
    number = bench.take()
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("_")
        await c.on(DocumentsForm)
        await c.press("1")
        await c.filling(asked_of="王会计")
        await c.until(lambda: any(each.body.get("asked_of") == "王会计" for each in drafts.drafts(bench.desk)), "kept")
    async with console(bench.desk, lang="zh") as c:
        await c.press("ctrl+d")
        await c.on(ParkedMenu)
        await c.sees("资料 0001")
        await c.press("1")
        form = await c.on(DocumentsForm)
        await c.until(lambda: c.value("asked_of") == "王会计", "what was typed")
        assert form.rows.by_name["document_invoice_copy"].value == "asked"


async def test_s16_signed_filed_handed_in_and_taken_in_by_another(bench: Bench) -> None:
    number = bench.take()
    record_documents(bench.desk, number, {"service_report": "asked"})
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await chosen_from_menu(c, "签字")
        assert (c.value("documents"), c.value("signed_by")) == ("service_report", "华南精密 陈立")
        await c.press("ctrl+s")
        await c.sees("✓ 服务报告（客户签字） · 已签字")
        bench.act(number, "answered")
        bench.act(number, "finished", outcome="received")
        bench.act(number, "filed")
        await c.press("·")
        await c.on(ArchiveScreen)
        await c.sees("待移交 (1)", "1 接收  2 退回  3 移交")
        await c.press("3")
        await c.on(ActionForm)
        await c.press("ctrl+s")
        await c.sees("已移交，未接收 (1)")
        await c.press("1")
        await c.on(ActionForm)
        await c.filling(kept_at="A3-12")
        await c.press("ctrl+s")
        await c.sees("要由另一个人来做，不能是做“移交档案”的人")
        await c.press("ctrl+w")
        await c.press("2")
        await c.on(ActionForm)
        await c.filling(reason="缺一页附件")
        await c.press("ctrl+s")
        await c.sees("退回 (1)", "缺一页附件")
        await c.press("J")
        await c.on(PickOne)
        await c.sees("服务报告", "自检报告")
    bench.act(number, "handed_in")
    async with console(bench.by("he"), lang="zh") as c:
        await c.press("`")
        await c.on(ArchiveScreen)
        await c.press("1")
        await c.on(ActionForm)
        await c.filling(kept_at="档案室 A3-12")
        await c.press("ctrl+s")
        await c.sees("没有移交途中的单据")
    assert [line.place for line in papers(bench.desk, state="taken_in")] == ["档案室 A3-12"]
    async with console(bench.desk, lang="zh") as c:
        await c.press("8")  # finished: to be seen to on a later day
        await c.opens(number)
        await c.sees("= 已入档", "存放位置: 档案室 A3-12", "自检单据")
        await chosen_from_menu(c, "自检")
        await c.sees("受理单填写完整*", "时限符合规定*", "1 合格  2 不合格")


async def test_s16_at_the_size_of_a_phone(bench: Bench) -> None:
    number = bench.take()
    record_documents(bench.desk, number, {"invoice_copy": "asked", "photo": "asked"})
    async with console(bench.desk, lang="zh", size=PHONE) as c:
        await c.press("——"[0])
        await c.on(DocumentsForm)
        await c.sees("! 发票复印件", "1 已要  2 已收到  3 不需要")
        await c.press("escape")
        await c.press("`")
        await c.on(ArchiveScreen)
        await c.sees("缺资料 (1)", "发票复印件；照片或视频")


async def test_s16_a_scan_that_is_attached_is_the_document_that_was_missing(bench: Bench, tmp_path: Path) -> None:
    scan = tmp_path / "report.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    number = bench.take()
    bench.act(number, "responded")
    record_documents(bench.desk, number, {"service_report": "asked", "photo": "asked"}, asked_of="陈立")
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.press("F")
        await c.on(AttachForm)
        await c.sees("资料", "都不是", "照片或视频", "服务报告（客户签字）")
        await c.misses("签字人")
        await c.filling(file=str(scan), document="service_report")
        await c.sees("签字人", "华南精密 陈立")
        await c.press("ctrl+s")
        await c.sees("✓ 服务报告（客户签字） · 已签字")
    documents = bench.show(number).ticket.documents
    assert {name: each.state for name, each in documents.items()} == {"photo": "asked", "service_report": "signed"}
    other = bench.take()
    with pytest.raises(DeskError, match="documents: 'diary' is not one of"):
        attach(bench.desk, other, [scan], document="diary")
    assert bench.kinds(other).count("attached") == 0, "all or nothing"
