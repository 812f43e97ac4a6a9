"""The examples with one of their sheets grown to any number of rows, right or wrong in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import cycle, islice

from workbooks.build import EXAMPLES
from xl_asn.documents.catalogue import document_types
from xl_asn.documents.columns import LONG_TEXT, TEXT
from xl_asn.documents.document import Document
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.grid import Cell, CellKind, Grid, Sheet, number, text

_MONTHLY, _INTERIM, _PLAN = (
    "2022-11_manadsrapport", "2018-04_delarsrapport", "2020_namndplan",
)  # fmt: skip
_FIRST = 6
"""The first row below the headers."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SAME = frozenset({"Område", "Avsnitt", "Målområde", "Typ", "Typ av risk", "Grupp", "Mått"})
"""Columns of words that many rows share also where no two rows are the same."""


@dataclass(frozen=True)
class Growth:
    """A sheet of an example that grows; ``beside`` grow with it, so that its names are known."""

    example: str
    sheet: str
    beside: tuple[str, ...] = ()

    @property
    def declared(self) -> type[Document]:
        """Return the document type of the example."""
        return document_types()[self.example.rpartition("_")[2]]


GROWTHS: Mapping[str, Growth] = {
    "amounts": Growth(_MONTHLY, "Nettokostnad"),
    "results": Growth(_MONTHLY, "Resultaträkning"),
    "goals": Growth(_MONTHLY, "Mål", ("Månadsstatus",)),
    "units": Growth(_MONTHLY, "Enhetsresultat", ("Organisation",)),
    "goal indicators": Growth(_MONTHLY, "Målindikatorer"),
    "events": Growth(_MONTHLY, "Händelser"),
    "texts": Growth(_MONTHLY, "Sammanfattning"),
    "activities": Growth(_MONTHLY, "Årshjul"),
    "risks": Growth("2021-02_manadsrapport", "Risker"),
    "indicators": Growth(_INTERIM, "Indikatorer"),
    "assignments": Growth(_INTERIM, "Uppdrag"),
    "funding": Growth(_INTERIM, "Kommunbidrag"),
    "economic risks": Growth(_INTERIM, "Ekonomiska risker"),
    "goals of a plan": Growth(_PLAN, "Mål"),
    "indicators of a plan": Growth(_PLAN, "Indikatorer"),
    "risks of a plan": Growth(_PLAN, "Risker"),
    "resources": Growth(_PLAN, "Resurser"),
    "documents": Growth(_PLAN, "Styrdokument"),
}


def grown(growth: Growth, rows: int, *, repeated: bool = False) -> Grid:
    """Return the example with ``rows`` rows on the sheet: the example's own again and again.

    Each has names of its own. With ``repeated`` they keep the names that they had, so that nearly
    every row is the same as many others: as many faults as rows.
    """
    sheets = []
    for sheet in _example(growth.example).sheets:
        if sheet.name in (growth.sheet, *growth.beside):
            named = frozenset() if repeated else _named(growth, sheet.name)
            sheets.append(Sheet(sheet.name, dict(_cells(sheet, rows, named))))
        else:
            sheets.append(sheet)
    return Grid(tuple(sheets))


def _named(growth: Growth, sheet: str) -> frozenset[str]:
    """Return the columns of a sheet that tell its rows apart, by header."""
    spec = next(spec for spec in growth.declared.sheets if spec.name == sheet)
    words = {c.header for c in spec.columns.values() if c.kind in (TEXT, LONG_TEXT)} - _SAME
    if not growth.beside:
        words -= {"Enhet"}  # the sheet Organisation knows them
    return frozenset({*words, "Nr", *({"Mål"} if sheet in growth.beside else ())})


@cache
def _example(name: str) -> Grid:
    return read_markdown((EXAMPLES / f"{name}.md").read_text(encoding="utf-8"))


def _cells(
    sheet: Sheet, rows: int, named: frozenset[str]
) -> Iterator[tuple[tuple[int, int], Cell]]:
    headers: dict[int, str] = {}
    own: dict[int, dict[int, Cell]] = {}
    for (row, column), cell in sheet.cells.items():
        if row < _FIRST:
            yield (row, column), cell
        else:
            own.setdefault(row, {})[column] = cell
        if row == _FIRST - 1:
            headers[column] = cell.text
    for place, cells in enumerate(islice(cycle(own.values()), rows)):
        for column, cell in cells.items():
            here = headers.get(column, "") in named
            yield (
                (_FIRST + place, column),
                _told_apart(cell, headers[column], place) if here else cell,
            )


def _told_apart(cell: Cell, header: str, place: int) -> Cell:
    """Return a cell of a row that no other row has."""
    if cell.kind is CellKind.NUMBER:
        return number(Decimal(place + 1))
    return text(f"Enheten {_word(place)}" if header == "Enhet" else f"{cell.text} {_word(place)}")


def _word(number: int) -> str:
    """Return a word of four letters or more that no other number has."""
    word = ""
    while number or len(word) < 4:
        number, letter = divmod(number, len(_LETTERS))
        word = _LETTERS[letter] + word
    return word
