"""Blank inputs that their sums give: the total is right, and a row lacks the amount that it has.

A blank is mostly nothing at all, so it is suspected only where something lacks an amount: a sum
that its rows do not make, or a total that another sheet prints otherwise. And only where more than
that points at the very cell: the deviation of its row gives the amount, the deviation has followed
the blank and lacks as much, or it is the only blank and the amount is of the size of its row.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from xl_asn.calculation.adding_up.corrections import Witnesses, weigh
from xl_asn.calculation.adding_up.explanations import Explanation, explanation_of
from xl_asn.calculation.adding_up.identities import Identity, Kind, identities
from xl_asn.calculation.adding_up.network import Network
from xl_asn.calculation.adding_up.rounding import difference_of, printed_place
from xl_asn.calculation.adding_up.structure import SumStructure, breakdowns
from xl_asn.model.amounts import AmountColumn, AmountRow, AmountTable, Figure
from xl_asn.model.grid import CellRef

#: With more blanks than these in the rows of a sum nobody has forgotten one.
_MOST_BLANK: Final = 12
#: An amount that only its sum gives is at most this many times as large as its row, or as small.
_LIKE: Final = 8
#: A deviation is as near to what it comes of as three rounded figures can be, in last places.
_NEAR: Final = Decimal("1.5")
#: A deviation that is wrong itself is still about what it comes of, by this share.
_ABOUT: Final = Decimal("0.02")
_NOTHING: Final = Decimal(0)

_Place: TypeAlias = tuple[Kind, CellRef]
"""An identity of a column, by its kind and its result."""


class Filled(NamedTuple):
    """The blanks that are suspected, each with its amount, and a table where they hold it.

    ``values`` are the table's figures as they would be, and ``known`` its identities with them.
    """

    suspects: tuple[Explanation, ...]
    known: tuple[Identity, ...]
    values: Mapping[CellRef, Decimal]


class _Lack(NamedTuple):
    """What a sum's rows lack in one column, the blanks among them, and the column itself."""

    kind: Kind
    column: AmountColumn
    total: CellRef
    amount: Decimal
    tolerance: Decimal
    blank: tuple[AmountRow, ...]
    beside: bool
    """Whether it is another sheet that prints more, while the rows here do make their sum."""


def filled_blanks(
    table: AmountTable,
    structures: Sequence[SumStructure],
    known: Sequence[Identity],
    found: Sequence[Explanation],
    witnesses: Witnesses,
) -> Filled | None:
    """Return the blank inputs that their sums give; None where no blank is suspected.

    ``found`` is what explains the table without any blank: a slip of the pen, or a figure that
    several identities accuse, is believed before a blank that only its sum speaks of.
    """
    values = table.printed
    if not found and agree(table, witnesses):
        return None
    sums: dict[_Place, Identity] = {(i.kind, i.result): i for i in known if i.kind != "rad"}
    told, given = _told(found), dict[CellRef, Decimal]()
    for lack in _lacks(table, structures, sums, witnesses):
        for cell, amount in _amounts(table, lack, sums, told).items():
            given.setdefault(cell, amount)
    if not given:
        return None
    nothing = table.changed(dict.fromkeys(given, _NOTHING))
    again = without_unknown(nothing, structures, identities(nothing, structures))
    network = Network(again, nothing.printed)
    suspects = []
    for cell, amount in given.items():
        number = next(n for n, i in enumerate(again) if i.kind != "rad" and cell in i.cells)
        correction = weigh(network, number, cell, amount)
        suspects.append(explanation_of(network, nothing.printed, correction))
        network.apply(correction.move)
    if len(network.broken) > sum(not identity.holds(values) for identity in known):
        return None
    return Filled(tuple(sorted(suspects, key=lambda one: one.cell)), again, network.values)


def agree(table: AmountTable, witnesses: Witnesses) -> bool:
    """Whether every figure is what the other sheets print for it, or blank."""
    return all(table.amounts.at(cell) in {None, *said} for cell, said in witnesses.items())


def _told(found: Iterable[Explanation]) -> Container[_Place]:
    """Return the sums that are explained by a row, or by a figure that more than they speak of."""
    return {
        (i.kind, i.result)
        for one in found
        if one.whole_row or (one.alone and (one.slip or len(one.repaired) > 1))
        for i in one.repaired
        if one.whole_row or i.result != one.cell
    }


def without_unknown(
    table: AmountTable, structures: Sequence[SumStructure], known: tuple[Identity, ...]
) -> tuple[Identity, ...]:
    """Return the identities without the broken sums of a computed column that nobody can know.

    A blank computed cell is an amount that has not been computed. Where its row does not give it
    either, since an input of it is blank, the sum has nothing to be held against.
    """
    columns = {column.header: column for column in table.columns if column.plus}
    broken = {i.result for i in known if i.kind != "rad" and not i.holds(table.printed)}
    if not broken:
        return known
    unknown = {
        result.cell
        for kind, structure, inner in _wholes(table, structures)
        for header, column in columns.items()
        if (result := table.rows[structure.row].figures[header]).cell in broken
        and any(_is_unknown(row, column) for row in _leaves(table, structure.operands, inner))
    }
    if not unknown:
        return known
    return tuple(i for i in known if i.kind == "rad" or i.result not in unknown)


def _is_unknown(row: AmountRow, column: AmountColumn) -> bool:
    """Whether a computed cell is blank though some of what it comes of is not."""
    figure = row.figures[column.header]
    return figure.value is None and any(
        row.figures[header].value for header in (*column.plus, *column.minus)
    )


def _wholes(
    table: AmountTable, structures: Sequence[SumStructure]
) -> Iterator[tuple[Kind, SumStructure, Mapping[int, Sequence[int]]]]:
    """Yield the sums and the complete breakdowns by kind, with the rows of the sums inside."""
    inner = {structure.row: structure.operands for structure in structures}
    yield from (("summa", structure, inner) for structure in structures)
    yield from (("varav", structure, {}) for structure in breakdowns(table))


def _lacks(
    table: AmountTable,
    structures: Sequence[SumStructure],
    sums: Mapping[_Place, Identity],
    witnesses: Witnesses,
) -> Iterator[_Lack]:
    """Yield where the rows of a sum lack an amount, and some of them are blank."""
    for kind, structure, inner in _wholes(table, structures):
        for column in table.columns:
            result = table.rows[structure.row].figures[column.header]
            identity = sums.get((kind, result.cell))
            if column.plus or identity is None or result.value is None:
                continue
            gap = -identity.gap(table.printed)
            beside = abs(gap) <= identity.tolerance
            if beside:
                gap = _gap_beside(result, witnesses) if kind == "summa" else _NOTHING
            if not gap:
                continue
            rows = _leaves(table, structure.operands, inner)
            blank = tuple(row for row in rows if _is_blank(row, column))
            if 0 < len(blank) <= _MOST_BLANK:
                yield _Lack(kind, column, result.cell, gap, identity.tolerance, blank, beside)


def _gap_beside(result: Figure, witnesses: Witnesses) -> Decimal:
    """Return what a sum that its rows do make lacks to be what the other sheets print."""
    said = set(witnesses.get(result.cell, ()))
    if len(said) != 1 or result.value is None:
        return _NOTHING
    return said.pop() - result.value


def _leaves(
    table: AmountTable, operands: Iterable[int], inner: Mapping[int, Sequence[int]]
) -> Iterator[AmountRow]:
    """Yield the rows that a sum adds up in the end, those of its inner sums too."""
    for at in operands:
        if at in inner:
            yield from _leaves(table, inner[at], inner)
        else:
            yield table.rows[at]


def _is_blank(row: AmountRow, column: AmountColumn) -> bool:
    """Whether an input is blank in a row that has other amounts."""
    figure = row.figures[column.header]
    return (
        figure.value is None
        and figure.readable
        and any(other.value is not None for other in row.figures.values())
    )


def _typed(table: AmountTable) -> Iterator[AmountColumn]:
    return (column for column in table.columns if not column.is_change)


def _amounts(
    table: AmountTable,
    lack: _Lack,
    sums: Mapping[_Place, Identity],
    told: Container[_Place],
) -> Mapping[CellRef, Decimal]:
    """Return the amounts of the blanks that a sum lacks, by cell; nothing where it is uncertain."""
    header = lack.column.header
    said = {
        row.figures[header].cell: value
        for row in lack.blank
        if (value := _said_by_row(table, row, header)) is not None
    }
    amounts = {cell: value for cell, value in said.items() if value}
    apart = abs(sum(amounts.values()) - lack.amount)
    if amounts:
        near = lack.tolerance + _NEAR * len(amounts) * printed_place(
            table.decimals[header], _NOTHING
        )
        if apart <= near:
            return amounts
        about = len(amounts) == 1 and apart <= _ABOUT * abs(lack.amount)
        return dict.fromkeys(amounts, lack.amount) if about else {}
    if (lack.kind, lack.total) in told or _is_a_row(table, lack):
        return {}
    likely = [row.figures[header].cell for row in lack.blank if _is_like(table, row, lack)]
    if len(likely) > 1 or (said and not (lack.beside or _has_followed(table, lack, sums))):
        likely = [cell for cell in likely if cell not in said]
    return dict.fromkeys(likely, lack.amount) if len(likely) == 1 else {}


def _is_a_row(table: AmountTable, lack: _Lack) -> bool:
    """Whether a row is as large as the lack: it may be left out of the sum, or added twice.

    Where the sum has other typed amounts, those would lack it too. A lack that rounding could have
    made is as large as some row or other.
    """
    size = abs(lack.amount)
    total = next(row for row in table.rows if row.figures[lack.column.header].cell == lack.total)
    if size > lack.tolerance and any(
        total.figures[column.header].value is not None
        for column in table.columns
        if not column.plus and column is not lack.column
    ):
        return False
    return any(
        row.figures[lack.column.header].cell != lack.total
        for sign in (1, -1)
        for row in table.rows_near(lack.column.header, sign * size, lack.tolerance)
    )


def _said_by_row(table: AmountTable, row: AmountRow, header: str) -> Decimal | None:
    """Return what the deviations of a row give for its only blank; None where they do not agree."""
    said: list[Decimal] = []
    for column in table.columns:
        printed = row.figures[column.header].value
        if printed is None or header not in (*column.plus, *column.minus):
            continue
        without = difference_of(row, column, instead={header: _NOTHING})
        if without is not None:
            said.append((printed - without) * (1 if header in column.plus else -1))
    place = printed_place(table.decimals[header], _NOTHING)
    if not said or max(said) - min(said) > 2 * _NEAR * place:
        return None
    return said[0] if abs(said[0]) > _NEAR * place else _NOTHING


def _has_followed(table: AmountTable, lack: _Lack, sums: Mapping[_Place, Identity]) -> bool:
    """Whether a deviation was computed from the blank, so that its column lacks as much."""
    total = next(row for row in table.rows if row.figures[lack.column.header].cell == lack.total)
    for column in table.columns:
        header = lack.column.header
        if header not in (*column.plus, *column.minus):
            continue
        identity = sums.get((lack.kind, total.figures[column.header].cell))
        sign = 1 if header in column.plus else -1
        if identity is None:
            continue
        if abs(-sign * identity.gap(table.printed) - lack.amount) <= identity.tolerance:
            return True
    return False


def _is_like(table: AmountTable, row: AmountRow, lack: _Lack) -> bool:
    """Whether an amount has the sign and about the size of another input of its row."""
    others = [
        value
        for column in _typed(table)
        if (value := row.figures[column.header].value) and (value < 0) is (lack.amount < 0)
    ]
    if lack.column.is_change:
        return True
    return any(
        abs(v) <= _LIKE * abs(lack.amount) and abs(lack.amount) <= _LIKE * abs(v) for v in others
    )
