"""``xl-asn forklara``: where a figure comes from, which rules guard it, and which cells none do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from xl_asn.cli.declared import Argument, JsonTarget, Option
from xl_asn.cli.exits import STANDARD_OUTPUT, stop, write_json
from xl_asn.cli.outputs import also_read, outputs_of
from xl_asn.cli.screen import say
from xl_asn.cli.words import chosen

if TYPE_CHECKING:
    from xl_asn.case.case import Case
    from xl_asn.case.insight.guards import Guarded
    from xl_asn.case.insight.story import Story
    from xl_asn.model.grid import CellRef, Grid


def forklara(
    fil: Annotated[Path, Argument("Arbetsboken.")],
    cell: Annotated[str | None, Argument("Cellen, till exempel Nettokostnad!F6.")] = None,
    *,
    tackning: Annotated[
        bool,
        Option("Visa vilka celler som regler vaktar, kolumn för kolumn."),
    ] = False,
    blad: Annotated[str | None, Option("Visa täckningen för ett enda blad.")] = None,
    json_ut: JsonTarget = None,
) -> int:
    """Förklara varifrån en siffra kommer och vilka regler som vaktar den."""
    from xl_asn.case.case import case_of
    from xl_asn.case.neighbours import Neighbours
    from xl_asn.files.reading.load import load
    from xl_asn.model.findings import Finding

    if (cell is None) is not tackning:
        stop("Ange en cell, till exempel Nettokostnad!F6, eller --tackning. Inte båda.")
    outputs = outputs_of([fil], ("--json", json_ut))
    loaded = load(fil)
    if loaded.grid is None:
        finding = loaded.findings[0]
        stop(f"{fil}: {finding.message} {finding.remedy}")
    case = case_of(loaded.grid, Neighbours.of_folder(fil.parent))
    if isinstance(case, Finding):
        stop(f"{fil}: {case.message} {case.remedy}")
    if cell is None:
        content, lines = _coverage(case, blad)
    else:
        content, lines = _story(case, _place(loaded.grid, cell))
    if json_ut is not None:
        also_read(outputs, case.neighbours.paths)
        write_json(json_ut, {"fil": fil.name, **content}, outputs)
    if json_ut != STANDARD_OUTPUT:
        for line in lines:
            say(line)
    return 0


def _place(grid: Grid, cell: str) -> CellRef:
    """Return the cell that the user means, with the sheet's own spelling."""
    from xl_asn.model.grid import CellRef

    try:
        ref = CellRef.parse(cell)
    except ValueError:
        stop(f"{cell} är ingen cell. Skriv blad och cell, till exempel Nettokostnad!F6.")
    return CellRef(_sheet(grid, ref.sheet), ref.row, ref.column)


def _sheet(grid: Grid, name: str) -> str:
    """Return the sheet that the user means, in its own spelling."""
    sheet = grid.sheet(name)
    return sheet.name if sheet else chosen("Bladet", name, [sheet.name for sheet in grid.sheets])


def _story(case: Case, ref: CellRef) -> tuple[Mapping[str, Any], list[str]]:
    from xl_asn.case.examine import examine
    from xl_asn.case.insight.guards import guards_of
    from xl_asn.case.insight.story import story
    from xl_asn.case.insight.text import story_lines

    examined = examine(case)
    told = story(case.grid, examined, ref)
    guarded: Guarded | None = None
    if told.source.column is not None and not case.grid.at(ref).is_blank:
        guarded = guards_of(case, examined, ref, told.source.column)
    content = {
        **told.source.as_json(),
        "fynd": [finding.as_json() for finding in told.findings],
        "följdfelAv": [finding.as_json() for finding in told.follows_from],
        "regler": list(guarded.codes) if guarded else [],
        "reglerOmTömd": list(guarded.emptied) if guarded else [],
    }
    return content, [*story_lines(told, guarded), _after_story(told, guarded)]


def _after_story(told: Story, guarded: Guarded | None) -> str:
    """Return what to do: read of the rule that found something here, else of one that would."""
    codes = [finding.code for finding in (*told.findings, *told.follows_from)]
    if codes or (guarded and (codes := [*guarded.codes, *guarded.emptied])):
        return f"Läs om en regel: xl-asn regler {codes[0]}"
    return "Vad reglerna vaktar visar xl-asn forklara FIL --tackning."


def _coverage(case: Case, sheet: str | None) -> tuple[Mapping[str, Any], list[str]]:
    from xl_asn.case.examine import examine
    from xl_asn.case.insight.guards import coverage, filled_cells
    from xl_asn.case.insight.text import by_column, runs
    from xl_asn.model.grid import folded_name

    sheet = None if sheet is None else _sheet(case.grid, sheet)
    examined = examine(case)
    wanted = (ref for ref, _ in filled_cells(case.grid, examined.document))
    total = sum(sheet is None or folded_name(ref.sheet) == folded_name(sheet) for ref in wanted)
    columns = by_column(_with_progress(coverage(case, examined, sheet), total))
    lines = [f"{'Blad och kolumn':44}{'Ifyllda':>8}{'Vaktade':>9}{'Måste finnas':>14}  Regler"]
    for column in columns:
        name = f"{column.sheet}, {column.header}"
        codes = ", ".join(column.codes) or "–"
        lines.append(f"{name:44}{column.filled:8}{column.guarded:9}{column.required:14}  {codes}")
        if column.unguarded:
            lines.append(f"{'':8}ovaktade: {runs(column.unguarded)}")
    filled = sum(column.filled for column in columns)
    guarded = sum(column.guarded for column in columns)
    share = f" ({guarded / filled:.0%})".replace("%", "\u00a0%") if filled else ""
    lines.append(f"{guarded} av {filled} ifyllda celler vaktas av någon regel{share}.")
    lines.append(
        "Läs själv igenom de ovaktade cellerna."
        if guarded < filled
        else "Läs om en regel med xl-asn regler KOD."
    )
    content = {"ifyllda": filled, "vaktade": guarded, "kolumner": [c.as_json() for c in columns]}
    return content, lines


def _with_progress(cells: Iterable[Guarded], total: int) -> Iterable[Guarded]:
    """Show a progress bar on a terminal, and nothing elsewhere."""
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        return cells
    return track(cells, total=total, description="Prövar cellerna", console=console)
