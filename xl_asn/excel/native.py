"""What only Excel's own object model tells; another engine answers with what is usual."""

from __future__ import annotations

from typing import Any, Final

VERY_HIDDEN: Final = 2
"""``xlSheetVeryHidden``: not in the list of hidden sheets that a user can show again."""


def told(thing: Any, *names: str, usual: Any = None) -> Any:
    """Return an attribute of Excel's own object behind ``thing``, or ``usual`` without it."""
    try:
        found = thing.api
        for name in names:
            found = getattr(found, name)
    except (AttributeError, NotImplementedError):
        return usual
    return found
