"""Files that the program may not read or write: one clear sentence, as another account than root sees it."""

from pathlib import Path
from typing import Final

import pytest

from tests.deploy.machine import STORE, Machine, why_not
from tests.terminal.pty_desk import PtyDesk

pytestmark = [pytest.mark.skipif(why_not() != "", reason=why_not() or "-"), pytest.mark.slow]
SITE: Final = Path(STORE).parent
OWNER: Final = "deskconsole"


def queue(machine: Machine, *, account: str = OWNER) -> tuple[int, str]:
    """How a command ends on the store, and the one line that it says, if any."""
    as_admin = ("sudo", "-u", OWNER) if account == OWNER else ()
    ran = machine.run(*as_admin, "/usr/bin/deskconsole", "--lang", "en", "--store", STORE, "queue", account="root"
                      if account == OWNER else account, check=False)  # fmt: skip
    said = ran.stderr.decode()
    assert said.count("\n") <= 1, said
    return ran.returncode, said


def test_an_account_outside_is_told_what_to_do(machine: Machine) -> None:
    status, said = queue(machine, account="wang")
    assert status == 3
    assert "your account may not use this store" in said
    assert "administrator" in said


UNREADABLE: Final = ("site.toml", "roles.toml", "calendar.toml", "calendars", "packs", "packs/robot-integrator",
                     "packs/robot-integrator/pack.toml", "calendars/2027.json")  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_of_the_site_that_may_not_be_read_is_named(machine: Machine, name: str) -> None:
    path = SITE / name
    made = "mkdir -p" if "." not in path.name else "touch"
    machine.run("sh", "-ec", f"mkdir -p {path.parent}; {made} {path}; chown -R {OWNER} {SITE}; chmod 000 {path}")
    try:
        status, said = queue(machine)
    finally:
        machine.run("sh", "-ec", f"chmod 700 {path}; cd {SITE}; rm -rf packs calendars roles.toml calendar.toml")
    # The last edition is in force where it was remembered; either way the file is named.
    assert status in (0, 3)
    assert name.rpartition("/")[2] in said
    assert "cannot be read" in said
    assert queue(machine) == (0, "")


def test_nothing_is_exported_into_a_folder_that_may_not_be_entered(machine: Machine) -> None:
    machine.run("install", "-d", "-m", "000", "/tmp/closed")
    desk = ("sudo", "-u", OWNER, "/usr/bin/deskconsole", "--lang", "en", "--store", STORE)
    machine.run(*desk, "staff", "add", "lead", "--name", "Lead", "--role", "leader", "--department", "service")
    ledger = ("ledger", "--from", "2026-11-01", "--to", "2026-11-30", "--out", "/tmp/closed/x.xlsx", "--as", "lead")
    for command in (ledger, ("intake", "--from", "/tmp/closed/x"), ("policy", "check", "/tmp/closed/x")):
        ran = machine.run(*desk, *command, check=False)
        assert ran.returncode == 1, ran
        assert ran.stderr.count(b"\n") == 1
        assert b"Permission denied" in ran.stderr


def test_a_bad_day_stands_on_the_first_line_before_anything_is_refused(machine: Machine) -> None:
    """A disk that fills up, is read-only, and a right that is taken away; each goes when its cause does."""
    machine.run("sh", "-ec", f"""
        mkdir /mnt/desk; mount -t tmpfs -o size=60m,mode=700 tmpfs /mnt/desk; chown {OWNER} /mnt/desk
        sudo -u {OWNER} /usr/bin/deskconsole --store /mnt/desk/desk.db init --site BAD""")  # fmt: skip
    argv = [*machine.inside, "env", "-i", "TERM=xterm-256color", "PATH=/usr/bin:/bin", "LANG=en_GB.UTF-8",
            "sudo", "-u", OWNER, "/usr/bin/deskconsole", "--lang", "en", "--store", "/mnt/desk/desk.db"]  # fmt: skip
    with PtyDesk(argv, size=(120, 24), patience=30) as desk:
        desk.wait_for("disk nearly full: ")
        machine.run("mount", "-o", "remount,size=900m", "/mnt/desk")
        desk.wait_for(lambda desk: "disk nearly full" not in desk.text)
        machine.run("chmod", "400", "/mnt/desk/desk.db")
        desk.wait_for("may not be written")
        machine.run("chmod", "600", "/mnt/desk/desk.db")
        desk.wait_for(lambda desk: "may not be written" not in desk.text)
        assert machine.run("mount", "-o", "remount,ro", "/mnt/desk", check=False).returncode == 32  # it is in use
        desk.feed("ctrl+q")
        desk.wait_exit()
