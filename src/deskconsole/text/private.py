"""A text that is nobody's business at the counter: it prints masked wherever it gets to (F08)."""

from typing import Final

from deskconsole.text.masking import masked

_NAME: Final = "_Private__text"


class Private:
    """A contact, an identity number, or what else a kind of work keeps private.

    ``str``, ``format`` and ``repr`` give the masked text, so that no screen, list, log or answer shows more by
    accident; :meth:`reveal` alone gives what is behind it. Two are equal when what is behind them is.
    """

    __slots__ = (_NAME,)

    def __init__(self, text: str) -> None:
        object.__setattr__(self, _NAME, text)

    def reveal(self) -> str:
        """The text itself: for the desk's own look-ups, and for who may see it, on record."""
        text: str = getattr(self, _NAME)
        return text

    def __str__(self) -> str:
        return masked(self.reveal())

    def __repr__(self) -> str:
        return f"Private({str(self)!r})"

    def __format__(self, spec: str) -> str:
        return format(str(self), spec)

    def __bool__(self) -> bool:
        return bool(self.reveal())

    def __eq__(self, other: object) -> bool:
        return self.reveal() == other.reveal() if isinstance(other, Private) else NotImplemented

    def __hash__(self) -> int:
        return hash((Private, self.reveal()))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a private text is never changed: {name}")

    def __reduce__(self) -> tuple[type["Private"], tuple[str]]:
        return Private, (self.reveal(),)


def revealed(text: "str | Private | None") -> str | None:
    """What is behind a text that may be private; for the desk's own look-ups."""
    return text.reveal() if isinstance(text, Private) else text
