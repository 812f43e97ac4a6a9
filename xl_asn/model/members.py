"""Fixed sets of words, such as kinds of cell and statuses."""

from __future__ import annotations

from enum import Enum


class Members(Enum):
    """An enum whose members are found in sets and mappings as fast as any other object.

    Python's own enums compute a hash from the member's name, in Python, each time that they are
    looked up, and a document is checked with hundreds of thousands of such look-ups.
    """

    __hash__ = object.__hash__
