"""The start sheet of a master: what to do, in what order, and what the document is."""

from __future__ import annotations

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from xl_asn.documents.document import Document
from xl_asn.documents.due import left_to_write, unwritten
from xl_asn.documents.left_block import LEFT_HEADER, SHEETS_HEADER
from xl_asn.documents.start import SHEET, Start
from xl_asn.files.making import buttons as table
from xl_asn.files.making.cell_styles import COMPUTED, HEADER, HELP, INPUT, TITLE, CellStyles
from xl_asn.files.making.sheet_cells import write_cell
from xl_asn.files.making.validation import add_validation
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.grid import BLANK, Grid

_STEPS = (
    ("1", "Fyll i", "Skriv i de gula cellerna, blad för blad. Grå celler räknas fram."),
    ("2", "Beräkna", "Tryck Beräkna, eller kör xl-asn berakna på filen. Läs bladet Kontroll."),
    ("3", "Rapportera", "Rätta felen. Bladet Rapport är då klart att lämna till nämnden."),
)
_FIRST_STEP_ROW = 3
_FIRST_VALUE_ROW = 9
_LABEL, _VALUE, _HELP, _SHEETS = 0, 1, 2, 4
_LEFT_WIDTH = 64
_LONG_HEIGHT = 54
_OF_START = "Vad dokumentet är: nämnd, period och datum."

_STEP_HEIGHT, _STEP_HEIGHT_WITH_BUTTON = 21, 27
_BUTTON = {"width": 130, "height": 28, "y_offset": 4, "object_position": 2}
_FIRST_BUTTON, _BETWEEN_BUTTONS = 170, 140


def write_start(
    book: Workbook, sheet: Worksheet, styles: CellStyles, document: Document, content: Grid,
    *, buttons: bool = False,
) -> None:  # fmt: skip
    """Write *Start*: title, three steps, the named values, and a way to every sheet.

    ``buttons`` are for a workbook that gets the macros which they call.
    """
    sheet.hide_gridlines(2)
    sheet.set_column(_LABEL, _LABEL, 21)
    sheet.set_column(_VALUE, _VALUE, 40)
    sheet.set_column(_HELP, _HELP, 68)
    sheet.set_column(3, 3, 3)
    sheet.set_column(_SHEETS, _SHEETS, 20)
    sheet.set_column(_SHEETS + 1, _SHEETS + 1, _LEFT_WIDTH)
    sheet.set_column(_SHEETS + 2, _SHEETS + 2, 70)
    sheet.write_string(0, 0, document.title, styles.styled(TITLE))
    sheet.write_string(1, 0, "Arbetsboken för nämndens rapport.", styles.styled(HELP))
    for row, (number, verb, what) in enumerate(_STEPS, _FIRST_STEP_ROW):
        sheet.set_row(row, _STEP_HEIGHT_WITH_BUTTON if buttons else _STEP_HEIGHT)
        sheet.write_string(row, 0, f"{number}  {verb}", styles.styled(HEADER))
        sheet.write_string(row, 1, what, styles.styled(HELP, valign="vcenter"))
    if buttons:
        _write_buttons(sheet)
    sheet.write_string(_FIRST_VALUE_ROW - 2, 0, "Om dokumentet", _heading(styles))
    _write_values(book, sheet, styles, type(document), content)
    _write_sheets(sheet, styles, document, content)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&RSida &P av &N")


def _write_sheets(sheet: Worksheet, styles: CellStyles, document: Document, content: Grid) -> None:
    """Write a way to every sheet, with what is left to write on it."""
    unit = document.start.unit or AmountUnit.TKR.value
    sheets = [(SHEET, _OF_START)]
    sheets += [(spec.name, spec.in_unit(unit).help) for spec, _ in document.own_tables()]
    sheets += [
        ("Kontroll", "Fynden från senaste beräkningen, med en länk till varje cell."),
        ("Spårning", "Varje uträknad siffra: värde, formel i ord och länk till indata."),
        ("Rapport", "Rapporten som nämnden får."),
    ]
    left = {spec.name: unwritten(spec).words for spec, _ in document.own_tables()}
    left |= {
        one.sheet: one.words
        for one in left_to_write(document, lambda cell: content.at(cell).is_blank)
    }
    for place, header in enumerate((SHEETS_HEADER, LEFT_HEADER)):
        sheet.write_string(_FIRST_VALUE_ROW - 2, _SHEETS + place, header, _heading(styles))
    for row, (name, what) in enumerate(sheets, _FIRST_VALUE_ROW - 1):
        sheet.write_url(row, _SHEETS, f"internal:'{name}'!A1", styles.link, name)
        if name in left:
            sheet.write_string(
                row, _SHEETS + 1, left[name], styles.styled(COMPUTED, valign="vcenter")
            )
        sheet.write_string(row, _SHEETS + 2, what, styles.styled(HELP))


def _write_buttons(sheet: Worksheet) -> None:
    """Write beside each step the buttons that the table gives it, side by side."""
    for step, row in enumerate(range(_FIRST_STEP_ROW, _FIRST_STEP_ROW + len(_STEPS)), 1):
        shown = [(b, b.start.spoken) for b in table.BUTTONS if b.start and b.start.step == step]
        for nth, (button, spoken) in enumerate(shown):
            own = {"macro": button.macro, "caption": button.label, "description": spoken}
            beside = {"x_offset": _FIRST_BUTTON + nth * _BETWEEN_BUTTONS}
            sheet.insert_button(row, _HELP, {**_BUTTON, **own, **beside})


def _heading(styles: CellStyles) -> Format:
    return styles.styled(TITLE, font_size=12)


def _write_values(
    book: Workbook, sheet: Worksheet, styles: CellStyles, declared: type[Document], content: Grid
) -> None:
    start, _ = Start.from_grid(content)
    label = styles.styled(HELP, bold=True, valign="vcenter")
    values = [
        (name, column)
        for name, column in Start.declared().items()
        if name not in declared.not_on_start
    ]
    for row, (name, column) in enumerate(values, _FIRST_VALUE_ROW - 1):
        long = column.kind.long
        sheet.set_row(row, _LONG_HEIGHT if long else 18)
        place = start.place(name)
        cell = content.at(place) if place else BLANK
        style = COMPUTED if column.computed else INPUT
        shown = styles.styled(
            style, num_format=column.shown_format, align="left",
            valign="top" if long else "vcenter", text_wrap=long,
        )  # fmt: skip
        sheet.write_string(row, _LABEL, column.header, label)
        write_cell(sheet, row, _VALUE, cell, shown)
        sheet.write_string(row, _HELP, column.help, styles.styled(HELP, valign="vcenter"))
        offered = column.but(choices=declared.periods) if name == "period" else column
        add_validation(sheet, declared, _VALUE, offered, row, row + 1, below=0)
        address = xl_rowcol_to_cell(row, _VALUE, row_abs=True, col_abs=True)
        book.define_name(column.anchor, f"='{SHEET}'!{address}")
