"""How good the board's forecasts have been, where an archive tells: in the report itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from xl_asn.calculation.forecasts import Miss, accuracy
from xl_asn.documents.sheets.economy import NetCostRow
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.archive import RESERVATION, month_label
from xl_asn.model.characters import documented
from xl_asn.model.money import show_number
from xl_asn.model.periods import MONTH_HEADERS
from xl_asn.report.accuracy import accuracy_sentences
from xl_asn.report.bars import said
from xl_asn.report.blocks import Amount, Block, Chart, Heading, Origin, Paragraph
from xl_asn.report.completed import Completed
from xl_asn.report.texts import shortened

_LONGEST_NAME: Final = 80
HEADING: Final = "Hur bra prognoserna har varit"


def forecast_record(completed: Completed) -> Iterator[Block]:
    """Yield what the archive says of the forecasts of the board's own result, and the last year's.

    Nothing is yielded where no archive is named, where none of its forecasts has a closing figure,
    and in a report that tells nothing of the activities itself.
    """
    own = completed.archive
    row = own.board.total if own is not None else None
    if own is None or row is None or not completed.rows(NetCostRow):
        return
    found = accuracy(row, row, own.board.limit)
    if not found.hers.misses:
        return
    unit = read_unit(own.unit) or AmountUnit.TKR
    yield Heading(2, HEADING)
    yield Paragraph(" ".join((*accuracy_sentences(found, unit), RESERVATION)))
    year = max(miss.month[0] for miss in found.hers.misses)
    misses = [miss for miss in found.hers.misses if miss.month[0] == year]
    name = shortened(documented(completed.document.start.archive or ""), _LONGEST_NAME)
    yield _chart(misses, unit, name)


def _chart(misses: Sequence[Miss], unit: AmountUnit, archive: str) -> Chart:
    """Draw the error of each month's forecast of one year."""
    title = f"Prognosen minus bokslutet {misses[0].month[0]}, {unit.value}"
    labels = tuple(MONTH_HEADERS[miss.month[1] - 1] for miss in misses)
    amounts = tuple(
        Amount(
            miss.error,
            signed=True,
            decimals=unit.decimals,
            origin=Origin(_formula(miss, unit, archive), ()),
        )
        for miss in misses
    )
    return Chart(
        title, "Prognos i", "Fel", labels, amounts, unit.value,
        f"Stapeldiagram. {title}. Minus är en prognos som var för dyster. {said(labels, amounts)}.",
    )  # fmt: skip


def _formula(miss: Miss, unit: AmountUnit, archive: str) -> str:
    forecast, final = (show_number(v, unit.decimals) for v in (miss.forecast, miss.final))
    return (
        f"Prognosen i {month_label(miss.month)}, {forecast}, minus bokslutet {miss.month[0]}, "
        f"{final}, enligt {archive}"
    )
