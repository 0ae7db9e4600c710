"""Tickets of the enterprise's kinds, as they come in, and the forms of their events filled in."""

from collections.abc import Mapping
from typing import Any, Final

from deskconsole.desk.records import TicketView
from deskconsole.desk.tickets import views
from deskconsole.domain.rules.field_values import Moment
from deskconsole.domain.rules.form_fields import shown_fields
from tests.desk.support import Bench

#: What the forms of events ask, filled in so that they can be saved.
FILLED: Final[Mapping[str, Any]] = {
    **{"value": "换型时间减半", "scenario": "多品种小批量", "risk": "产能以现场验证为准"},
    **{"order_number": "PO-2026-0815", "delivery_date": "2026-12-20", "cause": "stock", "shortfall": "缺两台"},
    **{"why": "库存不足", "alternative": "同系列替代型号，两周到货", "carrier": "顺达", "waybill": "SF100"},
    **{"expected": "2026-12-01", "received_by": "仓库 老周", "planned_end": "2026-12-31"},
    **{"done": "安装完成", "to_confirm": "接口字段", "risks": "数据量超出预期"},
    **{"details": "外壳划伤两处", "wish": "换货", "wanted_by": "2026-12-20", "facts": "开箱即有", "justified": True},
    **{"evidence": "照片两张", "carried_out_by": "周岚", "steps": "一、取回；二、换新；三、回访"},
    **{"done_by": "2026-12-20T18:00:00+08:00", "remedy": "exchange"},
    **{f"why_{n}": f"第{n}层原因" for n in range(1, 6)},
    **{"corrective_action": "出货前全检外观", "corrected_by": "2026-12-31"},
    **{"technical": "罗涛", "legal": "方敏", "service": "周岚", "group_lead": "何平"},
    **{"measures": "切换备用服务器", "next_step": "恢复数据"},
}


class FormBench(Bench):
    """A bench whose people fill in the forms of events; what a test gives itself wins."""

    def act(
        self, number: str, kind: str, by: str = "zhou", *, fields: Mapping[str, Any] | None = None, **more: Any
    ) -> TicketView:
        """Record one event with its form filled in."""
        return super().act(number, kind, by, fields={**self.filled(number, kind), **(fields or {})}, **more)

    def filled(self, number: str, kind: str) -> dict[str, Any]:
        """What the form of an event asks of this ticket, filled in."""
        seen = views.show(self.desk, number)
        fields = seen.pack.form(seen.ticket.kind, kind)
        asked = shown_fields(fields, FILLED, seen.facts, Moment(self.now, self.desk.zone))
        names = [*(field.name for field in asked), *seen.pack.required_of(seen.ticket.kind, kind)]
        own = {"cause": "defect"} if kind == "verified" else {}
        filled = {**FILLED, **own}
        return {name: filled[name] for name in names if name in filled}


#: start → closing of the 1st and of the 3rd working day after it (T3; closing 18:00).
DAYS: Final = [
    ("09-14 09:00", "09-15 18:00", "09-17 18:00"),
    ("09-18 16:00", "09-20 18:00", "09-22 18:00"),  # Friday; Sunday the 20th is a make-up day
    ("09-19 10:00", "09-20 18:00", "09-22 18:00"),  # Saturday: a day of rest starts nothing earlier
    ("09-30 16:00", "10-08 18:00", "10-10 18:00"),  # over the National Day holiday; the 10th is a make-up Saturday
    ("10-03 23:59", "10-08 18:00", "10-10 18:00"),
    ("10-09 18:00", "10-10 18:00", "10-13 18:00"),
]


def inquiry(bench: Bench, channel: str = "online", **more: Any) -> str:
    """A pre-sales question."""
    return bench.take(channel, "potential", category="presales", **more)


def order(bench: Bench, channel: str = "online", **more: Any) -> str:
    """An order."""
    more["fields"] = {"goods": "六轴机器人2台", **more.get("fields", {})}
    return bench.take(channel, "ordinary", kind="order", category="delivery", **more)


def implementation(bench: Bench, channel: str = "email", **more: Any) -> str:
    """A software project to be put into service."""
    more["fields"] = {"product": "产线管理系统", **more.get("fields", {})}
    return bench.take(channel, "important", kind="implementation", category="usage", **more)


def complaint(bench: Bench, channel: str = "online", *, urgent: bool = False, **more: Any) -> str:
    """A complaint."""
    more = {"category": "quality", **more}
    return bench.take(channel, "ordinary", kind="complaint", urgent=urgent, **more)


def problem(bench: Bench, level: int, channel: str = "online", **more: Any) -> str:
    """A problem of a level."""
    more = {"category": "usage", "fields": {"impact": "全厂停线"}, **more}
    return bench.take(channel, "ordinary", kind="problem", level=level, **more)
