"""What machine names are called, for screens: see :mod:`deskconsole.present.titles`."""

from deskconsole.present.titles import Titles as Titles
