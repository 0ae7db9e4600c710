"""Finds every text for people in the program's source, by reading the syntax tree.

Taken are the literals given to ``_``, ``N_`` and ``ngettext``, and to every function, class or dataclass of the
program that has a parameter called ``template`` (``DeskError`` and what derives from it, ``Problem`` …), wherever
that parameter stands. A template may be a literal, a choice between literals, or a name that the same file
assigns literals to; anything else is reported, since nobody could translate it. ``_`` may also be given what
``N_`` marked elsewhere.
"""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeGuard

SOURCE: Final = Path("src/deskconsole")
PARAMETER: Final = "template"
#: hands texts through by its nature: what it is given was marked elsewhere
CATALOGUE: Final = SOURCE / "present" / "catalogue.py"
MARKS: Final = {"_": (0,), "N_": (0,), "ngettext": (0, 1)}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Message = tuple[str, ...]


@dataclass
class Texts:
    """Messages (one text, or singular and plural) with the files that hold them, and what cannot be translated."""

    found: dict[Message, set[str]] = field(default_factory=dict)
    unclear: list[str] = field(default_factory=list)


def texts(source: Path = SOURCE) -> Texts:
    """Everything that the catalogues must hold."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(source.rglob("*.py"))}
    public = {name: at for name, at in carriers(trees.values()).items() if not name.startswith("_")}
    result = Texts()
    for path, tree in trees.items():
        takers = {**MARKS, **{name: (at,) for name, at in (public | carriers([tree])).items()}}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (name := _name(node.func)) in takers:
                _take(node, takers[name], tree, path, result)
    return result


def carriers(trees: Iterable[ast.Module]) -> dict[str, int]:
    """Names of functions and classes that take a template, with its position among the arguments."""
    trees = list(trees)
    classes = {node.name: node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    functions = [node for tree in trees for node in tree.body if isinstance(node, Function)]
    found = {node.name: at for node in functions if (at := _position(node)) is not None}
    for name in classes:
        at = _class_position(name, classes)
        if at is not None:
            found[name] = at
    return found


def _class_position(name: str, classes: dict[str, ast.ClassDef]) -> int | None:
    """Where a class takes its template: by its own ``__init__``, its fields, else as its first base does."""
    node = classes.get(name)
    if node is None:
        return None
    for part in node.body:
        if isinstance(part, Function) and part.name == "__init__":
            at = _position(part)
            return None if at is None else at - 1
    fields = [_name(part.target) for part in node.body if isinstance(part, ast.AnnAssign)]
    if PARAMETER in fields:
        return fields.index(PARAMETER)
    others = {other: part for other, part in classes.items() if other != name}  # a base may have the same name
    return next((at for base in node.bases if (at := _class_position(_name(base), others)) is not None), None)


def _position(function: Function) -> int | None:
    names = [argument.arg for argument in [*function.args.posonlyargs, *function.args.args]]
    return names.index(PARAMETER) if PARAMETER in names else None


def _take(call: ast.Call, positions: tuple[int, ...], tree: ast.Module, path: Path, result: Texts) -> None:
    named = [word.value for word in call.keywords if word.arg == PARAMETER]
    given = named or [call.args[at] for at in positions if at < len(call.args)]
    options = [list(_literals(value, tree)) for value in given]
    if not options or any(not option for option in options):
        if path != CATALOGUE and not (given and (_name(call.func) == "_" or _passed_on(given[0]))):
            result.unclear.append(f"{path}:{call.lineno}: {ast.unparse(call)[:100]}")
        return
    for message in [tuple(part[0] for part in options)] if len(options) > 1 else [(text,) for text in options[0]]:
        result.found.setdefault(message, set()).add(path.as_posix())


def _literals(value: ast.expr, tree: ast.Module) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.IfExp):
        yield from _literals(value.body, tree)
        yield from _literals(value.orelse, tree)
    elif isinstance(value, ast.Name) and value.id != PARAMETER:
        for node in ast.walk(tree):
            if _assigns(node, value.id):
                yield from _literals(node.value, tree)


def _assigns(node: ast.AST, name: str) -> TypeGuard[ast.Assign]:
    if isinstance(node, ast.AnnAssign):
        return node.value is not None and _name(node.target) == name
    return isinstance(node, ast.Assign) and any(_name(target) == name for target in node.targets)


def _passed_on(value: ast.expr) -> bool:
    """Whether a template is handed through: ``template``, ``error.template``, ``"{where}: " + template``.

    What comes from an attribute or a table was marked by ``N_`` where it stands.
    """
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return _passed_on(value.right)
    return isinstance(value, ast.Attribute | ast.Subscript) or _name(value) in {PARAMETER, "message"}


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
