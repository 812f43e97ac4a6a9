"""The sheets of an archive that list: what each report says of each row, and every file found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from xl_asn.documents.sheets.archived import HELP, NAME, ArchivedRow
from xl_asn.model.archive import IN_USE, NOT_READ, Archive, ArchivedFile, FollowedRow, Observed
from xl_asn.model.characters import spelled
from xl_asn.model.money import decimals_of
from xl_asn.model.page import Page, Placed, Style
from xl_asn.pages.sheet_styles import BODY, FAINT, NUMBER, ListColumn, list_page

MAX_ROWS: Final = 1_000_000
"""A sheet has 1 048 576 rows; what is left is for the rows above the list."""
_COUNT: Final = BODY._replace(horizontal="right", indent=1)
_ONE_LINE: Final = BODY._replace(wrap=False)
_FILES: Final = (
    ListColumn("Nämnd", 30), ListColumn("Period", 12), ListColumn("Fil", 56),
    ListColumn("I arkivet", 18), ListColumn("Varför", 60), ListColumn("SHA-256", 20),
)  # fmt: skip


def archive_page(archive: Archive) -> Page:
    """Lay out *Arkiv*, a row for each row of each report, in the order of boards and months."""
    declared = ArchivedRow.declared()
    columns = [
        ListColumn(column.header, column.shown_width, number=column.kind.right)
        for column in declared.values()
    ]
    lead = f"{HELP} Belopp i {archive.unit}, intäkt plus och kostnad minus."
    rows: list[Sequence[Placed]] = []
    styles = _styles()
    for said in tidy(archive):
        if len(rows) == MAX_ROWS:
            lead += f" Bladet rymmer inte fler än {MAX_ROWS} rader: resten finns i CSV-filen."
            break
        number = len(rows) + 1
        rows.append(
            [
                _placed(number, at, value, style)
                for at, (value, style) in enumerate(zip(said, styles, strict=True), 1)
                if value is not None and value != ""
            ]
        )
    page = list_page(NAME, (lead,), columns, rows, filtered=True)
    return replace(page, large_paper=True)


def tidy(archive: Archive) -> Iterator[tuple[str | Decimal | None, ...]]:
    """Yield what each report says of each row, in the order of the columns of *Arkiv*."""
    for board in archive.boards:
        by_report: dict[str, list[tuple[FollowedRow, Observed]]] = {}
        for row in board.rows:
            for one in row.observed:
                by_report.setdefault(one.file, []).append((row, one))
        for report in board.reports:
            found = by_report.get(report.file, [])
            for row, one in sorted(found, key=lambda pair: (pair[1].row.sheet, pair[1].row.number)):
                filed = one.row
                yield (
                    report.board, Decimal(one.month[0]), Decimal(one.month[1]), report.period.code,
                    report.document, filed.sheet, filed.area, filed.name, filed.kind.value,
                    filed.parent, row.id, *filed.figures, archive.unit, report.file, report.sha256,
                )  # fmt: skip


def files_page(files: Sequence[ArchivedFile]) -> Page:
    """Lay out *Filer*: every file that was found, and what became of it."""
    rows = [
        [
            Placed(number, at, spelled(text), _file_style(at, one))
            for at, text in enumerate(
                (one.board, one.period, one.file, one.became, one.why, one.sha256), 1
            )
            if text
        ]
        for number, one in enumerate(files, 1)
    ]
    unread = sum(one.became == NOT_READ for one in files)
    used = sum(one.became == IN_USE for one in files)
    lead = f"{used} av {len(files)} filer är med i arkivet."
    if unread:
        lead += f" {unread} kunde inte läsas."
    return list_page("Filer", (lead,), _FILES, rows, filtered=True)


def _file_style(column: int, one: ArchivedFile) -> Style:
    if column == len(_FILES):
        return _ONE_LINE
    return BODY if one.became in {IN_USE, NOT_READ} else FAINT


def _styles() -> tuple[Style, ...]:
    return tuple(
        _COUNT._replace(number_format=column.shown_format) if column.kind.right else _ONE_LINE
        for column in ArchivedRow.declared().values()
    )


def _placed(row: int, at: int, value: str | Decimal, style: Style) -> Placed:
    if isinstance(value, Decimal) and decimals_of(value):
        style = NUMBER
    return Placed(row, at, value, style)
