"""The set-up over SSH as `docs/deploy.md` says it, tried to be talked round: real accounts, `sudo`, `sshd` and clients.

One administrator (``boss``), two receptionists (``li``, ``wang``), all in the group. ``wang`` is the one who tries.
"""

import json
import signal
import socket
from pathlib import Path
from typing import Final

import pytest

from tests.deploy.machine import PYTHON, STORE, Machine, gone, why_not
from tests.terminal.pty_desk import PtyDesk

pytestmark = [pytest.mark.skipif(why_not() != "", reason=why_not() or "-"), pytest.mark.slow]
SITE: Final = Path(STORE).parent
#: What a text console shows of the queue.
QUEUE: Final = "[1 全部"
RUN: Final = ("sudo", "-n", "-u", "deskconsole", "--", "/usr/bin/deskconsole", "--store", STORE, "remote")
#: What only a command that was run would print.
SIGNS: Final = (b"uid=", b"root:", b"SQLite format", b"Linux")


def recorded(machine: Machine) -> list[list[str]]:
    """Kind and author of every event of the store, read past the program."""
    query = f"import sqlite3, json; print(json.dumps(sqlite3.connect('file:{STORE}?mode=ro', uri=True)" \
        ".execute('SELECT kind, by FROM event ORDER BY site_seq').fetchall()))"  # fmt: skip
    return list(json.loads(machine.run(PYTHON, "-I", "-c", query).stdout))


def opens(desk: PtyDesk) -> None:
    desk.wait_for(QUEUE)


def refuses(desk: PtyDesk, path: str) -> None:
    """The form says that this path is out of reach."""
    desk.wait_for(lambda desk: all(text in desk.text for text in (f"“{path}", "只写")))


# --- what it is for --------------------------------------------------------------------------------------------------


def test_each_gets_their_own_console_and_it_ends_with_the_connection(machine: Machine) -> None:
    for account, name in (("li", "李雷"), ("boss", "老板")):
        with machine.console(account) as desk:
            opens(desk)
            desk.wait_for(name)
            desk.feed("ctrl+q")
            assert desk.wait_exit() == 0
    assert gone(machine, "li", "boss", "deskconsole")


def test_files_go_to_the_desk_and_back(machine: Machine) -> None:
    content = bytes(range(256)) * 5000
    assert machine.ssh("li", "send", "'a b 照片.jpg'", stdin=content).returncode == 0
    assert machine.ssh("li", "fetch", "'a b 照片.jpg'").stdout == content
    listed = machine.ssh("li", "fetch").stdout.decode()
    assert "a b 照片.jpg" in listed
    assert "li.txt" in listed
    rights = machine.run("find", str(SITE), "-printf", "%m %u %P\n").stdout.decode().splitlines()
    assert "700 deskconsole " in rights
    assert "600 deskconsole desk.db" in rights
    assert {line.split()[0] for line in rights if "transfer" in line} == {"700", "600"}
    assert machine.ssh("li", "send", "big.bin", stdin=bytes(26_000_000)).returncode == 1
    assert b"big.bin" not in machine.ssh("li", "fetch").stdout
    on_a_terminal = machine.console("li", "fetch", "li.txt")
    with on_a_terminal as desk:
        assert desk.wait_exit() == 1
        assert "of li" not in desk.text


def test_a_paper_is_written_and_fetched_and_a_file_attached_by_its_name(machine: Machine) -> None:
    with machine.console("li") as desk:
        opens(desk)
        desk.feed("ctrl+p", "导出客户服务台账", "enter")
        desk.wait_for("客户服务台账（")
        _type_into(desk, 0, "今天")
        _type_into(desk, 2, "tickets.xlsx")
        desk.wait_for("tickets.xlsx")
        desk.feed("ctrl+s")
        desk.wait_for(lambda desk: "tickets.xlsx" in desk.text and "写入文件" not in desk.text)
        desk.feed("ctrl+q")
        desk.wait_exit()
    assert machine.ssh("li", "fetch", "tickets.xlsx").stdout.startswith(b"PK")
    assert ["exported", "li"] in recorded(machine)


def test_an_attached_file_is_taken_home_by_the_command_that_the_message_names(machine: Machine) -> None:
    content = b"\x00\xff of the customer" * 1000
    machine.run("sh", "-c", "cat > /home/plan.bin && chmod 644 /home/plan.bin", stdin=content)
    machine.run(
        "bash",
        "-ec",
        f"""
        desk() {{ sudo -u deskconsole deskconsole --store {STORE} --as li "$@"; }}
        desk intake --channel online --kind inquiry --tier core --customer 陈立 --contact 13812345678 \\
            --category product --content x --request y
        desk attach 1 /home/plan.bin
    """,
    )
    with machine.console("li") as desk:
        opens(desk)
        desk.wait_for("陈立")
        desk.feed("enter")
        desk.wait_for("plan.bin")
        desk.feed("J")
        desk.wait_for("取一份 plan.bin")
        desk.feed("4")
        desk.wait_for("ssh HOST fetch plan.bin > plan.bin")
        desk.feed("ctrl+q")
        desk.wait_exit()
    assert machine.ssh("li", "fetch", "plan.bin").stdout == content
    assert ["exported", "li"] in recorded(machine)
    assert machine.ssh("wang", "fetch", "plan.bin").returncode == 1


def _type_into(desk: PtyDesk, row: int, text: str) -> None:
    """Another text in a row of a form, counted from 0."""
    desk.feed(*["tab"] * row, "end", *["backspace"] * 90, text)


# --- past the program ------------------------------------------------------------------------------------------------

COMMANDS: Final = (
    "id",
    f"cat {STORE}",
    "sh -c id",
    "/bin/sh",
    "fetch li.txt; id",
    "fetch $(id)",
    "fetch `id`",
    "fetch a && id",
    "fetch a | id",
    "fetch a\nid",
    "send a > /tmp/a; id",
    "fetch ../li/li.txt",
    "fetch ..",
    "fetch /etc/passwd",
    "fetch /var/lib/deskconsole/transfer/li/li.txt",
    "fetch .hidden",
    "fetch ''",
    "fetch 'a\x1b[31m'",
    "fetch a b",
    "send ../li/li.txt",
    "send ../../desk.db",
    "send ../../site.toml",
    f"deskconsole --store {STORE} --as boss staff list",
    "'--as' boss",
    "staff list",
    "remote --as boss",
    "scp -t /tmp",
    "scp -f /etc/passwd",
    "/usr/lib/openssh/sftp-server",
    "internal-sftp",
    "rsync --server . /",
    "'",
    "fetch " + "a" * 5000,
)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_is_refused_in_one_line(machine: Machine, command: str) -> None:
    before = recorded(machine)
    ran = machine.ssh("wang", command, stdin=b"mine\n")
    assert ran.returncode == 1, ran
    assert ran.stdout == b""
    assert ran.stderr.count(b"\n") == 1
    assert not any(sign in ran.stderr for sign in SIGNS)
    assert b"\x1b" not in ran.stderr
    assert recorded(machine) == before
    assert machine.ssh("li", "fetch", "li.txt").stdout == b"of li"


@pytest.mark.parametrize("program", ["scp", "scp -O", "sftp"])
def test_no_file_is_copied_in_or_out(machine: Machine, tmp_path: Path, program: str) -> None:
    name, *options = program.split()
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", "utf-8")
    for words in ((str(mine), "@:stolen.txt"), (f"@:{STORE}", str(tmp_path)), ("@:/etc/passwd", str(tmp_path))):
        if name == "sftp":
            batch = f"put {mine} stolen.txt\nget {STORE} {tmp_path}\n".encode()
            ran = machine.ssh("wang", "@", stdin=batch, program="sftp", options=["-b", "-"])
        else:
            ran = machine.ssh("wang", *words, program="scp", options=options)
        assert ran.returncode != 0
    assert list(tmp_path.iterdir()) == [mine]
    assert machine.run("find", "/home", "/var/lib/deskconsole", "-name", "stolen.txt").stdout == b""


def test_no_port_is_forwarded_either_way(machine: Machine) -> None:
    with socket.create_server(("127.0.0.1", 0)) as secret:
        port = secret.getsockname()[1]
        through = machine.ssh("wang", options=["-W", f"127.0.0.1:{port}"])  # as -L and -D do it
        assert through.returncode != 0
        secret.settimeout(0)
        with pytest.raises(BlockingIOError):
            secret.accept()
    refused = ["-o", "ExitOnForwardFailure=yes", "-N"]
    assert machine.ssh("wang", options=[*refused, "-R", "0:127.0.0.1:22"]).returncode == 255
    assert machine.ssh("wang", options=[*refused, "-R", "/tmp/back:127.0.0.1:22"]).returncode == 255
    assert machine.ssh("wang", options=[*refused, "-w", "0:0"]).returncode == 255


def test_neither_agent_nor_screen_is_forwarded_and_nothing_of_theirs_is_run(machine: Machine) -> None:
    with machine.console("wang", options=["-A", "-X", "-Y"], DISPLAY=":0") as desk:
        opens(desk)
        script = "for p in /proc/[0-9]*; do tr '\\0' '\\n' < $p/environ; done 2>/dev/null; true"
        environment = machine.run("sh", "-c", script).stdout.decode("utf-8", "replace")
        assert "SUDO_UID=" in environment
        assert "SSH_AUTH_SOCK" not in environment
        assert "DISPLAY=" not in environment
        assert machine.run("ls", "/run").stdout.decode().count("rc-was-run") == 0


# --- acting as another -----------------------------------------------------------------------------------------------

TRICKS: Final = {
    "LOGNAME": "boss",
    "USER": "boss",
    "SUDO_USER": "boss",
    "SUDO_UID": "0",
    "SUDO_COMMAND": "/bin/sh",
    "DESKCONSOLE_STORE": "/var/tmp/theirs.db",
    "XDG_DATA_HOME": "/var/tmp",
    "XDG_STATE_HOME": "/var/tmp",
    "HOME": "/var/tmp",
    "PYTHONPATH": "/var/tmp",
    "PYTHONSTARTUP": "/var/tmp/x.py",
    "PYTHONHOME": "/var/tmp",
    "PYTHONINSPECT": "1",
    "PYTHONWARNINGS": "error",
    "TEXTUAL_DRIVER": "os:system",
    "TEXTUAL": "devtools",
    "LD_PRELOAD": "/var/tmp/x.so",
    "BASH_ENV": "/var/tmp/x.sh",
    "ENV": "/var/tmp/x.sh",
    "IFS": "/",
    "PATH": "/var/tmp:/usr/bin:/bin",
    "LANG": "en_US.UTF-8;id",
    "LC_ALL": "../../../var/tmp/x",
    "LANGUAGE": "../../var/tmp",
    "TERM": "xterm-256color",
    "TERMINFO": "/var/tmp",
    "TZ": ":/etc/shadow",
}


def test_the_environment_of_a_caller_changes_nothing(machine: Machine) -> None:
    """Somebody who has a shell besides, or an `sshd` that took every variable."""
    machine.run(
        "sh",
        "-c",
        "printf 'raise SystemExit(77)' > /var/tmp/sitecustomize.py; printf 'touch /run/rc-was-run' > /var/tmp/x.sh",
    )
    variables = [f"{name}={value}" for name, value in TRICKS.items()]
    asked = ["env", *variables, "SSH_ORIGINAL_COMMAND=send tricks.txt"]
    ran = machine.run(*asked, *RUN, account="wang", stdin=b"tricks")
    assert b"tricks.txt" in ran.stdout
    assert machine.ssh("wang", "fetch", "tricks.txt").stdout == b"tricks"
    assert machine.run("sh", "-c", "ls /run /var/tmp").stdout.decode().count("rc-was-run") == 0
    listed = machine.run("find", str(SITE / "transfer"), "-name", "tricks.txt").stdout.decode().split()
    assert listed == [str(SITE / "transfer" / "wang" / "tricks.txt")]


@pytest.mark.parametrize("name", sorted(TRICKS))
def test_an_ssh_client_sends_no_variable_that_matters(machine: Machine, name: str) -> None:
    options = ["-o", f"SetEnv={name}={TRICKS[name]}", "-o", f"SendEnv={name}"]
    ran = machine.ssh("wang", "fetch", options=options)
    assert ran.returncode == 0, ran.stderr
    assert b"li.txt" not in ran.stdout


OTHER_COMMANDS: Final = (
    ("cat", STORE),
    ("sh", "-c", f"echo x >> {STORE}"),
    ("ls", str(SITE)),
    ("sudo", "-n", "-u", "deskconsole", "cat", STORE),
    ("sudo", "-n", "-u", "deskconsole", "-s"),
    ("sudo", "-n", "-u", "deskconsole", "-i"),
    ("sudo", "-n", "-e", "-u", "deskconsole", STORE),
    ("sudo", "-n", *RUN[4:]),  # as root
    ("sudo", "-n", "-u", "li", *RUN[4:]),
    (*RUN[:-1], "--as", "boss", "remote"),
    (*RUN, "--as", "boss"),
    (*RUN[:-1], "staff", "list"),
    (*RUN[:6], "staff", "list"),
    (*RUN[:6], "--store", "/tmp/theirs.db", "remote"),
    ("sudo", "-n", "-u", "deskconsole", "DESKCONSOLE_STORE=/tmp/x", *RUN[4:]),
    ("sudo", "-n", "-E", *RUN[2:]),
    ("sudo", "-n", "-u", "deskconsole", "/usr/bin/python3", "-c", "1"),
    ("deskconsole", "--store", STORE, "staff", "list"),
    ("deskconsole", "--store", STORE, "remote"),
)


@pytest.mark.parametrize("command", OTHER_COMMANDS, ids=" ".join)
def test_a_shell_of_their_own_gets_nobody_further(machine: Machine, command: tuple[str, ...]) -> None:
    before = recorded(machine)
    ran = machine.run("env", "SSH_ORIGINAL_COMMAND=id", "LANG=en_GB.UTF-8", *command, account="wang", check=False)
    assert ran.returncode not in (0, 77)
    assert ran.stdout == b""
    assert b"Traceback" not in ran.stderr
    assert not any(sign in ran.stderr for sign in SIGNS)
    assert recorded(machine) == before


def test_who_has_left_their_shell_is_still_who_they_were(machine: Machine) -> None:
    """The process that started `sudo` ends before the program looks who it was."""
    orphan = "(sleep 1; SSH_ORIGINAL_COMMAND='send orphan.txt' exec " + " ".join(RUN) + " < /dev/null) & exit"
    machine.run("sh", "-c", orphan, account="wang")
    for _ in range(100):
        if found := machine.run("find", str(SITE / "transfer"), "-name", "orphan.txt").stdout.decode().strip():
            assert found == str(SITE / "transfer" / "wang" / "orphan.txt")
            return
    raise AssertionError("it did not come")


def test_an_account_that_the_desk_does_not_know_is_told_so(machine: Machine) -> None:
    ran = machine.ssh("new", "fetch", options=["-o", "SetEnv=LANG=en_GB.UTF-8", "-o", "SendEnv=LANG"])
    assert ran.returncode == 1
    assert ran.stderr.count(b"\n") == 1
    assert b"new" in ran.stderr
    with machine.console("new") as desk:
        assert desk.wait_exit() == 1
        assert "new" in desk.text


# --- at the console --------------------------------------------------------------------------------------------------


def test_nobody_becomes_somebody_else_without_their_pin(machine: Machine) -> None:
    with machine.console("wang") as desk:
        opens(desk)
        desk.wait_for("王芳")
        for digit in "123456":
            desk.feed("ctrl+y")
            desk.wait_for("王芳  wang")
            desk.feed(digit, "enter", "000000", "enter", "esc", "esc")
            desk.wait_for(lambda desk: "王芳  wang" not in desk.text and QUEUE in desk.text)
            assert "王芳" in desk.lines[0]
        desk.feed("ctrl+q")
        desk.wait_exit()


def test_keys_that_stop_or_end_programs_give_no_shell(machine: Machine) -> None:
    with machine.console("wang") as desk:
        while not machine.processes("deskconsole"):  # the client hands keys on by now
            desk.read(0.05)
        desk.feed("ctrl+z", "ctrl+z")
        opens(desk)
        desk.feed("ctrl+z", "ctrl+z", b"\x03", b"\x1c", "\r\nid\r\n", "esc")
        desk.feed("f3")
        opens(desk)
        desk.feed("ctrl+q", "ctrl+z", b"\x03")
        desk.wait_exit()
        assert b"uid=" not in desk.raw
    assert gone(machine, "wang", "deskconsole")


def test_a_stopped_console_goes_on(machine: Machine) -> None:
    """SIGTSTP to what runs for them, as the keyboard sends it before the console has taken it over."""
    with machine.console("wang") as desk:
        opens(desk)
        machine.run("pkill", "-TSTP", "-u", "deskconsole", "-f", "remote")
        desk.feed("f2")
        desk.wait_for("联系方式")
        desk.feed("esc", "ctrl+q")
        desk.wait_exit()


ELSEWHERE: Final = (
    "/etc/passwd",
    "/etc/shadow",
    STORE,
    f"{STORE}-wal",
    "/var/lib/deskconsole/transfer/li/li.txt",
    "../li/li.txt",
    "../../site.toml",
    "~/../li/li.txt",
    "/home/li/theirs.txt",
    "/proc/self/environ",
    "/dev/tty",
)


def attached_files(machine: Machine) -> int:
    """How many files are attached; none before the first."""
    folder = str(SITE / "attachments")
    return machine.run("bash", "-c", f"find {folder} -type f 2>/dev/null || true").stdout.decode().count("\n")


def test_what_is_attached_comes_from_the_own_folder_only(machine: Machine) -> None:
    machine.ssh("wang", "send", "mine.txt", stdin=b"mine")
    before = attached_files(machine)
    machine.run("bash", "-ec", f"""
        cd /; sudo -u deskconsole deskconsole --store {STORE} intake --channel online --kind inquiry --tier core \
        --customer 华南精密 --contact 13800138000 --category technical --content 换型 --request 选型""")  # fmt: skip
    with machine.console("wang") as desk:
        opens(desk)
        desk.wait_for("华南精密")
        desk.feed("enter", "F")
        desk.wait_for("文件路径")
        desk.feed("/etc/")
        desk.wait_for("/etc/")
        for path in ELSEWHERE:
            desk.feed("end", *["backspace"] * 60, path, "ctrl+s")
            named = path.replace("~", str(SITE / "transfer/wang"))[:10]
            refuses(desk, named)
            assert not any(name in desk.text for name in ("adduser.conf", "alternatives", " kB", " B "))
        desk.feed("end", *["backspace"] * 60, "mine.txt")
        desk.wait_for("= 4 B")
        desk.feed("ctrl+s")
        desk.wait_for(lambda desk: "mine.txt" in desk.text and "文件路径" not in desk.text)
        desk.feed("ctrl+q")
        desk.wait_exit()
    assert ["attached", "wang"] in recorded(machine)
    assert attached_files(machine) == before + 1


OUT: Final = (
    "/tmp/out.xlsx",
    "../li/out.xlsx",
    "/home/wang/out.xlsx",
    "/var/lib/deskconsole/out.xlsx",
    "/var/lib/deskconsole/desk.db.csv",
    "/nowhere/out.xlsx",
    "/root/out.xlsx",
)


def test_what_is_exported_goes_to_the_own_folder_only(machine: Machine) -> None:
    with machine.console("wang") as desk:
        opens(desk)
        desk.feed("ctrl+p", "导出客户服务台账", "enter")
        desk.wait_for("客户服务台账（")
        _type_into(desk, 0, "今天")
        desk.feed("tab", "tab")
        for path in OUT:
            _type_into(desk, 0, path)
            desk.wait_for(path)
            desk.feed("ctrl+s")
            refuses(desk, path[:12])
        desk.feed("esc", "esc", "ctrl+q")
        desk.wait_exit()
    names = ("-name", "out.xlsx", "-o", "-name", "*.db.csv")
    assert machine.run("find", "/tmp", "/home", "/root", str(SITE), *names).stdout == b""


@pytest.mark.parametrize("term", ["dumb", "unknown", "../../etc/passwd", "$(id)", "%s%n", "x" * 5000])
def test_a_strange_terminal_is_refused_or_served(machine: Machine, term: str) -> None:
    with machine.console("wang", TERM=term) as desk:
        desk.wait_for(lambda desk: QUEUE in desk.text or "TERM" in desk.text)
        desk.feed("ctrl+q")
        desk.wait_exit()
        assert b"Traceback" not in desk.raw
        assert b"uid=" not in desk.raw


# --- lines that drop -------------------------------------------------------------------------------------------------


def drafts(machine: Machine) -> list[str]:
    """What has been typed into forms and not saved, read past the program."""
    query = f"import sqlite3, json; print(json.dumps(sqlite3.connect('file:{STORE}?mode=ro', uri=True)" \
        ".execute('SELECT body FROM draft').fetchall()))"  # fmt: skip
    return [body for (body,) in json.loads(machine.run(PYTHON, "-I", "-c", query).stdout)]


def client_is_killed(machine: Machine, desk: PtyDesk) -> None:
    desk.process.kill()


def window_is_closed(machine: Machine, desk: PtyDesk) -> None:
    desk.hang_up()


def server_side_is_killed(machine: Machine, desk: PtyDesk) -> None:
    machine.kill_connection("li")


CUTS: Final = (client_is_killed, window_is_closed, server_side_is_killed)


def test_what_is_half_typed_outlives_the_line(machine: Machine) -> None:
    cut_off(machine, 5)


@pytest.mark.chaos
def test_a_hundred_lines_that_drop(machine: Machine) -> None:
    cut_off(machine, 100)


def cut_off(machine: Machine, times: int) -> None:
    """Cuts the line so often while an inquiry is typed; each time everything typed is there, and no process."""
    for time in range(times):
        typed = f"第{time}次停线，J4减速机异响"
        with machine.console("li") as desk:
            opens(desk)
            desk.feed("f2")
            desk.wait_for("联系方式")
            desk.feed("重庆永川机电", "enter", "02388886666", "ctrl+e", "1", "2", "2", typed)
            desk.wait_for(typed)
            CUTS[time % len(CUTS)](machine, desk)
            assert gone(machine, "li", "deskconsole"), machine.processes("li", "deskconsole")
        assert any(typed in json.loads(body).get("content", "") for body in drafts(machine)), typed


@pytest.mark.chaos
def test_a_line_that_goes_silent_ends_its_console(machine: Machine) -> None:
    """The client's machine sleeps: nothing comes, nothing is closed. A minute and a half."""
    with machine.console("li") as desk:
        opens(desk)
        desk.wait_for_bytes(b"\x1b[6n")
        desk.feed(b"\x1b[1;1R")
        desk.feed("f2")
        desk.wait_for("联系方式")
        desk.feed("重庆静默机电")
        desk.wait_for("重庆静默机电")
        desk.signal(signal.SIGSTOP)
        assert gone(machine, "deskconsole", seconds=110)
    assert any("重庆静默机电" in json.loads(body).get("customer", "") for body in drafts(machine))
