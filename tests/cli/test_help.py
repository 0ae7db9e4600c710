"""``help``: the pages of the manual, in the terminal; no store is needed."""

import pytest

from deskconsole.desk.manual.pages import topics
from tests.cli.support import Cli


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_pages_are_listed_and_read(cli: Cli, lang: str) -> None:
    cli.store.unlink()
    listed = cli("help", as_=None, lang=lang)
    assert [line.split()[0] for line in listed.out.splitlines()] == [topic.name for topic in topics()]
    page = cli("help", *(["队列"] if lang == "zh" else ["the", "day"]), as_=None, lang=lang)
    assert ("下一步" in page.out, "The day on one page" in page.out) == (lang == "zh", lang == "en")
    document = cli.json("help", "dl", as_=None, lang=lang)
    assert (document["name"], document["title"]) == ("queue", "队列" if lang == "zh" else "Queue")


def test_an_unknown_page_names_the_nearest(cli: Cli) -> None:
    refused = cli("help", "queeu", as_=None)
    assert (refused.status, refused.out) == (1, "")
    assert "Queue" in refused.err
