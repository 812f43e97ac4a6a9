"""Workbooks to compare: as small as a test needs, and October made of the published November."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from tests.attack.books import Book
from tests.beside import beside
from workbooks.build import EXAMPLES
from xl_asn.case.comparing.compare import compare
from xl_asn.case.comparing.sides import Given
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.comparison import Comparison
from xl_asn.model.grid import Grid

START = {
    "Nämnd": "Nämnden", "Dokumenttyp": "Månadsrapport", "År": "2022", "Period": "nov",
    "Beloppsenhet": "tkr",
}  # fmt: skip
Table = Sequence[Mapping[str, object]]


def workbook(tables: Mapping[str, Table] | None = None, **start: str) -> Grid:
    """Return a workbook of some tables, each a list of rows by header."""
    told = {**START, **{name.replace("_", " "): value for name, value in start.items()}}
    parts = ["## Start", "", *_rows([{"Fält": n, "Värde": v} for n, v in told.items()])]
    for sheet, table in (tables or {}).items():
        parts += ["", f"## {sheet}", "", *_rows(table)]
    return read_markdown("\n".join(parts) + "\n")


def _rows(table: Table) -> list[str]:
    headers = list(dict.fromkeys(header for row in table for header in row))
    lines = [headers, ["---"] * len(headers)]
    lines += [[str(row.get(header, "")) for header in headers] for row in table]
    return ["| " + " | ".join(line) + " |" for line in lines]


def net(*rows: tuple[str, int | str], **more: int | str) -> Table:
    """Return rows of *Nettokostnad*: a name and a forecast each, and the same of each else."""
    return [{"Verksamhet": name, "Radtyp": "rad", "Prognos": value, **more} for name, value in rows]


def compared(before: Grid, after: Grid, previous: Grid | None = None) -> Comparison:
    """Compare two workbooks; ``previous`` is the report that the one after names."""
    return compare(Given(beside(before), "före.xlsx"), Given(beside(after, previous), "efter.xlsx"))


def example(name: str) -> Grid:
    """Return a shipped example."""
    return read_markdown((EXAMPLES / f"{name}.md").read_text("utf-8"))


def october(path: Path) -> Path:
    """Write October 2022 as November tells of it: each forecast less its change, goal 4 red."""
    november = Manadsrapport.read(example("2022-11_manadsrapport"))
    book = Book().start("Period", "okt")
    for sheet in ("Nettokostnad", "Resultaträkning"):
        for row in november.table(sheet) or ():
            change = row.get("forecast_change")
            if isinstance(change, Decimal):
                book.number(sheet, row.cell("forecast").address, str(row.forecast - change))
            for name in ("forecast_change", "forecast_deviation", "change_comment"):
                if row.has(name):
                    book.cell(sheet, row.cell(name).address, "")
    for row in november.table("Månadsstatus") or ():
        book.cell("Månadsstatus", row.cell("nov").address, "")
    for row in november.table("Målindikatorer") or ():
        for name in ("outcome", "assessment"):
            book.cell("Målindikatorer", row.cell(name).address, "")
    return book.saved(path)
