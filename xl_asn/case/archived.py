"""The archive that a workbook names, found as its other neighbours are, and what it has for it."""

from __future__ import annotations

from dataclasses import replace

from xl_asn.calculation.followed import OwnArchive, before
from xl_asn.calculation.forecasts import HIT
from xl_asn.case.neighbours import Found, Neighbours
from xl_asn.documents.document import Document
from xl_asn.model.archive import Archive, BoardArchive
from xl_asn.model.grid import folded_name
from xl_asn.pages.archive_reading import read_archive
from xl_asn.parameters.dated import Parameters
from xl_asn.rules.shared.named_archive import (
    NO_ARCHIVE,
    OTHER_BOARD,
    NamedArchive,
    no_archive,
)


def archive_of(
    document: Document, name: str, neighbours: Neighbours, parameters: Parameters
) -> NamedArchive:
    """Return the archive that a document calls by a name; nothing is read yet.

    An empty name leads to none, and a type that has no use for an archive asks none. What a hit is
    the document's own ``parameters`` say.
    """
    if not name or "archive" in document.not_on_start:
        return no_archive()
    neighbours.mind(name, neighbours.place)  # nothing is written over it, read or not
    return NamedArchive(lambda: _read(document, name, neighbours, parameters))


def _read(
    document: Document, name: str, neighbours: Neighbours, parameters: Parameters
) -> OwnArchive | str | None:
    found = neighbours.find(name, neighbours.place)
    if not isinstance(found, Found):
        return found.words
    archive = read_archive(found.grid)
    if archive is None:
        return NO_ARCHIVE
    board = _board(archive, document.start.board)
    if isinstance(board, str) or board is None or document.period is None:
        return board if isinstance(board, str) else None
    month = document.period.year, document.period.last_month
    known = replace(before(board, month), limit=parameters.limit(HIT))
    return OwnArchive(archive.unit, known, month)


def _board(archive: Archive, name: str | None) -> BoardArchive | str | None:
    """Return the board of a name; where *Start* says none, that of an archive of one board."""
    if not name:
        return archive.boards[0] if len(archive.boards) == 1 else None
    wanted = folded_name(name)
    for board in archive.boards:
        if folded_name(board.board) == wanted:
            return board
    return OTHER_BOARD
