"""The demonstration: the main job on the three published monthly reports, faults and all."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from xl_asn.case.examine import examine
from xl_asn.cli.outputs import outputs_of
from xl_asn.cli.screen import say
from xl_asn.documents.start import Start
from xl_asn.exports.documents import (
    CheckedReport,
    LibraryMissingError,
    checked_report,
    documents,
    put,
)
from xl_asn.files.changing.outputs import Outputs
from xl_asn.files.changing.save import saved
from xl_asn.files.making.render import render
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.reader import read
from xl_asn.model.findings import Severity
from xl_asn.model.grid import Cell, CellRef
from xl_asn.model.told import ToldError
from xl_asn.pages.check_page import summary

_STARS = ("2022-11_manadsrapport", "2021-02_manadsrapport", "2023-07_manadsrapport")
#: What the first of them is also written as, to be looked at without Excel.
_FORMATS = ("pdf", "html")


def examples_folder() -> Path:
    """Return the folder of the shipped examples: in the installed package, or in the checkout."""
    shipped = Path(str(files("xl_asn").joinpath("exempel")))
    return shipped if shipped.is_dir() else Path(__file__).parents[2] / "workbooks" / "exempel"


def run_demo(folder: Path) -> int:
    """Compute the examples into a folder, tell what was found, and name the files to open."""
    examples = [examples_folder() / f"{name}.xlsm" for name in _STARS]
    places = (place for example in examples for place in _places(example, folder))
    outputs = outputs_of(examples, *(("--ut", place) for place in places))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        first, *_ = [_compute_example(example, folder, outputs) for example in examples]
        exported = _export(first, folder / "dokument", outputs)
    except ToldError as error:
        say(f"Demon kunde inte skrivas i {folder}: {error} Välj en annan mapp med --ut.", err=True)
        return 2
    except OSError:
        say(f"Demon kunde inte skrivas i {folder}. Välj en annan mapp med --ut.", err=True)
        return 2
    say("", f"Öppna {folder / _STARS[0]}.xlsm och titta på bladen Start, Kontroll och Rapport.")
    say(f"Rapporterna som egna arbetsböcker ligger i {folder / 'rapporter'}.")
    say(exported)
    return 0


def _export(report: CheckedReport, folder: Path, outputs: Outputs) -> str:
    """Write the board's document as a draft; return a sentence that names the files, or why not."""
    try:
        made = documents(report.board_report(draft=True), _FORMATS)
    except LibraryMissingError as error:
        return f"Nämndens dokument skrevs inte. {error}"
    paths = put(made, folder, outputs)
    return f"Nämndens dokument, som utkast: {' och '.join(map(str, paths))}"


def _places(example: Path, folder: Path) -> tuple[Path, Path]:
    """Return where the computed example is put, and its report."""
    return folder / example.name, folder / "rapporter" / f"{example.stem}_rapport.xlsx"


def _content(book: bytes) -> Mapping[CellRef, Cell] | None:
    """Return the cells of a workbook but the one that tells when; None where it cannot be read."""
    try:
        grid = read(book)
    except Unreadable:
        return None
    told = Start.from_grid(grid)[0].place("computed_at")
    cells = (
        (CellRef(sheet.name, *place), cell)
        for sheet in grid.sheets
        for place, cell in sheet.cells.items()
    )
    return {ref: cell for ref, cell in cells if ref != told}


def _compute_example(example: Path, folder: Path, outputs: Outputs) -> CheckedReport:
    checked = checked_report(example)
    computed = checked.computed
    data = saved(checked.loaded.data or b"", computed.values, computed.pages)
    book, report = _places(example, folder)
    if book.exists() and _content(book.read_bytes()) != _content(data):
        message = f"{book.name} har ändrats sedan demon skrev den. Flytta den först."
        raise ToldError(message)
    outputs.publish(book, data)
    report.parent.mkdir(exist_ok=True)
    outputs.publish(report, render([computed.report], title=computed.title))
    say("", f"{computed.title}, som den publicerades:")
    for finding in examine(checked.case).findings:
        if finding.severity is Severity.ERROR:
            say(f"  {finding.code}  {finding.cell or finding.sheet}  {finding.message}")
    after = f"Efter Beräkna: {summary(computed.examined.findings)}. {computed.replaced_sentence}"
    say(after.rstrip())
    for goal in computed.examined.calculated.goals:
        say(f"  Mål {goal.number}  {goal.explanation}")
    return checked
