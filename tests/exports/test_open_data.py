"""Open data: tables that the Frictionless tool accepts, with every figure and no sum."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from tests.exports.board_reports import NAMES, example
from xl_asn.documents.sheets.goals import StripRow
from xl_asn.documents.sheets.organisation import OrganisationRow
from xl_asn.documents.sheets.parameters import ParameterRow
from xl_asn.exports.open_data import csv_files
from xl_asn.model.amounts import RowKind

NUMBER = re.compile(r"-?\d+(?:,\d+)?")
SUMS = frozenset(kind for kind in RowKind if kind.is_sum)


def put(name: str, folder: Path) -> Path:
    for ending, data in csv_files(example(name)).items():
        path = folder / ending.partition("/")[2]
        path.write_bytes(data)
    return folder / "datapackage.json"


@pytest.mark.parametrize("name", NAMES)
def test_the_package_is_valid(name: str, tmp_path: Path) -> None:
    report: Any = Package(str(put(name, tmp_path))).validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    assert report.stats["tasks"] >= 5


def test_no_sum_stands_among_the_rows_and_the_rows_add_up_to_it(tmp_path: Path) -> None:
    put("2022-11_manadsrapport", tmp_path)
    with (tmp_path / "nettokostnad.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert {row["Radtyp"] for row in rows} == {"rad"}
    forecast = sum(Decimal(row["Prognos"].replace(",", ".")) for row in rows)
    assert abs(forecast - Decimal(-276238)) <= 6


def test_of_which_rows_stand_in_a_table_of_their_own(tmp_path: Path) -> None:
    put("2022-11_manadsrapport", tmp_path)
    for name, kind in (("resultatrakning", "rad"), ("resultatrakning-varav", "varav")):
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert {row["Radtyp"] for row in csv.DictReader(file, delimiter=";")} == {kind}


def test_a_month_is_a_row_of_its_own(tmp_path: Path) -> None:
    put("2022-11_manadsrapport", tmp_path)
    with (tmp_path / "manadsstatus.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) == 4 * 11
    assert rows[0] == {"Mål": "1", "Månad": "Jan", "Bedömning": "Gul"}


def test_no_text_is_a_formula_and_numbers_have_a_comma(tmp_path: Path) -> None:
    package = json.loads(put("2022-11_manadsrapport", tmp_path).read_text(encoding="utf-8"))
    numbers = {
        resource["path"]: [f["name"] for f in resource["schema"]["fields"] if f["type"] == "number"]
        for resource in package["resources"]
    }
    for path, names in numbers.items():
        with (tmp_path / path).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                assert all("." not in row[name] for name in names)
                texts = [value for name, value in row.items() if name not in names]
                assert not [text for text in texts if text.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_the_calculations(name: str, tmp_path: Path) -> None:
    package = json.loads(put(name, tmp_path).read_text(encoding="utf-8"))
    written: Counter[Decimal] = Counter()
    for resource in package["resources"]:
        if resource["name"] == "manadsstatus":
            continue  # a row of the sheet is twelve here: another test has them
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file, delimiter=";")
        written.update(
            number for row in rows for number in map(number_of, row) if number is not None
        )
    assert written == Counter(calculated(name))
    assert written.total() >= 50


def number_of(text: str) -> Decimal | None:
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def calculated(name: str) -> Iterator[Decimal]:
    """Yield every published number of the rows that are no sums, as exact as it is written."""
    completed = example(name).completed
    assert completed is not None
    for spec, table in completed.document.tables():
        if issubclass(spec.row, OrganisationRow | ParameterRow | StripRow):
            continue
        for row in table:
            if getattr(row, "kind", None) in SUMS:
                continue
            for value in (completed.value(row, field) for field in table.declared):
                if isinstance(value, Decimal):
                    yield round(value, 6)
                elif isinstance(value, str) and (number := number_of(value)) is not None:
                    yield number
