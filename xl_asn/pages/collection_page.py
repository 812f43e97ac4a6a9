"""The sheet *Insamling*: who has answered, what only a person can settle, and what was taken.

It is the program's: what people read stands in view, section by section, and what the program needs
for the next time stands in hidden columns to the right and in hidden rows below. In *Val* people
settle a conflict; nothing else on the sheet is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from urllib.parse import quote

from xl_asn.model.collection import (
    Candidate,
    Collection,
    Conflict,
    ExtraRow,
    HandedOut,
    Settled,
    State,
    Status,
    Taken,
)
from xl_asn.model.collection_sheet import NAME, WRITTEN
from xl_asn.model.findings import Severity
from xl_asn.model.forms import Slot
from xl_asn.model.grid import CellRef, cell_of
from xl_asn.model.listing import listed
from xl_asn.model.page import MAIL, Page, Placed, Style
from xl_asn.pages.collection_layout import (
    CHOOSES,
    COLUMNS,
    CONFLICTS,
    EXTRAS,
    HANDED_OUT,
    HIDDEN,
    IDENTITY,
    LOG,
    SETTLED,
    STATUSES,
    THE_WORKBOOK,
    Section,
    coded_cells,
    header_cells,
    moment,
    value_cell,
)
from xl_asn.pages.collection_reading import read_collection as read_collection  # noqa: PLC0414
from xl_asn.pages.collection_reading import strays as strays  # noqa: PLC0414
from xl_asn.pages.sheet_styles import (
    ACCEPTED,
    BODY,
    FAINT,
    GROUP,
    INPUT,
    LEAD,
    LINK,
    SEVERITY,
    TITLE,
    row_height,
)

_LINE: Final = "C9D3D5"
_CELL: Final = BODY._replace(bottom="hair", line_colour=_LINE)
_LINK: Final = LINK._replace(bottom="hair", line_colour=_LINE)
_COUNT: Final = _CELL._replace(horizontal="left")
_CHOICE: Final = INPUT._replace(horizontal="center", bold=True)
_PLAIN: Final = BODY._replace(fill="E3E6E8", colour="37474F")
#: Soft fills with dark text; the word and the symbol tell the state without colour.
_STATES: Final = {
    State.DONE: (ACCEPTED[0], "✓"),
    State.BEGUN: (_PLAIN, "●"),
    State.MISSING: (BODY, "–"),
    State.LATE: (SEVERITY[Severity.QUESTION][0], "▲"),
    State.CONFLICT: (SEVERITY[Severity.ERROR][0], "■"),
    State.REFUSED: (SEVERITY[Severity.ERROR][0], "■"),
}
_ANSWERED: Final = (State.DONE, State.LATE, State.CONFLICT)
_TOLD: Final = (
    (State.LATE, "kom för sent"),
    (State.BEGUN, "har påbörjat"),
    (State.REFUSED, "är avvisade"),
    (State.MISSING, "saknas"),
)
_MARK: Final = (
    f"{WRITTEN}, om igen varje gång. Det enda du skriver här är {CHOOSES} i kolumnen Val."
)
_GAP, _TITLE_HEIGHT, _LEAD_HEIGHT = 12.0, 26.0, 16.0
_MOST_SUBJECT: Final = 120

_Line = Sequence[Placed]


def collection_page(collection: Collection, about: str = "") -> Page:
    """Lay out *Insamling*, so that :func:`read_collection` gives the same back.

    ``about`` is what the forms are answers to: "Månadsrapport november 2022".
    """
    cells = [
        Placed(1, 1, NAME, TITLE),
        Placed(2, 1, summary(collection), LEAD),
        Placed(3, 1, _MARK, LEAD),
    ]
    heights = {1: _TITLE_HEIGHT, 2: _LEAD_HEIGHT, 3: _LEAD_HEIGHT}
    row = 4
    for section, lines, is_seen in _sections(collection, about):
        heights[row] = _GAP if is_seen else 0.0
        for line in (_heading(section), header_cells(section), *lines):
            row += 1
            cells += [cell._replace(row=row) for cell in line]
            heights[row] = row_height(line, COLUMNS) if is_seen else 0.0
        row += 1
    seen = len(COLUMNS)
    widths = {number: column.width for number, column in enumerate(COLUMNS, 1)}
    return Page(
        NAME,
        tuple(cells),
        widths={**widths, **dict.fromkeys(range(seen + 1, seen + HIDDEN + 1), 0.0)},
        heights=heights,
        printed_columns=seen,
        landscape=True,
        footer=f"&L{NAME}&RSida &P av &N",
    )


def summary(collection: Collection) -> str:
    """Return how far the answers have come, and what waits for somebody, in a sentence or two."""
    states = [one.state for one in collection.statuses]
    if not states:
        said = "Ingen har fått något formulär än."
    else:
        answered = sum(state in _ANSWERED for state in states)
        said = f"{answered} av {len(states)} mottagare har svarat"
        parts = [f"{n} {what}" for state, what in _TOLD if (n := states.count(state))]
        said += f": {listed(parts)}." if parts else "."
    emptied = sum(one.is_emptied for one in collection.conflicts)
    waits = [
        _counted(len(collection.conflicts) - emptied, "konflikt", "konflikter"),
        _counted(emptied, "fråga", "frågor"),
    ]
    if any(waits):
        said += (
            f" {listed(filter(None, waits)).capitalize()} väntar på dig: skriv {CHOOSES} vid det "
            "som ska gälla och samla in igen."
        )
    return said


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


def _sections(
    collection: Collection, about: str
) -> Iterator[tuple[Section, Sequence[_Line], bool]]:
    """Yield the sections that hold something, with their lines and whether people see them."""
    parts: Iterable[tuple[Section, Iterable[_Line], bool]] = (
        (STATUSES, (_status(one, about) for one in collection.statuses), True),
        (CONFLICTS, (line for one in collection.conflicts for line in _conflict(one)), True),
        (EXTRAS, (
            line for at, one in enumerate(collection.extras, 1) for line in _extra(at, one)
        ), True),
        (LOG, map(_logged, collection.log), True),
        (SETTLED, (line for one in collection.settled for line in _settled(one)), True),
        (IDENTITY, ([
            Placed(1, 1, collection.master, FAINT), Placed(1, 2, collection.batch, FAINT)
        ],), False),
        (HANDED_OUT, map(_handed_out, collection.handed_out), False),
    )  # fmt: skip
    for section, told, is_seen in parts:
        if lines := list(told):
            yield section, lines, is_seen


def _heading(section: Section) -> _Line:
    texts = (section.heading, *[None] * (len(COLUMNS) - 1))
    return [Placed(1, column, text, GROUP) for column, text in enumerate(texts, 1)]


def _status(one: Status, about: str) -> _Line:
    style, symbol = _STATES[one.state]
    texts = (one.unit, one.recipient, moment(one.sent))
    after = (one.by, one.file, moment(one.read), one.remark)
    count = f"{one.answered} av {one.asked}" if one.asked else None
    return [
        *(Placed(1, column, text or None, _CELL) for column, text in enumerate(texts, 1)),
        Placed(1, 4, f"{symbol} {one.state.value}", style),
        *(Placed(1, column, text or None, _CELL) for column, text in enumerate(after, 5)),
        Placed(1, 9, count, _COUNT),
        _letter(one, about),
        Placed(1, 11, one.email or None, FAINT),
        value_cell(12, one.last_day, FAINT),
        Placed(1, 13, str(one.answered), FAINT),
        Placed(1, 14, str(one.asked), FAINT),
    ]


def _letter(one: Status, about: str) -> Placed:
    """Return a link that begins a letter to who has not answered yet."""
    if not one.email or one.state in {State.DONE, State.LATE}:
        return Placed(1, 10, None, _CELL)
    subject = f"Påminnelse: ditt svar till {about or 'rapporten'}"[:_MOST_SUBJECT]
    link = f"{MAIL}{quote(one.email, safe='@')}?subject={quote(subject)}"
    return Placed(1, 10, "Skriv", _LINK, link=link)


def _conflict(one: Conflict, why: str = "", at: str | None = None) -> Iterator[_Line]:
    choices = sum(candidate.is_chosen for candidate in one.candidates)
    for order, candidate in enumerate(one.candidates):
        told = why or _why_of(one, candidate, choices)
        style = _CELL if at else _CHOICE
        said = CHOOSES if candidate.is_chosen else candidate.said
        yield [
            *_place(one.cell, one.slot),
            value_cell(4, one.base, _CELL),
            value_cell(5, candidate.value, _CELL.but(italic=candidate.value is None)),
            Placed(1, 6, candidate.file or THE_WORKBOOK, _CELL.but(bold=not candidate.file)),
            Placed(1, 7, said or None, style),
            Placed(1, 8, told if order == 0 or told != _why(one) else None, _CELL),
            Placed(1, 11, one.slot.row.sheet, FAINT),
            Placed(1, 12, one.slot.row.text, FAINT),
            Placed(1, 13, candidate.recipient or None, FAINT),
            *coded_cells(14, candidate.value),
            *coded_cells(15, one.base),
            Placed(1, 16, at, FAINT),
        ]


def _why(one: Conflict) -> str:
    """Return why only a person can settle it."""
    if one.is_emptied:
        return "Svaret är tömt. Ska cellen tömmas?"
    values = {cell_of(candidate.value).text for candidate in one.answers}
    if len(values) > 1:
        return "Svaren säger olika."
    return "Ändrad i arbetsboken efter utskicket, och svaret säger något annat."


def _why_of(one: Conflict, candidate: Candidate, choices: int) -> str:
    """Return why, or what is the matter with what is written in *Val* of a candidate."""
    if candidate.said:
        return f"”{candidate.said}” i Val går inte att förstå. Skriv {CHOOSES}, eller inget."
    if candidate.is_chosen and choices > 1:
        return f"Fler än ett {CHOOSES} för samma cell. Låt ett stå."
    return _why(one)


def _settled(one: Settled) -> Iterator[_Line]:
    at = moment(one.at)
    yield from _conflict(one.conflict, f"Avgjort {at}.", at)


def _place(cell: CellRef, slot: Slot) -> _Line:
    row = slot.row._replace(names=tuple(filter(None, slot.row.names)))
    return [
        Placed(1, 1, str(cell), _LINK, link=str(cell)),
        Placed(1, 2, row.text, _CELL),
        Placed(1, 3, slot.column, _CELL),
    ]


def _extra(at: int, one: ExtraRow) -> Iterator[_Line]:
    for header, value in one.values.items():
        yield [
            Placed(1, 1, one.sheet, _CELL),
            Placed(1, 2, f"Extra rad {at}", _CELL),
            Placed(1, 3, header, _CELL),
            value_cell(5, value, _CELL),
            Placed(1, 6, one.file, _CELL),
            Placed(1, 7, one.recipient, _CELL),
            Placed(1, 11, str(at), FAINT),
            *coded_cells(12, value),
        ]


def _logged(one: Taken) -> _Line:
    return [
        *_place(one.cell, one.slot),
        value_cell(4, one.before, _CELL),
        value_cell(5, one.after, _CELL),
        Placed(1, 6, one.file or THE_WORKBOOK, _CELL),
        Placed(1, 7, moment(one.at), _CELL),
        Placed(1, 8, one.fate.value or None, _CELL),
        Placed(1, 11, one.slot.row.sheet, FAINT),
        Placed(1, 12, one.slot.row.text, FAINT),
        Placed(1, 13, one.recipient or None, FAINT),
        *coded_cells(14, one.before),
        *coded_cells(15, one.after),
        *([Placed(1, 16, str(one.order), FAINT)] if one.order else ()),
    ]


def _handed_out(one: HandedOut) -> _Line:
    plain: Style = FAINT.but(wrap=False)
    return [
        Placed(1, 1, one.recipient, plain),
        Placed(1, 2, one.slot.row.text, plain),
        Placed(1, 3, one.slot.column, plain),
        value_cell(4, one.base, plain),
        *coded_cells(5, one.base),
        Placed(1, 6, one.slot.row.sheet, plain),
    ]
