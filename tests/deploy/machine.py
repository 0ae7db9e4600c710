"""A machine of its own for accounts, `sudo` and `sshd`: what is made there is gone with it.

The folders of the system are laid over with empty ones in a mount namespace, processes have numbers of their own, so
that real accounts, the real `sudo` and a real `sshd` on the loopback run the files of ``deploy`` as they are, and
nothing of it is seen outside. It needs root, `unshare` and overlayfs; :func:`why_not` says what is missing.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from tests.terminal.pty_desk import PtyDesk

ROOT: Final = Path(__file__).parents[2]
#: The package's command runs the system's Python.
PYTHON: Final = "/usr/bin/python3"
STORE: Final = "/var/lib/deskconsole/desk.db"
_SETS_UP: Final = """
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
for folder in etc usr var home root; do
  mkdir "$1/$folder" "$1/$folder.work"
  mount -t overlay overlay -o "lowerdir=/$folder,upperdir=$1/$folder,workdir=$1/$folder.work" "/$folder"
done
mount -t tmpfs -o mode=755 tmpfs /run
mkdir /run/sshd
rm -rf /var/lib/deskconsole /etc/default/deskconsole /etc/ssh/sshd_config.d/* /etc/sudoers.d/deskconsole
echo ready
exec sleep infinity
"""
_BLOCK: Final = re.compile(r"(?:^    .+\n)+", re.MULTILINE)


@cache
def why_not() -> str:
    """Why there can be no such machine here; empty where there can."""
    if sys.platform != "linux" or os.getuid() != 0:
        return "accounts of their own need root on Linux"
    missing = [name for name in ("unshare", "nsenter", "sudo", "sshd", "ssh", "useradd") if shutil.which(name) is None]
    if missing:
        return f"not installed: {', '.join(missing)}"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    ran = subprocess.run(
        ["setpriv", "--reuid=65534", "--clear-groups", PYTHON, "-I", "-c", _MAY_READ.format(version=version)],
        capture_output=True,
        cwd="/",
    )
    if ran.returncode != 0:
        return f"other accounts cannot run Python {version} on these sources"
    tried = subprocess.run(
        ["unshare", "-mpf", "sh", "-c", "mount -t tmpfs t /mnt && cd /mnt && mkdir u w && "
         "mount -t overlay o -o lowerdir=/etc,upperdir=u,workdir=w /etc"], capture_output=True
    )  # fmt: skip
    return "" if tried.returncode == 0 else "no namespaces or no overlayfs here"


_PACKAGES: Final = sysconfig.get_paths()["purelib"]
_MAY_READ: Final = f"""
import sys
assert sys.version.startswith("{{version}}.")
sys.path[:0] = [{str(ROOT / "src")!r}, {_PACKAGES!r}]
import deskconsole.cli, textual
"""


class Machine:
    """The machine, as long as the context is open. Commands in it are run as root, or as an account."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        room = folder / "room"
        room.mkdir()
        self._init = subprocess.Popen(
            ["unshare", "-mpf", "--mount-proc", "--kill-child", "sh", "-c", _SETS_UP, "sh", str(room)],
            stdout=subprocess.PIPE,
            text=True,
            cwd="/",
        )
        assert self._init.stdout is not None
        if self._init.stdout.readline() != "ready\n":
            raise RuntimeError("the machine did not come up")
        children = Path(f"/proc/{self._init.pid}/task/{self._init.pid}/children").read_text("ascii")
        self.inside = ["nsenter", f"--target={children.split()[0]}", "--mount", "--pid", "--wd=/"]
        self.port = 0

    def close(self) -> None:
        """Everything in it ends."""
        self._init.kill()
        self._init.wait()

    def run(
        self, *command: str, account: str = "root", stdin: bytes = b"", check: bool = True
    ) -> subprocess.CompletedProcess[bytes]:
        """A command in it; an account runs it as from a shell of its own."""
        as_account = (
            [] if account == "root" else ["setpriv", f"--reuid={account}", f"--regid={account}", "--init-groups"]
        )
        ran = subprocess.run(
            [*self.inside, "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "TERM=xterm-256color",
             f"LOGNAME={account}", *as_account, *command],
            input=stdin, capture_output=True, timeout=120,
        )  # fmt: skip
        assert not check or ran.returncode == 0, (command, ran.stdout, ran.stderr)
        return ran

    def install(self) -> None:
        """The program where the package has it: these sources with the packages of this environment."""
        self.run("sh", "-ec", f"""
            mkdir /usr/lib/deskconsole
            ln -s {_PACKAGES}/* /usr/lib/deskconsole/
            rm -f /usr/lib/deskconsole/deskconsole
            mkdir /usr/lib/deskconsole/deskconsole
            ln -s {ROOT}/src/deskconsole/* {ROOT}/data /usr/lib/deskconsole/deskconsole/
            install -m 755 {ROOT}/deploy/deb/deskconsole {ROOT}/deploy/kiosk/deskconsole-kiosk /usr/bin/
        """)  # fmt: skip

    def follow(self, page: Path, heading: str) -> list[str]:
        """Run the commands that stand below a heading of a page, in one shell, but for those that are of the package or
        need systemd; those that were run."""
        part = page.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
        lines = [line[4:] for block in _BLOCK.findall(part) for line in block.splitlines()]
        lines = [line for line in lines if not re.search(r"apt install|systemctl|^ssh ", line)]
        assert lines, heading
        script = "\n".join(["set -e", f"cd {ROOT}", *lines])
        self.run("bash", "-c", script)
        return lines

    def open_ssh(self, *accounts: str) -> None:
        """A real `sshd` on the loopback, with a key for each account."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        key = self._folder / "key"
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
        public = key.with_suffix(".pub").read_text("utf-8")
        for account in accounts:
            self.run("sh", "-ec", f"""
                install -d -m 700 -o {account} -g {account} ~{account}/.ssh
                cat > ~{account}/.ssh/authorized_keys
                chown {account} ~{account}/.ssh/authorized_keys
                usermod -p '*' {account}
            """, stdin=public.encode())  # fmt: skip
        self.run("ssh-keygen", "-A")
        self._sshd = subprocess.Popen(
            [*self.inside, "/usr/sbin/sshd", "-D", "-e", "-p", str(self.port), "-o", "ListenAddress=127.0.0.1"],
            stdin=subprocess.DEVNULL, stderr=(self._folder / "sshd.log").open("w"),
        )  # fmt: skip
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        raise RuntimeError((self._folder / "sshd.log").read_text("utf-8"))

    def client(self, account: str, *words: str, program: str = "ssh", options: Sequence[str] = ()) -> list[str]:
        """The command line of a client outside; ``@`` in a word of `scp` stands for the account on the machine."""
        known = ["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR"]
        port = ["-P" if program in ("scp", "sftp") else "-p", str(self.port)]
        common = [program, "-F", "none", "-i", str(self._folder / "key"), *known, *port, *options]
        if program == "ssh":
            return [*common, f"{account}@127.0.0.1", *words]
        return [*common, *(word.replace("@", f"{account}@127.0.0.1") for word in words)]

    def ssh(
        self, account: str, *words: str, stdin: bytes = b"", program: str = "ssh", options: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[bytes]:
        """What a client does without a terminal."""
        line = self.client(account, *words, program=program, options=options)
        return subprocess.run(line, input=stdin, capture_output=True, timeout=60)

    def console(self, account: str, *words: str, options: Sequence[str] = (), **env: str) -> PtyDesk:
        """A client on a terminal."""
        line = self.client(account, *words, options=["-t", *options])
        return PtyDesk(line, size=(100, 24), env=env, patience=30)

    def processes(self, *accounts: str) -> list[str]:
        """The command lines that run in it as one of these accounts. What has ended has nobody there to take note."""
        ran = self.run("ps", "-o", "args=", "-u", ",".join(accounts), check=False)
        return [line for line in ran.stdout.decode().splitlines() if not line.endswith("<defunct>")]

    def kill_connection(self, account: str) -> None:
        """The server's end of an account's connections is gone at once, as when the machine between them falls."""
        self.run("pkill", "-KILL", "-u", account, "-x", "sshd", check=False)


def gone(machine: Machine, *accounts: str, seconds: float = 20) -> bool:
    """Whether no process of these accounts is left, within some time."""
    deadline = time.monotonic() + seconds
    while machine.processes(*accounts):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def stops(process: subprocess.Popen[bytes]) -> None:
    """Ends a client."""
    process.send_signal(signal.SIGTERM)
    process.wait(10)
