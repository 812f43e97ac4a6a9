"""The sheet *Utskick* as a suggestion: every unit that reports, and every area with amounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xl_asn.case.case import Case
from xl_asn.documents.asked_rows import ALL, AskedRows, is_of_amounts
from xl_asn.documents.sheets.hand_outs import HAND_OUTS, HandOutRow
from xl_asn.model.page import Page, Placed
from xl_asn.pages.sheet_styles import INPUT, ListColumn, list_page

_SPARE: Final = 5
_LEADS: Final = (
    HAND_OUTS.help,
    "Det här är ett förslag. Skriv namn och e-post, ändra och ta bort, och dela ut igen.",
)


def suggested_hand_outs(case: Case) -> Page:
    """Lay out the sheet for a workbook that has none, with a row for each that may be asked."""
    columns = HandOutRow.declared()
    rows = [*_suggested(AskedRows(case.document)), *({} for _ in range(_SPARE))]
    return list_page(
        HAND_OUTS.name,
        _LEADS,
        [ListColumn(column.header, column.shown_width) for column in columns.values()],
        [
            [Placed(number, at, row.get(field), INPUT) for at, field in enumerate(columns, 1)]
            for number, row in enumerate(rows, 1)
        ],
    )


def _suggested(asked: AskedRows) -> Iterator[dict[str, str]]:
    for unit, rows in asked.reporting.items():
        name = asked.shown_unit(rows[0].get("unit") or unit)
        if asked.register and asked.register.find(name) is None:
            continue  # a name that the register does not have is wrong, and told as that
        yield {"recipient": name, "units": name}
    spec = next((spec for spec in asked.specs if is_of_amounts(spec)), None)
    if spec is None or not asked.typed(spec):
        return
    for area in asked.areas(spec) or (ALL,):
        yield {"recipient": f"Ekonom {area}" if area != ALL else "Ekonom", "areas": area}
