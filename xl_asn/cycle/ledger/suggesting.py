"""*Kontering* as a suggestion, for a workbook that has none: what Kommun-Bas makes likely.

The classes and groups of accounts are those of Kommun-Bas, the chart that most municipalities
follow (SKR). It is an assumption, says so in *Källa*, and is the author's to change. Which activity
is which row only she knows, and internal means a counterpart and no account: those stay blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from xl_asn.case.case import Case
from xl_asn.cycle.ledger.posting_csv import posting_page
from xl_asn.documents.posting import ACTUAL
from xl_asn.documents.sheets.economy import POSTS
from xl_asn.documents.sheets.posting_rules import OPPOSITE
from xl_asn.model.amounts import AmountTable, RowKind
from xl_asn.model.grid import Value, folded_name
from xl_asn.model.page import Page

_SOURCE: Final = "Antagande efter Kommun-Bas (SKR). Kontrollera mot er kontoplan."
_FINANCE: Final = "Fråga ekonomi om finans hör till nämnden. Skriv annars (utelämnas) i Rad."
_INTERNAL: Final = "Fyll i Motpart: kommunens egna enheter."
_ASKS: Final = "Fyll i radens koder."
_STEP: Final = 10


class _Group(NamedTuple):
    """Words that a row's name has, and the accounts that it then likely is.

    A name with ``not_with`` in it is something else.
    """

    words: tuple[str, ...]
    accounts: str
    why: str = _SOURCE
    not_with: str = ""

    def has(self, name: str) -> bool:
        """Whether a folded name is of the group."""
        is_other = self.not_with and self.not_with in name
        return not is_other and any(word in name for word in self.words)


#: In the order that they take: what is a part before what it is a part of, what is internal before
#: the accounts of costs, and the rest last.
_GROUPS: Final = (
    _Group(("finans",), "8000-8999", _FINANCE),
    _Group(("intern intäkt", "interna intäkt"), "", _INTERNAL, "extern"),
    _Group(("statsbidrag", "bidrag från", "erhållna bidrag"), "3500-3599"),
    _Group(("intäkt",), "3000-3999"),
    _Group(("intern",), "", _INTERNAL),
    _Group(("konsult", "inhyrd"), "7400-7599"),
    _Group(("personal",), "5000-5799"),
    _Group(("köp av",), "4600-4699"),
    _Group(("bidrag", "försörjningsstöd"), "4500-4599"),
    _Group(("hyr",), "6000-6099"),
    _Group(("övrig",), "4000-7999"),
)


def suggested_postings(case: Case) -> Page:
    """Lay out the sheet with a row for each row of the workbook that the ledger may feed."""
    tables = [table for table in case.document.amount_tables() if table.has(ACTUAL)]
    found = [row for table in tables for row in _rows(table)]
    numbered = [{**row, "order": Decimal(_STEP * at)} for at, row in enumerate(found, 1)]
    lead = "Det här är ett förslag. Fyll i koderna, ändra och ta bort, och hämta igen."
    return posting_page(numbered, lead)


def _rows(table: AmountTable) -> Iterator[Mapping[str, Value]]:
    told: list[tuple[int, Mapping[str, Value]]] = []
    for at, row in enumerate(table.rows):
        if row.kind.is_sum or not row.label:
            continue
        place, group = _group(row.label) if table.family == POSTS else (0, None)
        is_whole = at + 1 < len(table.rows) and table.rows[at + 1].kind is RowKind.OF_WHICH
        if is_whole and row.kind is RowKind.ROW and group is _GROUPS[-1]:
            continue  # the rest is what its parts are, and is their sum
        told.append((
            place,
            {
                "sheet": table.sheet, "area": row.area or None, "name": row.label,
                "account": (group.accounts or None) if group else None, "sign": OPPOSITE,
                "why": group.why if group else _ASKS,
            },
        ))  # fmt: skip
    yield from (row for _, row in sorted(told, key=lambda one: one[0]))


def _group(label: str) -> tuple[int, _Group | None]:
    name = folded_name(label)
    for at, group in enumerate(_GROUPS):
        if group.has(name):
            return at, group
    return len(_GROUPS), None
