"""Part names in a workbook that is written into: in any case, escaped, reached by any path."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.files.built_master import master, parts, report_page
from tests.files.handmade import zipped
from tests.files.integrity import faults
from xl_asn.files.changing.package import Package
from xl_asn.files.changing.save import saved
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.files.reading.package_read import resolved
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import CellRef

_TARGET = re.compile(rb'Target="([^"]+)"(?! TargetMode)')


def _escaped(target: str) -> str:
    return re.sub("(?<=[a-z])e", "%65", target)


#: How other programs write what leads to a part: given the target and the whole name of the part.
_WAYS: dict[str, Callable[[str, str], str]] = {
    "upper": lambda target, _: target.upper(),
    "whole": lambda _, name: f"/{name}",
    "whole and lower": lambda _, name: f"/{name.lower()}",
    "around": lambda target, _: f"./x/../{target}",
    "far up": lambda _, name: f"../../../../{name}",
    "escaped": lambda target, _: _escaped(target),
    "escaped and whole": lambda _, name: _escaped(f"/{name.upper().lower()}"),
    "backslashes": lambda target, _: target.replace("/", "\\"),
    "doubled": lambda target, _: target.replace("/", "//"),
}


def _pointed(data: bytes, way: Callable[[str, str], str]) -> bytes:
    """Return a workbook where what leads to the parts names them in another way."""
    found = parts(data)
    for name, content in found.items():
        folder = name.partition("_rels/")[0].rstrip("/")

        def target(match: re.Match[bytes], folder: str = folder) -> bytes:
            written = match[1].decode()
            return f'Target="{way(written, resolved(folder, written))}"'.encode()

        if name.endswith(".rels"):
            found[name] = _TARGET.sub(target, content)
    if way in {_WAYS["upper"], _WAYS["escaped"]}:  # a part name is never relative
        found["[Content_Types].xml"] = re.sub(
            rb'(?<=PartName="/)[^"]+',
            lambda match: way(match[0].decode(), "").encode(),
            found["[Content_Types].xml"],
        )
    return zipped(found)


@pytest.mark.parametrize("way", _WAYS)
def test_what_leads_to_a_part_is_read_as_packages_mean_it(way: str) -> None:
    odd = _pointed(master(), _WAYS[way])
    assert read(odd) == read(master())
    cell, pages = CellRef("Netto", 4, 2), [report_page(), report_page("Kontroll")]
    after = saved(odd, {cell: "x"}, pages)
    assert faults(after) == ()
    assert read(after) == read(saved(master(), {cell: "x"}, pages))
    assert parts(saved(after, {cell: "x"}, pages)) == parts(after)
    for name, content in parts(odd).items():
        if name.endswith(("comments1.xml", "table1.xml", "chart2.xml", "sheet1.xml.rels")):
            assert parts(after)[name] == content


_ODD = {
    "content types": lambda name: name.replace("[Content_Types]", "[content_types]"),
    "workbook": lambda name: name.replace("xl/workbook", "XL/Workbook"),
    "relationships": lambda name: name.replace("_rels", "_RELS"),
    "sheets": lambda name: name.replace("sheet", "Sheet"),
    "escaped": lambda name: name.replace("worksheets/", "work%73heets/"),
    "upper": str.upper,
}


@pytest.mark.parametrize("how", _ODD)
def test_the_entries_keep_their_own_names(how: str) -> None:
    odd = zipped({_ODD[how](name): content for name, content in parts(master()).items()})
    after = saved(odd, {CellRef("Netto", 4, 2): "x"}, [report_page(), report_page("Kontroll")])
    assert faults(after) == ()
    page_s_own = ("drawings/drawing1", "charts/chart1", "sheet3.xml.rels", "drawing1.xml.rels")
    assert {
        name for name in parts(odd) if not any(own in name.casefold() for own in page_s_own)
    } <= set(parts(after))
    folded = [name.casefold() for name in parts(after)]
    assert len(set(folded)) == len(folded)


def test_new_parts_never_have_a_name_that_is_taken_in_another_case() -> None:
    taken = {"sheet4": "SHEET4", "drawing2": "Drawing2", "chart2": "CHART2"}
    names = re.compile("|".join(taken))
    odd = zipped(
        {names.sub(lambda m: taken[m[0]], n): content for n, content in parts(master()).items()}
    )
    after = saved(odd, {}, [report_page(), report_page("Kontroll"), report_page("Till")])
    assert faults(after) == ()
    assert "xl/worksheets/SHEET4.xml" in parts(after)
    folded = [name.casefold() for name in parts(after)]
    assert len(set(folded)) == len(folded)


def test_two_parts_of_one_name_are_refused_however_it_is_escaped() -> None:
    twice = zipped({**parts(master()), "xl/%77orkbook.xml": "<x/>"})
    with pytest.raises(Unreadable):
        Package.from_bytes(twice)
