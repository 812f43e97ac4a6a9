"""Answers whose row or column is not in the workbook any more: why, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

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
_ROW = "{rad}"
_ONE = "Låt bara en av de rader som heter lika vara kvar, och samla in igen."
_SHEET = "Lägg tillbaka bladet med sina rubriker, och samla in igen."
_HEIRS = "För in svaren själv på raderna för %s, och flytta filen ur mappen."
_ENDED = (
    "Flytta filen ur mappen om enheten inte ska svara. Rätta annars Gäller till på bladet "
    "Organisation, lägg tillbaka raderna och samla in igen."
)


def gone(document: Document, places: SlotPlaces, slots: Iterable[Slot]) -> Iterator[Finding]:
    """Yield what has become of cells that are not found: rows and columns of one cause once."""
    rows: dict[tuple[str, str], dict[RowKey, None]] = {}
    columns: dict[tuple[str, str], None] = {}
    for slot in slots:
        if places.row(slot.row) is None:
            rows.setdefault(_cause(document, places, slot.row), {})[slot.row] = None
        else:
            columns[slot.row.sheet, slot.column] = None
    for (why, remedy), keys in rows.items():
        sheet = next(iter(keys)).sheet
        finding = told(codes.ROW_GONE, why.replace(_ROW, _named([*keys])), sheet=sheet)
        yield replace(finding, remedy=remedy) if remedy else finding
    for sheet, column in columns:
        yield told(
            codes.COLUMN_GONE, f"kolumnen {column} finns inte på bladet {sheet}", sheet=sheet
        )


def _named(keys: list[RowKey]) -> str:
    shown = [key.text for key in keys[:_MOST_NAMED]]
    if more := len(keys) - len(shown):
        shown.append(f"{more} till")
    return f"{'raden' if len(keys) == 1 else 'raderna'} {listed(shown)}"


def _cause(document: Document, places: SlotPlaces, key: RowKey) -> tuple[str, str]:
    """Return why a row is not found, where ``_ROW`` stands for what it is called, and what to do.

    What is to be done is empty where it is what the code says.
    """
    table = document.table(key.sheet)
    if table is None or not table.present:
        return f"bladet {key.sheet} finns inte eller saknar sina rubriker", _SHEET
    if places.is_doubled(key):
        return f"{_ROW} står mer än en gång på bladet {key.sheet}", _ONE
    register, period = Register.of(document), document.period
    name = key.names[-1] if key.names else ""
    heirs, unit = register.successors(name), register.find(name)
    if len(heirs) > 1:
        return f"{name} har delats i {_units(heirs)}", _HEIRS % _units(heirs)
    if unit is not None and period is not None and not unit.existed_in(period):
        if heirs:
            said = f"{name} har upphört och ersatts av {_units(heirs)}"
            return said, _HEIRS % _units(heirs)
        return f"{name} har upphört", _ENDED
    return f"{_ROW} finns inte på bladet {key.sheet}", ""


def _units(units: Iterable[Unit]) -> str:
    return listed(unit.name for unit in units)
