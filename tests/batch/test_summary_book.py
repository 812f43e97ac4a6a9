"""The summary workbook: a row a file, a row a finding, and rules counted by unit."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from workbooks.build import EXAMPLES
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.batch.run import judged
from xl_asn.batch.senders import senders
from xl_asn.batch.summary_book import summary_book
from xl_asn.batch.verdicts import Verdict
from xl_asn.batch.workers import Pending
from xl_asn.files.reading.catalogue import file_finding
from xl_asn.files.reading.snapshot import Snapshot

_TOP = 4


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    january, november, july = (
        judge(EXAMPLES / f"{period}_manadsrapport.xlsm")
        for period in ("2021-02", "2022-11", "2023-07")
    )
    return [
        replace(january, file="in/Hästskons/a.xlsm"),
        replace(november, file="in/Öppenvården/b.xlsm"),
        replace(july, file="in/Hästskons/c.xlsm"),
        Verdict.refused("in/=cmd()/@d.xlsx", "ab" * 32, file_finding("F120", "=1+1")),
        Verdict.skipped("in/~$e.xlsx", None, [file_finding("F106")]),
    ]


@pytest.fixture(scope="module")
def book(verdicts: list[Verdict]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(summary_book(verdicts)))


def test_each_file_and_each_finding_has_a_row(
    book: openpyxl.Workbook, verdicts: list[Verdict]
) -> None:
    assert book.sheetnames == ["Arbetsböcker", "Fynd", "Regel × enhet"]
    files = [row[:4] for row in book["Arbetsböcker"].iter_rows(min_row=_TOP + 1, values_only=True)]
    assert [(number, name) for number, _, name, _ in files] == [
        (number, verdict.file) for number, verdict in enumerate(verdicts, 1)
    ]
    findings = list(book["Fynd"].iter_rows(min_row=_TOP + 1, values_only=True))
    assert [(row[0], row[3], row[6]) for row in findings] == [
        (number, finding.code, finding.message)
        for number, verdict in enumerate(verdicts, 1)
        for finding in verdict.findings
    ]


def test_rules_are_counted_by_unit(book: openpyxl.Workbook, verdicts: list[Verdict]) -> None:
    headers, *rows = book["Regel × enhet"].iter_rows(min_row=_TOP, values_only=True)
    counted = {
        (str(row[0]), str(rule)): count
        for row in rows
        for rule, count in zip(headers[2:], row[2:], strict=True)
        if count is not None
    }
    units = senders(verdicts)
    assert counted == Counter((units[v.file], f.code) for v in verdicts for f in v.findings)
    totals = [row[1] for row in rows]
    assert totals == sorted(totals, reverse=True)  # type: ignore[type-var]


def test_nothing_in_it_is_a_formula_and_it_is_ready_to_use(book: openpyxl.Workbook) -> None:
    for sheet in book:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert sheet.freeze_panes == f"A{_TOP + 1}"
        assert str(sheet.auto_filter.ref).startswith(f"A{_TOP}:")


def test_units_are_folders_or_else_the_files_themselves(tmp_path: Path) -> None:
    def named(*files: str) -> list[str]:
        given = [Verdict.skipped(str(tmp_path / file), None, ()) for file in files]
        return list(senders(given).values())

    assert named("a.xlsx", "b.xlsx") == ["a.xlsx", "b.xlsx"]
    assert named("Norr/a.xlsx", "Söder/a.xlsx") == ["Norr", "Söder"]
    assert named("Norr/jan/a.xlsx", "b.xlsx") == [str(Path("Norr/jan")), "b.xlsx"]
    assert list(senders([Verdict.skipped("bok.xlsx", None, ())]).values()) == ["bok.xlsx"]


def _in_millions(folder: Path) -> Path:
    """Write the published report with its first row typed in mnkr, with 0,3 where 2,9 is right."""
    book = openpyxl.load_workbook(EXAMPLES / "2022-11_manadsrapport.xlsx")
    unit = next(cell for row in book["Start"].iter_rows() for cell in row if cell.value == "tkr")
    unit.value = "mnkr"
    book["Nettokostnad"]["D6"], book["Nettokostnad"]["E6"] = -76.1, -79.0
    book["Nettokostnad"]["F6"] = 0.3
    book.save(folder / "mnkr.xlsx")
    return folder / "mnkr.xlsx"


def test_a_small_amount_is_no_share_also_when_the_cache_tells_of_it(tmp_path: Path) -> None:
    class Here:
        def submit(self, taken: Snapshot) -> Pending:
            return lambda: judge(taken.path)

    path = _in_millions(tmp_path)
    for _ in range(2):
        with Cache(tmp_path / "cache") as cache:
            (verdict,) = judged([path], Here(), cache)
        sheet = openpyxl.load_workbook(io.BytesIO(summary_book([verdict])))["Fynd"]
        shown = [
            (row[8].value, row[8].number_format)
            for row in sheet.iter_rows(min_row=_TOP + 1)
            if (row[4].value, row[5].value) == ("Nettokostnad", "F6")
        ]
        assert [value for value, _ in shown] == [0.3]
        assert not any("%" in form for _, form in shown)
