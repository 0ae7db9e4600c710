"""The SQL of every statement, compiled ahead of time: ``<dialect>.json`` holds feature → name → text.

`make statements` writes it from ``store/schema``. The store names a statement by its SQLite text, which is what every
transaction is given; another engine looks up its own text by that one.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path


def statements(feature: str) -> "Statements":
    """The statements of a feature (a module of ``store/schema``), each an attribute: its text."""
    return Statements(feature)


class Statements:
    """Texts by name, read when the first one is asked for: those of a new feature are not compiled yet when its tables
    are. A name that is none fails a test, which reads every use."""

    def __init__(self, feature: str) -> None:
        self.feature = feature

    def __getattr__(self, name: str) -> str:
        self.__dict__.update(texts()[self.feature])
        if name not in self.__dict__:
            raise AttributeError(f"{self.feature} has no statement {name}")
        text: str = self.__dict__[name]
        return text


@cache
def texts(dialect: str = "sqlite") -> Mapping[str, Mapping[str, str]]:
    """All statements of a dialect: feature → name → text."""
    features: Mapping[str, Mapping[str, str]] = json.loads(Path(__file__).with_name(f"{dialect}.json").read_bytes())
    return features
