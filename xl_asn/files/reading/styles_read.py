"""Which cell styles show a number as a date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from xl_asn.files.reading.catalogue import too_many
from xl_asn.files.reading.merges_read import whole_number
from xl_asn.files.reading.parts import Parts
from xl_asn.files.reading.xml_read import local, new_parser, run

#: The largest part that is remembered, in bytes.
_MOST_REMEMBERED: Final = 256 * 1024
#: The most cell styles of a workbook; Excel itself has room for 65 490.
_MOST_STYLES: Final = 100_000
#: The built-in formats that show a date. 27 to 36 and 50 to 58 are dates in East Asian versions.
_BUILT_IN_DATES: Final = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))

#: What may stand in a number format, one token at a time. Only elapsed times such as [h], section
#: breaks and bare letters tell anything; quotes, escaped characters, colours and locales do not.
_TOKEN: Final = re.compile(
    r""""[^"]*"?|[\\_*].|(?P<elapsed>\[(?:h+|m+|s+)\])|\[[^\]]*\]?|(?P<bare>.)""",
    re.DOTALL,
)


def is_date_format(code: str) -> bool:
    """Return whether a number format shows a date; a time of day alone is none."""
    letters = set()
    for token in _TOKEN.finditer(_without_general(code.casefold())):
        if token["bare"] == ";":
            break
        if token["elapsed"]:
            # Beside elapsed time, any m is a minute.
            letters.add("h")
        elif token["bare"]:
            letters.add(token["bare"])
    is_clock = not letters.isdisjoint("hs")
    return not letters.isdisjoint("yd") or ("m" in letters and not is_clock)


def _without_general(code: str) -> str:
    # Some writers leave the Swedish or German word in the file; it has a d but shows no date.
    return code.replace("general", "").replace("standard", "")


def date_styles(parts: Parts, part: str | None) -> frozenset[str]:
    """Return the style numbers, as cells write them, whose number format is a date.

    Raises:
        Unreadable: the part is missing, damaged or not well-formed.
    """
    if part is None:
        return frozenset()
    if parts.size(part) <= _MOST_REMEMBERED:
        return _of_small_part(parts.read(part), part)
    return _date_styles(parts.chunks(part), part)


@lru_cache(maxsize=8)  # workbooks that come from one master have their styles in common
def _of_small_part(data: bytes, part: str) -> frozenset[str]:
    return _date_styles((data,), part)


def _date_styles(chunks: Iterable[bytes], part: str) -> frozenset[str]:
    styles = _Styles()
    parser = new_parser(part)
    parser.StartElementHandler = styles.start
    parser.EndElementHandler = styles.end
    run(parser, chunks, part)
    dates = {key for key in set(styles.format_keys) if styles.is_date(key)}
    return frozenset(str(index) for index, key in enumerate(styles.format_keys) if key in dates)


class _Styles:
    """The number formats of a style sheet, and the number of each cell style."""

    def __init__(self) -> None:
        self._codes: dict[str, str] = {}
        self.format_keys: list[str] = []
        self._list = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        # The same elements also stand in differential styles, where they mean nothing to a cell.
        match local(name):
            case "numFmts" | "cellXfs" as opened:
                self._list = opened
            case "numFmt" if self._list == "numFmts":
                key, code = attributes.get("numFmtId", ""), attributes.get("formatCode", "")
                self._codes.setdefault(key, code)
            case "xf" if self._list == "cellXfs":
                if len(self.format_keys) >= _MOST_STYLES:
                    raise too_many(_MOST_STYLES, "cellformat")
                self.format_keys.append(attributes.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        """See an element end."""
        if local(name) == self._list:
            self._list = ""

    def is_date(self, key: str) -> bool:
        """Return whether the number format of a number, custom or built in, is a date."""
        code = self._codes.get(key)
        if code is not None:
            return is_date_format(code)
        return whole_number(key) in _BUILT_IN_DATES
