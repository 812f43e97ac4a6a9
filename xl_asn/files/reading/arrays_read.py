"""The areas of a sheet that one formula fills together, read when somebody asks.

No cell of an array formula, or of what it spills over, nor of a data table takes a value of its
own: Excel refuses it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.merges_read import Merges
from xl_asn.files.reading.parts import Parts
from xl_asn.files.reading.xml_read import each_element
from xl_asn.model.grid import Merge

_KINDS: Final = frozenset({"array", "dataTable"})
_SIGNS: Final = tuple(f"{quote}{kind}{quote}".encode() for kind in _KINDS for quote in "\"'")


@dataclass(frozen=True)
class SheetArrays:
    """Where the arrays of a sheet are found. Called, it gives the areas of more than one cell."""

    parts: Parts
    sheet: str

    def __call__(self) -> tuple[Merge, ...]:
        """Read the sheet's arrays; none where they cannot be told."""
        found = Merges()

        def see(name: str, attributes: dict[str, str]) -> None:
            if name == "f" and attributes.get("t") in _KINDS:
                found.add(attributes.get("ref", ""))

        try:
            written = self.parts.read(self.sheet)
            if any(sign in written for sign in _SIGNS):
                each_element((written,), self.sheet, see)
        except Unreadable:
            return ()  # the cells themselves have been read; writing looks once more
        return found.found
