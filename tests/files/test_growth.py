"""Twice as much of anything in a file is twice the work, and no more; too much is refused.

Time is compared with time of the same process, eight times as much with as much: where work grows
with the square of what is read it takes sixty-four times as long.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.files.handmade import Content, book_parts, honest_parts, relationships, sheet, zipped
from xl_asn.files.reading.load import Loaded, load_taken
from xl_asn.files.reading.parts import MIB, Parts
from xl_asn.files.reading.snapshot import Snapshot
from xl_asn.model.amount_words import AmountUnit, find_amounts
from xl_asn.model.grid import CellRef
from xl_asn.model.meant import meant_amount, meant_number, meant_share, meant_whole
from xl_asn.model.money import read_count, read_number
from xl_asn.model.periods import Period, read_month

Made: TypeAlias = Callable[[int], dict[str, Content]]

_TIMES = 8
_MOST = 24
"""Three times as long as it should take: caches and memory are not alike for small and large."""
_LEAST = 0.01
"""Seconds: less is noise, or remembered from the time before."""
_BOOK = "xl/workbook.xml"
_SHEET = "xl/worksheets/sheet1.xml"
_STYLES = "xl/styles.xml"
_TEXTS = "xl/sharedStrings.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_TYPES = "[Content_Types].xml"


def _loaded(parts: dict[str, Content], method: int = 8) -> Loaded:
    taken = Snapshot(Path("bok.xlsx"), "bok.xlsx", zipped(parts, method), "")
    return load_taken(taken.path, taken)


def _codes(loaded: Loaded) -> list[str]:
    return [finding.code for finding in loaded.findings]


def _seconds(parts: dict[str, Content], method: int) -> float:
    """Return the least time of the processor that reading takes, of three."""
    data = zipped(parts, method)
    taken = Snapshot(Path("bok.xlsx"), "bok.xlsx", data, "")
    spent = []
    for _ in range(3):
        start = time.process_time()
        loaded = load_taken(taken.path, taken)
        spent.append(time.process_time() - start)
        assert "F199" not in _codes(loaded)
    return min(spent)


def _before_root(part: str, what: str) -> Made:
    def made(size: int) -> dict[str, Content]:
        parts = honest_parts()
        declaration, mark, rest = str(parts[part]).partition("?>")
        return parts | {part: declaration + mark + what.replace("…", "x" * size) + rest}

    return made


def _in_root(part: str, what: Callable[[int], str]) -> Made:
    def made(size: int) -> dict[str, Content]:
        parts = honest_parts()
        before, mark, after = str(parts[part]).rpartition("</")
        return parts | {part: before + what(size) + mark + after}

    return made


def _cell(written: Callable[[int], str]) -> Made:
    return lambda size: book_parts(f'<row r="1">{written(size)}</row>', strings=["<t>a</t>"])


def _declared_again(size: int) -> dict[str, Content]:
    declaration = "<?xml " + 'encoding="utf-8" ' * size
    return honest_parts() | {_SHEET: f"{declaration}<a><sheetData></sheetData></a>"}


_COMMENT = "<!--…-->"
TOKENS: dict[str, Made] = {
    "comment before the types": _before_root(_TYPES, _COMMENT),
    "comment before the links": _before_root(_LINKS, _COMMENT),
    "comment before the sheet": _before_root(_SHEET, _COMMENT),
    "instruction before the texts": _before_root(_TEXTS, "<?a …?>"),
    "comment of a part nobody reads": lambda n: (
        honest_parts() | {"xl/a.xml": f"<!--{'x' * n}--><a/>"}
    ),
    "comment without an end": lambda n: honest_parts() | {"xl/a.xml": f"<!--{'x' * n}"},
    "comment among the styles": _in_root(_STYLES, lambda n: f"<!--{'x' * n}-->"),
    "attribute": _in_root(_SHEET, lambda n: f"<a b='{'x' * n}'/>"),
    "name": _in_root(_BOOK, lambda n: f"<{'x' * n}/>"),
    "section of text": _in_root(_TEXTS, lambda n: f"<si><t><![CDATA[{'x' * n}]]></t></si>"),
    "text": _in_root(_TEXTS, lambda n: f"<si><t>{'x' * n}</t></si>"),
}
COUNTS: dict[str, tuple[Made, int]] = {
    "attributes": (
        _in_root(_SHEET, lambda n: "<a " + " ".join(f"b{i}=''" for i in range(n)) + "/>"), 10_000,
    ),
    "depth": (_in_root(_STYLES, lambda n: "<a>" * n + "</a>" * n), 20_000),
    "encodings": (_declared_again, 2_000),
    "digits": (_cell(lambda n: f'<c r="A1"><v>{"1" * n}</v></c>'), 20_000),
    "digits and a letter": (_cell(lambda n: f'<c r="A1"><v>{"1" * n}x</v></c>'), 20_000),
    "digits of a row": (lambda n: book_parts(f'<row r="{"1" * n}"/>'), 20_000),
    "digits of a place": (_cell(lambda n: f'<c r="A{"1" * n}"><v>1</v></c>'), 20_000),
    "digits of a style": (_cell(lambda n: f'<c r="A1" s="{"1" * n}"><v>1</v></c>'), 20_000),
    "digits of a text": (_cell(lambda n: f'<c r="A1" t="s"><v>{"0" * n}</v></c>'), 20_000),
    "digits of a date": (_cell(lambda n: f'<c r="A1" t="d"><v>{"1" * n}</v></c>'), 20_000),
    "formats": (
        lambda n: book_parts("", formats={200 + i: "yyyy" for i in range(n)}, styles=range(n)),
        1_000,
    ),
    "links": (
        _in_root(_LINKS, lambda n: '<Relationship Id="a" Type="b" Target="../c"/>' * n), 1_000,
    ),
    "escapes": (_in_root(_TEXTS, lambda n: f"<si><t>{'_x000D' * n}</t></si>"), 20_000),
}  # fmt: skip


@pytest.mark.parametrize("method", [0, 8])
@pytest.mark.parametrize("kind", TOKENS)
def test_one_long_thing_takes_as_long_as_it_is(kind: str, method: int) -> None:
    made = TOKENS[kind]
    size = MIB
    assert _seconds(made(_TIMES * size), method) < _MOST * _seconds(made(size), method)


@pytest.mark.parametrize("kind", COUNTS)
def test_many_things_take_as_long_as_they_are_many(kind: str) -> None:
    made, count = COUNTS[kind]
    assert _seconds(made(_TIMES * count), 8) < _MOST * max(_seconds(made(count), 8), _LEAST)


@pytest.mark.parametrize("kind", sorted(set(TOKENS) - {"section of text", "text"}))
def test_a_thing_of_more_than_sixteen_mebibytes_is_refused(kind: str) -> None:
    assert _codes(_loaded(TOKENS[kind](17 * MIB))) == ["F130"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (book_parts({f"Blad {n}": sheet("") for n in range(1_001)}), "blad (fler än 1 000)"),
        (
            book_parts("", names="<definedName name='a'>Blad1!A1</definedName>" * 100_001),
            "namngivna områden (fler än 100 000)",
        ),
        (book_parts("", styles=[14] * 100_001), "cellformat (fler än 100 000)"),
        (
            book_parts({
                "Blad1": sheet("", after="<mergeCell ref='A1:B1'/>" * 50_001)
            }),
            "sammanslagna områden",
        ),
        (
            book_parts({
                "Blad1": sheet("", after="<mergeCell ref='A1:A1048576'/>" * 3)
            }),
            "sammanslagna områden",
        ),
    ],
)  # fmt: skip
def test_too_many_of_a_kind_are_one_finding(parts: dict[str, Content], said: str) -> None:
    (found,) = _loaded(parts).findings
    assert (found.code, said in found.message) == ("F139", True)


@pytest.mark.parametrize(
    "texts",
    [
        lambda item: book_parts("", strings=["<t>a</t>", f"<t>{item}</t>"]),
        lambda item: book_parts("", strings=[f"<r><t>{item}</t></r>"]),
        lambda item: book_parts(f"<row><c t='inlineStr'><is><t>{item}</t></is></c></row>"),
        lambda item: book_parts(f'<row><c r="A1" t="str"><v>{item}</v></c></row>'),
    ],
)
def test_a_text_is_no_longer_than_a_cell_of_excel(
    texts: Callable[[str], dict[str, Content]],
) -> None:
    assert _codes(_loaded(texts("å" * 32_767))) == []
    assert _codes(_loaded(texts("_x000D_" * 32_767))) == []
    assert _codes(_loaded(texts("å" * 32_768))) == ["F139"]


def test_a_part_is_the_sheet_of_one_name() -> None:
    parts = book_parts({"a": sheet(""), "b": sheet("")})
    parts[_LINKS] = str(parts[_LINKS]).replace("sheet2.xml", "SHEET1.xml")
    assert _codes(_loaded(parts)) == ["F139"]


def test_a_table_is_the_table_of_one_sheet() -> None:
    table = ("rId1", "table", "../tables/t.xml")
    parts = honest_parts() | {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships(table, table),
        "xl/tables/t.xml": '<table name="t" ref="A1:B2"/>',
    }
    assert _codes(_loaded(parts)) == ["F139"]


@pytest.mark.parametrize("more", [-1, 0, 1, 4, 258])
def test_a_part_of_about_a_whole_number_of_pieces_is_whole(more: int) -> None:
    content = b"x" * (2 * MIB + more)
    assert Parts.open(zipped({"a": content})).read("a") == content


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("1E308", []), ("-1E308", []), ("1E-308", []), ("1E-400", []), ("0E400", []),
        ("1E309", []), ("1E9999", []), ("1E99999", ["F133"]),
        ("1" * 100_001, []), ("0." + "1" * 900, []), ("\uff11", ["F133"]), ("\u0663", ["F133"]),
        ("\u00b2", ["F133"]),
    ],
)  # fmt: skip
def test_a_stored_number_is_written_as_one_and_may_be_no_figure(
    written: str, code: list[str]
) -> None:
    assert _codes(_loaded(book_parts(f'<row><c r="A1"><v>{written}</v></c></row>'))) == code


@pytest.mark.parametrize(
    "text",
    [
        "1" * 80_000,
        "a" + "\u0301\u0323" * 40_000,
        " - " * 30_000,
        "\u200b" * 80_000 + "x",
        "1 000 " * 15_000,
    ],
)
def test_a_text_is_no_month_however_long_it_is(text: str) -> None:
    short = _least(lambda: Period.read(2022, text[:10_000]))
    long = _least(lambda: Period.read(2022, text))
    assert long < _MOST * max(short, _LEAST)
    assert Period.read(2022, text) is None
    assert read_count(text) is None


def _least(asked: Callable[[], object]) -> float:
    spent = []
    for _ in range(3):
        start = time.process_time()
        asked()
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize(
    "twelve", ["12", "\uff11\uff12", "\u0661\u0662", "\u0967\u0968", "1\uff12"]
)
def test_digits_of_every_script_are_digits_everywhere(twelve: str) -> None:
    assert read_count(twelve) == read_number(twelve) == read_month(twelve) == 12
    meant = (meant_number(twelve), meant_whole(twelve), meant_amount(twelve, AmountUnit.TKR))
    assert [found and found.value for found in meant] == [12, 12, 12]
    assert meant_share(f"{twelve} %") == meant_share("12 %")
    assert [amount.number for amount in find_amounts(f"{twelve} mnkr")] == [12]


@pytest.mark.parametrize("sign", ["\u00b2", "\u246b", "\u00bd", "\u2163", "\u4e94"])
def test_what_only_looks_like_a_digit_is_no_number_anywhere(sign: str) -> None:
    found = (
        read_count(sign),
        read_number(sign),
        read_month(sign),
        meant_number(sign),
        meant_whole(sign),
    )
    assert found == (None,) * 5


@pytest.mark.parametrize("place", ["A\uff11", "A\u0661", "A\u00b2", "\uff211"])
def test_a_place_is_written_with_plain_digits(place: str) -> None:
    with pytest.raises(ValueError, match="address"):
        CellRef.parse(f"Mål!{place}")
    assert _codes(_loaded(book_parts(f'<row><c r="{place}"><v>1</v></c></row>'))) == ["F134"]
