"""Workbooks as Markdown: the notation, and that writing and reading are each other's inverse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.written_markdown import write_markdown
from xl_asn.files.reading.markdown import FIRST_DATA_ROW, HEADER_ROW, read_markdown
from xl_asn.model.grid import BLANK, Cell, CellKind, CellRef, Grid, Sheet, number, text

DOCUMENT = """\
# Ett exempel

Text före första bladet läses inte.

| Inte | heller |
|---|---|
| den | här |

## Start

| Fält      | Värde                  |
|-----------|------------------------|
| Nämnd     | Arbetsmarknadsnämnden  |
| År        | 2022                   |

## Anteckningar

Ett avsnitt utan tabell är inget blad.

## Nettokostnad

Hjälptext.

| Verksamhet   | Utfall  | Andel | Avvikelse     |
| :----------- | ------: | :---: | ------------- |
| IFO          | -78 885 | 60 %  | =B4-C4 ⇒ −5,3 |
|              |         |       |               |
| Funktions\\|hinder<br>nedsättning | #REF! | '60 % | =B6 |

| En | senare | tabell |
|---|---|---|
"""


def cell(source: str) -> Cell:
    grid = read_markdown(f"## B\n\n| R |\n|---|\n| {source} |\n")
    return grid.at(CellRef("B", FIRST_DATA_ROW, 1))


def test_a_document() -> None:
    grid = read_markdown(DOCUMENT)
    assert [sheet.name for sheet in grid.sheets] == ["Start", "Nettokostnad"]
    assert grid.sheets[0].cells == {
        (1, 1): text("Start"),
        (5, 1): text("Fält"),
        (5, 2): text("Värde"),
        (6, 1): text("Nämnd"),
        (6, 2): text("Arbetsmarknadsnämnden"),
        (7, 1): text("År"),
        (7, 2): number(2022),
    }
    assert grid.sheets[1].cells == {
        (1, 1): text("Nettokostnad"),
        (5, 1): text("Verksamhet"),
        (5, 2): text("Utfall"),
        (5, 3): text("Andel"),
        (5, 4): text("Avvikelse"),
        (6, 1): text("IFO"),
        (6, 2): number(-78885),
        (6, 3): number("0.60"),
        (6, 4): Cell(CellKind.NUMBER, Decimal("-5.3"), "B4-C4"),
        (8, 1): text("Funktions|hinder\nnedsättning"),
        (8, 2): Cell(CellKind.ERROR, "#REF!"),
        (8, 3): text("60 %"),
        (8, 4): Cell(CellKind.UNCOMPUTED, None, "B6"),
    }


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("-78 885", "-78885"),
        ("-78\u00a0885", "-78885"),
        ("1\u202f234\u202f567", "1234567"),
        ("−5,3", "-5.3"),
        ("+4,9", "4.9"),
        ("60 %", "0.6"),
        ("2,5%", "0.025"),
        ("100\u00a0%", "1"),
        ("1234", "1234"),
        ("0", "0"),
        ("0,05", "0.05"),
        ("12.5", "12.5"),
        ("-12.50", "-12.5"),
        ("1 234,5", "1234.5"),
    ],
)
def test_numbers(source: str, value: str) -> None:
    assert cell(source) == number(value)


@pytest.mark.parametrize(
    "source",
    [
        "-", "–", "−", "+", "%", "12 50", "1 2345", "0 123", "0046", "1,2,3", "12.5.1", "1 234.5",
        "12.5 %", ",5", "5,", "1e5", "−5.3", "12 %%", "- 5", "IFO", "2022-13-01", "2022-1-1",
        "22-11-30", "sant", "#1", "#REF", "Inf", "NaN", "٣", "a'b",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_number_is_text(source: str) -> None:
    assert cell(source) == text(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", BLANK),
        ("2022-11-30", Cell(CellKind.DATE, date(2022, 11, 30))),
        ("SANT", Cell(CellKind.BOOLEAN, value=True)),
        ("FALSKT", Cell(CellKind.BOOLEAN, value=False)),
        ("#DIV/0!", Cell(CellKind.ERROR, "#DIV/0!")),
        ("#N/A", Cell(CellKind.ERROR, "#N/A")),
        ("'1234", text("1234")),
        ("'", text("")),
        ("''citat'", text("'citat'")),
        ("'=A1", text("=A1")),
        ("a<br>b<br/>c<BR>", text("a\nb\nc<BR>")),
        (r"a\|b", text("a|b")),
        (r"\\server\mapp", text(r"\server\mapp")),
        (r"\<br>", text("<br>")),
        ("&#32;a&#9;", text(" a\t")),
        ("&#55357;", text("&#55357;")),
        ("&amp; &lt;", text("&amp; &lt;")),
        ("=SUM(B4:B9)", Cell(CellKind.UNCOMPUTED, None, "SUM(B4:B9)")),
        ("=", Cell(CellKind.UNCOMPUTED, None, "")),
        ("= ⇒ 12", Cell(CellKind.NUMBER, Decimal(12), "")),
        ("=A1 ⇒ #REF!", Cell(CellKind.ERROR, "#REF!", "A1")),
        ("=A1 ⇒ 2022-11-30", Cell(CellKind.DATE, date(2022, 11, 30), "A1")),
        ("=A1 ⇒ SANT", Cell(CellKind.BOOLEAN, True, "A1")),  # noqa: FBT003
        ("=A1 ⇒ '", Cell(CellKind.TEXT, "", "A1")),
        (r'=A1&"\|" ⇒ IFO', Cell(CellKind.TEXT, "IFO", 'A1&"|"')),
    ],
)
def test_notation(source: str, expected: Cell) -> None:
    assert cell(source) == expected
    assert type(cell(source).value) is type(expected.value)


def test_headers_are_texts_and_rows_may_be_short_or_long() -> None:
    (sheet,) = read_markdown("## B\n| 2018 | '=x | |\n|-|-|-|\n| a\n| 1 | 2 | 3 | 4 |\n").sheets
    assert sheet.row(5) == {1: text("2018"), 2: text("=x")}
    assert sheet.row(6) == {1: text("a")}
    assert sheet.row(7) == {1: number(1), 2: number(2), 3: number(3), 4: number(4)}


def test_fenced_examples_are_no_sheets() -> None:
    assert read_markdown("```\n## B\n| a |\n|---|\n```\n").sheets == ()
    assert read_markdown("").sheets == ()


def test_written_markdown_is_for_people() -> None:
    cells = {
        (1, 1): text("Nettokostnad"),
        (5, 1): text("Verksamhet"),
        (5, 2): text("Utfall"),
        (6, 1): text("IFO"),
        (6, 2): number(-78885),
        (7, 1): text("2022"),
        (7, 2): Cell(CellKind.NUMBER, Decimal("4.5"), "B4+1"),
    }
    assert write_markdown(Grid((Sheet("Nettokostnad", cells),))) == (
        "## Nettokostnad\n"
        "\n"
        "| Verksamhet | Utfall      |\n"
        "| ---------- | ----------- |\n"
        "| IFO        | -78 885     |\n"
        "| '2022      | =B4+1 ⇒ 4,5 |\n"
    )


# The two are each other's inverse, for every grid of the layout.

characters = st.characters(exclude_categories=["Cs"])
texts = st.text(characters, max_size=8) | st.sampled_from(
    ["-", "12", "1 234", "=A1", "'", "<br>", "\\", "\\|", "|", "&#32;", " a ", "a\r\nb", "SANT",
     "#REF!", "2022-11-30", "⇒", "a ⇒ b", "\u2028", "##", "```", "|---|", "---"]
)  # fmt: skip
decimals = st.decimals(-(10**14), 10**14, allow_nan=False, allow_infinity=False)
values = st.one_of(
    texts.map(text),
    decimals.map(number),
    st.integers(-(10**15) + 1, 10**15 - 1).map(lambda whole: number(Decimal(whole))),
    st.booleans().map(lambda value: Cell(CellKind.BOOLEAN, value)),
    st.dates().map(lambda value: Cell(CellKind.DATE, value)),
    st.sampled_from(["#REF!", "#N/A", "#DIV/0!"]).map(lambda error: Cell(CellKind.ERROR, error)),
)
formulas = texts.map(lambda formula: Cell(CellKind.UNCOMPUTED, None, formula)) | st.builds(
    lambda value, formula: Cell(value.kind, value.value, formula), values, texts
)
names = st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1).map(str.strip).filter(bool)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    sheets = []
    for name in draw(st.lists(names, max_size=3)):
        headers = draw(st.dictionaries(st.integers(1, 5), texts.map(text), max_size=5))
        places = st.tuples(st.integers(FIRST_DATA_ROW, FIRST_DATA_ROW + 5), st.integers(1, 5))
        data = draw(st.dictionaries(places, values | formulas, max_size=12))
        cells = {(1, 1): text(name)} | {(HEADER_ROW, key): value for key, value in headers.items()}
        sheets.append(Sheet(name, cells | data))
    return Grid(tuple(sheets))


@given(grids())
def test_reading_what_was_written_gives_the_same_grid(grid: Grid) -> None:
    again = read_markdown(write_markdown(grid))
    assert again == grid
    assert [
        [(place, type(cell.value)) for place, cell in sheet.cells.items()] for sheet in again.sheets
    ] == [
        [(place, type(cell.value)) for place, cell in sorted(sheet.cells.items())]
        for sheet in grid.sheets
    ]


@given(st.text())
def test_any_text_can_be_read(source: str) -> None:
    grid = read_markdown(source)
    assert read_markdown(write_markdown(grid)) == grid


@given(st.lists(st.sampled_from(["## A\n", "| a |", "\n", "|---|", "=1 ⇒ ", "\\", "```", "'"])))
def test_any_mixture_of_markup_can_be_read(pieces: list[str]) -> None:
    grid = read_markdown("## B\n" + "".join(pieces))
    assert read_markdown(write_markdown(grid)) == grid
