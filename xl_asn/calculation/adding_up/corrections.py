"""Corrections: each figure of a broken identity changed in thought, and what that would repair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from operator import neg
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.calculation.adding_up.network import Move, Network
from xl_asn.calculation.adding_up.slips import Slip, plain_slips, slip_between, transpositions
from xl_asn.model.grid import CellRef
from xl_asn.model.money import decimals_of

#: A slip is believed where the figure meant is this many times larger than rounding could make it.
LEAST_SLIP: Final = 4
#: And it explains nearly the whole gap: at most this share of it is left for rounding.
_MOST_REST = Decimal("0.05")
#: And the change that a transposition makes is this many times the tolerance for rounding.
_LEAST_SWAP = 2
#: With fewer noughts than these the only other figure may as well be right, and the sum wrong.
_LEAST_ZEROS = 3

Witnesses: TypeAlias = Mapping[CellRef, tuple[Decimal, ...]]
"""What other places print for a figure."""
NO_WITNESSES: Final[Witnesses] = MappingProxyType({})
Rank: TypeAlias = tuple[int, int, int, bool, bool, int, bool]
Demerit: TypeAlias = tuple[Decimal | int, ...]
LikelySlip: TypeAlias = tuple[CellRef | None, Decimal]
"""The only figure of an identity that a slip explains, if any, and the figure meant."""


class Correction(NamedTuple):
    """One figure changed so that an identity holds again, and what comes of it.

    ``repaired`` are the identities that hold again, by number, and ``broken`` is how many no
    longer do. ``agreeing`` counts the places that print the corrected figure, less those that print
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
    def rank(self) -> Rank:
        """Return what makes one correction better than another, the first difference deciding.

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


def _demerit_of(rank: Rank, source: Identity, change: Decimal) -> Demerit:
    """Return what is least for the best correction: the rank turned, then what decides equals.

    That is what rounding blurs least, and then the smallest change.
    """
    return (*map(neg, rank), source.tolerance, abs(change))


class Choice(NamedTuple):
    """The best correction of one identity, as the figures are.

    ``is_alone`` tells that no other figure of the identity would explain it just as well: else none
    is more suspect than another. ``reach`` are the identities that the choice rests on: it may
    be another only when a figure of one of them is.
    """

    correction: Correction
    demerit: Demerit
    is_alone: bool
    reach: frozenset[int]

    @property
    def is_better(self) -> bool:
        """Whether the correction repairs more than it breaks."""
        return len(self.correction.repaired) > self.correction.broken


def best_correction(network: Network, number: int, witnesses: Witnesses = NO_WITNESSES) -> Choice:
    """Return the correction that repairs most, of all figures of a broken identity."""
    source = network[number]
    corrections = [
        (correction, correction.rank) for correction in _corrections(network, number, witnesses)
    ]
    demerits = [_demerit_of(rank, source, correction.change) for correction, rank in corrections]
    demerit = min(demerits)
    best, best_rank = corrections[demerits.index(demerit)]
    rivals = any(
        rank == best_rank and correction.cell != best.cell for correction, rank in corrections
    )
    reach = frozenset(n for correction, _ in corrections for n in correction.move.gaps)
    return Choice(best, demerit, not rivals, reach)


def _changes_of(network: Network, number: int) -> dict[CellRef, Decimal]:
    """Return what each figure of an identity would have to change by, for it to hold exactly."""
    source, gap = network[number], network.gap(number)
    return {cell: -sign * gap for sign, cell in source.terms} | {source.result: gap}


def plain_correction(network: Network, number: int) -> Correction:
    """Explain an identity by its own result, when no correction makes the table any better."""
    source, gap = network[number], network.gap(number)
    values = {source.result: network.values[source.result] + gap}
    return Correction(source.result, gap, source, Move(values, (), {}), (number,), 1, 0, slip=False)


def weigh(
    network: Network,
    number: int,
    cell: CellRef,
    change: Decimal,
    witnesses: Witnesses = NO_WITNESSES,
    meant: Decimal | None = None,
) -> Correction:
    """Return what one figure of an identity changed would correct, and what it would break.

    ``meant`` is the figure that a slip of the pen made the found one of, where one is likely.
    """
    move = network.move(cell, change)
    held = {n: network.holds(n, gap) for n, gap in move.gaps.items()}
    corrected, found = move.values[cell], network.values[cell]
    return Correction(
        cell,
        change,
        network[number],
        move,
        tuple(n for n, holds in held.items() if holds and network.is_broken(n)),
        sum(not holds and not network.is_broken(n) for n, holds in held.items()),
        # What moves along is not asked about: a twin sheet often carries the same fault.
        sum((corrected == said) - (found == said) for said in witnesses.get(cell, ())),
        slip=meant is not None and not (move.moved and _is_swap(found, meant)),
    )


def _corrections(network: Network, number: int, witnesses: Witnesses) -> Iterator[Correction]:
    """Yield the corrections of an identity, but those that would erase a row."""
    source, values = network[number], network.values
    changes = _changes_of(network, number)
    lone = _lone(changes, values)
    slipped, meant = _likeliest_slip(source, changes, values, lone)
    for cell, change in changes.items():
        if cell == slipped:
            to = change if cell == source.result else meant - values[cell]
            yield weigh(network, number, cell, to, witnesses, meant)
        elif cell == lone or not _erases(source, cell, values[cell], change):
            yield weigh(network, number, cell, change, witnesses)


def _is_swap(found: Decimal, meant: Decimal) -> bool:
    return slip_between(found, meant) is Slip.TRANSPOSED


def _erases(source: Identity, cell: CellRef, found: Decimal, change: Decimal) -> bool:
    """Whether a correction makes nothing of a row: the sum lacks the row, and the row is right."""
    return (
        source.kind == "summa"
        and cell != source.result
        and abs(found + change) <= source.tolerance < abs(found)
    )


def _lone(changes: Mapping[CellRef, Decimal], values: Mapping[CellRef, Decimal]) -> CellRef | None:
    """Return the only cell of an identity that is not nought, where it should be."""
    filled = [cell for cell in changes if values[cell]]
    return filled[0] if len(filled) == 1 and not values[filled[0]] + changes[filled[0]] else None


def _likeliest_slip(
    source: Identity,
    changes: Mapping[CellRef, Decimal],
    values: Mapping[CellRef, Decimal],
    lone: CellRef | None,
) -> LikelySlip:
    """Return the only cell of an identity that a slip of the pen explains, and the figure meant.

    A lost sign or a misplaced zero is told by its size; two that are are a coincidence. Two digits
    the other way round are a smaller change, so the one that restores the sum best is believed. A
    lone figure among nothing but zeros, and several of them, is a slip of its own.
    """
    if lone and len(changes) > _LEAST_ZEROS:
        return lone, Decimal(0)
    plain: dict[CellRef, Decimal] = {}
    swaps: list[tuple[Decimal, CellRef, Decimal]] = []
    likely = source.likely_tolerance
    for cell, change in changes.items():
        found, expected = values[cell], values[cell] + change
        rest = min(likely, abs(change) * _MOST_REST)
        for meant in plain_slips(found):
            if (
                abs(meant) > LEAST_SLIP * source.tolerance
                and abs(meant - expected) <= rest
                and decimals_of(meant) <= decimals_of(expected)
            ):
                plain.setdefault(cell, meant)
        swaps += [
            (abs(meant - expected), cell, meant)
            for meant in transpositions(found)
            if abs(meant - found) > _LEAST_SWAP * source.tolerance
            and abs(meant - expected) <= likely
        ]
    if plain:
        return next(iter(plain.items())) if len(plain) == 1 else (None, Decimal(0))
    nearest = min((apart for apart, _, _ in swaps), default=None)
    best = [(cell, meant) for apart, cell, meant in swaps if apart == nearest]
    return best[0] if len(best) == 1 else (None, Decimal(0))
