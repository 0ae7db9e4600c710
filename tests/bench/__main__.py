"""Measures and prints: start of the program, keys, bytes on the line, writes, reads, memory.

    make bench                       everything; the big store is made once and kept in the temporary folder
    make bench ARGS="start keys"     the measurements whose name holds one of these words
    make bench ARGS="--quick"        little of everything in under a minute: shows that it works, not how fast it is
    make bench ARGS="start keys --against ../before"      another version beside this one, in one run; its checkout is
                                     made by ``git worktree add ../before TAG``, and needs nothing installed

Every ``tests/bench/measure_*.py`` has a function ``measure(size)`` that yields ratios and figures. Nothing here passes
or fails; figures depend on the machine, so compare ratios within one run.
"""

import argparse
import compileall
import importlib
import platform
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.bench import against
from tests.bench.figures import Figure, Ratio, Size

_HERE = Path(__file__).parent
_RATIOS = ("", "baseline", "subject", "unit", "ratio", "goal", "met")
_FIGURES = ("", "median", "p95", "unit", "runs", "goal", "met")
#: Columns with numbers are set to the right.
_RIGHT = frozenset({1, 2, 4})


def main(arguments: list[str]) -> int:
    """Runs the measurements that are asked for, one after the other, and prints one table of all."""
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("words", nargs="*", help="only measurements whose name holds one of these")
    parser.add_argument("--quick", action="store_true", help="a smoke run")
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another version, measured beside this one")
    parser.add_argument("--lines", action="store_true", help="each result as a line of JSON, for --against")
    args = parser.parse_args(arguments)
    size = Size(quick=args.quick)
    if args.lines:
        print(*map(against.written, run(args.words, size)), sep="\n")
        return 0
    if args.against is not None:
        rows = [pair.cells() for pair in against.pairs(names_of(args.words), size, args.against)]
        text = "\n".join(_lines(against.HEAD, rows))
    else:
        text = table(run(args.words, size))
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}; compiled files\n")
    print(text)
    return 0


def names_of(words: Sequence[str]) -> list[str]:
    """The measurements whose name holds one of the words; all of them where there is none."""
    names = sorted(path.stem for path in _HERE.glob("measure_*.py"))
    return [name for name in names if not words or any(word in name for word in words)]


def run(words: Sequence[str], size: Size) -> list[Ratio | Figure]:
    """What the measurements yield, in the order of their names; progress goes to standard error."""
    compileall.compile_dir(_HERE, quiet=1)
    results: list[Ratio | Figure] = []
    for name in names_of(words):
        print(f"== {name.removeprefix('measure_')}", file=sys.stderr, flush=True)
        found: Ratio | Figure
        for found in importlib.import_module(f"tests.bench.{name}").measure(size):
            print("  " + "  ".join(found.cells()), file=sys.stderr, flush=True)
            results.append(found)
    return results


def table(results: Sequence[Ratio | Figure]) -> str:
    """Ratios first, then figures."""
    ratios = [found.cells() for found in results if isinstance(found, Ratio)]
    figures = [found.cells() for found in results if isinstance(found, Figure)]
    return "\n".join([*_lines(_RATIOS, ratios), "", *_lines(_FIGURES, figures)])


def _lines(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
    if not rows:
        return []
    widths = [max(len(row[place]) for row in (head, *rows)) for place in range(len(head))]
    return [
        "  ".join(
            cell.rjust(width) if place in _RIGHT else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, tuple("-" * width for width in widths), *rows)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
