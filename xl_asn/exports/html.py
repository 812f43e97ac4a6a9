"""The report as one web page that needs nothing else: every figure can be opened and explained.

It works without scripts: what opens is the browser's own, what filters is CSS. Words and figures
are escaped by Jinja2.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from xl_asn.exports.pictures import drawn
from xl_asn.exports.publication import Note, Publication
from xl_asn.model.statuses import Status
from xl_asn.report.blocks import Assessment, Chart, Heading, TableRow

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE: Final = "report.html.jinja"
_FILTERS: Final = (Status.GREEN, Status.YELLOW, Status.RED)


def html_files(publication: Publication) -> Mapping[str, bytes]:
    """Return the report's one file."""
    return {".html": html(publication)}


def html(publication: Publication) -> bytes:
    """Return a report as a web page; the same report gives the same bytes."""
    headings = (block for block in publication.content if isinstance(block, Heading))
    page = _template().render(
        title=publication.title,
        blocks=publication.content,
        entries=list(_entries(headings)),
        statuses=_FILTERS,
        source=publication.source,
        draft=publication.draft,
        figures=_Figures(publication),
        picture=_picture,
    )
    return page.encode("utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(__package__, "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.tests["of_kind"] = lambda block, name: type(block).__name__ == name
    return environment.get_template(_TEMPLATE)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the contents: a section with its parts below it."""

    number: int
    text: str
    parts: tuple[tuple[int, str], ...]


def _entries(headings: Iterator[Heading]) -> Iterator[_Entry]:
    number, text, parts = 0, "", list[tuple[int, str]]()
    for place, heading in enumerate(headings, 1):
        if heading.level > 1:
            parts.append((place, heading.text))
            continue
        if number:
            yield _Entry(number, text, tuple(parts))
        number, text, parts = place, heading.text, []
    if number:
        yield _Entry(number, text, tuple(parts))


class _Figures:
    """Finds how a table's figure came about."""

    def __init__(self, publication: Publication) -> None:
        self._notes = publication.notes

    def note(self, value: Any) -> Note | None:
        """Return the note of a value; None for a text, and for a value without a cell."""
        cell = getattr(value, "cell", None)
        return None if cell is None else self._notes.get(cell)

    @staticmethod
    def status(row: TableRow) -> str:
        """Return the status of a row, by which it can be filtered.

        Empty without one, and where there are several: such a row belongs to all of them.
        """
        found = [c.status.light.value for c in row.cells if isinstance(c, Assessment) and c.status]
        return found[0] if len(found) == 1 else ""


def _picture(chart: Chart) -> str:
    return "data:image/svg+xml;base64," + b64encode(drawn(chart)).decode("ascii")
