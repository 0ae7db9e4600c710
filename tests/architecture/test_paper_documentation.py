"""What `docs/papers.md` names as places of a Word file is what is filled there."""

import re
from pathlib import Path
from typing import Final

from deskconsole.desk.papers.papers import ticket_on_paper
from deskconsole.documents.paper import paper_of
from deskconsole.documents.paper_lists import LISTS
from tests.desk.support import Bench

PAGE: Final = Path("docs/papers.md").read_text("utf-8")
PLACES: Final = re.findall(r"\{\{([a-z_.]+)\}\}", PAGE)


def test_every_place_is_documented_and_no_other(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    paper = paper_of(bench.desk, ticket_on_paper(bench.desk, bench.take()))
    bench.desk.store.close()
    single = {place for place in PLACES if "." not in place} - set(LISTS)
    assert single == set(paper.values) - set(LISTS)


def test_every_column_of_a_list_is_documented() -> None:
    told = {place for place in PLACES if "." in place}
    assert told == {
        f"{name}.{column}" for name, (_title, columns) in LISTS.items() for column, _label, _share in columns
    }
