"""Ledgers as systems write them, and as they are when something has gone wrong."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cycle.ledger.making import TOTAL, YEAR, Line, csv_of, lines, sie_of
from xl_asn.files.ledgers.amounts import read_amount, read_amounts
from xl_asn.files.ledgers.decoding import decoded
from xl_asn.files.ledgers.reading import MOST_BYTES, read_csv, read_ledger, read_pasted
from xl_asn.files.ledgers.sie import read_sie
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.grid import Sheet, cell_of
from xl_asn.model.ledger import Ledger

_FEW = lines()[:22]


def _sie(data: bytes) -> Ledger:
    read = read_sie(data, "h.se", YEAR).actual
    assert read is not None
    return read


def _csv(text: str, encoding: str = "utf-8") -> Ledger:
    read = read_csv(text.encode(encoding), "h.csv", YEAR)
    ledger = read.actual or read.budget
    assert ledger is not None
    return ledger


def _codes(ledger: Ledger) -> list[str]:
    return [one.code for one in ledger.findings]


def _only(ledger: Ledger) -> Finding:
    (one,) = ledger.findings
    return one


@pytest.mark.parametrize("encoding", ["cp437", "latin-1", "utf-8", "utf-8-sig"])
def test_the_letters_tell_the_encoding_and_not_the_label(encoding: str) -> None:
    ledger = _sie(sie_of(_FEW, encoding))
    assert ledger.names["3510"] == "Bidrag från staten"
    assert ledger.company == "Tyresö kommun"
    assert ledger.postings == _sie(sie_of(_FEW)).postings
    assert ledger.findings == ()


def test_the_same_ledger_as_csv_and_as_sie_is_the_same() -> None:
    sie, csv = _sie(sie_of(lines())), _csv(csv_of(lines()).decode("latin-1"))
    assert sie.postings == csv.postings
    assert sie.total == csv.total == TOTAL
    assert sie.names == csv.names


def test_totals_without_objects_are_not_added_to_those_with() -> None:
    assert _sie(sie_of(_FEW, totals=True)).postings == _sie(sie_of(_FEW)).postings
    beside = sie_of(_FEW) + b"#PSALDO 0 202201 3510 {} -9999999.00\r\n"
    assert (
        _sie(beside).total
        == sum(one.ore for one in _FEW if (one.account, one.month) != ("3510", 1)) - 999_999_900
    )


def test_vouchers_count_once_what_was_added_and_never_what_was_taken_away() -> None:
    text = "\n".join([
        "#FLAGGA 0", "#SIETYP 4", f"#RAR 0 {YEAR}0101 {YEAR}1231",
        f'#VER A 1 {YEAR}0115 "Klara får pengar"', "{",
        "#TRANS 5010 {} 100.00", "#RTRANS 5010 {} 7.00", "#TRANS 5010 {} 7.00",
        "#BTRANS 5010 {} 55.00", f"#TRANS 5010 {{}} 1.00 {YEAR}0201", "}",
        "#RES 0 5010 108.00",
    ])  # fmt: skip
    ledger = _sie(text.encode("cp437"))
    assert [(p.month, p.amount, p.lines) for p in ledger.postings] == [(1, 10_700, 2), (2, 100, 1)]
    assert "Klara" not in repr(ledger)
    assert ledger.findings == ()


def test_a_file_without_months_has_the_sums_of_its_accounts() -> None:
    text = (
        f"#FLAGGA 0\n#SIETYP 1\n#RAR 0 {YEAR}0101 {YEAR}1231\n#RES 0 5010 12.50\n#UB 0 1930 9.00\n"
    )
    (posting,) = _sie(text.encode()).postings
    assert (posting.codes.account, posting.month, posting.amount) == ("5010", 0, 1250)


def test_balances_are_no_result() -> None:
    more = b"#PSALDO 0 202201 1930 {} 5.00\r\n#KTYP 9010 T\r\n#PSALDO 0 202201 9010 {} 5.00\r\n"
    assert _sie(sie_of(_FEW) + more).postings == _sie(sie_of(_FEW)).postings


def test_a_budget_is_a_ledger_of_its_own() -> None:
    more = b'#PBUDGET 0 202201 5010 {1 "41510" 20 "5100"} 100.00\r\n'
    read = read_sie(sie_of(_FEW) + more, "h.se", YEAR)
    assert read.budget is not None
    assert [(p.codes.activity, p.amount) for p in read.budget.postings] == [("5100", 10_000)]


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (sie_of(_FEW)[:-90] + b"#PSALDO 0 2022", "H120", "går inte att läsa som SIE"),
        (sie_of(_FEW) + b"#KSUMMA\r\n", "H120", "men inte slutar"),
        (sie_of(_FEW) + b'#VER A 1 20220101 ""\r\n{\r\n', "H120", "mitt i en verifikation"),
        (sie_of(_FEW).replace(b"20220101 20221231", b"20220701 20230630"), "H125", "20220701"),
        (sie_of(_FEW).replace(b"2022", b"2021"), "H124", "räkenskapsåret 2021"),
        (b"#FLAGGA 0\n#SIETYP 3\n", "H130", "inga belopp"),
    ],
)
def test_what_is_wrong_with_a_file_of_sie_is_told(data: bytes, code: str, said: str) -> None:
    finding = next(one for one in _sie(data).findings if one.code == code)
    assert finding.severity is Severity.ERROR
    assert said in finding.message
    assert finding.remedy


_HEAD = "Konto;Verksamhet;Period;Utfall\n"


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        (_HEAD + "4010;5100;202201;1.234,50\n4010;5100;202202;1234.50\n", "H127", "komma på rad 2"),
        (_HEAD + "4010;5100;202201;=1+1\n", "H126", "rad 2"),
        (_HEAD + "4010;5100;202201;1,234567\n", "H126", "rad 2"),
        (_HEAD + "4010;5100;202201;abc\n4010;5100;202201;5\n", "H126", "”abc”"),
        (_HEAD + "4010;5100;202101;5\n4010;5100;202201;5\n", "H124", "2021"),
        (_HEAD + "4010;5100;;5\n", "H131", "rad 2"),
        (_HEAD + "Summa;;;5\n", "H130", "inga rader"),
        ("Vad;Som;Helst\n1;2;3\n", "H123", "Konto, Period och Utfall"),
        (_HEAD + "4010;5100;202201;5;6;7\n", "H120", "rad 2 har fler"),
        (_HEAD + "".join(f"4{n:03};5100;202201;1\n" for n in range(9)) + "510;5100;202201;1\n",
         "H128", "510"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_table_is_told(text: str, code: str, said: str) -> None:
    finding = next(one for one in _csv(text).findings if one.code == code)
    assert said in finding.message
    assert finding.remedy


def test_a_total_is_left_out_and_is_a_control() -> None:
    ledger = _csv(_HEAD + "4010;5100;202201;5\n4020;5100;202201;6\nTotalt;;;11,00\n")
    assert ledger.total == 1100
    assert [(one.amount, one.account) for one in ledger.controls] == [(1100, "")]
    assert _only(ledger).code == "H129"


def test_months_across_and_other_words_for_the_columns() -> None:
    ledger = _csv("Slag\tAnsv\tVht\tMotp\tjan\tfeb\tmars\n4010\t41\t5100\t110\t1 000,50\t\t−2\n")
    assert ledger.findings == ()
    assert "Konto = Slag, Ansvar = Ansv, Verksamhet = Vht, Motpart = Motp" in ledger.format
    assert [(p.codes.counterpart, p.month, p.amount) for p in ledger.postings] == [
        ("110", 1, 100_050), ("110", 3, -200),
    ]  # fmt: skip


def test_a_column_of_budget_is_a_ledger_of_its_own() -> None:
    read = read_csv(b"Konto;Period;Utfall;Budget\n4010;202201;5;6\n", "h.csv", YEAR)
    assert read.actual is not None
    assert read.budget is not None
    assert (read.actual.total, read.budget.total) == (500, 600)


def test_a_pasted_sheet_is_read_from_where_its_headers_stand() -> None:
    told = [("Utdrag 2022-12-06",), (), ("Konto", "Period", "Belopp"), ("0510", "202201", "5,25")]
    cells = {
        (row, column): cell_of(text)
        for row, texts in enumerate(told, 1)
        for column, text in enumerate(texts, 1)
    }
    read = read_pasted(Sheet("Agresso", cells), YEAR).actual
    assert read is not None
    assert [(p.codes.account, p.amount) for p in read.postings] == [("0510", 525)]
    cells[4, 3] = cell_of(Decimal("5.25"))
    again = read_pasted(Sheet("Agresso", cells), YEAR).actual
    assert again is not None
    assert again.postings == read.postings


def test_what_is_no_ledger_is_refused_in_a_sentence(tmp_path: Path) -> None:
    large = tmp_path / "stor.csv"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (tmp_path / "tom.csv").write_bytes(b"")
    (tmp_path / "bok.xlsx").write_bytes(b"PK\x03\x04trasig")
    (tmp_path / "bild.se").write_bytes(bytes(range(256)))
    for name in ("stor.csv", "saknas.csv", "tom.csv", "bok.xlsx", "bild.se"):
        read = read_ledger(tmp_path / name, YEAR).actual
        assert read is not None
        assert read.postings == ()
        assert {one.severity for one in read.findings} == {Severity.ERROR}


@given(st.permutations(_FEW))
def test_the_order_of_lines_makes_no_difference(order: list[Line]) -> None:
    assert (
        _csv(csv_of(order).decode("latin-1")).postings
        == _csv(csv_of(_FEW).decode("latin-1")).postings
    )


@given(st.integers(-(10**12), 10**12))
def test_an_amount_means_the_same_however_it_is_written(ore: int) -> None:
    whole, part = divmod(abs(ore), 100)
    minus = "-" if ore < 0 else ""
    grouped = f"{whole:,}"
    for text in (
        f"{minus}{whole},{part:02}", f"{minus}{grouped.replace(',', ' ')},{part:02}",
        f"{minus.replace('-', '−')}{grouped.replace(',', chr(0xA0))},{part:02}",
        f"{whole},{part:02}{minus}", f"({whole},{part:02})" if minus else f"+{whole},{part:02}",
        f"{minus}{grouped.replace(',', '.')},{part:02}",
    ):  # fmt: skip
        assert read_amounts([text]).known == {text: ore}
    assert read_amount(f"{minus}{whole}.{part:02}") == ore


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything(data: bytes) -> None:
    assert isinstance(decoded(data).text, str)
    read_csv(data, "h.csv", YEAR)
    read_sie(b"#" + data, "h.se", YEAR)
