"""What is private is opened in few places, each with its reason; everywhere else it prints masked."""

import ast
from pathlib import Path

SRC = Path("src/deskconsole")

#: Modules beside the desk's own that open a private text → why they may.
MAY_OPEN = {
    "text/private.py": "it is the class itself",
    "present/json.py": "the one reader of all answers: opens with --reveal, once that is on record",
    "documents/evacuation.py": "names and numbers of those in the house, on the list for a fire, on record",
    "screens/customers/form.py": "a number that is taken out of the file is named to the desk",
    "screens/intake/customer.py": "the number of the customer that was chosen goes into the form of who works on it",
    "screens/intake/open_forms.py": "a call that was picked up: its own form holds what is on its ticket",
    "screens/visitors/form_parts.py": "a visitor who comes again: what is known of them, that they are here already",
}


def _opens(path: Path) -> bool:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name == "revealed" or (name == "reveal" and isinstance(node.func, ast.Attribute) and not node.args):
                return True
    return False


def test_only_the_desk_and_who_has_a_reason_open_what_is_private() -> None:
    opening = {str(path.relative_to(SRC)) for path in SRC.rglob("*.py") if _opens(path)}
    assert {name for name in opening if not name.startswith("desk/")} == MAY_OPEN.keys()
