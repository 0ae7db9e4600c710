"""Texts that are marked for the catalogues where they stand and translated where they are shown."""


class Marked(str):
    """A text that ``N_`` marked: English, with a translation in the catalogues."""

    __slots__ = ()


def N_(message: str) -> Marked:
    """Marks a text for the catalogues and leaves it in English; whoever shows it translates it."""
    return Marked(message)
