"""What the program, its tests and its pages point to is there: pages of `docs/`, their headings, files of the tree."""

import re
from pathlib import Path
from typing import Final

import pytest

DOCS: Final = Path("docs")
PAGES: Final = tuple(sorted(DOCS.glob("*.md")))
SOURCES: Final = tuple(sorted(path for root in ("src", "tests") for path in Path(root).rglob("*.py")))
#: A page as the program names it: by its name alone, or with its folder.
_PAGE: Final = re.compile(r"`(?:docs/)?([\w-]+\.md)`")
#: What lies outside the tree.
_OUTSIDE: Final = re.compile(r"\bspec" "/")
_LINK: Final = re.compile(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)")
#: Files as the pages name them, from the root of the tree or from that of the program.
_FILE: Final = re.compile(r"`((?:src|tests|data|docs|[a-z_]+)/[\w/.-]+\.(?:py|toml|md|json|tcss))`")
#: Code that a page quotes, and the file that it is of.
_QUOTED: Final = re.compile(r"From `([^`]+)`:\n\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCE: Final = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading).strip().lower().replace(" ", "-") for heading in headings} | set(
        re.findall(r'<a id="([\w-]+)"></a>', page.read_text(encoding="utf-8"))
    )


def test_the_program_points_to_pages_that_there_are() -> None:
    existing = {page.name for page in PAGES}
    wrong = [
        f"{path}: {name}"
        for path in SOURCES
        for name in _PAGE.findall(path.read_text(encoding="utf-8").replace("``", "`"))
        if name not in existing
    ]
    assert wrong == []


def test_nothing_points_outside_the_tree() -> None:
    files = [*SOURCES, *PAGES, Path("README.md"), Path("README.zh.md"), Path("CHANGELOG.md")]
    assert [str(file) for file in files if _OUTSIDE.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("page", [*PAGES, Path("README.md"), Path("README.zh.md")], ids=str)
def test_links_of_a_page_lead_somewhere(page: Path) -> None:
    wrong = []
    for target, anchor in _LINK.findall(_FENCE.sub("", page.read_text(encoding="utf-8"))):
        if "://" in target:
            continue
        file = page.parent / target if target else page
        if not file.exists() or (anchor and anchor not in anchors(file)):
            wrong.append(f"{target}#{anchor}")
    assert wrong == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.stem.startswith(("adding", "architecture"))], ids=str)
def test_files_that_a_page_names_are_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    new = set(re.findall(r"^New file `([^`]+)`", text, flags=re.MULTILINE))
    roots = (Path(), Path("src/deskconsole"))
    named = set(_FILE.findall(_FENCE.sub("", text))) - new
    assert [name for name in sorted(named) if not any((root / name).exists() for root in roots)] == []


def test_code_that_a_page_quotes_is_that_of_its_file() -> None:
    quoted = [found for page in PAGES for found in _QUOTED.findall(page.read_text(encoding="utf-8"))]
    assert quoted
    assert [path for path, code in quoted if code not in Path(path).read_text(encoding="utf-8")] == []
