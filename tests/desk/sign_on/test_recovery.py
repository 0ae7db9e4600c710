"""Recovery codes: each counts once, for an administrator, and the store keeps no code."""

import pytest

from deskconsole.desk.sign_on import pins, recovery
from deskconsole.desk.staff.staff import add_staff, disable_staff, staff_list
from deskconsole.errors import DeskError, NotFound
from tests.desk.sign_on.support import PIN, site_events
from tests.desk.support import Bench


def test_a_printed_code_lets_an_administrator_set_a_pin_once(bench: Bench) -> None:
    codes = recovery.make_recovery_codes(bench.by("root"))
    assert len(set(codes)) == recovery.CODES
    nobody = bench.desk.signed_off()
    with pytest.raises(DeskError, match="no recovery code"):
        recovery.recover(nobody, "root", "AAAAA-BBBBB-CCCCC-DDDDD")
    with pytest.raises(DeskError, match="no administrator"):
        recovery.recover(nobody, "lin", codes[0])
    with pytest.raises(NotFound):
        recovery.recover(nobody, "mallory", codes[0])
    code = recovery.recover(nobody, "root", f" {codes[0].lower().replace('-', ' ')} \n")
    assert pins.set_pin(nobody, "root", code.code, PIN).actor.login == "root"
    with pytest.raises(DeskError, match="no recovery code"):
        recovery.recover(nobody, "root", codes[0])
    assert site_events(bench, "recovered")[0].fields == {"login": "root", "asked_by": "root", "left": 5}
    with bench.desk.store.reading() as tx:
        kept = str([list(row) for row in tx.all("SELECT * FROM recovery_code")])
    assert not any(code.replace("-", "") in kept.upper() or code in kept for code in codes)


def test_new_codes_end_those_before(bench: Bench) -> None:
    (old, *_), (new, *_) = (recovery.make_recovery_codes(bench.by("root")) for _ in range(2))
    with pytest.raises(DeskError, match="no recovery code"):
        recovery.recover(bench.desk, "root", old)
    assert recovery.recover(bench.desk, "root", new).login == "root"
    with pytest.raises(DeskError, match="only an administrator"):
        recovery.make_recovery_codes(bench.by("he"))


def test_who_was_disabled_works_here_again_by_the_account_that_asks(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = bench.by("root")
    add_staff(root, "mei", name="Mei", role="administrator", department=None, os_account="gone")
    disable_staff(root, "mei")
    codes = recovery.make_recovery_codes(root)
    monkeypatch.setattr(recovery, "os_account", lambda: "new")
    recovery.recover(bench.desk, "mei", codes[0], account=True)
    (mei,) = (person for person in staff_list(bench.desk) if person.login == "mei")
    assert (mei.enabled, mei.os_account) == (True, "new")
