"""What the computer's protection allows: read, reported, and never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xl_asn.excel.checks.check import EXCEL, EXCEL_POLICY, Found, Surroundings
from xl_asn.files.reading.vba_modules import lists_module

_ASK_IT = "Visa den här raden för den som sköter datorn."
_DEFENDER = "D4F940AB-401B-4EFC-AADC-AD5F3C50688A"
_DEFENDER_KEYS = (
    r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"HKLM\SOFTWARE\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
_DEFENDER_MANAGED = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Policy Manager"
_BLOCKED, _WARNED = "1", "6"
_FROM_INTERNET = 3
#: The module that masters had until version 0.2.
_OLDER = "xlwings"
_ALLOWED_WITH_QUESTION, _ONLY_SIGNED = 2, 3
_WARNING_WORDS = {
    1: "Alla makron körs",
    2: "Excel frågar innan makron körs",
    3: "Bara signerade makron körs",
    4: "Makron stoppas utan fråga",
}


def mark_of_web(surroundings: Surroundings) -> Found:
    """Style whether Windows has marked a file as coming from the internet."""
    places = surroundings.places
    files = [places.addin, *sorted(places.masters.glob("*.xls*"))]
    if surroundings.book is not None:
        files.append(surroundings.book)
    marked = [path for path in files if _zone(path) >= _FROM_INTERNET]
    if marked:
        return Found.error(
            f"Märkt som hämtad från internet: {', '.join(map(str, marked))}. "
            "Excel stoppar makrona.",
            "Högerklicka på filen, välj Egenskaper, kryssa i Avblockera och tryck OK. Saknas "
            "rutan: visa den här raden för den som sköter datorn.",
        )
    return Found.ok("Ingen fil är märkt som hämtad från internet.")


def older_macros(surroundings: Surroundings) -> Found:
    """Style whether a workbook has the module that starts whatever Python there happens to be."""
    files = sorted(surroundings.places.masters.glob("*.xls*"))
    if surroundings.book is not None:
        files.append(surroundings.book)
    older = [path for path in files if lists_module(path, _OLDER)]
    if older:
        return Found.warning(
            f"Makron från version 0.2 eller tidigare: {', '.join(map(str, older))}. De startar "
            "Python genom kommandotolken, som kan köra något annat.",
            "Använd fliken ASN i stället för knapparna på bladet Start, eller tryck Ny mall: den "
            "nya arbetsboken har nya makron.",
        )
    return Found.ok("Ingen arbetsbok har makron som startar en annan Python.")


def _zone(path: Path) -> int:
    """Return the zone that Windows keeps in a stream beside the file's content; 0 without one."""
    try:
        text = Path(f"{path}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    found = re.search(r"ZoneId\s*=\s*(\d)", text)
    return int(found[1]) if found else 0


def trusted_location(surroundings: Surroundings) -> Found:
    """Style whether Excel trusts the folder of the add-in."""
    folder = surroundings.places.start_folder
    if _none_trusted(surroundings):
        return Found.error("Betrodda platser är avstängda, så tillägget körs inte.", _ASK_IT)
    trusted = list(_trusted(surroundings))
    if not trusted:
        return Found.ok(f"{folder} är betrodd från början; Excel har ingen egen lista än.")
    if _is_trusted(surroundings, folder):
        return Found.ok(f"{folder} är en betrodd plats.")
    return Found.error(f"{folder} är inte en betrodd plats.", _ASK_IT)


def macro_policy(surroundings: Surroundings) -> Found:
    """Style at how Excel treats macros and add-ins, by policy first and then by the user."""
    own = surroundings.registry.values(rf"{EXCEL}\Security")
    policy = surroundings.registry.values(rf"{EXCEL_POLICY}\Security")
    both = {**own, **policy}
    if both.get("disablealladdins") == 1:
        return Found.error("Alla tillägg är avstängda.", _ASK_IT)
    if both.get("requireaddinsig") == 1:
        return Found.error("Bara signerade tillägg får köras, och vårt är inte signerat.", _ASK_IT)
    level = both.get("vbawarnings", _ALLOWED_WITH_QUESTION)
    words = _WARNING_WORDS.get(level if isinstance(level, int) else 0, f"Okänt läge {level!r}")
    whose = "enligt organisationens regel" if "vbawarnings" in policy else "enligt din inställning"
    what = f"{words}, {whose}."
    if not isinstance(level, int) or level < _ONLY_SIGNED:
        return Found.ok(what)
    if _is_trusted(surroundings, surroundings.places.start_folder):
        return Found.warning(
            f"{what} Tillägget ligger på en betrodd plats och körs ändå, men inte knapparna i en "
            "arbetsbok.",
            "Använd fliken ASN i stället för knapparna på bladet Start.",
        )
    return Found.error(what, _ASK_IT)


def child_processes(surroundings: Surroundings) -> Found:
    """Style whether Defender stops Excel from starting Python."""
    state = _defender_state(surroundings)
    if state == _BLOCKED:
        return Found.error(
            "Defender hindrar Office från att starta andra program, så knapparna når inte Python.",
            "Använd xl-asn berakna --oppen medan arbetsboken är öppen. Den som sköter datorn kan "
            f"göra ett undantag från regeln {_DEFENDER}.",
        )
    if state == _WARNED:
        return Found.warning(
            "Defender varnar när Excel startar Python.", "Välj Tillåt när Windows frågar."
        )
    return Found.ok("Defender hindrar inte Excel från att starta Python, så vitt det går att läsa.")


def _defender_state(surroundings: Surroundings) -> str | None:
    """Return the rule's state by the first place that tells it: Intune, group policy, own."""
    managed = surroundings.registry.values(_DEFENDER_MANAGED).get("asrrules")
    for entry in str(managed or "").split("|"):
        rule, _, state = entry.partition("=")
        if rule.strip().strip("{}").upper() == _DEFENDER:
            return state.strip()
    for key in _DEFENDER_KEYS:
        own = surroundings.registry.values(key).get(_DEFENDER.lower())
        if isinstance(own, str | int):
            return str(own)
    return None


def _none_trusted(surroundings: Surroundings) -> bool:
    return any(
        surroundings.registry.values(rf"{key}\Security\Trusted Locations").get(
            "alllocationsdisabled"
        )
        == 1
        for key in (EXCEL, EXCEL_POLICY)
    )


def _trusted(surroundings: Surroundings) -> Iterator[tuple[str, bool]]:
    """Yield the trusted folders, and whether the folders in them are trusted too."""
    for key in (EXCEL, EXCEL_POLICY):
        locations = rf"{key}\Security\Trusted Locations"
        for name in surroundings.registry.subkeys(locations):
            values = surroundings.registry.values(rf"{locations}\{name}")
            if isinstance(path := values.get("path"), str):
                yield surroundings.expanded(path), values.get("allowsubfolders") == 1


def _is_trusted(surroundings: Surroundings, folder: Path) -> bool:
    if _none_trusted(surroundings):
        return False
    trusted = list(_trusted(surroundings))
    wanted = _plain(str(folder))
    return not trusted or any(
        wanted == _plain(path) or (deep and wanted.startswith(_plain(path) + "/"))
        for path, deep in trusted
    )


def _plain(path: str) -> str:
    return path.replace("\\", "/").rstrip("/").casefold()
