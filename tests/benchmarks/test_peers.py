"""The programs that we are timed beside do find what is wrong: else their times say nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeAlias

import pytest

from tests.benchmarks.peers import CHECKERS, NEEDS
from tests.beside import checked
from workbooks.build import EXAMPLES
from xl_asn.case.new_masters import master_of
from xl_asn.case.own_cells import with_cells
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import BLANK, Cell, CellRef, number, text

Found: TypeAlias = frozenset[tuple[str, int]]

_SOURCE = EXAMPLES / "2022-11_manadsrapport.md"
_PLANTED: Mapping[str, tuple[str, Cell]] = {
    "a wrong difference": ("Nettokostnad!F7", number(Decimal(782))),
    "a wrong total": ("Nettokostnad!D17", number(Decimal(-251636))),
    "a wrong sum of some rows": ("Resultaträkning!E16", number(Decimal(-356716))),
    "a name that is missing": ("Resultaträkning!B8", BLANK),
    "a level above what can be": ("Mål!G7", number(Decimal(6))),
    "a unit that nobody knows": ("Enhetsresultat!B8", text("Klimatenheten")),
    "a status that nobody knows": ("Enhetsresultat!C12", text("Blå")),
    "a unit that stands twice": ("Enhetsresultat!B14", text("Resursenheten")),
    "a goal that is not there": ("Enhetsresultat!A15", number(Decimal(7))),
}
#: These spoil the sums that stand above, so they are planted in a workbook of their own.
_PLANTED_BESIDE: Mapping[str, tuple[str, Cell]] = {
    "a word that is not allowed": ("Resultaträkning!C10", text("post")),
    "an amount that is a text": ("Nettokostnad!D9", text("många")),
}


def ours(data: bytes) -> Found:
    """Return the rows where we find something."""
    findings = checked(read(data)).findings
    cells = (cell for f in findings for cell in (f.cell, *f.inputs) if cell is not None)
    return frozenset((cell.sheet, cell.row) for cell in cells)


def made(planted: Mapping[str, tuple[str, Cell]]) -> bytes:
    """Return the example as a workbook, with some cells told otherwise."""
    source = read_markdown(_SOURCE.read_text(encoding="utf-8"))
    cells = {CellRef.parse(address): cell for address, cell in planted.values()}
    return master_of(Manadsrapport, with_cells(source, cells))


@pytest.mark.parametrize("checks", [ours, *CHECKERS.values()], ids=["xl_asn", *CHECKERS])
def test_every_program_finds_what_is_planted(checks: Callable[[bytes], Found]) -> None:
    for name, library in NEEDS.items():
        if checks is CHECKERS[name]:
            pytest.importorskip(library, reason=f"{library} is of the extra bench")
    before = checks(made({}))
    for planted in (_PLANTED, _PLANTED_BESIDE):
        found = checks(made(planted)) - before
        for fault, (address, _) in planted.items():
            ref = CellRef.parse(address)
            assert (ref.sheet, ref.row) in found, fault
