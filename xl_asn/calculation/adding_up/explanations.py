"""The smallest explanation: one wrong cell with its consequences, not seven wrong cells.

A wrong figure breaks the identities that it takes part in. A sum that was computed *from* the
wrong figure agrees with it and is a consequence: it moves along when the figure is corrected. So each
suspect cell is corrected in thought, what follows from it is moved along, and the broken identities
that are left are counted. The correction that repairs most with fewest cells is the explanation.

Where one identity alone is broken it cannot tell its own cells apart. Then other evidence does:
what a sister sheet prints for the same figure, and whether the correction looks like a slip of the pen.

The meaning is all in :mod:`corrections <xl_asn.calculation.adding_up.corrections>`: each round takes the best of all
corrections. What :mod:`choices <xl_asn.calculation.adding_up.choices>` and the modules below it add is only that no
round weighs again what cannot have changed; they answer as weighing everything anew would.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xl_asn.calculation.adding_up.choices import Choices
from xl_asn.calculation.adding_up.corrections import (
    NO_WITNESSES,
    Witnesses,
    plain_correction,
    weigh,
)
from xl_asn.calculation.adding_up.identities import Identity
from xl_asn.calculation.adding_up.network import Network
from xl_asn.calculation.adding_up.slips import Slip, slip_between
from xl_asn.model.grid import CellRef

#: More wrong rows of a column than this, and than one row in so many, are one fault of the column.
_MOST_ALONE: Final = 3
_ONE_IN: Final = 4


def is_whole_column(wrong: int, filled: int) -> bool:
    """Whether so many wrong rows, of so many filled, are told once as the whole column's."""
    return wrong > _MOST_ALONE and _ONE_IN * wrong > filled


@dataclass(frozen=True, slots=True)
class Explanation:
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

    @property
    def slip(self) -> Slip | None:
        """Return how the figure was probably mistyped; None where it is no suspect itself."""
        return slip_between(self.found, self.expected) if self.alone else None


def explain(
    identities: Iterable[Identity],
    values: Mapping[CellRef, Decimal],
    witnesses: Witnesses = NO_WITNESSES,
) -> tuple[Explanation, ...]:
    """Return the fewest wrong cells that explain every broken identity, in sheet order."""
    network = Network(identities, values)
    choices = Choices(network, witnesses)
    found: list[Explanation] = []
    while network.any_broken:
        number, choice = choices.best()
        alone = choice.is_better and choice.is_alone
        if alone:
            correction = weigh(network, number, choice.cell, choice.change, witnesses, choice.meant)
        else:
            number = number if choice.is_better else network.first_broken
            correction = plain_correction(network, number)
        found.append(
            Explanation(
                correction.cell,
                values[correction.cell],
                network.values[correction.cell] + correction.change,
                correction.source,
                tuple(network[repaired] for repaired in correction.repaired),
                correction.move.moved,
                alone,
            )
        )
        if alone:
            choices.apply(correction.move)
        else:
            choices.forget(number)
    return tuple(sorted(found, key=lambda explanation: explanation.cell))
