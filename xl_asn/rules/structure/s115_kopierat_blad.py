"""Ett blad verkar vara en kopia av ett som rapporten läser.

Vad den gör
    Letar efter blad som heter som ett av dokumentets blad med det tillägg som Excel eller en
    person ger en kopia: "Nettokostnad (2)", "Kopia av Mål", "Risker - kopia". Bladet måste också
    ha samma rubriker. Egna blad, som "Nettokostnad 2021", är inga kopior.

Varför det spelar roll
    Kopian läses inte. Den som har skrivit i kopian tror att siffrorna är med i rapporten.

Exempel
    Bladet Nettokostnad (2), där utfallet för Gemensamt IFO är ett annat än på Nettokostnad.

Så rättar du
    För över det som ska gälla till bladet med det rätta namnet och ta bort kopian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xl_asn.documents.sheet import SheetSpec
from xl_asn.documents.start import SHEET as START
from xl_asn.documents.table import read_table
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import CellRef, Sheet, folded_name
from xl_asn.rules.context import Context
from xl_asn.rules.rule import Rule
from xl_asn.rules.shared.cells import told_cells

RULE = Rule("S115", "kopierat-blad", Severity.QUESTION)

_AFTER = re.compile(r"(.+?)[\s_-]*(?:\(\d{1,3}\)|\(?kopia\)?(?:[\s_-]*\(?\d{1,3}\)?)?)")
_BEFORE = re.compile(r"(?:kopia|copy)(?: av| of)?[\s_-]+(.+?)(?:[\s_-]*\(?\d{1,3}\)?)?")


def check(context: Context) -> Iterator[Finding]:
    """Yield a question for every sheet that is a copy of a declared one that is read."""
    specs = {folded_name(spec.name): spec for spec, _ in context.tables()}
    for sheet in context.grid.sheets:
        original = _original(sheet.name, specs)
        if original is None or context.grid.sheet(original) is None:
            continue  # S101 asks whether the copy is the sheet
        spec = specs.get(folded_name(original))
        if spec is not None and not read_table(sheet, sheet.name, spec.row)[0].present:
            continue
        yield RULE.finding(
            f"Bladet {sheet.name} verkar vara en kopia av {original} och läses inte."
            + _differences(context, sheet, original),
            f"För över det som ska gälla till {original} och ta bort kopian, eller byt namn på "
            "bladet om det är ett eget underlag.",
            sheet=sheet.name,
        )


def _original(name: str, specs: Mapping[str, SheetSpec]) -> str | None:
    """Return the declared sheet that a sheet is a copy of, by its name; None for any other."""
    folded = folded_name(name)
    if folded in specs:
        return None
    for pattern in (_AFTER, _BEFORE):
        found = pattern.fullmatch(folded)
        base = found[1].strip() if found else ""
        if base == folded_name(START):
            return START
        if base in specs:
            return specs[base].name
    return None


def _differences(context: Context, copy: Sheet, original: str) -> str:
    """Return a sentence with the cells that differ from the original's; empty for too unlike."""
    found = context.grid.sheet(original)
    if found is None:
        return ""
    # What Beräkna writes in the original is no difference that a person has made.
    ours = {(c.row, c.column) for c in context.calculated.by_cell if c.sheet == original}
    if original == START:
        start = context.document.start
        computed = (name for name, column in start.declared().items() if column.computed)
        ours = {(c.row, c.column) for name in computed if (c := start.place(name))}
    places = sorted({*found.cells, *copy.cells} - ours)
    unlike = [place for place in places if found.cell(*place).value != copy.cell(*place).value]
    if not unlike:
        return " Innehållet är detsamma."
    if 2 * len(unlike) > len(places):
        return ""
    return f" Innehållet skiljer sig i {told_cells(CellRef(copy.name, *p) for p in unlike)}."
