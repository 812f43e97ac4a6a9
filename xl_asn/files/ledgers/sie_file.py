"""What a file of SIE has said, as far as it has been read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from xl_asn.files.ledgers.sie_sums import Sums
from xl_asn.model.ledger import Codes

THIS_YEAR: Final = "0"
_BALANCES: Final = ("1", "2")
USUAL: Final = {"1": 1, "6": 3}
"""The same by its number, where the file does not name it."""


@dataclass
class SieFile:
    """A file of SIE as far as it has been read."""

    source: str
    year: int
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    dimensions: dict[str, int] = field(default_factory=lambda: dict(USUAL))
    years: dict[str, tuple[str, str]] = field(default_factory=dict)
    objects: dict[str, Codes] = field(default_factory=dict)
    """The codes of object lists that have been read."""
    ranks: dict[int, int] = field(default_factory=dict)
    saldos: Sums = field(default_factory=Sums)
    booked: Sums = field(default_factory=Sums)
    budget: Sums = field(default_factory=Sums)
    results: dict[str, int] = field(default_factory=dict)
    kind: str = ""
    company: str = ""
    organisation: str = ""
    until: str = ""
    checksums: int = 0
    is_in_voucher: bool = False
    day: str = ""
    added: tuple[int, list[str]] | None = None
    unfollowed: list[int] = field(default_factory=list)
    wrong: list[int] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)
    other_years: set[str] = field(default_factory=set)

    def is_balance(self, account: str) -> bool:
        """Whether an account is one of the balance sheet, which no report of results has."""
        kind = self.kinds.get(account, "")
        return kind in {"T", "S"} or (not kind and account.startswith(_BALANCES))
