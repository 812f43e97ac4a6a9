"""A row that a sum lacks, or has too often: the sum is then wrong in every column at once.

Row by row the differences look like so many mistakes, each with some figure that would explain it.
Together they are the amounts of one row: that of a row of the table, or of one that obeys the
table's own formulas (its deviation is its outcome less its budget), which no two mistakes do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple, TypeAlias

from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.calculation.adding_up.network import Network
from xl_asn.model.arithmetic import quotient

#: One wrong column is a wrong cell.
_LEAST_COLUMNS: Final = 2
#: A difference tells of a row where it is more than this many times what rounding could make.
_LEAST_SIZE: Final = 4

_Differences: TypeAlias = Mapping[int, tuple[Decimal, Decimal]]
"""What the rows have more than their sum, by column, each with the tolerance for rounding."""


class WholeRow(NamedTuple):
    """The identities of one sum, by number, that are broken by one row: typed columns first.

    ``is_left_out`` tells that the row stands in the table once: it is the sum that is wrong. Else
    it is the rows: one is gone, or stands there twice.
    """

    broken: tuple[int, ...]
    is_left_out: bool


class _Sum(NamedTuple):
    """One sum row: its identities by number and column, and the formulas within the row."""

    sums: dict[int, tuple[int, Identity]]
    formulas: list[Identity]

    @property
    def computed(self) -> frozenset[int]:
        """Return the columns that the row has a formula for."""
        return frozenset(formula.result.column for formula in self.formulas)


def whole_rows(network: Network) -> Iterator[WholeRow]:
    """Yield the sums that are wrong by a whole row."""
    for one in _wrong_sums(network):
        differences = {
            column: (network.gap(number), identity.tolerance)
            for column, (number, identity) in one.sums.items()
        }
        if not _is_most_columns(network, one, differences):
            continue
        total, *rows = _rows_of(network, one)
        as_large = [row for row in rows if _is_as_large(row, differences)]
        if as_large or (
            _is_a_row(one.formulas, differences)
            and not any(_is_proportional(row, differences) for row in (total, *rows))
        ):
            computed = one.computed
            columns = sorted(one.sums, key=lambda column: (column in computed, column))
            broken = tuple(n for n in (one.sums[c][0] for c in columns) if network.is_broken(n))
            yield WholeRow(broken, is_left_out=len(as_large) == 1)


def _wrong_sums(network: Network) -> Iterator[_Sum]:
    """Yield the sums that are wrong in several columns."""
    results = (network[number] for number in network.broken)
    counted = Counter(identity.result.row for identity in results if identity.kind == "summa")
    wrong = {row: _Sum({}, []) for row, n in sorted(counted.items()) if n >= _LEAST_COLUMNS}
    for number, identity in network.identities if wrong else ():
        one = wrong.get(identity.result.row)
        if one is not None and identity.kind == "summa":
            one.sums[identity.result.column] = number, identity
        elif one is not None and identity.kind == "rad":
            one.formulas.append(identity)
    yield from wrong.values()


def _is_most_columns(network: Network, one: _Sum, differences: _Differences) -> bool:
    """Whether a sum is wrong in several of its typed columns, and in most of those with amounts.

    And by so much that some row or other is not as large by chance.
    """
    typed = {c: apart for c, apart in differences.items() if c not in one.computed}
    wrong = sum(abs(gap) > _LEAST_SIZE * tolerance for gap, tolerance in typed.values())
    filled = sum(bool(network.values[one.sums[column][1].result]) for column in typed)
    return wrong >= _LEAST_COLUMNS and 2 * wrong > filled


def _rows_of(network: Network, one: _Sum) -> Iterable[Mapping[int, Decimal]]:
    """Return the amounts of the sum, and then of the rows that it adds up, by column."""
    rows: dict[int, dict[int, Decimal]] = {}
    for column, (_, identity) in one.sums.items():
        for cell in identity.cells:
            rows.setdefault(cell.row, {})[column] = network.values[cell]
    return rows.values()


def _is_as_large(row: Mapping[int, Decimal], differences: _Differences) -> bool:
    """Whether the amounts of a row are the differences, all of them or all with the other sign."""
    return any(
        all(
            abs(sign * row.get(column, Decimal(0)) - gap) <= tolerance
            for column, (gap, tolerance) in differences.items()
        )
        for sign in (1, -1)
    )


def _is_a_row(formulas: Sequence[Identity], differences: _Differences) -> bool:
    """Whether the differences obey the formulas of a row, more of them than they break.

    Where they cancel out, two amounts of a row have changed columns.
    """
    obeyed = 0
    for formula in formulas:
        columns = [cell.column for cell in formula.cells]
        if not all(column in differences for column in columns):
            continue
        found, *terms = (differences[column][0] for column in columns)
        made = sum((s * gap for (s, _), gap in zip(formula.terms, terms, strict=True)), Decimal(0))
        apart = formula.tolerance + sum(differences[column][1] for column in columns)
        if abs(sum(terms, Decimal(0))) <= apart:
            continue
        obeyed += 1 if abs(made - found) <= apart else -1
    return obeyed > 0


def _is_proportional(row: Mapping[int, Decimal], differences: _Differences) -> bool:
    """Whether the differences are a row's own amounts times something: it has another unit."""
    column = max(row, key=lambda column: abs(row[column]))
    if not row[column]:
        return False
    times = quotient(differences[column][0], row[column])
    return all(
        abs(times * row.get(column, Decimal(0)) - gap) <= tolerance
        for column, (gap, tolerance) in differences.items()
    )
