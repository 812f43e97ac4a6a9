"""A ledger's file, whatever it is: SIE, CSV or a workbook; or a sheet that was pasted."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_asn.files.ledgers import codes
from xl_asn.files.ledgers.codes import told
from xl_asn.files.ledgers.decoding import decoded
from xl_asn.files.ledgers.headers import Header, header_of
from xl_asn.files.ledgers.sie import is_sie, read_sie
from xl_asn.files.ledgers.tables import any_of, read_table
from xl_asn.files.reading import snapshot
from xl_asn.files.reading.load import load_taken
from xl_asn.model.findings import Finding
from xl_asn.model.grid import CellKind, Sheet
from xl_asn.model.ledger import Ledger, Ledgers
from xl_asn.model.listing import listed

if TYPE_CHECKING:
    import pandas as pd

MOST_BYTES: Final = 50 * 1024 * 1024
MOST_LINES: Final = 2_000_000
_WORKBOOKS: Final = (".xlsx", ".xlsm")
_DELIMITERS: Final = ";\t,|"
_NO_TEXT: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_NO_HEADERS: Final = "har inte kolumnerna Konto, Period och Utfall"
_WIDE: Final = "har fler kolumner än rubrikerna"
_TOP: Final = 30
_MOST_SHOWN: Final = 5
_FEW: Final = 3
#: More than a person writes, and what is left when fractions are added.
_MANY_DECIMALS: Final = 6


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
    if taken.data.startswith(_NO_TEXT):
        return _refused(name, year, told(codes.UNREADABLE, f"{name} är varken SIE eller CSV"))
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
    if isinstance(taken, Finding) or _lines(taken.data) <= MOST_LINES:
        return taken
    return told(codes.TOO_LARGE, f"{path.name} har fler än {MOST_LINES} rader")


def _lines(data: bytes) -> int:
    return max(data.count(b"\n"), data.count(b"\r"))


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
        return _refused(name, year, told(codes.NO_COLUMNS, f"{name} {_NO_HEADERS}"))
    return _read_sheet(sheet, header, name, "inklistrat", year)


def _texts(sheet: Sheet) -> list[list[str]]:
    """Return the first rows, as wide as anything in them is."""
    rows = range(1, min(sheet.last_row, _TOP) + 1)
    return [
        [sheet.cell(row, column).text for column in range(1, max(sheet.row(row), default=0) + 1)]
        for row in rows
    ]


def _read_sheet(sheet: Sheet, header: Header, name: str, shape: str, year: int) -> Ledgers:
    import pandas as pd  # noqa: PLC0415 - half a second that only this needs

    # A stray cell far away makes no sheet of a billion cells: only rows with anything are read.
    rows = sorted({row for row, _ in sheet.cells if row > header.row + 1})
    unknown = [
        row for row in rows for at in header.places
        if sheet.cell(row, at + 1).kind in {CellKind.UNCOMPUTED, CellKind.ERROR}
    ]  # fmt: skip
    if unknown:
        where = listed([str(row) for row in dict.fromkeys(unknown)][:_MOST_SHOWN])
        detail = f"{name}: rad {where} har en formel som inte är uträknad, eller ett felvärde"
        return _refused(name, year, told(codes.FORMULA, detail))
    columns = {at: _column(sheet, rows, at + 1) for at in header.places}
    return read_table(pd.DataFrame(columns, index=rows, dtype=str), header, name, shape, year)


def _column(sheet: Sheet, rows: Sequence[int], column: int) -> list[str]:
    """Return the texts of a column; its numbers have the sign of decimals that its texts have."""
    cells = [sheet.cell(row, column) for row in rows]
    has_comma = any(c.kind is CellKind.TEXT and "," in c.text for c in cells)
    return [
        _number(cell.text, "," if has_comma else ".") if cell.kind is CellKind.NUMBER else cell.text
        for cell in cells
    ]


def _number(text: str, sign: str) -> str:
    """Return a number as an amount is written, without what adding fractions left."""
    part = text.partition(".")[2]
    rounded = f"{Decimal(text):.2f}" if len(part) > _MANY_DECIMALS else text
    return rounded.replace(".", sign)


def read_csv(data: bytes, name: str, year: int) -> Ledgers:
    """Read a file of text whose columns are parted by semicolons, tabs, commas or bars."""
    read, encoding = decoded(data)
    text = read.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return _refused(name, year, told(codes.NO_LINES, f"{name} är tom"))
    delimiter, header, width = _layout(text, year)
    if not header.is_usable:
        return _refused(name, year, told(codes.NO_COLUMNS, f"{name} {_NO_HEADERS}"))
    frame = _frame(text, delimiter, header, width)
    if isinstance(frame, str):
        return _refused(name, year, told(codes.CUT, f"{name}: {frame}"))
    return read_table(frame, header, name, f"CSV, teckenkodning {encoding}", year)


def _frame(text: str, delimiter: str, header: Header, width: int) -> pd.DataFrame | str:
    """Return the rows below the headers, or why they cannot be trusted."""
    import pandas as pd  # noqa: PLC0415 - half a second that only this needs

    first = header.row + 2
    try:
        with warnings.catch_warnings():
            # pandas leaves out what stands beyond the last name, and only warns.
            warnings.simplefilter("error", pd.errors.ParserWarning)
            frame = pd.read_csv(
                io.StringIO(text), sep=delimiter, header=None, skiprows=header.row + 1,
                dtype=str, keep_default_na=False, names=range(width + 1), engine="c",
                skip_blank_lines=False, index_col=False,
            )  # fmt: skip
    except pd.errors.EmptyDataError:
        frame = pd.DataFrame({at: pd.Series([], dtype=str) for at in range(width + 1)})
    except pd.errors.ParserWarning:
        return _too_wide(text, delimiter, width)
    except (ValueError, pd.errors.ParserError) as error:
        return _why_not(str(error))
    frame = frame.fillna("")
    frame.index = frame.index + first
    beyond = frame.index[frame[width] != ""]
    if len(beyond):
        return f"rad {beyond[0]} {_WIDE}"
    short = _first_short(text, delimiter, frame, header)
    if short is not None:
        return f"rad {short} har färre kolumner än rubrikerna"
    if len(frame) + first - 1 < text.rstrip("\n").count("\n") + 1:
        swallowed = frame.index[_has_lines(frame, delimiter)]
        if len(swallowed):
            return f"rad {swallowed[0]} har ett citattecken som inte slutar på samma rad"
    return (
        f"rad {frame.index[-1]} slutar mitt i ett belopp" if _is_cut(text, frame, header) else frame
    )


def _too_wide(text: str, delimiter: str, width: int) -> str:
    """Return which row has more columns than the headers."""
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            if len(row) > width + 1:
                return f"rad {number} {_WIDE}"
    except csv.Error:
        pass
    return f"någon rad {_WIDE}"


def _first_short(text: str, delimiter: str, frame: pd.DataFrame, header: Header) -> int | None:
    """Return the first row that ends before the last column; None where none does."""
    last = max(header.places)
    blank = frame.index[(frame[last] == "") & (frame[header.fields["account"]] != "")]
    lines = text.split("\n") if len(blank) else []
    # Where texts have lines of their own, the rows are not the lines.
    if len(lines) not in {len(frame) + header.row + 1, len(frame) + header.row + 2}:
        return None
    return next((int(at) for at in blank if lines[at - 1].count(delimiter) < last), None)


def _has_lines(frame: pd.DataFrame, delimiter: str) -> pd.Series[bool]:
    """Return which rows have a text with other rows in it."""
    columns = [frame[at] for at in frame]
    return any_of(
        column.str.contains("\n", regex=False) & column.str.contains(delimiter, regex=False)
        for column in columns
    )


def _is_cut(text: str, frame: pd.DataFrame, header: Header) -> bool:
    """Whether a file ends in an amount that has fewer decimals than all others."""
    last = max(header.places)
    if text.endswith("\n") or len(frame) < _FEW or last not in _amounts_of(header):
        return False
    decimals = frame[last].str.extract(r"[.,](\d*)$", expand=False).str.len()
    return bool((decimals.iloc[:-1] == 2).all() and decimals.iloc[-1] != 2)  # noqa: PLR2004


def _amounts_of(header: Header) -> set[int]:
    fields = {at for field, at in header.fields.items() if field in {"actual", "budget"}}
    return fields | set(header.months.values())


def _why_not(error: str) -> str:
    """Return in Swedish what pandas says of a file."""
    more = re.search(r"Expected \d+ fields in line (\d+)", error)
    if more:
        return f"rad {more[1]} {_WIDE}"
    if "inside string" in error:
        return "ett citattecken börjar men slutar inte"
    return "filen går inte att läsa som CSV"


def _layout(text: str, year: int) -> tuple[str, Header, int]:
    """Return what parts the columns, the headers and how many columns they are."""
    found = []
    for delimiter in _DELIMITERS:
        lines = text[: 1 << 16].splitlines()[:_TOP]
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        header = header_of(rows, year)
        width = len(rows[header.row]) if header.row < len(rows) else 1
        found.append((delimiter, header, width))
    return max(
        found, key=lambda one: (one[1].is_usable, len(one[1].fields) + len(one[1].months)),
        default=(_DELIMITERS[0], Header(0, {}, {}, {}), 1),
    )  # fmt: skip
