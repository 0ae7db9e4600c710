"""Prints what is past the soft size bounds: file 300 lines, class 200, function 40. It never fails.

    python -m tests.architecture.bounds

Split a thing where a second one has moved in; leave what is one thing.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

FILE: Final = 300
CLASS: Final = 200
FUNCTION: Final = 40


class Excess(NamedTuple):
    """A thing longer than its bound, in lines."""

    where: str
    lines: int
    bound: int


def measure(root: Path) -> list[Excess]:
    """Everything under ``root`` that is past its bound, the largest part of its bound first."""
    found = [excess for path in sorted(root.rglob("*.py")) for excess in _of_file(path)]
    return sorted(found, key=lambda excess: excess.lines / excess.bound, reverse=True)


def _of_file(path: Path) -> Iterator[Excess]:
    text = path.read_text(encoding="utf-8")
    lines = text.count("\n")
    # A table that is made from another file is as long as it is.
    if lines > FILE and "generated" not in text[:200].lower():
        yield Excess(str(path), lines, FILE)
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            bound = CLASS if isinstance(node, ast.ClassDef) else FUNCTION
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > bound:
                yield Excess(f"{path}:{node.lineno} {node.name}", size, bound)


if __name__ == "__main__":
    past = [excess for folder in ("src", "tests") for excess in measure(Path(folder))]
    print(f"{len(past)} past the soft bounds" if past else "Nothing is past the soft bounds.")
    for excess in past:
        print(f"  {excess.where}: {excess.lines} lines ({excess.bound})")
