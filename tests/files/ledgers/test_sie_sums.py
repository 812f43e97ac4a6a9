"""SIE: what stands there twice is taken once, and what is odd is told."""

from __future__ import annotations

import pytest

from tests.cycle.ledger.making import TOTAL, csv_of, lines, sie_of
from tests.files.ledgers.making import SIE_HEAD, actual, codes_of, csv, sie, sums_of, vouchers_of
from xl_asn.model.ledger import Codes


def test_vouchers_balances_and_tables_give_the_same_sums() -> None:
    table = actual(csv(csv_of(lines()).decode("latin-1")))
    vouchers = actual(sie(vouchers_of(lines())))
    assert vouchers.total == TOTAL
    assert (
        sums_of(vouchers) == sums_of(table) == sums_of(actual(sie(sie_of(lines()).decode("cp437"))))
    )


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig"])
def test_four_encodings_give_equal_ledgers(encoding: str) -> None:
    text = sie_of(lines()).decode("cp437")
    one, other = actual(sie(text, encoding)), actual(sie(text))
    assert one._replace(format="") == other._replace(format="")
    assert other.format == "SIE 3, teckenkodning CP437"


def test_only_an_accent_tells_the_encoding() -> None:
    text = SIE_HEAD + '#KONTO 6010 "Café"\n#PSALDO 0 202201 6010 {} 1.00\n'
    for encoding in ("cp437", "cp1252", "utf-8"):
        assert actual(sie(text, encoding)).names == {"6010": "Café"}


def test_last_year_is_no_fault_of_the_file() -> None:
    """Every file of SIE 2 and up has last year's balances beside this one's."""
    text = SIE_HEAD + "#PSALDO 0 202201 3510 {} -1.00\n#PSALDO -1 202101 3510 {} -9.00\n"
    text += "#PBUDGET -1 202101 3510 {} -9.00\n#RES -1 3510 -9.00\n#RES 0 3510 -1.00\n"
    read = sie(text)
    assert read.budget is None
    assert actual(read).total == -100
    assert actual(read).findings == ()
    assert [one.amount for one in actual(read).controls] == [-100]


def test_a_budget_stands_without_objects_and_with_them_but_counts_once() -> None:
    text = SIE_HEAD + "#PBUDGET 0 202201 5010 {} 7.00\n"
    text += '#PBUDGET 0 202201 5010 {20 "5100"} 4.00\n#PBUDGET 0 202201 5010 {20 "5300"} 3.00\n'
    budget = sie(text).budget
    assert budget is not None
    assert budget.total == 700
    assert {one.codes.activity for one in budget.postings} == {"5100", "5300"}
    assert codes_of(actual(sie(text))) == ["H130"]
    assert budget.findings == ()


def test_a_cut_file_is_no_budget_either() -> None:
    budget = sie(SIE_HEAD + "#KSUMMA\n#PBUDGET 0 202201 5010 {} 7.00\n").budget
    assert budget is not None
    assert codes_of(budget) == ["H120"]


def test_what_a_total_has_beside_its_objects_is_taken_and_told() -> None:
    text = SIE_HEAD + '#PSALDO 0 202201 5010 {} 3.00\n#PSALDO 0 202201 5010 {20 "5100"} 1.00\n'
    ledger = actual(sie(text))
    assert ledger.total == 300
    (finding,) = ledger.findings
    assert finding.code == "H132"
    assert "konto 5010 2022-01 med 2 kr" in finding.message


def test_the_same_amount_by_two_dimensions_counts_once() -> None:
    text = SIE_HEAD + "#PSALDO 0 202201 5010 {} 3.00\n"
    text += '#PSALDO 0 202201 5010 {1 "415"} 3.00\n#PSALDO 0 202201 5010 {20 "5100"} 3.00\n'
    ledger = actual(sie(text))
    assert sums_of(ledger) == {(Codes("5010", "", "5100"), 1): 300}
    assert ledger.findings == ()


def test_parts_with_and_without_a_counterpart_are_preferred_to_their_sum() -> None:
    text = SIE_HEAD + '#PSALDO 0 202201 7490 {} 5.00\n#PSALDO 0 202201 7490 {1 "415"} 5.00\n'
    text += '#PSALDO 0 202201 7490 {1 "415" 20 "5100"} 2.00\n'
    text += '#PSALDO 0 202201 7490 {1 "415" 20 "5100" 21 "110"} 3.00\n'
    assert sums_of(actual(sie(text))) == {
        (Codes("7490", "415", "5100"), 1): 200,
        (Codes("7490", "415", "5100", "", "110"), 1): 300,
    }


@pytest.mark.parametrize(
    "after", ["", "}\n", "#TRANS 5010 {} 8.00\n}\n", "#TRANS 5020 {} 7.00\n}\n"]
)
def test_an_added_line_that_is_not_said_again_is_told(after: str) -> None:
    text = SIE_HEAD + "#VER A 1 20220105\n{\n#TRANS 5010 {} 1.00\n#RTRANS 5010 {} 7.00\n" + after
    finding = next(one for one in actual(sie(text)).findings if one.code == "H133")
    assert "rad 11" in finding.message


def test_of_two_dimensions_with_one_meaning_the_better_name_is_read() -> None:
    for names in (("Ansvar", "Enhet"), ("Enhet", "Ansvar")):
        head = f'#SIETYP 3\n#DIM 1 "{names[0]}"\n#DIM 30 "{names[1]}"\n'
        ledger = actual(sie(head + '#PSALDO 0 202201 5010 {1 "A" 30 "B"} 1.00\n'))
        assert ledger.postings[0].codes.responsibility == ("A" if names[0] == "Ansvar" else "B")


def test_quotes_escapes_and_braces_in_texts() -> None:
    text = SIE_HEAD + r'#KONTO 5010 "Löner \"fast\" tid"' + "\n"
    text += '#VER "" "" "20220105" "En { text"\n{\n'
    text += r'#TRANS 5010 {1 "415" 20 "5100"} 1.00 "" "Köp } av \"x\" {"' + "\n"
    text += '#TRANS "5010" {"1" "415" "20" "5100"} "2.00" "20220205" ""\n}\n'
    ledger = actual(sie(text))
    assert ledger.names["5010"] == 'Löner "fast" tid'
    place = Codes("5010", "415", "5100")
    assert sums_of(ledger) == {(place, 1): 100, (place, 2): 200}
    assert ledger.findings == ()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("#PSALDO 0 202213 5010 {} 1.00", "H131"), ("#PSALDO 0 202200 5010 {} 1.00", "H131"),
        ("#PSALDO 0 202301 5010 {} 1.00", "H124"), ("#PSALDO 0 2022 5010 {} 1.00", "H120"),
        ("#PSALDO 0 202201 5010 {} 1,00", "H120"), ("#PSALDO 0 202201 5010 {} 1.005", "H120"),
        ("#VER A 1\n{\n#TRANS 5010 {} 1.00\n}", "H120"),
        ("#VER A 1 20210101\n{\n#TRANS 5010 {} 1.00\n}", "H124"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_taken_is_never_silent(line: str, code: str) -> None:
    ledger = actual(sie(f"{SIE_HEAD}#PSALDO 0 202201 5020 {{}} 1.00\n{line}\n"))
    assert code in codes_of(ledger)
