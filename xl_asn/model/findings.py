"""Findings: what was seen in a workbook, as values that are never raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from xl_asn.model.grid import CellRef, quoted_sheet
from xl_asn.model.members import Members
from xl_asn.model.personal_numbers import without_personal_numbers
from xl_asn.model.waivers import Waiver


class Severity(Members):
    """How grave a finding is; the values are the words a user sees."""

    ERROR = "fel"
    """Cannot be submitted."""
    QUESTION = "fråga"
    """May stand if it is explained."""
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where it is, what was found, what was expected, and how to mend it.

    ``found``, ``expected`` and ``difference`` are in the cell's own unit (tkr for amounts, a share
    of 0 to 1 for percentages). ``consequences`` are cells that are wrong only because this one is.
    ``mark`` is a checksum of the content that the finding is about, and ``waiver`` what a person
    has written beside it on *Kontroll*.

    A message quotes what people write, and goes to screens, files and the store of verdicts: here,
    where every finding is made, the personal identity numbers in it are left out.
    """

    code: str
    name: str
    severity: Severity
    message: str
    remedy: str
    sheet: str | None = None
    cell: CellRef | None = None
    found: Decimal | None = None
    expected: Decimal | None = None
    difference: Decimal | None = None
    inputs: tuple[CellRef, ...] = ()
    consequences: tuple[CellRef, ...] = ()
    mark: str = field(default="", compare=False)
    waiver: Waiver | None = None

    def __post_init__(self) -> None:
        for name in ("message", "remedy"):
            object.__setattr__(self, name, without_personal_numbers(getattr(self, name)))

    @property
    def place(self) -> tuple[str, str]:
        """Return sheet and address as text; both are empty for the whole workbook."""
        if self.cell is not None:
            return self.cell.sheet, self.cell.address
        return self.sheet or "", ""

    @property
    def numbers(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Return what was found, what was expected, and the difference."""
        return self.found, self.expected, self.difference

    @property
    def is_accepted(self) -> bool:
        """Whether a person has accepted the question, with a reason and a signature."""
        waived = self.waiver is not None and not self.waiver.lacks
        return waived and self.severity is Severity.QUESTION

    def as_json(self) -> Mapping[str, Any]:
        """Return the finding as docs/granska-mappar.md promises it to other programs."""
        sheet = self.cell.sheet if self.cell else self.sheet
        accepted = self.waiver.as_json() if self.waiver and self.is_accepted else None
        return {
            "kod": self.code,
            "namn": self.name,
            "allvar": self.severity.value,
            "blad": sheet,
            "cell": self.cell.address if self.cell else None,
            "meddelande": self.message,
            "åtgärd": self.remedy,
            "funnet": json_number(self.found),
            "förväntat": json_number(self.expected),
            "skillnad": json_number(self.difference),
            "indata": [str(ref) for ref in self.inputs],
            "följdfel": [str(ref) for ref in self.consequences],
            **({"godtagen": accepted} if accepted else {}),
        }

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Self:
        """Return the finding that :meth:`as_json` told of; numbers as precise as they were told.

        Raises:
            KeyError, TypeError, ValueError: nothing of ours told this.
        """
        sheet, address = told["blad"], told["cell"]
        return cls(
            told["kod"], told["namn"], Severity(told["allvar"]), told["meddelande"],
            told["åtgärd"], sheet if address is None else None,
            None if address is None else CellRef.parse(f"{quoted_sheet(sheet)}!{address}"),
            _number(told["funnet"]), _number(told["förväntat"]), _number(told["skillnad"]),
            tuple(CellRef.parse(ref) for ref in told["indata"]),
            tuple(CellRef.parse(ref) for ref in told["följdfel"]),
            waiver=_accepted(told),
        )  # fmt: skip


def _accepted(told: Mapping[str, Any]) -> Waiver | None:
    accepted = told.get("godtagen")
    if accepted is None:
        return None
    place = (told["blad"] or "", told["cell"] or "")
    return Waiver.accepted(told["kod"], *place, told["meddelande"], accepted)


def _number(told: float | None) -> Decimal | None:
    return None if told is None else Decimal(repr(told))


def json_number(value: Decimal | None) -> int | float | None:
    """Return a number as JSON writes it: whole numbers without a decimal point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among findings that nobody has accepted; None without any."""
    seen = {finding.severity for finding in findings if not finding.is_accepted}
    return next((severity for severity in Severity if severity in seen), None)
