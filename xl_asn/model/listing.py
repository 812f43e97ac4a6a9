"""Names as a Swedish sentence lists them."""

from __future__ import annotations

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """Return names as a Swedish sentence lists them: "a, b och c"."""
    *first, last = [*names] or [""]
    return f"{', '.join(first)} och {last}" if first else last
