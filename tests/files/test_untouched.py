"""A part that changed without having to is seen before the old workbook is replaced."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.files.built_master import master, parts, report_page, with_part
from tests.files.integrity import faults
from xl_asn.files.changing import save
from xl_asn.files.changing.graft import replace_pages
from xl_asn.files.changing.package import Package
from xl_asn.files.changing.save import NotSavedError, changed, saved
from xl_asn.files.changing.untouched import altered
from xl_asn.files.reading.reader import read
from xl_asn.model.grid import CellRef
from xl_asn.model.page import Page

Spoil = Callable[[Package], None]
NET = "xl/worksheets/sheet1.xml"
_MACROS = "xl/vbaProject.bin"


def _master() -> bytes:
    return with_part(master(), _MACROS, lambda _: b"macros")


def _after(spoil: Spoil) -> Package:
    package = Package.from_bytes(changed(_master(), {}, [report_page()]))
    spoil(package)
    return Package.from_bytes(package.to_bytes())


def _nothing(_: Package) -> None:
    pass


def _macros_changed(package: Package) -> None:
    package.parts[_MACROS] = b"Macros"


def _macros_lost(package: Package) -> None:
    del package.parts[_MACROS]


def _cell_changed(package: Package) -> None:
    package.parts[NET] = package.parts[NET].replace(b"<v>1</v>", b"<v>2</v>")


def _part_added(package: Package) -> None:
    package.parts["xl/media/lost.bin"] = b"x"


def _sheet_renamed(package: Package) -> None:
    book = package.parts["xl/workbook.xml"]
    package.parts["xl/workbook.xml"] = book.replace(b'name="Slut"', b'name="Borta"')


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (_nothing, set()),
        (_macros_changed, {_MACROS}),
        (_macros_lost, {_MACROS}),
        (_cell_changed, {NET}),
        (_part_added, {"xl/media/lost.bin"}),
        (_sheet_renamed, {"xl/workbook.xml"}),
    ],
)
def test_what_only_pages_were_to_change_is_compared_part_by_part(
    spoil: Spoil, expected: set[str]
) -> None:
    before = Package.from_bytes(_master())
    assert altered(before, _after(spoil), [report_page().name]) == expected


def test_a_page_that_is_new_alters_nothing_of_the_author_s() -> None:
    before = _master()
    after = changed(before, {}, [report_page("Ny")])
    assert len(parts(after)) > len(parts(before))
    assert altered(Package.from_bytes(before), Package.from_bytes(after), ["Ny"]) == set()


def test_a_workbook_that_lost_something_is_never_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def losing(package: Package, pages: list[Page]) -> None:
        replace_pages(package, pages)
        _macros_lost(package)

    monkeypatch.setattr(save, "replace_pages", losing)
    with pytest.raises(NotSavedError, match="utan att annat i den förändras"):
        saved(_master(), {}, [report_page()])


def _damaged(how: str) -> bytes:
    """Return the workbook with its macros, which hold no cells, spoilt in the zip."""
    noise = bytes(number * 7 % 251 for number in range(5_000))
    data = with_part(master(), _MACROS, lambda _: noise)
    at = data.index(_MACROS.encode()) + len(_MACROS)
    if how == "packing":
        return data[: at + 20] + b"\xff" * 40 + data[at + 60 :]
    entry = data.index(b"PK\x01\x02", data.rindex(_MACROS.encode()) - 60)
    return data[: entry + 16] + b"\0\0\0\0" + data[entry + 20 :]


@pytest.mark.parametrize("how", ["packing", "checksum"])
def test_a_part_that_is_damaged_and_never_read_stops_the_writing(how: str) -> None:
    data = _damaged(how)
    assert read(data).sheet("Netto") is not None
    with pytest.raises(NotSavedError, match="Filen är skadad"):
        saved(data, {CellRef("Netto", 1, 1): "x"}, [])
    with pytest.raises(NotSavedError, match="Filen är skadad"):
        saved(data, {}, [report_page()])


#: How other programs write the names of parts; what points to them is written as Excel does it.
_NAMES: dict[str, Callable[[str], str]] = {
    "upper": str.upper,
    "lower": str.lower,
    "backslashes": lambda name: name.replace("/", "\\"),
}


@pytest.mark.parametrize("way", _NAMES)
def test_part_names_are_the_same_in_any_case_and_with_either_slash(way: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts(master()).items():
            entry = zipfile.ZipInfo("x")
            entry.filename = _NAMES[way](name)
            archive.writestr(entry, content)
    plain = saved(master(), {CellRef("Netto", 4, 2): "x"}, [report_page()])
    odd = saved(file.getvalue(), {CellRef("Netto", 4, 2): "x"}, [report_page()])
    assert faults(odd) == ()
    assert read(odd) == read(plain)
    assert {name.casefold() for name in parts(odd)} == {name.casefold() for name in parts(plain)}
