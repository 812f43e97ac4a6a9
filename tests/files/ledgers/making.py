"""The ledger of November 2022 in the shapes that systems give it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from tests.cycle.ledger.making import YEAR, Line, kronor
from xl_asn.files.ledgers.reading import read_csv
from xl_asn.files.ledgers.sie import read_sie
from xl_asn.model.grid import Sheet, Value, cell_of
from xl_asn.model.ledger import Codes, Ledger, Ledgers

HEAD = "Konto;Kontonamn;Verksamhet;Period;Utfall\n"
SIE_HEAD = f"""#FLAGGA 0
#SIETYP 4
#RAR 0 {YEAR}0101 {YEAR}1231
#RAR -1 {YEAR - 1}0101 {YEAR - 1}1231
#DIM 1 "Ansvar"
#DIM 20 "Verksamhet"
#DIM 21 "Motpart"
"""
_MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")


def vouchers_of(lines: Iterable[Line]) -> str:
    """Return the ledger as SIE 4, each line a voucher of its own."""
    vouchers = [
        f'#VER A {number} {YEAR}{one.month:02}15 "En text"\n{{\n'
        f'#TRANS {one.account} {{1 "{one.responsibility}" 20 "{one.activity}" '
        f'21 "{one.counterpart}"}} {kronor(one.ore, ".")} "" "Räkning"\n}}'
        for number, one in enumerate(lines, 1)
    ]
    return SIE_HEAD + "\n".join(vouchers) + "\n"


def across_of(lines: Iterable[Line]) -> str:
    """Return the ledger as CSV with a column for each month."""
    sums: dict[tuple[str, ...], list[int]] = {}
    for one in lines:
        place = one.account, one.responsibility, one.activity, one.counterpart
        sums.setdefault(place, [0] * len(_MONTHS))[one.month - 1] += one.ore
    rows = [";".join([*place, *map(kronor, months)]) for place, months in sums.items()]
    head = ";".join(["Konto", "Ansvar", "Verksamhet", "Motpart", *_MONTHS])
    return "\n".join([head, *rows, ""])


def sheet_of(rows: Sequence[Sequence[Value]], name: str = "Utdrag") -> Sheet:
    """Return a sheet with some values, from A1."""
    cells = {
        (row, column): cell_of(value)
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    }
    return Sheet(name, cells)


def sie(text: str, encoding: str = "cp437") -> Ledgers:
    return read_sie(text.encode(encoding), "h.se", YEAR)


def csv(text: str, encoding: str = "utf-8") -> Ledgers:
    return read_csv(text.encode(encoding), "h.csv", YEAR)


def actual(read: Ledgers) -> Ledger:
    assert read.actual is not None
    return read.actual


def codes_of(ledger: Ledger) -> list[str]:
    return [one.code for one in ledger.findings]


def sums_of(ledger: Ledger) -> Mapping[tuple[Codes, int], int]:
    return {(one.codes, one.month): one.amount for one in ledger.postings}
