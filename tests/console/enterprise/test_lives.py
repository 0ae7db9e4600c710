"""Each kind of the enterprise once through the console, from opening to filed."""

from typing import Final

from deskconsole.desk.staff.staff import add_staff
from deskconsole.desk.tickets import views
from deskconsole.domain.tickets.ticket import Ticket
from deskconsole.screens.tickets.queue import QueueScreen
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console import lives
from tests.console.driver import Seat, console
from tests.console.lives import chosen, done
from tests.desk.support import Bench

#: Kind → its key on the form.
KINDS: Final = {"inquiry": "1", "order": "2", "implementation": "3", "complaint": "4", "problem": "5"}
#: What the form of every kind asks.
COMMON: Final = {
    **{"customer": "南通通海轴承 葛亮", "contact": "13900000555", "channel": "phone", "tier": "ordinary"},
    **{"content": "详情见单", "request": "请处理"},
}
#: What a solution says (E18).
SOLUTION: Final = {
    **{"text": "已安排换货，明天寄出。", "evidence": "照片两张", "carried_out_by": "周岚"},
    **{"steps": "一、取回；二、换新", "done_by": "明天18点", "remedy": "exchange"},
}


async def taken(c: Seat, kind: str, **fields: str) -> None:
    """Takes a ticket of a kind by the form and opens it."""
    await lives.taken(c, kind, KINDS[kind], **COMMON, **fields)


def closed(bench: Bench) -> Ticket:
    """The ticket, which must be filed and closed."""
    seen = views.show(bench.desk, "0001")
    assert seen.ticket.filed_at is not None
    assert seen.ticket.stage == "filing"
    return seen.ticket


async def test_e01_e27_a_pre_sales_question(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "inquiry", category="presales", important="no")
        passed = "价格由产品、实施和服务几部分组成，具体金额以正式报价单为准，报价单在其注明的有效期内有效。"
        words = {"text": passed, "value": "减少手工派单", "scenario": "三台以上叉车"}
        await c.press("3")
        await c.form()
        await c.filling(**words)
        await c.press("ctrl+s")
        await c.until(lambda: c.note("risk").startswith("✗"))
        await c.press("escape")
        await c.on(TicketScreen)
        await done(c, "3", **words, risk="老型号需加装终端")
        await c.sees("Risk note", "老型号需加装终端")
        await done(c, "8", outcome="已答复")
        await done(c, "9")
    assert closed(bench).kind == "inquiry"
    assert bench.show("0001").closed


async def test_e02_e04_an_order(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "order", category="delivery", goods="检测仪2台", amount="8.6万")
        await c.sees("Review the order")
        await done(c, "2", order_number="po-1", delivery_date="2026-10-08", text="订单已审核，十月八日交货。")
        await done(c, "5", carrier="顺达", waybill="SD1", expected="2026-09-16")
        await c.sees("Tell where the goods are")
        await done(c, "6", text="货物已到南京，明天送达。")
        await done(c, "7", received_by="仓库 老周")
        await done(c, "8", outcome="已送达")
        await done(c, "9")
    assert closed(bench).fields == {"goods": "检测仪2台", "amount": "86000.00"}


async def test_e03_an_order_that_cannot_be_fulfilled(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "order", category="delivery", goods="检测仪2台")
        await done(c, "3", cause="stock", shortfall="现货一台", text="现货只有一台。")
        await c.sees("Tell why, and an alternative")
        await done(c, "4", why="库存不足", alternative="替代型号，两周交货", text="为您准备了替代型号。")
        await done(c, "8", outcome="客户接受替代型号")
        await done(c, "9")
    closed(bench)


async def test_e05_an_implementation(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "implementation", category="usage", product="仓储系统")
        await done(c, "2", planned_end="2026-12-31", to="luo")
        await c.sees("Weekly report")
        await done(c, "3", text="本周进度如下。", done="安装", to_confirm="条码规则", risks="网络改造推迟")
        await done(c, "5", text="系统已经上线。")
        await done(c, "8", outcome="上线")
        await done(c, "9")
    closed(bench)


async def test_e06_e08_e16_an_urgent_complaint(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "complaint", category="quality", urgent="yes")
        await c.sees("three questions (urgent")
        await done(c, "2", details="外壳开裂", wish="换货", wanted_by="2026-09-18")
        await done(c, "3", facts="开箱即有", justified="yes", cause="defect")
        await done(c, "7", **SOLUTION)
        await done(c, "8", outcome="已换货")
        await done(c, "9")
        await c.sees("Call back and ask for a score")
        await done(c, "f", outcome="reached", score="2")
        await c.sees("Second call-back by a supervisor")
    closed(bench)
    bench.act("0001", "followed_up", "song", outcome="reached")
    assert bench.show("0001").closed


async def test_e11_e12_a_problem_of_level_1(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "problem", category="usage", level="1", impact="三条产线")
        await c.sees("form the eme", "Level 1")
        group = {"technical": "罗涛", "legal": "方敏", "service": "周岚", "group_lead": "何平"}
        await done(c, "2", **group)
        await done(c, "3", text="正在更换证书，一小时内恢复。", measures="切换备用节点", next_step="更换证书")
        await done(c, "6", **SOLUTION | {"remedy": "repair"})
        await done(c, "7", outcome="understood")
        await done(c, "8", outcome="已恢复")
        await done(c, "9")
    closed(bench)
    assert bench.show("0001").closed


async def test_e19_an_invoice_complaint_of_three_customers_asks_five_times_why(bench: Bench) -> None:
    for customer in ("潍坊鸢都机电", "柳州桂通机械", "绍兴越城纺机"):
        about = {"kind": "complaint", "category": "invoice", "customer": customer, "contact": f"wx:{customer}"}
        number = bench.take("phone", "ordinary", **about)
        bench.act(number, "questions_asked", fields={"details": "税号有误", "wish": "重开", "wanted_by": "2026-09-18"})
        if customer != "绍兴越城纺机":
            found = {"facts": "开票时取了旧档案", "justified": True, "cause": "invoice_details"}
            bench.act(number, "verified", fields=found)
    async with console(bench.desk, lang="zh") as c:
        await c.opens(number)
        await c.misses("三十天内同一原因投诉满三次")
        await c.press("3")
        await c.form()
        await c.sees("发票与账务 › 抬头税号有误")
        await c.press("escape")
        await done(c, "3", facts="开票时取了旧档案", justified="yes", cause="invoice_details")
        await c.sees("三十天内同一原因投诉满三次", "共3件")
        await c.press("7")
        await c.form()
        await c.filling(**SOLUTION)
        await c.press("ctrl+s")
        await c.until(lambda: c.note("why_1") and c.note("corrected_by"))
        whys = {f"why_{n}": f"第{n}层原因" for n in range(1, 6)}
        await c.filling(**whys, corrective_action="开票前由系统核对抬头税号", corrected_by="2026-10-15")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await c.sees("一问为什么")
    assert bench.show(number).events[-1].fields["why_5"] == "第5层原因"


async def test_e30_an_order_out_of_the_ordinary_is_reviewed_by_three_departments(bench: Bench) -> None:
    more = {"yao": ("姚敏", "specialist", "finance"), "gao": ("高峰", "manager", "service")}
    for login, (name, role, department) in more.items():
        add_staff(bench.by("root"), login, name=name, role=role, department=department, qualified=True)
    async with console(bench.desk) as c:
        await taken(c, "order", category="delivery", goods="检测仪2台", amount="86万", order_type="special")
        await c.sees("Review the order")
        await c.press("2")
        await c.until(lambda: "not yet said yes" in c.said and "Technical" in c.said, "whose word is missing")
    said = {
        "qian": {"outcome": "yes"},
        "luo": {"outcome": "on_condition", "text": "加装第七轴后验收"},
        "yao": {"outcome": "yes"},
    }
    for login, given in {**said, "gao": {"outcome": "yes", "text": "同意"}}.items():
        async with console(bench.by(login)) as c:
            await c.on(QueueScreen)
            await c.until(lambda: c.queue.numbers == ["0001"], f"{login} finds it")
            await c.opens("0001")
            await chosen(c, "give review", **given)
            await c.sees("Review", given.get("text", "agreed"))
    async with console(bench.desk) as c:
        await c.opens("0001")
        await done(c, "2", order_number="po-1", delivery_date="2026-10-08", text="订单已审核，十月八日交货。")
        await chosen(c, "order changed", text="加一台", goods="检测仪3台")
        await done(c, "5", carrier="顺达", waybill="SD1", expected="2026-09-16")
        await c.press("8")
        await c.until(lambda: "review of the order is not complete" in c.said, "the change is reviewed again")
    assert bench.show("0001").ticket.fields["goods"] == "检测仪3台"


async def test_e31_a_visit_is_announced_an_hour_before_and_ends_with_the_arrival(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "problem", category="usage", level="3")
        await done(c, "4", text="需要上门查看。")
        await done(c, "P", due="2026-09-15 10:00", text="上门更换控制板", to="luo", task="visit", place="三号厂房")
        await c.sees("Announce the engineer")
        told = "冯工明天十点上门，电话13900000777。"
        await chosen(c, "announce engineer", engineer="冯工", contact="13900000777", text=told)
        await c.sees("冯工")
        await chosen(c, "engineer there")
        await c.misses("Carry out the planned task")
    rules = {clock.rule: clock.state for clock in bench.show("0001").clocks}
    assert (rules["E31"], rules["E29"]) == ("met", "met")
