"""The boards that come with the program, and what a board that says nothing falls back on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from xl_asn.model.grid import folded_name
from xl_asn.parameters.board import FILE_ENDING, Board
from xl_asn.parameters.board_file import read_board

#: What a master is made with, and judged by, where nobody says otherwise.
_DEFAULT: Final = "tyreso"
_PLAIN: Final = str.maketrans("åäö", "aao")
#: What holds for every board that has not decided anything: no gate, no organisation, no names.
_NEUTRAL: Final = "neutral"


@cache
def shipped_boards() -> Mapping[str, Board]:
    """Return the boards that come with the program, by the names of their files."""
    found = {}
    for entry in sorted(files(__package__).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(FILE_ENDING):
            name = entry.name.removesuffix(FILE_ENDING)
            found[name] = read_board(entry.read_bytes(), name)
    return found


def default_board() -> Board:
    """Return the board of masters that name none."""
    return shipped_boards()[_DEFAULT]


def neutral_board() -> Board:
    """Return what holds where a board has not decided."""
    return shipped_boards()[_NEUTRAL]


def shipped_board(name: str) -> Board | None:
    """Return the board of a name: that of its file, or its rule set's, of whatever date."""
    wanted = folded_name(name)
    for place, board in shipped_boards().items():
        if wanted.translate(_PLAIN) == place or wanted == folded_name(board.rule_set):
            return board
    undated = [b for b in shipped_boards().values() if _undated(b.rule_set) == _undated(name)]
    return undated[0] if undated else None


def _undated(rule_set: str) -> str:
    name, _, last = folded_name(rule_set).rpartition(" ")
    return name if name and last[:1].isdecimal() else folded_name(rule_set)
