"""Sizes of files as people read them."""


def size_words(size: int) -> str:
    """``412 B``, ``38 kB``, ``3.4 MB``; ``size`` in bytes."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
