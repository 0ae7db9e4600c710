"""How dark a cell of a table of weekdays and hours is."""

from typing import Final

#: Nothing, and the most: red, green, blue.
_LIGHT: Final = (255, 255, 255)
_DARK: Final = (122, 167, 214)


def shade_of(share: float) -> str:
    """A share from 0 to 1 as a colour, ``DDE8F3``; light enough for black figures."""
    part = max(0.0, min(share, 1.0))
    return "".join(f"{round(light + (dark - light) * part):02X}" for light, dark in zip(_LIGHT, _DARK, strict=True))
