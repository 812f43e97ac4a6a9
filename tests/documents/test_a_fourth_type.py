"""A type that somebody adds: one file, and everything that its sheets can do comes with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.beside import checked, pressed
from tests.command_line import Here
from tests.documents.reading import table_of
from xl_asn import documents
from xl_asn.case.new_masters import master_of, new_master
from xl_asn.cli import work
from xl_asn.cli.program import answer
from xl_asn.documents import catalogue
from xl_asn.documents.document import Document
from xl_asn.documents.sheets.goals import UnitRow
from xl_asn.documents.start import Start
from xl_asn.files.reading.load import load
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.reader import read
from xl_asn.model.findings import Finding, Severity
from xl_asn.model.periods import Period
from xl_asn.report.blocks import Heading, Overview, Table

ADDED = Path(__file__).parent / "added"
REPORT = """
## Start

| Fält         | Värde                |
|--------------|----------------------|
| Nämnd        | Arbetsmarknadsnämnden |
| Dokumenttyp  | Årsrapport           |
| År           | 2022                 |
| Period       | helår                |
| Beloppsenhet | tkr                  |
| Mallversion  | 2                    |

## Mål

| Nr | Kort namn | Målnivå | Utfall | Bedömning | Översyn |
|----|-----------|---------|--------|-----------|---------|
| 1  | Kvalitet  | 60 %    | 50 %   | Grön      | Röd     |

## Enhetsresultat

| Mål | Enhet | Bedömning | Kommentar | Åtgärd        |
|-----|-------|-----------|-----------|---------------|
| 1   | Norra | Grön      |           |               |
| 1   | Södra | Röd       | Vakanser. | Rekryterar nu |

## Nettokostnad

| Verksamhet | Radtyp | Utfall | Budget | Avvikelse | Prognos | Årsbudget | Utfall i fjol |
|------------|--------|--------|--------|-----------|---------|-----------|---------------|
| Norra      | rad    | -70    | -80    | 15        | -70     | -80       | -65           |
| Södra      | rad    | -30    | -20    | -10       | -30     | -20       | -35           |
| Resultat   | total  | -100   | -100   |           | -100    | -100      | -100          |
"""


@pytest.fixture(autouse=True)
def arsrapport(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Document]]:
    """Put the type among the others, as a file in their folder would be."""
    monkeypatch.setattr(documents, "__path__", [*documents.__path__, str(ADDED)])
    monkeypatch.setattr(work, "Processes", Here)  # another process would not know the type
    catalogue.document_types.cache_clear()
    yield catalogue.document_types()["arsrapport"]
    catalogue.document_types.cache_clear()


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


def test_its_goals_are_assessed_and_held_against_the_rules() -> None:
    examined = checked(read_markdown(REPORT))
    (goal,) = examined.calculated.goals
    assert (goal.green, goal.with_outcome, goal.status and goal.status.value) == (1, 2, "Gul")
    assert {"C101", "C106", "C107"} <= codes(examined.findings)


def test_its_report_has_the_goals_the_economy_and_the_columns_that_say_so() -> None:
    blocks = pressed(read_markdown(REPORT)).blocks
    assert [b.text for b in blocks if isinstance(b, Heading) and b.level == 1] == [
        "1 Mål", "2 Ekonomisk rapport",
    ]  # fmt: skip
    (overview,) = (block for block in blocks if isinstance(block, Overview))
    assert [goal.name for goal in overview.goals] == ["1: Kvalitet"]
    tables = {block.columns[0].header: block for block in blocks if isinstance(block, Table)}
    assert [column.header for column in tables["Enhet"].columns] == [
        "Enhet", "Bedömning", "Kommentar", "Åtgärd",
    ]  # fmt: skip
    assert [row.cells[-1] for row in tables["Enhet"].rows] == ["", "Rekryterar nu"]
    costs = tables["Verksamhet"]
    assert costs.columns[-1].header == "I fjol"
    assert [cell.shown for row in costs.rows if not isinstance(cell := row.cells[-1], str)] == [
        "−65", "−35", "−100",
    ]  # fmt: skip


def test_the_command_line_makes_computes_checks_and_prints_it(tmp_path: Path) -> None:
    path = tmp_path / "2022_arsrapport.xlsm"
    assert answer(["mall", "arsrapport", "--ar", "2022", "--ut", str(path)]) == 0
    assert load(path).findings == ()
    filled = tmp_path / "fylld.xlsx"
    filled.write_bytes(master_of(catalogue.document_types()["arsrapport"], read_markdown(REPORT)))
    assert answer(["berakna", str(filled)]) in {0, 1}
    out = tmp_path / "dokument"
    asked = ["exportera", str(filled), "--ut", str(out), "--format", "html,csv", "--utkast"]
    assert answer(asked) in {0, 1}
    assert "Rekryterar nu" in (out / "fylld.html").read_text(encoding="utf-8")


def test_its_own_columns_are_carried_to_the_next_period_as_they_say(
    arsrapport: type[Document], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "2022_arsrapport.xlsx", tmp_path / "2023_arsrapport.xlsx"
    old.write_bytes(master_of(arsrapport, read_markdown(REPORT)))
    assert answer(["ny-period", str(old)]) == 0
    assert "Nettokostnad" in capsys.readouterr().out
    grid = load(new).grid
    assert grid is not None
    document = arsrapport.read(grid)
    assert document.period == Period(2023, 1, 12)
    units = table_of(document, UnitRow)
    assert [(row.label, row.get("measure"), row.assessment) for row in units] == [
        ("Norra", None, None), ("Södra", None, None),
    ]  # fmt: skip
    costs = document.table("Nettokostnad") or ()
    assert [(row.get("last_year"), row.get("actual")) for row in costs] == [
        (-70, None), (-30, None), (-100, None),
    ]  # fmt: skip


OLD = (
    REPORT.replace("| Mallversion  | 2 ", "| Mallversion  | 1 ")
    .replace(" Åtgärd        |", "")
    .replace("---------------|\n| 1   | Norra", "\n| 1   | Norra")
    .replace("           |               |", "           |")
    .replace(" Rekryterar nu |", "")
)
DEMANDS = frozenset({"S101", "S102", "S103"})


def asked_of(source: str) -> list[Finding]:
    """Return what is said of the sheets and columns that the type brings with version 2."""
    return [
        f
        for f in checked(read_markdown(source)).findings
        if f.code == "S108" or (f.code in DEMANDS and f.place[0] in {"Utblick", "Enhetsresultat"})
    ]


def test_the_version_of_the_masters_follows_from_the_declarations(
    arsrapport: type[Document],
) -> None:
    assert arsrapport.template_version() == 2
    assert Document.template_version() == 1, "with nothing that came later"
    start, _ = Start.from_grid(read(new_master(arsrapport, 2022, "helår")))
    assert start.made_in_version == 2


def test_an_older_master_is_whole_and_what_it_lacks_is_said_once() -> None:
    assert "Åtgärd" not in OLD
    (finding,) = asked_of(OLD)
    assert (finding.code, finding.severity) == ("S108", Severity.INFO)
    assert finding.message == (
        "Mallen är av version 1 och programmet arbetar med version 2. Den saknar kolumnen Åtgärd "
        "på bladet Enhetsresultat och bladet Utblick."
    )
    assert "xl-asn mall --fran" in finding.remedy


def test_a_master_of_the_present_version_must_have_what_came_with_it() -> None:
    found = asked_of(OLD.replace("| Mallversion  | 1 ", "| Mallversion  | 2 "))
    assert [(f.code, f.place[0], f.severity) for f in found] == [
        ("S102", "Enhetsresultat", Severity.ERROR), ("S101", "Utblick", Severity.ERROR),
    ]  # fmt: skip


def test_nothing_is_said_of_an_optional_column_that_is_not_there() -> None:
    lacking = REPORT.replace(" Utfall i fjol |", "").replace(
        "---------------|\n| Norra", "\n| Norra"
    )
    for amount in ("-65", "-35", "-100"):
        lacking = lacking.replace(f"| {amount:<13} |\n", "|\n")
    assert "i fjol" not in lacking
    said = [f.message for f in checked(read_markdown(lacking)).findings]
    assert not [message for message in said if "i fjol" in message]
    tables = [b for b in pressed(read_markdown(lacking)).blocks if isinstance(b, Table)]
    assert "I fjol" not in {column.header for table in tables for column in table.columns}


def test_an_older_master_becomes_the_next_period_and_what_it_lacks_is_said(
    arsrapport: type[Document], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "gammal.xlsx"
    old.write_bytes(master_of(arsrapport, read_markdown(OLD)))
    assert answer(["ny-period", str(old)]) == 0
    assert "S108" in capsys.readouterr().out
    grid = load(tmp_path / "2023_arsrapport.xlsx").grid
    assert grid is not None
    assert arsrapport.read(grid).start.year == 2023


def test_an_older_master_is_moved_to_a_new_one(
    arsrapport: type[Document], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = tmp_path / "gammal.xlsx", tmp_path / "ny.xlsm"
    old.write_bytes(master_of(arsrapport, read_markdown(OLD)))
    before = old.read_bytes()
    assert answer(["mall", "--fran", str(old), "--ut", str(new)]) == 0
    assert capsys.readouterr().out == (
        f"Uppgifterna är förda över till en ny mall: {new}. Den gamla är orörd.\n"
        f"Räkna den nya: xl-asn berakna {new}\n"
    )
    assert old.read_bytes() == before
    grid = load(new).grid
    assert grid is not None
    document = arsrapport.read(grid)
    assert document.start.made_in_version == 2
    assert [row.label for row in table_of(document, UnitRow)] == ["Norra", "Södra"]
    assert table_of(document, UnitRow).missing == ()
