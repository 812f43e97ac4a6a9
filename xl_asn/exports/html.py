"""The report as one web page that needs nothing else: every figure can be opened and explained.

It works without scripts: what opens is the browser's own, what filters is CSS. Words and figures
are escaped by Jinja2.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from xl_asn.case.insight.notes import Note
from xl_asn.exports.board_report import BoardReport
from xl_asn.exports.pictures import drawn
from xl_asn.exports.year_pictures import drawn_years
from xl_asn.model.characters import documented
from xl_asn.model.statuses import COLOURS
from xl_asn.report.blocks import (
    Amount,
    Assessment,
    Chart,
    Heading,
    Origin,
    Share,
    TableRow,
    YearPanel,
    YearPanels,
)
from xl_asn.report.web_page import environment, policy

if TYPE_CHECKING:
    from jinja2 import Template

_TEMPLATE, _STYLE = "report.html.jinja", "report.css"
_LIGHTS: Final = COLOURS.goals


def html_files(board_report: BoardReport) -> Mapping[str, bytes]:
    """Return the report's one file."""
    return {".html": html(board_report)}


def html(board_report: BoardReport) -> bytes:
    """Return a report as a web page; the same report gives the same bytes."""
    headings = (block for block in board_report.content if isinstance(block, Heading))
    page = _template().render(
        title=board_report.title,
        blocks=board_report.content,
        entries=[] if board_report.plain else list(_entries(headings)),
        statuses=[] if board_report.plain else list(_filters(board_report)),
        explained=not board_report.plain,
        source=board_report.source,
        draft=board_report.draft,
        figures=_Figures(board_report),
        picture=_picture,
        years_picture=_years_picture,
        all_years=_all_years,
        by_year=_by_year,
        style=_shipped(_STYLE),
        policy=policy(_shipped(_STYLE), pictures=True),
    )
    return page.encode("utf-8")


def _filters(board_report: BoardReport) -> Iterator[str]:
    """Yield what rows can be filtered by: each light, with the words that are shown so."""
    completed = board_report.completed
    scale = completed.document.scale if completed else COLOURS
    for light in _LIGHTS:
        words = [status.value for status in scale.goals if status.light is light]
        yield f"{light.symbol} {', '.join(words or [light.value])}"


@cache
def _template() -> Template:
    made = environment(documented)
    made.tests["of_kind"] = lambda block, name: type(block).__name__ == name
    return made.from_string(_shipped(_TEMPLATE))


@cache
def _shipped(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


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

    def __init__(self, board_report: BoardReport) -> None:
        self._notes = board_report.notes

    def note(self, value: Any) -> Note | None:
        """Return the note of a value; None for a text, and for what nobody worked out or typed."""
        cell = getattr(value, "cell", None)
        origin: Origin | None = getattr(value, "origin", None)
        if cell is not None or origin is None or value.value is None:
            return self._notes.get(cell) if cell else None
        inputs = ((ref, note.told) for ref in origin.inputs if (note := self._notes.get(ref)))
        return Note(None, origin.formula, tuple(inputs))

    @staticmethod
    def status(row: TableRow) -> str:
        """Return the status of a row, by which it can be filtered.

        Empty without one, and where there are several: such a row belongs to all of them.
        """
        found = [c.status.light.value for c in row.cells if isinstance(c, Assessment) and c.status]
        return found[0] if len(found) == 1 else ""


def _all_years(block: YearPanels) -> tuple[str, ...]:
    """Return the years of all panels, oldest first."""
    return tuple(sorted({year for panel in block.panels for year in panel.years}, key=_last_word))


def _by_year(panel: YearPanel) -> Mapping[str, Amount | Share | str]:
    return dict(zip(panel.years, panel.outcomes, strict=True))


def _last_word(year: str) -> str:
    return year.rpartition(" ")[2]


def _picture(chart: Chart) -> str:
    return _embedded(drawn(chart))


def _years_picture(panel: YearPanel) -> str:
    return _embedded(drawn_years(panel))


def _embedded(picture: bytes) -> str:
    return "data:image/svg+xml;base64," + b64encode(picture).decode("ascii")
