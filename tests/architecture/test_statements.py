"""What runs against the database is what the tables say, is asked for by names that exist, and names its site."""

import ast
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from sqlalchemy import TextClause
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import NullType
from sqlmodel import SQLModel

from deskconsole.domain.site.tables import TABLES
from deskconsole.store.compiled import texts
from deskconsole.store.mapping import names_of
from deskconsole.store.schema.parts import sql_of
from deskconsole.store.sqlite import structure_source
from deskconsole.store.sqlite.structure import STRUCTURE
from tests.architecture import statements as compiling

STORE: Final = Path("src/deskconsole/store")
#: Every statement that is compiled, by feature and name.
STATEMENTS: Final = [(feature, name) for feature, each in texts().items() for name in each]
#: What only SQLite understands. Another engine has a text of its own for each of these.
OF_SQLITE: Final = {"EVENTS_WITH_WORDS", "TEXTS_WITH_WORDS", "TICKETS_OF_CUSTOMERS", "TICKETS_WITH_WORDS"}
#: Statements over tables with sites that name none, and why.
OF_EVERY_SITE: Final = {
    "NEXT_TO_SETTLE": "read from the index ticket_settle alone, which has no site yet",
    "OPEN_TICKET_IDS": "read from the index ticket_open alone, which has no site yet",
    "QUEUE_COUNTS": "read from the index ticket_open alone, which has no site yet",
    "LAST_EVENT": "how large the keys are that the index of words has",
}
#: What is done with each table that is derived from the site's events; `site_rows.py` puts the names together.
_VERBS: Final = ("FIND", "ALL", "INSERT", "UPDATE", "DELETE")
_METHODS: Final = {"all", "one", "each", "run", "insert", "records", "record"}


def test_statements_are_compiled_from_the_tables() -> None:
    assert compiling.COMPILED.read_text(encoding="utf-8") == compiling.source(), "run `make statements`"


def test_the_structure_that_verify_expects_is_what_the_steps_make() -> None:
    assert STRUCTURE.read_text(encoding="utf-8") == structure_source.source(), "run `make statements`"


# --- names and values ----------------------------------------------------------------------------------------------


def _modules() -> Iterator[tuple[str, ast.Module]]:
    rooms = (".", "care", "clocks", "figures", "personal", "record", "sign_on", "sqlite")
    for path in sorted(path for room in rooms for path in (STORE / room).glob("*.py")):
        yield str(path), ast.parse(path.read_text(encoding="utf-8"))


def _features(tree: ast.Module) -> dict[str, str]:
    """Name of a module's constant → the feature whose statements it holds."""
    return {
        ast.unparse(node.target): ast.literal_eval(node.value.args[0])
        for node in tree.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Call)
        if ast.unparse(node.value.func) == "statements"
    }


def _used(tree: ast.AST, features: Mapping[str, str]) -> Iterator[tuple[ast.Attribute, str, str]]:
    """Each statement that is named: where, its feature, its name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in features:
            yield node, features[node.value.id], node.attr


def test_every_name_is_a_statement_and_every_statement_is_used() -> None:
    used: set[tuple[str, str]] = set()
    for path, tree in _modules():
        for node, feature, name in _used(tree, _features(tree)):
            assert name in texts()[feature], f"{path}:{node.lineno}: {feature} has no statement {name}"
            used.add((feature, name))
    used |= {("site_rows", f"{verb}_{table.name.upper()}") for table in TABLES if table.written for verb in _VERBS}
    assert set(STATEMENTS) - used == set()


def _given(call: ast.Call, function: ast.FunctionDef, module: Any) -> set[str] | None:
    """The names of the values that a call gives; ``None`` where that is not to be seen from here."""
    names: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg is not None:
            names.add(keyword.arg)
        elif (more := _columns(keyword.value, function, module)) is not None:
            names |= more
        else:
            return None
    return names


def _columns(value: ast.expr, function: ast.FunctionDef, module: Any) -> set[str] | None:
    """The columns of ``**columns_of(record)``, by the record's annotation or the call that makes it."""
    if not (isinstance(value, ast.Call) and ast.unparse(value.func) == "columns_of"):
        return None
    record = value.args[0]
    arguments = [*function.args.args, *function.args.kwonlyargs]
    annotated = {each.arg: ast.unparse(each.annotation) for each in arguments if each.annotation is not None}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            annotated[ast.unparse(node.targets[0])] = ast.unparse(node.value.func)
    made = ast.unparse(record.func) if isinstance(record, ast.Call) else annotated.get(ast.unparse(record), "")
    kind = getattr(module, made, None)
    return set(names_of(kind)) if isinstance(kind, type) else None


def test_every_value_of_a_statement_is_given_and_none_besides() -> None:
    unseen: list[str] = []
    for path, tree in _modules():
        features = _features(tree)
        module = import_module(".".join(Path(path).with_suffix("").parts[1:]))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                if not (isinstance(call.func, ast.Attribute) and call.func.attr in _METHODS):
                    continue
                for _node, feature, name in [each for one in call.args for each in _used(one, features)]:
                    wanted = set(re.findall(r":(\w+)", texts()[feature][name])) - {"site_id"}
                    explicit = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
                    assert explicit <= wanted, f"{path}:{call.lineno}: {name} takes no {explicit - wanted}"
                    given = _given(call, function, module)
                    if given is None:
                        unseen.append(name)
                    else:
                        assert wanted <= given, f"{path}:{call.lineno}: {name} also needs {wanted - given}"
    # What these are given is put together on the way; each is run by a test of the store.
    assert set(unseen) <= {
        *("INSERT_TICKET", "SAVE_TICKET", "INSERT_CLOCK", "SAVE_CLOCK", "INSERT_EVENT", "SAVE_HEAD"),
        "EMPTY_CUSTOMER",
        *("INSERT_TICKET_FACT", "UPDATE_TICKET_FACT", "SAVE_CLOCK_FACT", "SAVE_CALL_FACT"),
        "SAVE_SURVEY_FACT",
        *("LEDGER_PAGE", "LEDGER_EVENTS", "LEDGER_LATE"),
    }


# --- sites ---------------------------------------------------------------------------------------------------------


def test_every_statement_names_its_site() -> None:
    for feature in compiling.features():
        compiling.statements(feature)  # imported, its tables are known
    with_site = [table.name for table in SQLModel.metadata.tables.values() if "site_id" in table.c]
    of_sites = re.compile(rf"\b(FROM|JOIN|INTO|UPDATE) ({'|'.join(with_site)})\b")
    without = {
        name
        for statements in texts().values()
        for name, sql in statements.items()
        if of_sites.search(sql) and ":site_id" not in sql
    }
    assert without == set(OF_EVERY_SITE)


# --- engines -------------------------------------------------------------------------------------------------------


def test_every_statement_but_sqlites_own_is_one_for_postgresql_too() -> None:
    dialect = postgresql.dialect(paramstyle="named")  # type: ignore[no-untyped-call]
    every = {name: each for feature in compiling.features() for name, each in compiling.statements(feature).items()}
    for name, statement in every.items():
        if not isinstance(statement, TextClause):
            assert sql_of(statement, dialect)
            binds = statement.compile(dialect=dialect).binds.values()
            # PostgreSQL must know the type of a value that is compared with nothing but null.
            assert [f"{name} {bind.key}" for bind in binds if isinstance(bind.type, NullType)] == []
    assert {name for name, statement in every.items() if isinstance(statement, TextClause)} == OF_SQLITE


def test_what_is_sqlites_own_stands_in_its_folder() -> None:
    own = re.compile(r"\b(PRAGMA|MATCH|json_(extract|each)|fts5|rowid|sqlite_\w+)\b")
    wrong = [
        f"{path}:{node.lineno}: {node.value}"
        for path in sorted(STORE.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "\n" not in node.value
        if own.search(node.value)
    ]
    assert wrong == []


def test_an_engine_is_a_folder() -> None:
    """What runs imports neither an engine nor the tables; ``api`` finds the engine by its name."""
    inside = (STORE / "sqlite", STORE / "schema")
    wrong = [
        f"{path}:{node.lineno}"
        for path in sorted(STORE.parent.rglob("*.py"))
        if not any(path.is_relative_to(folder) for folder in inside)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        if re.search(r"\bdeskconsole\.store(\.| import )(sqlite|schema)\b", ast.unparse(node))
    ]
    assert wrong == []
    heavy = [
        str(path.relative_to(STORE))
        for path in sorted(STORE.rglob("*.py"))
        if not path.is_relative_to(STORE / "schema")
        if re.search(r"^(from|import) (sqlalchemy|sqlmodel|alembic)", path.read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert heavy == ["sqlite/migrations.py"]
