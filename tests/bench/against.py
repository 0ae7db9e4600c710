"""The same measurements of two versions in one run: how it was before, how it is now.

Each measurement runs in processes of its own, with the measurements of this tree and the program of one of the two;
what disturbs the machine meanwhile disturbs both. Each version has stores of its own, made by itself.
"""

import compileall
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from tests.bench.figures import Figure, Ratio, Size, number, verdict

_HERE: Final = Path(__file__).parents[2]
Result: TypeAlias = Ratio | Figure


class Pair(NamedTuple):
    """One result of both versions."""

    before: Result
    now: Result

    def cells(self) -> tuple[str, ...]:
        """The pair as a line of the table; of what is held against its 95th percentile, that."""
        before, now = _value(self.before), _value(self.now)
        goal, met = self.now.cells()[-2:]
        change = f"{now / before:.2f}" if before else ""
        unit = "×" if isinstance(self.now, Ratio) else self.now.unit
        return (self.now.name, number(before), number(now), unit, change, goal, f"{verdict(self.before.met)} → {met}")


HEAD: Final = ("", "before", "now", "unit", "now/before", "goal", "met")


def pairs(names: Sequence[str], size: Size, tree: Path) -> Iterator[Pair]:
    """Measures the checkout ``tree`` and this one by turns; what only one of them yields is left out."""
    compileall.compile_dir(tree / "src", quiet=1)
    for name in names:
        before, now = (_results(name, size, each) for each in (tree.resolve(), _HERE))
        yield from (Pair(before[title], now[title]) for title in now if title in before)


def written(result: Result) -> str:
    """A result as a line that another process reads."""
    return json.dumps({"of": type(result).__name__, **asdict(result)})


def _results(name: str, size: Size, tree: Path) -> Mapping[str, Result]:
    print(f"== {name.removeprefix('measure_')} of {tree}", file=sys.stderr, flush=True)
    stores = Path(tempfile.gettempdir())
    if tree != _HERE:
        stores = stores / f"deskconsole-bench-before-{os.getuid()}"
        stores.mkdir(mode=0o700, exist_ok=True)
    environ = {**os.environ, "TMPDIR": str(stores), "PYTHONPATH": os.pathsep.join((str(tree / "src"), str(_HERE)))}
    command = [sys.executable, "-m", "tests.bench", name, "--lines", *(["--quick"] if size.quick else [])]
    done = subprocess.run(command, env=environ, cwd=_HERE, stdout=subprocess.PIPE, text=True, check=True)
    results = (_read(json.loads(line)) for line in done.stdout.splitlines())
    return {result.name: result for result in results}


def _read(fields: dict[str, Any]) -> Result:
    kind: type[Result] = Ratio if fields.pop("of") == "Ratio" else Figure
    return kind(**fields)


def _value(result: Result) -> float:
    if isinstance(result, Ratio):
        return result.ratio
    return result.p95 if result.tail else result.median
