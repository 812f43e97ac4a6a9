"""What a table's figures say of each other, the author's own replaced figures among the witnesses.

*Beräkna* replaces a deviation that the amounts contradict. What the author had written stays a
witness of what she meant: if it and another identity accuse the same input, the input is wrong, as
it was before the press. If it alone accuses, it is asked. If other identities confirm the inputs,
the figure was wrong and has been corrected, and there is nothing to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from xl_asn.calculation.adding_up.blanks import agree, filled_blanks, without_unknown
from xl_asn.calculation.adding_up.corrections import Witnesses
from xl_asn.calculation.adding_up.explanations import Explanation, explain, is_whole_column
from xl_asn.calculation.adding_up.identities import Identity, all_hold, identities
from xl_asn.calculation.adding_up.structure import SumStructure, sum_structures
from xl_asn.calculation.adding_up.swaps import Swap, put_back, swaps
from xl_asn.model.amounts import AmountColumn, Amounts, AmountTable
from xl_asn.model.grid import CellRef

Testimony: TypeAlias = Mapping[CellRef, Decimal]
"""The figures that *Beräkna* has replaced and that still witness, by cell."""
NO_TESTIMONY: Final[Testimony] = MappingProxyType({})


class Doubt(NamedTuple):
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


@dataclass(frozen=True)
class Judged:
    """What is said of one table: what is wrong, what is asked, and what has changed places.

    ``table`` is the table as it is judged, and ``known`` what its figures have been held against;
    None where everything adds up and nobody has had to tell why. ``blanks`` are the inputs that
    lack an amount which their sums give.
    """

    table: AmountTable
    structures: Sequence[SumStructure]
    known: tuple[Identity, ...] | None = None
    explanations: tuple[Explanation, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    swaps: tuple[Swap, ...] = ()
    blanks: tuple[Explanation, ...] = ()

    @cached_property
    def identities(self) -> tuple[Identity, ...]:
        """Return what the table's figures are held against."""
        return identities(self.table, self.structures) if self.known is None else self.known


def as_told(
    table: AmountTable, testimony: Testimony, carried: Testimony = NO_TESTIMONY
) -> AmountTable:
    """Return a table with the author's own figures where they still witness.

    A blank computed cell reads as what its row gives, where the author has summed its column, and
    a blank ``carried`` from an earlier report as that, where the column has figures of hers.
    """
    values = table.amounts.values
    hers = {cell.column for cell in table.printed} if carried else ()
    blank = {cell: value for cell, value in carried.items() if cell.column in hers}
    told: dict[CellRef, Decimal | None] = {**blank, **testimony}
    for column in table.columns:
        if column.plus and any(
            values[column.header][at] is not None or row.figures[column.header].cell in testimony
            for at, row in enumerate(table.rows)
            if row.kind.is_sum
        ):
            told = {**dict(_given(table.amounts, column)), **told}
    return table.changed(told) if told else table


def _given(amounts: Amounts, column: AmountColumn) -> Iterator[tuple[CellRef, Decimal]]:
    """Yield what the rows give for the blanks of a computed column."""
    printed = amounts.values[column.header]
    if None not in printed:
        return
    for at, (found, given) in enumerate(zip(printed, amounts.difference(column), strict=True)):
        cell = amounts.cell(column.header, at)
        if found is None and given is not None and cell not in amounts.unreadable:
            yield cell, given


def judge(
    table: AmountTable,
    testimony: Testimony,
    witnesses: Witnesses,
    structures: Sequence[SumStructure] | None = None,
) -> Judged:
    """Judge a table whose figures are :func:`as_told`.

    ``structures`` are its sums, where they are known already.
    """
    here = {cell for cell in testimony if table.amounts.at(cell) is not None}
    structures = sum_structures(table) if structures is None else structures
    if not here and all_hold(table, structures) and agree(table, witnesses):
        return Judged(table, structures)
    known = identities(table, structures)
    straight: Mapping[CellRef, Decimal] = table.printed
    found = explain(known, straight, witnesses)
    judgeable = without_unknown(table, structures, known) if found else known
    if judgeable is not known:
        known = judgeable
        found = explain(known, straight, witnesses)
    filled = filled_blanks(table, structures, known, found, witnesses)
    if filled:
        known, straight = filled.known, filled.values
        found = explain(known, straight, witnesses)
    blanks = filled.suspects if filled else ()
    swapped = swaps(known, straight) if len(found) > 1 else ()
    if swapped:
        straight = put_back(swapped, straight)
        found = explain(known, straight, witnesses)
    if not here:
        return Judged(table, structures, known, found, (), swapped, blanks)
    weighed = _Weighed(here, known, straight)
    errors = tuple(error for one in found if (error := weighed.error(one)) is not None)
    doubts = tuple(_doubts(table, weighed, found))
    return Judged(table, structures, known, errors, doubts, swapped, blanks)


def errors_of(
    known: Sequence[Identity],
    values: Mapping[CellRef, Decimal],
    testimony: Testimony,
    witnesses: Witnesses,
) -> tuple[Explanation, ...]:
    """Return what is wrong by some figures, whatever the author's replaced ones say."""
    found = explain(known, values, witnesses)
    here = {cell for cell in testimony if cell in values}
    if not here:
        return found
    weighed = _Weighed(here, known, values)
    return tuple(error for one in found if (error := weighed.error(one)) is not None)


def _doubts(table: AmountTable, weighed: _Weighed, found: Iterable[Explanation]) -> Iterator[Doubt]:
    """Yield what is asked; one doubt where so many figures of a column were wrong that it is it."""
    accused = [doubt for one in found if (doubt := weighed.accused(one)) is not None]
    for column in {doubt.computed.column: None for doubt in accused}:
        doubts = [doubt for doubt in accused if doubt.computed.column == column]
        filled = sum(cell.column == column for cell in table.printed)
        if is_whole_column(len(doubts), filled):
            first, *others = doubts
            yield first._replace(others=tuple(doubt.computed for doubt in others))
        else:
            yield from (doubt for doubt in doubts if not weighed.is_confirmed(doubt))


class _Weighed:
    """The explanations of a table, weighed by whether they rest on testimony alone."""

    def __init__(
        self,
        said: AbstractSet[CellRef],
        known: Sequence[Identity],
        values: Mapping[CellRef, Decimal],
    ) -> None:
        self._said = said
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
        if not self._said.isdisjoint(found.identity.cells) and not own:
            return None
        source = found.identity if self._said.isdisjoint(found.identity.cells) else own[0]
        follows = dict.fromkeys(c for c in found.consequences if c not in self._said)
        follows |= dict.fromkeys(i.result for i in found.repaired if i.result in self._said)
        return found._replace(identity=source, repaired=tuple(own) or (source,),
            consequences=tuple(sorted(follows)),
        )  # fmt: skip

    def accused(self, found: Explanation) -> Doubt | None:
        """Return what only a replaced figure accuses."""
        if self.error(found) is not None:
            return None
        row = found.identity if found.identity.kind == "rad" else None
        if row is None:
            row = next((i for i in found.repaired if i.kind == "rad"), None)
        if row is None or row.result not in self._said or row.holds(self._values):
            return None
        return _doubt(row, found.cell, self._values)

    def is_confirmed(self, doubt: Doubt) -> bool:
        """Whether other identities say that every input of a row is right."""
        row = self._rows[doubt.computed]
        gap = row.gap(self._values)
        return all(self._is_confirmed(cell, -sign * gap) for sign, cell in row.terms)

    def _is_confirmed(self, cell: CellRef, change: Decimal) -> bool:
        """Whether something on the sheet would break, were the cell what the witness says."""
        changed = {**self._values, cell: self._values[cell] + change}
        return any(
            identity.holds(self._values) and not identity.holds(changed)
            for identity in self._own.get(cell, ())
        )


def _doubt(identity: Identity, cell: CellRef, values: Mapping[CellRef, Decimal]) -> Doubt:
    inputs = tuple(term for _, term in identity.terms)
    said, gives = values[identity.result], identity.expected(values)
    found, expected = gives, said
    if cell in inputs:
        found, expected = values[cell], values[cell] + _change(identity, cell, values)
    return Doubt(cell, identity.result, said, gives, found, expected, inputs)


def _change(identity: Identity, cell: CellRef, values: Mapping[CellRef, Decimal]) -> Decimal:
    """Return what a cell would change by for an identity to hold exactly."""
    gap = identity.gap(values)
    if cell == identity.result:
        return gap
    return next(-sign * gap for sign, term in identity.terms if term == cell)
