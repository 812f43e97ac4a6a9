"""``xl-asn pastaenden``: every statement of the texts, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.command_line import Run


def test_the_statements_of_november_2022(run: Run, example: Callable[[str], Path]) -> None:
    path = example("2022-11")
    done = run("pastaenden", path, "--json", "-", "--alla")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)["påståenden"]
    deficit = next(s for s in found if s["cell"] == "M8" and s["slag"] == "belopp")
    assert deficit["text"] == "-5,3 mnkr"
    assert deficit["värde"] == -5300
    assert deficit["utslag"] == "stämmer"
    assert deficit["knutet"] == {
        "cell": "Nettokostnad!I8",
        "rad": "Barn- och ungdomsvård",
        "kolumn": "Prognosavvikelse",
        "värde": -5286,
    }
    assert {s["utslag"] for s in found} == {"stämmer", "inte knutet", "inget påstående"}
    table = run("pastaenden", path)
    assert table.returncode == 0
    assert "12 stämmer, 0 stämmer inte, 11 inte knutet" in table.stdout
    assert "2023" not in table.stdout


def test_a_text_that_differs_ends_with_status_1(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bok.md"
    path.write_text(
        "## Start\n\n| Fält | Värde |\n|---|---|\n| Dokumenttyp | Månadsrapport |\n\n"
        "## Nettokostnad\n\n"
        "| Verksamhet | Radtyp | Prognosavvikelse | Kommentar budgetavvikelse |\n"
        "|---|---|---|---|\n| Integration | rad | -495 | Integration -0,7 mnkr |\n",
        encoding="utf-8",
    )
    done = run("pastaenden", path)
    assert done.returncode == 1
    assert "stämmer inte" in done.stdout
    missing = run("pastaenden", tmp_path / "saknas.xlsx")
    assert missing.returncode == 2
    assert "Traceback" not in missing.stderr


def test_amounts_are_told_in_the_reports_unit(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "bok.md"
    path.write_text(
        "## Start\n\n| Fält | Värde |\n|---|---|\n| Dokumenttyp | Månadsrapport |\n"
        "| Beloppsenhet | mnkr |\n\n## Nettokostnad\n\n"
        "| Verksamhet | Radtyp | Prognosavvikelse | Kommentar budgetavvikelse |\n"
        "|---|---|---|---|\n| Integration | rad | -1,5 | Underskott 1 700 tkr |\n",
        encoding="utf-8",
    )
    done = run("pastaenden", path, "--json", "-")
    (found,) = json.loads(done.stdout)["påståenden"]
    assert (found["värde"], found["knutet"]["värde"]) == (-1.7, -1.5)
    assert "Prognosavvikelse: −1,5" in run("pastaenden", path).stdout
