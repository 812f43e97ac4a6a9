"""Mends: each figure of a broken identity changed in thought, and how much that would repair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final, TypeAlias

from xl_asn.calculation.identities import Identity
from xl_asn.calculation.network import Move, Network
from xl_asn.calculation.slips import Slip, plain_slips, slip_between, transpositions
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of

#: A slip is believed where the figure meant is this many times larger than rounding could make it.
_LEAST_SLIP = 4
#: And it explains nearly the whole gap: at most this share of it is left for rounding.
_MOST_REST = Decimal("0.05")
#: And the change that a transposition makes is this many times the room for rounding.
_LEAST_SWAP = 2

Witnesses: TypeAlias = Mapping[CellRef, tuple[Decimal, ...]]
"""What other places print for a figure."""
NO_WITNESSES: Final[Witnesses] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mend:
    """One figure changed so that an identity holds again, and what comes of it.

    ``repaired`` are the identities that hold again, by number, and ``broken`` is how many no
    longer do. ``agreeing`` counts the places that print the mended figure, less those that print
    the found one; ``slip`` tells that a slip of the pen would explain it.
    """

    cell: CellRef
    change: Decimal
    source: Identity
    move: Move
    repaired: tuple[int, ...]
    broken: int
    agreeing: int
    slip: bool

    @property
    def rank(self) -> tuple[int, int, int, bool, bool, int, bool]:
        """Return what makes one mend better than another, the first difference deciding.

        Most repairs for each cell that must be wrong, then most repairs, then most agreement with
        what other sheets print, then a plain slip of the pen (a lost sign, a zero too many), then a
        figure that should have been computed (a person copies operands but types deviations), then
        fewest cells moved, then one whose expected value comes from its own operands exactly.
        """
        is_result = self.source.result == self.cell
        net = len(self.repaired) - self.broken
        return (
            net - len(self.move.moved),
            net,
            self.agreeing,
            self.slip,
            is_result and self.source.kind == "rad",
            -len(self.move.moved),
            is_result,
        )

    @property
    def demerit(self) -> tuple[Decimal | int, ...]:
        """Return what is least for the best: the rank turned round, then what rounding blurs least.

        Among equals the smallest change is the best.
        """
        return (*(-part for part in self.rank), self.source.room, abs(self.change))


@dataclass(frozen=True, slots=True)
class Choice:
    """The best mend of one identity.

    ``is_alone`` tells that no other term of the identity would explain it just as well: else no
    term is more suspect than another. ``scope`` are the identities that decided it.
    """

    mend: Mend
    is_alone: bool
    scope: frozenset[int]


def best_mend(network: Network, number: int, witnesses: Witnesses = NO_WITNESSES) -> Choice:
    """Return the mend that repairs most, of all figures of a broken identity."""
    mends = tuple(_mends(network, number, witnesses))
    best = min(mends, key=lambda mend: mend.demerit)
    rivals = any(mend.cell != best.cell and mend.rank == best.rank for mend in mends)
    scope = frozenset(touched for mend in mends for touched in mend.move.gaps)
    return Choice(best, not rivals, scope | {number})


def plain_mend(network: Network, number: int) -> Mend:
    """Explain an identity by its own result, when no mend makes the table any better."""
    source, gap = network[number], network.gap(number)
    values = {source.result: network.values[source.result] + gap}
    return Mend(source.result, gap, source, Move(values, (), {}), (number,), 1, 0, slip=False)


def _mends(network: Network, number: int, witnesses: Witnesses) -> Iterator[Mend]:
    source, values, gap = network[number], network.values, network.gap(number)
    changes = {cell: -sign * gap for sign, cell in source.terms} | {source.result: gap}
    slipped, meant = _likeliest_slip(source, changes, values)
    if slipped is not None and slipped != source.result:
        changes[slipped] = meant - values[slipped]
    for cell, change in changes.items():
        if cell != slipped and _erases(source, cell, values[cell], change):
            continue
        move = network.move(cell, change)
        held = {n: network.holds(n, move.gaps[n]) for n in network.of_cells(move.values)}
        mended, found = move.values[cell], values[cell]
        yield Mend(
            cell,
            change,
            source,
            move,
            tuple(n for n, holds in held.items() if holds and network.is_broken(n)),
            sum(not holds and not network.is_broken(n) for n, holds in held.items()),
            # What moves along is not asked about: a sister sheet often carries the same fault.
            sum((mended == said) - (found == said) for said in witnesses.get(cell, ())),
            slip=cell == slipped and not (move.moved and _is_swap(found, meant)),
        )


def _is_swap(found: Decimal, meant: Decimal) -> bool:
    return slip_between(found, meant) is Slip.TRANSPOSED


def _erases(source: Identity, cell: CellRef, found: Decimal, change: Decimal) -> bool:
    """Whether a mend makes nothing of a row: then the sum lacks the row, and the row is right."""
    return (
        source.kind == "summa"
        and cell != source.result
        and abs(found + change) <= source.room < abs(found)
    )


def _likeliest_slip(
    source: Identity, changes: Mapping[CellRef, Decimal], values: Mapping[CellRef, Decimal]
) -> tuple[CellRef | None, Decimal]:
    """Return the only cell of an identity that a slip of the pen explains, and the figure meant.

    A lost sign or a misplaced zero is told by its size; two that are are a coincidence. Two digits
    the other way round are a smaller change, so the one that restores the sum best is believed. A
    lone figure among nothing but zeros is a slip of its own.
    """
    filled = [cell for cell in changes if values[cell]]
    if len(filled) == 1 and not values[filled[0]] + changes[filled[0]]:
        return filled[0], Decimal(0)
    likely = source.likely_room
    plain: dict[CellRef, Decimal] = {}
    swaps: list[tuple[Decimal, CellRef, Decimal]] = []
    for cell, change in changes.items():
        found, expected = values[cell], values[cell] + change
        for meant in plain_slips(found):
            if (
                abs(meant - expected) <= min(source.room, abs(change) * _MOST_REST)
                and abs(meant) > _LEAST_SLIP * source.room
                and decimals_of(meant) <= decimals_of(expected)
            ):
                plain.setdefault(cell, meant)
        swaps += [
            (abs(meant - expected), cell, meant)
            for meant in transpositions(found)
            if abs(meant - expected) <= likely and abs(meant - found) > _LEAST_SWAP * source.room
        ]
    if plain:
        return next(iter(plain.items())) if len(plain) == 1 else (None, Decimal(0))
    nearest = min((apart for apart, _, _ in swaps), default=None)
    best = [(cell, meant) for apart, cell, meant in swaps if apart == nearest]
    return best[0] if len(best) == 1 else (None, Decimal(0))
