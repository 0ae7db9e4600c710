"""What the search would not find, or would find wrongly."""

from collections.abc import Iterator

from deskconsole.desk.verifying.run import Verification
from deskconsole.errors import DeskError
from deskconsole.store import search_checking


def word_differences(run: Verification) -> Iterator[DeskError]:
    """The words of each ticket, customer and article, as the index has them and as their texts say."""
    for differing in search_checking.words_differ(run.reading):
        yield DeskError(
            "search: the words of {what} differ: missing {missing}, too many {extra}",
            what=differing.what,
            missing=" ".join(differing.missing) or "-",
            extra=" ".join(differing.extra) or "-",
        )
