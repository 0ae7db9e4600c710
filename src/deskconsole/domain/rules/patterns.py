"""How long a regular expression of a pack may take, told from the expression alone.

The engine of the standard library tries every way in which an expression could match before it gives up. What is
counted here is an upper bound of these tries from one place of a text: a repetition multiplies what follows it, unless
what follows begins with another character, so that giving back never helps.
"""

import re
from collections.abc import Sequence
from typing import Any, Final

from deskconsole.domain.problems import Place, Problem
from deskconsole.record import dataclass

#: What the engine itself reads expressions with; its module has no public name.
_parser: Final[Any] = re._parser  # type: ignore[attr-defined]
#: How often something is repeated at most that an expression repeats without an end, where texts are searched.
ENDLESS: Final = 20
#: Tries that are allowed: from each character of a text that is searched, and for a text that must fit as a whole.
SEARCHED: Final = 1_500
FITTED: Final = 400_000
#: What repeats without an end; pieces behind a backslash, classes and repetitions with an end are looked at whole.
_ENDLESS: Final = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{\d*,?\d+\}[?+]?|(?P<least>[*+]|\{\d*,\})(?P<kind>[?+]?)", re.DOTALL
)
#: Larger than any bound; nobody is told more.
_TOO_MANY: Final = 10**9
#: Digits, and the signs of a class that are told apart; any other class may hold any sign.
_DIGITS: Final = frozenset("0123456789")
_MOST_SIGNS: Final = 400


@dataclass(frozen=True, slots=True)
class _Cost:
    """Of a piece: how many ways it may match from one place, the tries to find them all, the signs that it may begin
    with and that it may hold (``None``: any), and whether it may hold none."""

    ways: int
    tries: int
    first: frozenset[str] | None
    signs: frozenset[str] | None
    empty: bool


_NOTHING: Final = _Cost(1, 0, frozenset(), frozenset(), True)


def tries(pattern: str, flags: int = 0, *, longest: int = ENDLESS) -> int:
    """How many tries an expression may take from one place of a text; ``longest``: what goes on without an end does so
    that far. Raises ``re.error`` for no expression."""
    return _sequence(list(_parser.parse(pattern, flags)), longest).tries


def check_pattern(
    pattern: str, place: Place, key: str, *, limit: int, longest: int = ENDLESS, flags: int = 0
) -> list[Problem]:
    """What is wrong with an expression of a pack: it is none, or it could keep the desk waiting."""
    try:
        re.compile(pattern, flags)
        spent = tries(pattern, flags, longest=longest)
    except (re.error, OverflowError, RecursionError) as error:
        return [Problem("not a regular expression: {error}", place, key, {"error": str(error)})]
    if spent <= limit:
        return []
    text = (
        "the expression may take {spent} tries, {limit} are allowed: repeat less, as {{0,20}} does, let what stands "
        "side by side begin differently, and repeat nothing that varies by itself"
    )
    return [Problem(text, place, key, {"spent": f"{spent:,}", "limit": f"{limit:,}"})]


def bounded(pattern: str) -> str:
    """The same expression, in which what goes on without an end goes on :data:`ENDLESS` times."""
    return _ENDLESS.sub(_with_end, pattern)


def _with_end(piece: re.Match[str]) -> str:
    if piece["least"] is None:
        return piece.group()
    least = {"*": 0, "+": 1}.get(piece["least"]) if piece["least"] in "*+" else int(piece["least"][1:-2] or 0)
    assert least is not None
    return f"{{{least},{max(least, ENDLESS)}}}{piece['kind']}"


def _sequence(items: Sequence[Any], longest: int) -> _Cost:
    """From the last piece to the first: each way of a piece tries the rest again."""
    rest = _NOTHING
    for item in reversed(items):
        piece = _piece(item, longest)
        if _apart(piece.signs, rest.first):
            ways = rest.ways + (piece.ways - 1 if rest.empty else 0)
            again = rest.tries + piece.ways - 1
        else:
            ways, again = piece.ways * rest.ways, piece.ways * max(rest.tries, 1)
        rest = _Cost(
            ways=_capped(ways),
            tries=_capped(piece.tries + again),
            first=_either(piece.first, rest.first) if piece.empty else piece.first,
            signs=_either(piece.signs, rest.signs),
            empty=piece.empty and rest.empty,
        )
    return rest


def _piece(item: Any, longest: int) -> _Cost:
    name, value = str(item[0]), item[1]
    if name == "LITERAL":
        signs = frozenset((chr(value).lower(), chr(value).upper()))
        return _Cost(1, 1, signs, signs, False)
    if name == "IN":
        signs_of = _class(value)
        return _Cost(1, 1, signs_of, signs_of, False)
    if name == "BRANCH":
        return _branch([_sequence(list(branch), longest) for branch in value[1]])
    if name == "SUBPATTERN":
        return _sequence(list(value[3]), longest)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, most, body = value
        most = longest if most == _parser.MAXREPEAT else min(int(most), longest) if longest < int(most) else int(most)
        return _repeat(_sequence(list(body), longest), int(least), most, possessive=name == "POSSESSIVE_REPEAT")
    if name == "ATOMIC_GROUP":
        body = _sequence(list(value), longest)
        return _Cost(1, body.tries, body.first, body.signs, body.empty)
    if name in ("ASSERT", "ASSERT_NOT"):
        return _Cost(1, _sequence(list(value[1]), longest).tries, frozenset(), frozenset(), True)
    if name == "AT":
        return _Cost(1, 1, frozenset(), frozenset(), True)
    if name in ("GROUPREF", "GROUPREF_EXISTS"):
        return _Cost(_TOO_MANY, _TOO_MANY, None, None, True)
    return _Cost(1, 1, None, None, False)


def _repeat(body: _Cost, least: int, most: int, *, possessive: bool) -> _Cost:
    if body.ways == 1 and not (body.empty and most > 1):
        ways = most - least + 1
    else:  # what varies within a repetition can be divided in every way
        ways = _capped(sum(body.ways ** min(n, 40) for n in range(least, most + 1)) + (2**40 if body.empty else 0))
    spent = _capped(max(most, 1) * body.tries + (ways if body.ways > 1 else 0))
    return _Cost(1 if possessive else ways, spent, body.first, body.signs, body.empty or least == 0)


def _branch(branches: Sequence[_Cost]) -> _Cost:
    """Of the branches only those are tried further that begin with the sign that is there."""
    begins = {sign for each in branches if each.first is not None for sign in each.first} | {""}
    alike = [[each for each in branches if each.first is None or each.empty or sign in each.first] for sign in begins]
    first: frozenset[str] | None = frozenset()
    signs: frozenset[str] | None = frozenset()
    for each in branches:
        first, signs = _either(first, each.first), _either(signs, each.signs)
    return _Cost(
        ways=_capped(max(sum(each.ways for each in group) for group in alike)),
        tries=_capped(len(branches) + max(sum(each.tries for each in group) for group in alike)),
        first=first,
        signs=signs,
        empty=any(each.empty for each in branches),
    )


def _class(parts: Sequence[Any]) -> frozenset[str] | None:
    signs: set[str] = set()
    for name, value in ((str(part[0]), part[1]) for part in parts):
        if name == "LITERAL":
            signs |= {chr(value).lower(), chr(value).upper()}
        elif name == "RANGE" and value[1] - value[0] < _MOST_SIGNS:
            signs |= {chr(code) for code in range(value[0], value[1] + 1)}
        elif name == "CATEGORY" and str(value) == "CATEGORY_DIGIT":
            signs |= _DIGITS
        else:
            return None
    return frozenset(signs)


def _apart(one: frozenset[str] | None, other: frozenset[str] | None) -> bool:
    return one is not None and other is not None and not one & other


def _either(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    return None if one is None or other is None else one | other


def _capped(number: int) -> int:
    return min(number, _TOO_MANY)
