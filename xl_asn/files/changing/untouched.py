"""Whether a workbook that was written into is otherwise the same, part by part.

This is looked at before the new workbook takes the old one's place: a part that changed without
having to is a fault of ours, and must not cost the author anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from xl_asn.files.changing.book import Book
from xl_asn.files.changing.edit import NO_EDITS, Edits
from xl_asn.files.changing.edited_sheet import untouched
from xl_asn.files.changing.package import ROOT, Package
from xl_asn.files.changing.xml_spans import measured
from xl_asn.files.reading.package_read import CONTENT_TYPES, relations_part


def altered(
    old: Package, new: Package, pages: Iterable[str], edits: Edits = NO_EDITS
) -> frozenset[str]:
    """Return the parts that differ between two workbooks and should not.

    The pages' own sheets may differ, with what only they lead to, and so may the lists that tell
    what there is: content types, the workbook part with its relationships, and cell formats. The
    chain of calculation may go. The author's sheets must be the same, in the same order, but for
    the cells that were written.

    Args:
        old: the workbook as it was.
        new: the workbook as it is read back.
        pages: the names of the pages that have taken the place of the sheets of the same names.
        edits: what was written into cells.
    """
    names = tuple(pages)
    book = Book(old)
    may_differ = set(edits.follow)
    if names:
        may_differ |= {
            *map(old.parts.named, _lists(old)), *_owned(old, names), *_owned(new, names),
        }  # fmt: skip
    lost = {
        name
        for name in old.parts.keys() | new.parts.keys()
        if name not in may_differ
        and old.parts.get(name) != new.parts.get(name)
        and not _is_meant(name, old, new, edits, book.part)
    }
    if _loses_a_sheet(book, Book(new)):
        lost.add(book.part)
    return frozenset(lost)


def _is_meant(name: str, old: Package, new: Package, edits: Edits, book: str) -> bool:
    """Whether nothing in a part has changed but what was written, or what Excel is to compute."""
    if name not in old.parts or name not in new.parts:
        return False
    edit = edits.sheets.get(name)
    if edit is not None:
        return untouched(edit.before, edit.places) == untouched(new.parts[name], edit.places)
    before, after = old.parts[name], new.parts[name]
    return (
        bool(edits.sheets)
        and name == book
        and _without_calculation(before) == _without_calculation(after)
    )


def _without_calculation(workbook: bytes) -> bytes:
    found = measured(workbook).first("calcPr")
    return workbook[: found.start] + workbook[found.end :] if found else workbook


def _lists(package: Package) -> Iterator[str]:
    book = Book(package).part
    yield from (CONTENT_TYPES, book, relations_part(book))
    for kind in ("styles", "calcChain"):
        if (part := package.target(book, kind)) is not None:
            yield part


def _owned(package: Package, pages: Iterable[str]) -> set[str]:
    """Return the pages' sheets, and the parts that nothing but they lead to."""
    book = Book(package)
    parts = [sheet.part for name in pages if (sheet := book.sheet(name)) is not None]
    reached = {name for part in parts for name in package.reached_from(part)}
    others = Package(dict(package.parts))
    for part in parts:
        others.parts.pop(relations_part(part), None)
    return reached.difference(others.reached_from(ROOT)).union(parts)


def _loses_a_sheet(old: Book, new: Book) -> bool:
    pairs = zip_longest(old.sheets, new.sheets)
    return any(
        was is not None and (now is None or (was.name, was.part) != (now.name, now.part))
        for was, now in pairs
    )
