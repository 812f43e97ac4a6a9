"""What lies in a folder of answers: workbooks to read, and what else somebody has sent."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePath
from typing import Final, NamedTuple

from xl_asn.batch.paths import LinkOut, expand
from xl_asn.cycle.standing.codes import LINK_OUT, remark
from xl_asn.cycle.standing.page import FILE
from xl_asn.files.changing.same_file import Place
from xl_asn.files.reading.by_name import WORKBOOKS, refused_by_name
from xl_asn.model.findings import Finding
from xl_asn.model.grid import folded_name
from xl_asn.model.told import ToldError

REMINDERS: Final = "paminn"
"""The folder of letters, in that of the answers."""

MOST_FILES: Final = 5_000
"""More is no folder of answers, and somebody has meant another one."""

_KINDS: Final = (
    ("ett Word-dokument", "docx doc docm dotx dot odt rtf"),
    ("en bild", "jpg jpeg jpe png heic heif gif tif tiff bmp webp avif"),
    ("en PDF", "pdf"),
    ("ett brev", "msg eml"),
    ("en presentation", "pptx ppt odp"),
    ("en packad fil", "zip 7z rar gz"),
    ("en textfil", "txt csv md"),
    ("en inspelning", "mp3 m4a wav mp4 mov"),
)
_OTHER_KIND: Final = "ingen arbetsbok"
_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r"})


class Other(NamedTuple):
    """A file that is no workbook: its name from the folder, and what it is in words."""

    name: str
    kind: str

    @property
    def said(self) -> str:
        """Return what it is, as a sentence without its end."""
        return f"{self.name} är {self.kind}"


class Lying(NamedTuple):
    """What lies in a folder and below it, in name order; ``files`` are all that is told of."""

    workbooks: tuple[Path, ...]
    others: tuple[Other, ...]
    findings: tuple[Finding, ...]
    files: tuple[Path, ...]


def lying_in(folder: Path, apart_from: Iterable[Path]) -> Lying:
    """Return what lies in a folder; what the program writes there is nothing, nor are locks.

    Args:
        folder: the folder.
        apart_from: files that are no answers, wherever they lie.

    Raises:
        NothingThereError: the folder is empty, or is not there.
        ToldError: there are more files than anybody collects.
    """
    passed = [Place(path) for path in apart_from]
    workbooks: list[Path] = []
    others: list[Other] = []
    findings: list[Finding] = []
    files: list[Path] = []
    for number, found in enumerate(expand([str(folder)])):
        if number >= MOST_FILES:
            message = (
                f"I mappen {folder} ligger fler än {MOST_FILES} filer. "
                "Ange mappen som formulären ligger i."
            )
            raise ToldError(message)
        path = found.path if isinstance(found, LinkOut) else found
        name = name_in(folder, path)
        if _is_passed(name) or any(place.is_same(Place(path)) for place in passed):
            continue
        files.append(path)
        if isinstance(found, LinkOut):
            findings.append(remark(LINK_OUT, name))
        elif path.suffix.casefold() in WORKBOOKS:
            workbooks.append(path)
        else:
            others.append(Other(name, _kind(path)))
    return Lying(tuple(workbooks), tuple(others), tuple(findings), tuple(files))


def name_in(folder: Path, path: Path) -> str:
    """Return what a file is called from a folder, the same on every system."""
    return PurePath(os.path.relpath(path, folder)).as_posix().encode("utf-8", "replace").decode()


def whose(name: str, recipients: Iterable[str]) -> str:
    """Return the recipient that a file's name or its folder tells; empty where none is told alone.

    The nearest part of the path that tells somebody counts, and in it the longest name.
    """
    known = sorted(recipients, key=len, reverse=True)
    parts = PurePath(name).parts
    for part in reversed((*parts[:-1], PurePath(parts[-1]).stem) if parts else ()):
        found = [one for one in known if _names(part, one)]
        longest = [one for one in found if len(one) == len(found[0])]
        if len(longest) == 1:
            return longest[0]
    return ""


def _names(part: str, recipient: str) -> bool:
    """Whether a part of a path has a recipient's name in it, as words of its own."""
    said, name = f" {_words(part)} ", _words(recipient)
    return bool(name) and f" {name} " in said


def _words(text: str) -> str:
    """Return a text's letters and figures, folded, with a blank for whatever is between them."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded_name(text)).split())


def _is_passed(name: str) -> bool:
    """Whether a name is the program's own, a lock's, what a killed program left or the system's."""
    parts = PurePath(name).parts
    last = parts[-1]
    return (
        name == FILE
        or parts[0] == REMINDERS
        or refused_by_name(last) is not None
        or last.casefold() in _SYSTEMS
    )


def _kind(path: Path) -> str:
    ending = path.suffix.casefold().lstrip(".")
    return next((kind for kind, endings in _KINDS if ending in endings.split()), _OTHER_KIND)
