"""How long a command takes to start; a telephone system's hook waits for one."""

import subprocess
import sys
from collections.abc import Iterator

from tests.bench.figures import Figure, take

RUNS = 15


def measure() -> Iterator[Figure]:
    """The interpreter alone, the parts that every command loads, and what the screens load."""
    yield take("python alone", lambda: _python("pass"), runs=RUNS)
    yield take("import deskconsole.cli", lambda: _python("import deskconsole.cli"), runs=RUNS, limit=200)
    yield take("deskconsole --help", lambda: _python("from deskconsole.cli import main; main()", "--help"), runs=RUNS)


def _python(code: str, *arguments: str) -> None:
    subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True)
