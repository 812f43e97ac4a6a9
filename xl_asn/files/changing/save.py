"""What *Beräkna* writes into an existing workbook: values into cells, pages in place of sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from xl_asn.files.changing.edit import NotWritable, write_values
from xl_asn.files.changing.graft import NotReplaceable, Occupied, replace_pages
from xl_asn.files.changing.package import Package
from xl_asn.files.changing.untouched import altered
from xl_asn.files.changing.xml_spans import NotUnderstood
from xl_asn.files.making.render import MAX_CELL_TEXT, TextTooLong
from xl_asn.files.reading.catalogue import Unreadable
from xl_asn.model.grid import CellRef, Value
from xl_asn.model.listing import listed
from xl_asn.model.page import Page
from xl_asn.model.told import ToldError

_SAVE_AGAIN = "Öppna filen i Excel, spara den som Excel-arbetsbok (.xlsx) och försök igen."


class LostParts(Exception):  # noqa: N818 - it says what happened
    """A change would alter or lose parts of the workbook that it has no business with."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(sorted(names))
        super().__init__(", ".join(self.names))


class NotSavedError(ToldError):
    """The workbook cannot be written into; the message is a Swedish sentence."""


_FAULTS: Final = (
    NotWritable, TextTooLong, Occupied, LostParts, Unreadable, NotReplaceable, NotUnderstood,
    OSError,
)  # fmt: skip


def saved(
    master: bytes,
    values: Mapping[CellRef, Value],
    pages: Sequence[Page],
    results: Mapping[CellRef, Decimal | None] = MappingProxyType({}),
) -> bytes:
    """Return the workbook with values and pages written; every other part is byte-equal.

    That is looked at, part by part, each time. ``results`` are what formulas that stay now give.

    Raises:
        NotSavedError: the workbook is built in a way that cannot be changed without losing
            something of the author's.
    """
    try:
        return changed(master, values, pages, results)
    except _FAULTS as error:
        raise NotSavedError(_sentence(error)) from error


def _sentence(error: Exception) -> str:
    """Return what a user is told of a workbook that could not be written into."""
    match error:
        case NotWritable():
            return (
                f"Cellen {error.cell} går inte att skriva i. Den ingår i en matrisformel eller är "
                f"sammanfogad med andra. Dela upp den och försök igen."
            )
        case TextTooLong():
            return (
                f"En text är för lång för en cell på bladet {error.page}. "
                f"Korta den till högst {MAX_CELL_TEXT} tecken och försök igen."
            )
        case Occupied():
            return (
                f"Bladet {error.sheet} kan inte skrivas: där finns {listed(error.things)}, som "
                f"skulle försvinna. Inget har ändrats i filen. Flytta det till ett eget blad "
                f"eller ta bort det, och försök igen."
            )
        case LostParts():
            return f"Filen går inte att skriva i utan att annat i den förändras. {_SAVE_AGAIN}"
        case Unreadable():  # in a part that was not read, since it holds no cells
            return f"{error.finding().message} {_SAVE_AGAIN}"
    return f"Filen är byggd på ett sätt som inte går att skriva i. {_SAVE_AGAIN}"


def changed(
    master: bytes,
    values: Mapping[CellRef, Value],
    pages: Sequence[Page] = (),
    results: Mapping[CellRef, Decimal | None] = MappingProxyType({}),
) -> bytes:
    """Do what :func:`saved` does, and raise what is the matter as it is.

    Raises:
        NotWritable: see :func:`write_values`.
        NotReplaceable: see :func:`replace_pages`.
        LostParts: something else in the workbook would have changed. Never seen; always checked.
        NotUnderstood: a part that must change is not XML that can be changed safely.
        Unreadable: a part is damaged in the zip, or its relationships are not well-formed.
        ValueError: a page cannot be written as it is.
    """
    if not (values or pages or results):
        return master
    package = Package.from_bytes(master)
    before = Package(package.parts)
    edits = write_values(package, values, results)
    replace_pages(package, pages)
    new = package.to_bytes()
    written = Package.from_bytes(new)
    if lost := altered(before, written, [page.name for page in pages], edits):
        raise LostParts(lost)
    return new
