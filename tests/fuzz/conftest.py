"""The command line of the tests of the command line."""

from tests.cli.conftest import cli

__all__ = ["cli"]
