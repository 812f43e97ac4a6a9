"""The register: what a name means, when a unit existed, and who came after it."""

from __future__ import annotations

from datetime import date

import pytest

from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.documents.sheets.organisation import Register, reporting_units
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.model.periods import Period

SOURCE = """
## Enhetsresultat

| Mål | Enhet        | Bedömning |
|-----|--------------|-----------|
| 1   | Vuxenheten   | Grön      |
| 2   | Vuxenheten   | Gul       |
| 2   |              | Gul       |

## Organisation

| Enhet           | Alias                       |Gäller från |Gäller till | Ersätter              |
|-----------------|-----------------------------|------------|------------|-----------------------|
| Vuxenenheten    | Vuxenheten; Beroendegruppen |            |            |                       |
| Beroendegruppen |                             |            | 2022-12-31 |                       |
| Resursenheten 1 |                             | 2023-01-01 |            | Resursenheten;Gruppen |
|                 | Ingen                       |            |            |                       |
"""


@pytest.fixture
def document() -> Manadsrapport:
    return Manadsrapport.read(read_markdown(SOURCE))


@pytest.fixture
def register(document: Manadsrapport) -> Register:
    return Register.of(document)


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("vuxenheten", "Vuxenenheten"),
        ("Beroendegruppen", "Beroendegruppen"),
        ("Resursenheten 1", "Resursenheten 1"),
    ],
)
def test_a_name_or_an_alias_means_a_unit_and_a_name_comes_first(
    register: Register, name: str, unit: str
) -> None:
    found = register.find(name)
    assert found is not None
    assert found.name == unit


def test_an_unknown_name_and_a_row_without_a_unit(register: Register) -> None:
    assert register.find("Flyktinggruppen") is None
    assert register.find("Ingen") is None
    assert len(register.units) == 3


def test_a_unit_exists_from_its_first_day_to_its_last(register: Register) -> None:
    heir, old = register.find("Resursenheten 1"), register.find("Beroendegruppen")
    assert heir is not None
    assert old is not None
    december, january = Period(2022, 12, 12), Period(2023, 1, 1)
    assert (heir.existed_in(december), heir.existed_in(january)) == (False, True)
    assert (old.existed_in(december), old.existed_in(january)) == (True, False)
    assert old.row.valid_to == date(2022, 12, 31)


def test_the_successors_of_a_unit_that_is_no_longer_in_the_register(register: Register) -> None:
    assert [u.name for u in register.successors("resursenheten")] == ["Resursenheten 1"]
    assert [u.name for u in register.successors("Gruppen")] == ["Resursenheten 1"]
    assert register.successors("Vuxenheten") == ()


def test_the_units_with_results_and_where_each_is_first(document: Manadsrapport) -> None:
    assert {name: str(cell) for name, cell in reporting_units(document).items()} == {
        "Vuxenheten": "Enhetsresultat!B6"
    }
