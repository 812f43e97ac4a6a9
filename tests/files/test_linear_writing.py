"""Writing takes work in proportion to the workbook, also where a part is made to be slow.

No clock is asked: what is counted is how often each thing is looked at. A pattern that is tried
again from each place of a long token would not end within the life of a test.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.files.built_master import master, parts, report_page, with_part
from tests.files.integrity import faults
from xl_asn.files.changing import edited_sheet, xml_spans
from xl_asn.files.changing.edited_sheet import Places
from xl_asn.files.changing.save import NotSavedError, changed, saved
from xl_asn.files.changing.xml_spans import NotUnderstood, measured
from xl_asn.model.grid import CellRef, column_letters

NET, REPORT, BOOK = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml", "xl/workbook.xml"
STYLES = "xl/styles.xml"
LONG = 1024 * 1024
_ROOT = re.compile(rb"<(worksheet|workbook|styleSheet) ")

#: What is long, by how it is put into a part.
_TOKENS: dict[str, Callable[[bytes], bytes]] = {
    "comment": lambda old: old.replace(b"?>", b"?>\n<!--" + b"x" * LONG + b"-->", 1),
    "comment of tags": lambda old: old.replace(
        b"?>", b"?>\n<!--" + b"<sheetPr <f t='array' " * (LONG // 22) + b"-->", 1
    ),
    "comment of blanks": lambda old: old.replace(b"?>", b"?>\n<!-- t" + b" " * LONG + b"-->", 1),
    "instruction": lambda old: old.replace(b"?>", b"?>\n<?x " + b"x" * LONG + b"?>", 1),
    "attribute": lambda old: _ROOT.sub(
        lambda m: m[0] + b'xmlns:q="urn:q" q:a="' + b"x" * LONG + b'" ', old, count=1
    ),
    "blanks in a tag": lambda old: _ROOT.sub(lambda m: m[0] + b" " * LONG, old, count=1),
}


@pytest.mark.parametrize("part", [NET, REPORT, BOOK, STYLES])
@pytest.mark.parametrize("token", _TOKENS)
def test_a_long_token_is_passed_once(part: str, token: str) -> None:
    data = with_part(changed(master(), {}, [report_page()]), part, _TOKENS[token])
    assert len(parts(data)[part]) > LONG
    after = saved(data, {CellRef("Netto", 4, 2): Decimal(9)}, [report_page(rows=3)])
    assert faults(after) == ()


@pytest.mark.parametrize("depth", [400, 100_000])
def test_elements_that_stand_too_deep_in_each_other_are_refused(depth: int) -> None:
    def deep(old: bytes) -> bytes:
        inside = b"<a>" * depth + b"</a>" * depth
        return old.replace(b"</worksheet>", b"<extLst>" + inside + b"</extLst></worksheet>")

    data = with_part(master(), NET, deep)
    values = {CellRef("Netto", 4, 2): Decimal(9)}
    if depth < 500:
        assert saved(data, values, [])
        return
    with pytest.raises(NotUnderstood):
        measured(parts(data)[NET])
    with pytest.raises(NotSavedError, match="byggd på ett sätt"):
        saved(data, values, [])


@pytest.mark.parametrize("gap", [b"", b"<!--x-->"])
def test_a_row_of_all_columns_is_read_once_for_all_its_values(
    monkeypatch: pytest.MonkeyPatch, gap: bytes
) -> None:
    columns = range(1, 16_385, 2)
    cells = b"".join(f'<c r="{column_letters(n)}50"><v>1</v></c>'.encode() + gap for n in columns)
    data = with_part(
        master(),
        NET,
        lambda old: old.replace(b"</sheetData>", b'<row r="50">' + cells + b"</row></sheetData>"),
    )
    looked = 0
    place_of = edited_sheet.place_of

    def counted(address: str) -> edited_sheet.Place:
        nonlocal looked
        looked += 1
        return place_of(address)

    monkeypatch.setattr(edited_sheet, "place_of", counted)
    after = changed(data, {CellRef("Netto", 50, n + 1): Decimal(2) for n in columns})
    assert faults(after) == ()
    assert looked < 3 * len(columns)


def test_places_within_an_area_are_found_without_a_look_at_the_others() -> None:
    class Looked(tuple[int, int]):
        """A place that counts how often it is compared."""

        __slots__ = ()
        times = 0

        def __lt__(self, other: object) -> bool:
            Looked.times += 1
            return tuple.__lt__(self, other)  # type: ignore[operator]

        def __gt__(self, other: object) -> bool:
            Looked.times += 1
            return tuple.__gt__(self, other)  # type: ignore[operator]

    places = Places(Looked((row, 3)) for row in range(1, 4001))
    Looked.times = 0
    for row in range(1, 4001):
        assert list(places.within((row, 3), (row, 4))) == [(row, 3)]
        assert not list(places.within((row, 4), (row, 5)))
    assert Looked.times < 4000 * 2 * 2 * 14


def test_the_workbook_part_is_not_measured_for_each_name(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    survey = xml_spans._measured

    def counted(data: bytes) -> xml_spans.Element:
        sizes.append(len(data))
        return survey(data)

    def names(old: bytes) -> bytes:
        said = b"".join(
            b'<definedName name="n%d">Netto!$A$1</definedName>' % n for n in range(3000)
        )
        return old.replace(b"<definedNames>", b"<definedNames>" + said)

    data = with_part(master(), BOOK, names)
    monkeypatch.setattr(xml_spans, "_measured", counted)
    changed(data, {CellRef("Netto", 4, 2): Decimal(9)}, [report_page()])
    assert sum(size > 100_000 for size in sizes) < 12
