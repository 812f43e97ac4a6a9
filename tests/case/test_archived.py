"""The archive that a workbook names: found nearby, read when asked, and part of every answer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.archived import archive_file, archive_grid
from tests.batch.elsewhere import judged_elsewhere
from tests.beside import beside, naming, pressed
from tests.cycle.archive.made import BOARD, OTHER, board_of, row_of, year_of
from tests.laws.worlds import example
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.case.case import Case, case_of
from xl_asn.case.examine import examine
from xl_asn.case.neighbours import Neighbours
from xl_asn.case.new_masters import master_of, new_master
from xl_asn.documents.catalogue import document_types
from xl_asn.documents.start import Start
from xl_asn.exports.audit import audit, package
from xl_asn.exports.documents import checked_report
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.reader import read
from xl_asn.files.reading.snapshot import Snapshot, take
from xl_asn.model.archive import BoardArchive
from xl_asn.model.findings import Finding
from xl_asn.model.grid import Grid

MONTH = """## Start

| Fält | Värde |
|---|---|
| Nämnd | {board} |
| Dokumenttyp | {type} |
| År | 2022 |
| Period | {period} |
| Beloppsenhet | tkr |
| Arkiv | {name} |

## Nettokostnad

| Verksamhet | Radtyp | Utfall | Budget | Prognos | Årsbudget |
|---|---|---|---|---|---|
| Föreningsbidrag | rad | -2 000 | -550 | -2 100 | -2 200 |
| Resultat ASN | total | -2 000 | -550 | -2 100 | -2 200 |
"""
NAME = "arkiv.xlsx"


def month(
    name: str = NAME, *, period: str = "mars", board: str = BOARD, type_: str = "Månadsrapport"
) -> Grid:
    return read_markdown(MONTH.format(name=name, period=period, board=board, type=type_))


def grants(*years: int, board: str = BOARD) -> BoardArchive:
    """Return a board whose grants have come in March, of the years given."""
    paid = {m: (-0 if m < 3 else -2000) for m in range(1, 13)}
    figures = {y: year_of(-2000) for y in years}
    told = {
        y: {m: one._replace(outcome=Decimal(paid[m])) for m, one in figures[y].items()}
        for y in years
    }
    return board_of([row_of(told, name="Föreningsbidrag", board=board)], board=board)


def codes(grid: Grid, archive: Grid | None = None) -> list[str]:
    asked = {"V115", "V116", "V117", "V172", "H113"}
    case = beside(grid, archive=archive)
    return [one.code for one in examine(case, strict=True).findings if one.code in asked]


def master(folder: Path, grid: Grid) -> Path:
    path = folder / "2022-03_manadsrapport.xlsx"
    path.write_bytes(master_of(document_types()["manadsrapport"], grid))
    return path


@pytest.mark.parametrize("written", [NAME, "arkiv", f'"{NAME}"', f"../{NAME}", f"år/{NAME}"])
def test_it_is_found_as_the_other_neighbours_are(tmp_path: Path, written: str) -> None:
    folder = tmp_path / "mars"
    (folder / "år").mkdir(parents=True)
    for place in (folder, tmp_path, folder / "år"):
        (place / NAME).write_bytes(archive_file(grants(2020, 2021)))
    verdict = judge(master(folder, month(written)))
    assert [f.code for f in verdict.findings if f.code in {"V115", "H113", "V172"}] == ["H113"]


def test_it_is_not_read_before_anybody_asks(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(archive_file(grants(2020)))
    neighbours = Neighbours.of_folder(tmp_path)
    case = case_of(month(), neighbours)
    assert isinstance(case, Case)
    assert not list(neighbours.read)
    assert neighbours.paths == (tmp_path / NAME,), "and nothing is written over it meanwhile"
    own = case.archive.own
    assert own is not None
    assert [name for name, _, _ in neighbours.read] == [NAME]
    assert neighbours.paths == (tmp_path / NAME,)
    assert case.archive.own is own, "and then once"


def test_a_plan_asks_none(tmp_path: Path) -> None:
    neighbours = Neighbours.of_folder(tmp_path)
    source = MONTH.replace("Nettokostnad", "Vision")
    grid = read_markdown(source.format(name=NAME, period="helår", board=BOARD, type="Nämndplan"))
    case = case_of(grid, neighbours)
    assert isinstance(case, Case)
    assert (case.archive.own, case.archive.fault) == (None, "")
    assert neighbours.read == ()


def test_of_its_own_year_and_later_nothing_is_known() -> None:
    alone = codes(naming(month(), "archive", ""))
    assert codes(month(), archive_grid(grants(2022, 2023))) == alone
    assert codes(month(), archive_grid(grants(2021, 2022))) == ["H113"]


def test_of_many_boards_its_own_is_asked() -> None:
    both = archive_grid(grants(2021, board=OTHER), grants(2021))
    assert codes(month(), both) == ["H113"]
    assert "V172" in codes(month(board="Byggnadsnämnden"), both)
    assert codes(month(board=f"  {BOARD.upper()} "), both) == ["H113"]
    nobody = codes(month(board=""), both)
    assert "V172" not in nobody, "that the board is missing is told already"
    assert codes(month(board=""), archive_grid(grants(2021))) == ["H113"]


def test_a_period_that_is_missing_is_told_once() -> None:
    assert codes(month(period=""), archive_grid(grants(2021))) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "gick inte att läsa"),
        (b"PK\3\4 och sedan ingenting", "gick inte att läsa"),
        (new_master(document_types()["namndplan"], 2022, "helår"), "är inget arkiv från xl_asn"),
        (archive_file(grants(2021, board=OTHER)), "har inga rapporter från nämnden"),
        (archive_file(), "har inga rapporter från nämnden"),
    ],
    ids=["empty", "damaged", "no archive", "another board", "archive of nothing"],
)
def test_what_cannot_be_asked_is_one_question(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / NAME).write_bytes(content)
    found = [f for f in judge(master(tmp_path, month())).findings if f.code == "V172"]
    (one,) = found
    assert words in one.message
    assert one.cell is not None
    assert one.cell.sheet == "Start"


def test_a_verdict_rests_on_it_and_another_machine_asks_for_it(tmp_path: Path) -> None:
    path, archive = master(tmp_path, month()), tmp_path / NAME
    archive.write_bytes(archive_file(grants(2020, 2021)))
    verdict = judge(path)
    assert [one.name for one in verdict.rests_on] == [NAME]
    there, asked = judged_elsewhere(path)
    assert (there, asked) == (verdict, [(NAME, str(tmp_path))])
    with Cache(tmp_path / "cache") as cache:
        cache.keep(taken(path), verdict)
    with Cache(tmp_path / "cache") as cache:
        assert cache.known(taken(path)) == verdict
        archive.write_bytes(archive_file(grants(2020)))
        assert cache.known(taken(path)) is None
        archive.unlink()
        assert cache.known(taken(path)) is None


def taken(path: Path) -> Snapshot:
    found = take(path)
    assert isinstance(found, Snapshot)
    return found


def test_a_package_holds_it_and_makes_the_same_report(tmp_path: Path) -> None:
    path = master(tmp_path, month())
    (tmp_path / NAME).write_bytes(archive_file(grants(2020, 2021)))
    data = package(checked_report(path), ("csv",), draft=True)
    with ZipFile(BytesIO(data)) as inside:
        assert f"indata/{NAME}" in inside.namelist()
    assert audit(data).same


def test_both_doors_say_the_same_of_it() -> None:
    grid, archive = month(), archive_grid(grants(2020, 2021))
    told = [f.code for f in pressed(grid, archive=archive).examined.findings]
    assert "H113" in told
    assert "V116" not in told


def test_an_old_master_without_the_row_has_nothing_new_to_tell() -> None:
    grid = example("2022-11")
    start, _ = Start.from_grid(grid)
    place = start.cell("archive")
    cells = {
        at: cell for at, cell in grid.sheets[0].cells.items() if at[0] != place.row
    }  # as if the row had never been
    old = Grid((type(grid.sheets[0])("Start", cells), *grid.sheets[1:]), {
        name: ref for name, ref in grid.names.items() if ref != place
    })  # fmt: skip
    assert not Start.from_grid(old)[0].has("archive")
    assert told_of(old) == told_of(grid)


def told_of(grid: Grid) -> Sequence[Finding]:
    case = case_of(grid)
    assert isinstance(case, Case)
    return examine(case, strict=True).findings


@pytest.mark.parametrize(
    ("key", "period", "has_it"),
    [
        ("manadsrapport", "mars", True),
        ("delarsrapport", "jan-apr", True),
        ("namndplan", "helår", False),
    ],
)
def test_a_new_master_has_a_row_for_it_where_there_are_forecasts(
    key: str, period: str, *, has_it: bool
) -> None:
    grid = read(new_master(document_types()[key], 2026, period))
    assert Start.from_grid(grid)[0].has("archive") is has_it
