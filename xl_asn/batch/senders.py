"""Who sent each workbook: a form's recipient, its folder among several, else the file itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os.path import commonpath
from pathlib import PurePath

from xl_asn.batch.verdicts import Verdict


def senders(verdicts: Sequence[Verdict]) -> Mapping[str, str]:
    """Return the name of the sender of each file.

    Units hand in by the folder, so the folder's path below what all files have in common is the
    unit's name. Files that lie beside each other are told apart by their own names. A form says
    itself who answers it.
    """
    return {**_by_folder(verdicts), **{v.file: v.recipient for v in verdicts if v.recipient}}


def _by_folder(verdicts: Sequence[Verdict]) -> Mapping[str, str]:
    folders = {verdict.file: PurePath(verdict.file).parent for verdict in verdicts}
    if len(set(folders.values())) <= 1:
        return {file: PurePath(file).name for file in folders}
    try:
        above = PurePath(commonpath(folders.values()))
    except ValueError:  # another disk, or a relative path among absolute ones
        return {file: str(folder) for file, folder in folders.items()}
    return {
        file: str(folder.relative_to(above)) if folder != above else PurePath(file).name
        for file, folder in folders.items()
    }
