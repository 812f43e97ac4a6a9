"""The smallest explanation: one wrong cell with its consequences, not seven wrong cells.

A wrong figure breaks the identities that it takes part in. A sum that was computed *from* the
wrong figure agrees with it and is a consequence: it moves along when the figure is mended. So each
suspect cell is mended in thought, what follows from it is moved along, and the broken identities
that are left are counted. The mend that repairs most with fewest cells is the explanation.

Where one identity alone is broken it cannot tell its own cells apart. Then other evidence does:
what a sister sheet prints for the same figure, and whether the mend looks like a slip of the pen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from heapq import heappop, heappush

from xl_asn.calculation.identities import Identity
from xl_asn.calculation.mends import NO_WITNESSES, Choice, Witnesses, best_mend, plain_mend
from xl_asn.calculation.network import Network
from xl_asn.calculation.slips import Slip, slip_between
from xl_asn.model.grid import CellRef


@dataclass(frozen=True, slots=True)
class Explanation:
    """One cell that is wrong: what it shows, what it should show, and what follows from it.

    ``identity`` is the identity that gave the expected value; ``repaired`` are all identities
    that agree once the cell is mended. ``expected`` is the figure that the found one should be.
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
    choices = _Choices(network, witnesses)
    found: list[Explanation] = []
    while network.any_broken:
        number, choice = choices.best()
        mend = choice.mend
        is_better = len(mend.repaired) > mend.broken
        alone = is_better and choice.is_alone
        if not alone:
            number = number if is_better else network.broken[0]
            mend = plain_mend(network, number)
        found.append(
            Explanation(
                mend.cell,
                values[mend.cell],
                network.values[mend.cell] + mend.change,
                mend.source,
                tuple(network[repaired] for repaired in mend.repaired),
                mend.move.moved,
                alone,
            )
        )
        if alone:
            network.apply(mend.move)
            choices.renew(mend.move.gaps)
        else:
            network.forget(number)
            choices.renew((number,))
    return tuple(sorted(found, key=lambda explanation: explanation.cell))


class _Choices:
    """The best mend of each broken identity, found anew only where a change can matter to it."""

    def __init__(self, network: Network, witnesses: Witnesses) -> None:
        self._network = network
        self._witnesses = witnesses
        self._chosen: dict[int, tuple[int, Choice]] = {}
        #: The identities whose choice an identity had a part in.
        self._asked: dict[int, set[int]] = {}
        self._best: list[tuple[tuple[Decimal | int, ...], int, int]] = []
        self._made = 0
        for number in network.broken:
            self._choose(number)

    def best(self) -> tuple[int, Choice]:
        """Return the best of all choices, and its identity; the first of equals."""
        while True:
            _, number, made = self._best[0]
            known = self._chosen.get(number)
            if known is not None and known[0] == made:
                return number, known[1]
            heappop(self._best)

    def renew(self, changed: Iterable[int]) -> None:
        """Choose again where one of the changed identities had a part in the choice."""
        stale = set(changed)
        for number in tuple(stale):
            stale |= self._asked.pop(number, set())
        for number in sorted(stale):
            self._chosen.pop(number, None)
            if self._network.is_broken(number):
                self._choose(number)

    def _choose(self, number: int) -> None:
        choice = best_mend(self._network, number, self._witnesses)
        for touched in choice.scope:
            self._asked.setdefault(touched, set()).add(number)
        self._made += 1
        self._chosen[number] = self._made, choice
        heappush(self._best, (choice.mend.demerit, number, self._made))
