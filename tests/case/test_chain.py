"""The chain of reports: read as far as it is asked, over gaps and types, and never in a ring."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from tests.batch.elsewhere import judged_elsewhere
from tests.beside import NOW, neighbours
from xl_asn.batch.cache import Cache
from xl_asn.batch.judge import judge
from xl_asn.case.case import Case, case_of
from xl_asn.case.compute import Computed, compute
from xl_asn.case.examine import Examined, examine
from xl_asn.case.neighbours import Neighbours, Place
from xl_asn.case.new_masters import master_of
from xl_asn.documents.manadsrapport import Manadsrapport
from xl_asn.files.reading.load import Loaded
from xl_asn.files.reading.markdown import read_markdown
from xl_asn.files.reading.snapshot import Snapshot, take
from xl_asn.model.grid import CellRef, Grid
from xl_asn.rules.shared.chain import MOST_LINKS

MONTHS = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
START = """## Start

| Fält               | Värde         |
|--------------------|---------------|
| Nämnd              | {board}       |
| Dokumenttyp        | {type}        |
| År                 | {year}        |
| Period             | {period}      |
| Beloppsenhet       | {unit}        |
| Föregående rapport | {previous}    |
"""
NET = """
## Nettokostnad

| Verksamhet | Radtyp | Prognos | Föregående prognos | Prognosförändring |
|------------|--------|---------|--------------------|-------------------|
| Familjehem | rad    | {now}   | {before}           |                   |
"""
FUNDING = """
## Kommunbidrag

| Verksamhet | Radtyp | Årsbidrag | Årsprognos |
|------------|--------|-----------|------------|
| Familjehem | rad    | 8 000     | {now}      |
"""
GOALS = "\n## Mål\n\n| Nr | Kort namn |\n|----|-----------|\n| 1  | Kvalitet  |\n"


def month(
    period: str, previous: str = "", now: int | None = -100, before: int | str = "", **start: str
) -> Grid:
    told = {"board": "Nämnden", "type": "Månadsrapport", "year": "2022", "unit": "tkr", **start}
    body = GOALS if now is None else NET.format(now=now, before=before)
    return read_markdown(START.format(period=period, previous=previous, **told) + body)


def interim(period: str, previous: str, now: int) -> Grid:
    told = {"board": "Nämnden", "type": "Delårsrapport", "year": "2022", "unit": "tkr"}
    text = START.format(period=period, previous=previous, **told)
    return read_markdown(text + FUNDING.format(now=now))


def case(grid: Grid, others: Mapping[str, Grid]) -> Case:
    found = case_of(grid, neighbours(others))
    assert isinstance(found, Case)
    return found


def looked(grid: Grid, others: Mapping[str, Grid]) -> Examined:
    return examine(case(grid, others), strict=True)


def codes(examined: Examined) -> set[str]:
    return {finding.code for finding in examined.findings}


def filled(grid: Grid, others: Mapping[str, Grid]) -> object:
    computed = compute(case(grid, others), now=NOW, strict=True)
    return computed.values.get(CellRef("Nettokostnad", 6, 4))


def test_the_forecast_is_that_of_the_last_report_that_has_one() -> None:
    others = {"juli": month("juli", "juni", None), "juni": month("juni", "", -90)}
    assert filled(month("sep", "juli"), others) == -90
    (told,) = [
        f for f in looked(month("sep", "juli", before=-80), others).findings if f.code == "C113"
    ]
    assert (told.found, told.expected) == (Decimal(-80), Decimal(-90))
    assert "juni 2022" in told.message


def test_an_interim_report_stands_between_monthly_ones() -> None:
    others = {"aug": interim("jan-aug", "juli", -95), "juli": month("juli", "", -90)}
    assert filled(month("sep", "aug"), others) == -95
    september = case(month("sep", "aug"), others)
    assert [link.name for link in september.chain] == ["aug", "juli"]
    assert case(interim("jan-aug", "juli", -95), others).chain_fault is None


def test_nothing_of_the_old_year_is_compared_or_filled_in() -> None:
    others = {"dec": month("dec", "", -90)}
    january = month("jan", "dec", before=-80, year="2023")
    assert not codes(looked(january, others)) & {"C113", "V128", "C115", "V120"}
    assert filled(month("jan", "dec", year="2023"), others) is None


def test_only_as_many_links_are_read_as_are_asked_for() -> None:
    read: list[str] = []

    def fetch(name: str, folder: Path) -> Loaded | None:
        read.append(name)
        period = MONTHS[MONTHS.index(name) - 1] if name != "jan" else ""
        grid = month(name, period, -90 if name == "juni" else None)
        return Loaded(folder / name, name, None, grid, (), None)

    found = case_of(month("okt", "sep"), Neighbours(Place(Path("mapp")), fetch))
    assert isinstance(found, Case)
    assert read == []
    compute(found, now=NOW, strict=True)
    assert read == ["sep", "aug", "juli", "juni"]


def test_twelve_links_are_the_most() -> None:
    others = {
        f"{year}{period}": month(period, _before(year, period), None, year=str(year))
        for year in (2020, 2021, 2022)
        for period in MONTHS
    }
    last = case(month("dec", "2022nov"), others)
    assert len(list(last.chain)) == MOST_LINKS


def _before(year: int, period: str) -> str:
    at = MONTHS.index(period)
    return f"{year}{MONTHS[at - 1]}" if at else f"{year - 1}dec"


@pytest.mark.parametrize(
    ("previous", "words"),
    [
        (month("nov", "nov"), "inte en tidigare period"),
        (month("dec"), "inte en tidigare period"),
        (month("okt", board="Skolnämnden"), "en annan nämnd"),
        (month("okt", unit="mnkr"), "i en annan enhet"),
        (month("okt", type="Nämndplan"), "en annan sorts dokument"),
        (read_markdown("## Blad\n\n| A |\n|---|\n| 1 |\n"), "ingen mall"),
    ],
)
def test_a_report_that_cannot_be_the_previous_one_is_one_question(
    previous: Grid, words: str
) -> None:
    examined = looked(month("nov", "förra", before=-80), {"förra": previous})
    (told,) = [f for f in examined.findings if f.code == "V120"]
    assert words in told.message
    assert not codes(examined) & {"C113", "C115", "V128"}


def test_a_ring_ends_where_a_report_is_no_earlier_one() -> None:
    others = {"okt": month("okt", "nov", None), "nov": month("nov", "okt")}
    examined = looked(month("nov", "okt"), others)
    (told,) = [f for f in examined.findings if f.code == "V128"]
    assert "Kedjan slutar vid nov: den gäller inte en tidigare period." in told.message


def test_a_link_that_is_missing_further_back_is_told_where_it_was_wanted() -> None:
    others = {"okt": month("okt", "sep", None)}
    (told,) = [f for f in looked(month("nov", "okt"), others).findings if f.code == "V128"]
    assert "sep: den finns inte där arbetsboken ligger" in told.message
    with_forecast = {"okt": month("okt", "sep", -90)}
    assert not codes(looked(month("nov", "okt"), with_forecast)) & {"V128", "F220"}


def test_a_chain_does_not_lead_out_of_the_folder_above_the_first(tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    _write(tmp_path / "sep.xlsx", month("sep", "", -90))
    _write(tmp_path / "a" / "okt.xlsx", month("okt", "../sep", None))
    _write(deep / "nov.xlsx", month("nov", "../okt"))
    verdict = judge(deep / "nov.xlsx")
    (told,) = [f for f in verdict.findings if f.code == "V128"]
    assert "../sep" in told.message
    assert [neighbour.name for neighbour in verdict.rests_on] == ["../okt"]


def _write(path: Path, grid: Grid) -> Path:
    path.write_bytes(master_of(Manadsrapport, grid))
    return path


def test_a_verdict_rests_on_all_that_was_read_and_another_machine_asks_for_it(
    tmp_path: Path,
) -> None:
    book = _write(tmp_path / "nov.xlsx", month("nov", "okt", before=-80))
    middle = _write(tmp_path / "okt.xlsx", month("okt", "sep", None))
    last = _write(tmp_path / "sep.xlsx", month("sep", "", -90))
    verdict, taken = judge(book), take(book)
    assert isinstance(taken, Snapshot)
    assert [neighbour.name for neighbour in verdict.rests_on] == ["okt", "sep"]
    assert "C113" in {finding.code for finding in verdict.findings}
    asked = [("okt", str(tmp_path)), ("sep", str(tmp_path))]
    assert judged_elsewhere(book) == (verdict, asked)
    with Cache(tmp_path / "cache") as cache:
        cache.keep(taken, verdict)
    with Cache(tmp_path / "cache") as cache:
        assert cache.known(taken) == verdict
        last.write_bytes(middle.read_bytes())
        assert cache.known(taken) is None


def _pressed(grid: Grid, others: Mapping[str, Grid]) -> Computed:
    return compute(case(grid, others), now=NOW, strict=True)


def test_what_was_filled_in_stands_when_the_report_is_gone_and_follows_one_that_is_mended() -> None:
    others = {"okt": month("okt", "", -90)}
    first = _pressed(month("nov", "okt"), others)
    grid = _written(month("nov", "okt"), first)
    gone = _pressed(grid, {})
    assert not [ref for ref in gone.values if ref.sheet == "Nettokostnad"]
    assert [f.code for f in gone.examined.findings].count("F220") == 1
    mended = {"okt": month("okt", "", -95)}
    assert "S105" in codes(looked(grid, mended))
    again = _pressed(grid, mended)
    assert again.values[CellRef("Nettokostnad", 6, 4)] == -95
    assert again.renewed == (CellRef("Nettokostnad", 6, 4),)
    assert "hämta" in again.renewed_sentence


def _written(grid: Grid, computed: Computed) -> Grid:
    from tests.laws.press import written  # noqa: PLC0415 - one way to write for all tests

    return written(grid, computed)


HALF = """
## Nettokostnad

| Verksamhet | Radtyp | Prognos | Föregående prognos | Prognosförändring |
|------------|--------|---------|--------------------|-------------------|
| Familjehem | rad    | -100    |                    |                   |
| Jourhem    | rad    | -50     | -40                |                   |
| Resultat   | total  | -150    | {total}            |                   |
"""


@pytest.mark.parametrize(("total", "wrong"), [("-130", set()), ("-230", {"C102", "C113"})])
def test_a_total_of_hers_is_held_against_rows_that_are_filled_in_too(
    total: str, wrong: set[str]
) -> None:
    start = START.format(
        period="nov", previous="okt", board="Nämnden", type="Månadsrapport", year="2022", unit="tkr"
    )
    then = HALF.replace("-100    |  ", "-90     |  ").replace("| -50     |", "| -40     |")
    before = START.format(
        period="okt", previous="", board="Nämnden", type="Månadsrapport", year="2022", unit="tkr"
    ) + then.format(total="").replace("-150", "-130")
    others = {"okt": read_markdown(before)}
    grid = read_markdown(start + HALF.format(total=total))
    for stage in (grid, _written(grid, _pressed(grid, others))):
        found = {f.code for f in looked(stage, others).findings if f.code.startswith("C1")}
        assert found & {"C101", "C102", "C103", "C113", "C118"} <= wrong
        assert bool(found & wrong) is bool(wrong)
