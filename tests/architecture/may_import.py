"""An import-linter contract: each part of the program with the parts that it may import directly."""

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class MayImport(Contract):
    """Broken by an import between two parts that the list does not allow, and by a part that it does not name.

    ``parts`` holds lines such as ``store: domain``. A part is a module or package directly under the root
    package. A part imports itself and the root package freely; parts that do not exist yet are skipped.
    """

    parts = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Compares every direct import between two parts with the list."""
        allowed = dict(_line(line) for line in cast(list[str], self.parts))
        root = self.session_options["root_packages"][0]
        found = {_part(module, root) for module in graph.modules} - {""}
        wrong = [f"{part} is not listed" for part in sorted(found - allowed.keys())]
        for importer in sorted(graph.modules):
            here = _part(importer, root)
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                there = _part(imported, root)
                if there and there != here and there not in allowed.get(here, ()):
                    wrong.append(f"{importer} imports {imported}")
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Prints one line for each import that is not allowed."""
        for line in check.metadata["wrong"]:
            output.print_error(f"- {line}")


def _line(line: str) -> tuple[str, set[str]]:
    part, _, others = line.partition(":")
    return part.strip(), set(others.split())


def _part(module: str, root: str) -> str:
    """The part that a module belongs to; empty for the root package itself and for other packages."""
    return module.split(".")[1] if module.startswith(f"{root}.") else ""
