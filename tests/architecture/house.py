"""The house in figures: how large its rooms are, how they hang together, and the goal of each.

    python -m tests.architecture.house

prints the table, the goal that is not met first; ``test_house.py`` holds the goals.
"""

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from typing import Final, NamedTuple

import grimp

SRC: Final = Path("src/deskconsole")
TESTS: Final = Path("tests")
#: A store's old shapes stay as they were written.
HISTORY: Final = "revisions"
#: Marks a line that says why it is as it is: an import inside a function without one is not allowed.
REASON: Final = "#"
#: Libraries that are imported when they are used: each would cost every start 20 ms and more.
HEAVY: Final = {"argon2", "docx", "icalendar", "phonenumbers", "pypinyin", "typst", "xlsxwriter"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Figure(NamedTuple):
    """One figure: what it is, its value and its goal (``most``: at most; otherwise at least), and where it is met."""

    what: str
    value: float
    goal: float
    where: str = ""
    most: bool = True

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.value <= self.goal if self.most else self.value >= self.goal

    def __str__(self) -> str:
        """As a line of the table."""
        mark = "  " if self.met else "! "
        bound = f"{'≤' if self.most else '≥'} {self.goal:,.10g}"
        return f"{mark}{self.what:<44}{self.value:>10,.10g}   {bound:<10}{self.where}"


class Source(NamedTuple):
    """A file of the program: its module, its text and its tree."""

    module: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def lines(self) -> int:
        """Lines of the file."""
        return self.text.count("\n")

    def functions(self) -> Iterator[Function]:
        """Every function and method in it."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


def read(root: Path) -> list[Source]:
    """The files of a program under the folder of its package."""
    return [_source(path, root) for path in sorted(root.rglob("*.py")) if HISTORY not in path.parts]


def _source(path: Path, root: Path) -> Source:
    text = path.read_text(encoding="utf-8")
    parts = path.relative_to(root.parent).with_suffix("").parts
    return Source(".".join(parts).removesuffix(".__init__"), path, text, ast.parse(text))


def imports_inside(sources: list[Source]) -> list[tuple[Source, ast.Import | ast.ImportFrom]]:
    """The imports that are made when a function runs, each once."""
    return [
        (source, node)
        for source in sources
        for node in {id(n): n for f in source.functions() for n in ast.walk(f)}.values()
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]


def unexplained(sources: list[Source]) -> list[str]:
    """Imports inside functions, heavy libraries aside, that do not say why they are there: on their line, or on the
    one above."""
    found = []
    for source, node in imports_inside(sources):
        lines = source.text.splitlines()
        above, itself = lines[node.lineno - 2].strip(), lines[(node.end_lineno or node.lineno) - 1]
        if not above.startswith(REASON) and REASON not in itself and not _libraries(node) <= HEAVY:
            found.append(f"{source.path}:{node.lineno}")
    return found


def _libraries(node: ast.Import | ast.ImportFrom) -> set[str]:
    names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
    return {name.partition(".")[0] for name in names}


def classes(sources: list[Source]) -> Mapping[str, int]:
    """Lines of each class together with its bases of this project."""
    found = {}
    for source in sources:
        names = _names(source)
        for node in ast.walk(source.tree):
            if isinstance(node, ast.ClassDef):
                bases = [ast.unparse(base).partition("[")[0] for base in node.bases]
                found[f"{source.module}.{node.name}"] = (
                    _length(node),
                    [names.get(base, f"{source.module}.{base}") for base in bases],
                )
    return {name: sum(found[each][0] for each in _family(name, found)) for name in found}


def _names(source: Source) -> Mapping[str, str]:
    """What a file imports by name: name → its full name."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def _family(name: str, found: Mapping[str, tuple[int, list[str]]]) -> set[str]:
    family, waiting = set(), [name]
    while waiting:
        one = waiting.pop()
        if one in found and one not in family:
            family.add(one)
            waiting += found[one][1]
    return family


def _length(node: ast.ClassDef | Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("deskconsole", cache_dir=None, exclude_type_checking_imports=True)


def circles() -> list[frozenset[str]]:
    """Groups of files that import each other, wherever the imports stand; empty files of packages do not count."""
    graph = _graph()
    modules = {module for module in graph.modules if HISTORY not in module}
    ahead = {one: graph.find_modules_directly_imported_by(one) & modules for one in modules}
    return [group for group in _groups(ahead) if len(group) > 1]


def _groups(ahead: Mapping[str, set[str]]) -> list[frozenset[str]]:
    """What can be reached from each other (Kosaraju), without recursion."""
    order: list[str] = []
    seen: set[str] = set()
    for start in ahead:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(ahead[start]))]
        while path:
            node, rest = path[-1]
            following = next((each for each in rest if each not in seen), None)
            if following is None:
                order.append(node)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(ahead[following])))
    behind: dict[str, set[str]] = {one: set() for one in ahead}
    for one, others in ahead.items():
        for other in others:
            behind[other].add(one)
    groups, placed = [], set()
    for start in reversed(order):
        group, waiting = set(), [start]
        while waiting:
            one = waiting.pop()
            if one not in placed:
                placed.add(one)
                group.add(one)
                waiting += behind[one]
        if group:
            groups.append(frozenset(group))
    return groups


def figures(sources: list[Source] | None = None) -> list[Figure]:
    """Every figure of the house, with its goal."""
    sources = sources if sources is not None else read(SRC)
    modules = [source for source in sources if source.path.name != "__init__.py"]
    rooms = Counter(source.path.parent for source in modules)
    room, most = rooms.most_common(1)[0]
    inner = circles()
    sizes = {str(source.path): source.lines for source in modules}
    file = max(sizes, key=lambda name: sizes[name])
    functions = {f"{s.path}:{f.lineno} {f.name}": _length(f) for s in sources for f in s.functions()}
    function = max(functions, key=lambda name: functions[name])
    of_classes = classes(sources)
    largest = max(of_classes, key=lambda name: of_classes[name])
    lines = sum(source.lines for source in sources)
    graph = _graph()
    arrows = sum(len(graph.find_modules_directly_imported_by(source.module)) for source in modules)
    tested = sum(path.read_text(encoding="utf-8").count("\n") for path in TESTS.rglob("*.py"))
    lengths = list(functions.values())
    return [
        Figure("files in the largest folder", most, 20, str(room)),
        Figure("files a folder, mean", round(sum(rooms.values()) / len(rooms), 1), 8),
        Figure("imports of the project a file", round(arrows / len(modules), 1), 4),
        Figure("circles of files", len(inner), 0, ", ".join(min(group) for group in inner)),
        Figure("imports inside functions", len(imports_inside(sources)), 60),
        Figure("lines of the largest class with its bases", of_classes[largest], 300, largest),
        Figure("lines of a file, median", median(sizes.values()), 140),
        Figure("lines of the largest file", sizes[file], 350, file),
        Figure("lines of a function, median", median(lengths), 6),
        Figure("lines of a function, p90", round(quantiles(lengths, n=10)[-1]), 17),
        Figure("lines of the largest function", functions[function], 60, function),
        Figure("lines of the source", lines, 41_000),
        Figure("files of the source", len(modules), 260),
        Figure("lines of tests a line of source", round(tested / lines, 2), 0.8, most=False),
    ]


if __name__ == "__main__":
    table = figures()
    print(f"{sum(figure.met for figure in table)} of {len(table)} figures of the house meet their goal")
    print(*sorted(table, key=lambda figure: figure.met), sep="\n")
