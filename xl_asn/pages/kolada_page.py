"""The sheet *Kolada*: what Kolada said of the workbook's key figures, and on which day."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from xl_asn.model.kolada import AskedFigure, Remark, Snapshot
from xl_asn.model.page import Page, Placed
from xl_asn.pages.sheet_styles import BODY, LINK, NUMBER, ListColumn, list_page

NAME: Final = "Kolada"
_COLUMNS: Final = (
    ListColumn("Kolada-id", 10),
    ListColumn("Cell", 15),
    ListColumn("Indikator i arbetsboken", 46),
    ListColumn("Nyckeltal i Kolada", 46),
    ListColumn("År", 7, number=True),
    ListColumn("Värde", 11, number=True),
    ListColumn("Anmärkning", 52),
)
_MISSING: Final = "finns inte i Kolada"
_YEAR: Final = BODY._replace(horizontal="right", number_format="0")


def kolada_page(snapshot: Snapshot, asked: Sequence[AskedFigure], said: Sequence[Remark]) -> Page:
    """Lay out a snapshot: one row for each value, one for a key figure without any."""
    known = {figure.id: figure for figure in snapshot.figures}
    rows: list[Sequence[Placed]] = []
    for figure in asked:
        answer = known.get(figure.id)
        title = _MISSING if answer is None or answer.title is None else answer.title
        about = "\n".join(r.text for r in said if r.id == figure.id)
        observations = answer.observations if answer else ()
        for place, observation in enumerate(observations or (None,)):
            row = len(rows) + 1
            first = not place
            cells = [
                Placed(row, 1, figure.id, BODY),
                Placed(row, 2, str(figure.cell), LINK, link=str(figure.cell)),
                Placed(row, 3, figure.title, BODY),
                Placed(row, 4, title, BODY),
                Placed(row, 7, about if first else None, BODY),
            ]
            if observation is not None:
                cells.append(Placed(row, 5, Decimal(observation.year), _YEAR))
                cells.append(Placed(row, 6, observation.value, NUMBER))
            rows.append(cells)
    return list_page(NAME, _leads(snapshot), _COLUMNS, rows, filtered=True)


def _leads(snapshot: Snapshot) -> Sequence[str]:
    source = (
        f"Källa: Kolada, {snapshot.address}. Hämtat {snapshot.taken:%Y-%m-%d %H:%M} för kommun "
        f"{snapshot.municipality}."
    )
    return (
        source,
        "Värdena är kopior från den dagen, i Koladas egen enhet: en andel är 0 till 100.",
    )
