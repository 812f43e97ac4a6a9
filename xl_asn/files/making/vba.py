"""Macros: a workbook with a VBA project of its own, so that no xlwings add-in is needed.

The project holds xlwings' own standalone module, from the installed package so that both sides
always have one version, and our modules, whose sources are read in ``macros/``.
"""

from __future__ import annotations

from collections.abc import Mapping
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

BUTTON_MODULES: Final = ("XlAsn", "XlAsnFiles")
"""Our modules that every workbook with buttons needs."""

_NOTICE: Final = """\
'Changed by xl_asn: its own project name; settings are read from the user's own file only, never
'from a sheet or a folder that came with a workbook; Python that came with a workbook, in its
'sheets or in its folder, is never run; errors go to a log that XlAsn tells of, and not to the
'screen.
"""

_TO_SCREEN: Final = """\
        Call ShowError(LOG_FILE)
        ExecuteWindows = -1
"""
_TO_LOG: Final = """\
        On Error Resume Next
            FileCopy LOG_FILE, Environ("Temp") & "\\xl_asn-python.log"
        On Error GoTo 0
        ExecuteWindows = -1
"""

#: What stands in xlwings' module, how many times, and what stands there instead.
_CHANGES: Final[Mapping[str, tuple[int, str]]] = {
    '"ADD_WORKBOOK_TO_PYTHONPATH", "true"': (2, '"ADD_WORKBOOK_TO_PYTHONPATH", "false"'),
    'If source = "" Or source = "sheet" Then': (1, 'If source = "sheet" Then'),
    'If source = "" Or source = "directory" Then': (1, 'If source = "directory" Then'),
    '            MsgBox "Could not find Interpreter!", vbCritical\n': (1, ""),
    "                uses_embedded_code = True\n": (
        1,
        "                uses_embedded_code = False\n",
    ),
    _TO_SCREEN: (1, _TO_LOG),
}


class UnusableMacroError(ValueError):
    """A macro source cannot be put into a workbook; the message is for developers."""


def with_macros(xlsx: bytes, *, dictionary: bool = True) -> bytes:
    """Return a workbook with our macros, as ``.xlsm``. The same workbook gives the same bytes.

    Args:
        xlsx: a workbook without macros.
        dictionary: whether the class that xlwings needs on a Mac is put in. LibreOffice runs no
            macro at all in a workbook that has it.

    Raises:
        UnusableMacroError: a source has a character that VBA cannot hold, or xlwings' module is
            not the one that we know.
    """
    from pyopenvba import ExcelFile, VBAModuleKind  # noqa: PLC0415 - only those who build need it

    package = Package.from_bytes(xlsx)
    types = package.parts[CONTENT_TYPES]
    package.parts[CONTENT_TYPES] = types.replace(_WORKBOOK_TYPE, _MACRO_TYPE)
    with build_folder() as folder:
        path = Path(folder, "book.xlsm")
        path.write_bytes(package.to_bytes())
        with ExcelFile(path) as book:
            project = book.add_vba_project()
            project.add_module("xlwings", xlwings_module("xlwings.bas"))
            if dictionary:
                project.add_module("Dictionary", dictionary_class(), kind=VBAModuleKind.other)
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


def xlwings_module(name: str) -> str:
    """Return the installed xlwings' module with our changes, its licence above it.

    Raises:
        UnusableMacroError: it is not the module that the changes were written for.
    """
    text = _xlwings_text(name)
    changes = dict(_CHANGES)
    for own in ("xlwings", "myaddin"):  # the workbook's module and the add-in's
        if (known := f'PROJECT_NAME As String = "{own}"') in text:
            changes[known] = (1, f'PROJECT_NAME As String = "{PROJECT}"')
    if len(changes) == len(_CHANGES):
        message = f"xlwings' {name} has no project name"
        raise UnusableMacroError(message)
    for known, (times, wanted) in changes.items():
        if text.count(known) != times:
            message = f"xlwings' {name} has {known!r} {text.count(known)} times, and not {times}"
            raise UnusableMacroError(message)
        text = text.replace(known, wanted)
    head, line, rest = text.partition("\n'Version:")
    return vba_source(f"{head}\n{_NOTICE}{line.lstrip()}{rest}", name)


def dictionary_class() -> str:
    """Return the class that takes the place of Scripting.Dictionary on a Mac; it is xlwings'."""
    return vba_source(_xlwings_text("addin/Dictionary.cls"), "Dictionary.cls")


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
