"""What a table's figures say of each other, the author's own replaced figures among the witnesses.

*Beräkna* replaces a deviation that the amounts contradict. What the author had written stays a
witness of what she meant: if it and another identity accuse the same input, the input is wrong, as
it was before the press. If it alone accuses, it is asked. If other identities confirm the inputs,
the figure was wrong and has been mended, and there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from xl_asn.calculation.explanations import Explanation, explain
from xl_asn.calculation.identities import Identity, identities
from xl_asn.calculation.mends import Witnesses
from xl_asn.calculation.structure import SumStructure, sum_structures
from xl_asn.calculation.swaps import Swap, put_back, swaps
from xl_asn.model.amounts import AmountRow, AmountTable, Figure
from xl_asn.model.grid import CellRef

Testimony: TypeAlias = Mapping[CellRef, Decimal]
"""The figures that *Beräkna* has replaced and that still witness, by cell."""
NO_TESTIMONY: Final[Testimony] = MappingProxyType({})

#: More wrong rows of a column than this, and than one row in so many, are one question.
_MOST_ALONE: Final = 3
_ONE_IN: Final = 4


@dataclass(frozen=True, slots=True)
class Doubt:
    """A row whose replaced figure alone accuses: ``said`` is what the author had written there.

    ``cell`` is the cell that is most suspect: an input, or the computed cell where no input is.
    ``computed`` is the computed cell, and ``gives`` what it follows to; ``inputs`` are those of its
    row. ``found`` is the figure of the suspect cell, and ``expected`` what it should be for the
    witness to be right. ``others`` are the other computed cells of the column where the whole
    column is in doubt.
    """

    cell: CellRef
    computed: CellRef
    said: Decimal
    gives: Decimal
    found: Decimal
    expected: Decimal
    inputs: tuple[CellRef, ...]
    others: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of one table: what is wrong, what is asked, and what has changed places."""

    explanations: tuple[Explanation, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    swaps: tuple[Swap, ...] = ()


def with_testimony(table: AmountTable, testimony: Testimony) -> AmountTable:
    """Return a table with the author's own figures where they still witness."""
    here = {cell.row for cell in testimony if cell.sheet == table.sheet}
    if not here:
        return table
    rows = tuple(_told(row, testimony) if row.number in here else row for row in table.rows)
    return replace(table, rows=rows)


def _told(row: AmountRow, testimony: Testimony) -> AmountRow:
    figures = {
        header: Figure(figure.cell, testimony[figure.cell]) if figure.cell in testimony else figure
        for header, figure in row.figures.items()
    }
    return replace(row, figures=figures)


def judge(
    table: AmountTable,
    testimony: Testimony,
    witnesses: Witnesses,
    structures: Sequence[SumStructure] | None = None,
) -> Judged:
    """Judge a table whose figures have been told with the testimony.

    ``structures`` are the sums of the table as it stands, where there is no testimony in it.
    """
    here = {cell: value for cell, value in testimony.items() if cell in table.printed}
    known = identities(table, sum_structures(table) if here or structures is None else structures)
    values = dict(table.printed)
    floods = tuple(_floods(table, here, known, values))
    for flood in floods:
        for cell in (flood.computed, *flood.others):
            del here[cell], values[cell]
    if floods:
        known = tuple(i for i in known if values.keys() >= set(i.cells))
    swapped = swaps(known, values)
    straight = put_back(swapped, values)
    found = explain(known, straight, witnesses)
    if not here:
        return Judged(found, floods, swapped)
    court = _Court(here, known, straight)
    explanations = tuple(e for one in found if (e := court.error(one)) is not None)
    doubts = tuple(d for one in found if (d := court.doubt(one)) is not None)
    return Judged(explanations, (*floods, *doubts), swapped)


def _floods(
    table: AmountTable,
    testimony: Testimony,
    known: Iterable[Identity],
    values: Mapping[CellRef, Decimal],
) -> Iterator[Doubt]:
    """Yield one doubt for each column where so many figures were wrong that it is the column."""
    wrong: dict[int, list[Identity]] = {}
    for identity in known:
        if identity.kind == "rad" and identity.result in testimony and not identity.holds(values):
            wrong.setdefault(identity.result.column, []).append(identity)
    for column, broken in wrong.items():
        filled = sum(cell.column == column for cell in table.printed)
        if len(broken) > _MOST_ALONE and _ONE_IN * len(broken) > filled:
            first, *others = broken
            yield replace(
                _doubt(first, first.result, values), others=tuple(i.result for i in others)
            )


def _doubt(identity: Identity, cell: CellRef, values: Mapping[CellRef, Decimal]) -> Doubt:
    inputs = tuple(term for _, term in identity.terms)
    said, gives = values[identity.result], identity.expected(values)
    found, expected = gives, said
    if cell in inputs:
        found, expected = values[cell], values[cell] + _change(identity, cell, values)
    return Doubt(cell, identity.result, said, gives, found, expected, inputs)


class _Court:
    """The explanations of a table, weighed by whether they rest on testimony alone."""

    def __init__(
        self, testimony: Testimony, known: Sequence[Identity], values: Mapping[CellRef, Decimal]
    ) -> None:
        self._said: AbstractSet[CellRef] = testimony.keys()
        self._values = values
        self._rows = {i.result: i for i in known if i.kind == "rad"}
        self._own: dict[CellRef, list[Identity]] = {}
        for identity in known:
            if self._said.isdisjoint(identity.cells):
                for cell in identity.cells:
                    self._own.setdefault(cell, []).append(identity)

    def error(self, found: Explanation) -> Explanation | None:
        """Return what is an error whatever was replaced, told by what stands on the sheet."""
        if found.cell in self._said:
            return None
        own = [i for i in found.repaired if self._said.isdisjoint(i.cells)]
        if self._said.isdisjoint(found.identity.cells):
            source, expected = found.identity, found.expected
        elif own:
            source = own[0]
            expected = self._values[found.cell] + _change(source, found.cell, self._values)
        else:
            return None
        follows = dict.fromkeys(c for c in found.consequences if c not in self._said)
        follows |= dict.fromkeys(i.result for i in found.repaired if i.result in self._said)
        return replace(
            found, identity=source, expected=expected, repaired=tuple(own) or (source,),
            consequences=tuple(sorted(follows)),
        )  # fmt: skip

    def doubt(self, found: Explanation) -> Doubt | None:
        """Return what only a replaced figure accuses, and nothing confirms."""
        if self.error(found) is not None:
            return None
        row = found.identity if found.identity.kind == "rad" else None
        if row is None:
            row = next((i for i in found.repaired if i.kind == "rad"), None)
        if row is None or row.result not in self._said or row.holds(self._values):
            return None
        gap = row.gap(self._values)
        if all(self._is_confirmed(cell, -sign * gap) for sign, cell in row.terms):
            return None
        return _doubt(row, found.cell, self._values)

    def _is_confirmed(self, cell: CellRef, change: Decimal) -> bool:
        """Whether something on the sheet would break, were the cell what the witness says."""
        changed = {**self._values, cell: self._values[cell] + change}
        return any(
            identity.holds(self._values) and not identity.holds(changed)
            for identity in self._own.get(cell, ())
        )


def _change(identity: Identity, cell: CellRef, values: Mapping[CellRef, Decimal]) -> Decimal:
    """Return what a cell would change by for an identity to hold exactly."""
    gap = identity.gap(values)
    if cell == identity.result:
        return gap
    return next(-sign * gap for sign, term in identity.terms if term == cell)
