"""The board that a workbook names on *Start*: shipped, or in a file near the workbook."""

from __future__ import annotations

from xl_asn.case.neighbours import Neighbours, Place
from xl_asn.documents.earlier import Missing
from xl_asn.documents.start import Start
from xl_asn.model.grid import Grid
from xl_asn.parameters.board import Mark
from xl_asn.parameters.board_faults import FaultyBoardError
from xl_asn.parameters.board_file import read_board
from xl_asn.parameters.chosen import Chosen, chosen_by_name, without_board


def board_of(grid: Grid, neighbours: Neighbours, place: Place | None) -> Chosen:
    """Return the board of a workbook in a place; a file is looked for as neighbours are."""
    mark = Mark.read(Start.text_of(grid, "rule_set"))
    if not mark.is_file:
        return chosen_by_name(mark)
    found = neighbours.content(mark.place, place)
    if isinstance(found, Missing):
        return without_board(
            mark, f"Regelverkets fil {mark.place} går inte att läsa: {found.words}."
        )
    try:
        return Chosen(read_board(found, mark.place), mark)
    except FaultyBoardError as error:
        fault = f"Regelverkets fil {mark.place} går inte att använda."
        return without_board(mark, fault, error.lines)
