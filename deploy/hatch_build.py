"""What the wheel carries besides the program: the manual page and the completions of shells, under ``share``."""

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CommandPages(BuildHookInterface[Any]):
    """Makes them from the source that the wheel is made of."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them where a wheel is built; an installation that is the source itself has none."""
        if version == "editable":
            return
        sys.path[:0] = [self.root, str(Path(self.root) / "src")]
        from deploy.command_pages import write_all  # it can be found only now

        self._folder = tempfile.TemporaryDirectory()
        build_data["shared_data"].update(
            {str(file): place for file, place in write_all(Path(self._folder.name)).items()}
        )

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made: the wheel has it."""
        if version != "editable":
            self._folder.cleanup()
