"""An amount is whoever's *Utskick* asks for it, where that is one person."""

from __future__ import annotations

import pytest

from tests.beside import neighbours
from xl_asn.batch.units import whose
from xl_asn.case.case import Case, case_of
from xl_asn.case.examine import examine
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef

_BOOK = """## Start

| Fält | Värde |
|---|---|
| Dokumenttyp | Månadsrapport |
| År | 2022 |
| Period | nov |

## Nettokostnad

| Område | Verksamhet | Radtyp | Utfall | Budget |
|---|---|---|---|---|
| IFO | Familjehem | rad | 1 | 2 |

## Utskick

| Mottagare | E-post | Enhet | Område | Blad |
|---|---|---|---|---|
"""


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (["| Controller 1 | | | ifo | |"], "Controller 1"),
        (["| Controller 1 | | | Annat; Familjehem | Nettokostnad |"], "Controller 1"),
        (["| Controller 1 | | | Alla | |"], "Controller 1"),
        (["| Controller 1 | | | IFO | Resultaträkning |"], ""),
        (["| Controller 1 | | | Annat | |"], ""),
        (["| Controller 1 | | | IFO | |", "| Controller 2 | | | IFO | |"], ""),
    ],
)
def test_an_amount_is_hers_who_alone_is_asked_for_it(asked: list[str], name: str) -> None:
    case = case_of(read_markdown(_BOOK + "\n".join(asked) + "\n"), neighbours({}))
    assert isinstance(case, Case)
    cell = CellRef("Nettokostnad", 6, 4)
    finding = Finding("V101", "x", Severity.ERROR, "m", "r", cell=cell)
    (told,) = whose(examine(case), [finding]).cells
    assert (told.unit, told.row, told.column) == (name, "IFO › Familjehem", "Utfall")
