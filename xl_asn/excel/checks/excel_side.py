"""Excel's side: is it there, is the add-in there once, and is anything in a synchronised folder?"""

from __future__ import annotations

from pathlib import Path

from xl_asn.excel.checks.check import EXCEL, Found, Surroundings
from xl_asn.files.making.vba import PROJECT

_APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_DISABLED = rf"{EXCEL}\Resiliency\DisabledItems"
_ONEDRIVE = ("ONEDRIVE", "ONEDRIVECOMMERCIAL", "ONEDRIVECONSUMER")
_NAME = f"{PROJECT}.xlam"


def excel_installed(surroundings: Surroundings) -> Found:
    """Style for Excel itself."""
    program = surroundings.registry.values(_APP_PATH).get("")
    if not isinstance(program, str) or not program:
        return Found.error(
            "Excel hittades inte.", "Installera Excel för Windows. Excel på webben kör inte makron."
        )
    return Found.ok(program)


def onedrive(surroundings: Surroundings) -> Found:
    """Style whether OneDrive holds the installation, or the workbook that is asked about."""
    places = surroundings.places
    roots = [value for name, value in places.variables.items() if name.upper() in _ONEDRIVE]
    own = [path for path in (places.folder, places.start_folder) if _is_inside(path, roots)]
    if own:
        return Found.warning(
            f"Installationen ligger i OneDrive: {', '.join(map(str, own))}.",
            "Be den som sköter datorn att undanta mapparna från OneDrive.",
        )
    book = surroundings.book
    if book is not None and ("://" in str(book) or _is_inside(book, roots)):
        return Found.warning(
            f"{book} ligger i OneDrive eller SharePoint. Excel ger en webbadress i stället för en "
            "mapp; knapparna fungerar, men exporterade filer hamnar i mappen Dokument.",
            "Flytta arbetsboken till en vanlig mapp om exporten inte hittas.",
        )
    return Found.ok("Inget ligger i OneDrive.")


def _is_inside(path: Path, roots: list[str]) -> bool:
    plain = str(path).replace("\\", "/").casefold()
    return any(
        root and plain.startswith(root.replace("\\", "/").rstrip("/").casefold() + "/")
        for root in roots
    )


def addin_once(surroundings: Surroundings) -> Found:
    """Style whether the add-in is there, and only once."""
    places = surroundings.places
    folders = [places.start_folder, places.roaming / "Microsoft" / "AddIns"]
    options = surroundings.registry.values(rf"{EXCEL}\Options")
    if isinstance(alternative := options.get("altstartup"), str) and alternative:
        folders.append(Path(surroundings.expanded(alternative)))
    here = [path for folder in folders for path in sorted(folder.glob(f"{PROJECT}*.xlam"))]
    opened = [
        str(value)
        for name, value in options.items()
        if name.startswith("open") and PROJECT in str(value).casefold()
    ]
    others = [str(path) for path in here if path != places.addin] + opened
    if places.addin not in here:
        return Found.error(f"{places.addin} finns inte.", "Kör xl-asn installera.")
    if others:
        return Found.error(
            f"Tillägget finns mer än en gång: {', '.join(others)}.",
            f"Ta bort alla utom {places.addin}, och avmarkera dem under Arkiv, Alternativ, "
            "Tillägg.",
        )
    return Found.ok(f"{places.addin} finns, en gång.")


def addin_enabled(surroundings: Surroundings) -> Found:
    """Style whether Excel has disabled the add-in after a crash."""
    wanted = _NAME.casefold()
    for value in surroundings.registry.values(_DISABLED).values():
        held = (
            value.decode("utf-16-le", errors="ignore") if isinstance(value, bytes) else str(value)
        )
        if wanted in held.casefold():
            return Found.error(
                "Excel har stängt av tillägget efter ett fel.",
                "Välj Arkiv, Alternativ, Tillägg, Hantera: Inaktiverade objekt, och aktivera "
                f"{_NAME}. Starta sedan om Excel.",
            )
    return Found.ok("Excel har inte stängt av tillägget.")
