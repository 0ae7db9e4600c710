"""An import-linter contract: each part of the program with the parts that it may import directly."""

from importlinter import Contract, ContractCheck, fields, output


class MayImport(Contract):
    """Broken by an import between two parts that the list does not allow, and by a part that it does not name.

    ``parts`` holds lines such as ``store: domain``. A part is a module or package directly under the root
    package. A part imports itself and the root package freely; parts that do not exist yet are skipped.
    """

    parts = fields.ListField(subfield=fields.StringField())

    def check(self, graph, verbose):  # type: ignore[no-untyped-def]
        """Compares every direct import between two parts with the list."""
        allowed = dict(_line(line) for line in self.parts)
        root = self.session_options["root_packages"][0]
        wrong = [f"{part} is not listed" for part in _parts(graph, root) if part not in allowed]
        for importer in sorted(graph.modules):
            here = _part(importer, root)
            for imported in sorted(graph.find_modules_directly_imported_by(importer)):
                there = _part(imported, root)
                if there and here != there and (not here or there not in allowed.get(here, ())):
                    wrong.append(f"{importer} imports {imported}")
        return ContractCheck(kept=not wrong, metadata={"wrong": wrong})

    def render_broken_contract(self, check):  # type: ignore[no-untyped-def]
        """Prints one line for each import that is not allowed."""
        for line in check.metadata["wrong"]:
            output.print_error(f"- {line}")


def _line(line: str) -> tuple[str, set[str]]:
    part, _, others = line.partition(":")
    return part.strip(), set(others.split())


def _part(module: str, root: str) -> str:
    """The part that a module belongs to; empty for the root package itself and for other packages."""
    return module.split(".")[1] if module.startswith(f"{root}.") else ""


def _parts(graph, root: str) -> list[str]:  # type: ignore[no-untyped-def]
    return sorted({_part(module, root) for module in graph.modules} - {""})
