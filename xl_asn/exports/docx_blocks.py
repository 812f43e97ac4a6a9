"""Blocks as paragraphs, tables and pictures of a Word document, in the template's styles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from xl_asn.exports.block_data import cell_text
from xl_asn.exports.column_widths import column_widths
from xl_asn.exports.pictures import drawn
from xl_asn.exports.year_pictures import drawn_years
from xl_asn.model.statuses import Status
from xl_asn.report.blocks import (
    Assessment,
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

_TEXT: Final = "ASN Text"
_LIST, _SUBLIST = "ASN Lista", "ASN Lista 2"
_CAPTION, _NOTE, _CALLOUT = "ASN Tabellrubrik", "ASN Fotnot", "ASN Förklaring"
_TABLE, _CELL, _CONTENTS = "ASN Tabell", "ASN Tabelltext", "ASN Innehåll"
_CONTENTS_LINES: Final = ("toc 1", "toc 2")
_CONTENTS_FIELD: Final = 'TOC \\o "1-2" \\n \\h \\z \\u'
_HEADINGS: Final = ("Heading 1", "Heading 2", "Heading 3")
_DEEPEST: Final = "Heading 4"
#: The styles that a template must have; it decides how each of them looks.
STYLES: Final = (
    *_HEADINGS, _TEXT, _LIST, _SUBLIST, _CAPTION, _NOTE, _CALLOUT, _TABLE, _CELL, _CONTENTS,
    *_CONTENTS_LINES,
)  # fmt: skip
_STATUS_FILLS: Final = {Status.GREEN: "DDEFDF", Status.YELLOW: "FCF0C8", Status.RED: "F8DCDD"}
_STATUS_INKS: Final = {Status.GREEN: "1B4D2B", Status.YELLOW: "574000", Status.RED: "76131F"}
_CHART_CM: Final = 16.5
#: Three abreast in the same width.
_PANEL_CM: Final = 5.3
_SMALL, _SMALLER = 8.0, 7.0
_WIDE_TABLE: Final = 6
_LEAST_CONTENTS: Final = 3
#: A table of at most so many rows is not divided between pages.
_UNBROKEN: Final = 16


class Writer:
    """Puts blocks in a document, in order, in place of one paragraph of it."""

    def __init__(self, document: Document, place: WordParagraph) -> None:
        self._document = document
        self._place = place
        self._bookmark = 0
        self._listed = False
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
            PageBreak: lambda _: self._break(),
        }

    def write(self, blocks: Sequence[Block]) -> None:
        """Write all blocks, the contents first, and take the place's own paragraph away."""
        headings = [b for b in blocks if isinstance(b, Heading)]
        if sum(heading.level == 1 for heading in headings) >= _LEAST_CONTENTS:
            self._contents(headings)
            self._listed = True
        for block in blocks:
            self._write[type(block)](block)
        element = self._place._p  # noqa: SLF001 - python-docx has no public way to take one away
        element.getparent().remove(element)

    def _add(self, text: str, style: str) -> WordParagraph:
        paragraph = self._place.insert_paragraph_before(text)
        paragraph._p.style = self._ids[style]  # noqa: SLF001 - see above
        return paragraph

    def _break(self) -> None:
        from docx.enum.text import WD_BREAK

        self._add("", _TEXT).add_run().add_break(WD_BREAK.PAGE)

    def _heading(self, block: Heading) -> None:
        # A template may stop at three levels; the ones below then look like the third.
        styles = [name for name in (*_HEADINGS, _DEEPEST) if name in self._ids]
        paragraph = self._add(block.text, styles[min(max(block.level, 1), len(styles)) - 1])
        paragraph.paragraph_format.page_break_before = (block.new_page) or None
        self._bookmark += 1
        _bookmarked(paragraph, self._bookmark)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._add("", _TEXT)
        _lead_and_text(paragraph, block.lead, block.text, " ")

    def _bullets(self, block: BulletList) -> None:
        for item in block.items:
            self._item(item)

    def _item(self, item: Item) -> None:
        _lead_and_text(self._add("", _LIST), item.lead, item.text, " – ")
        for text in item.items:
            self._add(text, _SUBLIST)

    def _callout(self, block: Callout) -> None:
        self._add(block.text, _CALLOUT)

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

    def _contents(self, headings: Sequence[Heading]) -> None:
        """Write a table of contents that Word itself can update; it has no page numbers yet."""
        self._add("Innehåll", _CONTENTS)
        lines = []
        for number, heading in enumerate(headings, 1):
            if heading.level <= len(_CONTENTS_LINES):
                lines.append(self._add("", _CONTENTS_LINES[heading.level - 1]))
                _linked(lines[-1], number, heading.text)
        _field(lines[0], lines[-1], _CONTENTS_FIELD)

    def _table(self, block: Table) -> None:
        for part in by_group(block):
            self._add(part.caption, _CAPTION).paragraph_format.keep_with_next = True
            self._place_table(part.columns, part.rows)

    def _overview(self, block: Overview) -> None:
        columns = (TableColumn("Mål"), TableColumn("Bedömning", ColumnKind.STATUS))
        rows = tuple(TableRow((goal.name, goal.assessment)) for goal in block.goals)
        self._place_table(columns, rows)

    def _strip(self, block: Strip) -> None:
        columns = tuple(
            TableColumn(f"{month.name}{month.mark}", ColumnKind.STATUS) for month in block.months
        )
        cells = tuple(
            Assessment(month.status) if month.status else month.shown for month in block.months
        )
        self._add(block.header, _CAPTION).paragraph_format.keep_with_next = True
        self._place_table(columns, (TableRow(cells),), size=_SMALLER)

    def _place_table(
        self, columns: Sequence[TableColumn], rows: Sequence[TableRow], size: float | None = None
    ) -> None:
        if size is None and len(columns) > _WIDE_TABLE:
            size = _SMALL
        table = self._document.add_table(len(rows) + 1, len(columns), style=_TABLE)
        table.autofit = False
        widths = column_widths(Table("", tuple(columns), tuple(rows)))
        _set_widths(table, widths, self._room())
        header = TableRow(tuple(column.header for column in columns))
        grid = [row.cells for row in table.rows]
        for shown, cells in zip((header, *rows), grid, strict=True):
            for cell, value, column in zip(cells, shown.cells, columns, strict=True):
                self._fill(cell, value, column, size).bold = shown.kind.is_sum or None
        _repeated(table.rows[0])
        if len(rows) <= _UNBROKEN:
            for cell in (cell for cells in grid[:-1] for cell in cells):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        self._place._p.addprevious(table._tbl)  # noqa: SLF001 - no public way to move a table
        self._add("", _NOTE)

    def _fill(self, cell: _Cell, value: CellValue, column: TableColumn, size: float | None) -> Run:
        """Write a value in a cell, aligned as its column is; return what was written."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt, RGBColor

        paragraph = cell.paragraphs[0]
        paragraph._p.style = self._ids[_CELL]  # noqa: SLF001 - see above
        run: Run = paragraph.add_run(cell_text(value if isinstance(value, str) else value.shown))
        run.font.size = Pt(size) if size else None
        if column.kind.right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if column.kind is ColumnKind.STATUS:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        light = value.status.light if isinstance(value, Assessment) and value.status else None
        if light in _STATUS_FILLS:
            _shaded(cell, _STATUS_FILLS[light])
            run.font.color.rgb = RGBColor.from_string(_STATUS_INKS[light])
        return run

    def _room(self) -> int:
        """Return the width between the margins, in Word's own units."""
        section = self._document.sections[-1]
        width = section.page_width or 0
        return width - (section.left_margin or 0) - (section.right_margin or 0)


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


def _element(tag: str, attributes: Mapping[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element


def _shaded(cell: _Cell, fill: str) -> None:
    attributes = {"w:val": "clear", "w:color": "auto", "w:fill": fill}
    cell._tc.get_or_add_tcPr().append(_element("w:shd", attributes))  # noqa: SLF001 - as above


def _repeated(row: Any) -> None:
    """Make a row the header that is printed again on every page, and read aloud as headers."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - as above
    properties.append(_element("w:cantSplit", {}))
    properties.append(_element("w:tblHeader", {}))


def _bookmarked(paragraph: WordParagraph, number: int) -> None:
    """Mark a heading, so that the contents can lead to it."""
    start = _element("w:bookmarkStart", {"w:id": str(number), "w:name": f"rubrik{number}"})
    paragraph._p.insert(1, start)  # noqa: SLF001 - as above
    paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))  # noqa: SLF001 - as above


def _linked(paragraph: WordParagraph, number: int, text: str) -> None:
    """Write a line of the contents: a link to the heading."""
    link = _element("w:hyperlink", {"w:anchor": f"rubrik{number}", "w:history": "1"})
    link.append(paragraph.add_run(text)._r)  # noqa: SLF001 - as above
    paragraph._p.append(link)  # noqa: SLF001 - as above


def _field(first: WordParagraph, last: WordParagraph, code: str) -> None:
    """Make the lines from first to last the shown result of a field."""
    instruction = _element("w:instrText", {"xml:space": "preserve"})
    instruction.text = code
    opening = (
        _element("w:fldChar", {"w:fldCharType": "begin"}),
        instruction,
        _element("w:fldChar", {"w:fldCharType": "separate"}),
    )
    for place, element in enumerate(opening, 1):
        run = _element("w:r", {})
        run.append(element)
        first._p.insert(place, run)  # noqa: SLF001 - as above
    last.add_run()._r.append(_element("w:fldChar", {"w:fldCharType": "end"}))  # noqa: SLF001
