"""The archive as one web page that needs nothing else, not even scripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from importlib.resources import files
from typing import Final, NamedTuple

from xl_asn import __version__
from xl_asn.calculation.forecasts import Accuracy, accuracy
from xl_asn.cycle.archive.own import PAGE_MARK
from xl_asn.cycle.archive.page_curves import Drawing, RowDrawings, board_drawings, row_drawings
from xl_asn.cycle.archive.page_tables import (
    DASH,
    Cell,
    Head,
    Line,
    Names,
    WebTable,
    by_family,
    challenger_table,
    family_of,
    file_table,
    goal_table,
    hits_table,
    matrix,
    names_of,
    remark_table,
    row_order,
)
from xl_asn.model.amount_words import AmountUnit
from xl_asn.model.archive import (
    IN_USE,
    MONTHS,
    NOT_READ,
    RESERVATION,
    Archive,
    BoardArchive,
    FollowedRow,
    Month,
    RemarkKind,
    month_label,
)
from xl_asn.model.arithmetic import our_arithmetic
from xl_asn.model.characters import spelled
from xl_asn.model.money import show_number
from xl_asn.report.accuracy import accuracy_sentences, what_hits
from xl_asn.report.web_page import base_style, environment, policy
from xl_asn.report.year_curves import amount_unit

_OPEN_YEARS: Final = 2
"""So many years of goals are shown at once; earlier ones are folded."""
_NO_TOTAL: Final = (
    "Rapporterna har ingen rad med nämndens resultat, så prognoserna kan bara bedömas rad för rad."
)


class _Figure(NamedTuple):
    """A key figure: what it is, its value, and what it means."""

    name: str
    value: str
    note: str


class _Part(NamedTuple):
    """Tables that are shown, and those that are folded under a heading."""

    shown: tuple[WebTable, ...] = ()
    folded: tuple[WebTable, ...] = ()


class _Board(NamedTuple):
    """What the page shows of one board; ``mark`` begins every address within the page."""

    mark: str
    name: str
    extent: str
    within: str
    what_hits: str
    sentences: str
    figures: tuple[_Figure, ...]
    drawings: tuple[Drawing, ...]
    earlier: tuple[Drawing, ...]
    rows: tuple[RowDrawings, ...]
    hits: _Part
    misses: _Part
    goals: _Part
    challenged: str
    challengers: _Part
    remarks: WebTable | None


@our_arithmetic()
def archive_page(archive: Archive) -> bytes:
    """Return the page; the same archive gives the same bytes, for no time stands on it."""
    template, own = (
        files(__package__).joinpath(name).read_text(encoding="utf-8")
        for name in ("archive.html.j2", "archive.css")
    )
    style = base_style() + own
    boards = [_board(archive, board, at) for at, board in enumerate(archive.boards, 1)]
    names = {board.board for board in archive.boards}
    others = [
        one
        for one in archive.remarks
        if one.board not in names and one.kind is not RemarkKind.NOT_READ
    ]
    page = (
        environment(spelled)
        .from_string(template)
        .render(
            ours=PAGE_MARK.decode(),
            title=_title(archive),
            unit=archive.unit,
            boards=boards,
            contents=_contents(boards) if len(boards) > 1 else None,
            reservation=RESERVATION,
            unread=[file for file in archive.files if file.became == NOT_READ],
            others=remark_table(others, "Övriga anmärkningar") if others else None,
            files=file_table(archive.files, _files_said(archive)) if archive.files else None,
            version=__version__,
            style=style,
            policy=policy(style),
        )
    )
    return page.encode()


def _title(archive: Archive) -> str:
    if len(archive.boards) == 1:
        return _named(archive.boards[0])
    return f"{len(archive.boards)} nämnder"


def _named(board: BoardArchive) -> str:
    return board.board.strip() or "(utan namn)"


def _board(archive: Archive, board: BoardArchive, at: int) -> _Board:
    unit = amount_unit(archive.unit)
    total = board.total
    rows = row_order(board)
    names = names_of(rows)
    found = [one for row in rows if (one := accuracy(row, total, board.limit)).hers.misses]
    whole = None if total is None else accuracy(total, total, board.limit)
    month = _latest_economy(board)
    remarks = [one for one in archive.remarks if one.board == board.board]
    mark = f"n{at}"
    drawn = board_drawings(board, archive.unit, mark)
    family = family_of(board)
    small = [row for row in rows if row.row.family == family and not row.is_board]
    return _Board(
        mark,
        _named(board),
        board.extent,
        _within(board.limit),
        what_hits([board.limit]),
        _NO_TOTAL if whole is None else " ".join(accuracy_sentences(whole, unit)),
        () if whole is None else tuple(_figures(whole, unit)),
        drawn.shown,
        drawn.earlier,
        tuple(row_drawings(small, names, archive.unit, board.limit, mark)),
        _of_sheets([hits_table(ones, names, f"{sheet}, belopp i {archive.unit}", unit)
                    for sheet, ones in by_family(found).items()]),
        _matrices(found, names),
        _goals(board),
        _challenged(board, rows, month),
        _of_sheets(_challengers(rows, names, month, archive.unit)),
        remark_table(remarks, "Luckor") if remarks else None,
    )  # fmt: skip


def _figures(found: Accuracy, unit: AmountUnit) -> Iterator[_Figure]:
    """Yield the three figures of a board: how many forecasts, how many hit, how they lean."""
    hers = found.hers
    yield _Figure("Prognoser", str(len(hers.misses)), "med ett bokslut att jämföras med")
    hits = f"{hers.hits} av {hers.judged}" if hers.judged else DASH
    yield _Figure("Träffar", hits, f"inom {_within(found.limit)} av årsbudgeten")
    if hers.bias is None:
        yield _Figure("Lutning", DASH, "för få prognoser för att säga")
    else:
        bias = show_number(hers.bias, unit.decimals, signed=True)
        yield _Figure("Lutning", f"{bias} {unit.value}", f"{hers.leaning}, i snitt")


def _within(limit: Decimal) -> str:
    return f"{show_number(limit * 100, 1)} procent"


def _of_sheets(tables: Sequence[WebTable]) -> _Part:
    """Return the tables of sheets: the one of the board's own result shown, others folded."""
    return _Part(tuple(tables[:1]), tuple(tables[1:]))


def _matrices(found: Sequence[Accuracy], names: Names) -> _Part:
    """Return the forecasts of each year that is over, the latest first."""
    years = sorted({miss.month[0] for one in found for miss in one.hers.misses}, reverse=True)
    tables = [
        table
        for year in years
        for sheet, ones in by_family(found).items()
        if (table := matrix(ones, names, year, f"{sheet} {year}, fel i procent"))
    ]
    return _Part(tuple(tables[:1]), tuple(tables[1:]))


def _goals(board: BoardArchive) -> _Part:
    years = sorted({month[0] for goal in board.goals for month in goal.colours}, reverse=True)
    tables = [table for year in years if (table := goal_table(board, year, f"Målen {year}"))]
    return _Part(tuple(tables[:_OPEN_YEARS]), tuple(tables[_OPEN_YEARS:]))


def _latest_economy(board: BoardArchive) -> Month | None:
    """Return the month of the latest report that tells of the economy."""
    return max((one.month for row in board.rows for one in row.observed), default=None)


def _challengers(
    rows: Sequence[FollowedRow], names: Names, month: Month | None, unit: str
) -> list[WebTable]:
    if month is None:
        return []
    families: dict[str, list[FollowedRow]] = {}
    for row in rows:
        families.setdefault(row.row.family, []).append(row)
    return [
        table
        for ones in families.values()
        if (
            table := challenger_table(
                ones, names, month, f"{ones[0].row.sheet}, {month_label(month)}, belopp i {unit}",
                amount_unit(unit),
            )
        )
    ]  # fmt: skip


def _challenged(board: BoardArchive, rows: Iterable[FollowedRow], month: Month | None) -> str:
    """Return of which report the challenger is told, or why it has nothing to say."""
    if month is None:
        return "Ingen rapport har någon ekonomi att jämföra."
    label, year = month_label(month), month[0]
    said = ""
    if board.reports and board.reports[-1].month > month:
        said = f"Rapporten för {month_label(board.reports[-1].month)} saknar ekonomi. "
    if month[1] == MONTHS:
        return f"{said}{label.capitalize()} är årets bokslut, så det finns inget kvar att gissa."
    if not any(row.final(early) is not None for row in rows for early in row.years if early < year):
        return (
            f"{said}Inget tidigare år är helt i arkivet, med ett utfall för december. Därför finns "
            "ingen utmanare än."
        )
    return f"{said}Så slutar {year} om resten av året blir som tidigare år, räknat från {label}."


def _contents(boards: Sequence[_Board]) -> WebTable:
    """Return the boards as links, with how good their forecasts have been."""
    heads = (
        Head("Nämnd"), Head("Rapporter"),
        *(Head(name, "number") for name in ("Prognoser", "Träffar", "Lutning")),
    )  # fmt: skip
    lines = []
    for board in boards:
        figures = [Cell(figure.value) for figure in board.figures] or [Cell(DASH)] * 3
        lines.append(
            Line(Cell(board.name, link=board.mark), (Cell(board.extent.rstrip(".")), *figures))
        )
    return WebTable("Nämnderna i arkivet", heads, tuple(lines), "list contents")


def _files_said(archive: Archive) -> str:
    """Return how many files there are, and how many of each sort: ``26 filer: 22 med``."""
    counts = Counter(file.became for file in archive.files)
    ordered = sorted(counts, key=lambda became: (became != IN_USE, became == NOT_READ, became))
    word = "fil" if len(archive.files) == 1 else "filer"
    return f"{len(archive.files)} {word}: {', '.join(f'{counts[b]} {b}' for b in ordered)}"
