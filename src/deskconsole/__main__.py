"""``python -m deskconsole``."""

import sys

from deskconsole.cli import main

sys.exit(main())
