"""What a Word document can hold and python-docx has no way to make, as elements of the format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.table import Table as WordTable
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph as WordParagraph
    from docx.text.run import Run


def element(tag: str, attributes: Mapping[str, str]) -> Any:
    """Return a new element; names have the prefixes of the file format."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(name), value)
    return made


def shade(cell: _Cell, fill: str) -> None:
    """Give a cell a colour to stand on, as ``RRGGBB``."""
    attributes = {"w:val": "clear", "w:color": "auto", "w:fill": fill}
    cell._tc.get_or_add_tcPr().append(element("w:shd", attributes))  # noqa: SLF001 - no public way


def repeat_header(row: Any) -> None:
    """Make a row the header that is printed again on every page, and read aloud as headers."""
    keep_together(row)
    row._tr.get_or_add_trPr().append(element("w:tblHeader", {}))  # noqa: SLF001 - as above


def keep_together(row: Any) -> None:
    """Keep a row from being divided between pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit", {}))  # noqa: SLF001 - as above


def add_with_joints(run: Run, parts: Sequence[str]) -> None:
    """Add a text to a run; where a part ends, a line may end with a hyphen."""
    for place, part in enumerate(parts):
        if place:
            run._r.append(element("w:softHyphen", {}))  # noqa: SLF001 - as above
        run.add_text(part)


def name_table(table: WordTable, title: str) -> None:
    """Give a table the title that is read aloud before it."""
    named = element("w:tblCaption", {"w:val": title})
    table._tbl.tblPr.append(named)  # noqa: SLF001 - as above


def bookmark(paragraph: WordParagraph, number: int) -> None:
    """Mark a heading, so that the contents can lead to it."""
    start = element("w:bookmarkStart", {"w:id": str(number), "w:name": f"rubrik{number}"})
    paragraph._p.insert(1, start)  # noqa: SLF001 - as above
    paragraph._p.append(element("w:bookmarkEnd", {"w:id": str(number)}))  # noqa: SLF001 - as above


def link(paragraph: WordParagraph, number: int, text: str) -> None:
    """Write a line of the contents: a link to the heading."""
    made = element("w:hyperlink", {"w:anchor": f"rubrik{number}", "w:history": "1"})
    made.append(paragraph.add_run(text)._r)  # noqa: SLF001 - as above
    paragraph._p.append(made)  # noqa: SLF001 - as above


def make_field(first: WordParagraph, last: WordParagraph, code: str) -> None:
    """Make the lines from first to last the shown result of a field."""
    instruction = element("w:instrText", {"xml:space": "preserve"})
    instruction.text = code
    opening = (
        element("w:fldChar", {"w:fldCharType": "begin"}),
        instruction,
        element("w:fldChar", {"w:fldCharType": "separate"}),
    )
    for place, part in enumerate(opening, 1):
        run = element("w:r", {})
        run.append(part)
        first._p.insert(place, run)  # noqa: SLF001 - as above
    last.add_run()._r.append(element("w:fldChar", {"w:fldCharType": "end"}))  # noqa: SLF001
