"""What is written in the folder of answers: the page *Läget* and the reminders, and no more."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from xl_asn.cycle.standing.codes import OTHERS_PAGE, remark
from xl_asn.cycle.standing.folder import REMINDERS
from xl_asn.cycle.standing.page import FILE, is_standing_page, standing_page
from xl_asn.cycle.standing.reminders import is_ours, letter_file, reminder
from xl_asn.cycle.standing.standing import Standing
from xl_asn.files.reading import snapshot
from xl_asn.model.file_names import stems_of
from xl_asn.model.findings import Finding

_LETTER: Final = ".eml"


class Beside(NamedTuple):
    """The page and the letters, those of them that are to be written, and what is over.

    ``over`` are letters of ours to people who have answered since.
    """

    page: Path
    letters: tuple[Path, ...]
    new: Mapping[Path, bytes]
    over: tuple[Path, ...]
    findings: tuple[Finding, ...]

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return the folders that the files are put in."""
        return tuple(dict.fromkeys(path.parent for path in self.new))

    def take_away(self) -> None:
        """Take away the letters that are over; one that is held is left until the next time."""
        for path in self.over:
            with contextlib.suppress(OSError):
                path.unlink()
        with contextlib.suppress(OSError):  # somebody else's letters lie there, or none did
            for folder in dict.fromkeys(path.parent for path in self.over):
                folder.rmdir()


def beside(standing: Standing, folder: Path) -> Beside:
    """Return what to write in a folder of answers; what lies there and is another's is left."""
    letters = folder / REMINDERS
    wanted = dict(_letters(standing, letters))
    findings: list[Finding] = []
    new: dict[Path, bytes] = {}
    if os.path.lexists(letters) and not letters.is_dir():
        findings.append(remark(OTHERS_PAGE, REMINDERS))
        wanted = {}
    for path, data in {folder / FILE: standing_page(standing), **wanted}.items():
        there = _there(path)
        if there == data:
            continue
        if there is None or (is_standing_page if path.name == FILE else is_ours)(there):
            new[path] = data
        else:
            findings.append(remark(OTHERS_PAGE, path.relative_to(folder).as_posix()))
    over = tuple(_over(letters, wanted))
    return Beside(folder / FILE, tuple(wanted), new, over, tuple(findings))


def _letters(standing: Standing, folder: Path) -> Iterator[tuple[Path, bytes]]:
    stems = stems_of(person.status.recipient for person in standing.people)
    for person in standing.waited_for:
        path = folder / f"{stems[person.status.recipient]}{_LETTER}"
        yield path, letter_file(reminder(person, standing))


def _over(folder: Path, wanted: Iterable[Path]) -> Iterator[Path]:
    """Yield the letters of ours that lie there and are not wanted."""
    kept = {path.name for path in wanted}
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob(f"*{_LETTER}")):
            if path.name not in kept and is_ours(_there(path) or b""):
                yield path


def _there(path: Path) -> bytes | None:
    """Return what lies at a path: nothing is None, and what is no plain file has no bytes."""
    if not os.path.lexists(path):
        return None
    taken = snapshot.take(path)
    return b"" if isinstance(taken, Finding) else taken.data
