"""Measures and prints: start of the program, keys, writes, reads.

    make bench                 everything
    make bench ARGS="start"    the measurements whose name holds one of these words

Every ``tests/bench/measure_*.py`` has a function ``measure()`` that yields figures. Nothing here passes or fails;
figures depend on the machine, so compare ratios within one run.
"""

import importlib
import sys
from pathlib import Path

from tests.bench.figures import Figure


def main(words: list[str]) -> int:
    """Runs the measurements that are asked for, one after the other."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("measure_*.py"))
    for name in names:
        if words and not any(word in name for word in words):
            continue
        print(f"== {name.removeprefix('measure_')}", flush=True)
        figure: Figure
        for figure in importlib.import_module(f"tests.bench.{name}").measure():
            print(f"  {figure}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
