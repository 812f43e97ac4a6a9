"""Reads a board's file: a TOML text in UTF-8, strictly, and every fault of it at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from xl_asn.model.money import read_count
from xl_asn.parameters.board import Board
from xl_asn.parameters.board_checks import checked
from xl_asn.parameters.board_faults import Fault, FaultyBoardError, Place
from xl_asn.parameters.board_sentences import faults_of
from xl_asn.parameters.board_tables import BoardTables, board_from
from xl_asn.parameters.toml_lines import line_of

_MOST_BYTES: Final = 1_000_000


def read_board(data: bytes, place: str) -> Board:
    """Return the board that a file describes; ``place`` is the file's name or path.

    Raises:
        FaultyBoardError: with every fault of the file, each with its line and what to do.
    """
    text = _text(data, place)
    try:
        content = tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:  # TOMLDecodeError is one, a whole number of 5 000 digits another
        raise FaultyBoardError(place, (_syntax(text, error),)) from error
    except RecursionError as error:
        fault = Fault(1, "Listor ligger i varandra för djupt.", "Skriv en lista utan listor i.")
        raise FaultyBoardError(place, (fault,)) from error
    said, faults, kept = _validated(text, content)
    if said is not None:
        board = board_from(said, place, data)
        faults += [Fault(line_of(text, kept.place(at)), *told) for at, *told in checked(board)]
        if not faults:
            return board
    raise FaultyBoardError(place, sorted({*faults}))


class _Kept(NamedTuple):
    """Which entries of the file's tables are without faults: their numbers, by table."""

    numbers: Mapping[str, Sequence[int]]

    def place(self, at: Place) -> Place:
        """Return where something stands in the file that stands there among the kept."""
        table, *rest = at
        numbers = self.numbers.get(str(table))
        if numbers is None or not rest or not isinstance(rest[0], int):
            return at
        return (table, numbers[rest[0]], *rest[1:])


def _validated(
    text: str, content: Mapping[str, Any]
) -> tuple[BoardTables | None, list[Fault], _Kept]:
    """Return the file as read without its faulty entries, so that the others can be checked too.

    None where what is left cannot be read.
    """
    try:
        return BoardTables.model_validate(content), [], _Kept({})
    except ValidationError as error:
        told = error.errors(include_url=False)
    faults = [*faults_of(text, told)]
    wrong = {tuple(one["loc"][:2]) for one in told}
    kept = {
        table: [n for n in range(len(entries)) if (table, n) not in wrong]
        for table, entries in content.items()
        if isinstance(entries, list)
    }
    whole = {one["loc"][0] for one in told if len(one["loc"]) == 1}
    sound = {
        table: [value[n] for n in kept[table]] if table in kept else value
        for table, value in content.items()
        if table not in whole
    }
    try:
        return BoardTables.model_validate(sound), faults, _Kept(kept)
    except ValidationError:
        return None, faults, _Kept(kept)


def _text(data: bytes, place: str) -> str:
    if len(data) > _MOST_BYTES:
        fault = Fault(1, "Filen är för stor för att vara ett regelverk.", "Välj rätt fil.")
        raise FaultyBoardError(place, (fault,))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault(
            data.count(b"\n", 0, error.start) + 1,
            "Filen är inte skriven i UTF-8, så å, ä och ö går inte att läsa.",
            "Öppna filen i Anteckningar, välj Spara som och kodningen UTF-8.",
        )
        raise FaultyBoardError(place, (fault,)) from error


def _syntax(text: str, error: ValueError) -> Fault:
    line = _told_line(str(error)) or len(text.splitlines())
    if "overwrite" in str(error):
        return Fault(line, "Samma uppgift står två gånger.", "Ta bort den ena.")
    key, equals, _ = text.splitlines()[line - 1].partition("=") if text.strip() else ("", "", "")
    if equals and not key.isascii():
        plain = key.strip().translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
        return Fault(line, "Namnet före = får inte ha å, ä eller ö.", f"Skriv {plain}.")
    return Fault(
        line,
        "Raden går inte att läsa.",
        'En uppgift skrivs som namn = "text" eller namn = 0.60, och en rubrik som [[parameter]].',
    )


def _told_line(message: str) -> int | None:
    """Return the line of a message that ends "(at line 3, column 7)"."""
    _, _, tail = message.rpartition("(at line ")
    number = tail.partition(",")[0]
    return read_count(number)
