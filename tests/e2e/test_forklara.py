"""``xl-asn forklara``: one cell, or the map of what is guarded."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import Run


def test_a_cell_in_words_and_as_json(run: Run, example: Callable[[str], Path]) -> None:
    book = example("2021-02")
    before = book.read_bytes()
    words = run("forklara", book, "nettokostnad!$I$6")
    assert (words.returncode, words.stderr) == (0, "")
    assert "Räknas till −2\u00a0468: Prognos − Årsbudget" in words.stdout
    assert "← Nettokostnad!G6 Prognos för Gemensamt IFO: −88\u00a0017 (din egen)" in words.stdout
    assert "Fynd C101 (fel)" in words.stdout
    answer = run("forklara", book, "Nettokostnad!I21", "--json", "-")
    told = json.loads(answer.stdout)
    assert (told["fil"], told["cell"], told["värde"]) == (book.name, "I21", -731)
    assert [given["cell"] for given in told["indata"]] == ["G21", "H21"]
    assert [finding["cell"] for finding in told["följdfelAv"]] == ["I6"]
    assert book.read_bytes() == before


def test_the_map_of_one_sheet(run: Run, example: Callable[[str], Path]) -> None:
    book = example("2022-11")
    done = run("forklara", book, "--tackning", "--blad", "Målindikatorer", "--json", "karta.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Målindikatorer, Utfall" in done.stdout
    content = json.loads((book.parent / "karta.json").read_text(encoding="utf-8"))
    columns = {column["kolumn"]: column for column in content["kolumner"]}
    assert columns["Utfall"]["regler"] == ["C108"]
    assert columns["Utfall"]["vaktade"] == columns["Utfall"]["ifyllda"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "Ange en cell"),
        (("Mål!I9", "--tackning"), "Inte båda"),
        (("I9",), "I9 är ingen cell"),
        (("Mall!I9",), "Bladet ”Mall” finns inte. Menade du Mål?"),
        (("--tackning", "--blad", "Budget"), "Bladet ”Budget” finns inte. Välj bland: Start, "),
    ],
)
def test_what_cannot_be_explained(
    run: Run, example: Callable[[str], Path], arguments: tuple[str, ...], says: str
) -> None:
    done = run("forklara", example("2023-07"), *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
