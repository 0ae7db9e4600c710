"""The rules are data: no code knows a rule by its number or a pack by its name. Docstrings and comments may."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

RULE = re.compile(r"\b[REFM]\d\d\b")
PACKS = sorted({"robot-integrator"} | {path.name for path in Path("data/packs").glob("[!.]*") if path.is_dir()})


def words(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Every name and every text of a module with its line, docstrings left out."""
    documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.lineno, node.value
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.lineno, node.name


def in_code(pattern: re.Pattern[str]) -> list[str]:
    """Where the code of the program says what the pattern finds."""
    return [
        f"{path}:{line}: {word}"
        for path in sorted(Path("src/deskconsole").rglob("*.py"))
        for line, word in words(ast.parse(path.read_text(encoding="utf-8")))
        if pattern.search(word)
    ]


def test_no_rule_number_in_code() -> None:
    assert not in_code(RULE)


def test_no_pack_name_in_code() -> None:
    assert not in_code(re.compile("|".join(map(re.escape, PACKS))))


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("if rule == 'R05': pass", True),
        ("x = f'clock {n} of M12'", True),
        ("R05 = 1", True),
        ("'''What R05 asks.'''", False),
        ("def ask():\n    '''What R05 asks.'''\n    return 1  # E11", False),
        ("x = 'R5 F001 XR05'", False),
    ],
)
def test_rule_numbers_are_found_in_code_alone(code: str, found: bool) -> None:
    assert any(RULE.search(word) for _, word in words(ast.parse(code))) is found
