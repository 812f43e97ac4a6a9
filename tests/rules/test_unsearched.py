"""A table where more is wrong than is searched for: it is told as it is, and that it was not."""

from __future__ import annotations

from tests.beside import checked
from xl_asn.files.reading.markdown import read_markdown

START = """
## Start

| Fält | Värde |
|---|---|
| Nämnd | Arbetsmarknads- och socialnämnden |
| Dokumenttyp | Månadsrapport |
| År | 2022 |
| Period | nov |
| Beloppsenhet | tkr |

## Nettokostnad

| Verksamhet | Radtyp | Utfall | Budget | Avvikelse | Prognosförändring |
|---|---|---|---|---|---|
"""
SENTENCE = (
    "Så mycket i tabellen stämmer inte att orsaken inte har sökts här: rätta de fel som pekas ut "
    "och kontrollera igen."
)


def told(rows: int, wrong: int) -> dict[str, list[bool]]:
    """Return whether each finding of a table says that its cause was not searched for, by rule.

    Beside the wrong deviations there are a sum and a breakdown that nothing explains.
    """
    lines = [f"| Rad {n} | rad | -{9000 + n} | -1000 | -{8000 + n} | |" for n in range(rows)]
    for n in range(wrong):
        lines[n] = f"| Rad {n} | rad | -{9000 + n} | -1000 | -{9500 + 3 * n} | |"
    lines.append("| Hyra | rad | -90 | -70 | -20 | 100 |")
    lines.append("| -varav lokaler | varav | -60 | -30 | -30 | 30 |")
    lines.append("| -varav bostäder | varav | -30 | -40 | 10 | 50 |")
    outcome = -sum(9000 + n for n in range(rows)) - 90
    lines.append(f"| Resultat | total | {outcome - 77} | -{1000 * rows + 70} | 5 | |")
    found: dict[str, list[bool]] = {}
    for finding in checked(read_markdown(START + "\n".join(lines) + "\n")).findings:
        found.setdefault(finding.code, []).append(SENTENCE in finding.message)
    return {code: found[code] for code in ("C101", "C102", "C111")}


def test_beyond_the_limit_each_finding_says_whether_its_cause_was_searched_for() -> None:
    found = told(900, 200)
    assert len(found["C101"]) > 200
    assert set(found["C101"]) == {True, False}
    assert found["C102"] == [True]
    assert found["C111"] == [True]


def test_a_table_below_the_limit_is_searched_for_whole() -> None:
    found = told(40, 4)
    assert not any(any(said) for said in found.values())


def test_a_whole_column_beyond_the_limit_says_so_once() -> None:
    assert told(400, 400)["C101"] == [True]
