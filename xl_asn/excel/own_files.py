"""Files of their own that the buttons make: the board's document, and new masters."""

from __future__ import annotations

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


def opened(app: xw.App, path: Path) -> None:
    """Open a file in Excel.

    Raises:
        RefusedError: a workbook of the same name is open, and Excel takes only one.
    """
    if any(book.name.casefold() == path.name.casefold() for book in app.books):
        message = f"En arbetsbok som heter {path.name} är redan öppen. Stäng den och öppna {path}."
        raise RefusedError(message)
    app.books.open(path)


def empty_master(declared: type[Document], now: datetime) -> tuple[str, bytes]:
    """Return the name and the content of an empty master for the present period."""
    period = declared.period_on(now)
    return f"{now:%Y-%m}_{declared.key}", new_master(declared, now.year, period, macros=True)
