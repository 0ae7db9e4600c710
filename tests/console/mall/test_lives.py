"""Each kind of the mall's desk once through the console, from opening to filed."""

from datetime import timedelta
from typing import Final

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import views
from deskconsole.screens.frame.pick_one import PickOne
from deskconsole.screens.tickets.ticket import TicketScreen
from tests.console.driver import console
from tests.console.lives import chosen, done, key_of, taken
from tests.desk.support import Bench
from tests.documents.support import word_text

#: Who comes to the desk.
WHO: Final = {"customer": "顾桂兰", "contact": "13900000888", "channel": "onsite"}
#: Goods that were bought ten days ago and are faulty: too late to be returned, in time to be exchanged.
GOODS: Final = {
    **{"category": "appliance", "goods": "电饭煲 CFXB-40", "serial": "SN20260904", "bought": "2026-09-04"},
    **{"price": "399", "proof": "receipt", "fault": "yes"},
}


def closed(bench: Bench) -> TicketView:
    """The ticket, which must be filed and closed."""
    seen = views.show(bench.desk, "0001")
    assert seen.ticket.filed_at is not None
    assert seen.ticket.stage == "filing"
    assert seen.closed
    return seen


async def test_m01_m07_a_question(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(
            c,
            "inquiry",
            key_of(bench, "inquiry"),
            **WHO,
            tier="ordinary",
            category="membership",
            content="积分没有到账",
        )
        await done(c, "2", due="明天下午3点", text="核实后明天下午三点前联系您。")
        await c.sees("Contact the customer as promised")
        await done(c, "3", text="积分已补记到您的账户。")
        await done(c, "5")
        await done(c, "8", outcome="已补记")
        await done(c, "9")
    assert closed(bench).ticket.kind == "inquiry"


async def test_m01_what_the_clerk_cannot_answer_goes_to_a_superior_at_once(bench: Bench) -> None:
    async with console(bench.desk) as c:
        about = {"tier": "ordinary", "category": "membership", "content": "积分没有到账"}
        await taken(c, "inquiry", key_of(bench, "inquiry"), **WHO, **about)
        await done(c, "h", to="he", text="积分为什么没有到账？")
        await c.sees("10m Take what the clerk could not answ", "09:10  He")
    assert bench.clock("0001", "M01").due == bench.show("0001").events[-1].happened_at + timedelta(minutes=10)
    async with console(bench.by("he")) as c:
        await c.opens("0001")
        await done(c, "A", due="+1h")
        await c.misses("Take what the clerk could not answ")
    assert bench.clock("0001", "M01").state == "met"


async def test_m02_m08_a_complaint_is_tracked_until_the_customer_is_satisfied(bench: Bench) -> None:
    async with console(bench.desk) as c:
        about = {"content": "收银员态度差", "request": "道歉", "shop": "三楼某服装店", "category": "staff"}
        await taken(c, "complaint", key_of(bench, "complaint"), **WHO, tier="ordinary", **about)
        await done(c, "1", details="结账时争执", wish="当面道歉")
        await done(c, "2", findings="监控属实", justified="yes")
        await done(c, "3", text="店长电话道歉。")
        await done(c, "5", reason="要求当面道歉")
        await c.press("6")
        await c.form()
        await c.filling(text="店长已当面道歉。", measure="班前会通报")
        await c.press("ctrl+s")
        await c.sees("first comes one of Offer accepted")
        await c.press("escape")
        await c.on(TicketScreen)
        await c.press("3")
        await c.form()
        await c.filling(text="店长当面道歉，并赠送停车券。", goodwill="500")
        await c.press("ctrl+s")
        await c.until(lambda: "Supervisor, Manager" in c.note("goodwill"), "goodwill within an authority")
        await c.filling(goodwill="20")
        await c.press("ctrl+s")
        await c.on(TicketScreen)
        await done(c, "4", text="明天上午当面道歉。")
        await done(c, "6", text="店长已当面道歉。", measure="班前会通报")
        await c.sees("Call back after the solution")
        await done(c, "7")
        await done(c, "8", outcome="顾客接受道歉")
        await done(c, "9")
        await done(c, "f", outcome="reached")
        await c.sees("Call back a second time")
        await done(c, "f", outcome="reached")
    closed(bench)


async def test_m03_a_return_after_the_window_says_why(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "return", key_of(bench, "return"), **WHO, **GOODS, content="不加热")
        await c.sees("Exchange or repair within 15 days")
        await c.press("1")
        await c.form()
        await c.filling(condition="外观完好", decision="return")
        await c.press("ctrl+s")
        await c.until(lambda: c.note("exception_return").startswith("✗"), "the reason is asked for")
        await c.filling(exception_return="无同型号可换，主管同意")
        await c.press("ctrl+s")
        await done(c, "6", text="已原路退款。", refund="399")
        await done(c, "8", outcome="已退货退款")
        await done(c, "9")
        await done(c, "f", outcome="reached")
        await c.sees("Call back a second time")
        await done(c, "f", outcome="reached")
    said = {event.kind: event.fields for event in closed(bench).events}
    assert said["verified"]["exception_return"] == "无同型号可换，主管同意"
    assert said["solved"]["refund"] == "399.00"


async def test_m03_an_exchange_within_the_window(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(c, "exchange", key_of(bench, "exchange"), **WHO, **GOODS, content="不加热")
        await done(c, "1", condition="外观完好", decision="exchange")
        await done(c, "6", text="已换同型号新机。", replacement="电饭煲 CFXB-40 SN20260914")
        await done(c, "8", outcome="已换货")
        await done(c, "9")
        await done(c, "f", outcome="reached")
        await c.sees("Call back a second time")
        await done(c, "f", outcome="reached")
    closed(bench)


async def test_m04_m12_a_repair_is_collected_against_signature(bench: Bench) -> None:
    folder = bench.folder / "papers"
    async with console(bench.desk) as c:
        await taken(c, "repair", key_of(bench, "repair"), **WHO, **GOODS, content="不加热", address_declined="yes")
        assert bench.show("0001").ticket.fields["address_declined"] is True
        await done(c, "1", condition="外壳有划痕", decision="repair")
        promised = {"due": "2026-09-17 18:00", "text": "修好后电话通知您，最晚九月十七日十八点。"}
        await done(c, "2", **promised, accessories="电源线")
        await c.sees("Contact the customer as promised")
        await c.press("J")
        await c.on(PickOne)
        await c.sees("Print Repair receipt")
        await c.press("2")
        await c.until(lambda: [*folder.glob("*.docx")], "the receipt")
        await c.until(lambda: "Written" in c.said, "the place of the receipt")
        receipt = word_text(next(folder.glob("*.docx")))
        assert all(
            word in receipt for word in ("Repair receipt", "顾桂兰", "电饭煲 CFXB-40", "2026-09-17", "on collecting")
        )
        await done(c, "4")
        await done(c, "5", text="已更换加热盘。", work_done="更换加热盘", fee="0", succeeded="yes")
        await c.sees("Tell the customer to collect")
        await done(c, "6", text="您的电饭煲已修好，请凭取件单来取。")
        await done(c, "7", collected_by="顾桂兰", signed="on_receipt")
        await done(c, "c")
        await done(c, "8", outcome="修好取走")
        await done(c, "9")
        await done(c, "f", outcome="reached")
        await c.sees("Call back a second time")
        await done(c, "f", outcome="reached")
    closed(bench)


async def test_m04_a_repair_at_home_has_a_time_and_checked_parts(bench: Bench) -> None:
    async with console(bench.desk) as c:
        await taken(
            c, "repair", key_of(bench, "repair"), **WHO, **GOODS, content="不加热", home="yes", address="和平路1号2-301"
        )
        await done(c, "1", condition="待上门查看", decision="repair")
        await done(c, "3", due="2026-09-15 10:00", to="zhou", parts="加热盘一只", text="明天上午十点上门更换加热盘。")
        await c.press("4")
        await c.form()
        await c.press("ctrl+s")
        await c.until(lambda: c.note("parts_checked").startswith("✗"), "the parts are checked before leaving")
        await c.filling(parts_checked="checked")
        await c.press("ctrl+s")
        await c.sees("Start recorded", "Announce the engineer")
        told = "冯工明天十点上门，电话13900000777。"
        await chosen(c, "announce engineer", engineer="冯工", contact="13900000777", text=told)
        await chosen(c, "engineer there")
        await c.misses("The planned visit")
        await done(c, "5", text="已更换加热盘。", work_done="更换加热盘", succeeded="yes")
        await c.misses("Tell the customer to collect")
        await done(c, "c")
        await done(c, "8", outcome="上门修好")
        await done(c, "9")
        await done(c, "f", outcome="reached")
        await c.sees("Call back a second time")
        await done(c, "f", outcome="reached")
    closed(bench)


async def test_m02_what_is_refused_for_good_ends_as_a_dispute(bench: Bench) -> None:
    async with console(bench.desk) as c:
        about = {"content": "收银员态度差", "request": "三倍赔偿", "shop": "三楼某服装店", "category": "staff"}
        await taken(c, "complaint", key_of(bench, "complaint"), **WHO, tier="ordinary", **about)
        await done(c, "1", details="结账时争执", wish="三倍赔偿")
        await done(c, "2", findings="监控属实", justified="yes")
        await done(c, "3", text="店长当面道歉。")
        await done(c, "5", reason="坚持三倍赔偿")
        await chosen(c, "in dispute", text="坚持三倍赔偿", dispute_level="mediation")
        await c.sees("In dispute", "Mediation")
        await chosen(c, "dispute closed", text="消协调解，双方认可道歉", result="agreed")
        await done(c, "8", outcome="按争议了结")
        await done(c, "9")
    closed(bench)
