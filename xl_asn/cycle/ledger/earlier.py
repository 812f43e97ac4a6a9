"""What was read from the ledger the last time: in this workbook, or in the report before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from xl_asn.case.case import Case
from xl_asn.case.neighbours import Found, named
from xl_asn.model.basis import Basis
from xl_asn.model.ledger import Codes
from xl_asn.model.periods import Period
from xl_asn.pages.basis_page import read_basis


class Earlier(NamedTuple):
    """The basis of this workbook, and that of the report before it; None for none."""

    own: Basis | None
    previous: Basis | None

    @property
    def last(self) -> Basis | None:
        """Return the one that was read last."""
        return self.own or self.previous

    @property
    def organisation(self) -> str:
        """Return the organisation number of the last source; empty for none."""
        sources = self.last.sources if self.last else ()
        return next((one.organisation for one in sources if one.organisation), "")

    @property
    def months(self) -> Mapping[tuple[Codes, int], int]:
        """Return what was read by codes and month, in öre with the ledger's sign."""
        return self.last.by_month() if self.last is not None and self.last.lines else {}


def earlier_basis(case: Case) -> Earlier:
    """Return what was read the last time; the report before is read where this has nothing."""
    period = case.document.period
    own = _of_year(read_basis(case.grid), period)
    if own is not None:
        return Earlier(own, None)
    name = named(case.grid, "previous_report")
    found = case.neighbours.find(name, case.neighbours.place) if name else None
    previous = read_basis(found.grid) if isinstance(found, Found) else None
    return Earlier(None, _of_year(previous, period))


def _of_year(basis: Basis | None, period: Period | None) -> Basis | None:
    return basis if basis is not None and period and basis.year == period.year else None
