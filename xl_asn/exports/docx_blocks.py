"""Blocks as paragraphs, tables and pictures of a Word document, in the template's styles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final

from xl_asn.exports.docx_elements import (
    add_with_joints,
    bookmark,
    keep_together,
    link,
    make_field,
    name_table,
    repeat_header,
    shade,
)
from xl_asn.exports.pictures import drawn
from xl_asn.exports.year_pictures import drawn_years
from xl_asn.model.comparison import PassageKind
from xl_asn.model.statuses import Status
from xl_asn.pages.block_data import cell_text
from xl_asn.pages.column_measure import at_joints
from xl_asn.pages.column_widths import least_widths, named_widths, shared_widths
from xl_asn.report.blocks import (
    Assessment,
    Blackline,
    Block,
    BulletList,
    Callout,
    CellValue,
    Chart,
    ColumnKind,
    Footnote,
    Heading,
    Item,
    Overview,
    PageBreak,
    Paragraph,
    Strip,
    Table,
    TableColumn,
    TableRow,
    YearPanels,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run

_EMU_PER_POINT: Final = 12_700
_TEXT: Final = "ASN Text"
_LIST, _SUBLIST = "ASN Lista", "ASN Lista 2"
_CAPTION, _NOTE, _CALLOUT = "ASN Tabellrubrik", "ASN Fotnot", "ASN Förklaring"
_TABLE, _CELL, _CONTENTS = "ASN Tabell", "ASN Tabelltext", "ASN Innehåll"
_CONTENTS_LINES: Final = ("toc 1", "toc 2")
_CONTENTS_FIELD: Final = 'TOC \\o "1-2" \\h \\z \\u'
_HEADINGS: Final = ("Heading 1", "Heading 2", "Heading 3")
_DEEPEST: Final = "Heading 4"
#: What has air above it by its own style.
_AIRY: Final = frozenset({*_HEADINGS, _DEEPEST, _CAPTION, _CONTENTS})
#: The styles that a template must have; it decides how each of them looks.
STYLES: Final = (
    *_HEADINGS, _TEXT, _LIST, _SUBLIST, _CAPTION, _NOTE, _CALLOUT, _TABLE, _CELL, _CONTENTS,
    *_CONTENTS_LINES,
)  # fmt: skip
_STATUS_FILLS: Final = {Status.GREEN: "DDEFDF", Status.YELLOW: "FCF0C8", Status.RED: "F8DCDD"}
_STATUS_INKS: Final = {Status.GREEN: "1B4D2B", Status.YELLOW: "574000", Status.RED: "76131F"}
_MARK_INKS: Final = {PassageKind.ADDED: "1B4D2B", PassageKind.REMOVED: "76131F"}
_CHART_CM: Final = 16.5
#: Three abreast in the same width.
_PANEL_CM: Final = 5.3
#: Sizes of a table's text in points; None is the template's own, which is taken to be 9.5.
_SIZES: Final = (None, 9.0, 8.5, 8.0, 7.5, 7.0)
_STRIP_SIZES: Final = (7.0,)
_USUAL_SIZE, _SMALL = 9.5, 8.0
#: The width of a character, as a part of the type size.
_CHARACTER: Final = 0.53
#: A report of fewer sections and headings than these has no need of contents.
_LEAST_SECTIONS, _LEAST_HEADINGS = 3, 12
#: Contents of at most so many lines stand on the first page, and the report begins on the next.
_SHORT_CONTENTS: Final = 36
#: A table of at most so many rows and characters is not divided between pages, nor such a row.
_UNBROKEN: Final = 16
_UNBROKEN_TEXT: Final = 1_500
#: Between a table or a list and a text below it, in Word's own units: 8 and 6 points.
_BELOW_TABLE: Final = 8 * _EMU_PER_POINT
_BELOW_LIST: Final = 6 * _EMU_PER_POINT


class Writer:
    """Puts blocks in a document, in order, in place of one paragraph of it."""

    def __init__(self, document: Document, place: WordParagraph) -> None:
        self._document = document
        self._place = place
        self._bookmark = 0
        self._heading_above = ""
        self._below_table = False
        self._new_page = False
        self._following: Block | None = None
        # Looked up once: python-docx reads every style of the document for each paragraph.
        self._ids: Final = {style.name: style.style_id for style in document.styles}
        self._write: Final[Mapping[type[Block], Callable[[Any], None]]] = {
            Heading: self._heading,
            Paragraph: self._paragraph,
            BulletList: self._bullets,
            Table: self._table,
            Overview: self._overview,
            Strip: self._strip,
            Chart: self._chart,
            YearPanels: self._year_panels,
            Footnote: self._footnote,
            Callout: self._callout,
            Blackline: self._blackline,
            PageBreak: lambda _: self._break(),
        }

    def write(self, blocks: Sequence[Block], *, contents: bool = True) -> None:
        """Write all blocks, the contents first, and take the place's own paragraph away."""
        headings = [b for b in blocks if isinstance(b, Heading)]
        sections = sum(heading.level == 1 for heading in headings)
        if contents and (sections >= _LEAST_SECTIONS or len(headings) >= _LEAST_HEADINGS):
            self._new_page = self._contents(headings) <= _SHORT_CONTENTS
        for block, following in zip_longest(blocks, blocks[1:]):
            self._following = following
            self._write[type(block)](block)
        if self._below_table:  # Word wants a paragraph after a table that stands last
            self._add("", _NOTE)
        element = self._place._p  # noqa: SLF001 - python-docx has no public way to take one away
        element.getparent().remove(element)

    def _add(self, text: str, style: str) -> WordParagraph:
        paragraph = self._place.insert_paragraph_before(text)
        paragraph._p.style = self._ids[style]  # noqa: SLF001 - see above
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
            paragraph.paragraph_format.space_before = 0
        elif self._below_table and style not in _AIRY:
            paragraph.paragraph_format.space_before = _BELOW_TABLE
        self._below_table = self._new_page = False
        return paragraph

    def _break(self) -> None:
        from docx.enum.text import WD_BREAK

        self._add("", _TEXT).add_run().add_break(WD_BREAK.PAGE)

    def _heading(self, block: Heading) -> None:
        # A template may stop at three levels; the ones below then look like the third.
        styles = [name for name in (*_HEADINGS, _DEEPEST) if name in self._ids]
        # Not on a page of its own: where the section before ends is known to Word alone, and a
        # section of a few lines would leave the rest of its page bare.
        paragraph = self._add(block.text, styles[min(max(block.level, 1), len(styles)) - 1])
        self._heading_above = block.text
        self._bookmark += 1
        bookmark(paragraph, self._bookmark)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._add("", _TEXT)
        _lead_and_text(paragraph, block.lead, block.text, " ")
        introduces = isinstance(self._following, BulletList) or not block.text
        paragraph.paragraph_format.keep_with_next = introduces or None

    def _bullets(self, block: BulletList) -> None:
        written = [self._item(item) for item in block.items]
        for last in written[-1:]:
            last.paragraph_format.space_after = _BELOW_LIST

    def _item(self, item: Item) -> WordParagraph:
        """Write an item and those below it; return the last paragraph."""
        paragraph = self._add("", _LIST)
        _lead_and_text(paragraph, item.lead, item.text, " – ")
        paragraph.paragraph_format.keep_with_next = bool(item.items) or None
        for text in item.items:
            paragraph = self._add(text, _SUBLIST)
        return paragraph

    def _callout(self, block: Callout) -> None:
        self._add(block.text, _CALLOUT)

    def _blackline(self, block: Blackline) -> None:
        """Write a text with its changes marked as Word marks them, and below it say them."""
        from docx.shared import RGBColor

        caption = self._add("", _TEXT)
        caption.add_run(block.caption).bold = True
        caption.paragraph_format.keep_with_next = True
        paragraph = self._add("", _TEXT)
        for kind, text in block.passages:
            run = paragraph.add_run(text)
            if kind in _MARK_INKS:
                run.font.color.rgb = RGBColor.from_string(_MARK_INKS[kind])
            run.font.underline = kind is PassageKind.ADDED or None
            run.font.strike = kind is PassageKind.REMOVED or None
        self._add(block.said, _NOTE)

    def _footnote(self, block: Footnote) -> None:
        self._add(f"{block.mark} {block.text}".strip(), _NOTE)

    def _chart(self, block: Chart) -> None:
        from docx.shared import Cm

        self._add(block.title, _CAPTION).paragraph_format.keep_with_next = True
        run = self._add("", _TEXT).add_run()
        shape = run.add_picture(BytesIO(drawn(block, "png")), width=Cm(_CHART_CM))
        described = shape._inline.docPr  # noqa: SLF001 - python-docx has no public alternative text
        described.set("descr", block.alternative)
        described.set("title", block.title)

    def _year_panels(self, block: YearPanels) -> None:
        from docx.shared import Cm

        self._add(block.title, _CAPTION).paragraph_format.keep_with_next = True
        paragraph = self._add("", _TEXT)
        for panel in block.panels:
            picture = BytesIO(drawn_years(panel, "png"))
            shape = paragraph.add_run().add_picture(picture, width=Cm(_PANEL_CM))
            described = shape._inline.docPr  # noqa: SLF001 - see above
            described.set("descr", panel.alternative)
            described.set("title", panel.title)

    def _contents(self, headings: Sequence[Heading]) -> int:
        """Write a table of contents that Word itself can update, and return its number of lines.

        It has no page numbers until then: where a page ends is known to Word alone.
        """
        self._add("Innehåll", _CONTENTS)
        lines = []
        for number, heading in enumerate(headings, 1):
            if heading.level <= len(_CONTENTS_LINES):
                lines.append(self._add("", _CONTENTS_LINES[heading.level - 1]))
                link(lines[-1], number, heading.text)
        make_field(lines[0], lines[-1], _CONTENTS_FIELD)
        return len(lines)

    def _table(self, block: Table) -> None:
        for part in by_group(block):
            said = part.caption in {self._heading_above, part.columns[0].header}
            if not said or self._below_table:
                self._add(part.caption, _CAPTION).paragraph_format.keep_with_next = True
            self._place_table(part)

    def _overview(self, block: Overview) -> None:
        columns = (TableColumn("Mål"), TableColumn("Bedömning", ColumnKind.STATUS))
        rows = tuple(TableRow((goal.name, goal.assessment)) for goal in block.goals)
        self._place_table(Table(self._heading_above, columns, rows))

    def _strip(self, block: Strip) -> None:
        columns = tuple(
            TableColumn(f"{month.name}{month.mark}", ColumnKind.STATUS) for month in block.months
        )
        cells = tuple(
            Assessment(month.status) if month.status else month.shown for month in block.months
        )
        self._add(block.header, _CAPTION).paragraph_format.keep_with_next = True
        self._place_table(Table(block.header, columns, (TableRow(cells),)), _STRIP_SIZES)

    def _place_table(self, block: Table, sizes: Sequence[float | None] = _SIZES) -> None:
        """Put in a table, in the largest of the sizes that divides no word."""
        columns, rows = block.columns, block.rows
        table = self._document.add_table(len(rows) + 1, len(columns), style=_TABLE)
        table.autofit = False
        name_table(table, block.caption)
        size, room = self._fitted(block, sizes)
        _set_widths(table, shared_widths(block, room), self._room())
        grid = [row.cells for row in table.rows]
        for cell, column in zip(grid[0], columns, strict=True):
            run = self._fill(cell, "", column, size)
            run.bold = True
            add_with_joints(run, at_joints(column.header))
        for row, cells in zip(rows, grid[1:], strict=True):
            for cell, value, column in zip(cells, row.cells, columns, strict=True):
                self._fill(cell, _shown(value), column, size).bold = row.kind.is_sum or None
                _colour(cell, value)
        repeat_header(table.rows[0])
        lengths = [sum(len(_shown(cell)) for cell in row.cells) for row in rows]
        for length, row in zip(lengths, table.rows[1:], strict=True):
            if length <= _UNBROKEN_TEXT:
                keep_together(row)
        if len(rows) <= _UNBROKEN and sum(lengths) <= _UNBROKEN_TEXT:
            ends = len(grid) - (not isinstance(self._following, Callout | Footnote))
            for cell in (cell for cells in grid[:ends] for cell in cells):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        self._place._p.addprevious(table._tbl)  # noqa: SLF001 - no public way to move a table
        self._below_table = True

    def _fitted(self, block: Table, sizes: Sequence[float | None]) -> tuple[float | None, int]:
        """Return the size of a table's text, and how many characters then stand in its width.

        It is the largest at which names of rows stand on a line, or, for a table of many columns,
        one a little smaller at which no word is divided.
        """
        names, words = sum(named_widths(block)), sum(least_widths(block))
        for size in sizes:
            room = int(self._room() / _EMU_PER_POINT / ((size or _USUAL_SIZE) * _CHARACTER))
            if names <= room or (words <= room and (size or _USUAL_SIZE) <= _SMALL):
                break
        return size, room

    def _fill(self, cell: _Cell, text: str, column: TableColumn, size: float | None) -> Run:
        """Write a text in a cell, aligned as its column is; return what was written."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = cell.paragraphs[0]
        paragraph._p.style = self._ids[_CELL]  # noqa: SLF001 - see above
        run: Run = paragraph.add_run(text)
        run.font.size = Pt(size) if size else None
        if column.kind.right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if column.kind is ColumnKind.STATUS:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return run

    def _room(self) -> int:
        """Return the width between the margins, in Word's own units."""
        section = self._document.sections[-1]
        width = section.page_width or 0
        return width - (section.left_margin or 0) - (section.right_margin or 0)


def _colour(cell: _Cell, value: CellValue) -> None:
    """Give a status its colours; its word and symbol say the same."""
    from docx.shared import RGBColor

    light = value.status.light if isinstance(value, Assessment) and value.status else None
    if light in _STATUS_FILLS:
        shade(cell, _STATUS_FILLS[light])
        cell.paragraphs[0].runs[0].font.color.rgb = RGBColor.from_string(_STATUS_INKS[light])


def _shown(value: CellValue) -> str:
    return cell_text(value if isinstance(value, str) else value.shown)


def by_group(table: Table) -> Iterator[Table]:
    """Yield a table for each group of rows: a row that spans a table cannot be read aloud."""
    name, rows = "", list[TableRow]()
    for row in table.rows:
        if not row.group:
            rows.append(row)
            continue
        if rows:
            yield replace(table, caption=_caption(name, table.caption), rows=tuple(rows))
        name, rows = str(row.cells[0]), []
    yield replace(table, caption=_caption(name, table.caption), rows=tuple(rows))


def _caption(group: str, caption: str) -> str:
    return f"{group}. {caption}" if group else caption


def _set_widths(table: WordTable, widths: Sequence[int], room: int) -> None:
    shares = [room * width // sum(widths) for width in widths]
    for column, share in zip(table.columns, shares, strict=True):
        column.width = share
    # Row by row: python-docx looks up all cells of the table for each column asked for.
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = share


def _lead_and_text(paragraph: WordParagraph, lead: str, text: str, between: str) -> None:
    if lead:
        paragraph.add_run(lead).bold = True
    if text:
        paragraph.add_run(f"{between}{text}" if lead else text)
