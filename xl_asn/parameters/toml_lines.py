"""On which line of a TOML file something stands: the library that reads it does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

_TABLE: Final = re.compile(r"\s*\[\[?\s*(?P<name>[^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"\s*(?P<name>\"[^\"]*\"|'[^']*'|[\w-]+)\s*=")
_STRING: Final = re.compile(r'"""|\'\'\'')


def line_of(text: str, place: Sequence[str | int]) -> int:
    """Return the line, from 1, where a value of a TOML text stands.

    ``place`` leads to it: the table, its number from 0 where it is one of many, the key. What
    stands within a value is told by the value's first line; what is missing, by its table's.
    """
    table = str(place[0]) if place else ""
    number = place[1] if len(place) > 1 and isinstance(place[1], int) else None
    keys = [part for part in place[1:] if isinstance(part, str)]
    found, count, inside = 1, -1, False
    for line, content in _lines(text):
        if header := _TABLE.match(content):
            if inside:
                break
            name = header["name"].strip("\"'")
            count += name == table
            inside = name == table and number in {None, count}
            found = line if inside else found
        elif key := _KEY.match(content):
            name = key["name"].strip("\"'")
            if inside and keys and name == keys[0]:
                return line
            if not keys and count < 0 and name == table:
                return line
    return found


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers, without those that stand in a text of several lines."""
    within = ""
    for number, line in enumerate(text.splitlines(), 1):
        marks = _STRING.findall(line)
        if not within:
            yield number, line
            within = marks[0] if len(marks) % 2 else ""
        elif within in marks:
            within = ""
