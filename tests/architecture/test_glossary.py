"""One word for one thing: the words of ``docs/architecture.md`` (glossary) that no name of the program may be.

A name of the program is what it defines: modules, classes, functions, parameters, variables, attributes of records.
Words of the packs, of the command line's JSON and of the record are contracts and stay what they are.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

SRC: Final = Path("src/deskconsole")

#: A word that no name may be → what is said instead.
REPLACED: Final = {
    "told": "describe_…, message",
    "said": "message",
    "found": "result, rows, or the noun",
    "known": "existing",
    "kept": "stored",
    "asked": "question",
    "but": "exclude",
    "besides": "except_action",
    "judge": "evaluate",
    "amount_to": "evaluate",
    "why_not": "refusal_for",
    "lacks": "missing_parts",
    "demand": "require",
    "squeeze": "normalise",
    "Book": "Rules",
    "Books": "RulesOf",
    "Play": "ClockReplay",
    "Run": "RunningClock",
    "Shelf": "AnswerIndex",
    "Seats": "Operators",
    "Learning": "QualificationOffer",
    "Switchboard": "Calls",
    "Leaving": "SafeDismiss",
    "Acting": "TicketActions",
    "Reading": "ReadTransaction",
    "Writing": "WriteTransaction",
    "own_fields": "pack_fields",
}
#: A name that begins so.
BEGINNINGS: Final = re.compile(r"_?(told|said)_")
#: Vague words, as a part of a file's name.
VAGUE: Final = frozenset(
    {"manager", "managers", "helper", "helpers", "util", "utils", "base", "common", "misc", "keeping"}
)
#: Words of the packs, of JSON answers and of events, by file: contracts.
CONTRACTS: Final = {
    ("domain/rules/forms.py", "told"),
}


def defined(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that a module defines, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def wrong_names() -> Iterator[str]:
    """Every name of the program that the glossary replaces."""
    for path in sorted(SRC.rglob("*.py")):
        where = str(path.relative_to(SRC))
        for line, name in defined(ast.parse(path.read_text(encoding="utf-8"))):
            bare = name.lstrip("_")
            if (bare in REPLACED or BEGINNINGS.match(name)) and (where, name) not in CONTRACTS:
                yield f"{where}:{line}: {name} → {REPLACED.get(bare, 'describe_…')}"


def test_names_are_those_of_the_glossary() -> None:
    assert not list(wrong_names())


def test_files_are_named_for_what_they_hold() -> None:
    assert not [path for path in SRC.rglob("*.py") if VAGUE & set(path.stem.split("_"))]
