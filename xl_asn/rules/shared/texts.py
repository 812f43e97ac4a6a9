"""How a rule quotes a text in its message."""

from __future__ import annotations

_MOST_QUOTED = 60


def and_more(count: int, one: str, many: str) -> str:
    """Return what is left unsaid: " och 1 cell till", or nothing when nothing is."""
    return f" och {count} {one if count == 1 else many} till" if count > 0 else ""


def around(text: str, start: int, end: int) -> str:
    """Return a passage with the words around it, on one line and shortened to be quoted."""
    tolerance = max((_MOST_QUOTED - (end - start)) // 2, 0)
    left = text[max(start - tolerance, 0) : start]
    right = text[end : end + tolerance]
    left = left.rpartition("\n")[2]
    right = right.partition("\n")[0]
    if start - len(left) > 0 and left and text[start - len(left) - 1] != "\n":
        left = "…" + (left.partition(" ")[2] or left)
    if end + len(right) < len(text) and right and text[end + len(right)] != "\n":
        right = (right.rpartition(" ")[0] or right) + "…"
    return " ".join((left + text[start:end] + right).split())
