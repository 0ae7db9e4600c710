"""Staff, calls, drafts."""

from datetime import timedelta
from typing import Any

import pytest

from deskconsole.domain.site.people import PEOPLE
from deskconsole.domain.tickets.event import Event
from deskconsole.store import calls, drafts, site_rows, staff
from deskconsole.store.api import Store
from deskconsole.store.sqlite.library import dbapi
from tests.store.support import MADE_AT, event, take


def _added(login: str, **more: Any) -> Event:
    given = {"name": login, "role": "leader", "department": None, "os_account": None, "qualified": False, **more}
    return event(0, "staff_added", fields={"login": login, **given})


def test_staff(store: Store) -> None:
    with store.writing() as tx:
        site_rows.derive_rows(tx, _added("li", name="李雷", department="service", os_account="lilei"))
        site_rows.derive_rows(tx, _added("han"))
        li = staff.staff_by_login(tx, "li")
        assert li is not None
        assert (li.name, li.department, li.enabled, li.qualified_at) == ("李雷", "service", True, None)
        assert staff.staff_by_os_account(tx, "lilei") == li
        assert staff.staff_by_login(tx, "nobody") is staff.staff_by_os_account(tx, "nobody") is None
        site_rows.derive_rows(tx, event(0, "staff_disabled", fields={"login": "li"}))
        site_rows.derive_rows(tx, event(0, "staff_qualified", fields={"login": "li"}))
        assert staff.staff_list(tx)[1] == li._replace(enabled=False, qualified_at=MADE_AT)
        site_rows.derive_rows(tx, _added("li2", os_account="lilei"))
        assert staff.staff_by_os_account(tx, "lilei") == staff.staff_by_login(tx, "li2"), "the one who is enabled"
        assert [row["login"] for row in site_rows.all_rows(tx, PEOPLE)] == ["li", "han", "li2"]


def test_calls(store: Store) -> None:
    with store.writing() as tx:
        opened = take(tx, "a")
        for n, caller in enumerate(["+86 13800138000", None, "13800138000"]):
            calls.record_call(
                tx,
                f"call{n}",
                ticket_id=opened.ticket_id,
                rang_seq=n + 1,
                caller=caller,
                rang_at=MADE_AT + timedelta(seconds=n),
            )
        calls.set_call_state(tx, "call0", "missed")
        assert [call.call for call in calls.ringing_calls(tx)] == ["call1", "call2"]
        assert [call.call for call in calls.calls_of_caller(tx, "13800138000")] == ["call2", "call0"]
        found = calls.find_call(tx, "call0")
        assert found is not None
        assert (found.state, found.rang_seq, found.rang_at, found.digits) == ("missed", 1, MADE_AT, "13800138000")
        assert calls.find_call(tx, "call9") is None
        with pytest.raises(dbapi.IntegrityError):
            calls.set_call_state(tx, "call0", "sang")


def test_drafts_are_kept_replaced_taken_over_and_dropped(store: Store) -> None:
    with store.writing() as tx:
        drafts.save_draft(tx, "d1", person="li", form="intake", body={"customer": "王"}, at=MADE_AT)
        drafts.save_draft(tx, "d2", person="han", form="intake", body={}, at=MADE_AT, parked=True)
        drafts.save_draft(tx, "d1", person="li", form="intake", body={"customer": "王小"}, at=MADE_AT + timedelta(1))
        assert [(d.id, dict(d.body), d.parked) for d in drafts.drafts(tx)] == [
            ("d1", {"customer": "王小"}, False),
            ("d2", {}, True),
        ]
        drafts.save_draft(tx, "d2", person="li", form="intake", body={}, at=MADE_AT)
        assert drafts.drafts(tx, "han") == []
        drafts.drop_draft(tx, "d1")
        drafts.drop_draft(tx, "d1")
        assert [d.id for d in drafts.drafts(tx, "li")] == ["d2"]
