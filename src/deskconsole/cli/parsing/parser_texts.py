"""What the standard library's parser says by itself, in the language in use.

``argparse`` asks gettext for the language of the process; ours is chosen with ``--lang``, so it is given our catalogue.
"""

import argparse
from typing import Any, Final

from deskconsole.present.catalogue import N_, _

#: The texts of ``argparse`` that whoever types a command may meet; any other stays as it is.
_TEXTS: Final = {
    str(text): text
    for text in (
        N_("usage: "),
        N_("positional arguments"),
        N_("options"),
        N_("show this help message and exit"),
        N_("show program's version number and exit"),
        N_("%(prog)s: error: %(message)s\n"),
        N_("argument %(argument_name)s: %(message)s"),
        N_("unrecognized arguments: %s"),
        N_("the following arguments are required: %s"),
        N_("one of the arguments %s is required"),
        N_("not allowed with argument %s"),
        N_("ignored explicit argument %r"),
        N_("expected one argument"),
        N_("expected at most one argument"),
        N_("expected at least one argument"),
        N_("expected %s argument"),
        N_("expected %s arguments"),
        N_("ambiguous option: %(option)s could match %(matches)s"),
        N_("invalid %(type)s value: %(value)r"),
        N_("invalid choice: %(value)r (choose from %(choices)s)"),
    )
}


def translate_parser() -> None:
    """From now on the parser speaks the language in use; once a process."""
    library: Any = argparse
    library._ = _message
    library.ngettext = lambda one, many, count: _message(one if count == 1 else many)


def _message(text: str) -> str:
    return _(_TEXTS[text]) if text in _TEXTS else text
