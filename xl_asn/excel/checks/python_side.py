"""Python's side: the interpreter, the settings that name it, and the versions."""

from __future__ import annotations

import struct
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from xl_asn import __version__
from xl_asn.excel.checks.check import Found, NoAnswerError, Surroundings
from xl_asn.excel.loading import SITE_LINE
from xl_asn.excel.settings import ADD_WORKBOOK, INTERPRETER

_INSTALL = "Kör xl-asn installera."
_NONE = "Excel startar då ingen Python alls."
_CLICK_TO_RUN = r"HKLM\SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_OFFICE = r"HKLM\SOFTWARE\Microsoft\Office\16.0\Outlook"


def running_python(surroundings: Surroundings) -> Found:
    """Style at the Python that runs this very command."""
    del surroundings
    what = f"Python {sys.version.split()[0]}, {struct.calcsize('P') * 8} bitar, {sys.executable}"
    try:
        return Found.ok(f"{what}. xl_asn {__version__}, xlwings {version('xlwings')}.")
    except PackageNotFoundError:
        return Found.error(
            f"{what}. xlwings saknas.", "Installera xl_asn på nytt från paketet (.whl)."
        )


def interpreter(surroundings: Surroundings) -> Found:
    """Style at the interpreter that Excel starts: is it named, is it there, does it answer?"""
    named = surroundings.settings.get(INTERPRETER)
    path = surroundings.interpreter
    if not named:
        return Found.error(
            f"{surroundings.places.settings} saknas eller nämner ingen tolk. {_NONE}", _INSTALL
        )
    if path is None:
        return Found.error(
            f"Tolken {named} är inte en hel sökväg till python.exe på datorn. {_NONE}", _INSTALL
        )
    if not path.is_file():
        return Found.error(
            f"Tolken {path} finns inte. Miljön är flyttad eller borttagen. {_NONE}", _INSTALL
        )
    try:
        answer = surroundings.ask(path)
    except NoAnswerError as error:
        return Found.error(f"{path} svarar inte: {error}", _INSTALL)
    return Found.ok(f"{path}: Python {answer['python']}, xl_asn {answer['xl_asn']}.")


def workbook_folder(surroundings: Surroundings) -> Found:
    """Style whether Python modules beside a workbook could be run by a button."""
    found = surroundings.settings.get(ADD_WORKBOOK)
    if found is None:
        return Found.error("Inställningen saknas.", _INSTALL)
    if found.lower() != "false":
        return Found.error(
            f"{ADD_WORKBOOK} är {found}: en Python-fil bredvid en arbetsbok kan köras.", _INSTALL
        )
    return Found.ok("Python-filer bredvid en arbetsbok körs inte.")


def quick_start(surroundings: Surroundings) -> Found:
    """Style whether the buttons' Python leaves out the large packages that they never use."""
    path = surroundings.places.site_line
    if not path.is_file() or path.read_bytes() != SITE_LINE.encode("ascii"):
        return Found.warning(
            f"{path} saknas eller är ändrad. Varje knapptryck tar en halv sekund längre.", _INSTALL
        )
    return Found.ok("Knapparna läser bara in det som de behöver.")


def versions(surroundings: Surroundings) -> Found:
    """Style whether program, environment, add-in and xlwings belong together."""
    manifest = surroundings.manifest
    path = surroundings.interpreter
    addin = surroundings.places.addin
    if manifest is None or path is None or not addin.is_file():
        return Found.error("Tillägget eller den egna miljön är inte installerad.", _INSTALL)
    if not manifest.wrote(addin):
        return Found.error("Tillägget är ett annat än det som installerades.", _INSTALL)
    try:
        answer = surroundings.ask(path)
    except NoAnswerError as error:
        return Found.error(f"Versionerna går inte att läsa: {error}", _INSTALL)
    if manifest.xlwings != answer["xlwings"]:
        return Found.error(
            f"Tillägget är byggt för xlwings {manifest.xlwings}, men miljön har "
            f"{answer['xlwings']}.",
            _INSTALL,
        )
    if {manifest.version, answer["xl_asn"]} != {__version__}:
        return Found.warning(
            f"Tillägget är version {manifest.version}, miljön {answer['xl_asn']} och kommandot "
            f"{__version__}.",
            _INSTALL,
        )
    return Found.ok(f"xl_asn {manifest.version} och xlwings {manifest.xlwings} överallt.")


def bitness(surroundings: Surroundings) -> Found:
    """Style whether Excel and Python have the same number of bits, and the functions their DLL."""
    platform = surroundings.registry.values(_CLICK_TO_RUN).get("platform")
    platform = platform or surroundings.registry.values(_OFFICE).get("bitness")
    path = surroundings.interpreter
    if not isinstance(platform, str) or path is None:
        return Found.not_applicable("Excel eller den egna miljön hittades inte.")
    excel = 64 if platform.lower() == "x64" else 32
    try:
        answer = surroundings.ask(path)
    except NoAnswerError as error:
        return Found.error(f"Tolken svarar inte: {error}", _INSTALL)
    library = f"xlwings{excel}-{answer['xlwings']}.dll"
    if not any((folder / library).is_file() for folder in _library_folders(path)):
        return Found.warning(
            f"{library} saknas i miljön. Knapparna fungerar, men inte funktionerna ASN_….", _INSTALL
        )
    if answer["bitar"] != excel:
        return Found.warning(
            f"Excel har {excel} bitar och Python {answer['bitar']}.",
            f"Installera Python med {excel} bitar och kör xl-asn installera därifrån.",
        )
    return Found.ok(f"Både Excel och Python har {excel} bitar.")


def _library_folders(interpreter: Path) -> tuple[Path, Path]:
    """Return the two folders where the VBA looks for the library."""
    return interpreter.parent, interpreter.parent.parent
