"""What came of a file: the report that the archive keeps, or why there is none."""

from __future__ import annotations

from typing import NamedTuple

from xl_asn.batch.verdicts import Neighbour
from xl_asn.model.archive import NO_REPORT, NOT_READ, FiledReport
from xl_asn.model.findings import Finding


class Filed(NamedTuple):
    """What came of a file: its report, or in a word and a sentence why it gives none.

    ``rests_on`` are the files beside it that the answer rests on: a board's own rules.
    """

    file: str
    sha256: str | None
    report: FiledReport | None
    became: str = ""
    why: str = ""
    rests_on: tuple[Neighbour, ...] = ()


def unread(file: str, sha256: str | None, why: Finding, *, is_workbook: bool = True) -> Filed:
    """Return what is said of a file that cannot be read, or that is no workbook at all."""
    said = f"{why.code} {why.message}"
    return Filed(file, sha256, None, NOT_READ if is_workbook else NO_REPORT, said)
