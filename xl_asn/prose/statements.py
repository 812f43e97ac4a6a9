"""What came of each figure of a text: a statement, the cell it is tied to, and the judgement."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from xl_asn.model.amount_words import AmountUnit, read_unit, show_amount
from xl_asn.model.findings import json_number
from xl_asn.model.grid import CellRef
from xl_asn.model.members import Members
from xl_asn.model.money import decimals_of
from xl_asn.model.statuses import Status
from xl_asn.prose.clauses import Clause
from xl_asn.prose.figures import Kind, Sign
from xl_asn.prose.passages import Passage
from xl_asn.prose.precision import Hedge, interval


class Judgement(Members):
    """What a statement is against the tables; the values are the words a user sees."""

    AGREES = "stämmer"
    DISAGREES = "stämmer inte"
    UNTIED = "inte knutet"
    NONE = "inget påstående"


class Tie(NamedTuple):
    """The cell that a statement is about: what the table calls it, and what it holds.

    ``value`` is in tkr, a share of 0 to 1, a count or a status. ``right`` is the value that the
    program computes for the cell, where it does.
    """

    cell: CellRef
    row: str
    column: str
    value: Decimal | Status
    right: Decimal | Status | None = None
    inputs: tuple[CellRef, ...] = ()
    tolerance: Decimal = Decimal(0)
    """How far rounding may part the cell from the truth: half a unit of its last place, in tkr."""
    base: Decimal | None = None
    """The row's budget of the year, in tkr: what a deviation is large or small beside."""
    unit: AmountUnit = AmountUnit.TKR
    """The unit that the table prints its amounts in, with so many ``decimals``."""
    decimals: int = 0

    def shown(self, value: Decimal) -> str:
        """Print an amount in tkr as the table does, with its unit."""
        return show_amount(value, self.unit, decimals=self.decimals)


class Statement(NamedTuple):
    """One figure or status of a text, judged.

    ``value`` is what the text says, in tkr, as a share, a count or a status, with the sign that a
    word gives it. ``faults`` name what is wrong with how it is written.
    """

    passage: Passage
    clause: Clause
    judgement: Judgement
    reason: str = ""
    tie: Tie | None = None
    value: Decimal | Status | None = None
    unsigned: bool = False
    """A deviation without a sign and without a word for it."""
    against_word: str = ""
    """The word that says the opposite of the sign: "överskott" before a minus."""
    hedge: Hedge = Hedge.EXACT

    @property
    def kind(self) -> Kind:
        """Return what kind of figure the statement has."""
        return self.clause.figure.kind

    @property
    def unit(self) -> AmountUnit:
        """Return the unit that the amount should be written in."""
        return read_unit(self.clause.figure.word) or AmountUnit.TKR

    def agrees_with(self, value: Decimal) -> bool:
        """Whether a table's figure is what the text says, at the precision that it is written."""
        if not isinstance(self.value, Decimal):
            return False
        tolerance = self.tie.tolerance if self.tie else Decimal(0)
        within = interval(abs(self.value), self.clause.figure.place, self.hedge, tolerance)
        return within.holds(abs(value)) and (self.unsigned or self.value * value >= 0)

    def written(self, value: Decimal) -> str:
        """Print an amount in tkr as the text should write it: its unit and its decimals."""
        decimals = decimals_of(self.clause.figure.place / self.unit.thousands)
        signed = self.tie is None or self.clause.figure.sign is not Sign.NONE or self.unsigned
        return show_amount(value, self.unit, decimals=decimals, signed=signed)

    @property
    def text(self) -> str:
        """Return the figure as it stands in the text, on one line."""
        return " ".join(self.clause.text.split())

    @property
    def said(self) -> str:
        """Return the figure with the words before it, for a list of statements."""
        before = " ".join(self.clause.before.split())
        most = 60
        shown = before if len(before) <= most else "…" + before[-most:].partition(" ")[2]
        return f"{shown} {self.text}".strip()

    def as_json(self, unit: AmountUnit) -> Mapping[str, Any]:
        """Return the statement for other programs, amounts in the report's unit."""
        tie, unit = self.tie, unit if self.kind.is_amount else AmountUnit.TKR
        return {
            "blad": self.passage.cell.sheet,
            "cell": self.passage.cell.address,
            "från": self.clause.figure.start,
            "till": self.clause.figure.end,
            "text": self.text,
            "sammanhang": self.said,
            "slag": self.kind.value,
            "värde": _shown(self.value, unit),
            "utslag": self.judgement.value,
            "skäl": self.reason,
            "knutet": tie
            and {
                "cell": str(tie.cell),
                "rad": tie.row,
                "kolumn": tie.column,
                "värde": _shown(tie.value, unit),
            },
        }


def _shown(value: Decimal | Status | None, unit: AmountUnit) -> int | float | str | None:
    if isinstance(value, Status):
        return value.value
    return json_number(None if value is None else unit.of(value))
