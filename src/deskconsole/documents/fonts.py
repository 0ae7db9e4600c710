"""Which font a PDF is set in: the site's own choice, else one with Chinese glyphs that the system has."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from deskconsole.errors import DeskError
from deskconsole.given_files import named
from deskconsole.record import dataclass

if TYPE_CHECKING:
    import typst

#: Families with the characters of Chinese documents, the best to read on paper first.
CHINESE: Final = (
    *("Noto Sans CJK SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Sans SC", "Microsoft YaHei"),
    *("PingFang SC", "Hiragino Sans GB", "Heiti SC", "DengXian", "SimHei", "SimSun", "NSimSun"),
    *("Noto Serif CJK SC", "Source Han Serif SC", "Source Han Serif CN", "Noto Serif SC", "Songti SC", "STSong"),
    *("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "AR PL UMing CN", "Droid Sans Fallback", "HarmonyOS Sans SC"),
)
_FILES: Final = (".ttf", ".otf", ".ttc", ".otc")


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts to look through, and the families to set text in, the first one first."""

    searched: "typst.Fonts"
    families: tuple[str, ...]


def fonts_for(setting: str | None, folder: Path) -> Fonts:
    """The fonts for a PDF. ``setting``: a family's name, or a font file (relative to the site's ``folder``).

    Raises :class:`DeskError` that names what to install or to correct.
    """
    import typst

    if setting is not None and setting.lower().endswith(_FILES):
        return _of_file(folder / named(setting))
    searched = typst.Fonts(include_embedded_fonts=False)
    families = searched.families()
    if setting is not None:
        existing = next((family for family in families if family.casefold() == setting.casefold()), None)
        if existing is None:
            raise DeskError(
                "papers.font: the system has no font '{font}'; install it, or name a font file (.ttf, .otf, .ttc)",
                field="papers.font",
                font=setting,
            )
        return Fonts(searched, (existing,))
    result = chinese_of(families)
    if result is None:
        raise DeskError(
            "no font with Chinese characters is installed; install one (Debian, Ubuntu: fonts-noto-cjk; Fedora: "
            "google-noto-sans-cjk-fonts), or name a font file in site.toml: [papers] font"
        )
    return Fonts(searched, (result,))


def chinese_of(families: Sequence[str]) -> str | None:
    """The best of these families for Chinese; ``None`` if none is known to have its characters."""
    existing = {family.casefold(): family for family in families}
    return next((existing[family.casefold()] for family in CHINESE if family.casefold() in existing), None)


def _of_file(path: Path) -> Fonts:
    import typst

    if not path.is_file():
        raise DeskError("papers.font: there is no file '{path}'", field="papers.font", path=str(path))
    own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[path.parent])
    # A collection holds the same shapes for several languages.
    held = [font.family for font in own.fonts() if font.path and Path(font.path).samefile(path)]
    family = chinese_of(held) or next(iter(held), None)
    if family is None:
        raise DeskError("papers.font: '{path}' is not a font", field="papers.font", path=str(path))
    return Fonts(typst.Fonts(include_embedded_fonts=False, font_paths=[path.parent]), (family,))
