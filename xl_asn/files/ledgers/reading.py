"""A ledger's file, whatever it is: SIE, CSV or a workbook; or a sheet that was pasted."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

from xl_asn.files.ledgers import codes
from xl_asn.files.ledgers.codes import told
from xl_asn.files.ledgers.decoding import decoded
from xl_asn.files.ledgers.sie import is_sie, read_sie
from xl_asn.files.ledgers.tables import Header, header_of, read_table
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.load import load_taken
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Sheet
from xl_asn.model.ledger import Ledger, Ledgers

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_LINES: Final = 2_000_000
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_DELIMITERS: Final = ";\t,|"
_TOP: Final = 30


def read_ledger(path: Path, year: int) -> Ledgers:
    """Read a ledger; what is wrong with it is told by its findings.

    Args:
        path: the file.
        year: the year of the workbook that it is read for.
    """
    name = path.name
    taken = _taken(path)
    if isinstance(taken, Finding):
        return _refused(name, year, taken)
    if path.suffix.casefold() in _WORKBOOKS:
        return _read_workbook(path, taken, year)
    if is_sie(taken.data):
        return read_sie(taken.data, name, year)
    return read_csv(taken.data, name, year)


def _taken(path: Path) -> snapshot.Snapshot | Finding:
    """Return a file's bytes, or why they are not read."""
    try:
        size = path.stat().st_size
    except OSError:
        return told(codes.UNREADABLE, f"{path.name} finns inte eller går inte att öppna")
    if size > MOST_BYTES:
        detail = f"{size // 2**20} MB, och mer än {MOST_BYTES // 2**20} MB läses inte"
        return told(codes.TOO_LARGE, f"{path.name} är {detail}")
    taken = snapshot.take(path)
    if isinstance(taken, Finding) or taken.data.count(b"\n") <= MOST_LINES:
        return taken
    return told(codes.TOO_LARGE, f"{path.name} har fler än {MOST_LINES} rader")


def _refused(name: str, year: int, finding: Finding) -> Ledgers:
    return Ledgers(Ledger(name, "", year, (), {}, findings=(finding,)))


def _read_workbook(path: Path, taken: snapshot.Snapshot, year: int) -> Ledgers:
    loaded = load_taken(path, taken)
    if loaded.grid is None:
        return _refused(path.name, year, loaded.findings[0])
    found = [(header_of(_texts(sheet), year), sheet) for sheet in loaded.grid.sheets]
    usable = [(header, sheet) for header, sheet in found if header.is_usable]
    if not usable:
        detail = f"{path.name} har inget blad med kolumnerna Konto, Period och Utfall"
        return _refused(path.name, year, told(codes.NO_COLUMNS, detail))
    header, sheet = max(usable, key=lambda one: one[1].last_row)
    return _read_sheet(sheet, header, path.name, f"Excel, bladet {sheet.name}", year)


def read_pasted(sheet: Sheet, year: int) -> Ledgers:
    """Read a sheet that somebody has pasted into her workbook."""
    header = header_of(_texts(sheet), year)
    name = f"bladet {sheet.name}"
    if not header.is_usable:
        detail = f"{name} har inte kolumnerna Konto, Period och Utfall"
        return _refused(name, year, told(codes.NO_COLUMNS, detail))
    return _read_sheet(sheet, header, name, "inklistrat", year)


def _texts(sheet: Sheet, last: int = _TOP) -> list[list[str]]:
    width = max((column for _, column in sheet.cells), default=0)
    rows = range(1, min(sheet.last_row, last) + 1)
    return [[sheet.cell(row, column).text for column in range(1, width + 1)] for row in rows]


def _read_sheet(sheet: Sheet, header: Header, name: str, shape: str, year: int) -> Ledgers:
    import pandas as pd  # noqa: PLC0415 - half a second that only this needs

    below = _texts(sheet, sheet.last_row)[header.row + 1 :]
    return read_table(pd.DataFrame(below), header, name, shape, year, header.row + 2)


def read_csv(data: bytes, name: str, year: int) -> Ledgers:
    """Read a file of text whose columns are parted by semicolons, tabs, commas or bars."""
    import pandas as pd  # noqa: PLC0415 - half a second that only this needs

    text, encoding = decoded(data)
    delimiter = _delimiter(text)
    top = list(csv.reader(io.StringIO(_first_lines(text)), delimiter=delimiter))
    header = header_of(top, year)
    if not header.is_usable:
        detail = f"{name} har inte kolumnerna Konto, Period och Utfall"
        return _refused(name, year, told(codes.NO_COLUMNS, detail))
    width = len(top[header.row])
    widest = max((line.count(delimiter) for line in text.splitlines()), default=0) + 1
    try:
        frame = pd.read_csv(
            io.StringIO(text), sep=delimiter, header=None, skiprows=header.row + 1, dtype=str,
            keep_default_na=False, names=range(max(width, widest)), engine="c",
            skip_blank_lines=False, index_col=False,
        )  # fmt: skip
    except (ValueError, pd.errors.ParserError) as error:
        detail = f"{name} går inte att läsa som CSV ({_plain(error)})"
        return _refused(name, year, told(codes.CUT, detail))
    beyond = (frame.iloc[:, width:].fillna("") != "").any(axis=1)
    if beyond.any():
        row = int(beyond.to_numpy().argmax()) + header.row + 2
        detail = f"{name}: rad {row} har fler kolumner än rubrikerna"
        return _refused(name, year, told(codes.CUT, detail))
    shape = f"CSV, teckenkodning {encoding}"
    return read_table(frame, header, name, shape, year, header.row + 2)


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:80]


def _first_lines(text: str) -> str:
    return "\n".join(text[: 1 << 16].splitlines()[:_TOP])


def _delimiter(text: str) -> str:
    """Return what parts the columns: what most of the first lines have most of."""
    lines = _first_lines(text).splitlines()
    return max(
        _DELIMITERS,
        key=lambda sign: (sum(line.count(sign) for line in lines), -_DELIMITERS.index(sign)),
    )
