"""The sheet *Kontering* as it is meant: which rows of the workbook its rules give to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, NamedTuple

from xl_asn.documents.document import Document
from xl_asn.documents.sheets.activities import Activities
from xl_asn.documents.sheets.posting_rules import OPPOSITE, SAME, PostingRuleRow
from xl_asn.model.amounts import AmountRow, AmountTable, RowKind
from xl_asn.model.grid import CellRef, folded_name
from xl_asn.model.identity import RowKey
from xl_asn.model.ledger import Codes, PostingRule
from xl_asn.model.ledger_codes import UnclearCodesError, wanted

ACTUAL: Final = "Utfall"
"""The column that is written: a sheet with it can be fed from the ledger."""
_FIELDS: Final = ("account", "responsibility", "activity", "project", "counterpart")
_OPPOSITES: Final = frozenset({"", OPPOSITE, "-", "–", "—"})
_MUST: Final = ("order", "sheet", "name")
UNREAD: Final = "oläst"
"""A cell that a rule needs is blank or cannot be read, which the rules about cells tell of."""
#: An account has no decimals: 4600,4710 is a number to Excel.
_DECIMALS: Final = re.compile(r"\d+[.]\d+")


class Fault(NamedTuple):
    """Why a row of *Kontering* gives nothing: what it is, in words, and where."""

    kind: str
    detail: str
    cell: CellRef
    row: PostingRuleRow


@dataclass(frozen=True)
class Postings:
    """The rules of a document that count in its period, and what is wrong with the others."""

    document: Document

    def __bool__(self) -> bool:
        """Whether anything is mapped."""
        return any(True for _ in self.document.rows_of(PostingRuleRow))

    @cached_property
    def tables(self) -> dict[str, AmountTable]:
        """Return the tables that can be fed, by the folded names of their sheets."""
        found = (t for t in self.document.amount_tables() if t.has(ACTUAL))
        return {folded_name(table.sheet): table for table in found}

    @cached_property
    def rows(self) -> tuple[PostingRuleRow, ...]:
        """Return the rows that count on the period's last day."""
        period = self.document.period
        rows = self.document.rows_of(PostingRuleRow)
        return tuple(r for r in rows if period is None or r.is_valid_on(period.end))

    @cached_property
    def _read(self) -> tuple[PostingRule | Fault, ...]:
        return tuple(self._rule(row) for row in self.rows)

    @property
    def rules(self) -> tuple[PostingRule, ...]:
        """Return the rules, in the order of the sheet."""
        return tuple(one for one in self._read if isinstance(one, PostingRule))

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Return what is wrong, in the order of the sheet."""
        return tuple(one for one in self._read if isinstance(one, Fault))

    def _rule(self, row: PostingRuleRow) -> PostingRule | Fault:
        unread = [*sorted(row.unreadable), *(f for f in _MUST if row.get(f) is None)]
        if unread:
            # As the first of all it would take what is meant for others.
            return Fault(UNREAD, "", _cell(row, unread[0]), row)
        table = self.tables.get(folded_name(row.sheet or ""))
        if table is None:
            return Fault("blad", row.sheet or "", _cell(row, "sheet"), row)
        codes = _codes(row)
        if isinstance(codes, Fault):
            return codes
        said = (row.sign or "").strip()
        if said not in _OPPOSITES and said != SAME:
            return Fault("tecken", said, _cell(row, "sign"), row)
        key = None if row.leaves_out else self._key(table, row)
        if isinstance(key, str):
            return Fault(key, row.label, _cell(row, "name"), row)
        sign = 1 if said == SAME else -1
        order = int(row.order or Decimal(0))
        return PostingRule(order, table.sheet, key, codes, sign, row.row_number, row.why or "")

    def _key(self, table: AmountTable, row: PostingRuleRow) -> RowKey | str:
        """Return the row that is meant; or what is wrong: it is none, one of several, or a sum."""
        found = list(self._meant(table, row))
        if not found:
            return "ingen rad"
        typed = [one for one in found if not one.kind.is_sum]
        if not typed:
            return "summa"
        if len(typed) > 1:
            return "flera rader"
        (one,) = typed
        return RowKey(table.sheet, (one.area, one.label), one.parent)

    def _meant(self, table: AmountTable, row: PostingRuleRow) -> Iterator[AmountRow]:
        area, name = folded_name(row.area or ""), folded_name(row.label)
        near = [one for one in table.rows if not area or folded_name(one.area) == area]
        exact = [one for one in near if folded_name(one.label) == name]
        if exact:
            yield from exact
            return
        for one in near:
            key = RowKey(table.sheet, (one.area, one.label))
            if name in map(folded_name, self._activities.aliases(key)):
                yield one

    @cached_property
    def _activities(self) -> Activities:
        return Activities.now(self.document)

    def unfed(self, sheet: str) -> Iterator[AmountRow]:
        """Yield the rows of a sheet that no rule gives to: neither themselves nor their parts."""
        table = self.tables[folded_name(sheet)]
        fed = {rule.row for rule in self.rules if rule.row is not None}
        parents = {(key.names[0], key.parent) for key in fed if key.parent}
        for one in table.rows:
            key = RowKey(table.sheet, (one.area, one.label), one.parent)
            is_row = one.kind in {RowKind.ROW, RowKind.OF_WHICH} and one.label
            if is_row and key not in fed and (one.area, one.label) not in parents:
                yield one


def _codes(row: PostingRuleRow) -> Codes | Fault:
    """Return the codes of a row as they are written; or which of them say nothing."""
    texts = [getattr(row, field) or "" for field in _FIELDS]
    found = []
    for field, text in zip(_FIELDS, texts, strict=True):
        try:
            found.append(wanted(text))
        except UnclearCodesError as error:
            return Fault(error.why.value, error.part, _cell(row, field), row)
    if _DECIMALS.fullmatch(texts[0]):
        return Fault("decimaler", texts[0].replace(".", ","), _cell(row, "account"), row)
    if not any(found):
        return Fault("inga koder", row.label, _cell(row, "account"), row)
    return Codes(*texts)


def _cell(row: PostingRuleRow, field: str) -> CellRef:
    return row.place(field) or row.place("name") or CellRef("Kontering", row.row_number, 1)
