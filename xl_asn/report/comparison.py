"""A comparison of two workbooks → blocks: what has changed, for whoever was not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Final

from xl_asn.model.amounts import RowKind
from xl_asn.model.comparison import (
    ColourChange,
    Comparison,
    FigureChange,
    Measured,
    Side,
    UnitMove,
)
from xl_asn.model.grid import CellRef
from xl_asn.model.listing import listed
from xl_asn.model.money import HARD_SPACE, decimals_of, share_decimals, show_exact
from xl_asn.report.blocks import (
    NOTHING,
    Amount,
    Assessment,
    Block,
    BulletList,
    Callout,
    CellValue,
    ColumnKind,
    Heading,
    Item,
    Paragraph,
    Share,
    Table,
    TableColumn,
    TableRow,
    Title,
)
from xl_asn.report.changed_texts import IN_FULL, texts

_TEXT, _LONG = ColumnKind.TEXT, ColumnKind.LONG_TEXT
_CELL: Final = TableColumn("Cell")
_MOST_DECIMALS: Final = 4
_PER_CENT: Final = 100
_MOST_ROWS: Final = 300
_SIDES: Final = {Side.BEFORE: "Före", Side.AFTER: "Efter"}


def blocks_of(comparison: Comparison) -> tuple[Block, ...]:
    """Return a comparison as a document: what it is of, what has changed, and what was left out."""
    sections = {
        "Siffror": [*figures(comparison)],
        "Färger": [*colours(comparison)],
        "Texter": [*texts(comparison)],
        "Tillkommet och borttaget": [*rows(comparison)],
        "Ändrad historia": [*history(comparison)],
        "Oförändrat som borde ha ändrats": [*unchanged(comparison)],
        "Gick inte att para": [*unpaired(comparison)],
    }
    told = (
        block
        for heading, content in sections.items()
        if content
        for block in (Heading(1, heading), *_bounded(content))
    )
    silent = [heading for heading, content in sections.items() if not content]
    return (title(comparison), *lead(comparison), *told, *about(comparison, silent))


def _bounded(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks, of a table that nobody reads to its end only so many rows."""
    for block in blocks:
        if isinstance(block, Table) and len(block.rows) > _MOST_ROWS:
            yield replace(block, rows=block.rows[:_MOST_ROWS])
            yield Paragraph(
                f"Ytterligare {len(block.rows) - _MOST_ROWS} rader visas inte. {IN_FULL}"
            )
        else:
            yield block


def title(comparison: Comparison) -> Title:
    """Return what the comparison is of."""
    before, after = comparison.before, comparison.after
    if comparison.is_same_period:
        period = f"mellan två utkast: {after.label.casefold()}"
    else:
        period = f"från {before.period} till {after.period}"
    return Title("Vad som har ändrats", period, after.board or before.board, "")


def lead(comparison: Comparison) -> Iterator[Block]:
    """Yield the two files, and what has changed in a few sentences."""
    before, after = comparison.before, comparison.after
    yield BulletList(
        (
            Item(f"{before.label}, {before.file}", "Före"),
            Item(f"{after.label}, {after.file}", "Efter"),
        )
    )
    yield Callout(" ".join(sentences(comparison)))


def sentences(comparison: Comparison) -> Iterator[str]:
    """Yield the comparison in a few sentences: the forecast first, then how much of each kind."""
    if comparison.is_empty:
        yield "Ingenting har ändrats."
    elif said := forecast_sentence(comparison):
        yield said
    counts = (
        (
            sum(c.is_moved for c in comparison.colours),
            "bedömning har",
            "bedömningar har",
            "ändrats",
        ),
        (len(comparison.texts), "text har", "texter har", "ändrats"),
        (len(comparison.added), "rad har", "rader har", "tillkommit"),
        (len(comparison.removed), "rad har", "rader har", "tagits bort"),
    )
    for count, one, many, what in counts:
        if count:
            yield f"{count} {one if count == 1 else many} {what}."
    if comparison.history:
        yield "Något som redan var rapporterat är ändrat."
    if comparison.unpaired:
        yield "Alla rader gick inte att para."


def forecast_sentence(comparison: Comparison) -> str:
    """Return how the board's forecast has moved; empty where it has not, or there is none."""
    forecast = _forecast(comparison)
    if forecast is None:
        return ""
    change = Amount(forecast.difference, signed=True, decimals=_decimals([forecast])).shown
    return (
        f"{forecast.column}en för {forecast.row} har gått från {_shown(forecast.before)} till "
        f"{_shown(forecast.after)} {comparison.after.unit} ({change})."
    )


def _forecast(comparison: Comparison) -> FigureChange | None:
    """Return the change of the year's forecast for the whole board; None where it has none."""
    sums = [
        one for one in comparison.figures if one.is_sum and one.column in {"Prognos", "Årsprognos"}
    ]
    first = sums[:1] and [one for one in sums if one.sheet == sums[0].sheet]
    return first[-1] if first and first[-1].difference is not None else None


def figures(comparison: Comparison) -> Iterator[Block]:
    """Yield a table for each column with figures that have changed, the largest change first.

    A column that is the sum of others in its row is left out: what has changed it is told.
    """
    told = [one for one in comparison.figures if not one.follows]
    for (sheet, column), group in groupby(told, key=lambda one: (one.sheet, one.column)):
        changes = list(group)
        unit = f", {comparison.after.unit}" if changes[0].measured is Measured.AMOUNT else ""
        yield _figure_table(f"{sheet}: {column.casefold()}{unit}", changes)
    follows = list(dict.fromkeys(one.column for one in comparison.figures if one.follows))
    if follows and told:
        yield Paragraph(f"Det som har ändrats i {listed(follows)} följer av det som står ovan.")
    elif follows:
        yield Paragraph(f"Något har ändrats i {listed(follows)}, som följer av andra kolumner.")
    if comparison.below:
        count = comparison.below
        many = "1 belopp har" if count == 1 else f"{count} belopp har"
        least = f"{show_exact(comparison.limit)} {comparison.after.unit}"
        yield Paragraph(f"{many} ändrats med mindre än {least} och visas inte.")


def _figure_table(caption: str, changes: Sequence[FigureChange]) -> Table:
    kind = ColumnKind.SHARE if changes[0].measured is Measured.SHARE else ColumnKind.AMOUNT
    points = " i procentenheter" if kind is ColumnKind.SHARE else ""
    columns = (
        TableColumn("Rad", _TEXT),
        *(TableColumn(header, kind) for header in ("Före", "Efter")),
        TableColumn(f"Skillnad{points}", ColumnKind.AMOUNT),
        _CELL,
    )
    decimals = _decimals(changes)
    return Table(
        caption,
        columns,
        tuple(
            TableRow(
                (
                    one.row,
                    _number(one.measured, one.before, one.cell_before, decimals),
                    _number(one.measured, one.after, one.cell, decimals),
                    _difference(one, decimals),
                    _address(one.cell),
                ),
                RowKind.SUM if one.is_sum else RowKind.ROW,
            )
            for one in changes
        ),
    )


def _number(
    measured: Measured, value: Decimal | None, cell: CellRef, decimals: int
) -> Amount | Share:
    if measured is Measured.SHARE:
        return Share(value, decimals=decimals, cell=cell)
    return Amount(value, decimals=decimals, cell=cell)


def _difference(change: FigureChange, decimals: int) -> Amount:
    """Return how much more a figure is; that of a share is told in per cent of the whole."""
    value = change.difference
    if value is not None and change.measured is Measured.SHARE:
        value *= _PER_CENT
    return Amount(value, signed=True, decimals=decimals)


def _decimals(changes: Iterable[FigureChange]) -> int:
    """Return the decimals that a column of changes is shown with."""
    known = [v for one in changes for v in (one.before, one.after) if v is not None]
    is_share = any(one.measured is Measured.SHARE for one in changes)
    if is_share:
        return max((min(share_decimals(value), 1) for value in known), default=0)
    return max((min(decimals_of(value), _MOST_DECIMALS) for value in known), default=0)


def _shown(value: Decimal | None) -> str:
    return NOTHING if value is None else Amount(value, decimals=decimals_of(value)).shown


def _address(cell: CellRef) -> str:
    return str(cell)


def colours(comparison: Comparison) -> Iterator[Block]:
    """Yield the statuses that are others, from what to what, with the units that have moved."""
    if not comparison.colours:
        return
    has_units = any(one.units for one in comparison.colours)
    columns = (
        TableColumn("Vad"),
        TableColumn("Före", ColumnKind.STATUS),
        TableColumn("Efter", ColumnKind.STATUS),
        *((TableColumn("Enheter som har ändrats", _LONG),) if has_units else ()),
        _CELL,
    )
    rows_ = tuple(TableRow(tuple(_colour(one, has_units=has_units))) for one in comparison.colours)
    yield Table("Bedömningar som har ändrats", columns, rows_)


def _colour(change: ColourChange, *, has_units: bool) -> Iterator[CellValue]:
    yield change.what
    yield Assessment(change.before)
    yield Assessment(change.after, cell=change.cell)
    if has_units:
        yield "\n".join(map(_move, change.units))
    yield _address(change.cell)


def _move(move: UnitMove) -> str:
    before, after = (
        Assessment(status).shown.replace(" ", HARD_SPACE) for status in (move.before, move.after)
    )
    return f"{move.unit}: {before} → {after}"


def rows(comparison: Comparison) -> Iterator[Block]:
    """Yield the rows that only one of the two has."""
    told = [("Tillkommet", one) for one in comparison.added]
    told += [("Borttaget", one) for one in comparison.removed]
    if told:
        yield Table(
            "Rader som bara står i den ena filen",
            (TableColumn("Ändring"), TableColumn("Blad"), TableColumn("Rad", _LONG), _CELL),
            tuple(TableRow((what, o.sheet, o.row, _address(o.cell))) for what, o in told),
        )


def history(comparison: Comparison) -> Iterator[Block]:
    """Yield what was reported of a time gone by, and is told otherwise."""
    if comparison.history:
        yield Table(
            "Det som redan var rapporterat",
            (TableColumn("Vad", _LONG), TableColumn("Före"), TableColumn("Efter"), _CELL),
            tuple(
                TableRow((one.what, one.before, one.after, _address(one.cell)))
                for one in comparison.history
            ),
        )


def unchanged(comparison: Comparison) -> Iterator[Block]:
    """Yield what is written anew each period, and is as it was."""
    if comparison.unchanged:
        yield Table(
            "Ordagrant eller på kronan detsamma som i den förra",
            (TableColumn("Vad"), TableColumn("Oförändrat"), TableColumn("Första cellen")),
            tuple(
                TableRow((one.what, f"{one.same} av {one.total}", _address(one.cell)))
                for one in comparison.unchanged
            ),
        )


def unpaired(comparison: Comparison) -> Iterator[Block]:
    """Yield the rows of which nobody can tell which row of the other workbook they are."""
    if comparison.unpaired:
        yield Table(
            "Rader som inte är jämförda med någon",
            (TableColumn("Fil"), TableColumn("Blad"), TableColumn("Rad", _LONG), _CELL),
            tuple(
                TableRow((_SIDES[one.side], one.sheet, one.row, _address(one.cell)))
                for one in comparison.unpaired
            ),
        )


def about(comparison: Comparison, silent: Sequence[str]) -> Iterator[Block]:
    """Yield what there is to say of the comparison itself, and where it has nothing to tell."""
    told = [Item(f"{one.message} {one.remedy}") for one in comparison.findings]
    if silent and not comparison.is_empty:
        quoted = listed(f"”{heading}”" for heading in silent)
        told.append(Item(f"Inget finns att visa under {quoted}."))
    if told:
        yield Heading(1, "Om jämförelsen")
        yield BulletList(tuple(told))
