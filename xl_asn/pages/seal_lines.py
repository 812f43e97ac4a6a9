"""What *Spårning* keeps of a report that is adopted: a line for each sheet, with its checksum.

The cells stand in the columns of the trail, by their headers: the sheet may be sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final

from xl_asn.model.adoption import Seal, SheetSeal, Signature
from xl_asn.model.grid import Cell, Value
from xl_asn.model.page import Style
from xl_asn.pages.sheet_styles import BODY, FAINT, GROUP, WHOLE

KIND: Final = "fastställd"
"""What such a line says under *I cellen*."""
_NAME: Final = "Fastställd rapport"
_SEEN: Final = "Låst av Beräkna "
_FORMULA: Final = "Celler med innehåll när den låstes"
_ONE_LINE: Final = FAINT._replace(wrap=False)

Line = Mapping[str, tuple[Value, Style]]
"""The cells of a line by header; one without a value has a style only."""


def heading(seal: Seal) -> str:
    """Return what stands above the lines: who signed and when, and when it was sealed."""
    signed = seal.signature.words
    return f"{_NAME}{f' {signed}' if signed else ''}. {_SEEN}{seal.at}".strip()


def seal_lines(seal: Seal, headers: Iterable[str]) -> Iterator[Line]:
    """Yield the lines of a seal, the heading first; ``headers`` are the columns that it crosses."""
    yield {
        **dict.fromkeys(headers, (None, GROUP)),
        "Blad": (heading(seal), GROUP),
        "I cellen": (KIND, GROUP),
    }
    by, day, corrects = seal.signature
    for one in seal.sheets:
        yield {
            "Blad": (one.sheet, BODY),
            "Rad": (_NAME, BODY),
            "Kolumn": (by, BODY),
            "Värde": (Decimal(one.filled), WHOLE),
            "Formel": (_FORMULA, BODY._replace(indent=1, horizontal="left")),
            "I cellen": (KIND, BODY),
            "Anmärkning": (f"{_SEEN}{seal.at}", BODY),
            "Nyckel": (corrects, _ONE_LINE),
            "Indata då": (one.text, _ONE_LINE),
            "Period": (day, FAINT),
            "Kontrollsumma": (one.sum, FAINT),
        }


def read_seal(lines: Iterable[Mapping[str, Cell]]) -> Seal | None:
    """Return the seal that some lines of the trail keep; None where none of them keeps any."""
    held = [line for line in lines if not line["Kontrollsumma"].is_blank]
    if not held:
        return None
    sheets = []
    for line in held:
        filled = line["Värde"].value
        count = int(filled) if isinstance(filled, Decimal) else 0
        total, text = line["Kontrollsumma"].text, line["Indata då"].text
        sheets.append(SheetSeal.parse(line["Blad"].text, count, total, text))
    first = held[0]
    signature = Signature(first["Kolumn"].text, first["Period"].text, first["Nyckel"].text)
    return Seal(signature, first["Anmärkning"].text.removeprefix(_SEEN), tuple(sheets))
