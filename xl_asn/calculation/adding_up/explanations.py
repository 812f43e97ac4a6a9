"""The smallest explanation: one wrong cell with its consequences, not seven wrong cells.

A wrong figure breaks the identities that it takes part in. A sum that was computed *from* the
wrong figure agrees with it and is a consequence: it moves along when the figure is corrected. So
each suspect cell is corrected in thought, what follows from it is moved along, and the broken
identities that are left are counted. The correction that repairs most with fewest cells is the
explanation.

Where one identity alone is broken it cannot tell its own cells apart. Then other evidence does:
what a twin sheet prints for the same figure, and whether the correction looks like a slip of the
pen.

Each round weighs every correction of every broken identity and takes the best. Of many wrong
figures that takes time by the square and more, so it has a limit: what is left then is told by its
own result, and said not to have been searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.calculation.adding_up.corrections import (
    LEAST_SLIP,
    NO_WITNESSES,
    Choice,
    Correction,
    Witnesses,
    best_correction,
    plain_correction,
    weigh,
)
from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.calculation.adding_up.network import Network
from xl_asn.calculation.adding_up.slips import Slip, slip_between
from xl_asn.calculation.adding_up.whole_rows import whole_rows
from xl_asn.model.grid import CellRef

#: More wrong rows of a column than this, and than one row in so many, are one fault of the column.
_MOST_ALONE: Final = 3
_ONE_IN: Final = 4

#: So many figures are weighed for one table, some three seconds' work. A table of 200 rows stays
#: below it where every row is wrong, and one of thousands of rows where a few tens are.
MOST_WEIGHED: Final = 150_000
#: To go through what is kept takes time too: as one figure weighed, for so many identities.
_KEPT_FOR_ONE: Final = 50


def is_whole_column(wrong: int, filled: int) -> bool:
    """Whether so many wrong rows, of so many filled, are told once as the whole column's."""
    return wrong > _MOST_ALONE and _ONE_IN * wrong > filled


class Explanation(NamedTuple):
    """One cell that is wrong: what it shows, what it should show, and what follows from it.

    ``identity`` is the identity that gave the expected value; ``repaired`` are all identities
    that agree once the cell is corrected. ``expected`` is the figure that the found one should be.
    """

    cell: CellRef
    found: Decimal
    expected: Decimal
    identity: Identity
    repaired: tuple[Identity, ...]
    consequences: tuple[CellRef, ...]
    alone: bool = True
    """Whether the cell itself is suspect; False where it only is the result of an identity that no
    single cell explains better than another."""
    searched: bool = True
    """Whether its cause has been searched for; False beyond the limit, where it stands for the
    identity alone."""
    whole_row: bool = False
    """Whether the sum lacks a whole row, or has one too often, in every column."""

    @property
    def slip(self) -> Slip | None:
        """Return how the figure was probably mistyped; None where it is no suspect itself."""
        return slip_between(self.found, self.expected) if self.alone else None

    @property
    def told_slip(self) -> Slip | None:
        """Return the slip where it is worth telling: 1 for −1 may be anything, rounding even."""
        return self.slip if abs(self.expected) > LEAST_SLIP * self.identity.tolerance else None


def explain(
    identities: Iterable[Identity],
    values: Mapping[CellRef, Decimal],
    witnesses: Witnesses = NO_WITNESSES,
    most_weighed: int = MOST_WEIGHED,
) -> tuple[Explanation, ...]:
    """Return the fewest wrong cells that explain every broken identity, in sheet order.

    An identity's best correction is kept until a figure of an identity that it reaches has changed.
    What is left when ``most_weighed`` figures have been weighed is told by its own result.
    """
    network = Network(identities, values)
    choices: dict[int, Choice] = {}
    found = list(_of_whole_rows(network, values))
    left = most_weighed
    while broken := network.broken:
        anew = [n for n in broken if n not in choices]
        left -= sum(len(network[n].cells) for n in anew) + len(broken) // _KEPT_FOR_ONE
        if left < 0:
            plain = (plain_correction(network, n) for n in broken)
            found += [
                explanation_of(network, values, m, alone=False, searched=False) for m in plain
            ]
            break
        choices |= {n: best_correction(network, n, witnesses) for n in anew}
        number = min(broken, key=lambda n: choices[n].demerit)
        choice = choices[number]
        alone = choice.is_better and choice.is_alone
        number = number if choice.is_better else broken[0]
        correction = choice.correction if alone else plain_correction(network, number)
        found.append(explanation_of(network, values, correction, alone=alone))
        if alone:
            network.apply(correction.move)
        else:
            network.forget(number)
        changed = correction.move.gaps if alone else {number}
        choices = {n: c for n, c in choices.items() if c.reach.isdisjoint(changed)}
    return tuple(sorted(found, key=lambda explanation: explanation.cell))


def _of_whole_rows(network: Network, values: Mapping[CellRef, Decimal]) -> Iterator[Explanation]:
    """Yield what a whole row explains, and put it right in the network.

    A sum that leaves out a row is corrected, with what follows from it: its deviation too. Where it
    is the rows that are wrong, the sum stands.
    """
    for found in whole_rows(network):
        for number in filter(network.is_broken, found.broken):
            source = network[number]
            correction = plain_correction(network, number)
            if found.is_left_out:
                correction = weigh(network, number, source.result, network.gap(number))
            told = explanation_of(network, values, correction, alone=found.is_left_out)
            yield told._replace(whole_row=True)
            if found.is_left_out:
                network.apply(correction.move)
            else:
                network.forget(number)


def explanation_of(
    network: Network,
    values: Mapping[CellRef, Decimal],
    correction: Correction,
    *,
    alone: bool = True,
    searched: bool = True,
) -> Explanation:
    """Return a correction as what it says of its cell, before the network is changed by it."""
    return Explanation(
        correction.cell,
        values[correction.cell],
        network.values[correction.cell] + correction.change,
        correction.source,
        tuple(network[repaired] for repaired in correction.repaired),
        correction.move.moved,
        alone,
        searched,
    )
