"""The sheet *Kontering* as it is meant: codes as texts, rows by name, alias and area."""

from __future__ import annotations

import pytest

from xl_asn.documents.delarsrapport import Delarsrapport
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.namndplan import Namndplan
from xl_asn.documents.posting import Postings
from xl_asn.documents.sheets.posting_rules import POSTING_RULES, PostingRuleRow
from xl_asn.files.reading.markdown import read_markdown

_BOOK = """
## Start

| Fält   | Värde |
|--------|-------|
| År     | 2022  |
| Period | nov   |

## Nettokostnad

| Område | Verksamhet | Radtyp | Utfall | Budget | Prognos |
|---|---|---|---|---|---|
| IFO | Familjehem | rad | -10 | -10 | -12 |
| IFO | Lokaler | rad | -10 | -10 | -12 |
| Äldre | Lokaler | rad | -5 | -5 | -6 |
| Äldre | Boende | rad | -5 | -5 | -6 |
| Äldre | Stöd | rad | -5 | -5 | -6 |

## Verksamheter

| Blad | Område | Rad | Alias | Gäller från | Gäller till | Ersätter |
|---|---|---|---|---|---|---|
| Nettokostnad | | Boende | Särskilt boende | | | |
| Nettokostnad | | Stöd | | 2022-07-01 | | Hjälp |

## Kontering

| Ordning | Blad | Område | Rad | Konto | Ansvar | Verksamhet | Projekt | Motpart | Tecken | Gäller från | Gäller till | Källa |
|---|---|---|---|---|---|---|---|---|---|---|---|---|
"""  # noqa: E501 - a table
_SIGNS = {"−": -1, "-": -1, "–": -1, "": -1, "+": 1}


def _postings(*rows: str) -> Postings:
    return Postings(Manadsrapport.read(read_markdown(_BOOK + "\n".join(rows) + "\n")))


def _row(
    name: str, account: str = "4610", *, area: str = "", sign: str = "−", days: str = "| |",
    why: str = "",
) -> str:  # fmt: skip
    return f"| 10 | nettokostnad | {area} | {name} | {account} | | | | | {sign} {days} {why} |"


@pytest.mark.parametrize(
    ("name", "area", "meant"),
    [
        ("FAMILJEHEM", "", ("IFO", "Familjehem")),
        ("Lokaler", "äldre", ("Äldre", "Lokaler")),
        ("Särskilt boende", "", ("Äldre", "Boende")),
        ("Hjälp", "", ("Äldre", "Stöd")),
    ],
)
def test_a_row_is_meant_by_its_name_alias_or_what_it_replaced(
    name: str, area: str, meant: tuple[str, str]
) -> None:
    (rule,) = _postings(_row(name, area=area)).rules
    assert rule.row is not None
    assert rule.row.names == meant
    assert rule.sheet == "Nettokostnad"


@pytest.mark.parametrize(("name", "kind"), [("Lokaler", "flera rader"), ("Hem", "ingen rad")])
def test_a_name_that_means_no_row_or_several_gives_nothing(name: str, kind: str) -> None:
    found = _postings(_row(name))
    assert not found.rules
    assert [fault.kind for fault in found.faults] == [kind]


@pytest.mark.parametrize("account", ["4600", "0510", "4600-4699, 4710", "4600-4699;4710"])
def test_codes_are_texts(account: str) -> None:
    (rule,) = _postings(_row("Familjehem", account)).rules
    assert rule.codes.account == account


@pytest.mark.parametrize(("sign", "value"), _SIGNS.items())
def test_every_dash_turns_the_sign_and_plus_keeps_it(sign: str, value: int) -> None:
    (rule,) = _postings(_row("Familjehem", sign=sign)).rules
    assert rule.sign == value


@pytest.mark.parametrize(
    ("days", "counts"),
    [
        ("| |", True), ("| 2022-11-30 |", True), ("| 2022-12-01 |", False),
        ("| | 2022-11-30", True), ("| | 2022-11-29", False),
    ],
)  # fmt: skip
def test_a_row_counts_on_the_last_day_of_the_period(days: str, *, counts: bool) -> None:
    pipes = " |" * (3 - days.count("|"))
    row = f"| 10 | Nettokostnad | | Familjehem | 4610 | | | | | − {days}{pipes} |"
    assert bool(_postings(row).rules) is counts


def test_what_is_left_out_has_its_source_for_a_reason() -> None:
    days = "| | |"
    (rule,) = _postings(_row("(Utelämnas)", "8000-8999", days=days, why="Finans")).rules
    assert (rule.row, rule.why) == (None, "Finans")


def test_the_sheet_is_offered_where_amounts_are_and_no_workbook_must_have_it() -> None:
    assert POSTING_RULES.optional
    assert POSTING_RULES in Manadsrapport.sheets
    assert POSTING_RULES in Delarsrapport.sheets
    assert not any(spec.row is PostingRuleRow for spec in Namndplan.sheets)


def test_the_next_period_keeps_it_all() -> None:
    for column in POSTING_RULES.columns.values():
        assert {
            POSTING_RULES.carried(column).over(new_year=new).value for new in (False, True)
        } == {"behålls"}
