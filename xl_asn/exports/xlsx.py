"""The report as a workbook in the board's template: the template's styles, and nothing of it lost.

The report is put into the template as a sheet of its own; logo, cover sheet and everything else
that the municipality has made stay as they are, byte for byte.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from xl_asn.exports.board_report import BoardReport, UnusableTemplateError
from xl_asn.exports.board_templates import check_pictures, shipped_template
from xl_asn.exports.xlsx_outside import check_outside
from xl_asn.files.changing.save import NotSavedError, saved
from xl_asn.files.making.board_styles import (
    BoardTemplate,
    UnusableBoardWorkbookError,
    board_template,
)
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.model.grid import CellRef, Value, folded_name
from xl_asn.pages.dressing import Dress, dressed
from xl_asn.pages.report_page import report_page
from xl_asn.pages.report_styles import PALETTE

TEMPLATE: Final = "namndmall.xlsx"
_DRAFT: Final = "UTKAST"


def xlsx_files(board_report: BoardReport) -> Mapping[str, bytes]:
    """Return the report's one file.

    Raises:
        UnusableTemplateError: when the template is no workbook, fetches or runs anything, is
            protected, lacks a cell style, has a logo that is no picture, or has a named cell that
            nobody knows.
    """
    template = board_report.template
    if template is None:
        template = shipped_template(TEMPLATE)
    try:
        check_outside(template)
        check_pictures(template)
        board = board_template(template, PALETTE)
        dresses = {name: Dress(s.font, s.colour, s.fill) for name, s in board.styles.items()}
        blocks = board_report.blocks
        page = dressed(report_page(blocks, draft=board_report.draft), dresses)
        values = dict(_values(board_report, board))
        return {".xlsx": saved(template, values, [page])}
    except (UnusableBoardWorkbookError, NotSavedError) as error:
        raise UnusableTemplateError(str(error)) from error
    except Unreadable as error:
        found = error.finding()
        message = f"Mallen går inte att läsa. {found.message} {found.remedy}"
        raise UnusableTemplateError(message) from error


def named_values(board_report: BoardReport) -> Mapping[str, Value]:
    """Return what each named cell of a template is filled with, by its name."""
    title = board_report.title
    dated: date | None = title.dated
    return {
        "Titel": title.text,
        "Dokument": title.document,
        "Period": title.period,
        "Nämnd": title.board,
        "Förvaltning": title.administration,
        "Datum": dated.isoformat() if dated else "",
        "Diarienummer": title.reference,
        "Utkast": _DRAFT if board_report.draft else "",
    }


def _values(board_report: BoardReport, board: BoardTemplate) -> Iterator[tuple[CellRef, Value]]:
    """Yield what is filled in; the municipality may have areas and constants of its own."""
    values = {folded_name(name): value for name, value in named_values(board_report).items()}
    for name, ref in board.places.items():
        value = values.get(folded_name(name))
        if value is not None and ref is None:
            message = (
                f"Namnet {name} i mallen leder inte till någon cell. Välj Formler, Namnhanteraren "
                "i Excel och peka ut en cell för det, eller ta bort det."
            )
            raise UnusableTemplateError(message)
        if value is None and ref is not None and name not in board.areas:
            message = (
                f"Den namngivna cellen {name} i mallen är okänd. De som fylls i är "
                f"{', '.join(named_values(board_report))}."
            )
            raise UnusableTemplateError(message)
        if value is not None and ref is not None:
            yield ref, value
