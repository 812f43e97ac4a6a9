"""The named styles of a master, so that the municipality can change them in Excel itself.

XlsxWriter knows formats but no named styles: they are added to the finished styles part.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from xl_asn.documents.columns import Column
from xl_asn.files.changing.package import Package
from xl_asn.files.making.page_styles import DEFAULT_FORMAT

_STYLES_PART = "xl/styles.xml"
_DARK = "#1F4E5F"
_RULE = "#C9C2A8"

INPUT = "Indata"
COMPUTED = "Beräknad"
HEADER = "Kolumnrubrik"
TITLE = "Bladrubrik"
HELP = "Hjälptext"

_NAMED: dict[str, dict[str, Any]] = {
    INPUT: {"bg_color": "#FFF8DC", "border": 1, "border_color": _RULE, "valign": "top"},
    COMPUTED: {
        "bg_color": "#ECEFF1", "border": 1, "border_color": "#B0BEC5", "valign": "top",
        "font_color": "#263238", "italic": True,
    },
    HEADER: {
        "bg_color": _DARK, "font_color": "#FFFFFF", "bold": True, "text_wrap": True,
        "valign": "vcenter", "border": 1, "border_color": _DARK,
    },
    TITLE: {"bold": True, "font_size": 16, "font_color": _DARK},
    HELP: {"font_color": "#455A64"},
}  # fmt: skip


@dataclass
class CellStyles:
    """The formats of one workbook under construction, and the named style of each."""

    book: Workbook
    _formats: dict[tuple[str, tuple[tuple[str, Any], ...]], Format] = field(default_factory=dict)

    def styled(self, style: str, **more: Any) -> Format:
        """Return the format of a named style, with additions of this cell's own."""
        key = (style, tuple(sorted(more.items())))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**DEFAULT_FORMAT, **_NAMED[style], **more})
        return self._formats[key]

    def of(self, column: Column) -> Format:
        """Return the format of a column's cells."""
        more: dict[str, Any] = {"num_format": column.shown_format}
        if column.kind.long:
            more["text_wrap"] = True
        if column.kind.right or column.kind.centred:
            more |= _alignment(column)
        return self.styled(COMPUTED if column.computed else INPUT, **more)

    def header(self, column: Column) -> Format:
        """Return the format of a column's header."""
        return self.styled(HEADER, **_alignment(column))

    @property
    def title(self) -> Format:
        """Return the format of a sheet's title."""
        return self.styled(TITLE)

    @property
    def help(self) -> Format:
        """Return the format of a line of help."""
        return self.styled(HELP)

    @property
    def link(self) -> Format:
        """Return the format of a link within the workbook."""
        return self.styled(HELP, underline=1, font_color="#0B5394")

    def named(self, data: bytes) -> bytes:
        """Return the finished workbook with its formats bound to named styles."""
        package = Package.from_bytes(data)
        xml = package.parts[_STYLES_PART].decode("utf-8")
        cell_xfs = re.search(r"<cellXfs count=\"\d+\">(.*?)</cellXfs>", xml, re.DOTALL)
        if cell_xfs is None:
            message = "XlsxWriter wrote no cellXfs"
            raise ValueError(message)
        # A self-closing xf must not swallow the next one: split where each begins.
        entries = [entry for entry in re.split(r"(?=<xf )", cell_xfs[1]) if entry]
        masters: list[str] = []
        names: list[str] = []
        for style in _NAMED:
            indexes = [
                made.xf_index
                for (name, _), made in self._formats.items()
                if name == style and made.xf_index is not None  # None: made and never used
            ]
            if not indexes:
                continue
            names.append(style)
            for index in indexes:
                entries[index] = entries[index].replace('xfId="0"', f'xfId="{len(names)}"')
            masters.append(re.sub(r' xfId="\d+"', "", entries[indexes[0]]))
        xml = xml.replace(cell_xfs[1], "".join(entries))
        xml = _with_more(xml, "cellStyleXfs", masters)
        styles = [f'<cellStyle name="{n}" xfId="{number}"/>' for number, n in enumerate(names, 1)]
        xml = _with_more(xml, "cellStyles", styles)
        package.parts[_STYLES_PART] = xml.encode("utf-8")
        return package.to_bytes()


def _alignment(column: Column) -> dict[str, Any]:
    if column.kind.right:
        return {"align": "right", "indent": 1}  # not against the text in the next column
    return {"align": "center" if column.kind.centred else "left"}


def _with_more(xml: str, tag: str, more: Sequence[str]) -> str:
    """Add entries to a list of the style sheet that has one."""
    return re.sub(
        rf"<{tag} count=\"1\">(.*?)</{tag}>",
        lambda found: f'<{tag} count="{len(more) + 1}">{found[1]}{"".join(more)}</{tag}>',
        xml,
        flags=re.DOTALL,
    )
