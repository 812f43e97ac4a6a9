"""Whether a workbook whose pages were replaced is otherwise the same, part by part.

This is looked at before the new workbook takes the old one's place: a part that changed without
having to is a fault of ours, and must not cost the author anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from xl_asn.files.changing.book import Book
from xl_asn.files.changing.package import ROOT, Package
from xl_asn.files.reading.package_read import CONTENT_TYPES, relations_part


def altered(before: bytes, after: bytes, pages: Iterable[str]) -> frozenset[str]:
    """Return the parts that differ between two workbooks, though only pages were replaced.

    The pages' own sheets may differ, with what only they lead to, and so may the lists that tell
    what there is: content types, the workbook part with its relationships, and cell formats. The
    chain of calculation may go. The author's sheets must be the same, in the same order.

    Args:
        before: the workbook as it was.
        after: the workbook with pages in place of the sheets of the same names.
        pages: the names of the pages.
    """
    old, new = Package.from_bytes(before), Package.from_bytes(after)
    names = tuple(pages)
    may_differ = {*map(old.parts.named, _lists(old)), *_owned(old, names), *_owned(new, names)}
    lost = {
        name
        for name in old.parts.keys() | new.parts.keys()
        if name not in may_differ and old.parts.get(name) != new.parts.get(name)
    }
    if _loses_a_sheet(Book(old), Book(new)):
        lost.add(Book(old).part)
    return frozenset(lost)


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
