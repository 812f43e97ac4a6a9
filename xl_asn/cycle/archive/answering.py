"""The archive as an answer: JSON as the contract writes it, open data, and lines for the screen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from xl_asn.calculation.forecasts import Accuracy, accuracy
from xl_asn.cycle.archive.choosing import gap_codes
from xl_asn.documents.sheets.archived import NAME, ArchivedRow
from xl_asn.exports.open_data import DataTable, csv_bytes, package_of, type_of
from xl_asn.model.amount_words import AmountUnit, read_unit
from xl_asn.model.archive import (
    IN_USE,
    NOT_READ,
    RESERVATION,
    Archive,
    BoardArchive,
    Remark,
    RemarkKind,
    month_code,
)
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.pages.archive_page import tidy
from xl_asn.report.accuracy import accuracy_sentences

_DATA: Final = "Rapporternas rader månad för månad"
_TOLD: Final = (
    RemarkKind.NOT_READ, RemarkKind.UNREAD_CELLS, RemarkKind.TWO_VERSIONS, RemarkKind.GAP,
    RemarkKind.NO_ECONOMY, RemarkKind.NO_FINAL, RemarkKind.OTHER_UNIT, RemarkKind.REGROUPED,
    RemarkKind.RENAMED,
)  # fmt: skip
"""What is said on the screen too; all else is on the sheet *Luckor*."""
_MOST_TOLD: Final = 20


def accuracies(board: BoardArchive) -> Iterator[Accuracy]:
    """Yield how good the forecasts of each row were that has any, the board's own row first."""
    total = board.total
    for row in sorted(board.rows, key=lambda row: not row.is_board):
        found = accuracy(row, total, board.limit)
        if found.hers.misses:
            yield found


def unit_of(archive: Archive) -> AmountUnit:
    """Return the unit of the archive's amounts."""
    return read_unit(archive.unit) or AmountUnit.TKR


@our_arithmetic()
def as_json(archive: Archive) -> Mapping[str, Any]:
    """Return the archive as the contract writes it, and what more there is to say."""
    boards = [(board, list(accuracies(board))) for board in archive.boards]
    return {
        "filer": sum(file.became == IN_USE for file in archive.files),
        "rader": sum(1 for _ in archive.observed()),
        "enhet": archive.unit,
        "luckor": gap_codes(month for board in archive.boards for month in board.gaps),
        "träff": [hit for board, found in boards for one in found for hit in _hits(board, one)],
        "mått": [_measures(board, one) for board, found in boards for one in found],
        "anmärkningar": [_remark(remark) for remark in archive.remarks],
        "inte_med": [
            {"fil": _shown(file.file), "blev": file.became, "varför": file.why}
            for file in archive.files
            if file.became != IN_USE
        ],
        "förbehåll": RESERVATION,
    }


def _hits(board: BoardArchive, one: Accuracy) -> Iterator[Mapping[str, Any]]:
    beside = {miss.month: miss for miss in one.challenger.misses}
    row = one.row.row
    for miss in one.hers.misses:
        other = beside.get(miss.month)
        yield {
            "nämnd": board.board,
            "blad": row.sheet,
            "område": row.area,
            "rad": one.row.label,
            "år": miss.month[0],
            "månad": miss.month[1],
            "träff": miss.hit,
            "fel": _number(miss.error),
            "andel": _share(miss.share),
            "prognos": _number(miss.forecast),
            "bokslut": _number(miss.final),
            "utmanare": None if other is None else _number(other.forecast),
            "utmanaren_träff": None if other is None else other.hit,
        }


def _measures(board: BoardArchive, one: Accuracy) -> Mapping[str, Any]:
    return {
        "nämnd": board.board,
        "blad": one.row.row.sheet,
        "område": one.row.row.area,
        "rad": one.row.label,
        "prognoser": len(one.hers.misses),
        "träffar": one.hers.hits,
        "medelfel_med_tecken": _number(one.hers.bias),
        "lutning": one.hers.leaning or None,
        "medelfel": _number(one.hers.mean_error),
        "medelfel_andel": _share(one.hers.mean_share),
        "utmanaren_prognoser": len(one.challenger.misses),
        "utmanaren_träffar": one.challenger.hits,
        "utmanaren_medelfel": _number(one.challenger.mean_error),
        "kvot": _share(one.relative),
    }


def _remark(remark: Remark) -> Mapping[str, Any]:
    return {
        "nämnd": remark.board,
        "vad": remark.kind.value,
        "period": None if remark.month is None else month_code(remark.month),
        "beskrivning": _shown(remark.said),
        "filer": list(map(_shown, remark.files)),
    }


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    whole = round(value, 2)
    return int(whole) if whole == whole.to_integral_value() else float(whole)


def _share(value: Decimal | None) -> float | None:
    return None if value is None else float(round(value, 6))


def _shown(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def open_data(archive: Archive, stem: str) -> Mapping[str, bytes]:
    """Return the tidy table as CSV, and the package that describes it, by the files' names."""
    values = [list(row) for row in tidy(archive)]
    headers = [column.header for column in ArchivedRow.declared().values()]
    fields = [(header, type_of([row[at] for row in values])) for at, header in enumerate(headers)]
    table = DataTable(NAME, fields, values)
    about = (
        f"{_DATA}. Belopp i {archive.unit}, intäkt plus och kostnad minus. Rader av typen summa, "
        "resultat och total räknas ihop av de andra; varav-rader ingår i raden ovanför."
    )
    package = package_of(NAME, about, {table: f"{stem}.csv"})
    described = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return {
        f"{stem}.csv": csv_bytes(table),
        f"{stem}.datapackage.json": described.encode(),
    }


@our_arithmetic()
def lines(archive: Archive, written: Sequence[Path]) -> Iterator[str]:
    """Yield what the screen says: each board's reports and forecasts, what lacks, what to open."""
    for board in archive.boards:
        yield f"{board.board}: {board.extent}"
        total = board.total
        if total is not None:
            found = accuracy(total, total, board.limit)
            yield f"  {' '.join(accuracy_sentences(found, unit_of(archive)))}"
    told = [remark for remark in archive.remarks if remark.kind in _TOLD]
    several = len(archive.boards) > 1
    for remark in told[:_MOST_TOLD]:
        whose = f"{remark.board}: " if several and remark.board else ""
        mark = "✕" if remark.kind is RemarkKind.NOT_READ else "▲"
        yield f"{mark} {whose}{remark.said}"
    if len(told) > _MOST_TOLD:
        yield f"  {len(told) - _MOST_TOLD} anmärkningar till står på bladet Luckor."
    other = [file for file in archive.files if file.became not in {IN_USE, NOT_READ}]
    if other:
        count = "1 fil" if len(other) == 1 else f"{len(other)} filer"
        yield f"{count} är inte med. Varför står på bladet Filer."
    if archive.boards:
        yield RESERVATION
    for path in written[1:]:
        yield f"Skrivet: {path}"
    yield f"Arkivet är skrivet. Öppna {written[0]} och läs det."
