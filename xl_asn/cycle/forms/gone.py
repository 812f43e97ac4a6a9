"""Answers whose row or column is not in the workbook any more: why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from xl_asn.case.forms.slot_places import SlotPlaces
from xl_asn.cycle.forms import collection_codes as codes
from xl_asn.cycle.forms.collection_codes import told
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.organisation import Register, Unit
from xl_asn.model.findings import Finding
from xl_asn.model.forms import Slot
from xl_asn.model.identity import RowKey
from xl_asn.model.listing import listed

_MOST_NAMED = 8
_ONE = "Låt bara en av de rader som heter lika vara kvar, och samla in igen."
_SHEET = "Lägg tillbaka bladet med sina rubriker, och samla in igen."
_HEIRS = "För in svaren själv på raderna för %s, och flytta filen ur mappen."
_ENDED = (
    "Flytta filen ur mappen om enheten inte ska svara. Rätta annars Gäller till på bladet "
    "Organisation, lägg tillbaka raderna och samla in igen."
)


class _Cause(NamedTuple):
    """Why rows are not found, as the end of a sentence about them or all of it, and what to do.

    What to do is empty where it is what the code says.
    """

    why: str
    remedy: str = ""
    is_of_rows: bool = True


def gone(document: Document, places: SlotPlaces, slots: Iterable[Slot]) -> Iterator[Finding]:
    """Yield what has become of cells that are not found: rows and columns of one cause once."""
    rows: dict[_Cause, dict[RowKey, None]] = {}
    columns: dict[tuple[str, str], None] = {}
    for slot in slots:
        if places.row(slot.row) is None:
            rows.setdefault(_cause(document, places, slot.row), {})[slot.row] = None
        else:
            columns[slot.row.sheet, slot.column] = None
    for cause, keys in rows.items():
        why = f"{_named([*keys])} {cause.why}" if cause.is_of_rows else cause.why
        finding = told(codes.ROW_GONE, why, sheet=next(iter(keys)).sheet)
        yield replace(finding, remedy=cause.remedy or finding.remedy)
    for sheet, column in columns:
        yield told(
            codes.COLUMN_GONE, f"kolumnen {column} finns inte på bladet {sheet}", sheet=sheet
        )


def _named(keys: list[RowKey]) -> str:
    shown = [key.text for key in keys[:_MOST_NAMED]]
    if more := len(keys) - len(shown):
        shown.append(f"{more} till")
    return f"{'raden' if len(keys) == 1 else 'raderna'} {listed(shown)}"


def _cause(document: Document, places: SlotPlaces, key: RowKey) -> _Cause:
    table = document.table(key.sheet)
    if table is None or not table.present:
        why = f"bladet {key.sheet} finns inte eller saknar sina rubriker"
        return _Cause(why, _SHEET, is_of_rows=False)
    if places.is_doubled(key):
        return _Cause(f"står mer än en gång på bladet {key.sheet}", _ONE)
    register, period = Register.of(document), document.period
    name = key.names[-1] if key.names else ""
    heirs, unit = register.successors(name), register.find(name)
    if len(heirs) > 1:
        why = f"{name} har delats i {_units(heirs)}"
        return _Cause(why, _HEIRS % _units(heirs), is_of_rows=False)
    if unit is not None and period is not None and not unit.existed_in(period):
        if heirs:
            why = f"{name} har upphört och ersatts av {_units(heirs)}"
            return _Cause(why, _HEIRS % _units(heirs), is_of_rows=False)
        return _Cause(f"{name} har upphört", _ENDED, is_of_rows=False)
    return _Cause(f"finns inte på bladet {key.sheet}")


def _units(units: Iterable[Unit]) -> str:
    return listed(unit.name for unit in units)
