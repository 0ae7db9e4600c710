"""`docs/deploy.md` as it is written: both languages have the same commands; those of the counter do what they say."""

import re
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.deploy.machine import ROOT, STORE, Machine, why_not
from tests.terminal.pty_desk import PtyDesk

PAGE: Final = Path("docs/deploy.md")
CHINESE: Final = Path("docs/deploy.zh.md")
QUEUE: Final = "[1 全部"
UNITS: Final = ("deskconsole-watch.service", "deskconsole-verify.service", "deskconsole-verify.timer",
                "deskconsole-kiosk@.service")  # fmt: skip
needs_machine = pytest.mark.skipif(why_not() != "", reason=why_not() or "-")


def blocks(page: Path) -> list[str]:
    """What is typed, without what is said about it."""
    lines = re.findall(r"^    (.+)$", page.read_text("utf-8"), flags=re.MULTILINE)
    return [line.partition("  #")[0].strip() for line in lines]


def test_both_languages_say_the_same_commands_and_links() -> None:
    assert blocks(PAGE) == blocks(CHINESE)
    for pattern in (r"^\| ", r"^## "):
        counts = [len(re.findall(pattern, page.read_text("utf-8"), flags=re.MULTILINE)) for page in (PAGE, CHINESE)]
        assert counts[0] == counts[1]


def test_every_file_that_is_named_is_there() -> None:
    named = re.findall(r"\bdeploy/[\w./-]+\w", " ".join(blocks(PAGE)))
    assert named
    assert all(Path(name).is_file() for name in named)


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    made = Machine(tmp_path_factory.mktemp("counter"))
    try:
        made.install()
        made.follow(PAGE, "A PC at the counter")
        yield made
    finally:
        made.close()


def desk(machine: Machine, *command: str) -> str:
    """A command as the page's ``desk`` runs it."""
    ran = machine.run("sudo", "-u", "desk", "deskconsole", "--store", STORE, "--lang", "en", *command)
    return ran.stdout.decode()


@needs_machine
@pytest.mark.slow
def test_the_account_of_the_counter_is_no_administrator(counter: Machine) -> None:
    staff = desk(counter, "staff", "list", "--json")
    people = {line.split('"login": "')[1].split('"')[0]: line for line in staff.splitlines()}
    assert '"administrator"' in people["root"]  # who has run the commands through sudo
    assert '"role": "receiver"' in people["counter"]
    assert '"os_account": "desk"' in people["counter"]
    refused = counter.run("deskconsole", "--store", STORE, "staff", "list", "--as", "root", account="desk", check=False)
    assert refused.returncode == 1


@needs_machine
@pytest.mark.slow
def test_its_login_is_the_console_and_nothing_else(counter: Machine) -> None:
    assert b"uid=" not in counter.run("su", "-", "desk", "-c", "id", check=False).stdout
    inside = [*counter.inside, "env", "-i", "TERM=xterm-256color", "PATH=/usr/bin:/bin", "su", "-", "desk"]
    with PtyDesk(inside, size=(100, 24), patience=30) as screen:
        screen.wait_for(QUEUE)
        screen.wait_for("Front desk")
        screen.feed("ctrl+q", "ctrl+z", b"\x03", b"\x1c", "\r\nid\r\n")
        screen.wait_for(lambda screen: screen.raw.count(b"\x1b[?1049h") >= 2 and QUEUE in screen.text)
        assert b"uid=" not in screen.raw
        screen.hang_up()
        assert screen.wait_exit() in (-signal.SIGHUP, 128 + signal.SIGHUP, 1)


@needs_machine
@pytest.mark.slow
def test_its_services_are_sound_and_the_check_at_night_may_look(counter: Machine) -> None:
    counter.run(
        "install", "-D", "-m", "644", "-t", "/etc/systemd/system", *(f"{ROOT}/deploy/deb/{unit}" for unit in UNITS)
    )
    if counter.run("sh", "-c", "command -v systemd-analyze", check=False).returncode == 0:
        for unit in UNITS:
            name = unit.replace("@.", "@tty1.")
            ran = counter.run("systemd-analyze", "verify", "--man=no", "--recursive-errors=no", name, check=False)
            assert b"deskconsole" not in ran.stderr, ran.stderr
    unit = (ROOT / "deploy/deb/deskconsole-verify.service").read_text("utf-8")
    settings = dict(re.findall(r"^Environment=(\w+)=(.+)$", unit, flags=re.MULTILINE))
    command = re.findall(r"^ExecStart=(.+)$", unit, flags=re.MULTILINE)[0]
    for name, value in settings.items():
        command = command.replace("${" + name + "}", value)
    assert "$" not in command
    counter.run(*command.split())


@needs_machine
@pytest.mark.slow
def test_closing_at_night_reaches_the_counter(counter: Machine) -> None:
    inside = [*counter.inside, "env", "-i", "TERM=xterm-256color", "LANG=en_GB.UTF-8", "su", "-", "desk"]
    with PtyDesk(inside, size=(100, 24), patience=30) as screen:
        screen.wait_for(lambda screen: QUEUE in screen.text or "[1 All" in screen.text)
        desk(counter, "close", "--reason", "new version")
        screen.wait_for(lambda screen: b"new version" in screen.raw)
        screen.wait_for(lambda screen: "2 秒后" in screen.text or "again in 2 s" in screen.text)
        opened = screen.raw.count(b"\x1b[?1049h")
        desk(counter, "open")
        screen.wait_for(lambda screen: screen.raw.count(b"\x1b[?1049h") > opened)
