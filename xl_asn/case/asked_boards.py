"""The board that somebody asks for when a master is made: a shipped one by name, or a file."""

from __future__ import annotations

import os
from pathlib import Path

from xl_asn.case.neighbours import is_near
from xl_asn.files.reading import snapshot
from xl_asn.model.findings import Finding
from xl_asn.model.told import ToldError
from xl_asn.parameters.board import FILE_ENDING, Board
from xl_asn.parameters.board_file import read_board
from xl_asn.parameters.shipped import shipped_board, shipped_boards


class NoBoardError(ToldError):
    """There is no such board; the message says what there is."""


def asked_board(asked: str, workbook: Path) -> Board:
    """Return the board of a name or a file, placed as a workbook beside it names it.

    Raises:
        NoBoardError: nothing of that name is shipped, and no file can be read there.
        FaultyBoardError: the file has faults.
    """
    if not asked.casefold().endswith(FILE_ENDING):
        board = shipped_board(asked)
        if board is None:
            message = (
                f"Regelverket {asked} finns inte. Välj ett av: {', '.join(shipped_boards())}, "
                f"eller ange en fil som slutar på {FILE_ENDING}."
            )
            raise NoBoardError(message)
        return board
    taken = snapshot.take(Path(asked))
    if isinstance(taken, Finding):
        message = f"{asked}: {taken.message} Ange en fil med nämndens regelverk."
        raise NoBoardError(message)
    return read_board(taken.data, place_beside(Path(asked), workbook))


def place_beside(file: Path, workbook: Path) -> str:
    """Return how a workbook names a file: its path from there, or its name where it lies too far.

    A file that lies too far is looked for beside the workbook.
    """
    try:
        place = os.path.relpath(file.absolute(), workbook.absolute().parent).replace(os.sep, "/")
    except ValueError:  # on another drive
        return file.name
    return place if is_near(place) else file.name
