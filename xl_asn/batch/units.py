"""A checked document → whose its findings are, by its rows and its register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from xl_asn.batch.whose import ToldCell, Whose, cells_of
from xl_asn.case.examine import Examined
from xl_asn.documents.document import Document
from xl_asn.documents.identity import Place, places_on
from xl_asn.documents.rows import Row
from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.sheets.hand_outs import HandOutRow, listed_in
from xl_asn.documents.sheets.organisation import OrganisationRow, Register
from xl_asn.documents.start import SHEET, Start
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.personal_numbers import without_personal_numbers

_UNIT: Final = "unit"
_BETWEEN: Final = " › "
_MOST_NAMED: Final = 120
_ALL: Final = "Alla"
_OF_AN_AREA: Final = ("Nettokostnad",)
"""The sheets that *Utskick* asks of, where it names an area and no sheet."""


def whose(examined: Examined, findings: Iterable[Finding]) -> Whose:
    """Return whose the findings of a document are, cell by cell."""
    document = examined.document
    cells = {cell for finding in findings for cell in cells_of(finding)}
    names = _Names(Register.of(document), tuple(document.rows_of(HandOutRow)))
    told = {one.cell: one for one in (*_on_start(document, cells), *names.told(document, cells))}
    return Whose(
        _short(document.start.board or ""),
        tuple(names.units(document)),
        tuple(told[cell] for cell in sorted(told)),
    )


def _on_start(document: Document, cells: Iterable[CellRef]) -> Iterator[ToldCell]:
    headers = {document.start.place(name): c.header for name, c in Start.declared().items()}
    for cell in cells:
        if cell.sheet == SHEET and cell in headers:
            yield ToldCell(cell, "", headers[cell], "")


class _Names:
    """The names of units, by the register of the workbook that they stand in.

    An amount has no unit: where *Utskick* asks one person for it, it is hers.
    """

    def __init__(self, register: Register, asked: tuple[HandOutRow, ...] = ()) -> None:
        self._register = register
        self._asked = asked
        self._written: dict[str, str] = {}

    def of(self, row: Row) -> str:
        """Return the unit that a row is of; empty for none, and for a name that is not known."""
        name = row.get(_UNIT)
        if not name or isinstance(row, OrganisationRow):
            return ""
        if not self._register:
            return self._written.setdefault(folded_name(name), _short(name))
        unit = self._register.find(name)
        return "" if unit is None else _short(unit.name)

    def of_place(self, place: Place) -> str:
        """Return whose a row is: its unit's, or that of the one who answers for its amounts."""
        if not place.known.kind:
            return self.of(place.row)
        names = {folded_name(name) for name in (*place.known.key.names, _ALL)} - {""}
        found = {
            _short(row.recipient)
            for row in self._asked
            if row.recipient
            and names & set(map(folded_name, listed_in(row.areas)))
            and folded_name(place.table.sheet)
            in map(folded_name, listed_in(row.sheets) or _OF_AN_AREA)
        }
        return found.pop() if len(found) == 1 else ""

    def units(self, document: Document) -> Iterator[str]:
        """Yield every unit that a document has rows for, each once."""
        named = (self.of(row) for spec, table in document.tables() if _has_units(spec)
                 for row in table)  # fmt: skip
        yield from dict.fromkeys(filter(None, named))

    def told(self, document: Document, cells: Iterable[CellRef]) -> Iterator[ToldCell]:
        """Yield what there is to tell of cells that stand in a row of some sheet's table."""
        wanted: dict[str, dict[int, list[CellRef]]] = {}
        for cell in cells:
            wanted.setdefault(cell.sheet, {}).setdefault(cell.row, []).append(cell)
        for spec, table in document.tables():
            of_sheet = wanted.get(table.sheet)
            for place in places_on(document, spec) if of_sheet else ():
                for cell in (of_sheet or {}).get(place.row.row_number, ()):
                    name = _row_name(place, spec)
                    header = _short(place.header(cell.column) or "")
                    yield ToldCell(cell, self.of_place(place), name, header)


def _has_units(spec: SheetSpec) -> bool:
    return _UNIT in spec.columns and not issubclass(spec.row, OrganisationRow)


def _row_name(place: Place, spec: SheetSpec) -> str:
    """Return the names of a row as people say them: ``Mål 3 › Vuxenenheten``."""
    names = place.known.key.names
    if len(names) == 1 and names[0].isdecimal():
        return _short(place.row.label)
    if len(names) != len(spec.key):
        return _short(_BETWEEN.join(filter(None, names)))
    headers = (spec.columns[field].header for field in spec.key)
    said = (
        f"{header} {name}" if name.isdecimal() else name
        for header, name in zip(headers, names, strict=True)
    )
    return _short(_BETWEEN.join(filter(None, said)))


def _short(text: str) -> str:
    """Return a name on one line, as it is told: no longer than is read, with nobody's number."""
    line = " ".join(without_personal_numbers(text).split())
    return line if len(line) <= _MOST_NAMED else line[: _MOST_NAMED - 1] + "…"
