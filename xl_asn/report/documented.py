"""Blocks with texts that every document can hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, Final

from xl_asn.model.characters import breakable, documented
from xl_asn.model.comparison import Passage
from xl_asn.report.blocks import Amount, Block, Count, Share, TableColumn

#: What nobody has typed as a text, and tables are full of.
_NO_TEXTS: Final = frozenset({Amount, Share, Count, bool, int, type(None)})


def documented_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks without the characters that no document can hold, and words that a page can.

    Here, and not in each writer: a report says the same in every format. A block that holds none
    of them is returned as it is.
    """
    return tuple(map(_documented, blocks))


def _documented(value: Any) -> Any:
    kind: Any = type(value)
    if kind is str:
        return breakable(documented(value))
    if kind in _NO_TEXTS:
        return value
    if kind is Passage:
        return value._replace(text=_documented(value.text))
    if kind is tuple:
        parts = tuple(map(_documented, value))
        return (
            parts if any(new is not old for new, old in zip(parts, value, strict=True)) else value
        )
    changed = {
        name: new
        for name in _names(kind)
        if (new := _documented(old := getattr(value, name))) is not old
    }
    return replace(value, **changed) if changed else value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """Return the fields of a block or a part of one; none of what is neither."""
    is_part = is_dataclass(kind) and kind.__module__ == TableColumn.__module__
    return tuple(field.name for field in fields(kind)) if is_part else ()
