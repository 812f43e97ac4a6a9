"""Macros: a workbook with a VBA project of its own, so that no xlwings add-in is needed.

The sources of our modules are read in ``macros/``. None of xlwings' is among them: its module
starts whatever Python a setting, a sheet, a folder or the search path names. Only the add-in, whose
worksheet functions talk through xlwings' library, has what xlwings declares of it, from the
installed package so that both sides always have one version.
"""

from __future__ import annotations

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from xl_asn.files.changing.package import Package
from xl_asn.files.making import buttons
from xl_asn.files.making.build_folder import build_folder
from xl_asn.files.reading.package_read import CONTENT_TYPES

_CODE_PAGE: Final = "cp1252"
_WORKBOOK_TYPE: Final = (
    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
)
_MACRO_TYPE: Final = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"

PROJECT: Final = "xl_asn"
"""What xlwings calls us: its settings are in ``%USERPROFILE%\\.xl_asn\\xl_asn.conf``."""

BUTTON_MODULES: Final = ("XlAsn", "XlAsnFiles", "XlAsnPython", "XlAsnWindows")
"""Our modules that every workbook with buttons needs."""

_NOTICE: Final = """\
'Changed by xl_asn: only the declarations are xlwings' own. What looks for Python and starts it is
'left out, in all its ways (settings in a sheet or beside a workbook, conda, a bare name, code in a
'sheet, frozen programs, Mac). The functions below are written by xl_asn: they start the Python that
'XlAsnPython names by its whole path, and load xlwings' library by its whole path.
"""

#: Where what xlwings declares ends, and where what it does with it begins.
_OURS_BEGIN: Final = "\nPublic Const XLWINGS_VERSION As String ="
_DECLARED: Final = ("Const XLPyDLLName As String", "Function XLPyDLLActivateAuto", "LoadLibrary")


class UnusableMacroError(ValueError):
    """A macro source cannot be put into a workbook; the message is for developers."""


def with_macros(xlsx: bytes) -> bytes:
    """Return a workbook, given without macros, with ours, as ``.xlsm``: alike each time.

    Raises:
        UnusableMacroError: a source has a character that VBA cannot hold.
    """
    from pyopenvba import ExcelFile  # noqa: PLC0415 - only those who build need it

    package = Package.from_bytes(xlsx)
    types = package.parts[CONTENT_TYPES]
    package.parts[CONTENT_TYPES] = types.replace(_WORKBOOK_TYPE, _MACRO_TYPE)
    with build_folder() as folder:
        path = Path(folder, "book.xlsm")
        path.write_bytes(package.to_bytes())
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            for name in BUTTON_MODULES:
                project.add_module(name, macro(f"{name}.bas"))
            book.save()
        return checked(path)


def checked(path: Path) -> bytes:
    """Return the file that pyOpenVBA has written, made reproducible, if it is whole.

    Raises:
        UnusableMacroError: pyOpenVBA finds a fault in what it has written.
    """
    from pyopenvba import check_file  # noqa: PLC0415 - only those who build need it

    package = Package.from_bytes(path.read_bytes())
    # It takes memory for the most that it is told there may be: as much as there is, unless told.
    inflated = sum(map(len, package.parts.values()))
    report = check_file(path, max_total_bytes=max(inflated, path.stat().st_size))
    if not report.ok:
        message = f"the macros were not written whole: {report.issues}"
        raise UnusableMacroError(message)
    return package.to_bytes()


def macros_folder() -> Path:
    """Return the folder of our macro sources: in the installed package, or in the checkout."""
    shipped = Path(str(files("xl_asn").joinpath("macros")))
    return shipped if shipped.is_dir() else Path(__file__).parents[3] / "macros"


def macro(name: str) -> str:
    """Return one of our modules as VBA takes it."""
    return vba_source(filled(name), name)


def filled(name: str, **given: object) -> str:
    """Return one of the sources in ``macros/``, with what follows from the table of buttons.

    ``given`` are other tables that it is filled from, by the names that it has for them.
    """
    from jinja2 import (  # noqa: PLC0415 - only those who build need it
        Environment,
        FileSystemLoader,
        StrictUndefined,
        select_autoescape,
    )

    environment = Environment(
        loader=FileSystemLoader(macros_folder()),
        autoescape=select_autoescape(["xml"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
    )
    tables = {"buttons": buttons.BUTTONS, "groups": buttons.Group, **given}
    return environment.get_template(name).render(tables)


def server_module() -> str:
    """Return the module that worksheet functions call Python through.

    Above is what the installed xlwings declares of its library, with its licence, below what we do
    with it.

    Raises:
        UnusableMacroError: xlwings' module is not one that we know.
    """
    name = "xlwings_custom_addin.bas"
    declared, begin, _ = _xlwings_text(name).partition(_OURS_BEGIN)
    if not begin or not all(part in declared for part in _DECLARED):
        message = f"xlwings' {name} does not declare its library as we know it"
        raise UnusableMacroError(message)
    head, line, rest = declared.partition("\n'Version:")
    return vba_source(f"{head}\n{_NOTICE}{line.lstrip()}{rest}{filled('XlAsnServer.bas')}", name)


def vba_source(text: str, name: str) -> str:
    """Return a source with the line ends of VBA.

    Raises:
        UnusableMacroError: a character is outside the code page, where pyOpenVBA would silently
            write a question mark.
    """
    try:
        text.encode(_CODE_PAGE)
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        message = f"{name}, line {line}: {text[error.start]!r} is not in {_CODE_PAGE}"
        raise UnusableMacroError(message) from error
    return "\r\n".join(text.splitlines()) + "\r\n"


def _xlwings_text(name: str) -> str:
    """Return a source of the installed xlwings, found without importing it."""
    found = find_spec("xlwings")
    if found is None or found.origin is None:
        message = "xlwings is not installed"
        raise UnusableMacroError(message)
    text = (Path(found.origin).parent / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")
