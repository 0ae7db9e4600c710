"""Who stands behind `sudo`, by what the kernel tells; with the real one it is tried in `tests/deploy/test_ssh.py`."""

from pathlib import Path

import pytest

from deskconsole.desk.accounts import user_behind_sudo

LI, WANG, OWNER = 1001, 1002, 999


class Processes:
    """A made-up /proc: number → name, real and acting user, parent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, pid: int, name: str, real: int, acting: int, parent: int) -> None:
        place = self._folder / str(pid)
        place.mkdir()
        uids = "\t".join(map(str, (real, acting, acting, acting)))
        (place / "status").write_text(f"Name:\t{name}\nPid:\t{pid}\nPPid:\t{parent}\nUid:\t{uids}\n", "utf-8")

    def behind(self, pid: int, said: str | None) -> int | None:
        return user_behind_sudo(pid, self._folder, {} if said is None else {"SUDO_UID": said})


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    made = Processes(tmp_path)
    made.add(1, "systemd", 0, 0, 0)
    made.add(10, "sh", LI, LI, 1)
    return made


def test_sudo_keeps_its_caller_also_with_a_monitor_of_the_terminal(processes: Processes) -> None:
    processes.add(11, "sudo", LI, 0, 10)
    processes.add(12, "sudo", LI, 0, 11)
    assert processes.behind(11, str(LI)) == processes.behind(12, str(LI)) == LI


def test_the_caller_stays_the_caller_when_their_shell_has_ended(processes: Processes) -> None:
    processes.add(11, "sudo", LI, 0, 1)
    assert processes.behind(11, str(LI)) == LI


def test_an_edition_that_becomes_root_altogether_is_asked_for_by_its_parent(processes: Processes) -> None:
    processes.add(11, "sudo", 0, 0, 10)
    assert processes.behind(11, str(LI)) == LI
    processes.add(21, "sudo", 0, 0, 1)  # its shell has ended: nobody knows any more whose it was
    assert processes.behind(21, str(LI)) == -1


def test_root_within_the_sudo_of_somebody_is_that_somebody(processes: Processes) -> None:
    processes.add(11, "sudo", LI, 0, 10)
    processes.add(12, "sudo", 0, 0, 11)
    assert processes.behind(12, "0") == LI


def test_a_service_that_uses_sudo_is_root(processes: Processes) -> None:
    processes.add(11, "sudo", 0, 0, 1)
    assert processes.behind(11, "0") == 0


@pytest.mark.parametrize("said", [None, "", str(WANG), "-1", "x"])
def test_sudo_and_the_kernel_must_say_the_same(processes: Processes, said: str | None) -> None:
    processes.add(11, "sudo", LI, 0, 10)
    assert processes.behind(11, said) == -1


def test_a_program_of_that_name_is_none(processes: Processes) -> None:
    processes.add(11, "sudo", LI, LI, 10)
    assert processes.behind(11, str(WANG)) is None
    assert processes.behind(10, str(WANG)) is None
    assert processes.behind(99, str(WANG)) is None


def test_a_shell_of_somebody_else_is_that_somebody(processes: Processes) -> None:
    processes.add(11, "sudo", LI, 0, 10)
    processes.add(12, "bash", OWNER, OWNER, 11)
    assert processes.behind(12, str(LI)) is None
