"""The whole way on a scratch workbook: build a master, compute it, save it, read it again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from xl_asn.case.case import case_of
from xl_asn.case.compute import compute
from xl_asn.case.new_masters import new_master
from xl_asn.documents.catalogue import document_types
from xl_asn.excel.checks.check import Found, Surroundings
from xl_asn.excel.own_files import USUAL_TYPE
from xl_asn.files.changing.publish import NotPublished, publish
from xl_asn.files.changing.save import NotSavedError, saved
from xl_asn.files.making.build_folder import build_folder
from xl_asn.files.reading.load import load
from xl_asn.model.findings import Finding
from xl_asn.pages.check_page import NAME as CHECK

_REMEDY = "Kör xl-asn installera på nytt. Hjälper inte det: skicka den här raden till utvecklarna."


def round_trip(surroundings: Surroundings) -> Found:
    """Style whether a new master can be computed, and tells so on its sheet *Kontroll*."""
    declared = document_types()[USUAL_TYPE]
    try:
        with build_folder(surroundings.places.temporary, clearing=False) as folder:
            path = Path(folder, "prov.xlsx")
            publish(path, new_master(declared, 2022, "nov"))
            before = load(path)
            if before.grid is None or before.data is None:
                return Found.error(before.findings[0].message, _REMEDY)
            case = case_of(before.grid)
            if isinstance(case, Finding):
                return Found.error(case.message, _REMEDY)
            computed = compute(case, now=datetime(2022, 12, 1, 8, 0))  # noqa: DTZ001
            publish(path, saved(before.data, computed.values, computed.pages))
            after = load(path)
    except (NotPublished, NotSavedError, OSError) as error:
        return Found.error(f"Provet kunde inte sparas: {error}", _REMEDY)
    sheet = after.grid.sheet(CHECK) if after.grid else None
    unchanged = before.grid.sheet(CHECK)
    if sheet is None or (unchanged is not None and sheet.cells == unchanged.cells):
        return Found.error(f"Bladet {CHECK} skrevs inte.", _REMEDY)
    return Found.ok(f"En ny mall beräknades, och bladet {CHECK} skrevs.")
