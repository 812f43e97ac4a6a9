"""What differs between a workbook's key figures and those of Kolada, in Swedish sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from xl_asn.documents.sheets.indicators import IndicatorRow, as_number
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.indicators import KOLADA_ID, Measure
from xl_asn.model.kolada import AskedFigure, KeyFigure, Remark
from xl_asn.model.money import last_place, show_exact

#: What authors and Kolada add to a title: the key of the answers, the unit, the years.
_ADDED: Final = re.compile(r"\([^()]*\)|\bandel\b|%")
_SIGNS: Final = re.compile(r"[^\w]+")
_HUNDRED: Final = 100


def asked_figures(rows: Iterable[IndicatorRow], year: int | None) -> tuple[AskedFigure, ...]:
    """Return the key figures that indicators name; ``year`` is that of the column *Utfall*."""
    return tuple(
        AskedFigure(
            row.kolada_id, row.label, row.cell("kolada_id"), tuple(_values(row, year))
        )
        for row in rows
        if row.kolada_id and re.fullmatch(KOLADA_ID, row.kolada_id)
    )  # fmt: skip


def _values(row: IndicatorRow, year: int | None) -> Iterator[tuple[int, Decimal, CellRef]]:
    named = [(int(c.header.rpartition(" ")[2]), name) for name, c in row.of_series("earlier")]
    if year is not None and row.has("outcome"):
        named.append((year, "outcome"))
    for of_year, name in named:
        value = as_number(getattr(row, name), row.measure)
        if value is not None:
            shown = value * _HUNDRED if row.measure is Measure.SHARE else value
            yield of_year, shown, row.cell(name)


def remarks(asked: Sequence[AskedFigure], answered: Mapping[str, KeyFigure]) -> Iterator[Remark]:
    """Yield what a careful reader would want to know of each key figure."""
    for figure in asked:
        known = answered.get(figure.id)
        if known is None:
            continue
        if known.title is None:
            text = f"{figure.id} finns inte i Kolada. Det kan ha tagits bort eller vara felskrivet."
            yield Remark(figure.id, text, figure.cell)
            continue
        if known.ended is not None:
            text = f"{figure.id} är avslutat i Kolada: det sista året är {known.ended}."
            yield Remark(figure.id, text, figure.cell)
        if not _same_title(figure.title, known.title):
            text = f"{figure.id} heter något annat i Kolada: ”{known.title}”."
            yield Remark(figure.id, text, figure.cell)
        by_year = {o.year: o.value for o in known.observations}
        for year, value, cell in figure.values:
            there = by_year.get(year)
            if there is not None and abs(there - value) >= last_place(value):
                text = (
                    f"{figure.id} är {show_exact(there)} för {year} i Kolada, men "
                    f"{show_exact(value.normalize())} i arbetsboken."
                )
                yield Remark(figure.id, text, cell)


def _same_title(one: str, other: str) -> bool:
    """Whether two titles are the same but for signs, keys, units and years."""
    return _plain(one) == _plain(other)


def _plain(title: str) -> str:
    return _SIGNS.sub(" ", _ADDED.sub(" ", folded_name(title))).strip()
