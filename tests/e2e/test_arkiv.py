"""``xl-asn arkiv``: a folder of months as one table, and what it says of the forecasts."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from tests.command_line import Run
from tests.cycle.archive.folder import (
    ROWS,
    SHARES,
    SHEETS,
    TOTAL,
    WHOLE,
    Told,
    name_of,
    put,
    report,
    written,
    year_of,
)
from tests.grids import grid_of
from workbooks.build import EXAMPLES

RESULT = "Resultat ASN"
BUDGET = Decimal(-274572)
"""The year's budget of *Resultat ASN* in the example."""

Answer = Mapping[str, Any]


def asked(run: Run, folder: Path, *more: str) -> Answer:
    """Return the archive's answer for programs."""
    done = run("arkiv", folder, "--ut", folder.parent / "arkiv.xlsx", "--json", "-", *more)
    assert (done.returncode, done.stderr) == (0, "")
    answer: Answer = json.loads(done.stdout)
    return answer


def of_result(told: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return what is told of the board's own row."""
    return [one for one in told if (one["rad"], one["blad"]) == (RESULT, "Nettokostnad")]


def said(answer: Answer, kind: str) -> list[str]:
    """Return the descriptions of the remarks of a kind."""
    return [one["beskrivning"] for one in answer["anmärkningar"] if one["vad"] == kind]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder for the reports, in one for the archive."""
    return tmp_path / "rapporter"


def test_forecasts_that_are_always_two_per_cent_too_dark_are_said_to_be(
    run: Run, folder: Path
) -> None:
    written(folder, 2022, WHOLE, year_of(dark="0.02"))
    answer = asked(run, folder)
    closing = round(BUDGET * Decimal("1.01"))
    dark = -round(abs(closing) * Decimal("0.02"))
    hits = of_result(answer["träff"])
    assert [hit["månad"] for hit in hits] == [*range(1, 12)]
    assert {(hit["fel"], hit["träff"], hit["bokslut"]) for hit in hits} == {(dark, False, closing)}
    assert hits[0]["andel"] == pytest.approx(float(dark / abs(BUDGET)), abs=1e-6)
    (measures,) = of_result(answer["mått"])
    assert (measures["lutning"], measures["medelfel_med_tecken"]) == ("för dystert", dark)
    assert (measures["prognoser"], measures["träffar"], measures["medelfel"]) == (11, 0, -dark)
    assert answer["filer"] == 12
    assert answer["rader"] == 12 * len(SHEETS) * len(ROWS)
    assert answer["luckor"] == []


def test_the_challenger_is_hand_arithmetic(run: Run, folder: Path) -> None:
    written(folder, 2021, WHOLE, year_of(final="0.98"))
    later = tuple(min(share + Decimal("0.03"), Decimal(1)) for share in SHARES)
    written(folder, 2022, WHOLE, year_of(final="1.04", dark="0.03", shares=later))
    answer = asked(run, folder)
    august = next(h for h in of_result(answer["träff"]) if (h["år"], h["månad"]) == (2022, 8))
    closing = {2021: round(BUDGET * Decimal("0.98")), 2022: round(BUDGET * Decimal("1.04"))}
    share = Decimal(round(closing[2021] * SHARES[7])) / closing[2021]
    by_hand = Decimal(round(closing[2022] * later[7])) / share
    assert august["utmanare"] == pytest.approx(float(by_hand), abs=0.01)
    assert [h["utmanare"] for h in of_result(answer["träff"]) if h["år"] == 2021] == [None] * 11
    (measures,) = of_result(answer["mått"])
    assert measures["utmanaren_prognoser"] == 11
    assert measures["kvot"] == pytest.approx(_relative(answer), abs=1e-6)


def _relative(answer: Answer) -> float:
    later = [hit for hit in of_result(answer["träff"]) if hit["år"] == 2022]
    hers = sum(abs(hit["fel"]) for hit in later)
    theirs = sum(abs(hit["utmanare"] - hit["bokslut"]) for hit in later)
    return float(hers / theirs)


def test_holes_corrections_and_months_without_economy_are_said(run: Run, folder: Path) -> None:
    says = year_of()
    written(folder, 2022, (1, 2, 3, 5, 8), says)
    nothing = report(2022, 6, lambda _budget, _month: Told(None, None, None, None))
    for sheet in SHEETS:
        for row in ROWS:
            for column in "DEGH":
                put(nothing, sheet, f"{column}{row}", None)
    nothing.saved(folder / name_of(2022, 6))
    corrected = report(2022, 8, says, Datum="2022-10-01")
    put(corrected, "Nettokostnad", f"D{TOTAL}", -1)
    corrected.saved(folder / "2022-08_rättad.xlsx")
    answer = asked(run, folder)
    assert answer["luckor"] == ["2022-04", "2022-07"]
    assert said(answer, "Rapport saknas") == [
        "Ingen rapport för april 2022.", "Ingen rapport för juli 2022.",
    ]  # fmt: skip
    assert said(answer, "Ekonomi saknas") == [
        "Rapporten för juni 2022 har varken utfall eller prognos."
    ]
    (versions,) = said(answer, "Flera versioner")
    assert "2 olika rapporter gäller augusti 2022." in versions
    assert "bokslut" in said(answer, "Bokslut saknas")[0]
    assert answer["träff"] == []
    put_aside = [one["fil"] for one in answer["inte_med"]]
    assert put_aside == ["2022-08_rättad.xlsx"]  # the example has a later date


def test_a_bad_file_is_listed_and_changes_nothing_else(run: Run, folder: Path) -> None:
    written(folder, 2022, (1, 2, 3), year_of())
    alone = asked(run, folder)
    whole = (folder / name_of(2022, 1)).read_bytes()
    (folder / "avhuggen.xlsx").write_bytes(whole[:-300])
    (folder / "tom.xlsx").write_bytes(b"")
    (folder / "anteckning.txt").write_text("Hej", encoding="utf-8")
    shutil.copy(EXAMPLES / "2020_namndplan.xlsx", folder / "plan.xlsx")
    together = asked(run, folder)
    assert together["träff"] == alone["träff"]
    assert (together["rader"], together["filer"]) == (alone["rader"], 3)
    assert {one["fil"]: one["blev"] for one in together["inte_med"]} == {
        "anteckning.txt": "ingen rapport", "avhuggen.xlsx": "kunde inte läsas",
        "plan.xlsx": "ingen rapport", "tom.xlsx": "kunde inte läsas",
    }  # fmt: skip
    assert len(said(together, "Filen kunde inte läsas")) == 2
    screen = run("arkiv", folder, "--ut", folder.parent / "a.xlsx").stdout
    assert "✕ avhuggen.xlsx: F" in screen
    assert "2 filer är inte med. Varför står på bladet Filer." in screen


def test_two_boards_in_a_tree_of_folders_stand_apart(run: Run, folder: Path) -> None:
    written(folder / "a" / "2022", 2022, WHOLE, year_of(dark="0.02"), "Nämnden A")
    written(folder / "b", 2022, WHOLE, year_of(dark="-0.02"), "Nämnden B")
    written(folder / "b", 2023, (1,), year_of(dark="-0.02"), "Nämnden B")
    answer = asked(run, folder)
    measures = {one["nämnd"]: one["lutning"] for one in of_result(answer["mått"])}
    assert measures == {"Nämnden A": "för dystert", "Nämnden B": "för ljust"}


def test_a_cell_that_holds_no_amount_is_told_of(run: Run, folder: Path) -> None:
    folder.mkdir()
    spoilt = report(2022, 8, year_of())
    spoilt.cell("Nettokostnad", "D6", "<f>1/0</f><v>#DIV/0!</v>", "e")
    spoilt.text("Nettokostnad", "G7", "cirka 30 tusen")
    spoilt.saved(folder / name_of(2022, 8))
    (told,) = said(asked(run, folder), "Belopp kunde inte läsas")
    assert "Nettokostnad!D6 (felvärdet #DIV/0!)" in told
    assert "Nettokostnad!G7 (cirka 30 tusen är inget belopp)" in told


def test_an_earlier_archive_where_the_next_is_written_is_no_input(run: Run, folder: Path) -> None:
    written(folder, 2022, (1, 2), year_of())
    line = ("arkiv", folder, "--ut", folder / "arkiv.xlsx", "--format", "xlsx,html,csv")
    answers = []
    for _ in range(3):
        done = run(*line)
        assert (done.returncode, done.stderr) == (0, "")
        names = ("arkiv.xlsx", "arkiv.html", "arkiv.csv", "arkiv.datapackage.json")
        answers.append([(folder / name).read_bytes() for name in names])
    assert answers[1:] == answers[:-1]
    assert "fil är inte med" not in done.stdout
    other = asked(run, folder)
    assert {one["varför"] for one in other["inte_med"] if one["fil"] == "arkiv.xlsx"} == {
        "ett arkiv"
    }


def test_an_archive_among_reports_is_no_submission(run: Run, folder: Path) -> None:
    written(folder, 2022, (1, 2), year_of())
    run("arkiv", folder, "--ut", folder / "arkiv.xlsx")
    done = run("validera", folder / "arkiv.xlsx", "--format", "json")
    (file,) = json.loads(done.stdout)["filer"]
    assert (done.returncode, file["utfall"]) == (0, "hoppad")
    assert file["fynd"][0]["meddelande"].startswith("Arbetsboken är ett arkiv")
    refused = run("berakna", folder / "arkiv.xlsx")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Ange en av rapporterna" in refused.stderr


def test_what_is_known_already_gives_the_same_answer(run: Run, folder: Path) -> None:
    written(folder, 2022, (1, 2, 3), year_of(dark="0.01"))
    first = asked(run, folder)
    again = asked(run, folder)
    anew = asked(run, folder, "--utan-cache")
    assert first == again == anew


def test_the_table_is_open_data(run: Run, folder: Path) -> None:
    written(folder, 2022, (1, 12), year_of())
    run("arkiv", folder, "--ut", folder.parent / "serie.csv", "--format", "csv")
    text = (folder.parent / "serie.csv").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 2 * len(SHEETS) * len(ROWS)
    closing = next(
        row for row in rows
        if (row["Rad"], row["Blad"], row["Månad"]) == (RESULT, "Nettokostnad", "12")
    )  # fmt: skip
    assert closing["Utfall"] == str(round(BUDGET * Decimal("1.01")))
    assert (closing["Fil"], closing["Period"]) == (name_of(2022, 12), "2022-12")
    package = json.loads((folder.parent / "serie.datapackage.json").read_text("utf-8"))
    (resource,) = package["resources"]
    assert resource["path"] == "serie.csv"
    assert [field["name"] for field in resource["schema"]["fields"]] == list(rows[0])
    assert Package(folder.parent / "serie.datapackage.json").validate().valid


def test_the_workbook_has_its_sheets_and_the_table_in_full(run: Run, folder: Path) -> None:
    written(folder, 2021, WHOLE, year_of(dark="0.01"))
    written(folder, 2022, range(1, 7), year_of(dark="0.01"))
    asked(run, folder)
    grid = grid_of(folder.parent / "arkiv.xlsx")
    names = [sheet.name for sheet in grid.sheets]
    assert {"Träff", "Mål", "Kurvor", "Utmanare", "Luckor", "Arkiv", "Filer"} <= set(names)
    table = grid.sheet("Arkiv")
    assert table is not None
    assert sum(1 for row, _ in table.rows() if row > 4) == 18 * len(SHEETS) * len(ROWS)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("borta", "--ut", "a.xlsx"), "borta finns inte."),
        (("tom", "--ut", "a.xlsx"), "Mappen tom är tom."),
        (("annat", "--ut", "a.xlsx"), "Ingen fil i mappen är en rapport som kan läsas"),
        (("annat", "--ut", "a.docx"), "passar inte ihop med --format xlsx"),
        (("annat", "--ut", "a.xlsx", "--format", "pdf"), "Formatet ”pdf”"),
    ],
)
def test_what_cannot_be_made_is_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], why: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tom").mkdir()
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "x.txt").write_text("x", encoding="utf-8")
    done = run("arkiv", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert why in done.stderr
    assert not (tmp_path / "a.xlsx").exists()


def test_the_published_reports_as_they_are(run: Run, folder: Path) -> None:
    shutil.copytree(EXAMPLES, folder)
    answer = asked(run, folder)
    assert said(answer, "Ekonomi saknas") == [
        "Rapporten för juni–juli 2023 har varken utfall eller prognos."
    ]
    assert len(said(answer, "Samma fil två gånger")) == 5
    assert said(answer, "Filen kunde inte läsas") == []
    assert answer["träff"] == []
