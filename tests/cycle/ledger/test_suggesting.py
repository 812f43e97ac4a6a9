"""*Kontering* as it is suggested after Kommun-Bas, for a workbook that has none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.cycle.forms.returning import november
from xl_asn.cycle.ledger.posting_csv import with_page
from xl_asn.cycle.ledger.suggesting import _group, suggested_postings
from xl_asn.documents.posting import ACTUAL, Postings
from xl_asn.documents.sheets.posting_rules import PostingRuleRow

_CASE = november()
_SUGGESTED = with_page(_CASE, suggested_postings(_CASE))


def _rows(sheet: str) -> Sequence[PostingRuleRow]:
    rows = tuple(_SUGGESTED.document.rows_of(PostingRuleRow))
    return [row for row in rows if row.sheet == sheet]


def test_posts_have_the_accounts_that_kommun_bas_makes_likely() -> None:
    assert [(row.name, row.account) for row in _rows("Resultaträkning")] == [
        ("Externa och interna intäkter", "3000-3999"),
        ("-varav interna kostnader", None),
        ("-varav konsulter inkl inhyrd personal", "7400-7599"),
        ("Personalkostnader", "5000-5799"),
        ("Kostnader för köp av verksamhet", "4600-4699"),
        ("-varav bidrag (försörjningsstöd, föreningsbidrag)", "4500-4599"),
        ("-varav hyror", "6000-6099"),
        ("-varav övrigt", "4000-7999"),
        ("-varav statlig ersättning covid-19", None),
    ]


def test_each_row_of_nettokostnad_waits_for_its_codes() -> None:
    (table,) = (t for t in _CASE.document.amount_tables() if t.sheet == "Nettokostnad")
    assert table.has(ACTUAL)
    typed = [row.label for row in table.rows if not row.kind.is_sum and row.label]
    assert sorted(row.name or "" for row in _rows("Nettokostnad")) == sorted(typed)
    assert {(row.account, row.activity) for row in _rows("Nettokostnad")} == {(None, None)}


def test_it_says_where_it_comes_from_and_what_has_to_be_filled_in() -> None:
    rows = tuple(_SUGGESTED.document.rows_of(PostingRuleRow))
    assert len({row.order for row in rows}) == len(rows)
    for row in rows:
        assert ("Kommun-Bas" if row.account else "Fyll i") in (row.why or "")


def test_what_waits_takes_nothing_and_is_told() -> None:
    found = Postings(_SUGGESTED.document)
    waiting = [row for row in found.rows if not row.account]
    assert [fault.row for fault in found.faults] == waiting
    assert {fault.kind for fault in found.faults} == {"inga koder"}


@pytest.mark.parametrize(
    ("name", "accounts"),
    [
        ("Externa och interna intäkter", "3000-3999"), ("Hyresintäkter", "3000-3999"),
        ("varav interna intäkter", ""), ("Statsbidrag", "3500-3599"),
        ("Bidrag från staten", "3500-3599"), ("Lämnade bidrag", "4500-4599"),
        ("Finansiella intäkter", "8000-8999"), ("Finansiella kostnader", "8000-8999"),
        ("Internhyra", ""), ("Lokalhyror", "6000-6099"), ("Köp av huvudverksamhet", "4600-4699"),
        ("Övriga kostnader", "4000-7999"),
    ],
)  # fmt: skip
def test_a_name_tells_the_group_of_accounts(name: str, accounts: str) -> None:
    _place, group = _group(name)
    assert group is not None
    assert group.accounts == accounts


def test_a_name_that_says_nothing_has_no_accounts() -> None:
    assert _group("Avskrivningar")[1] is None
