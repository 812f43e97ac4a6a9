"""Files of their own that the buttons make: the board's document, and new masters."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xl_asn.case.new_masters import new_master
from xl_asn.documents.document import Document
from xl_asn.excel.answers import RefusedError
from xl_asn.excel.session import saved_in
from xl_asn.files.changing.publish import NotPublished, publish_all
from xl_asn.files.changing.seen import NOTHING

if TYPE_CHECKING:
    import xlwings as xw

_DOCUMENTS: Final = "{FDD39AD0-238F-46AF-ADB4-6C85480369C7}"
USUAL_TYPE: Final = "manadsrapport"
"""What *Ny mall* makes where no master of ours is open: the document of most months."""

_MOST_OF_A_NAME: Final = 1_000


def folder_of(book: xw.Book) -> Path:
    """Return the folder of a workbook's file, or the user's documents where it has none here."""
    return saved_in(book) or documents_folder()


def stem_of(book: xw.Book) -> str:
    """Return the name of a workbook without its ending; a book never saved has none."""
    return book.name.rpartition(".")[0] or book.name


def documents_folder() -> Path:
    """Return the user's folder for documents, also where it has been moved."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only on Windows
        import uuid  # noqa: PLC0415

        found = ctypes.c_wchar_p()
        name = (ctypes.c_byte * 16).from_buffer_copy(uuid.UUID(_DOCUMENTS).bytes_le)
        shell = ctypes.windll.shell32
        if shell.SHGetKnownFolderPath(ctypes.byref(name), 0, None, ctypes.byref(found)) == 0:
            path = Path(str(found.value))
            ctypes.windll.ole32.CoTaskMemFree(found)
            return path
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()


def save_new(folder: Path, name: str, suffix: str, data: bytes) -> Path:
    """Write a new file; where the name is taken a number is added, and nothing is overwritten.

    Raises:
        RefusedError: the file could not be written.
    """
    (path,) = save_all_new(folder, name, {suffix: data})
    return path


def save_all_new(folder: Path, name: str, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write new files of one name, by suffix: all of them, or none.

    Where a file of the name is there already all get the same number, and nothing is overwritten.

    Raises:
        RefusedError: a file could not be written; those before it are taken away again.
    """
    names = (f"{name} ({number})" if number else name for number in range(_MOST_OF_A_NAME))
    sets = (tuple(folder / f"{n}{suffix}" for suffix in files) for n in names)
    paths = next(paths for paths in sets if not any(path.exists() for path in paths))
    made = dict(zip(paths, files.values(), strict=True))
    try:
        publish_all(made, instead_of=dict.fromkeys(paths, NOTHING))
    except NotPublished as error:
        raise RefusedError(str(error)) from error
    return paths


def publish_new(path: Path, data: bytes, again: str) -> None:
    """Write a new file of just that name; one that is there is never overwritten.

    ``again`` is what the user does once the name is free.

    Raises:
        RefusedError: there is a file of the name, or it could not be written.
    """
    if os.path.lexists(path):
        message = (
            f"{path} finns redan, och ingenting är skrivet. Öppna den, eller byt namn på den och "
            f"{again} igen."
        )
        raise RefusedError(message)
    try:
        publish_all({path: data}, instead_of={path: NOTHING})
    except NotPublished as error:
        raise RefusedError(str(error)) from error


def opened(app: xw.App, path: Path) -> xw.Book:
    """Open a file in Excel.

    Raises:
        RefusedError: a workbook of the same name is open, and Excel takes only one.
    """
    if _is_open(app, path):
        message = f"En arbetsbok som heter {path.name} är redan öppen. Stäng den och öppna {path}."
        raise RefusedError(message)
    return app.books.open(path)


def refuse_open(app: xw.App, path: Path) -> None:
    """See to it that a file that is not written yet can be opened once it is.

    Raises:
        RefusedError: a workbook of the same name is open.
    """
    if _is_open(app, path):
        message = (
            f"En arbetsbok som heter {path.name} är redan öppen, och ingenting är skrivet. Stäng "
            "den och försök igen."
        )
        raise RefusedError(message)


def _is_open(app: xw.App, path: Path) -> bool:
    return any(book.name.casefold() == path.name.casefold() for book in app.books)


def empty_master(declared: type[Document], now: datetime) -> tuple[str, bytes]:
    """Return the name and the content of an empty master for the present period."""
    period = declared.period_on(now)
    return f"{now:%Y-%m}_{declared.key}", new_master(declared, now.year, period, macros=True)
