"""*Hjälp* and *Om*: the handbook, and which versions are at work."""

from __future__ import annotations

import os
import platform
import sys
from importlib.metadata import version
from pathlib import Path

from xl_asn import __version__
from xl_asn.documents.catalogue import document_types
from xl_asn.excel.answers import Outcome, RefusedError, done
from xl_asn.parameters.shipped import default_board


def open_handbook() -> Outcome:
    """*Hjälp*: open the handbook.

    Raises:
        RefusedError: it is not on the computer.
    """
    path = handbook()
    if path is None:
        message = "Handboken finns inte på datorn. Kör xl-asn --hjalp i ett kommandofönster."
        raise RefusedError(message)
    show(path)
    return done(f"Handboken är öppnad: {path}")


def versions() -> Outcome:
    """*Om*: say which versions are at work."""
    templates = (declared.template_version() for declared in document_types().values())
    return done(
        f"xl_asn {__version__} med regelverk {default_board().rule_set} och mallversion "
        f"{max(templates)}, på Python {platform.python_version()} och xlwings "
        f"{version('xlwings')}."
    )


def handbook() -> str | None:
    """Return where the handbook is: in the package, or beside it in the source."""
    package = Path(__file__).resolve().parents[1]
    for path in (package / "handbok" / "handbok.md", package.parent / "docs" / "handbok.md"):
        if path.is_file():
            return str(path)
    return None


def show(path: str) -> None:
    """Open a file with the program that the user has for it."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - a path of our own
        return
    import webbrowser  # noqa: PLC0415 - slow to import, and only here

    webbrowser.open(Path(path).as_uri())
