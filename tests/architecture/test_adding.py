"""The pages that say how something is added are right: each example is done to a copy of the tree, and works there."""

from pathlib import Path

import pytest

from tests.architecture.adding import PAGES, Example, apply, copy_tree, examples, prove

EXAMPLES = [example for page in PAGES for example in examples(page)]
of_each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name.replace(" ", "-"))


def test_every_page_has_an_example() -> None:
    assert [page.stem for page in PAGES] == [
        *("adding-command", "adding-event", "adding-field", "adding-query", "adding-screen")
    ]
    assert all(examples(page) for page in PAGES)


@of_each
def test_a_page_says_how_many_files_are_touched(example: Example) -> None:
    assert example.files == example.stated_files


@of_each
def test_what_people_read_in_an_example_is_translated(example: Example) -> None:
    assert example.untranslated == set()


@pytest.mark.slow
@of_each
def test_an_example_works(example: Example, tmp_path: Path) -> None:
    copy_tree(tmp_path)
    apply(example, tmp_path)
    done = prove(example, tmp_path)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_a_block_that_does_not_fit_is_told(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("In `a.py`, after the line `x = 1`:\n\n```python\ny = 2\n```\n", encoding="utf-8")
    (example,) = examples(page)
    (tmp_path / "a.py").write_text("x = 1\n    x = 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="2 times"):
        apply(example, tmp_path)
    (tmp_path / "a.py").write_text("x = 1\nz = 3\n", encoding="utf-8")
    apply(example, tmp_path)
    assert (tmp_path / "a.py").read_text(encoding="utf-8") == "x = 1\ny = 2\nz = 3\n"
