"""From the ledger into November 2022: every published figure, and each control that fails."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.archived import archive_grid
from tests.beside import beside
from tests.cycle.archive.made import board_of, row_of
from tests.cycle.forms.returning import november, written
from tests.cycle.ledger.making import (
    LATER,
    NOW,
    TOTAL,
    Line,
    asking,
    fetch,
    lines,
    of_csv,
    of_sie,
    sie_of,
)
from xl_asn.case.case import Case
from xl_asn.case.examine import examine
from xl_asn.case.own_cells import with_cells
from xl_asn.cycle.ledger.fetching import Fetched, fetched
from xl_asn.documents.posting import Postings
from xl_asn.model.archive import Figures
from xl_asn.model.basis import Fate
from xl_asn.model.findings import Severity
from xl_asn.model.grid import BLANK, CellRef, Value
from xl_asn.model.ledger import Ledger
from xl_asn.pages.basis_page import read_basis

_SHEETS = ("Nettokostnad", "Resultaträkning")


def _blank(case: Case) -> Case:
    """Return the workbook with no *Utfall* at all but on rows that nothing is fetched to."""
    cells = {
        table.amounts.cell("Utfall", at): BLANK
        for table in case.document.amount_tables()
        for at, row in enumerate(table.rows)
        if row.label not in {"Ukraina flyktingboende*", "-varav statlig ersättning covid-19"}
    }
    read = case.with_grid(with_cells(case.grid, cells))
    assert isinstance(read, Case)
    return read


def with_cells_blank(case: Case) -> Case:
    """Return the workbook with a *Kontering* in which nothing is said."""
    sheet = case.grid.sheet("Kontering")
    assert sheet is not None
    cells = {CellRef(sheet.name, *place): BLANK for place in sheet.cells if place[0] > 5}
    read = case.with_grid(with_cells(case.grid, cells))
    assert isinstance(read, Case)
    return read


def _figures(case: Case) -> dict[CellRef, Value]:
    return {
        cell: case.grid.at(cell).value
        for table in case.document.amount_tables()
        for cell in table.amounts.cells["Utfall"]
    }


def _after(case: Case, found: Fetched) -> Case:
    return written(case, found.values, found.page)


def _codes(found: Fetched) -> list[str]:
    return [one.code for one in found.findings if one.code != "H110"]


def _message(found: Fetched, code: str) -> str:
    (one,) = (finding for finding in found.findings if finding.code == code)
    return one.message


def _control(found: Fetched, what: str) -> dict[str, float]:
    return {name: round(value) for name, value in found.as_json()["kontroll"][what].items()}


@pytest.mark.parametrize(
    "ledger",
    [
        of_csv(lines()),
        *(of_sie(sie_of(lines(), encoding)) for encoding in ("cp437", "latin-1", "utf-8")),
        of_sie(sie_of(lines(), totals=True)),
    ],
    ids=["csv", "cp437", "latin-1", "utf-8", "totals beside"],
)
def test_every_published_figure_is_fetched(ledger: Ledger) -> None:
    case = asking()
    found = fetch(_blank(case), ledger)
    assert _codes(found) == []
    assert _figures(_after(_blank(case), found)) == _figures(november())
    assert found.as_json()["kontroll"]["huvudbok"] == -251436.40002
    assert _control(found, "skillnad") == dict.fromkeys(_SHEETS, 0)
    assert ledger.total == TOTAL


def test_a_second_fetch_has_nothing_to_write() -> None:
    case = asking()
    found = fetch(_blank(case), of_csv(lines()))
    again = fetched(_after(_blank(case), found), [of_csv(lines())], now=LATER)
    assert (again.rows, again.page) == ((), None)
    assert _codes(again) == []


def test_the_order_of_lines_makes_no_difference() -> None:
    found = [fetch(asking(), of_csv(one)) for one in (lines(), lines()[::-1])]
    assert found[0].basis == found[1].basis
    assert found[0].rows == found[1].rows


def test_what_has_been_computed_from_it_stays_as_it_was() -> None:
    case = asking()
    after = _after(_blank(case), fetch(_blank(case), of_csv(lines())))
    known = {(one.code, one.cell) for one in examine(november()).findings}
    assert {(f.code, f.cell) for f in examine(after).findings if f.code != "H110"} == known


def test_a_new_account_is_asked_about_with_where_it_went() -> None:
    new = Line("41510", "7230", "5100", "", 11, 12_345_678)
    found = fetch(asking(), of_csv([*lines(), new]))
    assert _codes(found) == ["H103"]
    assert "7230" in _message(found, "H103")
    assert "-varav övrigt på Resultaträkning med −123 tkr" in _message(found, "H103")
    assert _control(found, "fördelat") == dict.fromkeys(_SHEETS, -251_560)


def test_an_activity_that_no_row_takes_refuses_the_fetch() -> None:
    new = Line("41599", "4610", "5999", "", 11, 50_000_000)
    found = fetch(asking(), of_csv([*lines(), new]))
    assert found.is_refused
    assert (found.rows, found.page) == ((), None)
    assert sorted(_codes(found)) == ["H101", "H103"]
    assert _message(found, "H101").startswith("Ingen rad på bladet Nettokostnad tar −500 tkr")
    assert "verksamhet 5999" in _message(found, "H101")
    assert round(found.as_json()["kontroll"]["huvudbok"]) == -251_936
    assert _control(found, "fördelat") == {"Nettokostnad": -251_436, "Resultaträkning": -251_936}
    assert _control(found, "skillnad") == {"Nettokostnad": -500, "Resultaträkning": 0}


def test_what_is_taken_anyway_says_so_on_the_sheet() -> None:
    new = Line("41599", "4610", "5999", "", 11, 50_000_000)
    case = asking()
    found = fetch(case, of_csv([*lines(), new]), anyway=True)
    assert not found.is_refused
    read = read_basis(_after(case, found).grid)
    assert read is not None
    assert read == found.basis
    assert any("−500 tkr" in reason for reason in read.anyway)
    fates = {one.fate for one in read.lines if one.codes.activity == "5999"}
    assert fates == {Fate.TAKEN, Fate.UNTAKEN}


def test_two_rules_of_equal_order_are_told() -> None:
    twice: dict[str, Value] = {"order": Decimal(10), "sheet": "Nettokostnad", "name": "Integration",
             "account": "3000-8999", "activity": "5100"}  # fmt: skip
    found = fetch(asking([twice]), of_csv(lines()))
    assert found.is_refused
    assert _codes(found) == ["H102"]
    assert "−78\N{NO-BREAK SPACE}885 tkr på Nettokostnad" in _message(found, "H102")


def test_a_row_without_order_takes_nothing_before_the_others_and_is_told() -> None:
    blank = {"sheet": "Nettokostnad", "name": "Integration", "account": "3000-8999"}
    found = fetch(asking([blank]), of_csv(lines()))
    assert found.values == fetch(asking(), of_csv(lines())).values
    told = [(one.code, str(one.cell)) for one in found.findings if one.severity is Severity.ERROR]
    assert told == [("V101", "Kontering!A23")]


def test_what_is_left_out_is_told_with_its_reason_and_is_no_difference() -> None:
    left: dict[str, Value] = {"order": Decimal(1), "sheet": "Nettokostnad", "name": "(utelämnas)",
            "activity": "5100", "why": "Hör till en annan nämnd"}  # fmt: skip
    found = fetch(asking([left]), of_csv(lines()))
    assert not found.is_refused
    assert _control(found, "skillnad") == dict.fromkeys(_SHEETS, 0)
    assert found.basis is not None
    out = [one for one in found.basis.lines if one.fate is Fate.LEFT_OUT]
    assert sum(one.total for one in out) == -7_888_514_000
    assert {one.why for one in out} == {"Hör till en annan nämnd"}


def test_turned_signs_refuse_the_fetch() -> None:
    found = fetch(asking(), of_csv([one._replace(ore=-one.ore) for one in lines()]))
    assert found.is_refused
    assert set(_codes(found)) == {"H105"}
    assert round(found.as_json()["kontroll"]["huvudbok"]) == 251_436


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (lambda of: of[:-1], "#RES 7510"),
        (lambda of: [*of, of[0]], "#RES 3510"),
    ],
)
def test_a_sum_that_the_file_gives_and_its_lines_do_not_is_told(changed: object, said: str) -> None:
    data = sie_of(lines())
    wrong = changed(data.split(b"\r\n#RES")[0].split(b"\r\n")[18:])  # type: ignore[operator]
    rows = b"\r\n".join(wrong)
    head = b"\r\n".join(data.split(b"\r\n")[:18])
    tail = data[data.index(b"#RES") :]
    found = fetch(asking(), of_sie(b"\r\n".join([head, rows, tail])))
    assert found.is_refused
    assert "H104" in _codes(found)
    assert said in _message(found, "H104")


def test_a_total_row_is_a_control_and_no_posting() -> None:
    right = of_csv(lines(), f"Totalt;;;;;;{TOTAL // 100},{TOTAL % 100:02}")
    assert _codes(fetch(asking(), right)) == ["H129"]
    wrong = fetch(asking(), of_csv(lines(), "Totalt;;;;;;1,00"))
    assert wrong.is_refused
    assert "H104" in _codes(wrong)


def test_earlier_months_that_have_changed_are_listed() -> None:
    case = asking()
    after = _after(case, fetch(case, of_csv(lines())))
    late = Line("41510", "5010", "5100", "", 9, 7_700_000)
    again = fetched(after, [of_csv([*lines(), late])], now=LATER)
    assert _codes(again) == ["H106"]
    assert "september 2022 konto 5010 med −77 tkr" in _message(again, "H106")
    assert again.rows


def test_a_source_that_ends_before_the_period_refuses_and_one_that_goes_on_is_cut() -> None:
    early = fetch(asking(), of_csv([one for one in lines() if one.month < 11]))
    assert early.is_refused
    assert "oktober 2022" in _message(early, "H107")
    december = Line("41510", "5010", "5100", "", 12, 7_700_000)
    on = fetch(asking(), of_csv([*lines(), december]))
    assert _codes(on) == ["H117"]
    assert _figures(_after(asking(), on)) == _figures(november())


def test_another_company_is_refused() -> None:
    case = asking()
    after = _after(case, fetch(case, of_sie(sie_of(lines()))))
    other = sie_of(lines()).replace(b"212000-0092", b"556000-0000")
    assert "H108" in _codes(fetched(after, [of_sie(other)], now=LATER))


def test_the_budget_is_fetched_too_and_a_change_of_it_is_told() -> None:
    case = asking()
    year = [one._replace(month=month, ore=one.ore) for one in lines() if one.month == 1
            for month in range(1, 13)]  # fmt: skip
    found = fetched(case, [of_csv(lines())], [of_csv(year)], now=NOW)
    after = _after(case, found)
    (first,) = (t for t in after.document.amount_tables() if t.sheet == "Nettokostnad")
    assert "H112" in _codes(found)
    budget, whole = (first.amounts.values[name][0] for name in ("Budget", "Årsbudget"))
    assert budget is not None
    assert whole is not None
    assert abs(whole - budget * 12 / 11) <= 1
    more = [year[0]._replace(ore=year[0].ore - 10_000_000), *year[1:]]
    again = fetched(after, [of_csv(lines())], [of_csv(more)], now=LATER)
    assert "konto 3510 med +100 tkr" in _message(again, "H111")


def test_an_even_budget_is_asked_about_as_it_becomes() -> None:
    """What was there is even; what is fetched is not, and then nothing is asked of it."""
    late = {m: Figures(Decimal(-60 if m < 12 else -100)) for m in range(1, 13)}
    archive = archive_grid(board_of([row_of({2021: late}, name="Gemensamt IFO")]))
    case = beside(asking().grid, archive=archive)
    assert "H113" in _codes(fetched(case, [of_csv(lines())], now=NOW))
    year = [one._replace(month=12 if one.month == 11 else one.month) for one in lines()]
    assert "H113" not in _codes(fetched(case, [of_csv(lines())], [of_csv(year)], now=NOW))


def test_her_own_formula_is_left_and_told() -> None:
    case = asking()
    cell = case.document.amount_tables()[0].amounts.cell("Utfall", 0)
    held = case.grid.at(cell)._replace(formula="1+1", value=Decimal(2))
    read = case.with_grid(with_cells(case.grid, {cell: held}))
    assert isinstance(read, Case)
    found = fetch(read, of_csv(lines()))
    assert cell not in found.values
    assert [one.cell for one in found.findings if one.code == "H118"] == [cell]


def test_without_kontering_nothing_is_fetched() -> None:
    found = fetch(november(), of_csv(lines()))
    assert found.is_refused
    assert _codes(found) == ["H114"]
    assert found.page is not None
    suggested = written(november(), {}, found.page)
    rules = {rule.row.names[-1]: rule.codes.account for rule in Postings(suggested.document).rules
             if rule.row is not None}  # fmt: skip
    assert rules == {
        "Externa och interna intäkter": "3000-3999", "Personalkostnader": "5000-5799",
        "Kostnader för köp av verksamhet": "4600-4699",
        "-varav bidrag (försörjningsstöd, föreningsbidrag)": "4500-4599",
        "-varav konsulter inkl inhyrd personal": "7400-7599", "-varav hyror": "6000-6099",
        "-varav övrigt": "4000-7999",
    }  # fmt: skip
    assert _codes(fetch(with_cells_blank(suggested), of_csv(lines()))) == ["H119"]


def test_the_period_after_knows_what_was_read() -> None:
    case = asking()
    after = _after(case, fetch(case, of_csv(lines())))
    basis = read_basis(after.grid)
    assert basis is not None
    assert (basis.year, basis.last) == (2022, 11)
    assert sum(one.total for one in basis.lines if one.sheet == "Nettokostnad") == -TOTAL


def test_a_rule_for_a_row_that_is_gone_refuses_the_fetch() -> None:
    """What it was to take would go to the rest, and stand there as if it were right."""
    case = asking()
    table = next(t for t in case.document.amount_tables() if t.sheet == "Resultaträkning")
    at = next(n for n, row in enumerate(table.rows) if row.label == "-varav hyror")
    cell = CellRef(table.sheet, table.amounts.numbers[at], 2)
    assert case.grid.at(cell).text == "-varav hyror"
    renamed = written(case, {cell: "-varav lokaler"})
    found = fetch(renamed, of_csv(lines()))
    assert found.is_refused
    assert found.rows == ()
    assert "H109" in _codes(found)
    assert fetch(renamed, of_csv(lines()), anyway=True).rows
