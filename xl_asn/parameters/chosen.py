"""Which board a workbook follows, and what is the matter where it cannot be had."""

from __future__ import annotations

from typing import NamedTuple

from xl_asn.parameters.board import Board, Mark
from xl_asn.parameters.shipped import default_board, neutral_board, shipped_board


class Chosen(NamedTuple):
    """The board that a workbook is judged by, and what its *Start* says of it.

    ``fault`` is why the board that it names is not the one, as a sentence; ``lines`` are the faults
    of its file, each as a sentence.
    """

    board: Board
    mark: Mark
    fault: str = ""
    lines: tuple[str, ...] = ()

    @property
    def used(self) -> str:
        """Return the rules that the workbook is judged by, with the beginning of their hash."""
        return str(self.board.mark)

    @property
    def has_changed(self) -> bool:
        """Whether the board's file is another than when the workbook was made with it."""
        return bool(self.mark.sha256) and not self.board.sha256.startswith(self.mark.sha256)


def chosen_by_name(mark: Mark) -> Chosen:
    """Return the board of a name; the one that holds for every board where nobody knows it."""
    if not (mark.name or mark.place):
        return Chosen(default_board(), mark)
    board = shipped_board(mark.place or mark.name)
    if board is not None:
        return Chosen(board, mark)
    name = mark.place or mark.name
    return without_board(mark, f"Regelverket {name} finns inte i programmet, och ingen fil nämns.")


def without_board(mark: Mark, fault: str, lines: tuple[str, ...] = ()) -> Chosen:
    """Return what a workbook is judged by whose board cannot be had."""
    return Chosen(neutral_board(), mark, fault, lines)


def default_chosen() -> Chosen:
    """Return the board of a workbook that names none."""
    return chosen_by_name(Mark(""))
