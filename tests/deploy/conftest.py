"""A machine with the set-up over SSH, made once for all tests of a process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.deploy.machine import STORE, Machine

PAGE: Final = Path("docs/deploy.md")
HEADING: Final = "Several people over SSH"


@pytest.fixture(scope="session")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("machine")
    made = Machine(folder)
    try:
        made.install()
        made.follow(PAGE, HEADING)
        made.run("bash", "-ec", f"""
            useradd --create-home --shell /bin/sh --groups reception wang
            useradd --create-home --shell /bin/bash --groups reception boss
            useradd --create-home --shell /bin/sh --groups reception new
            desk() {{ sudo -u deskconsole deskconsole --store {STORE} "$@"; }}
            desk staff add wang --name 王芳 --role receiver --department service --os-account wang
            desk staff qualify wang
            desk staff add boss --name 老板 --role administrator --os-account boss
            echo theirs > /home/li/theirs.txt && chown li /home/li/theirs.txt && chmod 600 /home/li/theirs.txt
            printf 'touch /run/rc-was-run\\n' > /home/wang/.profile && cp /home/wang/.profile /home/wang/.bashrc
        """)  # fmt: skip
        made.open_ssh("li", "wang", "boss", "new")
        made.run("sh", "-c", "echo 'touch /run/rc-was-run' > /home/wang/.ssh/rc; chown wang /home/wang/.ssh/rc")
        made.ssh("li", "send", "li.txt", stdin=b"of li")
        yield made
    finally:
        made.close()
