"""A workbook that names its previous report, and that report beside it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from workbooks.build import EXAMPLES


def naming_previous(folder: Path) -> tuple[Path, Path]:
    """Write February 2021 and, naming it, November 2022; return the later and the earlier."""
    earlier = folder / "2021-02_manadsrapport.xlsx"
    earlier.write_bytes((EXAMPLES / earlier.name).read_bytes())
    book = load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    cells = {cell.value: cell for cell in book["Start"]["A"]}
    cells["Föregående rapport"].offset(column=1).value = earlier.name
    later = folder / "nu.xlsx"
    book.save(later)
    return later, earlier
