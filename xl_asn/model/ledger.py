"""What a ledger gives, and which row of the workbook takes it: values, without any file.

Amounts are whole öre with the ledger's own sign, where credit is minus, and so income too. Codes
are texts: ``0510`` is not ``510``. No text of a ledger's lines is ever kept, only the names of
accounts and of other codes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from xl_asn.model.findings import Finding
from xl_asn.model.identity import RowKey

ORE: Final = 100
"""So many öre are a krona."""


class Codes(NamedTuple):
    """What a ledger line is booked on; a code that it does not have is the empty text."""

    account: str
    responsibility: str = ""
    activity: str = ""
    project: str = ""
    counterpart: str = ""


class Posting(NamedTuple):
    """The sum of all lines with the same codes in a month.

    ``month`` is 1 to 12, and 0 in a source that only has the sum of its months. ``lines`` is how
    many lines it is the sum of.
    """

    codes: Codes
    month: int
    amount: int
    lines: int = 1


class Control(NamedTuple):
    """A total that the source itself gives: of an account, or of all where ``account`` is empty."""

    amount: int
    account: str = ""
    where: str = ""
    """Where it stands, in words: "#RES 3510", "rad 970 (Summa)"."""


class Ledger(NamedTuple):
    """A source as it has been read: its postings in order of their codes and months.

    ``format`` tells in words what it was read as: "SIE 3, teckenkodning CP437". ``first`` and
    ``last`` are the first and the last month that it says that it has, 0 where it does not say.
    ``names`` are those of accounts by code. ``columns`` are the headers that were found, by what
    they were read as, for a table. ``findings`` are what there is to say of the file; with an error
    among them nothing may be taken from it.
    """

    source: str
    format: str
    year: int
    postings: tuple[Posting, ...]
    names: Mapping[str, str]
    controls: tuple[Control, ...] = ()
    company: str = ""
    organisation: str = ""
    first: int = 0
    last: int = 0
    columns: Mapping[str, str] = {}
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> int:
        """Return the sum of all postings, in öre."""
        return sum(posting.amount for posting in self.postings)


class Ledgers(NamedTuple):
    """What one source gives: what has been booked, and what was budgeted; None for neither."""

    actual: Ledger | None
    budget: Ledger | None = None


class PostingRule(NamedTuple):
    """A row of *Kontering*: which codes go to which row; ``row`` is None for what is left out.

    ``sign`` is −1 where the report's sign is the opposite of the ledger's. ``line`` is the number
    of the row on *Kontering*, and ``why`` its *Källa*.
    """

    order: int
    sheet: str
    row: RowKey | None
    codes: Codes
    sign: int
    line: int
    why: str = ""


class Share(NamedTuple):
    """What a rule has given a row of the workbook: a posting, with the report's sign."""

    rule: PostingRule
    posting: Posting

    @property
    def amount(self) -> int:
        """Return the amount as the report has it, in öre."""
        return self.rule.sign * self.posting.amount


class Mapped(NamedTuple):
    """A ledger shared out on one sheet.

    ``rows`` are what each row takes, by its key. ``left_out`` is what a rule leaves out, with its
    reason; ``untaken`` what no rule takes, and ``contested`` what two rules of equal order take
    (and neither gets).
    """

    sheet: str
    rows: Mapping[RowKey, tuple[Share, ...]]
    left_out: tuple[Share, ...] = ()
    untaken: tuple[Posting, ...] = ()
    contested: tuple[tuple[Posting, tuple[PostingRule, ...]], ...] = ()
